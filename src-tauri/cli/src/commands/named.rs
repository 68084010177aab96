//! Which papers the words of a command line mean.

use std::process::ExitCode;

use postil_core::model::{Id, ListQuery, ListView, PaperRow};
use postil_core::search::remarks;
use postil_core::{Error, ErrorCode, Library, Result};

use super::read::saved_named;
use crate::args::Scope;
use crate::output::{clean, complain};

/// The paper that a word names. One in the trash is told to be there, and then treated like any other: whoever names a
/// paper by its id or key means that one, whatever is done with it.
pub fn paper(library: &Library, name: &str) -> Result<Id> {
    let id = library.resolve(name)?;
    for row in in_trash(library, &[id])? {
        complain!("“{}” is in the trash; `postil restore {id}` takes it out.", clean(&row.title));
    }
    Ok(id)
}

/// The papers that words name, each once.
pub fn papers(library: &Library, names: &[String]) -> Result<Vec<Id>> {
    each_once(names.iter().map(|name| paper(library, name)).collect::<Result<_>>()?)
}

/// The same where it is their business whether they are in the trash.
pub fn wherever(library: &Library, names: &[String]) -> Result<Vec<Id>> {
    each_once(names.iter().map(|name| library.resolve(name)).collect::<Result<_>>()?)
}

fn each_once(ids: Vec<Id>) -> Result<Vec<Id>> {
    let mut seen = std::collections::HashSet::new();
    Ok(ids.into_iter().filter(|id| seen.insert(*id)).collect())
}

/// Those of the papers that are in the trash.
pub fn in_trash(library: &Library, ids: &[Id]) -> Result<Vec<PaperRow>> {
    Ok(library.list_rows(ids, "")?.into_iter().filter(|row| row.trashed).collect())
}

/// Papers, and whether all that was named is among them.
pub struct Meant {
    pub ids: Vec<Id>,
    pub is_whole: bool,
}

impl Meant {
    /// 3 when something was not found, which was told.
    pub fn code(&self) -> ExitCode {
        if self.is_whole { ExitCode::SUCCESS } else { ExitCode::from(3) }
    }
}

/// The papers that the words name one by one, else those that all of them together find; all papers without words.
/// Where only some name a paper and nothing is found, it is those, and the others are told.
///
/// # Errors
/// `NotFound` when nothing is meant by any of them.
pub fn named_or_found(library: &Library, words: &[String]) -> Result<Meant> {
    let mut missing = Vec::new();
    for word in words {
        match library.resolve(word) {
            Ok(_) => {}
            Err(error) if error.code == ErrorCode::NotFound => missing.push(word),
            Err(error) => return Err(error),
        }
    }
    if words.is_empty() || missing.len() == words.len() {
        return Ok(Meant { ids: found(library, ListView::All, words)?, is_whole: true });
    }
    let search = words.join(" ");
    if !missing.is_empty() {
        let ids = library.list_ids(&ListQuery { search: search.clone(), ..ListQuery::default() })?;
        if !ids.is_empty() {
            tell_remarks(&search);
            return Ok(Meant { ids, is_whole: true });
        }
    }
    for word in &missing {
        tell_remarks(word);
        complain!("{}", clean(&nothing_matches(word).message));
    }
    let named: Vec<String> = words.iter().filter(|word| !missing.contains(word)).cloned().collect();
    Ok(Meant { ids: papers(library, &named)?, is_whole: missing.is_empty() })
}

/// The papers of a list that words find; all of it without words.
///
/// # Errors
/// `NotFound` when words find nothing.
pub fn found(library: &Library, view: ListView, words: &[String]) -> Result<Vec<Id>> {
    let search = words.join(" ");
    tell_remarks(&search);
    let ids = library.list_ids(&ListQuery { view, search: search.clone(), ..ListQuery::default() })?;
    if ids.is_empty() && !words.is_empty() { Err(nothing_matches(&search)) } else { Ok(ids) }
}

/// What a search does not take as it was perhaps meant, on standard error.
pub fn tell_remarks(search: &str) {
    remarks::of(search).iter().for_each(|remark| complain!("{}", clean(&remark.words)));
}

fn nothing_matches(words: &str) -> Error {
    Error::new(ErrorCode::NotFound, format!("No paper matches “{words}”."))
}

/// The list that a collection or a saved search makes, or all papers.
pub fn view_of(library: &Library, scope: &Scope) -> Result<ListView> {
    match (&scope.collection, &scope.saved) {
        (Some(name), _) => Ok(ListView::Collection { id: library.collection_named(name)? }),
        (_, Some(name)) => {
            let id = saved_named(library, name)?;
            let missing = || Error::new(ErrorCode::NotFound, format!("There is no saved search “{name}”."));
            Ok(ListView::Search { id: id.ok_or_else(missing)? })
        }
        _ => Ok(ListView::All),
    }
}
