//! Atom as arXiv speaks it: the answers of its API, and the feeds of what it announces each day.
//! <https://info.arxiv.org/help/atom_specifications.html>

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::import::ids::find_identifiers;
use crate::model::{Draft, IdentifierKind};

/// `None` for what is no paper: the API answers a bad question with an entry called "Error".
pub fn draft(entry: &Node, line: u32) -> Option<Draft> {
    let id = entry.text_at("id");
    if id.contains("/api/errors") {
        return None;
    }
    // What is announced has a name of another kind, and its page beside it.
    let announced = id.strip_prefix("oai:arXiv.org:");
    let page = match announced {
        Some(number) => format!("https://arxiv.org/abs/{number}"),
        None => id.replacen("http://arxiv.org", "https://arxiv.org", 1),
    };
    let arxiv = find_identifiers(&page).into_iter().find(|one| one.kind == IdentifierKind::Arxiv);
    let first_of = |names: [&str; 2]| names.map(|name| entry.text_at(name)).into_iter().find(|text| !text.is_empty());
    let mut work = Gathered::new(if arxiv.is_some() { "online" } else { "misc" }, "atom:", line);
    work.say("title", &entry.text_at("title"));
    work.say("abstract", told(&entry.text_at("summary")));
    for author in entry.all("author") {
        work.person("author", &Name::from_shown(&author.text_at("name")));
    }
    for name in creators(&entry.text_at("creator")) {
        work.person("author", &Name::from_shown(&name));
    }
    // The day that a later version was announced on is not that of the paper.
    if !entry.text_at("announce_type").starts_with("replace") {
        work.say("date", &entry.text_at("published"));
    }
    work.say("doi", &first_of(["doi", "DOI"]).unwrap_or_default());
    work.say("note", &entry.text_at("comment"));
    work.say("url", &page);
    work.kept("journal_ref", &first_of(["journal_ref", "journal_reference"]).unwrap_or_default());
    let first = entry.at("primary_category").map(|node| node.attribute("term").to_owned()).unwrap_or_default();
    work.say("eprintclass", &first);
    for category in entry.all("category") {
        work.say("keywords", category.attribute("term"));
    }
    work.kept("updated", &entry.text_at("updated"));
    let mut draft = work.end();
    let links = entry.all("link").filter(|link| matches!(link.attribute("title"), "code" | "repository"));
    draft.links.extend(links.map(|link| link.attribute("href").to_owned()));
    Some(draft)
}

/// Without what a feed of announcements says before it: `arXiv:2303.01234v1 Announce Type: new Abstract: …`
fn told(summary: &str) -> &str {
    let is_announced = summary.starts_with("arXiv:") && summary.contains(" Announce Type: ");
    summary.split_once(" Abstract: ").filter(|_| is_announced).map_or(summary, |(_, text)| text)
}

/// Names between commas, each with what it belongs to in brackets, which is left out.
fn creators(text: &str) -> Vec<String> {
    let (mut names, mut name, mut depth) = (Vec::new(), String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            c if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    names.retain(|name| !name.trim().is_empty());
    names
}
