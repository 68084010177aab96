//! Printing: text for people, one JSON document for programs, colour only on a terminal that wants it.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use postil_core::error::not_written;
use postil_core::model::{Millis, PaperRow, VerdictKind};
use postil_core::{Error, ErrorCode};
use serde::Serialize;

/// A line on standard error, for people. Nobody may be listening, which is no trouble.
macro_rules! complain {
    ($($words:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}
pub(crate) use complain;

pub struct Output {
    pub json: bool,
    colour: bool,
}

impl Output {
    pub fn new(json: bool) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { json, colour: !json && wanted && io::stdout().is_terminal() }
    }

    /// Prints `value` as JSON, or what `text` says.
    pub fn answer<T: Serialize>(&self, value: &T, text: impl FnOnce()) -> Result<(), Error> {
        if self.json {
            let line = serde_json::to_string(value).map_err(Error::internal)?;
            self.line(line);
        } else {
            text();
        }
        Ok(())
    }

    /// What people read while the work goes on; nothing where the answer will be JSON.
    pub fn say(&self, text: impl FnOnce()) {
        if !self.json {
            text();
        }
    }

    /// One line.
    pub fn line(&self, text: impl Display) {
        let _ = writeln!(Document, "{text}");
    }

    /// A document as it is, for a file or another program; on a terminal without what could steer it.
    pub fn text(&self, text: &str) {
        if io::stdout().is_terminal() {
            return text.lines().for_each(|line| self.line(clean(line)));
        }
        let _ = Document.write_all(text.as_bytes()).and_then(|()| Document.flush());
    }

    pub fn error(&self, error: &Error) {
        if self.json {
            complain!("{}", serde_json::json!({ "error": error }));
        } else {
            complain!("postil: {}", error.to_string().lines().map(clean).collect::<Vec<_>>().join("\n"));
        }
    }

    pub fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    pub fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    pub fn verdict(&self, kind: VerdictKind, text: &str) -> String {
        use VerdictKind as V;
        let code = match kind {
            V::Alive => "32",
            V::Archived | V::Moved | V::Empty | V::MissingUnconfirmed => "33",
            V::MovedThenGone | V::PrivateOrGone | V::Gone | V::Blocked | V::Disabled | V::NameReused => "31",
            _ => "2",
        };
        self.paint(code, text)
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A paper in two lines, as the list of the window shows it.
    pub fn row(&self, row: &PaperRow) {
        let mut second = Vec::new();
        if row.retracted {
            second.push(self.paint("31", "retracted"));
        }
        if !row.authors.is_empty() {
            second.push(clean(&row.authors));
        }
        if !row.venue.is_empty() {
            second.push(clean(&row.venue));
        }
        if let Some(year) = row.year {
            second.push(year.to_string());
        }
        if let Some(kind) = row.code {
            second.push(self.verdict(kind, word(kind)));
        }
        second.extend(row.tags.iter().map(|tag| format!("#{}", clean(tag))));
        let star = if row.starred { "★ " } else { "" };
        self.line(format!("{}  {star}{}", self.dim(&row.id.to_string()), self.bold(&clean(&row.title))));
        if !second.is_empty() {
            self.line(format!("    {}", second.join(" · ")));
        }
        if let Some(snippet) = row.snippet.as_ref().filter(|_| !row.snippet_marks.is_empty()) {
            self.line(format!("    {}", self.dim(&clean(snippet))));
        }
    }
}

/// Standard output. A reader that closed the pipe has seen enough, and that is the end; whatever else keeps it from being
/// written is told, because a file of half an answer looks like one of a whole.
pub struct Document;

impl Write for Document {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes).inspect_err(give_up)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush().inspect_err(give_up)
    }
}

fn give_up(error: &io::Error) {
    match error.kind() {
        // Begun anew by whoever writes.
        io::ErrorKind::Interrupted => {}
        io::ErrorKind::BrokenPipe => std::process::exit(0),
        _ => {
            complain!("postil: Standard output cannot be written: {}.", not_written(error));
            std::process::exit(1);
        }
    }
}

/// A verdict in a word or two.
pub fn word(kind: VerdictKind) -> &'static str {
    use VerdictKind as V;
    match kind {
        V::Unchecked => "not checked yet",
        V::Alive => "alive",
        V::Archived => "archived",
        V::Empty => "empty",
        V::Moved => "moved",
        V::MovedThenGone => "moved, then private or gone",
        V::MissingUnconfirmed => "missing, unconfirmed",
        V::PrivateOrGone => "private or gone",
        V::Gone => "gone",
        V::Blocked => "blocked",
        V::Disabled => "disabled",
        V::NameReused => "name reused",
        V::NotARepository => "not a repository",
        V::RateLimited => "rate limited",
        V::Offline => "offline",
        V::ServerTrouble => "server trouble",
        V::TokenInvalid => "token refused",
        V::Unknown => "unknown",
    }
}

/// A moment in the reader's own zone, "2026-11-23 14:05".
pub fn moment(at: Millis) -> String {
    in_words(at, "%Y-%m-%d %H:%M")
}

/// Its day there.
pub fn day(at: Millis) -> String {
    in_words(at, "%Y-%m-%d")
}

fn in_words(at: Millis, form: &str) -> String {
    jiff::Timestamp::from_millisecond(at)
        .map(|at| at.to_zoned(jiff::tz::TimeZone::system()).strftime(form).to_string())
        .unwrap_or_default()
}

/// Text from outside without what could steer the terminal.
pub fn clean(text: &str) -> String {
    // The marks that turn the direction of writing make a line say something else than it does.
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

pub fn exit_code(error: &Error) -> u8 {
    match error.code {
        // A value that somebody typed, on the command line or into standard input.
        ErrorCode::Validation => 2,
        ErrorCode::NotFound => 3,
        ErrorCode::ReadOnly | ErrorCode::Newer | ErrorCode::Corrupt => 4,
        _ => 1,
    }
}

/// "1.4 MB"
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_blank() {
        assert_eq!(clean("a\u{1b}[31m\u{202e}b\u{2069}é"), "a [31m b é", "letters stay");
    }
}
