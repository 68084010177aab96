//! LaTeX that is odd and legal, as .bib files have it in titles, names and dates.

use postil_core::formats::{self, Format};

use super::bibtex::{field, one};

fn title(latex: &str) -> String {
    one(&format!("@book{{k,\n  title = {{{latex}}}\n}}\n")).title
}

#[test]
fn letters_have_many_ways_to_be_written() {
    for (latex, shown) in [
        (r#"\char"00E9 t\'e, {\char233}t, \char'351, \char`\%"#, "été, ét, é, %"),
        (r#"\symbol{233}t \symbol{"E9}"#, "ét é"),
        (r"\textsuperscript{\textit{th}} a\textsubscript{2}", "ᵗʰ a₂"),
        (r"\'\i \c{\u{a}} \ij ssel \textcommabelow{s}", "íă̧ ĳssel ș"),
        (r#""`Wort"' ,,Wort`` <<mot>> ``word''"#, "„Wort“ „Wort“ «mot» “word”"),
        ("a << b and c >> d, x,,y", "a << b and c >> d, x,,y"),
        (r"\MakeUppercase{rain} \lowercase{SNOW}", "RAIN snow"),
        (r"{\cyrchar\CYRD}{\cyrchar\cyro}\cyrzh{}d\cyrsftsn", "Дожdь"),
        ("?`Llueve? !`S\\'i! Why?`", "¿Llueve? ¡Sí! Why?‘"),
        (r"H<sub>2</sub>O in <i>vivo</i>", "H₂O in vivo"),
    ] {
        assert_eq!(title(latex), shown, "{latex}");
    }
}

#[test]
fn commands_take_their_options_and_arguments_with_them() {
    for (latex, shown) in [
        (r"see \cite[p.~3]{key} there", "see key there"),
        (r"\textcolor{red}{text} {\color{red} more} \textcolor[rgb]{1,0,0}{yet}", "text more yet"),
        (r"\foreignlanguage{german}{Wort} \href[a=b]{http://example.org}{link}", "Wort link"),
        (r"a\kern-.1em b \hskip 2pt c\penalty0 d \\[2pt] e\linebreak[1]f", "ab c d e f"),
        (r"{\fontsize{10}{12}\selectfont text} \raisebox{1ex}[2pt]{up}", "text up"),
        (r"Rain\footnote{A note.}\thanks{To all.} in \noop{b}May", "Rain in May"),
        (r"\SI{5}{\mega\hertz}, \qty{3}{\milli\metre\per\second}", "5 MHz, 3 mm/s"),
        (r"\texorpdfstring{plain}{$\mathcal{X}$}", "$\\mathcal{X}$"),
        (r"\char xyz \symbol{zz} \kern", "\\char xyz zz"),
    ] {
        assert_eq!(title(latex), shown, "{latex}");
    }
}

#[test]
fn mathematics_that_unicode_can_say_is_said() {
    for (latex, shown) in [
        (r"$\mathrm{CO_2}$, $\rm H_2O$, Cu$_{2-\delta}$O, $10^{-3}$", "CO₂, H₂O, Cu₂₋δO, 10⁻³"),
        (r"$\mathbb{R}^3$ and $\frac{1}{2}$", "ℝ³ and 1/2"),
        (r"$\frac{n}{2}$, $x_i$, $2^{n\alpha}$, $\mathbb{A}$", r"$\frac{n}{2}$, $x_i$, $2^{n\alpha}$, $\mathbb{A}$"),
        (r"$\sqrt{2}$, $\mathcal{O}(n)$", r"$\sqrt{2}$, $\mathcal{O}(n)$"),
    ] {
        assert_eq!(title(latex), shown, "{latex}");
        let bib = format!("@book{{k,\n  title = {{{latex}}}\n}}\n");
        let mut out = Vec::new();
        formats::write(Format::Bibtex, &[one(&bib)], &mut out).expect("written");
        assert_eq!(String::from_utf8_lossy(&out), bib, "and comes out as it came in");
    }
}

#[test]
fn people_are_whom_their_list_means() {
    let authors = |list: &str| one(&format!("@book{{k, title={{Rain}}, author={{{list}}}}}")).authors;
    assert_eq!(authors("Example, Ada and et al."), ["Ada Example"], "“et al.” is nobody");
    assert_eq!(authors("Example, Ada and others"), ["Ada Example"]);
    assert_eq!(authors("Ada Example, Jr. and Bo Sample III"), ["Ada Example Jr.", "Bo Sample III"]);
    let bib = "@book{k,\n  title = {Rain},\n  author = {{Rain, Inc.} and Example, Ada}\n}\n";
    let draft = one(bib);
    assert_eq!(draft.authors, ["Rain, Inc.", "Ada Example"], "an institution has a comma of its own");
    let mut out = Vec::new();
    formats::write(Format::Bibtex, std::slice::from_ref(&draft), &mut out).expect("written");
    assert_eq!(String::from_utf8_lossy(&out), bib, "and stays one");
    for format in [Format::CslJson, Format::Ris, Format::Hayagriva] {
        let mut out = Vec::new();
        formats::write(format, std::slice::from_ref(&draft), &mut out).expect("written");
        let back = one(&String::from_utf8_lossy(&out));
        assert_eq!(back.authors[0], "Rain, Inc.", "in {format:?}, too: {}", String::from_utf8_lossy(&out));
    }
}

#[test]
fn days_that_are_written_otherwise_are_days() {
    for (date, day) in [("2004-06-11T14:00:00", "2004-06-11"), ("2004-6-1", "2004-06-01")] {
        let draft = one(&format!("@book{{k, title={{Rain}}, date={{{date}}}}}"));
        assert_eq!((draft.published.as_deref(), field(&draft, "date")), (Some(day), date), "and as it was written");
    }
    for (month, parts) in [("May/June", "2004,5],[2004,6"), ("Summer", "\"season\":2")] {
        let draft = one(&format!("@book{{k, title={{Rain}}, year=2004, month={{{month}}}}}"));
        let mut out = Vec::new();
        formats::write(Format::CslJson, &[draft], &mut out).expect("written");
        let plain: String = String::from_utf8_lossy(&out).split_whitespace().collect();
        assert!(plain.contains(parts), "{month}: {plain}");
    }
}

#[test]
fn a_number_that_stands_as_an_eprint_is_said_once() {
    let bib = "@article{k,\n  title = {Rain},\n  eprint = {12345678},\n  eprinttype = {pubmed}\n}\n";
    let draft = one(bib);
    assert_eq!(draft.identifiers[0].value, "12345678", "it is PubMed's");
    let mut out = Vec::new();
    formats::write(Format::Biblatex, &[draft], &mut out).expect("written");
    assert_eq!(String::from_utf8_lossy(&out), bib);
}

#[test]
fn signs_in_old_dois_and_between_numbers_are_read() {
    let doi = "10.1002/(sici)1097-4571(1998)49:8<693::aid-asi4>3.0.co;2-o";
    for written in [
        "8$<$693::AID-ASI4$>$3",
        r"8{\textless}693::AID-ASI4{\textgreater}3",
        r"8\textless{}693::AID-ASI4\textgreater{}3",
    ] {
        let draft =
            one(&format!("@article{{k, title={{Rain}}, doi={{10.1002/(SICI)1097-4571(1998)49:{written}.0.CO;2-O}}}}"));
        assert_eq!(draft.identifiers.first().map(|one| one.value.as_str()), Some(doi), "{written}");
    }
    assert_eq!(title(r"A $3 \times 3$ grid, $3\times3$ and $\alpha$ rays"), "A 3 × 3 grid, 3×3 and α rays");
}

#[test]
fn signs_of_packages_are_signs() {
    for (latex, shown) in [
        (r"Gel{\cprime}fand, Gel\cprime fand", "Gelʹfand, Gelʹfand"),
        (r"5\,\ohm, 3\permil{}, 1\textpertenthousand{}", "5 Ω, 3‰, 1‱"),
        (r"\textDelta{}F, $\upmu$m, \textphi", "ΔF, μm, φ"),
        (r"N\OHORN{}I, \textschwa{} and \textesh", "NƠI, ə and ʃ"),
        (r"one\thinspace{}two\enspace three", "one two three"),
        (r"A 10 M$_{\ensuremath{\odot}}$ star, 3$\odot$", "A 10 M$_{{\\odot}}$ star, 3⊙"),
    ] {
        assert_eq!(title(latex), shown, "{latex}");
    }
}
