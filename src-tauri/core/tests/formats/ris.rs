//! RIS as it is found: tags in other letters and with other blanks, things said twice, dates of every shape.

use postil_core::formats::{self, Format};

use super::bibtex::{field, one, read};

#[test]
fn tags_are_known_in_any_letters_and_with_any_blanks() {
    for text in [
        "TY  - JOUR\nAU  - Example, Ada\nTI  - Rain\nPY  - 2020\nER  - \n",
        "\u{feff}ty  - jour\r\nau  - Example, Ada\r\nti  - Rain\r\npy  - 2020\r\ner  - \r\n",
        "TY - JOUR\nAU - Example, Ada\nTI - Rain\nPY - 2020\nER -\n",
        "TY  -JOUR\nAU  -Example, Ada\nTI  -Rain\nPY  -2020\nER  -\n",
        "TY\t- JOUR\nAU\t- Example, Ada\nTI\t- Rain\nPY\t- 2020\nER\t-\n",
        "Some words before\n\nTY  - JOUR\nAU  - Example, Ada\nTI  - Rain\nPY  - 2020",
    ] {
        let draft = one(text);
        assert_eq!((draft.title.as_str(), draft.year, draft.authors.len()), ("Rain", Some(2020), 1), "{text}");
        assert_eq!(draft.entry_type, "article", "{text}");
    }
    let goes_on = one("TY  - JOUR\nTI  - Rain\nAB  - First line\nab - of text that goes on\nER  - \n");
    assert_eq!(goes_on.abstract_text, "First line ab - of text that goes on", "what only looks like a tag is text");
}

#[test]
fn what_is_said_twice_is_kept() {
    let draft = one(
        "TY  - JOUR\nTI  - Rain &amp; Snow\nTI  - A study\nTI  - A third\nSP  - 1\nSP  - e1\nEP  - 9\nPY  - 2020\nY1  - 2019\nER  - \n",
    );
    assert_eq!((draft.title.as_str(), field(&draft, "subtitle")), ("Rain & Snow", "A study"), "two titles");
    assert_eq!(
        (field(&draft, "ris:TI"), field(&draft, "ris:SP"), field(&draft, "ris:Y1"), field(&draft, "pages")),
        ("A third", "e1", "2019", "1–9"),
        "what has no place is kept under its tag"
    );
}

#[test]
fn dates_of_every_shape() {
    for (said, year, date, month, day) in [
        ("PY  - 2010/05/01/", Some(2010), "", "", Some("2010-05-01")),
        ("PY  - 2010/05//", Some(2010), "", "5", None),
        ("PY  - 2010///Spring", Some(2010), "2010-21", "", None),
        ("PY  - 2010//", Some(2010), "", "", None),
        ("PY  - 2010\nDA  - 2010/Mar/04", Some(2010), "", "", Some("2010-03-04")),
        ("PY  - 2021\nDA  - March-April 2021", Some(2021), "2021-03/2021-04", "", None),
        ("PY  - 2015\nDA  - June 22-26, 2015", Some(2015), "2015-06-22/2015-06-26", "", None),
        ("PY  - 1998-99", Some(1998), "1998/1999", "", None),
        ("PY  - ca. 1723", Some(1723), "1723~", "", None),
        ("PY  - 2012\nDA  - 2012///7-8 jun", Some(2012), "", "7-8 jun", None),
        ("PY  - in press", None, "", "", None),
    ] {
        let draft = one(&format!("TY  - JOUR\nTI  - Rain\n{said}\nER  - \n"));
        assert_eq!(
            (draft.year, field(&draft, "date"), field(&draft, "month"), draft.published.as_deref()),
            (year, date, month, day),
            "{said}"
        );
        let mut out = Vec::new();
        formats::write(Format::Ris, std::slice::from_ref(&draft), &mut out).expect("written");
        let back = one(&String::from_utf8(out).expect("UTF-8"));
        assert_eq!(
            (back.year, field(&back, "date"), back.published.as_ref()),
            (year, date, draft.published.as_ref()),
            "{said} comes back"
        );
    }
}

#[test]
fn several_people_in_one_tag_are_several() {
    let draft = one(
        "TY  - JOUR\nTI  - Rain\nAU  - Example, A. & Sample, B.\nAU  - Muster, Cy and von Probe, Di\nAU  - Rain and Snow Office\nAU  - Beispiel,Ed,Jr.\nER  - \n",
    );
    assert_eq!(
        draft.authors,
        ["A. Example", "B. Sample", "Cy Muster", "Di von Probe", "Rain and Snow Office", "Ed Beispiel Jr."],
        "“and” within a name stays"
    );
}

#[test]
fn every_type_of_the_specification_is_known() {
    let types = "ABST ADVS AGGR ANCIENT ART BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA DBASE DICT EBOOK ECHAP EDBOOK EJOUR \
        ELEC ENCYC EQUA FIGURE GEN GOVDOC GRANT HEAR ICOMM INPR JFULL JOUR LEGAL MANSCPT MAP MGZN MPCT MULTI MUSIC NEWS PAMP PAT PCOMM \
        RPRT SER SLIDE SOUND STAND STAT THES UNPB VIDEO";
    for name in types.split_whitespace() {
        let reading = read(&format!("TY  - {name}\nTI  - Rain\nER  - \n"));
        let kind = reading.drafts[0].entry_type.as_str();
        assert_eq!(kind == "misc", matches!(name, "GEN" | "EQUA" | "GRANT"), "{name} became {kind}");
        let mut out = Vec::new();
        formats::write(Format::Ris, &reading.drafts, &mut out).expect("written");
        assert!(String::from_utf8_lossy(&out).starts_with(&format!("TY  - {name}\n")), "{name} comes back");
    }
}

#[test]
fn a_season_beside_a_day_is_kept_and_takes_its_place_nowhere() {
    let draft = one("TY  - JOUR\nTI  - Rain\nPY  - 2010\nDA  - 2010/05/06/Spring\nER  - \n");
    assert_eq!((draft.published.as_deref(), field(&draft, "date")), (Some("2010-05-06"), ""), "a day says more");
    assert_eq!(field(&draft, "ris:DA"), "2010/05/06/Spring");
    assert_eq!(
        field(&one("TY  - JOUR\nTI  - Rain\nDA  - 2010///Spring\nER  - \n"), "date"),
        "2010-21",
        "alone it counts"
    );
}

#[test]
fn the_second_title_of_a_whole_book_is_its_series() {
    let text = "TY  - BOOK\nTI  - Rain\nT2  - Works on Weather\nVL  - 3\nER  - \n";
    let draft = one(text);
    assert_eq!((field(&draft, "series"), draft.venue.as_str()), ("Works on Weather", ""));
    let both = one("TY  - BOOK\nTI  - Rain\nT2  - All of it\nT3  - Works on Weather\nER  - \n");
    assert_eq!(field(&both, "series"), "Works on Weather", "unless another tag says it");
    assert_eq!(field(&both, "ris:T2"), "All of it", "then it is kept");
    let mut out = Vec::new();
    let book = one("@book{a, title={Rain}, journaltitle={Weather}, series={Works}}");
    formats::write(Format::Ris, &[book], &mut out).expect("written");
    let again = one(&String::from_utf8(out).expect("UTF-8"));
    assert_eq!((again.venue.as_str(), field(&again, "series")), ("Weather", "Works"), "out and in again");
    assert_eq!(one("TY  - CHAP\nTI  - Rain\nT2  - Weather\nER  - \n").venue, "Weather", "a part stands in it");
}
