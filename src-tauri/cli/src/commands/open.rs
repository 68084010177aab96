use postil_core::model::{IdentifierKind, PaperView};
use postil_core::{Error, ErrorCode, Library, Result, open_link};
use serde_json::json;

use super::named;
use crate::args::Target;
use crate::output::{Output, clean};

pub fn run(library: &Library, paper: &str, what: Target, out: &Output) -> Result<()> {
    let view = library.paper(named::paper(library, paper)?)?;
    if what == Target::File
        && let Some(file) = view.files.first()
    {
        open_link::open_attachment(library, file.id)?;
        return out.answer(&json!({ "opened": file.name }), || out.line(format!("Opened {}", clean(&file.name))));
    }
    let url = address(&view, what).ok_or_else(|| {
        let missing = match what {
            Target::Code => "no repository",
            Target::Page => "no page",
            Target::Doi => "no DOI",
            Target::File => "no file",
        };
        Error::new(ErrorCode::NotFound, format!("“{}” has {missing} to open.", view.paper.title))
    })?;
    open_link::open_link(&url)?;
    out.answer(&json!({ "opened": url }), || out.line(format!("Opened {url}")))
}

fn address(view: &PaperView, what: Target) -> Option<String> {
    let identifier = |kind| view.paper.identifiers.iter().find(|one| one.kind == kind).map(|one| &one.value);
    match what {
        Target::Code => view.code.first().map(|card| card.open_url.clone()),
        Target::Doi => identifier(IdentifierKind::Doi).map(|doi| format!("https://doi.org/{doi}")),
        Target::Page if view.paper.url.is_empty() => {
            identifier(IdentifierKind::Arxiv).map(|id| format!("https://arxiv.org/abs/{id}"))
        }
        Target::Page => Some(view.paper.url.clone()),
        Target::File => None,
    }
}
