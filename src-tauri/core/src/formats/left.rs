//! What a format has no place for. A writer takes up what it says; whatever it did not take up is left, so there is no
//! list beside it that could say something else than it does.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Format, RAW, UNTITLED, field, written_doi};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, Identifier, IdentifierKind};

/// How many things that were left are told by name.
const NAMED: usize = 12;

/// A draft while a writer goes through it.
pub struct Source<'d> {
    draft: &'d Draft,
    taken: RefCell<Vec<&'d str>>,
    identifiers: RefCell<Vec<IdentifierKind>>,
}

impl<'d> Source<'d> {
    pub fn of(draft: &'d Draft) -> Self {
        Self { draft, taken: RefCell::default(), identifiers: RefCell::default() }
    }

    /// The value of a field, taken up.
    pub fn field(&self, name: &str) -> Option<&'d str> {
        let field = self.draft.fields.iter().find(|field| field.name == name)?;
        self.take(&field.name);
        Some(&field.value)
    }

    /// The value of an identifier, taken up.
    pub fn identifier(&self, kind: IdentifierKind) -> Option<&'d str> {
        let value = super::identifier(self.draft, kind)?;
        self.identifiers.borrow_mut().push(kind);
        Some(value)
    }

    /// What a field of that name says, else an identifier.
    pub fn known(&self, kind: IdentifierKind, name: &str) -> &'d str {
        // A field beside says it as it was written: several numbers, a short form.
        let (written, known) = (self.field(name), self.identifier(kind));
        let (None, Some(known)) = (written, known) else { return written.unwrap_or_default() };
        let raw = field(self.draft, &format!("{RAW}{name}")).filter(|_| kind == IdentifierKind::Doi);
        raw.and_then(|raw| written_doi(raw, known)).unwrap_or(known)
    }

    /// The address, or where an identifier without a place of its own leads to.
    pub fn address(&self) -> Cow<'d, str> {
        if !self.draft.url.is_empty() {
            return Cow::Borrowed(&self.draft.url);
        }
        if let Some(url) = self.field("url") {
            return Cow::Borrowed(url);
        }
        let found = self.other_identifiers().into_iter().find_map(|one| Some((one.kind, address_of(one)?)));
        found.map_or(Cow::Borrowed(""), |(kind, address)| {
            self.identifier(kind);
            Cow::Owned(address)
        })
    }

    pub fn tags(&self) -> &'d [String] {
        self.take(TAGS);
        &self.draft.tags
    }

    /// The collections are said, by a field that programs name them in.
    pub fn take_collections(&self) {
        self.take(COLLECTIONS);
    }

    pub fn notes(&self) -> &'d [String] {
        self.take(NOTES);
        &self.draft.notes
    }

    /// A field, or what is no field, was said.
    pub fn take(&self, name: &'d str) {
        self.taken.borrow_mut().push(name);
    }

    pub fn has_taken(&self, name: &str) -> bool {
        self.taken.borrow().contains(&name)
    }

    /// The identifiers that were neither taken up nor are said by an address or by a DOI.
    pub fn other_identifiers(&self) -> Vec<&'d Identifier> {
        let taken = self.identifiers.borrow();
        let mut others: Vec<_> = self.draft.identifiers.iter().filter(|one| !taken.contains(&one.kind)).collect();
        if others.is_empty() {
            return others;
        }
        let places = ["doi", "url", "ris:UR", "eprint"];
        let fields = self.draft.fields.iter().filter(|field| places.contains(&field.name.as_str()));
        let doi = super::identifier(self.draft, IdentifierKind::Doi);
        let said = fields.map(|field| field.value.as_str()).chain([self.draft.url.as_str()]).chain(doi);
        let said: Vec<Identifier> = said.flat_map(find_identifiers).collect();
        others.retain(|one| !said.contains(one));
        others
    }

    /// What was not taken up, by the names that people have for it.
    pub fn left(&self) -> Vec<String> {
        let draft = self.draft;
        let fields = draft.fields.iter().map(|field| field.name.as_str());
        let mut left: Vec<String> =
            fields.filter(|name| !self.has_taken(name)).filter_map(shown).map(str::to_owned).collect();
        left.extend(self.other_identifiers().iter().map(|one| one.kind.word().to_owned()));
        for (name, is_there) in [
            (TAGS, !draft.tags.is_empty()),
            (NOTES, !draft.notes.is_empty()),
            (COLLECTIONS, !draft.collections.is_empty()),
        ] {
            if is_there && !self.has_taken(name) {
                left.push(name.to_owned());
            }
        }
        left
    }
}

/// The page of a paper in an archive whose identifiers no format has a name for.
fn address_of(identifier: &Identifier) -> Option<String> {
    match identifier.kind {
        IdentifierKind::Acl => Some(format!("https://aclanthology.org/{}/", identifier.value)),
        IdentifierKind::Openreview => Some(format!("https://openreview.net/forum?id={}", identifier.value)),
        _ => None,
    }
}

const TAGS: &str = "keywords";
const NOTES: &str = "notes";
const COLLECTIONS: &str = "collections";

/// The name of a field to people; `None` for what says nothing of its own: values as they were written, types by other
/// names, and what is Postil's own.
fn shown(name: &str) -> Option<&str> {
    match name.split_once(':') {
        None => Some(name).filter(|name| *name != UNTITLED),
        Some((place, _)) if RAW.strip_suffix(':') == Some(place) || place == "postil" => None,
        Some((_, "TY" | "type" | "key" | "ID" | "itemType")) => None,
        // With the format that it came from: a second ISSN of Zotero's is not the ISSN.
        Some(_) => Some(name),
    }
}

/// What was left of the papers of a file: by name, of how many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left(BTreeMap<String, usize>);

impl Left {
    /// What was left of one paper.
    pub fn add(&mut self, mut of_one: Vec<String>) {
        of_one.sort_unstable();
        of_one.dedup();
        for name in of_one {
            *self.0.entry(name).or_default() += 1;
        }
    }

    /// "RIS has no place for: gadget (3 papers), owner (1 paper)."; `None` when nothing was left.
    pub fn words(&self, format: Format) -> Option<String> {
        let mut all: Vec<(&String, &usize)> = self.0.iter().collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let one = |(name, count): &(&String, &usize)| match count {
            1 => format!("{name} (1 paper)"),
            many => format!("{name} ({many} papers)"),
        };
        let named: Vec<String> = all.iter().take(NAMED).map(one).collect();
        let more = if all.len() > NAMED { format!(", and {} more", all.len() - NAMED) } else { String::new() };
        (!named.is_empty()).then(|| format!("{} has no place for: {}{more}.", format.name(), named.join(", ")))
    }
}
