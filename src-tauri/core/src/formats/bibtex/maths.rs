//! Mathematics in LaTeX: kept between its dollar signs, or turned into text where Unicode says the same.

use super::latex::{DEEPEST, WINDOW, argument, decode};
use super::symbols::{script, symbol};

fn window(text: &str) -> &str {
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `$…$` or `$$…$$`, from its first dollar sign.
pub fn math<'a>(text: &'a str, out: &mut String) -> &'a str {
    let (fence, inside) = match text.strip_prefix("$$") {
        Some(inside) => ("$$", inside),
        None => ("$", &text[1..]),
    };
    let near = window(inside);
    let mut from = 0;
    while let Some(at) = near[from..].find(fence).map(|at| at + from) {
        if !inside[..at].ends_with('\\') {
            push_math(&inside[..at], out);
            return &inside[at + fence.len()..];
        }
        from = at + 1;
    }
    out.push('$');
    &text[1..]
}

pub fn delimited_math<'a>(text: &'a str, close: &str, out: &mut String) -> &'a str {
    match window(text).find(close) {
        Some(at) => {
            push_math(&text[..at], out);
            &text[at + close.len()..]
        }
        None => text,
    }
}

pub fn push_math(inside: &str, out: &mut String) {
    // As astronomers' .bib files have it within mathematics, where it says nothing: `M$_{\ensuremath{\odot}}$`.
    let inside = &inside.replace("\\ensuremath", "");
    let mut plain = String::new();
    if as_text(inside, &mut plain, 0, false).is_some() {
        out.push_str(&plain);
    } else if !inside.trim().is_empty() {
        out.push('$');
        out.push_str(inside);
        out.push('$');
    }
}

/// Mathematics that is only signs, numbers, and what is raised or lowered; `None` when it is more. Letters are variables
/// unless they stand upright.
fn as_text(inside: &str, out: &mut String, depth: usize, mut upright: bool) -> Option<()> {
    let mut rest = inside;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                // `$\rm H_2O$`: from here on.
                upright |=
                    rest.strip_prefix("rm").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()));
                let (was, before) = (rest, out.len());
                rest = math_command(rest, out, depth)?;
                // "3 \times 3": a blank ends the command, and stands on both sides of the sign.
                let blank_behind = was[..was.len() - rest.len()].ends_with(' ');
                if blank_behind && out[..before].ends_with(' ') && out.len() > before && !rest.is_empty() {
                    out.push(' ');
                }
            }
            '^' | '_' => {
                let (text, after) = match rest.chars().next()? {
                    '{' => argument(rest)?,
                    '\\' => {
                        let name = 1 + rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
                        let more = argument(&rest[name..]).map_or(0, |(inside, _)| inside.len() + 2);
                        rest.split_at(name + more)
                    }
                    c => rest.split_at(c.len_utf8()),
                };
                if c == '^' && text.trim() == "\\circ" {
                    out.push('°');
                } else if c == '^'
                    && matches!(text.trim(), "TM" | "\\mbox{TM}" | "\\text{TM}" | "\\textrm{TM}" | "\\mathrm{TM}")
                {
                    out.push('™');
                } else {
                    out.push_str(&scripts(text.trim(), c == '^', depth)?);
                }
                rest = after;
            }
            '{' => {
                if let Some((letters, after)) = upright_group(&inside[inside.len() - rest.len() - 1..]) {
                    out.push_str(letters);
                    rest = after;
                }
            }
            '}' => {}
            '-' => out.push('−'),
            _ if c == '&' || c.is_ascii_alphabetic() && !upright => return None,
            _ => out.push(c),
        }
    }
    Some(())
}

/// What is raised or lowered, in the small letters that Unicode has. What is lowered may hold one that it has not, as in
/// "Cu₂₋δO"; beside what is raised it would be a factor.
fn scripts(text: &str, is_raised: bool, depth: usize) -> Option<String> {
    let small: Option<String> = text.chars().map(|letter| script(letter, is_raised)).collect();
    if let Some(small) = small.filter(|small| !small.is_empty()) {
        return Some(small);
    }
    if depth >= DEEPEST {
        return None;
    }
    let mut plain = String::new();
    as_text(text, &mut plain, depth + 1, true)?;
    let found: Vec<Option<char>> = plain.chars().map(|letter| script(letter, is_raised)).collect();
    let known = found.iter().flatten().count();
    let is_fine = if is_raised { known == found.len() } else { found.first()?.is_some() && known * 2 >= found.len() };
    (is_fine && known > 0).then(|| plain.chars().zip(found).map(|(plain, small)| small.unwrap_or(plain)).collect())
}

/// `{\rm GaN}`: letters that stand upright are no variables.
fn upright_group(text: &str) -> Option<(&str, &str)> {
    let (group, after) = argument(text)?;
    let letters = group.trim_start().strip_prefix("\\rm")?.strip_prefix([' ', '~'])?.trim();
    letters.chars().all(|c| c.is_alphanumeric() || c == '-').then_some((letters, after))
}

fn math_command<'a>(text: &'a str, out: &mut String, depth: usize) -> Option<&'a str> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if length == 0 {
        let sign = text.chars().next()?;
        match sign {
            ',' | ';' | ':' | ' ' | '!' => out.push(' '),
            '%' | '&' | '#' | '_' | '$' | '{' | '}' => out.push(sign),
            _ => return None,
        }
        return Some(&text[sign.len_utf8()..]);
    }
    let (name, rest) = text.split_at(length);
    match name {
        "mathrm" | "text" | "textrm" | "mbox" | "textsc" | "mathsf" | "texttt" | "mathit" | "textit" | "mathbf" => {
            let (text, after) = argument(rest.trim_start())?;
            if depth >= DEEPEST || text.contains('$') {
                return None;
            }
            if text.contains(['^', '_']) {
                as_text(text, out, depth + 1, true)?;
            } else {
                decode(text, depth + 1, out);
            }
            Some(after)
        }
        // Sets of numbers.
        "mathbb" => {
            let (text, after) = argument(rest.trim_start())?;
            let sets = [('C', 'ℂ'), ('H', 'ℍ'), ('N', 'ℕ'), ('P', 'ℙ'), ('Q', 'ℚ'), ('R', 'ℝ'), ('Z', 'ℤ')];
            for letter in text.chars() {
                out.push(sets.iter().find(|(plain, _)| *plain == letter)?.1);
            }
            Some(after)
        }
        "frac" | "tfrac" | "dfrac" | "nicefrac" | "sfrac" => {
            let (above, after) = argument(rest.trim_start())?;
            let (below, after) = argument(after.trim_start())?;
            let simple = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty();
            (depth < DEEPEST && simple(above.trim()) && simple(below.trim())).then_some(())?;
            out.extend([above.trim(), "/", below.trim()]);
            Some(after)
        }
        "left" | "right" | "rm" | "mathrel" | "displaystyle" => Some(rest.trim_start()),
        "bar" | "overline" => {
            let (text, after) = argument(rest.trim_start()).or_else(|| {
                let rest = rest.trim_start();
                rest.chars().next().map(|c| rest.split_at(c.len_utf8()))
            })?;
            for digit in text.chars().map(|c| c.is_ascii_digit().then_some(c)) {
                out.extend([digit?, '\u{305}']);
            }
            Some(after)
        }
        "sqrt" => None,
        _ => {
            out.push_str(symbol(name)?);
            Some(rest.trim_start())
        }
    }
}
