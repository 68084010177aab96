//! Whatever a paper or a style says, citing ends, and ends with an answer. The processor is not ours, and a panic in it
//! would end the program.

use postil_core::cite::{Kind, Markup, Style, format_items};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const STYLE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>Any</title><id>any</id><updated>2020-01-01T00:00:00Z</updated></info>
<locale xml:lang="en"><terms><term name="page" form="short"><single>p.</single><multiple>pp.</multiple></term></terms></locale>
<macro name="who"><names variable="author"><name and="text" initialize-with=". " name-as-sort-order="first"/><label form="short" prefix=" "/><substitute><names variable="editor"/><text variable="title"/></substitute></names></macro>
<macro name="when"><date variable="issued"><date-part name="year"/><date-part name="month" form="short" prefix=" "/><date-part name="day" prefix=" "/></date></macro>
<citation et-al-min="3" et-al-use-first="1" disambiguate-add-year-suffix="true" disambiguate-add-names="true" disambiguate-add-givenname="true" collapse="year"><sort><key macro="who"/><key variable="issued"/></sort><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><text macro="who"/><text macro="when"/><text variable="year-suffix"/></group></layout></citation>
<bibliography subsequent-author-substitute="-" second-field-align="flush"><sort><key macro="who"/><key variable="title"/><key variable="volume" sort="descending"/></sort>
<layout suffix="."><text variable="citation-number" prefix="[" suffix="]"/><group delimiter=". "><text macro="who"/><text variable="title" text-case="title" quotes="true"/><text variable="container-title" font-style="italic" text-case="sentence"/><number variable="edition" form="ordinal"/>
<choose><if is-numeric="volume"><number variable="volume" form="roman"/></if><else-if type="book thesis" match="any"><label variable="volume"/></else-if><else><text variable="volume" font-weight="bold" vertical-align="sup"/></else></choose>
<group delimiter=" "><label variable="page" form="short" plural="never"/><text variable="page"/></group><text macro="when"/><text variable="DOI" prefix="https://doi.org/"/></group></layout></bibliography>
</style>"#;

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9 ,.:;'\"&()–-]{0,24}",
        "\\PC{0,12}",
        Just("IV".to_owned()),
        Just("1-9, 4–7 & 12".to_owned()),
        Just("99999999999".to_owned()),
        Just("-3".to_owned()),
        Just("\u{f0041}\u{202e}…".to_owned()),
        Just("de la 'Moss'".to_owned()),
    ]
}

fn any_item() -> impl Strategy<Value = Map<String, Value>> {
    let number = prop_oneof![any_text().prop_map(Value::from), any::<i64>().prop_map(Value::from)];
    let name = (any_text(), any_text(), any_text()).prop_map(
        |(family, given, particle)| json!({ "family": family, "given": given, "non-dropping-particle": particle }),
    );
    let names = prop::collection::vec(name, 0..4);
    let date = prop::collection::vec(prop::collection::vec(-1_i64..40_000, 0..4), 0..3);
    let kind = prop_oneof![Just("book"), Just("article-journal"), Just("paper-conference"), Just("no such kind")];
    (kind, any_text(), any_text(), names, date, prop::collection::vec(number, 5)).prop_map(
        |(kind, title, venue, names, date, numbers)| {
            let item = json!({
                "id": "x", "type": kind, "title": title, "container-title": venue, "author": names,
                "issued": { "date-parts": date }, "page": numbers[0], "volume": numbers[1], "issue": numbers[2],
                "edition": numbers[3], "number-of-pages": numbers[4], "DOI": title, "language": venue,
                "editor": names, "collection-number": numbers[3], "chapter-number": numbers[4], "PMID": numbers[0],
            });
            item.as_object().cloned().unwrap_or_default()
        },
    )
}

/// A style with pieces left out, doubled, or put elsewhere: still XML now and then.
fn any_style() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = STYLE.split_inclusive('>').collect();
    let many = pieces.len();
    let change = (0..many, 0..many, 0..4_u8);
    prop::collection::vec(change, 0..4).prop_map(move |changes| {
        let mut pieces: Vec<String> = pieces.iter().map(|piece| (*piece).to_owned()).collect();
        for (at, other, how) in changes {
            match how {
                0 => pieces[at].clear(),
                1 => pieces[at] = pieces[at].repeat(2),
                2 => pieces.swap(at, other),
                _ => {
                    // Another element's words in this one's attributes.
                    let value = |piece: &str| piece.split('"').nth(1).map(str::to_owned);
                    if let (Some(own), Some(theirs)) = (value(&pieces[at]), value(&pieces[other])) {
                        pieces[at] = pieces[at].replace(&own, &theirs);
                    }
                }
            }
        }
        pieces.concat()
    })
}

#[test]
fn titles_that_are_all_signs_are_written_and_end() {
    let nowhere = std::path::Path::new("there-is-no-such-folder");
    let style = Style::parse(STYLE, "The style of this test", nowhere).expect("a sound style");
    let many = 20_000;
    for title in ["\"a ", "'a \"b ", "<i>", "<i></i>", "?!:", ".,", "a-", "\u{e0100}Z", "\u{100001}", "«“"] {
        let item = json!({ "id": "x", "type": "book", "title": title.repeat(many), "page": title.repeat(many) });
        let item = item.as_object().cloned().unwrap_or_default();
        let list = format_items(&[item.clone(), item], &style, None, Kind::Bibliography, Markup::Html);
        assert_eq!(list.len(), 2, "an entry for each of {title}…");
        let foreign = list.concat().chars().any(|c| c as u32 >= 0xE_0000);
        assert!(!foreign, "no sign of ours, or of others, comes out of {title}…");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_papers_have_an_entry_each(items in prop::collection::vec(any_item(), 1..5)) {
        let nowhere = std::path::Path::new("there-is-no-such-folder");
        let styles = ["apa", "ieee", "chicago", "vancouver"].map(|name| Style::find(name, nowhere).expect("bundled"));
        let own = Style::parse(STYLE, "The style of this test", nowhere).expect("a sound style");
        for style in styles.iter().chain([&own]) {
            let list = format_items(&items, style, None, Kind::Bibliography, Markup::Html);
            prop_assert_eq!(list.len(), items.len(), "{} must have an entry for each paper", style.title);
            let safe = list.concat().replace("<i>", "").replace("</i>", "").replace("<b>", "").replace("</b>", "");
            let safe = safe.replace("<sup>", "").replace("</sup>", "").replace("<sub>", "").replace("</sub>", "");
            let spans = ["font-variant:small-caps", "font-variant:normal;", "font-style:normal;", "font-weight:normal;"];
            let safe = spans.iter().fold(safe, |safe, span| safe.replace(&format!("<span style=\"{span}\">"), ""));
            let safe = safe.replace("</span>", "");
            prop_assert!(!safe.contains('<'), "only marks of the few kinds may be in HTML: {}", safe);
            format_items(&items, style, Some("de-DE"), Kind::InText, Markup::Text);
        }
    }

    #[test]
    fn any_style_is_refused_or_writes(style in any_style(), items in prop::collection::vec(any_item(), 1..4)) {
        let nowhere = std::path::Path::new("there-is-no-such-folder");
        if let Ok(style) = Style::parse(&style, "The style", nowhere) {
            format_items(&items, &style, None, Kind::Bibliography, Markup::Markdown);
            format_items(&items, &style, None, Kind::InText, Markup::Text);
        }
    }
}
