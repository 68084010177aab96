//! Hugging Face's daily papers as its API gives them, opened like any file.

use serde_json::Value;

use super::*;

#[test]
fn every_paper_of_a_month_of_days() {
    let Some(folder) = support::shared("data/hf/api") else { return };
    let desk = Desk::new(Situations::new());
    let (mut papers, mut repositories) = (0, 0);
    for day in std::fs::read_dir(folder).expect("a folder") {
        let path = day.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("readable");
        let told: Vec<Value> = serde_json::from_str(&text).expect("a list");
        let source = ImportSource::File { path: path.to_string_lossy().into_owned() };
        let review = desk.library.review_import(&source).expect("read");
        assert_eq!(review.items.len(), told.len(), "every paper of {}", path.display());
        for (item, entry) in review.items.iter().zip(&told) {
            let inner = &entry["paper"];
            let title: Vec<&str> = inner["title"].as_str().expect("a title").split_whitespace().collect();
            assert_eq!(item.draft.title, title.join(" "), "its title, on one line");
            let number = inner["id"].as_str().expect("a number");
            assert_eq!(item.draft.identifiers, [id(IdentifierKind::Arxiv, number)], "its number");
            assert_eq!(item.draft.authors.len(), inner["authors"].as_array().map_or(0, Vec::len), "all of its authors");
            let named = inner["githubRepo"].as_str();
            repositories += usize::from(named.is_some_and(|named| item.draft.links.iter().any(|link| link == named)));
            let is_guess = inner["githubRepoAddedBy"] == "auto";
            assert_eq!(
                item.draft.guesses.len(),
                usize::from(named.is_some() && is_guess),
                "a guess is one, and nothing else"
            );
        }
        papers += told.len();
    }
    assert!(papers > 100, "there was something to read: {papers} papers, {repositories} repositories");
}

#[test]
fn a_recorded_item_is_read_whole() {
    let Some(path) = support::shared("data/hf/api-item-2026-03-06.json") else { return };
    let desk = Desk::new(Situations::new());
    let source = ImportSource::File { path: path.to_string_lossy().into_owned() };
    let review = desk.library.review_import(&source).expect("read");
    let draft = &review.items[0].draft;
    assert_eq!((draft.authors.len(), draft.published.as_deref()), (5, Some("2026-02-26")), "people and day");
    assert_eq!(review.items[0].repositories.len(), 2, "its repository, and the page of its project: {review:?}");
    assert!(draft.guesses.is_empty(), "which a person added");
}
