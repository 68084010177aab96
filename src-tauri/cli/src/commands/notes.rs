//! Notes and highlights as Markdown, once or kept in step.

use std::path::Path;

use postil_core::model::{Id, ListView, VaultSettings};
use postil_core::template::Template;
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::named::{found, view_of};
use super::text_of;
use crate::args::{Notes, Vault};
use crate::output::{Output, clean};

pub fn run(library: &Library, args: &Notes, out: &Output) -> Result<()> {
    let template = match args.template.as_deref() {
        Some(path) => Template::parse(&text_of(path)?)?,
        None => library.notes_template()?,
    };
    let ids = papers(library, args)?;
    let output = args.output.as_deref().filter(|path| *path != "-");
    match output {
        Some(path) if Path::new(path).is_dir() || path.ends_with(['/', std::path::MAIN_SEPARATOR]) => {
            let (written, left) = library.notes_to_folder(&ids, &template, Path::new(path), args.overwrite)?;
            out.answer(&json!({ "papers": ids.len(), "written": written, "left": left, "folder": path }), || {
                out.line(format!("{written} files written to {path}."));
                if !left.is_empty() {
                    let names = left.iter().take(20).map(|name| clean(name)).collect::<Vec<_>>().join(", ");
                    out.line(format!("{} are there already and say something else, so they were left (--overwrite writes over them): {names}.", left.len()));
                }
            })
        }
        Some(path) if Path::new(path).exists() && !args.overwrite => Err(Error::new(
            ErrorCode::Input,
            format!("“{path}” is there already. Name another file, or write over it with --overwrite."),
        )),
        Some(path) => {
            library.notes_to_file(&ids, &template, Path::new(path))?;
            out.answer(&json!({ "papers": ids.len(), "file": path }), || {
                out.line(format!("Notes of {} papers written to {path}.", ids.len()));
            })
        }
        None => {
            let pages = library.notes_out(&ids, &template)?;
            let list: Vec<_> = pages.iter().map(|(name, text)| json!({ "name": name, "text": text })).collect();
            // Piped into a file, the texts are to stay as they are.
            out.answer(&list, || out.text(&in_one(pages)))
        }
    }
}

fn in_one(pages: Vec<(String, String)>) -> String {
    pages.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

fn papers(library: &Library, args: &Notes) -> Result<Vec<Id>> {
    let view = view_of(library, &args.scope)?;
    if args.query.is_empty() && view == ListView::All {
        return library.annotated();
    }
    found(library, view, &args.query)
}

pub fn vault(library: &Library, args: &Vault, out: &Output) -> Result<()> {
    if args.off {
        library.set_vault(None)?;
        return out.answer(&json!({ "folder": null }), || out.line("The vault of notes is no longer kept in step."));
    }
    if let Some(folder) = &args.folder {
        let folder = std::path::absolute(folder)?.to_string_lossy().into_owned();
        let template = args.template.as_deref().map(text_of).transpose()?;
        library.set_vault(Some(&VaultSettings { folder, all: args.all, template }))?;
    }
    let vault = library.vault()?.ok_or_else(|| {
        Error::validation("folder", "No vault of notes is kept yet. Begin one with: postil vault DIR")
    })?;
    let done = library.write_vault(None)?;
    out.answer(&json!({ "folder": vault.folder, "done": done }), || {
        out.line(format!("{}: {} files written, {} removed.", vault.folder, done.written, done.removed));
        if done.left_count > 0 {
            let names = done.left.iter().map(|name| clean(name)).collect::<Vec<_>>().join(", ");
            let words = "were written or changed by somebody else and are left as they are";
            out.line(format!("{} {words}: {names}. Move one away, and it is written anew.", done.left_count));
        }
    })
}
