//! What writers type to cite: LaTeX's commands, Pandoc's and Typst's marks, or the bare keys.

/// A way to cite by keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// `\cite{a,b}` under the name of the command, such as `citep` or `autocite`.
    Latex(&'static str),
    /// `[@a; @b]`, as Pandoc and Quarto read it.
    Pandoc,
    /// `@a @b`, or `#cite(<a b>)` for a key that Typst's short form cannot carry.
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

    /// One mark that cites all these keys; nothing for none.
    pub fn write(self, keys: &[String]) -> String {
        if keys.is_empty() {
            return String::new();
        }
        let each =
            |one: fn(&str) -> String, between: &str| keys.iter().map(|key| one(key)).collect::<Vec<_>>().join(between);
        match self {
            Self::Latex(command) => format!("\\{command}{{{}}}", keys.join(",")),
            Self::Pandoc => format!("[{}]", each(pandoc, "; ")),
            Self::Typst => each(typst, " "),
            Self::Keys => keys.join(", "),
        }
    }
}

/// Pandoc ends a bare key at a blank, at a sign it does not expect, or at a sign in the last place.
fn pandoc(key: &str) -> String {
    let inner = |c: char| c.is_alphanumeric() || ":.#$%&-+?<>~/_".contains(c);
    let outer = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    // Two signs in a row would end the key.
    let doubled = key.as_bytes().windows(2).any(|two| two.iter().all(|c| c.is_ascii_punctuation() && *c != b'_'));
    let plain = key.chars().all(inner) && outer(key.chars().next()) && outer(key.chars().last()) && !doubled;
    if plain { format!("@{key}") } else { format!("@{{{key}}}") }
}

/// Typst's labels are letters, digits and `_-.:`, and its short form leaves a last `.` or `:` to the sentence.
fn typst(key: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    if key.chars().all(fits) {
        if key.ends_with(['.', ':']) { format!("#cite(<{key}>)") } else { format!("@{key}") }
    } else {
        let quoted = key.replace('\\', "\\\\").replace('"', "\\\"");
        format!("#cite(label(\"{quoted}\"))")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            let command = command.expect("a command that is known");
            assert_eq!(command.write(&keys), expected, "{command:?} is what its program reads");
        }
        assert_eq!(Command::latex("input"), None, "only commands that cite may be written");
        assert_eq!(Command::Pandoc.write(&[]), "", "nothing cites nothing");
    }
}
