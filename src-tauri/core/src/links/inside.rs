//! Facts from what a repository holds. Pure: names of files, a few short files, and three of GitHub's lists.

use serde_json::Value;

use super::verdict::{Entry, long_date};
use crate::model::{CodeFact, FactKind};

/// What was read of a repository.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Looked {
    /// Its page, without a slash at its end.
    pub page: String,
    /// SPDX id or name.
    pub licence: Option<String>,
    pub root: Vec<Entry>,
    /// Files in `.github/workflows`.
    pub workflows: Vec<Entry>,
    /// Bytes of each language.
    pub languages: Value,
    pub release: Option<Value>,
    /// Name and text of files that say what is needed to run it.
    pub needs: Vec<(String, String)>,
    /// Path and text.
    pub readme: Option<(String, String)>,
}

/// Files worth reading for what they need, best first.
const NEEDS: [&str; 4] = ["requirements.txt", "environment.yml", "environment.yaml", "pyproject.toml"];
/// Files in which a tool has written down every version.
const LOCKS: [&str; 12] = [
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "pipfile.lock",
    "conda-lock.yml",
    "pixi.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "cargo.lock",
    "manifest.toml",
    "renv.lock",
];
const CONTAINERS: [&str; 8] = [
    "dockerfile",
    "docker-compose.yml",
    "docker-compose.yaml",
    "compose.yaml",
    "containerfile",
    "singularity",
    "apptainer.def",
    ".devcontainer",
];
const TESTERS: [&str; 5] = [".gitlab-ci.yml", ".travis.yml", ".circleci", "azure-pipelines.yml", "jenkinsfile"];

/// The files of a root to be read for what they need: at most two.
pub fn worth_reading(root: &[Entry]) -> Vec<String> {
    let there = |name: &&&str| root.iter().any(|entry| !entry.is_folder && entry.name == **name);
    NEEDS.iter().filter(there).take(2).map(|name| (*name).to_owned()).collect()
}

/// Everything that can be said, in the order of [`FactKind`].
pub fn facts(looked: &Looked) -> Vec<CodeFact> {
    let mut facts = vec![licence(looked)];
    facts.extend(languages(looked));
    facts.push(release(looked));
    facts.extend(dependencies(looked));
    facts.extend(present(looked, &CONTAINERS, FactKind::Container, "Described in"));
    facts.extend(tests(looked));
    facts
}

fn licence(looked: &Looked) -> CodeFact {
    let starts = |name: &str| ["license", "licence", "copying", "unlicense"].iter().any(|word| name.starts_with(word));
    let file = looked.root.iter().find(|entry| starts(&entry.name.to_lowercase()));
    match (file, &looked.licence) {
        (Some(file), Some(licence)) => named(looked, FactKind::Licence, licence.clone(), file),
        (Some(file), None) => named(looked, FactKind::Licence, "One that GitHub does not know by name".into(), file),
        (None, Some(licence)) => listed(looked, FactKind::Licence, licence.clone(), "GitHub", ""),
        (None, None) => {
            let words = "None found: nobody has said what may be done with the code".into();
            listed(looked, FactKind::Licence, words, "files at the root", "")
        }
    }
}

fn languages(looked: &Looked) -> Option<CodeFact> {
    let mut bytes: Vec<(&str, u64)> = looked
        .languages
        .as_object()?
        .iter()
        .filter_map(|(name, count)| Some((name.as_str(), count.as_u64()?)))
        .collect();
    bytes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let all: u64 = bytes.iter().map(|(_, count)| count).sum();
    let share = |count: u64| (count as f64 * 100.0 / all as f64).round() as u64;
    let words: Vec<String> = bytes
        .iter()
        .take(4)
        .filter(|(_, count)| *count > 0 && share(*count) > 0)
        .map(|(name, count)| format!("{} {}%", name.chars().take(40).collect::<String>(), share(*count)))
        .collect();
    (!words.is_empty()).then(|| listed(looked, FactKind::Languages, words.join(", "), "GitHub, by bytes", ""))
}

fn release(looked: &Looked) -> CodeFact {
    let text = |key: &str| looked.release.as_ref().and_then(|release| release.get(key)).and_then(Value::as_str);
    let Some(tag) = text("tag_name") else {
        return listed(looked, FactKind::Release, "None".into(), "releases", "/releases");
    };
    let tag: String = tag.chars().filter(|c| !c.is_control()).take(80).collect();
    let words = match text("published_at").and_then(long_date) {
        Some(day) => format!("{tag} of {day}"),
        None => tag,
    };
    listed(looked, FactKind::Release, words, "releases", "/releases/latest")
}

fn dependencies(looked: &Looked) -> Vec<CodeFact> {
    let mut facts = present(looked, &LOCKS, FactKind::Dependencies, "Every version is written down in");
    for (name, text) in &looked.needs {
        let Some((pinned, all)) = pins(name, text) else { continue };
        let words = match (pinned, all) {
            (pinned, 1) => {
                format!("Its one requirement {} an exact version", if pinned == 1 { "names" } else { "does not name" })
            }
            (0, all) => format!("None of {all} requirements names an exact version"),
            (pinned, all) if pinned == all => format!("All {all} requirements name an exact version"),
            (pinned, all) => format!("{pinned} of {all} requirements name an exact version"),
        };
        facts.push(named(looked, FactKind::Dependencies, words, &Entry { name: name.clone(), is_folder: false }));
    }
    facts
}

/// How many requirements a file has, and how many of them name an exact version.
fn pins(name: &str, text: &str) -> Option<(usize, usize)> {
    let wanted: Vec<&str> = if name.ends_with(".txt") {
        let is_requirement = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphanumeric());
        text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(is_requirement).collect()
    } else if name.ends_with(".toml") {
        dependencies_of_toml(text)
    } else {
        let dependencies = text.lines().skip_while(|line| line.trim_end() != "dependencies:").skip(1);
        dependencies
            .take_while(|line| line.starts_with([' ', '-', '#']) || line.trim().is_empty())
            .filter_map(|line| line.trim().strip_prefix("- "))
            .map(|line| line.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']))
            .filter(|line| !line.is_empty() && !line.ends_with(':') && !line.starts_with('-'))
            .collect()
    };
    let exact = |line: &&&str| {
        let (_, version) = line.split_once('=').unwrap_or_default();
        let before = line.split('=').next().unwrap_or_default();
        !version.is_empty() && !before.ends_with(['>', '<', '~', '!', '^']) && !version.contains(['*', '<', '>', ','])
    };
    let all = wanted.len();
    (all > 0).then(|| (wanted.iter().filter(exact).count(), all))
}

/// The strings of `dependencies = [ … ]`, one or more a line.
fn dependencies_of_toml(text: &str) -> Vec<&str> {
    let Some(start) = text.find("\ndependencies") else { return Vec::new() };
    let list = text.get(start..).unwrap_or_default();
    let Some(open) = list.find('[') else { return Vec::new() };
    let list = list.get(open + 1..).unwrap_or_default();
    // "[" inside a string is that of an extra: torch[cuda].
    let end = list.find("\n]").or_else(|| list.find(']')).unwrap_or(list.len());
    let quoted = list.get(..end).unwrap_or_default().split('"').skip(1).step_by(2);
    quoted.map(str::trim).filter(|one| one.starts_with(|c: char| c.is_ascii_alphanumeric())).collect()
}

/// One fact for the first file or folder of a list that is there.
fn present(looked: &Looked, names: &[&str], kind: FactKind, words: &str) -> Vec<CodeFact> {
    let found = names.iter().find_map(|name| looked.root.iter().find(|entry| entry.name.to_lowercase() == *name));
    found.map(|entry| named(looked, kind, format!("{words} {}", entry.name), entry)).into_iter().collect()
}

fn tests(looked: &Looked) -> Vec<CodeFact> {
    let workflows =
        looked.workflows.iter().filter(|entry| entry.name.ends_with(".yml") || entry.name.ends_with(".yaml"));
    match workflows.count() {
        0 => present(looked, &TESTERS, FactKind::Tests, "Set up for automatic tests by"),
        count => {
            let words =
                if count == 1 { "1 automatic workflow".to_owned() } else { format!("{count} automatic workflows") };
            vec![listed(looked, FactKind::Tests, words, ".github/workflows", "/tree/HEAD/.github/workflows")]
        }
    }
}

fn named(looked: &Looked, kind: FactKind, words: String, entry: &Entry) -> CodeFact {
    let way = if entry.is_folder { "tree" } else { "blob" };
    let plain = entry.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    let path = if plain { format!("/{way}/HEAD/{}", entry.name) } else { String::new() };
    CodeFact { kind, words, source: entry.name.clone(), url: format!("{}{path}", looked.page) }
}

fn listed(looked: &Looked, kind: FactKind, words: String, source: &str, path: &str) -> CodeFact {
    CodeFact { kind, words, source: source.to_owned(), url: format!("{}{path}", looked.page) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn root(names: &[&str]) -> Vec<Entry> {
        let entry = |name: &&str| Entry { name: name.trim_end_matches('/').into(), is_folder: name.ends_with('/') };
        names.iter().map(entry).collect()
    }

    fn said(looked: &Looked, kind: FactKind) -> Vec<String> {
        facts(looked).into_iter().filter(|fact| fact.kind == kind).map(|fact| fact.words).collect()
    }

    #[test]
    fn facts_come_with_their_source() {
        let looked = Looked {
            page: "https://github.com/ada/engine".into(),
            licence: Some("MIT".into()),
            root: root(&["LICENSE.txt", "Dockerfile", "poetry.lock", "src/", "requirements.txt"]),
            workflows: root(&["test.yml", "lint.yaml", "notes.md"]),
            languages: json!({"Shell": 1_000, "Python": 9_000, "C": 3}),
            release: Some(json!({"tag_name": "v1.2", "published_at": "2024-03-02T10:00:00Z"})),
            needs: vec![("requirements.txt".into(), "torch==2.1\nnumpy>=1.2\n# no\n-e .\nscipy\n".into())],
            readme: None,
        };
        let told: Vec<(FactKind, String, String)> =
            facts(&looked).into_iter().map(|fact| (fact.kind, fact.words, fact.source)).collect();
        let expected = [
            (FactKind::Licence, "MIT", "LICENSE.txt"),
            (FactKind::Languages, "Python 90%, Shell 10%", "GitHub, by bytes"),
            (FactKind::Release, "v1.2 of 2 March 2024", "releases"),
            (FactKind::Dependencies, "Every version is written down in poetry.lock", "poetry.lock"),
            (FactKind::Dependencies, "1 of 3 requirements name an exact version", "requirements.txt"),
            (FactKind::Container, "Described in Dockerfile", "Dockerfile"),
            (FactKind::Tests, "2 automatic workflows", ".github/workflows"),
        ];
        assert_eq!(told, expected.map(|(kind, words, source)| (kind, words.into(), source.into())), "all of them");
        assert!(facts(&looked).iter().all(|fact| fact.url.starts_with(&looked.page)), "each leads to its source");
    }

    #[test]
    fn what_is_not_there_is_said_where_it_matters() {
        let bare = Looked { root: root(&["train.py"]), ..Looked::default() };
        assert_eq!(said(&bare, FactKind::Licence).len(), 1, "no licence is a fact a reader needs");
        assert_eq!(said(&bare, FactKind::Release), ["None"], "so is no release");
        assert_eq!(said(&bare, FactKind::Container), [""; 0], "no container is the common case");
    }

    #[test]
    fn exact_versions_are_counted() {
        for (name, text, expected, why) in [
            (
                "requirements.txt",
                "a==1\nb == 2.0 ; python_version < '3.9'\n",
                Some((1, 2)),
                "a marker is not exact for us",
            ),
            ("requirements.txt", "git+https://x/y\na~=1\nb!=2\nc==1.*\n", Some((0, 4)), "ranges are not"),
            ("requirements.txt", "# nothing\n\n--find-links x\n", None, "no requirement at all"),
            (
                "environment.yml",
                "name: x\ndependencies:\n  - python=3.9\n  - pip:\n    - torch==2.1\n    - numpy\n",
                Some((2, 3)),
                "conda pins by one sign",
            ),
            (
                "pyproject.toml",
                "[project]\ndependencies = [\n \"torch[cuda]==2.1\",\n \"numpy>=1\"\n]\n",
                Some((1, 2)),
                "extras do not end the list",
            ),
            ("pyproject.toml", "[tool.poetry]\nname = \"x\"\n", None, "none declared"),
        ] {
            assert_eq!(pins(name, text), expected, "{why}: {text:?}");
        }
    }

    #[test]
    fn hostile_lists_say_nothing() {
        let looked = Looked {
            languages: json!({"Python": -3, "C": "x", "D": 0}),
            release: Some(json!({"tag_name": 7, "published_at": []})),
            ..Looked::default()
        };
        assert_eq!(said(&looked, FactKind::Languages), [""; 0], "no number, no share");
        assert_eq!(said(&looked, FactKind::Release), ["None"], "no tag, no release");
    }
}
