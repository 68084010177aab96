//! Postil from a terminal: the same library and the same verdicts as the window, usable beside it.

mod args;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    if postil_core::import::pdf::read_if_asked() {
        return ExitCode::SUCCESS;
    }
    let arguments = args::Arguments::parse();
    let output = output::Output::new(arguments.json);
    match commands::run(arguments, &output) {
        Ok(code) => code,
        Err(error) => {
            output.error(&error);
            ExitCode::from(output::exit_code(&error))
        }
    }
}
