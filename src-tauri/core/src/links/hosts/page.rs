//! Any page of the web: is it there? Status codes alone lie: sites lead to their front page, to a sign-in, or say
//! "not found" under 200. Whatever looks like that is doubtful, and never called alive.

use std::time::Duration;

use reqwest::Url;

use super::asking::Asking;
use super::host::{Host, Place};
use crate::links::verdict::{Answer, Body, Found, Observed, Reading, Speaker, looks_like_no_page, read_text};

/// Redirects followed, each looked at before.
const HOPS: usize = 5;
/// A title stands early.
const MOST: usize = 64 * 1024;
/// What no site has: whoever answers this with 200 answers everything so.
const NOWHERE: &str = "/postil-asks-for-a-page-that-is-not-there";

/// A page at an address.
pub struct Page<'a> {
    pub url: &'a Url,
}

/// Where a walk along redirects ended.
struct Walked {
    url: Url,
    /// Each step on the way was meant to last.
    for_good: bool,
    reading: Reading,
}

impl Host for Page<'_> {
    const SPACING: Duration = Duration::from_secs(1);

    fn speaker<'a>(&self, place: &Place<'a>) -> Speaker<'a> {
        Speaker { name: place.host, hides_private: false, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        let walked = self.walk(place, asking).await;
        let reading = match walked.reading {
            Reading::Found(found) => match doubt(self.url, &walked.url) {
                Some(words) => Reading::Odd(words.into()),
                None if walked.url.scheme() == "http" && self.answers_everything(&walked.url, asking).await => {
                    Reading::Odd("The connection is not secure, and whatever is asked for is answered.".into())
                }
                None => self.landed(place, *found, &walked.url, walked.for_good),
            },
            other => other,
        };
        Some(Observed { repository: Some(reading), ..Observed::default() })
    }
}

impl Page<'_> {
    async fn walk(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Walked {
        let (mut url, mut for_good) = (self.url.clone(), true);
        for _ in 0..=HOPS {
            let answer = asking.text(&url, MOST).await;
            let reading = read_page(place.host, &answer);
            asking.take_in(&answer, &reading);
            let Reading::Redirect(location) = &reading else {
                return Walked { url, for_good, reading };
            };
            let Some(next) = next(&url, location) else {
                let reading = Reading::Odd("It leads to an address that Postil does not follow.".into());
                return Walked { url, for_good, reading };
            };
            for_good &= matches!(&answer, Answer::Response(response) if matches!(response.status, 301 | 308));
            url = next;
        }
        Walked { url, for_good, reading: Reading::Odd("It leads from address to address and does not end.".into()) }
    }

    fn landed(&self, place: &Place<'_>, found: Found, end: &Url, for_good: bool) -> Reading {
        let elsewhere = site(end) != site(self.url);
        let name = format!("{}{}", end.host_str().unwrap_or_default(), end.path().trim_end_matches('/'));
        let found = match (elsewhere, for_good) {
            (true, true) => Found { full_name: name, url: end.to_string(), ..found },
            (true, false) => {
                Found { full_name: place.full_name(), note: Some(format!("For now it leads to {name}.")), ..found }
            }
            _ => Found { full_name: place.full_name(), ..found },
        };
        Reading::Found(Box::new(found))
    }

    /// Without encryption anyone on the way may answer, and a captive portal answers everything.
    async fn answers_everything(&self, end: &Url, asking: &mut Asking<'_>) -> bool {
        let mut nowhere = end.clone();
        nowhere.set_path(NOWHERE);
        nowhere.set_query(None);
        matches!(&asking.text(&nowhere, 0).await, Answer::Response(response) if response.status < 400)
    }
}

fn read_page(host: &str, answer: &Answer) -> Reading {
    let response = match read_text(host, answer) {
        Ok(response) => response,
        Err(reading) => return reading,
    };
    match response.status {
        200..=299 => match &response.body {
            Body::Text(text) if looks_like_no_page(text) => {
                Reading::Odd("A page is there, but it reads like one that says \u{201c}not found\u{201d}.".into())
            }
            _ => Reading::Found(Box::default()),
        },
        301 | 302 | 303 | 307 | 308 => match &response.location {
            Some(location) => Reading::Redirect(location.clone()),
            None => Reading::Odd("It leads on, but does not say where to.".into()),
        },
        401 => Reading::Refused("The page asks for a sign-in.".into()),
        403 => Reading::Refused("The page is not shown to programs, or not to anyone.".into()),
        404 => Reading::Missing,
        410 => Reading::Gone(None),
        451 => Reading::Blocked(Default::default()),
        status => Reading::Odd(format!("{host} gave an answer Postil does not know ({status}).")),
    }
}

/// Where a redirect leads. From a secure page to an insecure one is no way for Postil.
pub fn next(from: &Url, location: &str) -> Option<Url> {
    let mut next = from.join(location).ok()?;
    next.set_fragment(None);
    let sound = matches!((from.scheme(), next.scheme()), ("https", "https") | ("http", "http" | "https"));
    (sound && location.len() < 4_000).then_some(next)
}

/// Why a page at the end of redirects need not be the one that was asked for.
fn doubt(asked: &Url, end: &Url) -> Option<&'static str> {
    if asked.path() == end.path() && site(asked) == site(end) {
        return None;
    }
    const SIGN_IN: [&str; 7] = ["login", "signin", "sign_in", "sign-in", "sso", "auth", "accounts"];
    let last = end.path().to_ascii_lowercase();
    let host = end.host_str().unwrap_or_default().to_ascii_lowercase();
    let asks_in = |text: &str, by: &[char]| {
        text.split(by).any(|word| SIGN_IN.contains(&word.split(".").next().unwrap_or_default()))
    };
    if asks_in(&last, &['/']) || asks_in(host.split('.').next().unwrap_or_default(), &['-']) {
        return Some("It leads to a sign-in, so nobody can tell what is behind it.");
    }
    let deep = |url: &Url| !url.path().trim_matches('/').is_empty();
    if deep(asked) && !deep(end) {
        return Some("It leads to a front page: the page itself may be gone.");
    }
    if ["404", "notfound", "not-found", "not_found", "error"].iter().any(|word| last.contains(word)) {
        return Some("It leads to a page for what was not found.");
    }
    None
}

/// The host without `www.`: to go from one to the other is no move.
fn site(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_redirect_may_hide() {
        let url = |text: &str| Url::parse(text).expect(text);
        let asked = url("https://lab.example.org/projects/rain");
        for (end, doubtful) in [
            ("https://lab.example.org/projects/rain", false),
            ("https://lab.example.org/projects/rain/", false),
            ("https://www.lab.example.org/projects/rain.html", false),
            ("https://new.example.org/rain", false),
            ("https://lab.example.org/authors/rain", false),
            ("https://lab.example.org/", true),
            ("https://new.example.org", true),
            ("https://lab.example.org/login?next=/projects/rain", true),
            ("https://lab.example.org/users/sign_in", true),
            ("https://sso.example.org/realm", true),
            ("https://login.example.org/x", true),
            ("https://lab.example.org/404.html", true),
            ("https://lab.example.org/error/not-found", true),
        ] {
            assert_eq!(doubt(&asked, &url(end)).is_some(), doubtful, "{end}");
        }
        assert_eq!(
            doubt(&url("https://rain.example.org/"), &url("https://www.rain.example.org/")),
            None,
            "a front page may lead to one"
        );
        assert_eq!(
            doubt(&url("https://a.example/login"), &url("https://a.example/login")),
            None,
            "a page may be called so"
        );
    }

    #[test]
    fn where_a_redirect_may_lead() {
        let to = |from: &str, location: &str| next(&Url::parse(from).expect(from), location).map(String::from);
        assert_eq!(
            to("https://a.example/x/y", "../z#top").as_deref(),
            Some("https://a.example/z"),
            "relative to the page"
        );
        assert_eq!(
            to("http://a.example/", "https://a.example/").as_deref(),
            Some("https://a.example/"),
            "to what is secure"
        );
        for location in
            ["http://a.example/", "ftp://a.example/", "javascript:alert(1)", "file:///etc/passwd", "https://"]
        {
            assert_eq!(to("https://a.example/", location), None, "{location} is not followed");
        }
    }
}
