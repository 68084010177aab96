//! Bytes that mean something, looked up in a table: values are gone through byte by byte.

/// Some bytes out of all.
pub struct Signs([bool; 256]);

impl Signs {
    pub const fn of(signs: &[u8]) -> Self {
        let mut table = [false; 256];
        let mut at = 0;
        while at < signs.len() {
            table[signs[at] as usize] = true;
            at += 1;
        }
        Self(table)
    }

    /// With all bytes of letters beyond ASCII.
    pub const fn and_other_letters(mut self) -> Self {
        let mut byte = 0x80;
        while byte < 256 {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    pub fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    /// Where the first of them stands.
    pub fn find(&self, text: &str) -> Option<usize> {
        text.bytes().position(|byte| self.has(byte))
    }
}
