//! The server that all contenders ask: small, prepared answers over kept connections, after the wait they ask for.
//!
//! `/0/…` answers at once and `/50/…` after 50 ms. `…/gitlab.com/api/v4/projects/…` is a project in GitLab's shape,
//! `…/graphql` many repositories in GitHub's, anything else a page of the size of that project.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Length of a page, head and all: what the contender that counts bytes waits for.
pub const PAGE: usize = 1_536;

/// Serves until the process is ended; tells its address first.
pub async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("an address"));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        tokio::spawn(async move { converse(stream).await });
    }
}

async fn converse(mut stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut heard = Vec::new();
    let mut part = vec![0; 16 * 1_024];
    loop {
        let end = loop {
            if let Some(end) = heard.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            read_on(&mut stream, &mut heard, &mut part).await?;
        };
        let head = String::from_utf8_lossy(&heard[..end]).into_owned();
        let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while heard.len() < end + length {
            read_on(&mut stream, &mut heard, &mut part).await?;
        }
        let path = head.split(' ').nth(1)?;
        let (wait, path) = path.trim_start_matches('/').split_once('/')?;
        let answer = answer(path, &String::from_utf8_lossy(&heard[end..end + length]));
        heard.drain(..end + length);
        match wait.parse() {
            Ok(0) | Err(_) => {}
            Ok(wait) => tokio::time::sleep(Duration::from_millis(wait)).await,
        }
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

async fn read_on(stream: &mut TcpStream, heard: &mut Vec<u8>, part: &mut [u8]) -> Option<()> {
    let count = stream.read(part).await.ok().filter(|count| *count > 0)?;
    heard.extend_from_slice(&part[..count]);
    Some(())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn answer(path: &str, body: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    if let Some(name) = path.strip_prefix("gitlab.com/api/v4/projects/") {
        return whole("application/json", project(&name.replace("%2F", "/")));
    }
    if path.ends_with("graphql") {
        return whole("application/json; charset=utf-8", repositories(body));
    }
    let mut page = format!("<!DOCTYPE html><html lang=\"en\"><head><title>{path}</title></head><body><p>");
    while page.len() < 1_330 {
        page.push_str("Code of an invented paper. ");
    }
    let answer = whole("text/html; charset=utf-8", page);
    // Padded, so that every page is as long as the next one.
    let missing = PAGE - answer.len();
    answer.replacen("x-filler: ", &format!("x-filler: {}", "x".repeat(missing)), 1)
}

fn whole(kind: &str, body: String) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nx-github-request-id: C0DE\r\nx-ratelimit-remaining: 4999\r\n\
         x-ratelimit-reset: 4000000000\r\nx-filler: \r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn id(name: &str) -> u32 {
    name.bytes().fold(7, |id: u32, byte| id.wrapping_mul(31).wrapping_add(u32::from(byte))) >> 1
}

fn project(name: &str) -> String {
    let id = id(name);
    let page = format!("https://gitlab.com/{name}");
    format!(
        "{{\"id\": {id}, \"description\": \"Code of an invented paper about the rain of next week\", \"name\": \"code\", \
         \"path_with_namespace\": \"{name}\", \"created_at\": \"2021-03-09T08:11:52.101Z\", \"default_branch\": \"main\", \
         \"topics\": [], \"ssh_url_to_repo\": \"git@gitlab.com:{name}.git\", \"http_url_to_repo\": \"{page}.git\", \
         \"web_url\": \"{page}\", \"forks_count\": 4, \"star_count\": {}, \"last_activity_at\": \"2024-06-07T22:07:56Z\", \
         \"namespace\": {{\"id\": {id}, \"name\": \"group\", \"path\": \"group\", \"kind\": \"group\", \"full_path\": \"group\"}}, \
         \"empty_repo\": false, \"archived\": false, \"visibility\": \"public\", \
         \"license\": {{\"key\": \"mit\", \"name\": \"MIT License\", \"nickname\": null}}}}",
        id % 900
    )
}

/// Each alias of a question with a repository of its name.
fn repositories(question: &str) -> String {
    let mut data = String::from("{\"data\": {");
    for part in question.split(": repository(owner: \\\"").collect::<Vec<_>>().windows(2) {
        let alias = part[0].rsplit([' ', '{', '}']).next().unwrap_or_default();
        let mut words = part[1].split("\\\"");
        let (Some(owner), Some(_), Some(name)) = (words.next(), words.next(), words.next()) else { continue };
        let id = id(name);
        let _ = write!(
            data,
            "\"{alias}\": {{\"databaseId\": {id}, \"nameWithOwner\": \"{owner}/{name}\", \
             \"url\": \"https://github.com/{owner}/{name}\", \"isDisabled\": false, \"isArchived\": false, \
             \"isEmpty\": false, \"stargazerCount\": {}, \"pushedAt\": \"2024-06-07T22:07:56Z\", \
             \"description\": \"Code of an invented paper about the rain of next week\", \
             \"licenseInfo\": {{\"spdxId\": \"MIT\", \"name\": \"MIT License\"}}, \
             \"primaryLanguage\": {{\"name\": \"Python\"}}, \"defaultBranchRef\": {{\"name\": \"main\"}}}}, ",
            id % 900
        );
    }
    data.push_str("\"rateLimit\": {\"cost\": 1, \"remaining\": 4999, \"resetAt\": \"2026-11-23T20:00:00Z\"}}}");
    data
}
