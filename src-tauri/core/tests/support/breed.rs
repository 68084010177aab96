//! Inputs bred from others, the same ones each time.

/// Numbers that look random and are the same on every machine (xorshift).
pub struct Numbers(u64);

impl Numbers {
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }
}

/// One step of what a fuzzer does: a byte changed, a piece cut out, doubled, or taken from another seed.
pub fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    let end = (at + 1 + numbers.below(24)).min(bytes.len());
    match numbers.below(6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
        1 if at < bytes.len() => drop(bytes.drain(at..end)),
        2 if at < bytes.len() => {
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece.repeat(1 + numbers.below(4)));
        }
        3 => {
            const TELLING: &[u8] = b" \n\t/.-_:#?@[](){}<>|\\\"'`*$&%;\0\x80\xff";
            bytes.insert(at, TELLING[numbers.below(TELLING.len())]);
        }
        4 => {
            let other = &seeds[numbers.below(seeds.len())];
            let from = numbers.below(other.len());
            let to = (from + 1 + numbers.below(40)).min(other.len());
            bytes.splice(at..at, other[from..to].iter().copied());
        }
        _ => bytes.truncate(at),
    }
}
