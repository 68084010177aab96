//! What the programs of a window hold in memory, as the system counts it.

use std::path::Path;

/// In kB. Pages that several programs share are counted in parts (PSS), so the sum over programs is what they cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub whole: u64,
    /// What is the program's own and not a file's.
    pub own: u64,
    /// The part of `whole` that is the library's file, mapped: the system takes it back when it needs room.
    pub library: u64,
}

/// Of one program.
pub fn of(program: u32) -> Memory {
    let maps = std::fs::read_to_string(format!("/proc/{program}/smaps")).unwrap_or_default();
    let mut memory = Memory::default();
    let mut of_library = false;
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let Some(name) = words.next() else { continue };
        // The line that opens a mapping begins with its addresses and ends with the file's path.
        let Some(name) = name.strip_suffix(':') else {
            of_library = line.ends_with("library.sqlite");
            continue;
        };
        let kilobytes = words.next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default();
        match name {
            "Pss" => {
                memory.whole += kilobytes;
                memory.library += if of_library { kilobytes } else { 0 };
            }
            "Anonymous" => memory.own += kilobytes,
            _ => {}
        }
    }
    memory
}

/// Of all programs that one started, and those that they started.
pub fn of_started_by(program: u32) -> Memory {
    let list = format!("/proc/{program}/task");
    let mut sum = Memory::default();
    for task in std::fs::read_dir(Path::new(&list)).into_iter().flatten().flatten() {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        for child in children.split_whitespace().filter_map(|id| id.parse().ok()) {
            for part in [of(child), of_started_by(child)] {
                sum.whole += part.whole;
                sum.own += part.own;
                sum.library += part.library;
            }
        }
    }
    sum
}
