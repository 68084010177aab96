//! What JabRef and Mendeley say beside the entries: groups, as paths of collections, and folders of files.
//!
//! JabRef writes the tree of its groups into a comment, a line a group: how deep it is, its kind, its name, and for old
//! versions the keys of its entries. Newer versions name an entry's groups in the entry. A group that holds what a keyword
//! finds, or one for each keyword, becomes a collection of the papers that it finds now; one that searches in JabRef's own
//! language becomes a saved search, or is told by name (`searching.rs`); one that reads other files is left.

use std::collections::HashMap;

use super::searching::{Searching, of_bibdesk};
use crate::formats::field;
use crate::model::Draft;

/// Begins what JabRef says to itself.
const MARK: &str = "jabref-meta:";
/// More levels than anybody sees on a screen.
const DEEPEST: usize = 50;

/// The groups that a file's comments tell of.
#[derive(Debug, Default)]
pub struct Groups {
    paths: Vec<Vec<String>>,
    /// Which of the paths a group's name means, the first one of the name.
    named: HashMap<String, usize>,
    /// Which of the paths hold an entry, by its key.
    keyed: HashMap<String, Vec<usize>>,
    /// Groups that find their entries by a word in a field.
    finding: Vec<Finding>,
    /// Groups that search in a language of their own.
    searching: Vec<Searching>,
}

/// A group that finds its entries: those whose field holds a word, or one group below it for each word of the field.
#[derive(Debug)]
struct Finding {
    path: Vec<String>,
    field: String,
    /// Empty for one group a word.
    word: String,
    exact_case: bool,
    /// Between the words of the field, and between a word and those below it.
    between: (char, char),
}

/// More groups of this kind than anybody keeps; each looks at each entry.
const MOST_FINDING: usize = 1_000;

impl Groups {
    /// Whether a text may hold any: most hold none, and need not be looked through.
    pub fn may_be_in(text: &str) -> bool {
        text.contains(MARK) || text.contains("BibDesk ")
    }

    pub fn searching(&self) -> &[Searching] {
        &self.searching
    }

    /// Adds those of a comment, when it is JabRef's or BibDesk's.
    pub fn read(&mut self, comment: &str, line: u32) {
        self.searching.extend(of_bibdesk(comment, line));
        for (name, keys) in super::bibdesk::groups(comment).into_iter().flatten() {
            let at = self.paths.len();
            self.paths.push(vec![name]);
            keys.into_iter().for_each(|key| self.keyed.entry(key).or_default().push(at));
        }
        let Some(tree) = about(comment, "grouping").or_else(|| about(comment, "groupstree")) else { return };
        // Old versions broke long lines wherever they were.
        let tree = tree.replace(['\r', '\n'], "");
        let mut above: Vec<String> = Vec::new();
        for group in split(&tree, ';') {
            let Some((depth, rest)) = group.trim().split_once(' ') else { continue };
            let (Ok(depth), Some((kind, rest))) = (depth.parse::<usize>(), rest.split_once(':')) else { continue };
            if depth == 0 || depth > DEEPEST {
                continue;
            }
            let rest = unmarked(rest);
            let mut parts = split(&rest, ';').into_iter().map(unmarked);
            let name = parts.next().unwrap_or_default().trim().to_owned();
            above.truncate(depth - 1);
            // A level that a damaged tree skips.
            while above.len() < depth - 1 {
                above.push(String::new());
            }
            above.push(name);
            if matches!(kind, "KeywordGroup" | "AutomaticKeywordGroup") && self.finding.len() < MOST_FINDING {
                let path = above.iter().filter(|name| !name.is_empty()).cloned().collect();
                self.finding.extend(finding(path, kind, &parts.collect::<Vec<_>>()));
                continue;
            }
            if kind == "SearchGroup" && self.searching.len() < MOST_FINDING {
                let (name, expression) = (above.last().cloned().unwrap_or_default(), parts.nth(1).unwrap_or_default());
                self.searching.push(Searching::of_jabref(line, name, expression));
                continue;
            }
            if !matches!(kind, "StaticGroup" | "ExplicitGroup") {
                continue;
            }
            let at = self.paths.len();
            self.named.entry(above.last().cloned().unwrap_or_default()).or_insert(at);
            self.paths.push(above.iter().filter(|name| !name.is_empty()).cloned().collect());
            if kind == "ExplicitGroup" {
                for key in parts.skip(1).filter(|key| !key.is_empty()) {
                    self.keyed.entry(key).or_default().push(at);
                }
            }
        }
    }

    /// Files a draft under the groups that it is in.
    pub fn file(&self, draft: &mut Draft) {
        let mut paths: Vec<Vec<String>> = Vec::new();
        let keyed = draft.citation_key.as_ref().and_then(|key| self.keyed.get(key));
        paths.extend(keyed.into_iter().flatten().filter_map(|at| self.paths.get(*at)).cloned());
        let listed = field(draft, "groups").map(|value| split(value, ',')).unwrap_or_default();
        for name in listed.into_iter().map(|name| unmarked(name).trim().to_owned()).filter(|name| !name.is_empty()) {
            let known = self.named.get(&name).and_then(|at| self.paths.get(*at));
            paths.push(known.cloned().unwrap_or_else(|| vec![name]));
        }
        // Mendeley writes the path itself: "Weather/Rain".
        let of_mendeley = field(draft, "mendeley-groups").map(|value| split(value, ',')).unwrap_or_default();
        for path in of_mendeley {
            let path: Vec<String> =
                path.split('/').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            paths.extend((!path.is_empty()).then_some(path));
        }
        paths.extend(self.finding.iter().flat_map(|group| group.finds(draft)));
        for path in paths {
            if !draft.collections.contains(&path) {
                draft.collections.push(path);
            }
        }
    }
}

/// The field that names a draft's collections, and what it says: JabRef's where each is a name, else Mendeley's with
/// paths. `None` where another field says it, or no field can.
pub fn groups_of(draft: &Draft) -> Option<(&'static str, String)> {
    let paths = &draft.collections;
    if paths.is_empty() || is_filed(draft) {
        return None;
    }
    if paths.iter().all(|path| path.len() == 1) {
        let name = |path: &Vec<String>| path.concat().replace('\\', "\\\\").replace(',', "\\,");
        return Some(("groups", paths.iter().map(name).collect::<Vec<_>>().join(", ")));
    }
    let sound = paths.iter().flatten().all(|name| !name.contains([',', '/', '\\']));
    sound.then(|| ("mendeley-groups", paths.iter().map(|path| path.join("/")).collect::<Vec<_>>().join(",")))
}

/// Whether a field of the file it came from says its groups.
pub fn is_filed(draft: &Draft) -> bool {
    ["groups", "mendeley-groups"].iter().any(|name| field(draft, name).is_some())
}

/// `context;field;word;case;regular expression;…`, or `context;field;between words;between levels;…`, as JabRef writes them.
fn finding(path: Vec<String>, kind: &str, parts: &[String]) -> Option<Finding> {
    let [_context, field, word, third, rest @ ..] = parts else { return None };
    let field = super::terms::field(&field.to_ascii_lowercase()).to_owned();
    let sign = |text: &str, otherwise: char| text.chars().next().unwrap_or(otherwise);
    if kind == "AutomaticKeywordGroup" {
        return Some(Finding {
            path,
            field,
            word: String::new(),
            exact_case: true,
            between: (sign(word, ','), sign(third, '>')),
        });
    }
    // A regular expression is a program of somebody else's.
    let is_plain = rest.first().is_none_or(|is_regex| is_regex != "1");
    (is_plain && !word.trim().is_empty()).then(|| Finding {
        path,
        field,
        word: word.trim().to_owned(),
        exact_case: third == "1",
        between: (',', '>'),
    })
}

impl Finding {
    /// The collections that it files a draft under.
    fn finds(&self, draft: &Draft) -> Vec<Vec<String>> {
        let words = self.words(draft);
        if self.word.is_empty() {
            let below = words.iter().take(100).map(|word| {
                let levels = word.split(self.between.1).map(|level| level.trim().to_owned());
                self.path.iter().cloned().chain(levels.filter(|level| !level.is_empty())).take(DEEPEST).collect()
            });
            return below.collect();
        }
        let folded = |text: &str| if self.exact_case { text.to_owned() } else { text.to_lowercase() };
        let wanted = folded(&self.word);
        let found = words.iter().any(|word| folded(word) == wanted);
        if found { vec![self.path.clone()] } else { Vec::new() }
    }

    /// The words of its field: keywords one by one, other fields by their words and as a whole.
    fn words(&self, draft: &Draft) -> Vec<String> {
        let whole = match self.field.as_str() {
            "keywords" => return draft.tags.clone(),
            "author" => return draft.authors.clone(),
            "title" => draft.title.clone(),
            "journaltitle" | "booktitle" => draft.venue.clone(),
            "year" => draft.year.map(|year| year.to_string()).unwrap_or_default(),
            "entrytype" => draft.entry_type.clone(),
            other => field(draft, other).unwrap_or_default().to_owned(),
        };
        let between = self.between.0;
        let parts: Vec<&str> = if self.word.is_empty() {
            whole.split(between).collect()
        } else {
            whole.split(|c: char| c.is_whitespace() || c == between || c == ';').chain([whole.as_str()]).collect()
        };
        parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    }
}

/// Folders that JabRef keeps files in, from a file's comments; they may be meant from the folder of the file.
pub fn file_folders(text: &str) -> Vec<String> {
    let comments = text.match_indices(MARK).take(100).filter_map(|(at, _)| {
        let rest = &text[at..];
        rest.get(..rest.find('}')?.min(4_000))
    });
    // "fileDirectory", or "fileDirectory-ada-desktop" for one computer.
    let folders = comments.filter_map(|comment| {
        let (name, value) = comment.strip_prefix(MARK)?.trim_start().split_once(':')?;
        name.starts_with("fileDirectory").then(|| unmarked(value.trim().trim_end_matches(';')))
    });
    folders.filter(|folder| !folder.is_empty()).collect()
}

/// What a comment of JabRef's says about something.
fn about<'c>(comment: &'c str, what: &str) -> Option<&'c str> {
    let rest = comment.trim_start().strip_prefix(MARK)?.trim_start();
    rest.strip_prefix(what)?.trim_start().strip_prefix(':')
}

/// The parts between separators, of one byte each, that have no backslash before them.
pub fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut marked) = (0, false);
    for (at, c) in text.char_indices() {
        if c == separator && !marked {
            parts.push(&text[from..at]);
            from = at + 1;
        }
        marked = c == '\\' && !marked;
    }
    parts.push(&text[from..]);
    parts
}

/// Without one layer of backslashes.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or('\\') } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::bibtex::read;

    const TREE: &str = "@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Weather\\;0\\;1\\;0x8a8a8aff\\;\\;\\;;
2 StaticGroup:Rain\\;0\\;0\\;\\;\\;\\;;
1 SearchGroup:wet\\;0\\;wet\\;0\\;0\\;1\\;\\;\\;\\;;
1 ExplicitGroup:Old\\;0\\;snow\\;hail\\;;
}
";

    #[test]
    fn groups_become_collections_under_those_above() {
        let text = format!(
            "@article{{rain, title={{A}}, groups={{Rain, Elsewhere}}}}\n@article{{snow, title={{B}}}}\n\
             @article{{fog, title={{C}}, mendeley-groups={{Sky/Low,Sky}}, mendeley-tags={{grey, wet}}}}\n{TREE}"
        );
        let drafts = read(&text).drafts;
        assert_eq!(drafts[0].collections, [vec!["Weather", "Rain"], vec!["Elsewhere"]], "by its place in the tree");
        assert_eq!(drafts[1].collections, [vec!["Old"]], "by the keys of an old file");
        assert_eq!(drafts[2].collections, [vec!["Sky", "Low"], vec!["Sky"]], "Mendeley's paths");
        assert_eq!(drafts[2].tags, ["grey", "wet"], "and its tags");
        assert!(drafts[0].fields.iter().any(|field| field.name == "groups"), "the field stays for an export");
    }

    #[test]
    fn groups_that_find_their_papers_become_collections_of_those() {
        let text = "@article{a, title={On Rain}, keywords={wet > rain, Cold}}
@article{b, title={Snow}, keywords={cold}, author={Example, Ada}}
@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 KeywordGroup:Cold\\;0\\;keywords\\;cold\\;0\\;0\\;1\\;\\;\\;\\;;
2 KeywordGroup:Rainy titles\\;0\\;title\\;Rain\\;1\\;0\\;1\\;\\;\\;\\;;
2 KeywordGroup:Odd\\;0\\;title\\;.*\\;1\\;1\\;1\\;\\;\\;\\;;
1 AutomaticKeywordGroup:Words\\;0\\;keywords\\;,\\;>\\;1\\;\\;\\;\\;;
1 TexGroup:Thesis\\;0\\;/etc/passwd\\;1\\;\\;\\;\\;;
}
";
        let drafts = read(text).drafts;
        let wet: [&[&str]; 4] = [&["Cold"], &["Cold", "Rainy titles"], &["Words", "wet", "rain"], &["Words", "Cold"]];
        assert_eq!(drafts[0].collections, wet, "by keyword, by a word of the title, and one for each keyword");
        let cold: [&[&str]; 2] = [&["Cold"], &["Words", "cold"]];
        assert_eq!(drafts[1].collections, cold, "no expression is worked, and no other file read");
        for odd in ["1 KeywordGroup:;", "1 KeywordGroup:a\\;0\\;\\;\\;;", "1 AutomaticKeywordGroup:a\\;0\\;x;"] {
            Groups::default().read(&format!("jabref-meta: grouping:\n{odd}"), 1);
        }
    }

    #[test]
    fn damaged_trees_and_folders_are_read_as_far_as_they_go() {
        for text in [
            "jabref-meta: grouping:",
            "jabref-meta: grouping:\n9 StaticGroup:Deep\\;;",
            "jabref-meta: grouping:\nx y:z;;1 :;",
        ] {
            Groups::default().read(text, 1);
        }
        let text =
            "@Comment{jabref-meta: fileDirectory:papers;}\n@comment{jabref-meta: fileDirectory-ada-desk:C\\:\\\\ada;}";
        assert_eq!(file_folders(text), ["papers", "C:\\ada"], "for all computers and for one");
    }
}
