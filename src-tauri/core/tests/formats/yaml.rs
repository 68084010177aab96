//! Hayagriva's YAML and CSL's, in and out.

use postil_core::formats::{self, Format};
use postil_core::model::Draft;

use super::bibtex::field;
use super::readers::ARTICLE;

fn one(text: &str) -> Draft {
    formats::read(text).unwrap_or_default().drafts.into_iter().next().unwrap_or_default()
}

#[test]
fn hayagriva_comes_out_as_it_came_in() {
    let drafts: Vec<Draft> =
        ARTICLE.iter().flat_map(|(_, text)| formats::read(text).unwrap_or_default().drafts).collect();
    let mut out = Vec::new();
    formats::write(Format::Hayagriva, &drafts, &mut out).expect("written");
    let text = String::from_utf8(out).expect("UTF-8");
    let again = formats::read(&text).expect("Hayagriva");
    assert_eq!(again.drafts.len(), drafts.len(), "every entry is there:\n{text}");
    for (before, after) in drafts.iter().zip(&again.drafts) {
        assert_eq!((&after.title, &after.authors), (&before.title, &before.authors), "who and what in\n{text}");
        assert_eq!((after.year, &after.venue), (before.year, &before.venue), "when and where in\n{text}");
        assert_eq!(after.abstract_text, before.abstract_text, "the abstract in\n{text}");
        assert_eq!(field(after, "volume"), field(before, "volume"), "the volume in\n{text}");
    }
}

#[test]
fn words_that_yaml_takes_for_something_else_stay_words() {
    let text =
        "k:\n  type: book\n  title: 1984\n  author: [\"No, Ada\"]\n  volume: 007\n  edition: 1.10\n  location: off\n";
    let draft = formats::read(text).expect("Hayagriva").drafts.remove(0);
    assert_eq!((draft.title.as_str(), field(&draft, "volume")), ("1984", "007"), "numbers as they are written");
    assert_eq!((field(&draft, "edition"), field(&draft, "location")), ("1.10", "off"), "so are halves and switches");
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc:\n  type: book\n  title: *b\n";
    assert!(formats::read(bomb).is_none(), "what stands for something elsewhere could stand for gigabytes");
}

#[test]
fn dates_of_csl_in_yaml_tell_seasons_and_words() {
    let text = "---\nreferences:\n- id: a\n  type: book\n  title: A\n  issued:\n  - year: 2017\n    season: 3\n  - year: 2018\n    season: 1\n\
                - id: b\n  type: book\n  title: B\n  issued:\n  - literal: 2017-14/2017-15\n- id: c\n  type: book\n  title: C\n  issued:\n  - year: 2016\n    month: 2\n    day: 3\n";
    let drafts = formats::read(text).unwrap_or_default().drafts;
    let dates: Vec<_> = drafts.iter().map(|draft| (draft.year, field(draft, "date"))).collect();
    assert_eq!(dates, [(Some(2017), "2017-23/2018-21"), (Some(2017), "2017-14/2017-15"), (Some(2016), "")]);
    assert_eq!(drafts[2].published.as_deref(), Some("2016-02-03"), "a day is one all the same");
}

#[test]
fn the_number_of_a_report_in_hayagriva_is_that_of_the_report() {
    let report =
        one("rain:\n  type: report\n  title: Rain\n  serial-number: TR-1\nhail:\n  type: article\n  title: Hail\n");
    assert_eq!((field(&report, "number"), field(&report, "eid")), ("TR-1", ""));
    let mut out = Vec::new();
    formats::write(Format::Hayagriva, &[report], &mut out).expect("written");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("serial: \"TR-1\"") && !text.contains("issue"), "where Typst looks for it: {text}");
    assert_eq!(field(&one(&text), "number"), "TR-1", "and in again");
}

#[test]
fn the_yaml_of_a_papis_document_alone_is_read_as_one() {
    let text = "author: Example, Ada and Sample, Bo\nauthor_list:\n- family: Example\n  given: Ada\n- family: Sample\n  given: Bo\ntitle: Rain\ntype: article\nyear: 2010\n";
    let draft = one(text);
    assert_eq!((draft.title.as_str(), draft.entry_type.as_str(), draft.year), ("Rain", "article", Some(2010)));
    assert_eq!(draft.authors, ["Ada Example", "Bo Sample"]);
}
