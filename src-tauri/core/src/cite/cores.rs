//! Work that is the same for each of many, on several cores.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// As many at a time as are worth the trouble of sharing.
const PART: usize = 16;

/// As many as there are.
pub fn all() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What is made of each, in their order.
pub fn on_cores<T: Sync, R: Send>(cores: usize, list: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let parts: Vec<&[T]> = list.chunks(PART).collect();
    let cores = cores.min(parts.len());
    if cores < 2 {
        return list.iter().map(make).collect();
    }
    // Parts differ in length, so each core takes the next one that nobody has.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some((at, part)) = Some(next.fetch_add(1, Relaxed)).and_then(|at| Some((at, parts.get(at)?))) {
            made.push((at, part.iter().map(&make).collect::<Vec<R>>()));
        }
        made
    };
    let mut made: Vec<(usize, Vec<R>)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut made = work();
        for other in others {
            match other.join() {
                Ok(theirs) => made.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    });
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().flat_map(|(_, made)| made).collect()
}
