//! Row ids made without coordination: milliseconds since 2020 above 12 bits of a counter with a random start.
//!
//! 53 bits in all, so that JavaScript keeps them exact; ordered in time, so that `ORDER BY id` is order of arrival;
//! made apart on two laptops they hardly ever meet, so that libraries can be merged.

use std::sync::Mutex;

use crate::model::{Id, Millis};

const EPOCH_2020: Millis = 1_577_836_800_000;
/// Sixty years on. A clock that is further ahead is wrong, and would make ids that JavaScript cannot hold.
const LATEST: Millis = 60 * 365 * 86_400_000;

pub struct IdSource {
    clock: fn() -> Millis,
    last: Mutex<Id>,
    salt: Id,
}

impl IdSource {
    /// `after` is the greatest id there is: a clock that was set back must not make one of them again.
    pub fn new(clock: fn() -> Millis, after: Id) -> Self {
        let mut bytes = [0_u8; 2];
        // Without randomness ids are still unique on this machine; only a later merge is likelier to collide.
        let salt = getrandom::fill(&mut bytes).map_or(0, |()| Id::from(u16::from_le_bytes(bytes)) & 0xFFF);
        Self { clock, last: Mutex::new(after), salt }
    }

    /// A new id, greater than any this source gave before, also when the clock jumps.
    pub fn next(&self) -> Id {
        let mut last = super::lock(&self.last);
        let candidate = (((self.clock)() - EPOCH_2020).clamp(1, LATEST) << 12) | self.salt;
        *last = candidate.max(*last + 1);
        *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_and_fit_a_javascript_number() {
        let ids = IdSource::new(|| 1_795_000_000_000, 0);
        let mut before = 0;
        for _ in 0..10_000 {
            let id = ids.next();
            assert!(id > before, "an id made later is greater, even within one millisecond");
            assert!(id < 1 << 53, "JavaScript must be able to hold {id}");
            before = id;
        }
    }

    #[test]
    fn a_wrong_clock_makes_no_wrong_ids() {
        for clock in [|| 0, || 9_000_000_000_000_000] as [fn() -> Millis; 2] {
            let id = IdSource::new(clock, 5_000_000_000_000_000).next();
            assert!((5_000_000_000_000_001..1 << 53).contains(&id), "{id} is new, and safe as a number of the page");
        }
    }
}
