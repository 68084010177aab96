//! Facts made up from a name: plausible, and the same each time.

use serde_json::{Value, json};

/// The facts of a made-up repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub id: i64,
    pub full_name: String,
    pub stars: u32,
    /// ISO 8601; `None` for one that was never pushed to.
    pub pushed_at: Option<String>,
    /// SPDX id and name.
    pub licence: Option<(&'static str, &'static str)>,
    pub language: Option<&'static str>,
    pub description: Option<String>,
    pub archived: bool,
    pub disabled: bool,
    /// Has no commits.
    pub empty: bool,
    /// Names at its root; those of folders end with a slash.
    pub root: Vec<&'static str>,
    /// Tag of the last release.
    pub release: Option<&'static str>,
    pub size: u64,
}

/// What stands at the root of code that is there.
const ROOT: [&str; 8] =
    [".github/", "Dockerfile", "LICENSE", "README.md", "configs/", "requirements.txt", "src/", "train.py"];

impl Made {
    /// Makes up a living repository.
    pub fn up(full_name: &str) -> Self {
        let seed = seed(full_name);
        let pick = |at: u32, of: u64| (seed >> at) % of;
        const LICENCES: [Option<(&str, &str)>; 4] = [
            Some(("MIT", "MIT License")),
            Some(("Apache-2.0", "Apache License 2.0")),
            Some(("NOASSERTION", "Other")),
            None,
        ];
        const LANGUAGES: [&str; 5] = ["Python", "Python", "Jupyter Notebook", "C++", "Rust"];
        let year = 2022 + pick(8, 5);
        let month = 1 + pick(16, if year == 2026 { 10 } else { 12 });
        // Many have few stars and few have many.
        let stars = 3 + pick(20, 60) * pick(28, 40) * (1 + pick(36, 3) * pick(40, 4));
        let name = full_name.rsplit('/').next().unwrap_or(full_name);
        Self {
            id: 100_000_000 + pick(0, 800_000_000) as i64,
            full_name: full_name.to_owned(),
            stars: stars as u32,
            pushed_at: Some(format!("{year}-{month:02}-{:02}T{:02}:14:07Z", 1 + pick(44, 28), pick(50, 24))),
            licence: LICENCES[pick(4, 4) as usize],
            language: Some(LANGUAGES[pick(12, 5) as usize]),
            description: Some(format!("Code of the paper: {name}")),
            archived: false,
            disabled: false,
            empty: false,
            root: ROOT.to_vec(),
            release: [None, Some("v1.0"), Some("v0.2.1")][pick(40, 3) as usize],
            size: 120 + pick(24, 40_000),
        }
    }

    /// The API's answer. Addresses begin with the bases given, as the real ones do with theirs.
    pub(crate) fn json(&self, api: &str, web: &str) -> Value {
        let (owner, name) = self.full_name.split_once('/').unwrap_or(("nobody", self.full_name.as_str()));
        let here = format!("{api}/repos/{owner}/{name}");
        let page = format!("{web}/{owner}/{name}");
        let licence = self.licence.map(|(spdx, title)| {
            json!({"key": spdx.to_ascii_lowercase(), "name": title, "spdx_id": spdx, "url": null, "node_id": "MDc6TGljZW5zZTEz"})
        });
        json!({
            "id": self.id,
            "node_id": format!("R_kgDO{:08x}", self.id),
            "name": name,
            "full_name": self.full_name,
            "private": false,
            "owner": {
                "login": owner,
                "id": self.id / 7,
                "url": format!("{api}/users/{owner}"),
                "html_url": format!("{web}/{owner}"),
                "type": "Organization",
                "user_view_type": "public",
                "site_admin": false
            },
            "html_url": page,
            "description": self.description,
            "fork": false,
            "url": here,
            "commits_url": format!("{here}/commits{{/sha}}"),
            "releases_url": format!("{here}/releases{{/id}}"),
            "created_at": "2021-03-09T08:11:52Z",
            "updated_at": self.pushed_at,
            "pushed_at": self.pushed_at,
            "clone_url": format!("{page}.git"),
            "homepage": "",
            "size": self.size,
            "stargazers_count": self.stars,
            "watchers_count": self.stars,
            "language": self.language,
            "has_issues": true,
            "has_wiki": false,
            "has_pages": false,
            "forks_count": self.stars / 9,
            "mirror_url": null,
            "archived": self.archived,
            "disabled": self.disabled,
            "open_issues_count": self.stars / 40,
            "license": licence,
            "allow_forking": true,
            "is_template": false,
            "topics": [],
            "visibility": "public",
            "default_branch": "main",
            "network_count": self.stars / 9,
            "subscribers_count": 1 + self.stars / 50
        })
    }
}

/// FNV-1a over the name without case: stable over versions of the standard library, unlike its hasher.
fn seed(name: &str) -> u64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    });
    hash ^ (hash >> 29)
}
