//! Papers as citations, or as the commands that cite them.

use std::process::ExitCode;

use postil_core::cite::{Command, Kind, Markup, Source};
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::named_or_found;
use crate::args::{Cite, CiteForm};
use crate::output::{Output, clean};

pub fn run(library: &Library, args: &Cite, out: &Output) -> Result<ExitCode> {
    if args.styles {
        return styles(library, out).map(|()| ExitCode::SUCCESS);
    }
    let (command, markup) = form(args)?;
    // A style that is not there is told before anything is looked for.
    let style = markup.map(|markup| library.style(&args.style).map(|style| (style, markup))).transpose()?;
    let ids = named_or_found(library, &args.papers)?;
    if ids.is_empty() {
        return Err(Error::new(ErrorCode::NotFound, "No paper was found to cite."));
    }
    let kind = if args.in_text { Kind::InText } else { Kind::Bibliography };
    let texts = match (style, command) {
        (Some((style, markup)), _) => library.cite(&ids, &style, args.locale.as_deref(), kind, markup)?,
        (None, Some(command)) => vec![library.cite_command(&ids, command)?],
        (None, None) => Vec::new(),
    };
    out.answer(&json!({ "papers": ids.len(), "citations": texts }), || {
        for (at, text) in texts.iter().enumerate() {
            match args.form {
                CiteForm::Html if !args.in_text => out.line(format!("<p>{text}</p>")),
                CiteForm::Markdown if at > 0 => out.line(format!("\n{text}")),
                _ => out.line(text),
            }
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What was asked for: a mark for a document, or a text in a style.
fn form(args: &Cite) -> Result<(Option<Command>, Option<Markup>)> {
    Ok(match args.form {
        CiteForm::Text => (None, Some(Markup::Text)),
        CiteForm::Html => (None, Some(Markup::Html)),
        CiteForm::Markdown => (None, Some(Markup::Markdown)),
        CiteForm::Pandoc => (Some(Command::Pandoc), None),
        CiteForm::Typst => (Some(Command::Typst), None),
        CiteForm::Keys => (Some(Command::Keys), None),
        CiteForm::Latex => {
            let known = || {
                let names = Command::LATEX.join(", ");
                Error::validation("command", format!("“{}” is no command that cites. There are {names}.", args.command))
            };
            (Some(Command::latex(&args.command).ok_or_else(known)?), None)
        }
    })
}

fn styles(library: &Library, out: &Output) -> Result<()> {
    let rows = library.styles();
    out.answer(&rows, || {
        for row in &rows {
            let own = if row.source == Source::Folder { " (yours)" } else { "" };
            let problem = row.problem.as_ref().map(|why| format!(" - cannot be used: {}", clean(why)));
            out.line(format!("{:48} {}{own}{}", clean(&row.name), clean(&row.title), problem.unwrap_or_default()));
        }
    })
}
