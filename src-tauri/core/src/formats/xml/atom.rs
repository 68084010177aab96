//! Atom as arXiv's API answers.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::import::ids::find_identifiers;
use crate::model::Draft;

/// `None` for what is no paper: the API answers a bad question with an entry called "Error".
pub fn draft(entry: &Node, line: u32) -> Option<Draft> {
    let id = entry.text_at("id");
    if id.contains("/api/errors") {
        return None;
    }
    let arxiv = find_identifiers(&id).into_iter().find(|one| one.kind == crate::model::IdentifierKind::Arxiv);
    let reference = entry.text_at("journal_ref");
    let mut work = Gathered::new(if arxiv.is_some() { "online" } else { "misc" }, "atom:", line);
    work.say("title", &entry.text_at("title"));
    work.say("abstract", &entry.text_at("summary"));
    for author in entry.all("author") {
        work.person("author", &Name::from_shown(&author.text_at("name")));
    }
    work.say("date", &entry.text_at("published"));
    work.say("doi", &entry.text_at("doi"));
    work.say("note", &entry.text_at("comment"));
    work.say("url", id.replacen("http://arxiv.org", "https://arxiv.org", 1).as_str());
    work.kept("journal_ref", &reference);
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
