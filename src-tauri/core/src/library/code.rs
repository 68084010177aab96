//! Code: which repositories are a paper's, and where the reader keeps a copy.

use super::Library;
use crate::error::Result;
use crate::markdown;
use crate::model::{
    CodeAsOf, Id, Inside, LocalClone, MentionStatus, NoticeKind, Paper, Preservation, Readme, RepositoryCard, Rescue,
};
use crate::store::{archives, cards, clones, insides, mentions, notices, papers};

impl Library {
    /// Adds the repository of an address to a paper.
    pub fn add_repository(&self, paper: Id, url: &str) -> Result<()> {
        let name = format!("Add a repository to {}", self.named(&[paper])?);
        self.act(&name, |tx| mentions::add(tx, self.store.ids(), paper, url).map(drop))
    }

    /// Says that a repository is not this paper's code. It stays so, whatever the text says later.
    pub fn reject_mention(&self, mention: Id) -> Result<()> {
        self.act("Reject a repository", |tx| mentions::judge(tx, mention, MentionStatus::Rejected))
    }

    /// Says that a repository is this paper's code.
    pub fn confirm_mention(&self, mention: Id) -> Result<()> {
        self.act("Confirm a repository", |tx| mentions::judge(tx, mention, MentionStatus::Confirmed))
    }

    /// Follows a repository that moved: the paper's link is its new home from now on. Gives that repository.
    pub fn follow_move(&self, mention: Id) -> Result<Id> {
        self.act("Follow a repository to its new home", |tx| mentions::follow_move(tx, self.store.ids(), mention))
    }

    /// The newest notice of a change; 0 without any.
    pub fn newest_notice(&self) -> Result<Id> {
        self.store.read(notices::newest)
    }

    /// What changed after a notice, each with the repository's name; at most `most`.
    pub fn news_since(&self, notice: Id, most: u32) -> Result<Vec<(NoticeKind, String)>> {
        self.store.read(|db| notices::since(db, notice, most))
    }

    /// The reader has seen what changed about the repository of a mention.
    pub fn dismiss_notice(&self, mention: Id) -> Result<()> {
        self.act("Dismiss what changed about a repository", |tx| {
            notices::dismiss_one(tx, mentions::place(tx, mention)?.1)
        })
    }

    /// The reader has seen what changed about the code of these papers.
    pub fn dismiss_notices(&self, papers: &[Id]) -> Result<()> {
        let name = format!("Dismiss what changed about {}", self.named(papers)?);
        self.act(&name, |tx| papers.iter().try_for_each(|paper| notices::dismiss(tx, *paper)))
    }

    /// The paper that a mention is in.
    pub fn paper_of_mention(&self, mention: Id) -> Result<Paper> {
        self.store.read(|db| papers::get(db, mentions::place(db, mention)?.0))
    }

    /// The card that a mention belongs to.
    pub fn repository_card(&self, mention: Id) -> Result<RepositoryCard> {
        self.store.read(|db| {
            let (paper, repository) = mentions::place(db, mention)?;
            cards::of_paper(db, paper)?
                .into_iter()
                .find(|card| card.repository.id == repository)
                .ok_or_else(|| crate::Error::not_found("This repository link"))
        })
    }

    /// Remembers where a repository was cloned to.
    pub fn remember_clone(&self, repository: Id, path: &str) -> Result<LocalClone> {
        let at = self.now();
        self.store.write(|tx| clones::remember(tx, repository, path, at))?;
        self.tell_papers_of(repository)?;
        Ok(LocalClone { path: path.to_owned(), at, exists: true })
    }

    /// Keeps what archives said of a repository.
    pub fn remember_rescue(&self, repository: Id, rescue: &Rescue) -> Result<()> {
        self.store.write(|tx| archives::set_rescue(tx, repository, rescue))?;
        self.tell_papers_of(repository)
    }

    /// Keeps how a request to preserve a repository stands.
    pub fn remember_preservation(&self, repository: Id, request: &Preservation) -> Result<()> {
        self.store.write(|tx| archives::set_preservation(tx, repository, request))?;
        self.tell_papers_of(repository)
    }

    /// Keeps what was found in a repository; `readme` is its path and text.
    pub fn remember_inside(&self, repository: Id, found: &Inside, readme: Option<&(String, String)>) -> Result<()> {
        self.store.write(|tx| insides::set(tx, repository, found, readme))?;
        self.tell_papers_of(repository)
    }

    /// The README of a mention's repository as it was when a reader last looked into it, safe to show.
    ///
    /// # Errors
    /// `NotFound` when none was kept.
    pub fn readme(&self, mention: Id) -> Result<Readme> {
        let card = self.repository_card(mention)?;
        let kept = self.store.read(|db| insides::readme(db, card.repository.id))?;
        let (path, text) = kept.ok_or_else(|| crate::Error::not_found("This README"))?;
        let url = format!("{}/blob/HEAD/{path}", card.repository.url);
        Ok(Readme { html: markdown::render_readme(&path, &text, &url), url })
    }

    /// Keeps where a repository stood when a paper was published.
    pub fn remember_as_of(&self, paper: Id, repository: Id, found: &CodeAsOf) -> Result<()> {
        self.store.write(|tx| archives::set_as_of(tx, paper, repository, found))?;
        self.tell(super::Event::LibraryChanged { papers: Some(vec![paper]) });
        Ok(())
    }

    pub(crate) fn tell_papers_of(&self, repository: Id) -> Result<()> {
        let papers = self.store.read(|db| mentions::papers(db, repository))?;
        self.tell(super::Event::LibraryChanged { papers: Some(papers) });
        Ok(())
    }
}
