//! Titles with markup: the few tags of HTML that Zotero and CSL know, and the LaTeX that says the same.

use super::bibtex::{encode, encode_title, entities};

/// Tags, what begins the same in LaTeX, and whether letters in it are let alone by styles.
const TAGS: &[(&str, &str)] = &[
    ("i", "\\emph{"),
    ("em", "\\emph{"),
    ("b", "\\textbf{"),
    ("strong", "\\textbf{"),
    ("sub", "\\textsubscript{"),
    ("sup", "\\textsuperscript{"),
    ("sc", "\\textsc{"),
];
/// Text that is LaTeX already, as Better BibTeX lets its readers write it.
const VERBATIM: [&str; 2] = ["pre", "script"];

/// A text with tags as LaTeX; `None` for a text without.
pub fn latex(text: &str) -> Option<String> {
    let mut out = String::new();
    // What closes each tag that is open.
    let mut open: Vec<&str> = Vec::new();
    let mut found = false;
    let (mut rest, mut plain) = (text, String::new());
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let Some((tag, after)) = tag(&rest[at..]) else {
            plain.push('<');
            rest = &rest[at + 1..];
            continue;
        };
        rest = after;
        found = true;
        push(&mut plain, &mut out, rest);
        let name = tag.split_whitespace().next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            // One that was never opened closes nothing.
            if let Some(from) = open.iter().rposition(|known| *known == name) {
                open.drain(from..).for_each(|_| out.push('}'));
            }
        } else if VERBATIM.contains(&name) {
            let end = format!("</{name}>");
            let (inside, after) = rest.split_once(&end).unwrap_or((rest, ""));
            if super::bibtex::is_balanced(inside) {
                out.push_str(inside);
            }
            rest = after;
        } else {
            if open.len() == DEEPEST {
                continue;
            }
            let begins = TAGS.iter().find(|(known, _)| *known == name).map(|(_, begins)| *begins);
            let of_span = if tag.contains("small-caps") { "\\textsc{" } else { "{" };
            out.push_str(begins.unwrap_or(of_span));
            open.push(if name == "span" { "span" } else { name });
        }
    }
    plain.push_str(rest);
    push(&mut plain, &mut out, "");
    open.iter().for_each(|_| out.push('}'));
    found.then_some(out)
}

/// Text up to a tag, or to the end; a capital letter that a tag stands beside is not the beginning of a sentence.
fn push(plain: &mut String, out: &mut String, after: &str) {
    let text = entities(std::mem::take(plain));
    if text.is_empty() {
        return;
    }
    let in_tag = !after.is_empty() || out.ends_with('{') || out.ends_with('}');
    let Some(word) = text
        .rsplit(' ')
        .next()
        .filter(|word| in_tag && word.chars().count() == 1 && (!out.is_empty() || word.len() < text.len()))
    else {
        return out.push_str(&encode_title(&text, false));
    };
    out.push_str(&encode_title(&text[..text.len() - word.len()], false));
    let is_capital = word.chars().all(char::is_uppercase);
    let word = encode(word, false);
    out.push_str(&if is_capital { format!("{{{word}}}") } else { word });
}

/// A longer tag is none of those.
const LONGEST: usize = 100;
/// Tags within tags beyond this are left out.
const DEEPEST: usize = 50;

/// What stands in a tag that we know, and what follows it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let tag = text.get(1..end).filter(|tag| !tag.starts_with(' '))?;
    let name = tag.trim_start_matches('/').split_whitespace().next()?;
    let known = TAGS.iter().any(|(known, _)| *known == name) || VERBATIM.contains(&name) || name == "span";
    known.then(|| (tag, &text[end + 1..]))
}

/// Commands, and the tags that say the same.
const COMMANDS: &[(&str, &str, &str)] = &[
    ("\\emph{", "<i>", "</i>"),
    ("\\textit{", "<i>", "</i>"),
    ("\\mkbibemph{", "<i>", "</i>"),
    ("\\textbf{", "<b>", "</b>"),
    ("\\mkbibbold{", "<b>", "</b>"),
    ("\\textsubscript{", "<sub>", "</sub>"),
    ("\\textsuperscript{", "<sup>", "</sup>"),
    ("\\textsc{", "<span style=\"font-variant:small-caps;\">", "</span>"),
    // As it was said before LaTeX 2e.
    ("{\\it ", "<i>", "</i>"),
    ("{\\em ", "<i>", "</i>"),
    ("{\\sl ", "<i>", "</i>"),
    ("{\\bf ", "<b>", "</b>"),
    ("{\\sc ", "<span style=\"font-variant:small-caps;\">", "</span>"),
];

/// LaTeX as a text with tags; `None` where it has none to say. `plain` reads what stands between commands.
pub fn tags(latex: &str, plain: &dyn Fn(&str) -> String) -> Option<String> {
    if latex.len() > 5_000 {
        return None;
    }
    let mut out = String::new();
    let mut rest = latex;
    let mut found = false;
    while let Some((at, (command, begins, ends))) = next(rest) {
        // A command stands before its brace, an old one behind it.
        let brace = command.find('{')?;
        let (inside, after) = super::bibtex::latex::argument(rest.get(at + brace..)?)?;
        let inside = inside.strip_prefix(&command[brace + 1..]).unwrap_or(inside);
        between(&rest[..at], plain, &mut out);
        out.push_str(begins);
        out.push_str(&tags(inside, plain).unwrap_or_else(|| plain(inside)));
        out.push_str(ends);
        (rest, found) = (after, true);
    }
    between(rest, plain, &mut out);
    found.then_some(out)
}

fn next(text: &str) -> Option<(usize, (&'static str, &'static str, &'static str))> {
    let places = COMMANDS.iter().filter_map(|command| Some((text.find(command.0)?, *command)));
    places.min_by_key(|(at, _)| *at)
}

/// Text between two commands, with the blanks at its ends. Braces around a command may end or begin it: `on {\emph{x}} and`.
fn between(latex: &str, plain: &dyn Fn(&str) -> String, out: &mut String) {
    let text = plain(latex);
    let latex = latex.trim_matches(['{', '}']);
    let blank = |is_there: bool| if is_there { " " } else { "" };
    if text.is_empty() {
        return out.push_str(blank(latex.contains(char::is_whitespace)));
    }
    out.push_str(blank(latex.starts_with(char::is_whitespace)));
    out.push_str(&text);
    out.push_str(blank(latex.ends_with(char::is_whitespace)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::bibtex::latex::line;

    #[test]
    fn tags_become_commands_and_come_back() {
        for (text, written, shown) in [
            ("Life of <i>Homo sapiens</i>", "Life of \\emph{Homo sapiens}", "Life of Homo sapiens"),
            ("Blood O<sub>2</sub> & rain", "Blood {O}\\textsubscript{2} \\& rain", "Blood O₂ & rain"),
            ("The xii<sup>e</sup> s.", "The xii\\textsuperscript{e} s.", "The xiiᵉ s."),
            ("<span style=\"font-variant:small-caps;\">xii</span>", "\\textsc{xii}", "xii"),
            ("A <b><i>wet</i></b> day", "A \\textbf{\\emph{wet}} day", "A wet day"),
        ] {
            let made = latex(text).expect("markup");
            assert_eq!((made.as_str(), line(&made).as_str()), (written, shown), "{text}");
            assert_eq!(tags(&made, &line).as_deref(), Some(text), "and back");
        }
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in ["a < b > c", "<p>A page</p>", "x <- y", "", "1 <2> 3"] {
            assert_eq!(latex(text), None, "{text}");
        }
        assert_eq!(latex("a <i>b").as_deref(), Some("a \\emph{b}"), "one never closed ends with the text");
        assert_eq!(latex("a</i> b").as_deref(), Some("a b"), "one never opened does nothing");
        assert_eq!(
            latex("<span class=\"nocase\">iPad</span> use").as_deref(),
            Some("{{iPad}} use"),
            "letters as they are"
        );
        assert_eq!(latex("of <pre>$\\alpha$</pre>").as_deref(), Some("of $\\alpha$"), "LaTeX as it is");
        assert_eq!(latex("of <pre>}</pre>").as_deref(), Some("of "), "unless it would break the file");
        assert_eq!(tags("plain {Text}", &line), None, "braces are no markup");
    }

    #[test]
    fn blanks_around_commands_in_braces_stay() {
        for (latex, text) in [
            ("On {\\emph{E. coli}} and {{X}}", "On <i>E. coli</i> and X"),
            ("On {{\\emph{E. coli}}}: a {\\textbf{b}}c", "On <i>E. coli</i>: a <b>b</b>c"),
            ("On {\\it E. coli} and {\\bf all {\\em of} it}", "On <i>E. coli</i> and <b>all <i>of</i> it</b>"),
        ] {
            assert_eq!(tags(latex, &line).as_deref(), Some(text), "{latex}");
        }
    }
}
