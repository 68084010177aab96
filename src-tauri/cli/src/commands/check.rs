use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use postil_core::checker::Checker;
use postil_core::model::{CheckProgress, CheckScope, CheckState};
use postil_core::surroundings::Surroundings;
use postil_core::{Error, Library, Result};
use serde_json::json;

use crate::args::Check;
use crate::commands::named;
use crate::commands::read::describe_code;
use crate::output::{Output, word};

/// Exit code 5 when a checked repository is not where its paper says.
pub const MISSING: u8 = 5;

pub fn run(library: &Library, args: &Check, out: &Output) -> Result<ExitCode> {
    let papers = named::papers(library, &args.papers)?;
    let scope = match (args.all, papers.is_empty()) {
        (true, _) => CheckScope::All,
        (false, false) => CheckScope::Papers { ids: papers.clone() },
        (false, true) => CheckScope::Due,
    };
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    let bar = Bar::new(out);
    let checker = Checker::new(library.clone(), Surroundings::from_process());
    let last = runtime.block_on(checker.begin()?.run(Some(scope), move |progress| bar.show(progress)))?;
    let mut code = Vec::new();
    for id in &papers {
        code.extend(library.paper(*id)?.code);
    }
    out.answer(&json!({ "progress": last, "code": code }), || {
        code.iter().for_each(|card| describe_code(card, out));
        let counts: Vec<String> = last.counts.iter().map(|(kind, count)| format!("{count} {}", word(*kind))).collect();
        out.line(format!(
            "{} of {} checked{}{}.",
            last.done,
            last.total,
            if counts.is_empty() { "" } else { ": " },
            counts.join(", ")
        ));
        if !last.message.is_empty() {
            out.line(&last.message);
        }
    })?;
    let missing = last.counts.iter().any(|(kind, count)| *count > 0 && kind.needs_attention());
    Ok(match last.state {
        CheckState::Failed => ExitCode::FAILURE,
        _ if missing => ExitCode::from(MISSING),
        _ => ExitCode::SUCCESS,
    })
}

/// A progress bar, on a terminal only.
pub struct Bar(Option<Mutex<ProgressBar>>);

impl Bar {
    pub fn new(out: &Output) -> Self {
        if out.json || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len}  {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(Some(Mutex::new(bar)))
    }

    pub fn show(&self, progress: &CheckProgress) {
        let Some(Ok(bar)) = self.0.as_ref().map(Mutex::lock) else { return };
        bar.set_length(progress.total.into());
        bar.set_position(progress.done.into());
        bar.set_message(progress.message.clone());
        if !matches!(progress.state, CheckState::Running | CheckState::Waiting) {
            bar.finish_and_clear();
        }
    }
}
