//! From what a format says of a work, named as BibLaTeX names it, to a draft. Tables of tags need no more than this.

use super::days::{parse_date, season};
use super::names::Name;
use super::numbers::{Number, add_number, numbers};
use super::{
    RAW, UNTITLED, add_doi, add_identifier, bibtex, day_of, doi, doi_of_link, field, is_address, kinds, limit, put,
    when, year_of,
};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, Identifier, IdentifierKind};

/// A draft that is being told about. What is said twice is joined or kept beside; nothing said is dropped.
pub struct Gathered {
    draft: Draft,
    /// Begins the names of fields that keep what nobody else knows: "endnote:".
    kept: &'static str,
    first_page: String,
    last_page: String,
}

impl Gathered {
    /// `line` counts from 1; 0 when there is none.
    pub fn new(kind: &str, kept: &'static str, line: u32) -> Self {
        let draft = Draft { entry_type: kind.to_owned(), line, ..Draft::default() };
        Self { draft, kept, first_page: String::new(), last_page: String::new() }
    }

    pub fn kind(&self) -> &str {
        &self.draft.entry_type
    }

    pub fn has(&self, name: &str) -> bool {
        match name {
            "title" => !self.draft.title.is_empty(),
            "venue" => !self.draft.venue.is_empty(),
            "abstract" => !self.draft.abstract_text.is_empty(),
            "author" => !self.draft.authors.is_empty(),
            "date" => self.draft.year.is_some(),
            "doi" => self.draft.identifiers.iter().any(|one| one.kind == IdentifierKind::Doi),
            _ => field(&self.draft, name).is_some(),
        }
    }

    /// Someone who took part, by BibLaTeX's name of the part.
    pub fn person(&mut self, part: &str, name: &Name) {
        if name.shown().is_empty() {
            return;
        }
        if part == "author" {
            self.draft.authors.push(name.shown());
            self.draft.sort_names.push(name.sort_name());
            return;
        }
        let filed = bibtex::filed(name);
        match self.draft.fields.iter_mut().find(|field| field.name == part) {
            Some(field) => field.value = format!("{} and {filed}", field.value),
            None => put(&mut self.draft, part, &filed),
        }
    }

    /// What is said, by BibLaTeX's name; `venue` is where it appeared.
    pub fn say(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let draft = &mut self.draft;
        match name {
            "title" if draft.title.is_empty() => value.clone_into(&mut draft.title),
            "venue" if draft.venue.is_empty() => value.clone_into(&mut draft.venue),
            "venue" | "title" if draft.venue == value || draft.title == value => {}
            "abstract" => add_paragraph(&mut draft.abstract_text, value),
            "note" => add_paragraph(&mut draft.comments, value),
            "keywords" => value.split(';').for_each(|tag| self.tag(tag)),
            "key" => match crate::citation_key::checked(value) {
                Ok(Some(key)) if draft.citation_key.is_none() => draft.citation_key = Some(key),
                _ => put(draft, &format!("{}key", self.kept), value),
            },
            "doi" => match doi(value) {
                // Of a program's versions each has one.
                Some(one) if draft.identifiers.iter().any(|it| it.kind == one.kind && it.value != one.value) => {
                    self.kept("doi", value);
                }
                Some(one) => add_doi(&mut self.draft, one, value),
                // arXiv's are known by their own number.
                None => {
                    find_identifiers(value).into_iter().for_each(|one| add_identifier(&mut self.draft, one));
                    self.field("doi", value);
                }
            },
            "arxiv" | "pmid" => match find_identifiers(&format!("{name}:{value}")).into_iter().next() {
                Some(one) => add_identifier(draft, one),
                None => self.field(if name == "arxiv" { "eprint" } else { name }, value),
            },
            "urldate" => match parse_date(value) {
                (Some(year), Some(month), Some(day)) => self.field(name, &format!("{year:04}-{month:02}-{day:02}")),
                _ => self.field(name, value),
            },
            "url" => self.url(value),
            "isbn" | "issn" => self.numbers(value),
            "date" => self.date(value),
            "firstpage" => value.clone_into(&mut self.first_page),
            "lastpage" => value.clone_into(&mut self.last_page),
            // BibLaTeX calls it `venue`, which is where it appeared here.
            "place-of-event" => self.field("venue", value),
            "publisher" if matches!(self.kind(), "thesis" | "report") => self.field("institution", value),
            // Whoever a patent was assigned to.
            "publisher" if self.kind() == "patent" => {
                self.person("holder", &Name { family: value.to_owned(), ..Name::default() });
            }
            "type" if matches!(self.kind(), "thesis" | "report") => self.field("type", kinds::genre(value)),
            "title" => self.kept("title", value),
            "venue" => self.kept("venue", value),
            _ => self.field(name, value),
        }
    }

    /// A keyword; one of a kind is enough.
    pub fn tag(&mut self, tag: &str) {
        let tag = tag.trim();
        if !tag.is_empty() && !self.draft.tags.iter().any(|known| known == tag) {
            self.draft.tags.push(tag.to_owned());
        }
    }

    /// The same in LaTeX, which is kept beside what it says.
    pub fn say_latex(&mut self, name: &str, latex: &str) {
        let text = bibtex::field_text(name, latex);
        self.say(name, &text);
        let (stands, written) = match name {
            "title" => (self.draft.title == text, name),
            "venue" => (self.draft.venue == text, bibtex::terms::venue_name(self.kind())),
            "abstract" => (self.draft.abstract_text == text, name),
            _ => (field(&self.draft, name) == Some(&text), name),
        };
        if stands && !bibtex::gives_again(name, &text, latex) {
            put(&mut self.draft, &format!("{RAW}{written}"), latex.trim());
        }
    }

    /// Who printed it, also of a thesis or a report, where another is said to be the institution.
    pub fn publisher(&mut self, name: &str) {
        self.field("publisher", name);
    }

    /// By what it is known elsewhere; one of a kind is enough.
    pub fn identifier(&mut self, identifier: Identifier) {
        add_identifier(&mut self.draft, identifier);
    }

    /// What nobody knows, under the format's own name.
    pub fn kept(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let name = format!("{}{name}", self.kept);
        match self.draft.fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.value = format!("{}; {}", field.value, value.trim()),
            None => put(&mut self.draft, &name, value.trim()),
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        match field(&self.draft, name) {
            Some(known) if known == value => {}
            Some(_) => self.kept(name, value),
            None => put(&mut self.draft, name, value),
        }
    }

    fn url(&mut self, value: &str) {
        if let Some(one) = doi_of_link(value) {
            add_doi(&mut self.draft, one, value);
        } else {
            let own = find_identifiers(value).into_iter().filter(|one| one.kind != IdentifierKind::Doi);
            own.for_each(|one| add_identifier(&mut self.draft, one));
        }
        if self.draft.url.is_empty() && is_address(value) {
            value.clone_into(&mut self.draft.url);
        } else if self.draft.url.is_empty() {
            self.field("url", value);
        } else if self.draft.url != value {
            // A field of that name would stand for the address that came first.
            self.kept("url", value);
        }
    }

    /// ISBNs and ISSNs, told apart by their length, with what is written behind them put aside.
    fn numbers(&mut self, value: &str) {
        for number in numbers(value) {
            match number {
                // Catalogues have it in the place of a book's number.
                Number::Other(text) if is_numbered(self.kind()) => self.field("number", text),
                Number::Issn(text) | Number::Other(text) => add_number(&mut self.draft, "issn", text),
                Number::Isbn(text) => add_number(&mut self.draft, "isbn", text),
            }
        }
    }

    /// `2020`, `2020-05`, `2020/05/06`, `2020 May 6`, `May 6, 2020`, `6 May 2020`; the first one said stands, later ones
    /// add what it lacks.
    fn date(&mut self, value: &str) {
        let (year, month, day) = parse_date(value);
        let draft = &mut self.draft;
        // From one day to another, about a year: more than three numbers can say.
        if let Some(told) = when::extended(value) {
            let year = year_of(&told);
            if (draft.year.is_none() || year == draft.year)
                && draft.published.is_none()
                && field(draft, "date").is_none()
            {
                draft.year = year;
                draft.fields.retain(|field| field.name != "month");
                put(draft, "date", &told);
            }
            return;
        }
        // "Forthcoming" stands where a year would.
        let Some(year) = year.or(draft.year) else { return self.field("year", value) };
        if draft.year.is_some_and(|known| known != year) {
            return;
        }
        draft.year = Some(year);
        let Some(month) = month else {
            let is_free = field(draft, "month").or(field(draft, "date")).or(draft.published.as_deref()).is_none();
            // "Spring 2020", in place of a month: 21 is spring, in all of BibLaTeX's dates.
            match season(value) {
                Some(season) if is_free => put(draft, "date", &format!("{year:04}-{season}")),
                // "Q1 2020", "Michaelmas 2020": words that no date holds.
                None if value.split(|c: char| !c.is_alphanumeric()).any(is_telling) => self.kept("date", value),
                _ => {}
            }
            return;
        };
        if let Some(day) = day
            && draft.published.is_none()
        {
            draft.published = day_of(&format!("{year:04}-{month:02}-{day:02}"));
        }
        // A month says more than a season.
        let by_season = format!("{year:04}-2");
        draft.fields.retain(|field| field.name != "date" || !field.value.starts_with(&by_season));
        if draft.published.is_some() {
            draft.fields.retain(|field| field.name != "month");
        } else if field(draft, "month").is_none() {
            put(draft, "month", &month.to_string());
        }
    }

    /// A draft; without a title, what stands in for one is said to.
    pub fn end(mut self) -> Draft {
        let (first, last) = (std::mem::take(&mut self.first_page), std::mem::take(&mut self.last_page));
        match (first.is_empty(), last.is_empty()) {
            (false, false) if first != last && !first.contains(['-', '–']) => {
                self.field("pages", &format!("{first}–{last}"));
            }
            (false, _) => self.field("pages", &first),
            (true, false) => self.field("pages", &last),
            _ => {}
        }
        limit(titled(self.draft))
    }
}

/// Gives a draft that came without a title what stands in for one, and says so.
pub fn titled(mut draft: Draft) -> Draft {
    if draft.title.trim().is_empty() {
        let venue = Some(draft.venue.clone()).filter(|venue| !venue.trim().is_empty());
        let title = venue.or_else(|| draft.citation_key.clone()).unwrap_or_else(|| "Untitled".into());
        draft.problems.push("It has no title".into());
        put(&mut draft, UNTITLED, &title);
        draft.title = title;
    }
    draft
}

/// Whether a work goes by a number of whoever made it known.
pub(super) fn is_numbered(kind: &str) -> bool {
    matches!(kind, "report" | "patent" | "standard")
}

/// Whether a word of a date says more than that a year was guessed or printed: "c1990", "copyright".
fn is_telling(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    !letters.is_empty()
        && !matches!(letters.as_str(), "c" | "ca" | "circa" | "cop" | "copyright" | "t" | "z" | "tz" | "年" | "년")
}

fn add_paragraph(text: &mut String, more: &str) {
    if text.is_empty() {
        more.clone_into(text);
    } else if text != more {
        text.push_str("\n\n");
        text.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_not_lost() {
        let mut work = Gathered::new("article", "test:", 1);
        for (name, value) in
            [("title", "A Title"), ("title", "Another"), ("volume", "1"), ("volume", "2"), ("note", "a"), ("note", "b")]
        {
            work.say(name, value);
        }
        work.say("firstpage", "10");
        work.say("lastpage", "12");
        let draft = work.end();
        let known = |name: &str| field(&draft, name).unwrap_or_default().to_owned();
        assert_eq!(draft.title, "A Title", "the first stands");
        assert_eq!(known("test:title"), "Another", "the second is kept");
        assert_eq!(known("test:volume"), "2", "so is that of a field");
        assert_eq!(draft.comments, "a\n\nb", "notes go together");
        assert_eq!(known("pages"), "10–12", "pages are joined");
    }
}
