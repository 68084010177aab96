//! Files kept in step, notes and exports, in a terminal.

use std::path::Path;

use super::{json, postil};

const REFERENCES: &str = "@article{rain, title = {Rain in Valleys}, author = {Alder, Ada}, year = 2024}\n\
    @article{snow, title = {Snow on Hills}, author = {Rowan, Bo}, year = 2023}\n";

fn code(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = postil(folder, arguments, "");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), told)
}

#[test]
fn a_bib_is_kept_in_step() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    json(folder, &["import", "-"], REFERENCES);
    json(folder, &["saved", "Rain", "rain"], "");
    let path = folder.join("refs.bib");
    let (file, rain) = (path.to_string_lossy(), folder.join("rain.bib"));
    let rain = rain.to_string_lossy();
    let (status, told) = code(folder, &["live", &file]);
    assert!(
        status == Some(2) && told.contains("--collection NAME, --saved NAME or --all"),
        "what it holds is asked for: {told}"
    );
    let kept = json(folder, &["live", &file, "--all"], "");
    assert_eq!((&kept[0]["state"], &kept[0]["papers"]), (&"in-step".into(), &2.into()), "written at once: {kept}");
    json(folder, &["live", &rain, "--saved", "rain", "--biblatex"], "");
    json(folder, &["import", "-"], "@article{sun, title = {Sun on Rain}, author = {Alder, Ada}, year = 2025}");
    let all = json(folder, &["live"], "");
    assert!(
        all.as_array().is_some_and(|files| files.iter().all(|file| file["state"] == "in-step")),
        "both are written: {all}"
    );
    let text = std::fs::read_to_string(&*rain).expect("written");
    assert!(
        text.contains("Sun on Rain") && text.contains("date = {2025}") && !text.contains("Snow"),
        "what the search finds now: {text}"
    );

    let theirs = std::fs::read_to_string(&path).expect("written").replace("Snow on Hills", "Snow on High Hills");
    std::fs::write(&path, &theirs).expect("changed by another program");
    let (status, told) = code(folder, &["live"]);
    assert!(status == Some(1) && told.contains("was changed by another program"), "said, with an exit code: {told}");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), theirs, "and left as it is");
    let (_, told) = code(folder, &["live", &file, "--take-in", "--dry-run"]);
    assert!(told.contains("title: Snow on Hills → Snow on High Hills"), "its changes are shown: {told}");
    let taken = json(folder, &["live", &file, "--take-in"], "");
    assert_eq!(taken[0]["state"], "in-step", "taken in, it is in step again: {taken}");
    assert_eq!(json(folder, &["show", "snow"], "")["paper"]["title"], "Snow on High Hills", "as it was changed there");
    std::fs::write(&path, "nothing").expect("changed again");
    assert_eq!(json(folder, &["live", &file, "--overwrite"], "")[0]["state"], "in-step", "or written over");
    let listed = json(folder, &["live", "list"], "");
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "both are listed");
    json(folder, &["live", "--off", &file], "");
    assert_eq!(json(folder, &["live", "list"], "").as_array().map(Vec::len), Some(1), "one is given up");
    assert!(path.exists(), "and stays");
}

/// A file system too small for the file, where this account may make one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_file_whole() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let many: String = (0..800).map(|i| format!("@article{{k{i}, title = {{A Study of Valley Number {i}}}, author = {{Alder, Ada}}, abstract = {{{}}}, year = 2020}}\n", "rain ".repeat(100))).collect();
    json(folder, &["import", "-"], REFERENCES);
    let disk = folder.join("disk");
    std::fs::create_dir(&disk).expect("a folder");
    std::fs::write(folder.join("many.bib"), many).expect("written");
    let script = "mount -t tmpfs -o size=128k tmpfs \"$DISK\" || exit 99
        \"$POSTIL\" live \"$DISK/refs.bib\" --all >/dev/null || exit 90
        \"$POSTIL\" import \"$MANY\" >/dev/null || exit 91
        \"$POSTIL\" live; echo \"code $?\"; cat \"$DISK/refs.bib\"; ls \"$DISK\"";
    let output = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .envs([
            ("DISK", disk.as_path()),
            ("MANY", &folder.join("many.bib")),
            ("POSTIL_LIBRARY", &folder.join("library")),
        ])
        .env("POSTIL", env!("CARGO_BIN_EXE_postil"))
        .env("POSTIL_SECRETS", "file")
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&output.stdout);
    if output.status.code() == Some(99) || !output.status.success() {
        // Where no file system can be made, a folder that may not be written to stands for it in the core's tests.
        return eprintln!("no file system could be made here: {output:?}");
    }
    assert!(told.contains("the disk is full") && told.contains("code 1"), "it is said: {told}");
    assert!(told.contains("Rain in Valleys") && told.contains("Snow on Hills"), "the old file is whole: {told}");
    assert!(told.trim_end().ends_with("refs.bib") && !told.contains(".part"), "and nothing lies beside it: {told}");
}

#[test]
fn notes_go_out_once_or_for_good() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    json(folder, &["import", "-"], REFERENCES);
    json(folder, &["note", "rain", "Worth", "trying."], "");
    let printed = postil(folder, &["notes"], "");
    let text = String::from_utf8_lossy(&printed.stdout);
    assert!(
        text.contains("# Rain in Valleys\n\n## Notes\n\nWorth trying.\n") && !text.contains("Snow"),
        "papers with notes: {text}"
    );
    let template = folder.join("short.md");
    std::fs::write(&template, "{{ key }}: {{ notes[0].text }}\n").expect("written");
    let (out, template) = (folder.join("out"), template.to_string_lossy().into_owned());
    let out = out.to_string_lossy() + "/";
    let done = json(folder, &["notes", "rain", "--template", &template, "-o", &out], "");
    assert_eq!(done["written"], 1, "a file in a folder: {done}");
    assert_eq!(
        std::fs::read_to_string(folder.join("out/rain.md")).expect("written"),
        "rain: Worth trying.\n",
        "as asked for"
    );
    std::fs::write(folder.join("broken.md"), "{% for %}").expect("written");
    let (status, told) = code(folder, &["notes", "--template", &folder.join("broken.md").to_string_lossy()]);
    assert!(status == Some(1) && told.contains("line 1"), "a broken template is told: {told}");

    let vault = folder.join("vault");
    let done = json(folder, &["vault", &vault.to_string_lossy(), "--all"], "")["done"].clone();
    assert_eq!((&done["written"], &done["left_count"]), (&2.into(), &0.into()), "a vault is begun: {done}");
    std::fs::write(vault.join("snow.md"), "mine").expect("changed");
    json(folder, &["note", "snow", "More."], "");
    let (_, told) = code(folder, &["vault"]);
    assert!(told.contains("left as they are: snow.md"), "what was changed there is left, and told: {told}");
    assert!(json(folder, &["vault", "--off"], "")["folder"].is_null(), "and given up");
}

#[test]
fn exports_of_collections_searches_and_everything_known() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    json(folder, &["import", "-"], REFERENCES);
    json(folder, &["saved", "Hills", "hills"], "");
    let keys = |arguments: &[&str]| -> Vec<String> {
        let output = postil(folder, arguments, "");
        let records: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
        records.as_array().into_iter().flatten().filter_map(|record| record["key"].as_str().map(Into::into)).collect()
    };
    let mut all = keys(&["export", "--format", "json"]);
    all.sort();
    assert_eq!(all, ["rain", "snow"], "everything");
    assert_eq!(keys(&["export", "--saved", "hills", "--format", "json"]), ["snow"], "what a saved search finds");
    assert_eq!(keys(&["export", "rain", "--format", "json"]), ["rain"], "what a search finds");
    let (status, told) = code(folder, &["export", "--collection", "Nowhere"]);
    assert!(status == Some(3) && told.contains("no collection “Nowhere”"), "what is not there is named: {told}");
    let file = folder.join("all.postil.json");
    json(folder, &["export", "-o", &file.to_string_lossy()], "");
    let text = std::fs::read_to_string(file).expect("written");
    assert!(text.contains("\"created_at\"") && text.contains("\"highlights\""), "by the file’s name, too: {text}");
}
