use super::*;
use crate::formats::field;
use serde_json::json;

#[test]
fn the_box_for_the_rest_says_more_than_notes() {
    let tree = json!([{
        "itemType": "case", "title": "Rain v. Shine", "date": "[1990] 2002", "reporter": "Weather Reports",
        "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Example"}],
        "extra": "tex.author= {Rain Office}\ntex.crossref: book:06\n{:original-title: Regen}\nEvent Date: 1998-05-06\nA note: kept"
    }, {
        "itemType": "book", "title": "Snow", "date": "2010", "extra": ["issued: 2011", "tex.: nothing"]
    }]);
    let drafts = read(&tree, &[]).expect("items").drafts;
    assert_eq!(drafts[0].authors, ["Rain Office"], "who is said there wrote it");
    let said = ["crossref", "origtitle", "eventdate", "origdate"].map(|name| field(&drafts[0], name));
    assert_eq!(said, [Some("book:06"), Some("Regen"), Some("1998-05-06"), Some("1990")], "fields of .bib and of CSL");
    assert_eq!(drafts[0].year, Some(2002), "the date of this edition");
    assert_eq!(drafts[0].comments, "A note: kept", "what names nothing is a note");
    assert_eq!(drafts[1].year, Some(2011), "said on purpose, it counts before the field");
    assert_eq!(drafts[1].comments, "tex.: nothing", "a name that is none is a note");
}
