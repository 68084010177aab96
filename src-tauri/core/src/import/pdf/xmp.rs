//! What a PDF says of itself in XMP: Dublin Core, PRISM, and what JabRef adds.

use crate::formats::Records;

/// Properties that are kept, by their names without a prefix, and the most values of one.
const KEPT: &[&str] = &[
    "title",
    "creator",
    "description",
    "identifier",
    "date",
    "subject",
    "relation",
    "publisher",
    "doi",
    "DOI",
    "url",
    "publicationName",
    "coverDate",
    "publicationDate",
    "coverDisplayDate",
    "volume",
    "number",
    "issueIdentifier",
    "startingPage",
    "endingPage",
    "pageRange",
    "issn",
];
const MOST: usize = 200;

/// Names and their values, in the order in which they stand.
#[derive(Debug, Default)]
pub struct Said(Vec<(String, String)>);

impl Said {
    pub fn read(xmp: &str) -> Self {
        let mut said = Self::default();
        for description in Records::new(xmp, &["Description"]) {
            for (name, value) in description.attributes() {
                said.add(name, value);
            }
            for property in description.children().filter(|property| KEPT.contains(&property.name.as_str())) {
                let mut items = Vec::new();
                property.below("li", &mut items);
                if items.is_empty() {
                    said.add(&property.name, &property.text());
                }
                // Of a title in several languages the first one is the default.
                let most = if matches!(property.name.as_str(), "title" | "description") { 1 } else { MOST };
                items.into_iter().take(most).for_each(|item| said.add(&property.name, &item.text()));
            }
        }
        said
    }

    fn add(&mut self, name: &str, value: &str) {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        let value = value.trim();
        let is_new = || !self.0.iter().any(|(known, old)| known == name && old == value);
        if KEPT.contains(&name) && !value.is_empty() && self.0.len() < MOST && is_new() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn first<'a>(&'a self, names: &[&'a str]) -> &'a str {
        names.iter().find_map(|name| self.all(name).next()).unwrap_or_default()
    }

    /// Fields of BibTeX that JabRef wrote, by their names.
    pub fn of_jabref(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all("relation").filter_map(|relation| relation.strip_prefix("bibtex/")?.split_once('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_as_elements_lists_and_attributes() {
        let said = Said::read(
            r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
            <rdf:Description rdf:about="" prism:doi="10.5555/rain.1" xmp:CreatorTool="a tool">
              <dc:title><rdf:Alt><rdf:li xml:lang="x-default">On Rain &amp; Snow</rdf:li>
                <rdf:li xml:lang="de">Von Regen</rdf:li></rdf:Alt></dc:title>
              <dc:creator><rdf:Seq><rdf:li>Ada Example</rdf:li><rdf:li> </rdf:li><rdf:li>Ben Sample</rdf:li></rdf:Seq></dc:creator>
              <prism:publicationName>Journal of Weather</prism:publicationName>
              <dc:relation><rdf:Bag><rdf:li>bibtex/volume/7</rdf:li></rdf:Bag></dc:relation>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#,
        );
        assert_eq!(said.first(&["title"]), "On Rain & Snow", "the title in the default language");
        assert_eq!(said.all("title").count(), 1, "and no other");
        assert_eq!(said.all("creator").collect::<Vec<_>>(), ["Ada Example", "Ben Sample"], "people in their order");
        assert_eq!(said.first(&["doi"]), "10.5555/rain.1", "an attribute is a property too");
        assert_eq!(said.of_jabref().collect::<Vec<_>>(), [("volume", "7")], "JabRef's fields");
        assert_eq!(said.first(&["CreatorTool"]), "", "what tells nothing of a paper is left out");
    }
}
