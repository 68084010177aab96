//! Citing papers of the library.

use std::path::{Path, PathBuf};

use super::Library;
use super::export::to_file;
use super::kept::why;
use crate::cite::{self, Command, Kind, Markup, Style, StyleRow};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{CiteForm, Cited, Draft, Id};

impl Library {
    /// The folder that a reader's own styles lie in. It need not be there.
    pub fn styles_folder(&self) -> PathBuf {
        self.folder().join("styles")
    }

    /// The styles there are: the reader's own, then those within the program.
    pub fn styles(&self) -> Vec<StyleRow> {
        let mut rows = cite::in_folder(&self.styles_folder());
        rows.extend(cite::bundled());
        rows
    }

    /// A style by its name, or a file of CSL.
    ///
    /// # Errors
    /// `NotFound` for a name nobody knows; `Input` for a file that is not sound, with the line.
    pub fn style(&self, name: &str) -> Result<Style> {
        Style::find(name, &self.styles_folder())
    }

    /// Takes a file of CSL in among the reader's own styles, once it is sound; gives the name it goes by.
    ///
    /// # Errors
    /// Those of `style`; `Validation` when another style has its name.
    pub fn add_style(&self, path: &Path) -> Result<String> {
        let is_csl = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl"));
        let (Some(name), true) = (path.file_stem().and_then(|name| name.to_str()), is_csl) else {
            return Err(Error::validation("path", format!("“{}” is no style: those end in .csl.", path.display())));
        };
        self.style(&path.to_string_lossy())?;
        let trouble = |error: std::io::Error| {
            Error::new(ErrorCode::Input, format!("The style “{name}” cannot be kept: {}.", why(&error)))
        };
        let text = std::fs::read(path).map_err(trouble)?;
        let place = self.styles_folder().join(format!("{name}.csl"));
        match std::fs::read(&place) {
            Ok(known) if known == text => return Ok(name.to_owned()),
            Ok(_) => {
                let words =
                    format!("Another style is called “{name}” already. Give one of the two files another name.");
                return Err(Error::validation("path", words));
            }
            Err(_) => {}
        }
        std::fs::create_dir_all(self.styles_folder()).map_err(trouble)?;
        to_file(&place, |out| out.write_all(&text).map_err(trouble))?;
        Ok(name.to_owned())
    }

    /// Papers as a style writes them: one text in a sentence, or one for each entry of the list, in the style's order.
    /// `locale` is a language such as `de-DE`; `None` is the style's own.
    pub fn cite(
        &self,
        ids: &[Id],
        style: &Style,
        locale: Option<&str>,
        kind: Kind,
        markup: Markup,
    ) -> Result<Vec<String>> {
        Ok(cite::format(&self.cited_drafts(ids)?, style, locale, kind, markup))
    }

    /// The mark that cites papers by their keys. Those without one are given theirs first (one action), and keep it.
    pub fn cite_command(&self, ids: &[Id], command: Command) -> Result<String> {
        self.make_keys(ids)?;
        let keys: Vec<String> = self.drafts(ids)?.into_iter().filter_map(|draft: Draft| draft.citation_key).collect();
        Ok(command.write(&keys))
    }

    /// Papers as the reader wants them cited, ready for the clipboard. Marks give keys to papers without, as
    /// `cite_command` does.
    ///
    /// # Errors
    /// Those of `style`; `Validation` for a command that does not cite.
    pub fn cited(&self, ids: &[Id], form: &CiteForm) -> Result<Cited> {
        match form {
            CiteForm::List { style } => self.in_style(ids, style, Kind::Bibliography),
            CiteForm::InText { style } => self.in_style(ids, style, Kind::InText),
            mark => Ok(Cited { text: self.cite_command(ids, command_of(mark)?)?, html: None }),
        }
    }

    /// What `cited` would give, without giving keys to papers: the text, or the keys that papers would get.
    pub fn cited_preview(&self, ids: &[Id], form: &CiteForm) -> Result<Cited> {
        match form {
            CiteForm::List { .. } | CiteForm::InText { .. } => self.cited(ids, form),
            mark => Ok(Cited { text: command_of(mark)?.write(&self.keys(ids)?), html: None }),
        }
    }

    fn in_style(&self, ids: &[Id], style: &str, kind: Kind) -> Result<Cited> {
        let (style, drafts) = (self.style(style)?, self.cited_drafts(ids)?);
        let written = |markup| cite::format(&drafts, &style, None, kind, markup);
        let html = written(Markup::Html);
        let html = match kind {
            Kind::Bibliography => html.iter().map(|entry| format!("<p>{entry}</p>\n")).collect(),
            Kind::InText => html.concat(),
        };
        Ok(Cited { text: written(Markup::Text).join("\n"), html: Some(html) })
    }
}

fn command_of(form: &CiteForm) -> Result<Command> {
    Ok(match form {
        CiteForm::Latex { command } => Command::latex(command)
            .ok_or_else(|| Error::validation("command", format!("“{command}” is no command that cites.")))?,
        CiteForm::Pandoc => Command::Pandoc,
        CiteForm::Typst => Command::Typst,
        CiteForm::Keys | CiteForm::List { .. } | CiteForm::InText { .. } => Command::Keys,
    })
}
