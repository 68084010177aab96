//! Looking into a repository: what stands at its root, and the few short files and lists that tell a reader most.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::GitHub;
use crate::links::inside::{Looked, worth_reading};
use crate::links::verdict::{entries, not_a_repository};

impl GitHub {
    /// The text of one file at the root of a repository; `None`: there is none.
    ///
    /// # Errors
    /// In plain words, when GitHub did not tell.
    pub async fn file(&self, owner: &str, name: &str, path: &str) -> Result<Option<String>, String> {
        if not_a_repository(owner, name).is_some() {
            return Err("This is not a repository of GitHub.".into());
        }
        let told = self.tell(&format!("/repos/{owner}/{name}/contents/{path}")).await?;
        Ok(told.as_ref().and_then(file).map(|(_, text)| text))
    }

    /// Asks four to eight questions. `licence` is what a check said of it.
    ///
    /// # Errors
    /// In plain words, when GitHub did not tell.
    pub async fn look_inside(&self, owner: &str, name: &str, licence: Option<String>) -> Result<Looked, String> {
        if not_a_repository(owner, name).is_some() {
            return Err("This is not a repository of GitHub.".into());
        }
        let here = format!("/repos/{owner}/{name}");
        let listed = self.tell(&format!("{here}/git/trees/HEAD")).await?;
        let root = match &listed {
            Some(Value::Array(_)) => return Err("Nothing has been put into it yet.".into()),
            Some(listed) => listed.get("tree").and_then(entries).ok_or("GitHub's answer made no sense.")?,
            None => return Err("GitHub does not show this repository any more.".into()),
        };
        let mut looked = Looked {
            page: format!("https://github.com/{owner}/{name}"),
            licence,
            languages: self.tell(&format!("{here}/languages")).await?.unwrap_or_default(),
            release: self.tell(&format!("{here}/releases/latest")).await?,
            readme: self.tell(&format!("{here}/readme")).await?.as_ref().and_then(file),
            ..Looked::default()
        };
        for wanted in worth_reading(&root) {
            if let Some((_, text)) = self.tell(&format!("{here}/contents/{wanted}")).await?.as_ref().and_then(file) {
                looked.needs.push((wanted, text));
            }
        }
        if root.iter().any(|entry| entry.is_folder && entry.name == ".github") {
            let listed = self.tell(&format!("{here}/contents/.github/workflows")).await?;
            looked.workflows = listed.as_ref().and_then(entries).unwrap_or_default();
        }
        Ok(Looked { root, ..looked })
    }
}

/// Path and text of a file as the API gives it.
fn file(told: &Value) -> Option<(String, String)> {
    let text = |key: &str| told.get(key).and_then(Value::as_str);
    let coded: String = text("content")?.split_ascii_whitespace().collect();
    let bytes = STANDARD.decode(coded).ok().filter(|_| text("encoding") == Some("base64"))?;
    Some((text("path")?.to_owned(), String::from_utf8_lossy(&bytes).into_owned()))
}
