//! Citing papers of the library.

use std::path::PathBuf;

use super::Library;
use crate::cite::{self, Command, Kind, Markup, Style, StyleRow};
use crate::error::Result;
use crate::model::{Draft, Id};

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
        Ok(cite::format(&self.drafts(ids)?, style, locale, kind, markup))
    }

    /// The mark that cites papers by their keys. Those without one are given theirs first (one action), and keep it.
    pub fn cite_command(&self, ids: &[Id], command: Command) -> Result<String> {
        self.make_keys(ids)?;
        let keys: Vec<String> = self.drafts(ids)?.into_iter().filter_map(|draft: Draft| draft.citation_key).collect();
        Ok(command.write(&keys))
    }
}
