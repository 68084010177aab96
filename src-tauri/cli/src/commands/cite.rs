//! Papers as citations, or as the commands that cite them.

use std::process::ExitCode;

use postil_core::cite::{self, Cite as Cited, Command, Kind, Markup, Source};
use postil_core::model::Id;
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::named::named_or_found;
use crate::args::{Cite, CiteForm};
use crate::output::{Output, clean};

pub fn run(library: &Library, args: &Cite, out: &Output) -> Result<ExitCode> {
    if args.styles {
        return styles(library, out).map(|()| ExitCode::SUCCESS);
    }
    let (command, markup) = form(args)?;
    // A style that is not there is told before anything is looked for.
    let style = markup.map(|markup| library.style(&args.style).map(|style| (style, markup))).transpose()?;
    let locale = args.locale.as_deref().map(cite::language).transpose()?;
    let marks: Vec<Vec<Cited<String>>> = args.papers.iter().filter_map(|word| cite::read_mark(word)).collect();
    if !marks.is_empty() {
        if marks.len() < args.papers.len() {
            let words = "Name papers, or cite them as in “[see @key, p. 12]”, but not both at once.";
            return Err(Error::validation("papers", words));
        }
        let citations = marks.into_iter().map(|cites| resolved(library, cites)).collect::<Result<Vec<_>>>()?;
        let texts = match (style, command) {
            (Some((style, markup)), _) => library.cite_in_text(&citations, &style, locale.as_deref(), markup)?,
            (None, Some(command)) => {
                citations.iter().map(|cites| library.cite_command(cites, command)).collect::<Result<_>>()?
            }
            (None, None) => Vec::new(),
        };
        let mut papers: Vec<Id> = citations.iter().flatten().map(|cite| cite.paper).collect();
        papers.sort_unstable();
        papers.dedup();
        out.answer(&json!({ "papers": papers.len(), "citations": texts }), || {
            texts.iter().for_each(|text| out.line(text));
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let meant = named_or_found(library, &args.papers)?;
    let ids = &meant.ids;
    if ids.is_empty() {
        return Err(Error::new(ErrorCode::NotFound, "No paper was found to cite."));
    }
    let kind = if args.in_text { Kind::InText } else { Kind::Bibliography };
    let texts = match (style, command) {
        (Some((style, markup)), _) => library.cite(ids, &style, locale.as_deref(), kind, markup)?,
        (None, Some(command)) => {
            let cites: Vec<Cited<Id>> = ids.iter().copied().map(Cited::from).collect();
            vec![library.cite_command(&cites, command)?]
        }
        (None, None) => Vec::new(),
    };
    out.answer(&json!({ "papers": ids.len(), "citations": texts }), || {
        for (at, text) in texts.iter().enumerate() {
            match args.form.unwrap_or(CiteForm::Text) {
                CiteForm::Html if !args.in_text => out.line(format!("<p>{text}</p>")),
                CiteForm::Markdown if at > 0 => out.line(format!("\n{text}")),
                _ => out.line(text),
            }
        }
    })?;
    Ok(meant.code())
}

/// The papers of a mark, each by its key or whatever else names it.
fn resolved(library: &Library, cites: Vec<Cited<String>>) -> Result<Vec<Cited<Id>>> {
    cites.into_iter().map(|cite| library.resolve(&cite.paper).map(|id| cite.of(id))).collect()
}

/// What was asked for: a mark for a document, or a text in a style. A command of LaTeX asks for LaTeX.
fn form(args: &Cite) -> Result<(Option<Command>, Option<Markup>)> {
    let name = args.command.as_deref();
    let command = name.map_or(Command::latex("cite"), Command::latex).ok_or_else(|| {
        let (name, names) = (name.unwrap_or_default(), Command::LATEX.join(", "));
        Error::validation("command", format!("“{name}” is no command that cites. There are {names}."))
    })?;
    let form = args.form.unwrap_or(if name.is_some() { CiteForm::Latex } else { CiteForm::Text });
    if name.is_some() && form != CiteForm::Latex {
        return Err(Error::validation("command", "Only --as latex writes a command, so --command goes with that."));
    }
    Ok(match form {
        CiteForm::Text => (None, Some(Markup::Text)),
        CiteForm::Html => (None, Some(Markup::Html)),
        CiteForm::Markdown => (None, Some(Markup::Markdown)),
        CiteForm::Pandoc => (Some(Command::Pandoc), None),
        CiteForm::Typst => (Some(Command::Typst), None),
        CiteForm::Keys => (Some(Command::Keys), None),
        CiteForm::Latex => (Some(command), None),
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
