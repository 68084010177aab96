//! LaTeX's commands: those of its own, of natbib and of BibLaTeX.

use super::{behind, dashed, place};
use crate::cite::citation::locator::Label;
use crate::cite::citation::{Author, Cite};
use crate::formats::bibtex::encode;

/// What a package calls its commands.
struct Family {
    left_out: &'static str,
    in_text: &'static str,
    /// It writes “p.” itself.
    pages: bool,
}

pub fn write(command: &str, cites: &[Cite<String>]) -> String {
    if command == "nocite" || cites.iter().all(Cite::is_bare) {
        let keys: Vec<&str> = cites.iter().map(|cite| cite.paper.as_str()).collect();
        return format!("\\{command}{{{}}}", keys.join(","));
    }
    let family = match command {
        "citep" | "citet" => Family { left_out: "citeyearpar", in_text: "citet", pages: false },
        // Only these two are known to all packages.
        "cite" => Family { left_out: "citeyear", in_text: "citet", pages: false },
        "autocite" => Family { left_out: "autocite*", in_text: "textcite", pages: true },
        _ => Family { left_out: "parencite*", in_text: "textcite", pages: true },
    };
    let usual = cites.iter().all(|cite| cite.author == Author::Usual);
    let several = usual && cites.len() > 1;
    if several && family.pages {
        let each: String = cites.iter().map(|cite| arguments(cite, true)).collect();
        return format!("\\{command}s{each}");
    }
    let bracketed = several && command == "citep";
    let each = cites.iter().map(|cite| {
        let name = match cite.author {
            Author::Usual if bracketed => "citealp",
            Author::Usual => command,
            Author::LeftOut => family.left_out,
            Author::Alone => "citeauthor",
            Author::InText => family.in_text,
        };
        // Neither LaTeX itself nor a name alone takes words before.
        if name == "citeauthor" || name == "cite" {
            let prefix =
                if cite.prefix.is_empty() { String::new() } else { encode(cite.prefix.trim_end(), false) + " " };
            let bare = Cite { prefix: String::new(), ..cite.clone() };
            let rest = if name == "cite" { arguments(&bare, false) } else { format!("{{{}}}", cite.paper) };
            return format!("{prefix}\\{name}{rest}");
        }
        format!("\\{name}{}", arguments(cite, family.pages))
    });
    let joined = each.collect::<Vec<_>>().join(if command == "cite" { ", " } else { "; " });
    if bracketed { format!("\\citetext{{{joined}}}") } else { joined }
}

/// `[see][p.~12]{key}`
fn arguments(cite: &Cite<String>, pages: bool) -> String {
    let encoded = |text: &str| encode(text, false);
    let mut post = match &cite.locator {
        Some(at) if pages && at.label == Label::Page => dashed(&encoded(&at.value), "--"),
        Some(at) => place(at, "~", "--", |text| encode(text, false)),
        None => String::new(),
    };
    let suffix = behind(&cite.suffix);
    // What is behind the paper gets its comma from the package.
    let suffix = if post.is_empty() { suffix.trim_start_matches([',', ' ']) } else { &suffix };
    post.push_str(&encoded(suffix));
    let pre = encoded(cite.prefix.trim_end());
    // A bracket would end the argument.
    let within = |text: String| if text.contains(['[', ']']) { format!("{{{text}}}") } else { text };
    let (pre, post, key) = (within(pre), within(post), &cite.paper);
    match (pre.is_empty(), post.is_empty()) {
        (true, true) => format!("{{{key}}}"),
        (true, false) => format!("[{post}]{{{key}}}"),
        (false, _) => format!("[{pre}][{post}]{{{key}}}"),
    }
}
