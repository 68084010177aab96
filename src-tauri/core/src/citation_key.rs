//! What a citation key may be.

use crate::error::{Error, Result};

/// The key without blanks around it; `None` when nothing is left.
///
/// # Errors
/// `Validation`, when it is too long or holds what LaTeX or BibTeX would stumble over.
pub fn checked(value: &str) -> Result<Option<String>> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let is_sign = |c| matches!(c, '{' | '}' | '(' | ')' | ',' | '=' | '#' | '%' | '"' | '\'' | '\\' | '~' | '@');
    let forbidden = |c: char| is_sign(c) || c.is_whitespace() || c.is_control();
    if value.chars().count() > 200 || value.chars().any(forbidden) {
        return Err(Error::validation(
            "citation_key",
            "A citation key has up to 200 characters, without spaces and without { } ( ) , = # % \" ' \\ ~ @.",
        ));
    }
    Ok(Some(value.to_owned()))
}
