//! What the drafts of one import are called by, so that most need not be looked for among the papers.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use crate::model::Draft;
use crate::search::fold;

/// The titles, identifiers and keys of the drafts so far: of each a number, not its words.
pub struct Met {
    /// `None` where the library held papers before: any of those may be called so, too.
    names: Option<HashSet<u64>>,
    hasher: RandomState,
}

impl Met {
    pub fn before(holds_papers: bool) -> Self {
        Self { names: (!holds_papers).then(HashSet::new), hasher: RandomState::new() }
    }

    /// Whether there may be a paper that is called as this draft is; the next ones are held against this one, too.
    pub fn meet(&mut self, draft: &Draft) -> bool {
        let Some(names) = &mut self.names else { return true };
        let mut is_known = false;
        let mut note = |name: u64| is_known |= !names.insert(name);
        note(self.hasher.hash_one(fold::title_key(&draft.title)));
        for one in &draft.identifiers {
            note(self.hasher.hash_one((one.kind, &one.value)));
        }
        if let Some(key) = &draft.citation_key {
            note(self.hasher.hash_one((key, "key")));
        }
        is_known
    }
}
