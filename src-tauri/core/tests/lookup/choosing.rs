//! What is filled, what is offered in place of what stands, and what is remembered of it.

use postil_core::model::PaperEdit;

use super::*;

fn preprint() -> Draft {
    Draft {
        title: "Rain Before It Falls".into(),
        venue: "My own venue".into(),
        year: Some(2019),
        entry_type: "online".into(),
        identifiers: vec![id(IdentifierKind::Arxiv, "1903.01234")],
        ..Draft::default()
    }
}

fn published() -> Situations {
    let doi = "<arxiv:doi>10.5555/Rain.1</arxiv:doi><arxiv:journal_ref>Weather 4, 11 (2021)</arxiv:journal_ref>";
    Situations::new().with("export.arxiv.org/1903.01234", appeared("1903.01234", doi))
}

#[tokio::test]
async fn a_value_of_the_readers_gives_way_only_when_it_is_ticked() {
    let desk = Desk::new(published());
    let paper = desk.add(preprint());
    let review = desk.look_up(&[paper], true).await;
    let item = &review.items[0];
    assert_eq!(item.draft.problems, ["Published version found: Journal of Weather, 2021"], "said in words");
    let venue = change(item, "venue").expect("the journal is offered");
    assert_eq!(
        (venue.before.as_str(), venue.after.as_str()),
        ("My own venue", "Journal of Weather"),
        "beside what stands"
    );
    assert!(venue.source.starts_with("Crossref, "), "with who says so: {}", venue.source);
    let year = change(item, "year").expect("its year is offered");
    assert_eq!((year.before.as_str(), year.after.as_str()), ("2019", "2021"), "of the published version");
    let abstract_ = change(item, "abstract").expect("the abstract is filled");
    assert!(abstract_.before.is_empty() && abstract_.source.starts_with("Crossref, "), "an empty field is only filled");

    desk.library.commit_import(vec![item.draft.clone()]).expect("imported");
    let view = desk.library.paper(paper).expect("the paper").paper;
    assert_eq!(
        (view.venue.as_str(), view.year),
        ("My own venue", Some(2019)),
        "unticked, nothing of the reader's changes"
    );
    assert!(!view.abstract_text.is_empty(), "but what was empty is filled");
    let undone = desk.library.undo().expect("undone").expect("something");
    assert_eq!(undone.entry.name, "Complete 1 paper", "it filled what was empty");

    let mut chosen = item.draft.clone();
    chosen.replaces = ["venue", "year", "type"].map(str::to_owned).into();
    chosen.leaves = vec!["abstract".into()];
    desk.library.commit_import(vec![chosen]).expect("imported");
    let view = desk.library.paper(paper).expect("the paper").paper;
    assert_eq!((view.venue.as_str(), view.year), ("Journal of Weather", Some(2021)), "ticked, they take the place");
    assert_eq!(view.entry_type, "article", "and the type with them");
    assert_eq!(view.abstract_text, "", "what was unticked is left");
    assert_eq!(view.title, "Rain Before It Falls", "what was not ticked stays");
    assert!(
        field(&view.fields, "postil:source:venue").is_some_and(|said| said.starts_with("Crossref, ")),
        "who said it is kept"
    );
    let version = field(&view.fields, "postil:version").expect("the preprint is kept as a version");
    assert!(version.contains("1903.01234") && version.contains("2019-03-02"), "with its number and day: {version}");
    assert!(view.identifiers.contains(&id(IdentifierKind::Doi, "10.5555/rain.1")), "and the paper is known by its DOI");

    let again = desk.look_up(&[paper], true).await;
    assert!(change(&again.items[0], "venue").is_none(), "what was taken is not offered again");
    desk.library.edit_papers(&[paper], PaperEdit::Venue("Typed anew".into())).expect("edited");
    let view = desk.library.paper(paper).expect("the paper").paper;
    assert_eq!(field(&view.fields, "postil:source:venue"), None, "a value that was typed came from nobody else");
    assert!(field(&view.fields, "postil:source:year").is_some(), "the others keep their source");
    desk.library.undo().expect("undone");
    let undone = desk.library.undo().expect("undone").expect("something");
    assert_eq!(undone.entry.name, "Refresh 1 paper", "named for what it did");
    let view = desk.library.paper(paper).expect("the paper").paper;
    assert_eq!(
        (view.venue.as_str(), view.year, view.entry_type.as_str()),
        ("My own venue", Some(2019), "online"),
        "one undo takes all of it back"
    );
    assert!(view.fields.is_empty() && view.identifiers.len() == 1, "sources, version and DOI, too: {:?}", view.fields);
}

#[tokio::test]
async fn without_refresh_nothing_that_stands_is_even_shown() {
    let desk = Desk::new(published());
    let paper = desk.add(preprint());
    let review = desk.look_up(&[paper], false).await;
    assert!(changes(&review.items[0]).iter().all(|change| change.before.is_empty()), "only what is empty: {review:?}");
    assert!(review.items[0].ticked, "and that is ticked");
    let asked = desk.standin.hits().iter().any(|hit| hit.path.contains("api.crossref.org"));
    assert!(!asked, "what it was published as is only looked for when that is asked");
}

#[tokio::test]
async fn what_would_only_replace_is_not_ticked() {
    let desk = Desk::new(Situations::new());
    let full = desk.paste("10.5555/rain.1").await.expect("looked up").items.remove(0).draft;
    let paper = desk.add(Draft { year: Some(1999), ..full });
    let review = desk.look_up(&[paper], true).await;
    assert!(!review.items[0].ticked, "nothing to fill, so nothing happens by itself: {review:?}");
    assert_eq!(changes(&review.items[0]).len(), 1, "one value differs: {review:?}");
}

#[tokio::test]
async fn a_reference_without_a_doi_and_a_doi_of_a_preprint() {
    let reference = "<arxiv:journal_ref>Acta Astron. 56:1-50, 2006</arxiv:journal_ref>";
    let related = serde_json::json!({"status": "ok", "message": {
        "DOI": "10.5555/preprint", "type": "posted-content", "title": ["Rain Before It Falls"],
        "issued": {"date-parts": [[2019, 3, 2]]}, "institution": [{"name": "ValleyRxiv"}],
        "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/Rain.2", "asserted-by": "subject"}]}
    }});
    let desk = Desk::new(
        Situations::new()
            .with("export.arxiv.org/1903.01234", appeared("1903.01234", reference))
            .with("api.crossref.org/10.5555/preprint", Situation::Raw(200, "application/json", related.to_string())),
    );
    let by_reference = desk.add(preprint());
    let other = Draft {
        title: "Rain Before It Falls Anew".into(),
        identifiers: vec![id(IdentifierKind::Doi, "10.5555/preprint")],
        ..preprint()
    };
    let by_relation = desk.add(other);
    let review = desk.look_up(&[by_reference, by_relation], true).await;
    let venue = change(&review.items[0], "venue").expect("offered");
    assert_eq!(venue.after, "Acta Astron. 56:1-50, 2006", "as its authors gave it");
    assert!(venue.source.starts_with("arXiv, "), "by arXiv's word");
    assert_eq!(change(&review.items[0], "year").expect("offered").after, "2006", "the year of the reference");
    let dois = change(&review.items[1], "identifiers").expect("the other DOI is offered");
    assert_eq!(
        (dois.before.as_str(), dois.after.as_str()),
        ("10.5555/preprint", "10.5555/rain.2"),
        "in place of the preprint's"
    );
    assert_eq!(change(&review.items[1], "venue").expect("offered").after, "Journal of Weather", "with its journal");
}

#[tokio::test]
async fn what_is_said_of_another_work_is_not_taken() {
    let desk = Desk::new(Situations::new());
    let own = Draft {
        title: "A Survey of Umbrellas in Cities".into(),
        authors: vec!["Rowan Roe".into()],
        identifiers: vec![id(IdentifierKind::Doi, "10.5555/rain.7")],
        ..Draft::default()
    };
    let paper = desk.add(own);
    let review = desk.look_up(&[paper], true).await;
    let item = &review.items[0];
    let ReviewStatus::Unclear { reason } = &item.status else { panic!("doubtful, not {:?}", item.status) };
    assert!(reason.contains("Umbrellas") && reason.contains("An Invented Work"), "with both titles: {reason}");
    assert!(!item.ticked, "and it waits for the reader's word");
}
