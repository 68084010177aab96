//! On which line the items of a list in JSON begin: the tree that a parser makes of it no longer tells.

/// The line of each item of the outermost list, or of the one called `items` or `references` in the outermost object;
/// for an object without such a list, its own. `text` is sound JSON, and lines count from 1.
pub fn lines(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let (mut line, mut depth, mut at) = (1_u32, 0_usize, 0);
    let (mut own, mut found) = (1, Vec::new());
    // How deep the items stand, once their list was found, and whether the next sign begins one.
    let (mut items, mut next_begins) = (None, false);
    let mut key = "";
    while let Some(&byte) = bytes.get(at) {
        let is_item = next_begins && items == Some(depth) && !byte.is_ascii_whitespace() && !b"]},".contains(&byte);
        if is_item {
            found.push(line);
            next_begins = false;
        }
        match byte {
            b'\n' => line += 1,
            b'"' => {
                let start = at + 1;
                at = end_of_string(bytes, start);
                if depth == 1 && items.is_none() {
                    key = text.get(start..at).unwrap_or_default();
                }
            }
            b'[' | b'{' => {
                depth += 1;
                if depth == 1 {
                    own = line;
                }
                let is_list = depth == 1 || depth == 2 && matches!(key, "items" | "references");
                if byte == b'[' && items.is_none() && is_list {
                    (items, next_begins) = (Some(depth), true);
                }
            }
            b']' if items == Some(depth) => return found,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if items == Some(depth) => next_begins = true,
            _ => {}
        }
        at += 1;
    }
    if items.is_none() { vec![own] } else { found }
}

/// The place of the quote that ends a string.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_by_where_they_begin() {
        let cases: [(&str, &[u32]); 7] = [
            ("\n[\n{\"a\": [1,\n2]}, {},\n\"x\",\n {\"b\": \"}\\\"],\"}\n]", &[3, 4, 5, 6]),
            ("{\n\"config\": {\"items\": [1]},\n\"items\": [\n{},\n{}]}", &[4, 5]),
            ("{\"more\": [1],\n \"references\": [{},\n{}]}", &[2, 3]),
            ("\n\n{\"id\": 1}", &[3]),
            ("[]", &[]),
            ("", &[1]),
            ("[{\"unfinished\": \"\\", &[1]),
        ];
        for (text, wanted) in cases {
            assert_eq!(lines(text), wanted, "{text}");
        }
    }
}
