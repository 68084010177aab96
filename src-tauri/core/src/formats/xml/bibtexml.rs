//! BibTeXML: the fields of a .bib, each an element, within the element of its type.

use super::tree::Node;
use crate::formats::bibtex::{latex, terms};
use crate::formats::gather::Gathered;
use crate::formats::names;
use crate::formats::pages;
use crate::model::Draft;

/// `None` for an `entry` of another format.
pub fn draft(record: &Node, line: u32) -> Option<Draft> {
    let work = record.children().next()?;
    let (kind, implied) = terms::entry_type(&work.name);
    terms::is_known(&work.name).then_some(())?;
    let mut said = Gathered::new(kind, "bibtexml:", line);
    said.say("key", record.attribute("id"));
    said.say("type", implied);
    for field in work.children() {
        let name = terms::field(&field.name);
        match name {
            name if terms::is_people(name) => {
                // A list as in a .bib, or a `person` each.
                let apart: Vec<String> = field.children().filter(|one| one.name == "person").map(Node::text).collect();
                let list = if apart.is_empty() { field.text() } else { apart.join(" and ") };
                let people = names::people(&list).names.into_iter().filter(|one| *one != "others");
                people.for_each(|one| said.person(name, &names::read_one(one, latex::line)));
            }
            "journaltitle" | "booktitle" => said.say("venue", &latex::line(&field.text())),
            "year" | "date" => said.say("date", &field.text()),
            "month" | "day" => {}
            "keywords" => {
                let words: Vec<String> = field.children().map(Node::text).collect();
                let text = field.text();
                let words = if words.is_empty() { text.split([',', ';']).map(str::to_owned).collect() } else { words };
                words.iter().for_each(|word| said.tag(word));
            }
            "pages" => said.say("pages", &pages::range(&field.text())),
            name if terms::is_verbatim(name) => said.say(name, &field.text()),
            name => said.say(name, &latex::line(&field.text())),
        }
    }
    let date = ["day", "month", "year"].map(|part| work.text_at(part));
    if !date[1].is_empty() {
        said.say("date", date.join(" ").trim());
    }
    Some(said.end())
}
