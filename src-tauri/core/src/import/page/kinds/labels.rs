//! Labelled fields: `Comments: 12 pages`.

use super::{Field, Kind, LONGEST, dates, ids};

pub fn label(line: &str) -> Option<(Field, usize)> {
    const LABELS: &[(&str, Field)] = &[
        ("title", Field::Title),
        ("paper title", Field::Title),
        ("paper", Field::Title),
        ("authors", Field::Authors),
        ("author", Field::Authors),
        ("author(s)", Field::Authors),
        ("abstract", Field::Abstract),
        ("summary", Field::Abstract),
        ("comments", Field::Comments),
        ("comment", Field::Comments),
        ("note", Field::Comments),
        ("journal-ref", Field::Venue),
        ("journal reference", Field::Venue),
        ("journal", Field::Venue),
        ("venue", Field::Venue),
        ("conference", Field::Venue),
        ("published in", Field::Venue),
        ("booktitle", Field::Venue),
        ("year", Field::Year),
        ("date", Field::Year),
        ("published", Field::Year),
        ("publication date", Field::Year),
        ("code", Field::Link),
        ("github", Field::Link),
        ("repo", Field::Link),
        ("repository", Field::Link),
        ("project page", Field::Link),
        ("project", Field::Link),
        ("link", Field::Link),
        ("url", Field::Link),
        ("pdf", Field::Link),
        ("website", Field::Link),
        ("source code", Field::Link),
        ("homepage", Field::Link),
        ("doi", Field::Link),
        ("arxiv id", Field::Link),
        ("related doi", Field::Link),
        ("arxiv link", Field::Link),
        ("paper link", Field::Link),
        ("subjects", Field::Other),
        ("subject", Field::Other),
        ("categories", Field::Other),
        ("cite as", Field::Other),
        ("keywords", Field::Other),
        ("tags", Field::Other),
        ("keyword", Field::Other),
        ("msc classes", Field::Other),
        ("acm classes", Field::Other),
        ("msc-class", Field::Other),
        ("acm-class", Field::Other),
        ("report-no", Field::Other),
        ("report number", Field::Other),
        ("license", Field::Other),
        ("proxy", Field::Other),
        ("from", Field::Other),
        ("submission history", Field::Other),
        ("primary area", Field::Other),
        ("readers", Field::Other),
        ("tl;dr", Field::Other),
        ("current browse context", Field::Other),
        ("access paper", Field::Other),
        ("replaced with revised version", Field::Other),
        ("upvotes", Field::Other),
        ("page title", Field::Other),
        ("topics", Field::Other),
    ];
    // The colon is looked for near the start only: an abstract may be the whole line.
    let head = line
        .get(..line.len().min(40))
        .unwrap_or_else(|| line.get(..line.chars().take(24).map(char::len_utf8).sum()).unwrap_or(line));
    let whole = line.len() <= 12
        && matches!(line.trim_end_matches(['.', ':']).to_ascii_lowercase().as_str(), "abstract" | "authors");
    if whole {
        let field = if line.to_ascii_lowercase().starts_with("abs") { Field::Abstract } else { Field::Authors };
        return Some((field, line.len()));
    }
    let (at, separator) = head.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '—'))?;
    let name = head[..at].trim();
    // Only an abstract is introduced by a dash; "Code — …" could be a title.
    let known = LABELS.iter().find(|(label, _)| name.eq_ignore_ascii_case(label))?;
    if separator == '—' && known.1 != Field::Abstract {
        return None;
    }
    let at = at + separator.len_utf8();
    if line[at..].starts_with("//") {
        return None;
    }
    let space = line[at..].len() - line[at..].trim_start().len();
    Some((known.1, at + space))
}

pub fn labelled(line: &str, field: Field, at: usize) -> Kind {
    let value = &line[at..];
    // "Code: A Survey" is a title; a link's label wants an address behind it.
    match field {
        Field::Link if value.is_empty() => Kind::Skip("navigation"),
        Field::Link if !looks_like_address(value) => Kind::Text,
        // "Authors: …", "Paper: …" are taken at their word only when they are not sentences.
        Field::Year if !value.is_empty() && !dates::is_date(value) && dates::year(value).is_none() => Kind::Text,
        Field::Other if value.len() > LONGEST => Kind::Text,
        Field::Title if value.is_empty() && line.len() < 12 => Kind::Skip("navigation"),
        _ => Kind::Labelled(field, at),
    }
}

fn looks_like_address(value: &str) -> bool {
    let first = value.split(' ').next().unwrap_or_default();
    value.split(' ').count() <= 4
        && (first.contains("://")
            || first.starts_with("10.")
            || first.contains(".com/")
            || first.contains(".org/")
            || first.contains(".io")
            || !ids::find_identifiers(value).is_empty())
}
