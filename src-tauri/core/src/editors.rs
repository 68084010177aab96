//! Editors on this computer, and how to open a folder in one: by its program and arguments, never a shell.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Serialize;
use ts_rs::TS;

use crate::error::{Error, ErrorCode, Result};
use crate::open_link::{LOG_VARIABLE, Opener, existing_folder};

/// An editor that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Editor {
    pub id: String,
    pub name: String,
    /// It takes over the terminal, so the window does not offer it.
    #[serde(skip)]
    pub in_terminal: bool,
}

struct Known {
    id: &'static str,
    name: &'static str,
    /// Programs it goes by; Windows adds its own endings.
    programs: &'static [&'static str],
}

const KNOWN: [Known; 9] = [
    Known { id: "vscode", name: "VS Code", programs: &["code", "code-insiders", "codium"] },
    Known { id: "cursor", name: "Cursor", programs: &["cursor"] },
    Known { id: "zed", name: "Zed", programs: &["zed", "zeditor", "zedit"] },
    Known {
        id: "pycharm",
        name: "PyCharm",
        programs: &["pycharm", "pycharm-professional", "pycharm-community", "charm"],
    },
    Known {
        id: "idea",
        name: "IntelliJ IDEA",
        programs: &["idea", "intellij-idea-ultimate", "intellij-idea-community"],
    },
    Known { id: "clion", name: "CLion", programs: &["clion"] },
    Known { id: "rustrover", name: "RustRover", programs: &["rustrover"] },
    Known { id: "webstorm", name: "WebStorm", programs: &["webstorm"] },
    Known { id: "goland", name: "GoLand", programs: &["goland"] },
];

/// Editors of `$VISUAL` and `$EDITOR` that open a window of their own.
const WITH_A_WINDOW: [&str; 20] = [
    "code",
    "code-insiders",
    "codium",
    "cursor",
    "zed",
    "zeditor",
    "subl",
    "sublime_text",
    "gedit",
    "gnome-text-editor",
    "kate",
    "kwrite",
    "gvim",
    "mousepad",
    "xed",
    "pluma",
    "geany",
    "mate",
    "bbedit",
    "notepad++",
];

const OWN: &str = "own";

/// The editors found, best known first. Those that need a terminal come only `from_terminal`.
pub fn editors(from_terminal: bool) -> Vec<Editor> {
    let known = KNOWN.iter().filter(|known| program(known).is_some()).map(|known| Editor {
        id: known.id.to_owned(),
        name: known.name.to_owned(),
        in_terminal: false,
    });
    let own = own_editor().filter(|own| from_terminal || !own.in_terminal).map(|own| Editor {
        id: OWN.to_owned(),
        name: own.name,
        in_terminal: own.in_terminal,
    });
    known.chain(own).collect()
}

/// Opens a folder in the editor with this id. One that needs a terminal is waited for; others are left running.
///
/// # Errors
/// `NotFound` when the folder or the editor is not there, `Io` when it does not start.
pub fn open_in_editor(path: &Path, id: &str) -> Result<()> {
    let folder = existing_folder(path)?;
    let missing = || Error::new(ErrorCode::NotFound, "This editor is not on this computer any more.");
    let (program, mut arguments, in_terminal) = if id == OWN {
        let own = own_editor().ok_or_else(missing)?;
        (own.program, own.arguments, own.in_terminal)
    } else {
        let known = KNOWN.iter().find(|known| known.id == id).ok_or_else(missing)?;
        (program(known).ok_or_else(missing)?, Vec::new(), false)
    };
    arguments.push(folder.into_os_string());
    start(&program, &arguments, in_terminal)
        .map_err(|error| Error::new(ErrorCode::Io, format!("{} did not start: {error}.", program.display())))
}

fn start(program: &Path, arguments: &[OsString], in_terminal: bool) -> std::io::Result<()> {
    if std::env::var_os(LOG_VARIABLE).is_some_and(|log| !log.is_empty()) {
        let mut line = program.as_os_str().to_owned();
        for argument in arguments {
            line.push(" ");
            line.push(argument);
        }
        return Opener::from_env().record(&line);
    }
    let mut command = Command::new(program);
    command.args(arguments);
    if in_terminal {
        return command.status().map(drop);
    }
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Somebody has to wait for it, or it stays in the process table when it ends.
    std::thread::spawn(move || child.wait());
    Ok(())
}

fn program(known: &Known) -> Option<PathBuf> {
    known.programs.iter().find_map(|name| which::which(name).ok())
}

struct Own {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
    in_terminal: bool,
}

/// What `$VISUAL` or `$EDITOR` names: a program, maybe with arguments. Anything a shell would have to read is left
/// alone.
fn own_editor() -> Option<Own> {
    let text =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|text| !text.trim().is_empty()))?;
    own_from(&text)
}

fn own_from(text: &str) -> Option<Own> {
    if text.contains(['"', '\'', '\\', '$', '`', ';', '|', '&', '<', '>', '(', '\n']) && !cfg!(windows) {
        return None;
    }
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let program = which::which(first).ok()?;
    let stem = Path::new(first).file_stem()?.to_string_lossy().into_owned();
    let in_terminal = !WITH_A_WINDOW.contains(&stem.as_str());
    Some(Own { name: stem, program, arguments: words.map(OsString::from).collect(), in_terminal })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_of_ones_own_is_a_program_not_a_script() {
        for odd in ["sh -c 'id' ;", "vi; rm x", "$(id)", "`id`", "no-such-editor-here", ""] {
            assert!(own_from(odd).is_none(), "{odd:?} would need a shell, or is not there");
        }
        #[cfg(unix)]
        {
            let own = own_from("sh -e");
            assert!(
                own.is_some_and(|own| own.in_terminal && own.arguments == ["-e"]),
                "words become arguments, one each"
            );
        }
    }

    #[test]
    fn a_folder_that_went_away_is_not_opened() {
        let error = open_in_editor(Path::new("/no/such/folder"), "vscode").err();
        assert!(error.is_some_and(|error| error.code == ErrorCode::NotFound), "nothing starts for nothing");
    }
}
