//! The bits of Markdown that a pasted page carries: links, emphasis.

/// Takes `[text](url)`, `![image](url)` and `[LINK: text](url)` apart: addresses go to `links`, the words stay.
///
/// `None` when the line has no such link, which is nearly always.
pub fn take_links(line: &str, links: &mut Vec<String>) -> Option<String> {
    if !line.contains("](") {
        return None;
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(middle) = rest.find("](") {
        let Some(end) = closing(&rest[middle + 2..]) else { break };
        // The innermost opening bracket, so that `[[code]](url)` and `[1] see [code](url)` come apart rightly.
        let Some(open) = rest[..middle].rfind('[') else {
            out.push_str(&rest[..middle + 2]);
            rest = &rest[middle + 2..];
            continue;
        };
        let words = &rest[open + 1..middle];
        let target = &rest[middle + 2..middle + 2 + end];
        let address = target.split_whitespace().next().unwrap_or_default().trim_matches(['<', '>']);
        let before = &rest[..open];
        let is_image = before.ends_with('!');
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        if address.starts_with("http") && !is_image {
            links.push(address.to_owned());
        }
        let is_button = words.starts_with("LINK:") || is_image;
        if !is_button {
            out.push_str(words);
        }
        rest = &rest[middle + 3 + end..];
    }
    out.push_str(rest);
    let out = out.trim().to_owned();
    Some(out)
}

/// Where the target of a link ends: at the bracket that closes it, not one inside the address.
fn closing(target: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (at, c) in target.char_indices().take(4_096) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The line without `**` and `__` around words; `None` when there are none.
pub fn without_emphasis(line: &str) -> Option<String> {
    (line.matches("**").nth(1).is_some()).then(|| line.replace("**", ""))
}
