//! Rules of the tree that no compiler checks.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files under a folder of the repository with one of these endings, and their text.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("readable").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !matches!(name, "vendor" | "target" | "gen" | "node_modules" | "out") {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds something to look at");
    found
}

fn offenders(files: &[(PathBuf, String)], is_wrong: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    files.iter().filter(|(path, text)| is_wrong(path, text)).map(|(path, _)| path.display().to_string()).collect()
}

#[test]
fn the_core_never_opens_a_window_and_never_prints() {
    let wrong = offenders(&files("src-tauri/core/src", &[".rs"]), |_, text| {
        text.contains("tauri::") || text.contains("println!(") || text.contains("print!(")
    });
    assert!(wrong.is_empty(), "the core knows no window and no terminal: {wrong:?}");
}

#[test]
fn sql_lives_in_the_store() {
    let wrong = offenders(&files("src-tauri", &[".rs"]), |path, text| {
        // Benches ask other contenders, too, and fuzz targets make another program's database.
        let path = path.to_string_lossy();
        let inside =
            ["core/src/store/", "core/tests/", "core/benches/", "core/fuzz/"].iter().any(|place| path.contains(place));
        !inside && ["prepare_cached(", ".query_row(", "execute_batch("].iter().any(|call| text.contains(call))
    });
    assert!(wrong.is_empty(), "only core/src/store speaks SQL: {wrong:?}");
}

#[test]
fn the_page_speaks_to_the_core_in_one_file() {
    let wrong = offenders(&files("ui", &[".js"]), |path, text| text.contains("__TAURI") && !path.ends_with("api.js"));
    assert!(wrong.is_empty(), "__TAURI__ is only in ui/api.js: {wrong:?}");
}

#[test]
fn every_command_is_registered_allowed_and_called_once() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("readable");
    let capability = read("src-tauri/capabilities/main.json") + &read("src-tauri/capabilities/picker.json");
    let (build, api) = (read("src-tauri/build.rs"), read("ui/api.js"));
    let handler = read("src-tauri/src/commands/mod.rs");
    let list =
        handler.split("generate_handler![").nth(1).and_then(|rest| rest.split(']').next()).expect("a list of commands");
    let commands: Vec<&str> = list.split(',').filter_map(|line| line.trim().split("::").nth(1)).collect();
    assert!(commands.len() > 40, "the list was read: {commands:?}");
    for command in commands {
        assert!(build.contains(&format!("\"{command}\"")), "{command} is in the manifest of build.rs");
        assert!(
            capability.contains(&format!("\"allow-{}\"", command.replace('_', "-"))),
            "{command} is in a capability"
        );
        let calls = api.matches(&format!("\"{command}\"")).count();
        assert_eq!(calls, 1, "{command} is named once in ui/api.js");
    }
}

/// A window that only cites must not be able to change papers, whatever its page is made to do.
#[test]
fn the_picker_may_do_what_it_does_and_no_more() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("readable");
    let capability = read("src-tauri/capabilities/picker.json");
    let allowed: Vec<&str> =
        capability.split('"').filter(|word| word.starts_with("allow-")).map(|word| &word["allow-".len()..]).collect();
    assert_eq!(
        allowed,
        ["list-ids", "list-rows", "cite", "cite-preview", "settings", "set-setting", "styles", "hide-picker"],
        "what is listed is looked at"
    );
    let (page, api) = (read("ui/picker.js") + &read("ui/picker-form.js"), read("ui/api.js"));
    for command in allowed {
        let call = api.lines().find(|line| line.contains(&format!("invoke(\"{}\"", command.replace('-', "_"))));
        let name = call.and_then(|line| line.split_whitespace().nth(2)).unwrap_or_default();
        assert!(page.contains(&format!("api.{name}(")), "the page calls {name}");
    }
}

#[test]
fn the_page_inserts_markup_in_one_place() {
    let wrong = offenders(&files("ui", &[".js"]), |path, text| {
        !path.ends_with("dom.js")
            && ["innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "eval("]
                .iter()
                .any(|call| text.contains(call))
    });
    assert!(wrong.is_empty(), "text from outside enters through textContent or setSanitisedHtml: {wrong:?}");
}

#[test]
fn the_policy_of_the_page_is_strict() {
    let config = std::fs::read_to_string(root().join("src-tauri/tauri.conf.json")).expect("readable");
    assert!(config.contains("default-src 'none'"), "nothing is allowed that is not named");
    for forbidden in ["unsafe-inline", "unsafe-eval", "https:", "http://*"] {
        let policy = config.lines().find(|line| line.contains("default-src")).expect("a policy");
        assert!(!policy.contains(forbidden), "{forbidden} has no place in the policy");
    }
}

#[test]
fn commands_are_thin() {
    for (path, text) in files("src-tauri/src/commands", &[".rs"]) {
        for body in text.split("#[tauri::command]").skip(1) {
            let lines = body.split("\n}\n").next().unwrap_or_default().lines().count();
            assert!(
                lines < 26,
                "a command of {} has {lines} lines: what it decides belongs into the core",
                path.display()
            );
        }
    }
}
