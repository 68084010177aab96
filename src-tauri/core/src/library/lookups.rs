//! The queue of look-ups: what could not be asked for at once, and what came of it since.

use super::{Event, Library};
use crate::error::Result;
use crate::lookup::{Asked, Found, MOST, Waiting, Wanted};
use crate::model::{LookupQueue, Millis, Reading};
use crate::store::lookups;

impl Library {
    /// Keeps what could not be asked for, also over a restart.
    pub(crate) fn keep_lookups(&self, waiting: &[Waiting]) -> Result<()> {
        if waiting.is_empty() {
            return Ok(());
        }
        let now = self.now();
        self.store.write(|tx| waiting.iter().try_for_each(|one| lookups::wait(tx, one, now)))?;
        self.tell(Event::LibraryChanged { papers: Some(Vec::new()) });
        Ok(())
    }

    /// What waits and may be asked for again.
    pub fn due_lookups(&self) -> Result<Vec<Wanted>> {
        let now = self.now();
        self.store.read(|db| lookups::due(db, now, MOST))
    }

    /// What waits, but for what a service asked to wait with.
    pub fn free_lookups(&self) -> Result<Vec<Wanted>> {
        let now = self.now();
        self.store.read(|db| lookups::free(db, now, MOST))
    }

    /// Hosts that asked to wait, and until when.
    pub(crate) fn lookup_pauses(&self) -> Result<Vec<(String, Millis)>> {
        let now = self.now();
        self.store.read(|db| lookups::pauses(db, now))
    }

    /// Writes down what came of look-ups that had waited.
    pub(crate) fn settle_lookups(&self, asked: &Asked, found: Found) -> Result<()> {
        let now = self.now();
        self.store.write(|tx| {
            for (at, one) in asked.papers.iter().enumerate().filter_map(|(at, paper)| Some((at, paper.first()?))) {
                if !lookups::is_waiting(tx, one)? {
                    continue;
                }
                let place = found.places.iter().position(|place| *place == at);
                let draft = place.and_then(|place| found.reading.drafts.get(place));
                if let Some(later) = found.waiting.iter().find(|later| later.wanted == *one)
                    // What was lacking altogether is not kept back for what another service would add.
                    && (draft.is_none() || lookups::is_waiting_for(tx, one, later.service)?)
                {
                    lookups::wait(tx, later, now)?;
                    continue;
                }
                let words = one.in_words();
                let reason = found.reading.skipped.iter().find(|skipped| skipped.text == words);
                match draft {
                    Some(draft) => lookups::found(tx, one, draft)?,
                    None => lookups::unknown(tx, one, reason.map_or("Nothing was found.", |skipped| &skipped.reason))?,
                }
            }
            Ok(())
        })?;
        self.tell(Event::LibraryChanged { papers: Some(Vec::new()) });
        Ok(())
    }

    /// What was looked up since it was asked for, to be reviewed; it counts as seen from then on.
    pub fn looked_up_since(&self) -> Result<Reading> {
        let (drafts, skipped) = self.store.write(|tx| {
            lookups::mark_seen(tx)?;
            lookups::settled(tx)
        })?;
        Ok(Reading { source: "Looked up since you asked".into(), drafts, skipped, ..Reading::default() })
    }

    /// How the queue stands; `None` when it is empty.
    pub fn lookup_queue(&self) -> Result<Option<LookupQueue>> {
        self.store.read(lookups::queue)
    }

    /// Lets go of look-ups that are settled and were seen, with `waiting` of all. Gives how many those were.
    pub fn drop_lookups(&self, waiting: bool) -> Result<usize> {
        let dropped = self.store.write(|tx| lookups::clear(tx, waiting))?;
        self.tell(Event::LibraryChanged { papers: Some(Vec::new()) });
        Ok(dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Identifier, IdentifierKind};

    #[test]
    fn what_is_tried_before_its_time_is_not_given_up() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let library = Library::open(folder.path())?;
        let wanted = Wanted::Address("https://a.valley.example/7".into());
        let one = Waiting { wanted, service: "The page", host: "", until: None, words: String::new() };
        (0..40).try_for_each(|_| library.keep_lookups(std::slice::from_ref(&one)))?;
        let waiting = library.lookup_queue()?.map(|queue| (queue.waiting, queue.unknown));
        assert_eq!(waiting, Some((1, 0)), "however often the reader tries in one minute");
        Ok(())
    }

    #[test]
    fn what_is_let_go_while_it_is_asked_for_does_not_come_back() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let library = Library::open(folder.path())?;
        let wanted = Wanted::Identifier(Identifier { kind: IdentifierKind::Arxiv, value: "2303.00001".into() });
        let waiting = || {
            let (service, host, words) = ("arXiv", "export.arxiv.org", String::new());
            vec![Waiting { wanted: wanted.clone(), service, host, until: None, words }]
        };
        library.keep_lookups(&waiting())?;
        let asked = Asked::each(vec![wanted.clone()]);
        assert_eq!(library.drop_lookups(true)?, 1, "the reader lets it go while it is asked for");
        library.settle_lookups(&asked, Found { waiting: waiting(), ..Found::default() })?;
        assert_eq!(library.lookup_queue()?, None, "to be told to wait does not bring it back");
        Ok(())
    }
}
