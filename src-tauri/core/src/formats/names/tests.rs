//! One name taken apart, shown and filed.

use super::*;

#[test]
fn names_are_split_as_bibtex_splits_them() {
    let cases = [
        ("Ada Example", "Ada||Example|", "the last word is the family's"),
        ("Ada von der Example", "Ada|von der|Example|", "small words are particles"),
        ("von der Example, Ada", "Ada|von der|Example|", "the same, family first"),
        ("Example, Jr., Ada B.", "Ada B.||Example|Jr.", "a suffix stands between commas"),
        ("Example, Ada, Jr.", "Ada||Example|Jr.", "or, wrongly, last"),
        ("Ada Example, Jr.", "Ada||Example|Jr.", "before the only comma stands a whole name"),
        ("Ada von Example III", "Ada|von|Example|III", "nobody's family is called so"),
        ("family={Rain, Inc.}", "||Rain, Inc.|", "a part alone"),
        ("{Rain, Inc.}", "||Rain, Inc.|", "an institution has a comma of its own"),
        ("Example, Ada, PhD", "Ada||Example|PhD", "as degrees do"),
        ("{Example and Sons}", "||Example and Sons|", "braces make one piece"),
        ("{de Example}, Ada", "Ada||de Example|", "braces keep a particle in the family name"),
        ("family=Example, given=Ada, prefix=von", "Ada|von|Example|", "BibLaTeX's named parts"),
        ("Example", "||Example|", "one word"),
        ("Example,", "||Example|", "nothing behind the comma"),
        ("Example, Ada,", "Ada||Example|", "a comma that is the list's"),
        ("Ada~B. Example", "Ada B.||Example|", "a tie is a blank"),
        ("H. \\O rsted", "H.||Ørsted|", "so does one that ends the name of a letter"),
        ("Pet\\H o, M\\'aria", "Mária||Pető|", "a blank that ends the name of an accent ends no word"),
        ("{\\'E}milie {\\o}rn Example", "Émilie|ørn|Example|", "an accent has the case of its letter"),
    ];
    for (raw, wanted, why) in cases {
        let name = read_one(raw, super::super::bibtex::latex::line);
        let got = [name.given, name.particle, name.family, name.suffix].join("|");
        assert_eq!(got, wanted, "{raw}: {why}");
    }
}

#[test]
fn a_plain_name_is_the_same_looked_at_closely() {
    for raw in ["Example, Ada", "Example, Ada B.", "Sample-Example, J.-P.", "de, ada van", "III, Ada", "Example, Jr."] {
        assert!(plain(raw).is_some(), "{raw} is plain");
        let name = read_one(raw, super::super::bibtex::latex::line);
        // A blank behind it is not.
        assert_eq!(name, read_one(&format!("{raw} "), super::super::bibtex::latex::line), "{raw}");
        let back = Name::from_stored(&name.shown(), &name.sort_name());
        assert_eq!(back.filed(), name.filed(), "{raw} is filed as it was");
    }
    for raw in ["Example", "Two Words, Ada", "Example, {A}da", "Example, A--B", "Example, Jr., Ada", "Example,  Ada"] {
        assert_eq!(plain(raw), None, "{raw} is not");
    }
}

#[test]
fn what_is_shown_tells_how_it_is_filed_or_the_filed_form_is_kept() {
    let cases = [
        (Name { given: "Ada".into(), family: "Example".into(), ..Name::default() }, ""),
        (Name { given: "Ada".into(), particle: "von der".into(), family: "Example".into(), ..Name::default() }, ""),
        (Name { given: "Ada".into(), family: "Two Words".into(), ..Name::default() }, "Two Words, Ada"),
        (Name { family: "An Institute".into(), ..Name::default() }, "An Institute"),
        (Name { family: "Rain, Inc.".into(), ..Name::default() }, "{Rain, Inc.}"),
    ];
    for (name, sort_name) in cases {
        assert_eq!(name.sort_name(), sort_name, "kept only where it is needed: {name:?}");
        let back = Name::from_stored(&name.shown(), &name.sort_name());
        assert_eq!(back.filed(), name.filed(), "and it comes back whole");
    }
}
