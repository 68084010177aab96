//! What test files share.

use std::path::{Path, PathBuf};

/// A file or folder beside the repository; `None`, said on standard error, where it is not.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !found.exists() {
        eprintln!("not run: {} is not here", found.display());
        return None;
    }
    Some(found)
}

/// The page that started it.
#[allow(dead_code, reason = "not every test file asks for it")]
pub fn seed_page() -> Option<String> {
    let folder = shared("data/seed")?;
    let file = std::fs::read_dir(folder).expect("a folder").next().expect("a file").expect("readable").path();
    Some(std::fs::read_to_string(file).expect("readable"))
}
