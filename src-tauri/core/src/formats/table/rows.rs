//! Cells, rows and lines of a table.

/// The rows of a table with the number of the line each begins on.
pub struct Rows<'a> {
    rest: &'a str,
    sign: char,
    line: u32,
}

impl<'a> Rows<'a> {
    /// The sign between cells is the one that the first line has most of; `None` when it has none.
    pub fn of(text: &'a str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        let sign = [',', ';', '\t'].into_iter().max_by_key(|sign| first.matches(*sign).count())?;
        first.contains(sign).then_some(Self { rest: text, sign, line: 1 })
    }

    pub fn sign(&self) -> char {
        self.sign
    }
}

impl Iterator for Rows<'_> {
    type Item = (u32, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let begin = self.line;
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut chars = self.rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if cell.trim().is_empty() => {
                    cell.clear();
                    quoted = true;
                }
                '\n' if !quoted => {
                    self.line += 1;
                    self.rest = &self.rest[at + 1..];
                    cells.push(cell);
                    return Some((begin, cells));
                }
                '\r' if !quoted => {}
                c if c == self.sign && !quoted => cells.push(std::mem::take(&mut cell)),
                c => {
                    self.line += u32::from(c == '\n');
                    cell.push(c);
                }
            }
        }
        self.rest = "";
        cells.push(cell);
        Some((begin, cells))
    }
}
