//! Finer rules, as the reference processor has them: looks within looks, numbers, parts of names, cites that share people.

use postil_core::cite::{Kind, Markup, Style, format_items};
use serde_json::{Map, Value, json};

fn written(attributes: &str, citation: &str, list: &str, kind: Kind, items: Value) -> Vec<String> {
    let style = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\" default-locale=\"en-US\" {attributes}><info><title>Valley</title><id>valley</id><updated>2020-01-01T00:00:00Z</updated></info>{citation}{list}</style>"
    );
    let nowhere = std::path::Path::new("there-is-no-such-folder");
    let style = Style::parse(&style, "The style of this test", nowhere).expect("a sound style");
    let items: Vec<Map<String, Value>> = serde_json::from_value(items).expect("items");
    format_items(&items, &style, None, kind, Markup::Html)
}

/// What a layout makes of one paper.
fn one(attributes: &str, layout: &str, mut item: Value) -> String {
    item["id"] = json!("a");
    let list = format!("<bibliography><layout suffix=\".\">{layout}</layout></bibliography>");
    let citation = "<citation><layout><text variable=\"title\"/></layout></citation>";
    written(attributes, citation, &list, Kind::Bibliography, json!([item])).concat()
}

#[test]
fn looks_are_within_each_other() {
    let title = json!({ "title": "On <i>moss</i>", "volume": "3" });
    for (layout, expected) in [
        (
            "<group font-weight=\"bold\" delimiter=\", \"><text variable=\"title\"/><text variable=\"title\" font-style=\"italic\"/></group>",
            "<b>On <i>moss</i>, <i>On <span style=\"font-style:normal;\">moss</span></i></b>.",
        ),
        (
            "<text variable=\"volume\" font-style=\"italic\" vertical-align=\"sup\" prefix=\"(\" suffix=\")\"/>",
            "(<sup><i>3</i></sup>).",
        ),
        ("<text value=\"a\" text-decoration=\"underline\"/>", "<span style=\"text-decoration:underline;\">a</span>."),
        ("<text variable=\"volume\" font-style=\"oblique\"/>", "<i>3</i>."),
    ] {
        assert_eq!(one("", layout, title.clone()), expected, "{layout}");
    }
}

#[test]
fn numbers_are_written_each_by_itself() {
    let ordinal = "<number variable=\"volume\" form=\"ordinal\"/>";
    let label = "<group delimiter=\" \"><label variable=\"volume\" form=\"short\"/><text variable=\"volume\"/></group>";
    let numeric =
        "<choose><if is-numeric=\"volume\"><text value=\"yes\"/></if><else><text value=\"no\"/></else></choose>";
    for (layout, volume, expected) in [
        (ordinal, "1-3, 11 & 22", "1st–3rd, 11th &amp; 22nd."),
        (ordinal, "2 and 3", "2nd and 3rd."),
        (ordinal, "IV", "IV."),
        (label, "1-2", "vols. 1–2."),
        (label, "12a", "vol. 12a."),
        (label, "A-1", "vol. A-1."),
        (numeric, "xii", "yes."),
        (numeric, "1 and 3", "yes."),
        (numeric, "1,3", "no."),
        (numeric, "2nd ed.", "no."),
        ("<number variable=\"volume\" form=\"long-ordinal\" text-case=\"capitalize-first\"/>", "1-2", "First–Second."),
        ("<number variable=\"volume\" form=\"roman\"/>", "4 & 9", "iv &amp; ix."),
    ] {
        assert_eq!(one("", layout, json!({ "volume": volume })), expected, "{volume} in {layout}");
    }
}

#[test]
fn parts_of_names_keep_what_is_theirs() {
    let names = |name: &str| format!("<names variable=\"author\">{name}</names>");
    let parts = names(
        "<name name-as-sort-order=\"all\"><name-part name=\"family\" font-weight=\"bold\" prefix=\"(\" suffix=\")\"/><name-part name=\"given\" prefix=\"[\" suffix=\"]\"/></name>",
    );
    let plain = names("<name suffix=\";\"/>");
    let demoted = "demote-non-dropping-particle=\"display-and-sort\"";
    let kept = "demote-non-dropping-particle=\"never\"";
    for (attributes, layout, author, expected) in [
        (demoted, &parts, json!({ "family": "van Alder", "given": "Ida" }), "(<b>Alder</b>), [Ida <b>van</b>]."),
        (kept, &parts, json!({ "family": "van Alder", "given": "Ida" }), "(<b>van</b> <b>Alder</b>), [Ida]."),
        (demoted, &parts, json!({ "family": "d'Alder", "given": "Ida" }), "(<b>Alder</b>), [Ida <b>d’</b>]."),
        (demoted, &parts, json!({ "literal": "The Moss Society" }), "<b>The Moss Society</b>."),
        (kept, &plain, json!({ "family": "Alder", "given": "Ida" }), "Ida Alder;"),
        (kept, &plain, json!({ "literal": "The Moss Society" }), "The Moss Society."),
        (
            kept,
            &names("<name initialize-with=\"\"/>"),
            json!({ "family": "Alder", "given": "Ida Jo", "suffix": "Jr." }),
            "IJ Alder Jr.",
        ),
        (
            kept,
            &names("<name initialize-with=\".\"/>"),
            json!({ "family": "Alder", "given": "Ann (Nan)" }),
            "A. (Nan) Alder.",
        ),
    ] {
        assert_eq!(one(attributes, layout, json!({ "author": [author] })), expected, "{author} in {layout}");
    }
    let label = names("<name/><label plural=\"always\" form=\"short\" prefix=\", \"/>").replace("author", "editor");
    let editor = json!({ "editor": [{ "family": "Alder", "given": "Ida" }] });
    assert_eq!(one("", &label, editor), "Ida Alder, eds.", "in the number that the style asks for");
}

#[test]
fn dates_in_words_and_of_long_ago() {
    let date = "<date variable=\"issued\"><date-part name=\"day\" suffix=\". \"/><date-part name=\"month\" suffix=\" \"/><date-part name=\"year\"/></date>";
    for (issued, expected) in [
        (json!({ "date-parts": [[2020, 5, 6], [2020, 5, 8]] }), "6–8. May 2020."),
        (json!({ "date-parts": [[-100], [-50]] }), "100–50 BC."),
        (json!({ "date-parts": [[79]] }), "79 AD."),
        (json!({ "date-parts": [[600]] }), "600."),
        (json!({ "date-parts": [[2020]], "season": "Trinity" }), "Trinity 2020."),
        (json!({ "raw": "May 3rd, 2004" }), "3. May 2004."),
        (json!({ "raw": "circa 1950" }), "1950."),
    ] {
        assert_eq!(one("", date, json!({ "issued": issued })), expected, "{issued}");
    }
}

#[test]
fn quotation_marks_know_their_kind() {
    let quoted = "<text variable=\"title\" quotes=\"true\"/>";
    let plain = "<text variable=\"title\"/>";
    for (layout, title, expected) in [
        (plain, "On 'moss'", "On “moss.”"),
        (plain, "'Moss' and \"rain\"", "‘Moss’ and “rain.”"),
        (quoted, "On 'moss'", "“On ‘moss.’”"),
        (quoted, "<i>Moss</i>", "“<i>Moss</i>.”"),
        (
            "<text variable=\"title\" font-style=\"italic\" suffix=\". \"/><text value=\"z\"/>",
            "Why?",
            "<i>Why?</i>. z.",
        ),
        ("<text term=\"in\" suffix=\" \"/><text variable=\"title\"/>", "Rain", "In Rain."),
        ("<text variable=\"title\" text-case=\"capitalize-all\"/>", "self-made moss", "Self-Made Moss."),
        (
            "<text variable=\"title\" text-case=\"title\"/>",
            "on e-commerce of @moss, e.g. this",
            "On E-Commerce of @moss, e.g. This.",
        ),
    ] {
        assert_eq!(one("", layout, json!({ "title": title })), expected, "{title} in {layout}");
    }
}

#[test]
fn cites_of_the_same_people_are_joined() {
    let cited = |attributes: &str, items: Value| {
        let citation = format!(
            "<citation {attributes}><layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><group delimiter=\" \"><names variable=\"author\"><name form=\"short\" and=\"text\"/></names><date variable=\"issued\"><date-part name=\"year\"/></date></group></layout></citation>"
        );
        written("", &citation, "", Kind::InText, items).concat()
    };
    let alder = json!({ "family": "Alder", "given": "Ida" });
    let (rowan, fern) = (json!({ "family": "Rowan", "given": "Ivo" }), json!({ "family": "Fern", "given": "Jo" }));
    let paper = |id: &str, people: &[&Value], year: i32| json!({ "id": id, "type": "book", "author": people, "title": id, "issued": { "date-parts": [[year]] } });
    let same = json!([paper("1", &[&alder], 2000), paper("2", &[&alder], 2000), paper("3", &[&alder], 2001)]);
    let letters = "disambiguate-add-year-suffix=\"true\" collapse=\"year-suffix\"";
    assert_eq!(cited(&format!("{letters} year-suffix-delimiter=\",\""), same), "(Alder 2000a,b, 2001)");
    let apart = json!([paper("1", &[&alder], 2000), paper("2", &[&rowan], 1999), paper("3", &[&alder], 2001)]);
    assert_eq!(cited("collapse=\"year\"", apart), "(Alder 2000; Rowan 1999; Alder 2001)", "in the order given");
    let three = json!([
        paper("1", &[&alder, &rowan, &fern], 2000),
        paper("2", &[&alder, &rowan, &alder], 2000),
        paper("3", &[&alder, &rowan, &fern], 2000),
    ]);
    assert_eq!(
        cited("disambiguate-add-names=\"true\" et-al-min=\"3\" et-al-use-first=\"1\"", three),
        "(Alder, Rowan, and Fern 2000; Alder, Rowan, and Alder 2000; Alder, Rowan, and Fern 2000)",
        "names that told some apart stay"
    );
    let list = "<bibliography><sort><key variable=\"author\"/></sort><layout><text variable=\"title\"/></layout></bibliography>";
    let nobody = json!([paper("x", &[], 2000), paper("y", &[&rowan], 2000)]);
    let citation = "<citation><layout><text variable=\"title\"/></layout></citation>";
    assert_eq!(written("", citation, list, Kind::Bibliography, nobody), ["y", "x"], "papers of nobody come last");
}
