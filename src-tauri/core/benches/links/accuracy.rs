//! What Postil and lychee say of the same links in the same situations, beside what is true.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use postil_core::links::hosts::{Hosts, Limits, Place, Services};
use postil_core::model::{Verdict, VerdictKind};
use postil_core::secrets::Token;
use postil_standin::{Situations, StandIn};
use serde_json::Value;

use super::situations::{Case, Truth, cases};

/// How an answer stands to the truth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Right,
    /// It says that it cannot tell, where one could.
    Unsure,
    Wrong,
}

impl Mark {
    fn of(said: Truth, truth: Truth) -> Self {
        match said {
            _ if said == truth => Self::Right,
            Truth::CannotTell => Self::Unsure,
            _ => Self::Wrong,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Unsure => "unsure",
            Self::Wrong => "**wrong**",
        }
    }
}

pub fn table(lychee: &str) -> String {
    let cases = cases();
    let situations = cases.iter().fold(Situations::new(), |all, case| all.with(key(case), case.situation.clone()));
    let standin = StandIn::start(situations).expect("a free port");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let ours: Vec<Verdict> = cases.iter().map(|case| runtime.block_on(ask(&standin, case))).collect();
    let theirs = ask_lychee(lychee, &standin, &cases);
    let mut table = String::from("| situation | truth | Postil says | | lychee says | |\n|---|---|---|---|---|---|\n");
    let (mut postil, mut others) = (Vec::new(), Vec::new());
    for ((case, verdict), (words, said)) in cases.iter().zip(&ours).zip(&theirs) {
        let (own, other) = (Mark::of(meant(verdict.kind), case.truth), Mark::of(*said, case.truth));
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {words} | {} |",
            case.what,
            case.truth.words(),
            verdict.headline,
            own.sign(),
            other.sign()
        );
        // Whether something is there at all: the question that both ask.
        let told = |mark: Mark, said: Truth| (mark, Mark::of(coarse(said), coarse(case.truth)));
        postil.push(told(own, meant(verdict.kind)));
        others.push(told(other, *said));
    }
    let _ = writeln!(table, "\n| of {} situations | right | unsure | wrong |\n|---|---:|---:|---:|", cases.len());
    for (name, marks) in [("Postil", &postil), ("lychee", &others)] {
        let fine = total(marks.iter().map(|(mark, _)| *mark));
        let rough = total(marks.iter().map(|(_, mark)| *mark));
        let _ = writeln!(table, "| {name} | {fine} |\n| {name}, asked only whether something is there | {rough} |");
    }
    println!("{table}");
    table
}

fn total(marks: impl Iterator<Item = Mark> + Clone) -> String {
    let count = |wanted| marks.clone().filter(|mark| *mark == wanted).count();
    format!("{} | {} | {}", count(Mark::Right), count(Mark::Unsure), count(Mark::Wrong))
}

/// The name by which the stand-in knows a place.
fn key(case: &Case) -> &'static str {
    case.place.strip_prefix("github.com/").unwrap_or(case.place)
}

/// What Postil's verdict says in the words of the table.
fn meant(kind: VerdictKind) -> Truth {
    use VerdictKind::*;
    match kind {
        Alive | Empty => Truth::Alive,
        Archived => Truth::Archived,
        Moved => Truth::Moved,
        MovedThenGone | MissingUnconfirmed | PrivateOrGone | Gone | Blocked | Disabled | NameReused => Truth::Dead,
        Unchecked | NotARepository | RateLimited | Offline | ServerTrouble | TokenInvalid | Unknown => {
            Truth::CannotTell
        }
    }
}

fn coarse(truth: Truth) -> Truth {
    if matches!(truth, Truth::Archived | Truth::Moved) { Truth::Alive } else { truth }
}

/// As a run would, but without the pause that one answer asks for holding up the next.
async fn ask(standin: &StandIn, case: &Case) -> Verdict {
    let hosts = Hosts::or(Some(standin.api_url()), Some(standin.web_url())).with_others(Some(standin.hosts_url()));
    let limits = Limits { total: Duration::from_secs(2), host_spacing: Some(Duration::ZERO), ..Limits::default() };
    let token = Token::parse("ghp_0123456789abcdefghijABCDEFGHIJ012345").ok();
    let services = Services::new(hosts, token, limits, postil_core::machine::now).expect("TLS can be set up");
    let checked = match case.kind {
        None => {
            let url = format!("https://{}", case.place).parse().expect("an address");
            services.check_page(&url, &case.before).await
        }
        Some(kind) => {
            let (host, rest) = case.place.split_once('/').expect("host and path");
            let (owner, name) = rest.rsplit_once('/').unwrap_or(("", rest));
            services.check(kind, &Place { host, owner, name }, &case.before).await
        }
    };
    checked.outcome.verdict
}

/// Words and meaning of lychee's answers. It looks at the page that a reader would open.
fn ask_lychee(lychee: &str, standin: &StandIn, cases: &[Case]) -> Vec<(String, Truth)> {
    let address = |case: &Case| match case.place.strip_prefix("github.com/") {
        Some(name) => format!("{}/{name}", standin.web_url()),
        None => format!("{}/{}", standin.hosts_url(), case.page.unwrap_or(case.place)),
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (list, told) = (folder.path().join("links.md"), folder.path().join("told.json"));
    let links: String = cases.iter().map(|case| format!("- <{}>\n", address(case))).collect();
    std::fs::write(&list, links).expect("written");
    // Its exit code says that some links are broken, as they are.
    let run = Command::new(lychee)
        .args(["-vv", "--no-progress", "--format", "json", "--timeout", "2", "--max-retries", "0", "--output"])
        .args([&told, &list])
        .output()
        .expect("lychee starts");
    let text = std::fs::read_to_string(&told).unwrap_or_default();
    let told: Value = serde_json::from_str(&text)
        .unwrap_or_else(|_| unreachable!("lychee told nothing: {}", String::from_utf8_lossy(&run.stderr)));
    let mut said = HashMap::new();
    for map in ["success_map", "error_map", "timeout_map", "excluded_map"] {
        let lists = told[map].as_object().into_iter().flat_map(|files| files.values());
        for entry in lists.filter_map(Value::as_array).flatten() {
            said.insert(entry["url"].as_str().unwrap_or_default().to_owned(), read(map, entry));
        }
    }
    let nothing = || ("nothing".to_owned(), Truth::CannotTell);
    cases.iter().map(|case| said.get(&address(case)).cloned().unwrap_or_else(nothing)).collect()
}

/// The kindest reading: what is no fault of the link (5xx, 429, no whole answer) counts as "cannot tell", though lychee
/// lists it among its errors; a redirect that is meant to last counts as "moved".
fn read(map: &str, entry: &Value) -> (String, Truth) {
    let text = entry["status"]["text"].as_str().unwrap_or_default();
    let short = text.trim_start_matches("Rejected status code: ").split(':').next().unwrap_or_default().to_owned();
    let code = entry["status"]["code"].as_u64();
    let steps = entry["redirects"]["redirects"].as_array();
    let lasting = steps.is_some_and(|steps| steps.iter().all(|step| matches!(step["code"].as_u64(), Some(301 | 308))));
    match (map, code) {
        ("success_map", _) if lasting => (format!("{short}, redirected for good"), Truth::Moved),
        ("success_map", _) if steps.is_some() => (format!("{short}, redirected"), Truth::Alive),
        ("success_map", _) => (short, Truth::Alive),
        ("error_map", Some(429 | 500..)) => (format!("error: {short}"), Truth::CannotTell),
        ("error_map", Some(_)) => (format!("error: {short}"), Truth::Dead),
        _ => (format!("error: {short}"), Truth::CannotTell),
    }
}
