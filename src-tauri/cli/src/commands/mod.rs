//! One file a verb, or a family of small ones.

mod act;
mod attach;
mod check;
mod check_file;
mod cite;
mod convert;
mod dedupe;
mod export;
mod import;
mod key;
mod links;
mod live;
mod lookup;
mod mirror;
mod named;
mod notes;
mod open;
mod read;
mod rescue;
mod services;
mod snapshot;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use postil_core::error::not_read;
use postil_core::import::{Text, read_text};
use postil_core::{Error, ErrorCode, Library, Result};

use crate::args::{Arguments, Check, Command};
use crate::output::{Output, clean, complain};

pub fn run(arguments: Arguments, out: &Output) -> Result<ExitCode> {
    let folder = arguments.library.unwrap_or_else(Library::default_folder);
    let done = Ok(ExitCode::SUCCESS);
    match arguments.command {
        Command::Links { file } => links::run(&file, out).and(done),
        Command::Check(Check { file: Some(file), format, .. }) => check_file::run(&file, format, out),
        Command::Convert(args) => convert::run(&args),
        Command::Completions { shell } => {
            // Whole first: it panics where it cannot write.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "postil", &mut script);
            out.text(&String::from_utf8_lossy(&script));
            done
        }
        Command::Path => {
            let path: PathBuf = std::path::absolute(&folder).unwrap_or(folder);
            // Where it is can be told of a library that cannot be opened, too.
            let warning = || Library::open(&path).ok()?.place_warning();
            if path.join("library.sqlite").exists()
                && let Some(words) = warning()
            {
                complain!("{words}");
            }
            out.answer(&serde_json::json!({ "path": path }), || out.line(path.display())).and(done)
        }
        Command::Rebuild { folder: from } => mirror::rebuild(&from, &folder, out),
        command => {
            if Library::takes_a_while(&folder) {
                complain!("Bringing the library up to date; a large one takes a while…");
            }
            let is_new = !folder.join("library.sqlite").exists();
            let library = match (Library::open(&folder), &command) {
                (Err(error), Command::Snapshot { what: Some(verb) }) if error.code == ErrorCode::Corrupt => {
                    return snapshot::of_damaged(&folder, verb, error, out).and(done);
                }
                (Err(error), _) if error.code == ErrorCode::Corrupt => return Err(snapshot::advise(&folder, error)),
                (opened, _) => opened?,
            };
            // A name that was mistyped is seen by it.
            if is_new {
                complain!("A new library was begun in “{}”.", folder.display());
            }
            if let Some(words) = library.place_warning().filter(|_| is_new) {
                complain!("{words}");
            }
            match command {
                Command::Import(args) => import::run(&library, &args, out),
                Command::Export(args) => export::run(&library, &args, out).and(done),
                Command::Cite(args) => cite::run(&library, &args, out),
                Command::Key { query } => key::run(&library, &query, out),
                Command::Add(args) => lookup::add(&library, args, out),
                Command::Complete { query, refresh, yes } => lookup::complete(&library, &query, refresh, yes, out),
                Command::Services(args) => services::run(&library, &args, out).and(done),
                Command::Dedupe(args) => dedupe::run(&library, &args, out),
                Command::List(args) => read::list(&library, &args, out),
                Command::Show { paper } => read::show(&library, &paper, out).and(done),
                Command::Search { query, limit } => read::search(&library, &query.join(" "), limit, out),
                Command::Saved { name: None, .. } => read::saved_searches(&library, out).and(done),
                Command::Saved { name: Some(name), query } if query.is_empty() => read::saved(&library, &name, out),
                Command::Saved { name: Some(name), query } => {
                    act::save_search(&library, &name, &query.join(" "), out).and(done)
                }
                Command::Note { paper, text } => act::note(&library, &paper, &text, out).and(done),
                Command::Tag { paper, tags, remove } => act::tag(&library, &paper, &tags, &remove, out).and(done),
                Command::Attach { paper, files, remove, save, output } => {
                    attach::run(&library, &paper, attach::Wanted { files, remove, save: save.zip(output) }, out)
                }
                Command::Check(args) => check::run(&library, &args, out),
                Command::History { paper } => read::history(&library, &paper, out).and(done),
                Command::Dismiss { papers } => act::dismiss(&library, &papers, out).and(done),
                Command::Follow { paper } => act::follow(&library, &paper, out).and(done),
                Command::Inside { paper } => rescue::inside(&library, &paper, out).and(done),
                Command::AsOf { paper } => rescue::as_of(&library, &paper, out).and(done),
                Command::Rescue { papers } => rescue::rescue(&library, &papers, out).and(done),
                Command::Preserve { papers } => rescue::preserve(&library, &papers, out).and(done),
                Command::Open { paper, what } => open::run(&library, &paper, what, out).and(done),
                Command::Trash { papers } => act::trash(&library, &papers, out),
                Command::Restore { papers } => act::restore(&library, &papers, out),
                Command::Undo { action } => act::undo(&library, action, out).and(done),
                Command::Redo { action } => act::redo(&library, action, out).and(done),
                Command::Log { paper: Some(paper), .. } => read::paper_log(&library, &paper, out).and(done),
                Command::Log { limit, .. } => read::log(&library, limit, out).and(done),
                Command::Mirror { folder, off } => mirror::run(&library, folder.as_deref(), off, out).and(done),
                Command::Live(args) => live::run(&library, &args, out),
                Command::Notes(args) => notes::run(&library, &args, out).and(done),
                Command::Vault(args) => notes::vault(&library, &args, out).and(done),
                Command::Snapshot { what } => snapshot::run(&library, what, out).and(done),
                Command::Links { .. }
                | Command::Convert(_)
                | Command::Completions { .. }
                | Command::Path
                | Command::Rebuild { .. } => done,
            }
        }
    }
}

/// A file's text, or standard input's for "-". An encoding that had to be guessed is told.
fn text_of(file: &str) -> Result<String> {
    let shown = format!("“{file}”");
    let Text { text, remark } = if file == "-" {
        read_text(std::io::stdin(), "Standard input")?
    } else {
        let opened = std::fs::File::open(file)
            .map_err(|error| Error::new(ErrorCode::Input, format!("{shown} cannot be read: {}.", not_read(&error))))?;
        read_text(opened, &shown)?
    };
    remark.iter().for_each(|remark| complain!("{}", clean(remark)));
    Ok(text)
}
