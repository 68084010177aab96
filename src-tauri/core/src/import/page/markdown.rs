//! The bits of Markdown that a pasted page carries: links, emphasis, rows of tables.

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
        // `[[code]](url)`: the outer brackets draw a button, its word is no part of the line.
        let boxed = words.ends_with(']') && out.ends_with('[');
        if boxed {
            out.pop();
        }
        let is_button = words.starts_with("LINK:") || is_image || boxed;
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

/// The cells of a table's row, without the outer bars; `\|` is a bar in a cell.
pub fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = if row.ends_with("\\|") { row } else { row.strip_suffix('|').unwrap_or(row) };
    let mut cells = Vec::new();
    let mut cell = String::new();
    for c in row.chars() {
        if c == '|' && cell.ends_with('\\') {
            cell.pop();
            cell.push('|');
        } else if c == '|' {
            cells.push(std::mem::take(&mut cell));
        } else {
            cell.push(c);
        }
    }
    cells.push(cell);
    cells
}

/// Whether a row only draws the line under a table's head: `|---|:--:|`.
pub fn is_rule(row: &str) -> bool {
    row.contains('|') && row.contains("--") && row.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
