//! Typst's marks.

use super::{behind, place};
use crate::cite::citation::{Author, Cite};

pub fn write(cites: &[Cite<String>]) -> String {
    let each: Vec<String> = cites.iter().map(one).collect();
    each.join(" ")
}

fn one(cite: &Cite<String>) -> String {
    let mut supplement = cite.locator.as_ref().map(|at| place(at, " ", "–", escaped)).unwrap_or_default();
    let suffix = escaped(&behind(&cite.suffix));
    // Typst puts a comma before a supplement itself.
    supplement.push_str(if supplement.is_empty() { suffix.trim_start_matches([',', ' ']) } else { &suffix });
    let form = match cite.author {
        Author::Usual => None,
        Author::LeftOut => Some("year"),
        Author::Alone => Some("author"),
        Author::InText => Some("prose"),
    };
    let mut mark = match (label(&cite.paper), supplement.is_empty() && form.is_none()) {
        // The short form leaves a last `.` or `:` to the sentence.
        (Ok(_), true) if !cite.paper.ends_with(['.', ':']) => format!("@{}", cite.paper),
        (Ok(label) | Err(label), _) => {
            let mut arguments = label;
            if !supplement.is_empty() && cite.author != Author::Alone {
                arguments.push_str(&format!(", supplement: [{supplement}]"));
            }
            arguments.extend(form.map(|form| format!(", form: \"{form}\"")));
            format!("#cite({arguments})")
        }
    };
    if !cite.prefix.is_empty() {
        mark.insert_str(0, &format!("{} ", escaped(cite.prefix.trim_end())));
    }
    mark
}

/// A key as Typst names it; labels are letters, digits and `_-.:`, others are in quotation marks.
fn label(key: &str) -> Result<String, String> {
    if !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.:".contains(c)) {
        return Ok(format!("<{key}>"));
    }
    Err(format!("label(\"{}\")", key.replace('\\', "\\\\").replace('"', "\\\"")))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if "\\*_`$#@<>[]~/'\"".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
