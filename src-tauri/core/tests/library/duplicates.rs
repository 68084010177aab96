//! Papers that are one work: found, made one, told apart.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::Instant;

use postil_core::Library;
use postil_core::model::{
    Annotation, AnnotationColor, Draft, Field, Id, Identifier, IdentifierKind, ListQuery, ListView, PaperEdit,
    ReadState,
};

use crate::temp;

fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier { kind, value: value.into() }
}

/// A preprint and the same work published, each with something of its own.
fn two(library: &Library) -> (Id, Id) {
    let preprint = Draft {
        title: "Learning Rain from Few Records".into(),
        abstract_text: "We learn rain. Code is at https://github.com/valley/rain.".into(),
        authors: vec!["Ada Example".into(), "Bo von Berg".into()],
        year: Some(2020),
        identifiers: vec![identifier(IdentifierKind::Arxiv, "2001.01234")],
        citation_key: Some("example2020".into()),
        fields: vec![Field { name: "eprintclass".into(), value: "cs.LG".into() }],
        ..Draft::default()
    };
    let published = Draft {
        title: "Learning rain from few records".into(),
        authors: vec!["Example, A.".into(), "von Berg, B.".into()],
        venue: "Weather".into(),
        year: Some(2021),
        identifiers: vec![identifier(IdentifierKind::Doi, "10.5555/rain")],
        citation_key: Some("example2021".into()),
        fields: vec![Field { name: "volume".into(), value: "4".into() }],
        ..Draft::default()
    };
    let first = library.commit_import(vec![preprint]).expect("imported").added[0];
    // By title alone an import would fill the first in.
    let other = Draft { title: "Another title for now, to be corrected".into(), ..published };
    let second = library.commit_import(vec![other]).expect("imported").added[0];
    let title = PaperEdit::Title("Learning rain from few records".into());
    library.edit_papers(&[second], title).expect("corrected");
    library.tag_papers(&[first], &["rain".into()], &[]).expect("tagged");
    library.add_note(first, "Read the appendix.").expect("a note");
    let mark: Annotation = library.add_annotation(first, AnnotationColor::Green, 0, 8).expect("a highlight");
    assert_eq!(mark.quote, "We learn", "the highlight is there");
    let shelf = library.create_collection("Weather", None).expect("a collection");
    library.file_papers(shelf, &[first]).expect("filed");
    library.edit_papers(&[first], PaperEdit::ReadState(ReadState::Read)).expect("read");
    library.edit_papers(&[first], PaperEdit::Starred(true)).expect("starred");
    (first, second)
}

fn all(library: &Library) -> Vec<serde_json::Value> {
    let mut views = Vec::new();
    for view in [ListView::All, ListView::Trash] {
        for id in library.list_ids(&ListQuery { view, ..ListQuery::default() }).expect("listed") {
            let mut view = serde_json::to_value(library.paper(id).expect("a paper")).expect("JSON");
            view["paper"]["modified_at"] = 0.into();
            views.push(view);
        }
    }
    views
}

#[test]
fn a_merge_keeps_everything_and_one_undo_takes_it_back() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let (preprint, published) = two(&library);
    let found = library.duplicates().expect("looked for");
    assert_eq!(found.len(), 1, "the two are found: {found:?}");
    assert_eq!(found[0].papers, [preprint.min(published), preprint.max(published)], "both of them");
    assert!(!found[0].sure, "a title is no proof");
    let before = all(&library);
    library.merge_papers(published, &[preprint], &[PaperEdit::Year(Some(2021))]).expect("merged");
    let view = library.paper(published).expect("the one kept");
    assert_eq!(view.tags, ["rain"], "tags");
    assert_eq!(view.notes[0].text, "Read the appendix.", "notes");
    assert_eq!((view.annotations[0].quote.as_str(), view.annotations[0].orphaned), ("We learn", false), "highlights");
    assert_eq!(view.collections.len(), 1, "collections");
    assert_eq!(view.code[0].repository.name, "rain", "code");
    assert_eq!(view.paper.identifiers.len(), 2, "identifiers of both: {:?}", view.paper.identifiers);
    assert_eq!((view.paper.venue.as_str(), view.paper.year), ("Weather", Some(2021)), "what it said stays");
    assert!(view.paper.abstract_text.starts_with("We learn"), "what was empty is filled");
    assert_eq!((view.paper.read_state, view.paper.starred), (ReadState::Read, true), "how far it was read");
    assert_eq!(view.paper.citation_key.as_deref(), Some("example2021"), "its key");
    let field = |name: &str| view.paper.fields.iter().find(|field| field.name == name).map(|field| field.value.clone());
    assert_eq!(field("ids").as_deref(), Some("example2020"), "the other key stays known");
    assert_eq!((field("volume").as_deref(), field("eprintclass").as_deref()), (Some("4"), Some("cs.LG")), "fields");
    assert!(field("postil:version").is_some_and(|json| json.contains("2020")), "the preprint is a version of it");
    assert!(library.duplicates().expect("looked for").is_empty(), "nothing is left to merge");
    assert_eq!(library.resolve("2001.01234").expect("found"), published, "its identifiers lead to the one kept");
    library.undo().expect("undone");
    assert_eq!(all(&library), before, "one undo brings all back");
    library.redo().expect("redone");
    assert_eq!(library.paper(published).expect("kept").notes.len(), 1, "and redo makes them one again");
}

#[test]
fn papers_told_apart_stay_apart() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let (one, other) = two(&library);
    library.tell_apart(&[other, one]).expect("told apart");
    assert!(library.duplicates().expect("looked for").is_empty(), "they do not come back");
    library.undo().expect("undone");
    assert_eq!(library.duplicates().expect("looked for").len(), 1, "until that is undone");
    assert!(library.merge_papers(one, &[one], &[]).is_err(), "one paper is no pair");
    library.trash_papers(&[other]).expect("trashed");
    assert!(library.duplicates().expect("looked for").is_empty(), "the trash does not count");
    assert!(library.merge_papers(one, &[other], &[]).is_err(), "nor can it be merged");
}

/// Papers in the view, group by group, and how many groups the sidebar counts.
fn kept(library: &Library) -> (Vec<Vec<Id>>, u32) {
    let ids = library.list_ids(&ListQuery { view: ListView::Duplicates, ..ListQuery::default() }).expect("listed");
    let rows = library.list_rows(&ids, "").expect("rows");
    let mut groups: Vec<Vec<Id>> = Vec::new();
    let mut last = None;
    for row in rows {
        if last != row.duplicate {
            groups.push(Vec::new());
            last = row.duplicate;
        }
        groups.last_mut().expect("begun").push(row.id);
    }
    (groups, library.overview().expect("an overview").counts.duplicates)
}

/// The same with all papers looked through anew, whatever was kept.
fn anew(library: &Library, folder: &Path) -> Vec<Vec<Id>> {
    let db = rusqlite::Connection::open(folder.join("library.sqlite")).expect("opens");
    let stale = |to: i64| db.execute("UPDATE duplicate_state SET stale = ?1", [to]).expect("set");
    stale(1);
    let found = library.duplicates().expect("looked for").into_iter().map(|group| group.papers).collect();
    stale(0);
    found
}

#[test]
fn the_view_of_duplicates_follows_every_action() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    const TITLES: [&str; 6] = [
        "Learning Rain from Few Records",
        "Learning rain from few records: a study",
        "Learning Rain from Few Recrods",
        "Predicting Snow in Valleys",
        "Predicting snow in valleys!",
        "On Wind",
    ];
    const PEOPLE: [&[&str]; 3] = [&["Ada Example", "Bo von Berg"], &["Example, A."], &["Cy Other"]];
    // Any numbers will do as long as they come again.
    let mut seed = 7_u64;
    let mut pick = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut most = 0;
    for step in 0..400 {
        let mut ids = library.list_ids(&ListQuery::default()).expect("listed");
        ids.extend(library.list_ids(&ListQuery { view: ListView::Trash, ..ListQuery::default() }).expect("listed"));
        let some: Vec<Id> = if ids.is_empty() { Vec::new() } else { (0..2).map(|_| ids[pick(ids.len())]).collect() };
        match (pick(12), some.as_slice()) {
            (0..3, _) | (_, []) => {
                let number = format!("10.5555/{}", pick(9));
                let paper = postil_core::model::NewPaper {
                    title: TITLES[pick(6)].into(),
                    authors: PEOPLE[pick(3)].iter().map(|name| (*name).to_owned()).collect(),
                    year: Some(2020 + pick(3) as i32),
                    identifiers: if pick(3) == 0 { vec![identifier(IdentifierKind::Doi, &number)] } else { Vec::new() },
                    ..Default::default()
                };
                library.add_paper(&paper).map(drop)
            }
            (3, [one, ..]) => library.edit_papers(&[*one], PaperEdit::Title(TITLES[pick(6)].into())),
            (4, [one, ..]) => library.edit_papers(&[*one], PaperEdit::Year(Some(2020 + pick(6) as i32))),
            (5, [one, ..]) => {
                let authors = PEOPLE[pick(3)].iter().map(|name| (*name).to_owned()).collect();
                library.edit_papers(&[*one], PaperEdit::Authors(authors))
            }
            (6, [one, ..]) => library.trash_papers(&[*one]),
            (7, some) => library.restore_papers(some),
            (8, [one, other]) if one != other => library.tell_apart(&[*one, *other]),
            // One of them may be in the trash, which is refused.
            (9, [one, other]) if one != other => library.merge_papers(*one, &[*other], &[]).or(Ok(())),
            (10, _) => library.undo().map(drop),
            (11, _) if step % 50 == 49 => library.empty_trash().map(drop),
            _ => library.redo().map(drop),
        }
        .unwrap_or_else(|error| panic!("step {step}: {error}"));
        let (groups, count) = kept(&library);
        assert_eq!(groups, anew(&library, folder.path()), "step {step}: what is kept is what would be found");
        assert_eq!(groups.len() as u32, count, "step {step}: and so is the count");
        most = most.max(groups.len());
    }
    assert!(most >= 2, "there was something to follow: {most} groups at most");
}

#[test]
fn an_action_on_many_papers_is_followed_when_there_is_time() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let paper = |number: usize, title: &str| Draft {
        title: format!("{title} of Valley {number}"),
        authors: vec!["Ada Example".into()],
        year: Some(2020),
        identifiers: vec![identifier(IdentifierKind::Doi, &format!("10.5555/{number}"))],
        ..Draft::default()
    };
    library.commit_import((0..80).map(|number| paper(number, "The Weather")).collect()).expect("imported");
    let added = library.commit_import(vec![paper(200, "A Study of the Rain")]).expect("imported").added;
    let twin = library.add_paper(&postil_core::model::NewPaper {
        title: "A study of the rain of valley 200".into(),
        authors: vec!["Ada Example".into()],
        ..Default::default()
    });
    assert_eq!(kept(&library).1, 0, "nothing is looked through in passing");
    let group = vec![added[0], twin.expect("added")];
    assert_eq!(library.duplicates().expect("looked for")[0].papers, group, "who asks is told the truth all the same");
    assert!(library.renew_duplicates().expect("looked through"), "there is something to do");
    assert!(!library.renew_duplicates().expect("looked"), "once");
    assert_eq!(kept(&library), (vec![group.clone()], 1), "and the view has it");
    assert_eq!(library.duplicate_group(group[1]).expect("asked").expect("a group").papers, group, "for each of them");
    let others = library.list_ids(&ListQuery::default()).expect("listed");
    library.trash_papers(&others).expect("trashed");
    assert!(kept(&library).0.is_empty(), "what is in the trash is not shown, even before there was time");
    library.renew_duplicates().expect("looked through");
    assert_eq!(kept(&library).1, 0, "nor counted after");
    library.undo().expect("undone");
    library.renew_duplicates().expect("looked through");
    assert_eq!(kept(&library), (vec![group], 1), "undo brings them back");
}

/// Real titles: no two of the Anthology's are one work unless found so, and dressed differently they are found again.
#[test]
fn real_titles_are_told_apart_and_found_again() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/acl/acl-2k.bib.zst");
    if !file.exists() {
        eprintln!("../shared/data/acl is not there: duplicates are not measured");
        return;
    }
    let text = zstd::decode_all(std::fs::File::open(file).expect("opens")).expect("sound");
    let reading = postil_core::formats::read(&String::from_utf8(text).expect("UTF-8")).expect("BibTeX");
    let plain = |draft: Draft| Draft { identifiers: Vec::new(), citation_key: None, url: String::new(), ..draft };
    let papers: Vec<Draft> = reading.drafts.into_iter().map(plain).filter(|draft| draft.title.len() > 40).collect();
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let added = library.commit_import(papers.clone()).expect("imported").added;
    let wrong = library.duplicates().expect("looked for");
    for group in &wrong {
        let titles: Vec<String> =
            group.papers.iter().map(|id| library.paper(*id).expect("a paper").paper.title).collect();
        println!("believed to be one: {titles:?}");
    }
    // Each paper of a sample once more, in another dress; under a title of its own first, so that the import adds it.
    let mut wanted: HashMap<&str, BTreeSet<Id>> = HashMap::new();
    let mut twins: HashMap<Id, (Id, &str)> = HashMap::new();
    for (at, id) in added.iter().enumerate().step_by(4) {
        let view = library.paper(*id).expect("a paper").paper;
        let (dress, title) = dressed(&view.title, at / 4);
        if title == view.title {
            continue;
        }
        let draft = Draft {
            title: format!("A title for now {at}"),
            authors: view.authors.iter().map(|person| person.name.clone()).collect(),
            year: view.year,
            ..Draft::default()
        };
        let twin = library.commit_import(vec![draft]).expect("imported").added[0];
        library.edit_papers(&[twin], PaperEdit::Title(title)).expect("dressed");
        wanted.entry(dress).or_default().insert(twin);
        twins.insert(twin, (*id, dress));
    }
    let begun = Instant::now();
    let found = library.duplicates().expect("looked for");
    println!("{} papers looked through in {:?}", added.len() + twins.len(), begun.elapsed());
    let mut hits: HashMap<&str, usize> = HashMap::new();
    for group in &found {
        for (twin, (id, dress)) in twins.iter().filter(|(twin, _)| group.papers.contains(twin)) {
            if group.papers.contains(id) {
                *hits.entry(dress).or_default() += 1;
            }
            assert_ne!(twin, id, "a twin is another paper");
        }
    }
    for (dress, all) in &wanted {
        println!("{dress}: {} of {} found again", hits.get(dress).copied().unwrap_or(0), all.len());
    }
    println!("{} of {} papers believed to be one with another", wrong.len(), added.len());
    let (found, all): (usize, usize) = (hits.values().sum(), twins.len());
    assert!(found * 100 >= all * 97, "{found} of {all} found again");
    assert!(wrong.len() * 500 <= added.len(), "{} of {} are believed to be one with another", wrong.len(), added.len());
}

fn dressed(title: &str, number: usize) -> (&'static str, String) {
    match number % 5 {
        0 => ("in capitals", title.to_uppercase()),
        1 => ("with another dash", title.replace('-', " ").replace(": ", " \u{2014} ")),
        2 => ("without its subtitle", title.split(": ").next().filter(|main| main.len() > 32).unwrap_or(title).into()),
        3 => {
            let middle = title.char_indices().nth(title.chars().count() / 2).map_or(0, |(at, _)| at);
            let mut typo = title.to_owned();
            typo.remove(middle);
            ("with a letter lacking", typo)
        }
        _ => ("with a word more", format!("{title} (extended)")),
    }
}
