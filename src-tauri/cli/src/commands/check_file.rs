//! `postil check --file`: the links of a file, without a library, for people and for continuous integration.

use std::collections::HashSet;
use std::process::ExitCode;

use postil_core::links::listed::{Listed, check_text};
use postil_core::model::VerdictKind;
use postil_core::surroundings::Surroundings;
use postil_core::{Error, Result};
use serde_json::{Value, json};

use super::check::{Bar, MISSING};
use super::text_of;
use crate::args::Format;
use crate::output::{Output, clean};

pub fn run(file: &str, format: Format, out: &Output) -> Result<ExitCode> {
    let text = text_of(file)?;
    let bar = Bar::new(out);
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    let links =
        runtime.block_on(check_text(&text, &Surroundings::from_process(), move |progress| bar.show(&progress)))?;
    let report = match format {
        _ if out.json => Value::Array(links.iter().map(as_json).collect()).to_string(),
        Format::Text => as_text(&links, out),
        Format::Markdown => as_markdown(&links),
        Format::Junit => as_junit(file, &links),
        Format::Sarif => as_sarif(file, &links).to_string(),
    };
    out.line(report);
    Ok(if links.iter().any(Listed::is_lost) { ExitCode::from(MISSING) } else { ExitCode::SUCCESS })
}

fn as_json(link: &Listed) -> Value {
    json!({
        "line": link.line, "column": link.column, "as_written": link.as_written, "url": link.url,
        "verdict": link.verdict, "settled": link.settled, "evidence": link.evidence,
    })
}

fn as_text(links: &[Listed], out: &Output) -> String {
    if links.is_empty() {
        return "No repository is named in it.".into();
    }
    let lines = links.iter().map(|link| {
        let moved = link.verdict.moved_to.as_ref().map(|to| format!(" ({to})")).unwrap_or_default();
        format!(
            "{}:{}  {}  {}{moved}",
            link.line,
            link.column,
            link.url,
            out.verdict(link.verdict.kind, &clean(link.words()))
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn as_markdown(links: &[Listed]) -> String {
    let mut table = String::from("| line | repository | verdict |\n|---|---|---|");
    for link in links {
        let words = clean(link.words()).replace('|', "\\|");
        let moved = link.verdict.moved_to.as_ref().map(|to| format!(": <{to}>")).unwrap_or_default();
        table.push_str(&format!("\n| {} | <{}> | {words}{moved} |", link.line, link.url));
    }
    table
}

/// One test for each repository; what could not be found out is skipped, not failed.
fn as_junit(file: &str, links: &[Listed]) -> String {
    let mut seen = HashSet::new();
    let cases: Vec<&Listed> = links.iter().filter(|link| seen.insert(&link.key)).collect();
    let failures = cases.iter().filter(|link| link.is_lost()).count();
    let skipped = cases.iter().filter(|link| !link.settled).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites><testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" skipped=\"{skipped}\">",
        escape(file),
        cases.len()
    );
    for link in cases {
        let words = escape(&clean(link.words()));
        let name = escape(&link.url);
        xml.push_str(&match (link.is_lost(), link.settled) {
            (true, _) => format!(
                "\n<testcase name=\"{name}\"><failure message=\"{words}\">{} line {}</failure></testcase>",
                escape(file),
                link.line
            ),
            (_, false) => format!("\n<testcase name=\"{name}\"><skipped message=\"{words}\"/></testcase>"),
            _ => format!("\n<testcase name=\"{name}\"/>"),
        });
    }
    xml.push_str("\n</testsuite></testsuites>");
    xml
}

/// SARIF 2.1.0, as code hosts show it beside the lines.
fn as_sarif(file: &str, links: &[Listed]) -> Value {
    let told =
        links.iter().filter(|link| link.is_lost() || !link.settled || link.verdict.kind == VerdictKind::Archived);
    let results: Vec<Value> = told
        .map(|link| {
            let level = match link.verdict.kind {
                _ if !link.settled => "note",
                VerdictKind::Archived => "note",
                VerdictKind::Moved | VerdictKind::MissingUnconfirmed => "warning",
                _ => "error",
            };
            let moved = link.verdict.moved_to.as_ref().map(|to| format!(" ({to})")).unwrap_or_default();
            json!({
                "ruleId": link.verdict.kind,
                "level": level,
                "message": { "text": format!("{}: {}{moved}", link.url, clean(link.words())) },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": file },
                    "region": { "startLine": link.line, "startColumn": link.column },
                }}],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "postil", "version": env!("CARGO_PKG_VERSION") } },
            "results": results,
        }],
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
