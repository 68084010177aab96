//! What the answers of pages have in common, and what their words give away.

use super::answer::{Answer, Reading, Response, whole};
use super::dialect::limit;

/// The response to look into, or what it means whoever gave it: no answer, a limit, trouble.
pub fn read_text<'a>(host: &str, answer: &'a Answer) -> Result<&'a Response, Reading> {
    let response = whole(answer)?;
    if let Some(limit) = limit(response) {
        return Err(limit);
    }
    match response.status {
        500.. => Err(Reading::Trouble(format!("{host} answered with an error of its own ({}).", response.status))),
        _ => Ok(response),
    }
}

/// Whether the title of a page says that it is not the one asked for.
pub fn looks_like_no_page(html: &str) -> bool {
    let Some(title) = title(html) else { return false };
    let title = title.trim().to_lowercase();
    let whole = ["error", "not found", "login", "log in", "sign in", "just a moment..."];
    let part = [
        "page not found",
        "site not found",
        "not found |",
        "file not found",
        "page doesn't exist",
        "page does not exist",
        "page can't be found",
        "domain is for sale",
        "domain for sale",
        "domain parking",
        "parked domain",
        "wi-fi",
        "captive portal",
    ];
    let numbered = title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "404");
    numbered || whole.contains(&title.as_str()) || part.iter().any(|words| title.contains(words))
}

fn title(html: &str) -> Option<&str> {
    // Lower case of ASCII keeps every byte in its place.
    let lower = html.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower[open..].find('>')? + 1;
    let length = lower[start..].find("</title").unwrap_or(lower.len() - start);
    html.get(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_pages_that_are_not_there() {
        for (title, is_none) in [
            ("404", true),
            ("404 Not Found", true),
            ("Page not found \u{b7} GitHub Pages", true),
            ("Site not found \u{b7} GitHub Pages", true),
            ("Hotel Wi-Fi", true),
            ("This domain is for sale", true),
            ("Sign in", true),
            ("RainNet: forecasting from sparse records", false),
            ("Lost and Found: searching for what is not found by others", false),
            ("Error bars for everyone", false),
            ("A survey of 4040 sources", false),
            ("", false),
        ] {
            let html = format!("<!doctype html><html><head><TITLE lang=en>\n{title}</TITLE></head>");
            assert_eq!(looks_like_no_page(&html), is_none, "{title:?}");
        }
        assert!(
            !looks_like_no_page("\u{0130}<p>no title, and a letter whose lower case is longer"),
            "no title says nothing"
        );
        assert!(looks_like_no_page("<title>404 Not Found"), "a title without an end is one");
    }
}
