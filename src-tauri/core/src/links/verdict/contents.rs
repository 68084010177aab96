//! Whether what a repository holds is code, told by the names at its root. Pure.

use serde_json::Value;

/// One thing at the root of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub is_folder: bool,
}

/// What authors put into a repository before its code: words and pictures.
const WORDS: [&str; 12] =
    ["md", "markdown", "rst", "txt", "adoc", "bib", "cff", "pdf", "gitignore", "gitattributes", "gitkeep", "nojekyll"];
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "mp4", "webm"];
const PLAIN: [&str; 10] =
    ["readme", "license", "licence", "copying", "notice", "citation", "authors", "codeowners", "todo", ".ds_store"];
const FOLDERS: [&str; 16] = [
    ".github",
    "asset",
    "assets",
    "demo_images",
    "fig",
    "figs",
    "figure",
    "figures",
    "gif",
    "gifs",
    "image",
    "images",
    "img",
    "imgs",
    "media",
    "pics",
];

/// Whether these are only words about code that is still to come. An empty listing says nothing.
pub fn is_without_code(root: &[Entry]) -> bool {
    !root.is_empty() && root.iter().all(is_beside_code)
}

fn is_beside_code(entry: &Entry) -> bool {
    let name = entry.name.to_lowercase();
    if entry.is_folder {
        return FOLDERS.contains(&name.as_str());
    }
    match name.rsplit_once('.') {
        // What a program needs is written in text files too.
        Some((stem, "txt")) => {
            !["requirements", "environment", "cmakelists", "packages", "data"].iter().any(|word| stem.contains(word))
        }
        Some((_, extension)) => WORDS.contains(&extension) || PICTURES.contains(&extension),
        None => PLAIN.iter().any(|word| name.starts_with(word)),
    }
}

/// Entries of a tree as GitHub's APIs list it: `type` is `blob` or `tree`, by REST the name is the `path`.
pub fn entries(listed: &Value) -> Option<Vec<Entry>> {
    listed.as_array()?.iter().map(read_entry).collect()
}

fn read_entry(entry: &Value) -> Option<Entry> {
    let name = entry.get("name").or_else(|| entry.get("path"))?.as_str()?.to_owned();
    // A submodule ("commit") holds code, and is none of the folders of pictures.
    Some(Entry { name, is_folder: entry.get("type")?.as_str()? == "tree" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn root(names: &[&str]) -> Vec<Entry> {
        let entry = |name: &&str| Entry { name: name.trim_end_matches('/').into(), is_folder: name.ends_with('/') };
        names.iter().map(entry).collect()
    }

    #[test]
    fn words_and_pictures_are_not_code() {
        for (names, expected, why) in [
            (&["README.md"][..], true, "code comes soon"),
            (&["README.md", "LICENSE", ".gitignore", "assets/"], true, "with a picture of the method"),
            (&["readme", "COPYING", "CITATION.cff", "teaser.PNG", ".github/"], true, "whatever the case"),
            (&["README.md", "paper.pdf"], true, "the paper itself"),
            (&["README.md", "requirements.txt"], false, "somebody means to run something"),
            (&["README.md", "train.py"], false, "a program"),
            (&["README.md", "src/"], false, "a folder may hold anything"),
            (&["README.md", "docs/"], false, "so may this one"),
            (&["README.md", "index.html", "static/"], false, "a project page is what it is"),
            (&["Makefile"], false, "a file without an extension that is not known"),
            (&["README.md", "notebook.ipynb"], false, "a notebook"),
            (&["README.md", "data.json"], false, "data"),
            (&[], false, "nothing listed says nothing"),
        ] {
            assert_eq!(is_without_code(&root(names)), expected, "{why}: {names:?}");
        }
    }

    #[test]
    fn both_listings_are_read() {
        let rest = json!([{"path": "README.md", "type": "blob"}, {"path": "src", "type": "tree"}]);
        let graphql = json!([{"name": "README.md", "type": "blob"}, {"name": "src", "type": "tree"}]);
        assert_eq!(entries(&rest), Some(root(&["README.md", "src/"])), "REST says path");
        assert_eq!(entries(&graphql), entries(&rest), "GraphQL says name");
        for odd in [json!(null), json!({}), json!([{"path": 7}]), json!([1])] {
            assert_eq!(entries(&odd), None, "{odd} lists nothing");
        }
    }
}
