//! What writers type to cite: LaTeX's commands, Pandoc's and Typst's marks, or the bare keys.

mod latex;
pub mod pandoc;
mod typst;

use super::citation::Cite;
use super::citation::locator::Locator;
use crate::error::{Error, Result};

/// A way to cite by keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// `\citep[see][p.~12]{a}` under the name of the command, such as `citep` or `autocite`.
    Latex(&'static str),
    /// `[see @a, p. 12; @b]`, as Pandoc and Quarto read it.
    Pandoc,
    /// `@a @b`, or `#cite(<a>, supplement: [p. 12])` for what the short form cannot say.
    Typst,
    /// `a, b`
    Keys,
}

impl Command {
    /// The commands of LaTeX that may be asked for.
    pub const LATEX: [&'static str; 8] =
        ["cite", "citep", "citet", "autocite", "textcite", "parencite", "footcite", "nocite"];

    /// LaTeX's command of this name, with or without its backslash.
    pub fn latex(name: &str) -> Option<Self> {
        let name = name.strip_prefix('\\').unwrap_or(name);
        Self::LATEX.into_iter().find(|known| *known == name).map(Self::Latex)
    }

    /// One mark that cites papers by their keys; nothing for none.
    ///
    /// # Errors
    /// `Validation` for what its language has no words for.
    pub fn write(self, cites: &[Cite<String>]) -> Result<String> {
        if cites.is_empty() {
            return Ok(String::new());
        }
        match self {
            Self::Latex(command) => Ok(latex::write(command, cites)),
            Self::Pandoc => pandoc::write(cites).ok_or_else(|| {
                let words =
                    "Pandoc’s Markdown has no mark for an author alone. Write the name, or choose another form.";
                Error::validation("author", words)
            }),
            Self::Typst => Ok(typst::write(cites)),
            Self::Keys => Ok(cites.iter().map(|cite| cite.paper.as_str()).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// “p. 12”, with what the language has for a blank that does not break and for a dash.
fn place(locator: &Locator, blank: &str, dash: &str, escaped: fn(&str) -> String) -> String {
    let word = locator.word();
    let value = dashed(&escaped(&locator.value), dash);
    if word.is_empty() { value } else { format!("{word}{blank}{value}") }
}

/// A hyphen between numbers is a dash.
fn dashed(text: &str, dash: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 4);
    for (at, c) in chars.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        if *c == '–' || (*c == '-' && digit(at.checked_sub(1)) && digit(Some(at + 1))) {
            out.push_str(dash);
        } else {
            out.push(*c);
        }
    }
    out
}

/// What stands behind a place, or a paper, with a blank where it would run into that.
fn behind(suffix: &str) -> String {
    let apart = suffix.starts_with(|c: char| c.is_alphanumeric() || "([{“‘\"&".contains(c));
    if apart { format!(" {suffix}") } else { suffix.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::citation::Author;

    fn cites(keys: &[&str]) -> Vec<Cite<String>> {
        keys.iter().map(|key| Cite::from((*key).to_owned())).collect()
    }

    #[test]
    fn every_writer_gets_their_own_mark() {
        let plain = ["rowan2021maps", "alder_2020"];
        let odd = ["a:b/c", "end."];
        for (command, keys, expected) in [
            (Command::latex("\\citep"), &plain, "\\citep{rowan2021maps,alder_2020}"),
            (Command::latex("autocite"), &plain, "\\autocite{rowan2021maps,alder_2020}"),
            (Some(Command::Pandoc), &plain, "[@rowan2021maps; @alder_2020]"),
            (Some(Command::Typst), &plain, "@rowan2021maps @alder_2020"),
            (Some(Command::Keys), &plain, "rowan2021maps, alder_2020"),
            (Some(Command::Pandoc), &odd, "[@a:b/c; @{end.}]"),
            (Some(Command::Typst), &odd, "#cite(label(\"a:b/c\")) #cite(<end.>)"),
        ] {
            let command = command.expect("a command that is known");
            assert_eq!(command.write(&cites(keys)).as_deref(), Ok(expected), "{command:?} is what its program reads");
        }
        assert_eq!(Command::latex("input"), None, "only commands that cite may be written");
        assert_eq!(Command::Pandoc.write(&[]).as_deref(), Ok(""), "nothing cites nothing");
    }

    #[test]
    fn what_is_said_of_a_paper_is_said_in_every_language() {
        let mut two = cites(&["alder", "rowan"]);
        two[0] = Cite { prefix: "see".into(), locator: Locator::read("12-15"), ..two[0].clone() };
        two[1] = Cite { suffix: ", R&D".into(), ..two[1].clone() };
        let one = &two[..1];
        let author = |author| vec![Cite { author, ..two[0].clone() }];
        let (left_out, in_text, alone) = (author(Author::LeftOut), author(Author::InText), author(Author::Alone));
        let latex = |name| Command::latex(name).expect("a command");
        for (command, cites, expected) in [
            (latex("citep"), one, "\\citep[see][pp.~12--15]{alder}"),
            (latex("citep"), &two, "\\citetext{\\citealp[see][pp.~12--15]{alder}; \\citealp[R\\&D]{rowan}}"),
            (latex("citep"), &left_out, "\\citeyearpar[see][pp.~12--15]{alder}"),
            (latex("citep"), &in_text, "\\citet[see][pp.~12--15]{alder}"),
            (latex("citep"), &alone, "see \\citeauthor{alder}"),
            (latex("citet"), one, "\\citet[see][pp.~12--15]{alder}"),
            (latex("autocite"), one, "\\autocite[see][12--15]{alder}"),
            (latex("autocite"), &two, "\\autocites[see][12--15]{alder}[R\\&D]{rowan}"),
            (latex("autocite"), &left_out, "\\autocite*[see][12--15]{alder}"),
            (latex("parencite"), &in_text, "\\textcite[see][12--15]{alder}"),
            (latex("cite"), &two, "see \\cite[pp.~12--15]{alder}, \\cite[R\\&D]{rowan}"),
            (latex("nocite"), &two, "\\nocite{alder,rowan}"),
            (Command::Pandoc, &two, "[see @alder, pp. 12-15; @rowan, R&D]"),
            (Command::Pandoc, &left_out, "[see -@alder, pp. 12-15]"),
            (Command::Pandoc, &in_text, "see @alder [pp. 12-15]"),
            (Command::Typst, &two, "see #cite(<alder>, supplement: [pp. 12–15]) #cite(<rowan>, supplement: [R&D])"),
            (Command::Typst, &left_out, "see #cite(<alder>, supplement: [pp. 12–15], form: \"year\")"),
            (Command::Typst, &in_text, "see #cite(<alder>, supplement: [pp. 12–15], form: \"prose\")"),
            (Command::Typst, &alone, "see #cite(<alder>, form: \"author\")"),
            (Command::Keys, &two, "alder, rowan"),
        ] {
            assert_eq!(command.write(cites).as_deref(), Ok(expected), "{command:?} of {cites:?}");
        }
        let told = Command::Pandoc.write(&alone).expect_err("Pandoc cannot say it").message;
        assert!(told.contains("author alone"), "and that is told: {told}");
    }
}
