//! Looking for archived copies of code that is gone, and asking an archive to keep what is there.

use crate::Library;
use crate::as_of::day_of;
use crate::error::{Error, ErrorCode, Result};
use crate::links::hosts::{Limits, Services};
use crate::links::verdict::iso_millis;
use crate::machine::{now, on_disk};
use crate::model::{Id, Preservation, RepositoryCard, Rescue};
use crate::surroundings::Surroundings;

/// Asks the archives on behalf of a library, and keeps there what they say.
pub struct Rescuer {
    library: Library,
    services: Services,
}

impl Rescuer {
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(library: Library, surroundings: &Surroundings) -> Result<Self> {
        Ok(Self { library, services: surroundings.services(None, Limits::default())? })
    }

    /// Looks for copies of the repository of a mention, near the day of its paper.
    ///
    /// # Errors
    /// When the library cannot be read or written. An archive that cannot be asked is told in the outcome.
    pub async fn look(&self, mention: Id) -> Result<Rescue> {
        let card = self.card(mention).await?;
        let library = self.library.clone();
        let paper = on_disk(move || library.paper_of_mention(mention)).await?;
        let near = day_of(&paper).and_then(|day| iso_millis(&format!("{day}T12:00:00Z")));
        let mut pages: Vec<String> = card.verdict.moved_to.iter().cloned().collect();
        pages.push(card.repository.url.clone());
        let rescue = self.services.look_in_archives(&pages, near).await;
        let (library, kept, repository) = (self.library.clone(), rescue.clone(), card.repository.id);
        on_disk(move || library.remember_rescue(repository, &kept)).await?;
        Ok(rescue)
    }

    /// Asks Software Heritage to keep the repository of a mention; asked before, how that stands.
    ///
    /// # Errors
    /// `Input` where the host serves no git, `Network` with the reason when the archive could not be asked.
    pub async fn preserve(&self, mention: Id) -> Result<Preservation> {
        let card = self.card(mention).await?;
        if card.clone_url.is_none() {
            return Err(Error::new(ErrorCode::Input, "This host serves no git, so Software Heritage cannot keep it."));
        }
        let url = &card.repository.url;
        let answer = match &card.preservation {
            Some(_) => self.services.preservation(url).await,
            None => self.services.preserve(url).await,
        };
        let state = answer.map_err(|words| Error::new(ErrorCode::Network, words))?;
        let now = now();
        let asked_at = card.preservation.map_or(now, |before| before.asked_at);
        let request = Preservation { asked_at, looked_at: now, state };
        let (library, kept, repository) = (self.library.clone(), request.clone(), card.repository.id);
        on_disk(move || library.remember_preservation(repository, &kept)).await?;
        Ok(request)
    }

    async fn card(&self, mention: Id) -> Result<RepositoryCard> {
        let library = self.library.clone();
        on_disk(move || library.repository_card(mention)).await
    }
}
