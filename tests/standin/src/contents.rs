//! What is in a made-up repository: its root, a few files, languages and releases, as the API tells them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::repository::Made;
use crate::shapes::{self, Answer, Counter};

const REQUIREMENTS: &str = "torch==2.1.0\ntransformers==4.36.2\nnumpy>=1.24\neinops\n";

const CITATION: &str = "cff-version: 1.2.0\nmessage: If you use this, cite the paper.\ntitle: Rain tools\nauthors:\n  - family-names: \
Example\n    given-names: Ada\npreferred-citation:\n  type: article\n  title: Rain from the Root\n  authors:\n    - family-names: Example\n      \
given-names: Ada\n  journal: Weather\n  year: 2021\n";

/// Answers about `rest`, the path below `/repos/owner/name`; `None` for what is not about contents.
pub fn answer(made: &Made, rest: &[&str], counter: Counter) -> Option<Answer> {
    let missing = || shapes::message(404, counter, "Not Found");
    let there = |body: Value| shapes::api(200, counter, &body);
    Some(match rest {
        ["git", "trees", _] if made.empty => shapes::message(409, counter, "Git Repository is empty."),
        ["git", "trees", _] => there(json!({
            "sha": "9fb037999f264ba9a7fc6274d15fa3ae2ab98312",
            "tree": listed(made, "path"),
            "truncated": false,
        })),
        ["languages"] => there(match made.language {
            Some(language) => json!({ language: 48_210, "Shell": 1_940, "Dockerfile": 410 }),
            None => json!({}),
        }),
        ["releases", "latest"] => match made.release {
            Some(tag) => there(json!({
                "html_url": format!("https://github.com/{}/releases/tag/{tag}", made.full_name),
                "tag_name": tag, "name": "", "draft": false, "prerelease": false,
                "published_at": "2024-03-02T14:39:19Z", "assets": [],
            })),
            None => missing(),
        },
        ["readme"] if made.root.contains(&"README.md") => there(file("README.md", &readme(made))),
        ["contents", "requirements.txt"] if made.root.contains(&"requirements.txt") => {
            there(file("requirements.txt", REQUIREMENTS))
        }
        ["contents", "CITATION.cff"] if made.root.contains(&"CITATION.cff") => there(file("CITATION.cff", CITATION)),
        ["contents", ".github", "workflows"] if made.root.contains(&".github/") => {
            there(json!([{"name": "test.yml", "path": ".github/workflows/test.yml", "type": "file"}]))
        }
        ["readme"] | ["contents", ..] => missing(),
        _ => return None,
    })
}

/// Entries of the root; `key` is what the API in question calls their names.
pub fn listed(made: &Made, key: &str) -> Vec<Value> {
    let entry = |name: &&str| {
        let kind = if name.ends_with('/') { "tree" } else { "blob" };
        json!({ key: name.trim_end_matches('/'), "type": kind })
    };
    made.root.iter().map(entry).collect()
}

fn readme(made: &Made) -> String {
    let (owner, name) = made.full_name.split_once('/').unwrap_or(("", &made.full_name));
    format!(
        "# {name}\n\n<p align=\"center\"><img src=\"assets/teaser.png\" width=\"80%\"></p>\n\n\
         [![build](https://ci.example/badge.svg)](https://ci.example) Code of the paper.\n\n\
         ## Install\n\n```sh\npip install -r requirements.txt\npython train.py --config configs/base.yaml\n```\n\n\
         ## Weights and data\n\n| what | where |\n|---|---|\n\
         | weights | https://huggingface.co/{owner}/{name}-base |\n\
         | data | https://huggingface.co/datasets/{owner}/{name}-data |\n\n\
         See [the notes](docs/notes.md). The loss is $\\ell_2$.\n"
    )
}

fn file(path: &str, text: &str) -> Value {
    // In lines of 60, as the API does it.
    let coded = STANDARD.encode(text);
    let lines: Vec<&str> =
        coded.as_bytes().chunks(60).map(|line| std::str::from_utf8(line).unwrap_or_default()).collect();
    json!({
        "name": path, "path": path, "type": "file", "size": text.len(), "encoding": "base64",
        "content": format!("{}\n", lines.join("\n")),
    })
}
