//! Rules of CSL that readers meet, a small style for each.

use postil_core::cite::{Kind, Markup, Style, format_items};
use serde_json::{Map, Value, json};

fn written(citation: &str, bibliography: &str, kind: Kind, items: Value) -> Vec<String> {
    let style = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\" default-locale=\"en-US\"><info><title>Valley</title><id>valley</id><updated>2020-01-01T00:00:00Z</updated></info>{citation}{bibliography}</style>"
    );
    let nowhere = std::path::Path::new("there-is-no-such-folder");
    let style = Style::parse(&style, "The style of this test", nowhere).expect("a sound style");
    let items: Vec<Map<String, Value>> = serde_json::from_value(items).expect("items");
    format_items(&items, &style, None, kind, Markup::Html)
}

/// What a layout makes of one paper.
fn one(layout: &str, mut item: Value) -> String {
    item["id"] = json!("a");
    let bibliography = format!("<bibliography><layout>{layout}</layout></bibliography>");
    let citation = "<citation><layout><text variable=\"title\"/></layout></citation>";
    written(citation, &bibliography, Kind::Bibliography, json!([item])).concat()
}

#[test]
fn dates_are_ranges_seasons_and_words() {
    let date = "<date variable=\"issued\" form=\"text\"/>";
    for (issued, expected) in [
        (json!({ "date-parts": [[2020, 5, 6]] }), "May 6, 2020"),
        (json!({ "date-parts": [[2020, 5, 6], [2020, 5, 8]] }), "May 6–8, 2020"),
        (json!({ "date-parts": [[2020, 5, 6], [2020, 6, 8]] }), "May 6–June 8, 2020"),
        (json!({ "date-parts": [[2020, 5], [2021, 6]] }), "May 2020–June 2021"),
        (json!({ "date-parts": [[2020], [0]] }), "2020–"),
        (json!({ "date-parts": [[2020, 13]] }), "Spring 2020"),
        (json!({ "date-parts": [[2020]], "season": "3" }), "Autumn 2020"),
        (json!({ "raw": "2020-05/2020-06" }), "May–June 2020"),
        (json!({ "literal": "in press" }), "in press"),
        (json!({ "date-parts": [[-44, 3, 15]] }), "March 15, 44 BC"),
    ] {
        assert_eq!(one(date, json!({ "issued": issued })), expected, "{issued}");
    }
    let sorted = written(
        "<citation><sort><key variable=\"issued\"/></sort><layout delimiter=\" \"><text variable=\"title\"/></layout></citation>",
        "",
        Kind::InText,
        json!([
            { "id": "a", "title": "C", "issued": { "date-parts": [[2020], [2022]] } },
            { "id": "b", "title": "D", "issued": { "literal": "soon" } },
            { "id": "c", "title": "B", "issued": { "date-parts": [[2020], [2021]] } },
            { "id": "d", "title": "A", "issued": { "date-parts": [[2019]] } },
        ]),
    );
    assert_eq!(sorted, ["A B C D"], "by where they begin, then where they end; what has no day comes last");
}

#[test]
fn marks_and_quotation_marks_meet_as_they_should() {
    let quoted = "<text variable=\"title\" quotes=\"true\" suffix=\",\"/><text value=\" in rain\"/>";
    for (title, expected) in [
        ("On moss", "“On moss,” in rain"),
        ("On \"moss\"", "“On ‘moss,’” in rain"),
        ("Why moss?", "“Why moss?,” in rain"),
        ("The 'old' moss's way", "“The ‘old’ moss’s way,” in rain"),
        ("<i>Moss</i> and more", "“<i>Moss</i> and more,” in rain"),
    ] {
        assert_eq!(one(quoted, json!({ "title": title })).replace("&quot;", "\""), expected, "{title}");
    }
    let stopped = "<group delimiter=\". \" suffix=\".\"><text variable=\"title\" font-style=\"italic\"/><text variable=\"publisher\"/></group>";
    for (title, expected) in [
        ("Moss", "<i>Moss</i>. Press Inc."),
        ("Why?", "<i>Why?</i>. Press Inc."),
        ("Moss etc.", "<i>Moss etc.</i> Press Inc."),
        ("std::moss", "<i>std::moss</i>. Press Inc."),
        ("On <i>moss</i>", "<i>On <span style=\"font-style:normal;\">moss</span></i>. Press Inc."),
    ] {
        assert_eq!(one(stopped, json!({ "title": title, "publisher": "Press Inc." })), expected, "{title}");
    }
}

#[test]
fn case_follows_the_language_and_spares_names() {
    let cased = |case: &str, title: &str, language: &str| {
        one(
            &format!("<text variable=\"title\" text-case=\"{case}\"/>"),
            json!({ "title": title, "language": language }),
        )
    };
    for (case, title, language, expected) in [
        ("title", "the moss of NLP: a state-of-the-art view of", "en", "The Moss of NLP: A State-of-the-Art View Of"),
        ("title", "next to moss: what (re)use, given rain", "en", "Next to Moss: What (Re)Use, given Rain"),
        ("title", "pour l'eau et l'air d'ici", "en", "Pour l’eau et l’air D’ici"),
        ("title", "THE MOSS OF RAIN", "en", "THE MOSS OF RAIN"),
        ("title", "das moos im regen", "de", "das moos im regen"),
        ("sentence", "moss and Rain", "en", "Moss and Rain"),
        ("sentence", "MOSS AND RAIN", "en", "Moss and rain"),
        ("uppercase", "moss <span class=\"nocase\">of</span> NLPs", "en", "MOSS of NLPS"),
        ("capitalize-first", "moss and rain", "de", "Moss and rain"),
    ] {
        assert_eq!(cased(case, title, language), expected, "{title} in {case} case");
    }
}

#[test]
fn people_who_stand_for_others_are_written_as_those_would_be() {
    let layout = |editors: &str| {
        format!(
            "<names variable=\"author\"><name and=\"text\" name-as-sort-order=\"first\"/><label form=\"short\" prefix=\", \"/>\
             <substitute>{editors}</substitute></names>"
        )
    };
    let editors = "<names variable=\"editor\"/>";
    let within = format!("<choose><if type=\"book\"><group>{editors}</group></if></choose>");
    let book = json!({ "type": "book", "editor": [{ "family": "Moss", "given": "Ida" }, { "family": "Fern", "given": "Ivo" }] });
    for editors in [editors, &within] {
        assert_eq!(one(&layout(editors), book.clone()), "Moss, Ida and Ivo Fern, eds.", "{editors}");
    }
}

#[test]
fn names_keep_their_letters_particles_and_suffixes() {
    let initials = "<names variable=\"author\"><name initialize-with=\". \" name-as-sort-order=\"all\"/></names>";
    for (family, given, expected) in [
        ("Moss", "J.J.", "Moss, J. J."),
        ("Moss", "Guo-ping", "Moss, G."),
        ("Moss", "Jean-Luc", "Moss, J.-L."),
        ("van der Moss", "Ida", "Moss, I. van der"),
        ("d'Alder", "Ida", "Alder, I. d’"),
        ("Moss", "Ida de", "Moss, I. de"),
        ("Moss", "Ivo, Jr.", "Moss, I., Jr."),
    ] {
        let found = one(initials, json!({ "author": [{ "family": family, "given": given }] }));
        assert_eq!(found, expected, "{given} {family}");
    }
    let full = "<names variable=\"author\"/>";
    let jr = json!({ "author": [{ "family": "Moss", "given": "Ivo,! Jr." }] });
    assert_eq!(one(full, jr), "Ivo Moss, Jr.", "a suffix with its comma");
    let pages = "<group delimiter=\" \"><label variable=\"page\" form=\"short\"/><text variable=\"page\"/></group>";
    for (page, expected) in [("7", "p. 7"), ("110-5", "pp. 110–5"), ("3\\-B", "p. 3-B")] {
        assert_eq!(one(pages, json!({ "page": page })), expected, "pages as the style has no format for them");
    }
}

const PAPERS: [(&str, &str, &str, i64); 6] = [
    ("a", "Moss", "Ida", 2020),
    ("b", "Moss", "Ida", 2020),
    ("c", "Moss", "Ida", 2020),
    ("d", "Moss", "Ivo", 2020),
    ("e", "Alder", "Jo", 2021),
    ("f", "Moss", "Ida", 2021),
];

fn papers() -> Value {
    let paper = |(id, family, given, year): (&str, &str, &str, i64)| json!({ "id": id, "title": id, "author": [{ "family": family, "given": given }], "issued": { "date-parts": [[year]] } });
    PAPERS.into_iter().map(paper).collect()
}

#[test]
fn papers_that_would_be_cited_alike_are_told_apart_and_collapse() {
    let layout = "<layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><group delimiter=\" \"><names variable=\"author\"><name form=\"short\" initialize-with=\". \"/></names><date variable=\"issued\"><date-part name=\"year\"/></date></group></layout>";
    for (attributes, expected) in [
        ("", "(Moss 2020; Moss 2020; Moss 2020; Moss 2020; Alder 2021; Moss 2021)"),
        (
            "disambiguate-add-year-suffix=\"true\"",
            "(Moss 2020a; Moss 2020b; Moss 2020c; Moss 2020d; Alder 2021; Moss 2021)",
        ),
        (
            "disambiguate-add-year-suffix=\"true\" disambiguate-add-givenname=\"true\" givenname-disambiguation-rule=\"all-names\" collapse=\"year\"",
            "(Ida Moss 2020a, 2020b, 2020c; Ivo Moss 2020; Alder 2021; Ida Moss 2021)",
        ),
        (
            "disambiguate-add-year-suffix=\"true\" disambiguate-add-givenname=\"true\" collapse=\"year-suffix-ranged\" year-suffix-delimiter=\",\" after-collapse-delimiter=\"; \"",
            "(Ida Moss 2020a–c; Ivo Moss 2020; Alder 2021; Moss 2021)",
        ),
    ] {
        let citation = format!("<citation {attributes}>{layout}</citation>");
        assert_eq!(written(&citation, "", Kind::InText, papers()).concat(), expected, "with {attributes}");
    }
}

#[test]
fn numbers_count_down_where_the_list_does_and_collapse() {
    let list = |sort: &str| {
        let bibliography = format!(
            "<bibliography>{sort}<layout><text variable=\"citation-number\" suffix=\" \"/><text variable=\"title\"/></layout></bibliography>"
        );
        let citation = "<citation collapse=\"citation-number\"><layout prefix=\"[\" suffix=\"]\" delimiter=\", \"><text variable=\"citation-number\"/></layout></citation>";
        let of = |kind| written(citation, &bibliography, kind, papers());
        (of(Kind::Bibliography), of(Kind::InText))
    };
    let (down, _) = list("<sort><key variable=\"citation-number\" sort=\"descending\"/></sort>");
    assert_eq!(down, ["6 f", "5 e", "4 d", "3 c", "2 b", "1 a"], "the last one first");
    let (_, cited) = list("");
    assert_eq!(cited, ["[1–6]"], "numbers in a row");
}

#[test]
fn who_was_named_before_is_not_named_again() {
    let list = |rule: &str| {
        let bibliography = format!(
            "<bibliography subsequent-author-substitute=\"———\" {rule}><layout suffix=\".\"><group delimiter=\", \"><names variable=\"author\"><name et-al-min=\"3\" et-al-use-first=\"2\"/><label form=\"short\" prefix=\", \"/></names><text variable=\"title\"/></group></layout></bibliography>"
        );
        let citation = "<citation><layout><text variable=\"title\"/></layout></citation>";
        let person = |family: &str| json!({ "family": family });
        let (moss, alder, fern) = (person("Moss"), person("Alder"), person("Fern"));
        let items = json!([
            { "id": "a", "title": "A", "author": [moss, alder, fern] },
            { "id": "b", "title": "B", "author": [moss, alder, person("Birch")] },
            { "id": "c", "title": "C", "author": [moss, fern] },
        ]);
        written(citation, &bibliography, Kind::Bibliography, items)
    };
    assert_eq!(list(""), ["Moss, Alder, et al., A.", "———, B.", "Moss, Fern, C."], "all or none");
    let each = list("subsequent-author-substitute-rule=\"partial-each\"");
    assert_eq!(each, ["Moss, Alder, et al., A.", "———, ———, et al., B.", "———, Fern, C."], "one by one");
}

#[test]
fn labels_are_made_of_names_and_years() {
    let citation = "<citation><layout prefix=\"[\" suffix=\"]\" delimiter=\", \"><text variable=\"citation-label\"/></layout></citation>";
    let cited = written(citation, "", Kind::InText, papers());
    assert_eq!(cited, ["[Moss20a, Moss20b, Moss20c, Moss20d, Alde21, Moss21]"], "with letters where they are alike");
}

#[test]
fn people_who_stood_for_others_are_still_those_of_the_paper() {
    let layout = "<names variable=\"author\"><substitute><names variable=\"editor\"/></substitute></names>\
        <choose><if variable=\"author editor\" match=\"any\"><text variable=\"title\" prefix=\": \"/></if></choose>";
    let people = json!([{ "family": "Moss", "given": "Ida" }]);
    for role in ["author", "editor"] {
        assert_eq!(one(layout, json!({ "type": "book", "title": "Rain", role: people })), "Ida Moss: Rain", "{role}");
    }
    let titled = "<names variable=\"author\"><substitute><text macro=\"name\"/></substitute></names>\
        <choose><if variable=\"issued\"><date variable=\"issued\" form=\"text\" prefix=\", \"/></if></choose>";
    let macros = "<macro name=\"name\"><text variable=\"title\"/><choose><if variable=\"author\"><date variable=\"issued\" form=\"text\"/></if></choose></macro>";
    let citation = format!("{macros}<citation><layout><text variable=\"title\"/></layout></citation>");
    let list = format!("<bibliography><layout>{titled}</layout></bibliography>");
    let item = json!([{ "id": "a", "type": "book", "title": "Rain", "issued": { "date-parts": [[2020]] } }]);
    assert_eq!(
        written(&citation, &list, Kind::Bibliography, item),
        ["Rain, 2020"],
        "the day that a title might have taken along"
    );
    let nobody = json!({ "type": "book", "title": "Rain", "chair": people, "call-number": "QC 925" });
    assert_eq!(one(layout, nobody), "", "people of another kind are neither");
}
