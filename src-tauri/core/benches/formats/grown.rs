//! A larger .bib out of a smaller: each copy under keys of its own, titles turned by a word, years shifted.

/// The file as it is, and so many copies of it less one.
pub fn enlarged(text: &str, copies: usize) -> String {
    let mut grown = text.to_owned();
    for copy in 1..copies {
        for line in text.lines() {
            grown.push('\n');
            grown.push_str(&changed(line, copy));
        }
    }
    grown
}

fn changed(line: &str, copy: usize) -> String {
    if line.starts_with('@') && line.ends_with(',') {
        return format!("{}-copy{copy},", line.trim_end_matches(','));
    }
    let quoted = |name: &str| line.strip_prefix(&format!("    {name} = \"")).and_then(|rest| rest.strip_suffix("\","));
    if let Some(year) = quoted("year").and_then(|year| year.parse::<usize>().ok()) {
        return format!("    year = \"{}\",", year - copy);
    }
    // Within braces a blank does not part words.
    if let Some(title) = quoted("title").filter(|title| !title.contains('{')) {
        let mut words: Vec<&str> = title.split(' ').collect();
        let turn = copy % words.len();
        words.rotate_left(turn);
        return format!("    title = \"{}\",", words.join(" "));
    }
    line.to_owned()
}
