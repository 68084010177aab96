//! Citing papers of the library.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Library;
use super::export::to_file;
use crate::cite::{self, Citation, Cite, Command, Kind, Locator, Markup, Style, StyleRow};
use crate::error::{Error, ErrorCode, Result, not_written};
use crate::model::{CiteForm, Cited, CitedPaper, Draft, Id};

/// Bytes of what is said of a paper in a citation.
const LONGEST: usize = 4_000;

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
            Error::new(ErrorCode::Input, format!("The style “{name}” cannot be kept: {}.", not_written(&error)))
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

    /// Citations as they follow each other in a text, each in a note of its own where the style writes notes.
    pub fn cite_in_text(
        &self,
        citations: &[Vec<Cite<Id>>],
        style: &Style,
        locale: Option<&str>,
        markup: Markup,
    ) -> Result<Vec<String>> {
        let (drafts, citations) = self.in_places(citations)?;
        Ok(cite::cite(&drafts, &citations, style, locale, markup))
    }

    /// The mark that cites papers by their keys. Those without one are given theirs first (one action), and keep it.
    ///
    /// # Errors
    /// `Validation` for what the language of the mark has no words for.
    pub fn cite_command(&self, cites: &[Cite<Id>], command: Command) -> Result<String> {
        self.make_keys(&ids(cites))?;
        let keys: Vec<String> = self.drafts(&ids(cites))?.into_iter().filter_map(|draft| draft.citation_key).collect();
        command.write(&keyed(cites, keys))
    }

    /// Papers as the reader wants them cited, ready for the clipboard. Marks give keys to papers without, as
    /// `cite_command` does.
    ///
    /// # Errors
    /// Those of `style`; `Validation` for a command that does not cite, and for what is longer than anybody writes.
    pub fn cited(&self, papers: &[CitedPaper], form: &CiteForm) -> Result<Cited> {
        let cites = checked(papers)?;
        match form {
            CiteForm::List { style } => self.listed(&ids(&cites), style),
            CiteForm::InText { style } => self.in_sentence(cites, style),
            mark => Ok(Cited { text: self.cite_command(&cites, command_of(mark)?)?, html: None }),
        }
    }

    /// What `cited` would give, without giving keys to papers: the text, or the keys that papers would get.
    pub fn cited_preview(&self, papers: &[CitedPaper], form: &CiteForm) -> Result<Cited> {
        match form {
            CiteForm::List { .. } | CiteForm::InText { .. } => self.cited(papers, form),
            mark => {
                let cites = checked(papers)?;
                let keys = self.keys(&ids(&cites))?;
                Ok(Cited { text: command_of(mark)?.write(&keyed(&cites, keys))?, html: None })
            }
        }
    }

    fn listed(&self, ids: &[Id], style: &str) -> Result<Cited> {
        let (style, drafts) = (self.style(style)?, self.cited_drafts(ids)?);
        let written = |markup| cite::format(&drafts, &style, None, Kind::Bibliography, markup);
        let html = written(Markup::Html).iter().map(|entry| format!("<p>{entry}</p>\n")).collect();
        Ok(Cited { text: written(Markup::Text).join("\n"), html: Some(html) })
    }

    fn in_sentence(&self, cites: Vec<Cite<Id>>, style: &str) -> Result<Cited> {
        let style = self.style(style)?;
        let (drafts, citations) = self.in_places(&[cites])?;
        let written = |markup| cite::cite(&drafts, &citations, &style, None, markup).concat();
        Ok(Cited { text: written(Markup::Text), html: Some(written(Markup::Html)) })
    }

    /// The papers of some citations, and the citations by the places of these.
    fn in_places(&self, citations: &[Vec<Cite<Id>>]) -> Result<(Vec<Draft>, Vec<Citation>)> {
        let once = ids(citations.iter().flatten());
        let places: HashMap<Id, usize> = once.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let place = |cite: &Cite<Id>| Some(cite.clone().of(*places.get(&cite.paper)?));
        let each = citations
            .iter()
            .enumerate()
            .map(|(at, cites)| Citation { cites: cites.iter().filter_map(place).collect(), note: Some(at + 1) });
        let citations = each.collect();
        Ok((self.cited_drafts(&once)?, citations))
    }
}

/// The papers of citations, each once.
fn ids<'a>(cites: impl IntoIterator<Item = &'a Cite<Id>>) -> Vec<Id> {
    let mut seen = HashSet::new();
    cites.into_iter().map(|cite| cite.paper).filter(|id| seen.insert(*id)).collect()
}

/// A citation by the keys of its papers, which are in the order of `ids`.
fn keyed(cites: &[Cite<Id>], keys: Vec<String>) -> Vec<Cite<String>> {
    let keys: HashMap<Id, String> = ids(cites).into_iter().zip(keys).collect();
    cites.iter().filter_map(|cite| Some(cite.clone().of(keys.get(&cite.paper)?.clone()))).collect()
}

fn checked(papers: &[CitedPaper]) -> Result<Vec<Cite<Id>>> {
    let each = papers.iter().map(|paper| {
        let long = [&paper.locator, &paper.prefix, &paper.suffix].into_iter().find(|text| text.len() > LONGEST);
        if let Some(text) = long {
            let start: String = text.chars().take(40).collect();
            return Err(Error::validation("cites", format!("“{start}…” is too long for a citation.")));
        }
        let CitedPaper { id, locator, prefix, suffix, author } = paper.clone();
        Ok(Cite { paper: id, locator: Locator::read(&locator), prefix, suffix, author })
    });
    each.collect()
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
