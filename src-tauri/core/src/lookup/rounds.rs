//! Who is asked for what: first the service that each identifier belongs to, then those that add to what it said.

use super::merge::merge;
use super::services::{
    ANTHOLOGY, ARXIV, CROSSREF, Chosen, DBLP, HUGGING_FACE, OPEN_LIBRARY, OPENALEX, OPENREVIEW, PUBMED,
    SEMANTIC_SCHOLAR, Service, UNPAYWALL,
};
use super::work::{Question, Said, Told, Work};
use super::{Asked, Found, Waiting, Wanted, address, anthology, arxiv, crossref, dblp, hugging_face};
use super::{open_library, openalex, openreview, pubmed, semantic_scholar, unpaywall};
use crate::error::Result;
use crate::formats;
use crate::links::hosts::Services;
use crate::model::{Draft, Identifier, IdentifierKind, Millis, Reading, Skipped};

/// Papers that services are asked about one by one beside the one that knows best: more would take minutes.
const MOST_BESIDE: usize = 100;

/// The service that an identifier belongs to.
fn own(kind: IdentifierKind) -> &'static Service {
    match kind {
        IdentifierKind::Arxiv => &ARXIV,
        IdentifierKind::Doi => &CROSSREF,
        IdentifierKind::Acl => &ANTHOLOGY,
        IdentifierKind::Openreview => &OPENREVIEW,
        IdentifierKind::Pmid => &PUBMED,
        IdentifierKind::Isbn => &OPEN_LIBRARY,
    }
}

pub async fn ask(
    services: &Services,
    asked: &Asked,
    chosen: &Chosen,
    go_on: &(dyn Fn(f64) -> bool + Send + Sync),
    now: Millis,
) -> Result<Found> {
    let work = Work::new(services, chosen, go_on);
    first(asked, &work).await?;
    let known = Known::of(asked, &work.said());
    let left_out = second(asked, &known, &work).await?;
    let mut found = assemble(asked, work.into_said(), now);
    found.reading.remarks.extend(not_asked_of_all(&left_out));
    Ok(found)
}

async fn first(asked: &Asked, work: &Work<'_>) -> Result<()> {
    let mut questions = Vec::new();
    let mut addresses = Vec::new();
    for (at, wanted) in asked.papers.iter().enumerate() {
        for one in wanted {
            match one {
                Wanted::Identifier(id) => questions.push(Question { at, id }),
                Wanted::Address(url) => addresses.push((at, url.as_str())),
            }
        }
    }
    work.expect(questions.len() + addresses.len(), 0.6);
    ask_each(&questions, &addresses, work).await
}

/// Each identifier of the service it belongs to, all services at the same time.
async fn ask_each(questions: &[Question<'_>], addresses: &[(usize, &str)], work: &Work<'_>) -> Result<()> {
    let of = |kind: IdentifierKind| -> Vec<Question<'_>> {
        let own = own(kind);
        questions.iter().filter(|question| question.id.kind == kind && work.chosen.is_on(own)).copied().collect()
    };
    let (numbers, dois, acl) = (of(IdentifierKind::Arxiv), of(IdentifierKind::Doi), of(IdentifierKind::Acl));
    let (forums, pmids, books) = (of(IdentifierKind::Openreview), of(IdentifierKind::Pmid), of(IdentifierKind::Isbn));
    tokio::try_join!(
        arxiv::look(&numbers, work),
        crossref::look(&dois, work),
        anthology::look(&acl, work),
        openreview::look(&forums, work),
        pubmed::look(&pmids, work),
        open_library::look(&books, work),
        address::look(addresses, work),
    )?;
    Ok(())
}

/// What is known of each paper after the first round.
struct Known {
    /// With what its own services told.
    identifiers: Vec<Vec<Identifier>>,
    titles: Vec<String>,
    /// Identifiers that were told, and are to be asked for themselves.
    follow: Vec<(usize, Identifier)>,
}

impl Known {
    fn of(asked: &Asked, said: &[Said]) -> Self {
        let wanted = |one: &Wanted| match one {
            Wanted::Identifier(id) => Some(id.clone()),
            Wanted::Address(_) => None,
        };
        let mut known = Self {
            identifiers: asked.papers.iter().map(|paper| paper.iter().filter_map(wanted).collect()).collect(),
            titles: vec![String::new(); asked.papers.len()],
            follow: Vec::new(),
        };
        // What the service that knows best knows not is a slip of the pen, and not asked for elsewhere.
        for one in said.iter().filter(|one| matches!(one.told, Told::Nothing(_))) {
            known.identifiers[one.at].retain(|id| Some(id) != one.about.as_ref());
        }
        for one in said {
            let Told::Paper(draft) = &one.told else { continue };
            known.titles[one.at].clone_from(&draft.title);
            // A page of the web names what it is about; a preprint, when that is asked for, what it became.
            if one.about.is_none() || asked.refresh {
                let published = formats::field(draft, crossref::PUBLISHED_AS);
                let published = published.map(|doi| Identifier { kind: IdentifierKind::Doi, value: doi.to_owned() });
                let told = draft.identifiers.iter().cloned().chain(published);
                let new = told.filter(|id| !known.identifiers[one.at].contains(id)).take(3);
                known.follow.extend(new.map(|id| (one.at, id)));
            }
            for id in &draft.identifiers {
                if known.identifiers[one.at].iter().all(|known| known.kind != id.kind) {
                    known.identifiers[one.at].push(id.clone());
                }
            }
        }
        known
    }

    /// One question a paper, about the first identifier of the kinds a service knows.
    fn questions(&self, kinds: &[IdentifierKind]) -> Vec<Question<'_>> {
        let best = |ids: &'_ Vec<Identifier>| kinds.iter().find_map(|kind| ids.iter().position(|id| id.kind == *kind));
        let each = self.identifiers.iter().enumerate();
        each.filter_map(|(at, ids)| Some(Question { at, id: &ids[best(ids)?] })).collect()
    }
}

/// Gives the services that were not asked about all papers.
async fn second(asked: &Asked, known: &Known, work: &Work<'_>) -> Result<Vec<&'static str>> {
    use IdentifierKind::{Acl, Arxiv, Doi, Pmid};
    let mut left_out = Vec::new();
    let mut of = |service: &Service, kinds: &[IdentifierKind], most: usize| {
        let mut questions = if work.chosen.is_on(service) { known.questions(kinds) } else { Vec::new() };
        if questions.len() > most {
            left_out.push(service.name);
            questions.truncate(most);
        }
        questions
    };
    let pages = of(&HUGGING_FACE, &[Arxiv], MOST_BESIDE);
    let records = of(&SEMANTIC_SCHOLAR, &[Arxiv, Doi, Acl, Pmid], asked.papers.len());
    let works = of(&OPENALEX, &[Doi, Arxiv, Pmid], MOST_BESIDE);
    let open = of(&UNPAYWALL, &[Doi], MOST_BESIDE);
    let titled = of(&DBLP, &[Doi, Arxiv], MOST_BESIDE).into_iter().map(|one| (one, known.titles[one.at].clone()));
    let titles: Vec<dblp::Titled<'_>> = titled.filter(|(_, title)| !title.is_empty()).collect();
    let follow: Vec<Question<'_>> = known.follow.iter().map(|(at, id)| Question { at: *at, id }).collect();
    work.expect(pages.len() + records.len() + works.len() + open.len() + titles.len() + follow.len(), 1.0);
    tokio::try_join!(
        ask_each(&follow, &[], work),
        hugging_face::look(&pages, work),
        semantic_scholar::look(&records, work),
        openalex::look(&works, work),
        unpaywall::look(&open, work),
        dblp::look(&titles, work),
    )?;
    Ok(left_out)
}

fn not_asked_of_all(services: &[&str]) -> Option<String> {
    let names = services.split_last().map(|(last, rest)| match rest {
        [] => (*last).to_owned(),
        rest => format!("{} and {last}", rest.join(", ")),
    })?;
    Some(format!(
        "Asked about the first {MOST_BESIDE} papers only, because each takes a question: {names}. Look the others up by themselves."
    ))
}

fn assemble(asked: &Asked, said: Vec<Said>, now: Millis) -> Found {
    let mut of_paper: Vec<Vec<Said>> = asked.papers.iter().map(|_| Vec::new()).collect();
    said.into_iter().for_each(|one| of_paper[one.at].push(one));
    let mut found = Found { reading: Reading { source: "Looked up".into(), ..Reading::default() }, ..Found::default() };
    for (at, (wanted, said)) in asked.papers.iter().zip(of_paper).enumerate() {
        let troubles = beside_in_trouble(wanted, &said);
        let draft = one_paper(&said, asked.refresh, now).map(|draft| in_order(draft, wanted));
        let waited_for = found.waiting.len();
        for one in wanted {
            missing(one, &said, draft.is_some(), &mut found);
        }
        // Asked for again, the paper is asked for of all.
        if found.waiting.len() == waited_for {
            found.waiting.extend(beside_later(wanted, &said));
        }
        if let Some(mut draft) = draft {
            found.troubles.extend(troubles.iter().cloned());
            draft.problems.extend(troubles);
            found.reading.drafts.push(draft);
            found.places.push(at);
        }
    }
    found
}

fn one_paper(said: &[Said], refresh: bool, now: Millis) -> Option<Draft> {
    let mut told: Vec<(&Service, Draft)> = Vec::new();
    for one in said {
        let Told::Paper(draft) = &one.told else { continue };
        if refresh && one.service.id == ARXIV.id {
            told.extend(arxiv::by_reference(draft).map(|published| (one.service, published)));
        }
        told.push((one.service, (**draft).clone()));
    }
    let mut draft = merge(told, refresh, now).filter(|draft| !draft.title.is_empty())?;
    draft.fields.retain(|field| field.name != crossref::PUBLISHED_AS);
    // Lines of its answer are not those of anything that the reader has.
    draft.line = 0;
    // A service may say anything, and at any length.
    Some(formats::limit(draft))
}

/// What was asked for stands first, also where another of its kind is told: by that the paper is found again in the
/// library.
fn in_order(mut draft: Draft, wanted: &[Wanted]) -> Draft {
    let asked = wanted.iter().filter_map(|one| match one {
        Wanted::Identifier(id) => Some(id.clone()),
        Wanted::Address(_) => None,
    });
    let mut identifiers: Vec<Identifier> = asked.collect();
    identifiers.extend(draft.identifiers.drain(..).filter(|id| !wanted.contains(&Wanted::Identifier(id.clone()))));
    Draft { identifiers, ..draft }
}

/// Says of one thing asked for why it was not found, and keeps it where it could not be asked.
fn missing(one: &Wanted, said: &[Said], is_found: bool, found: &mut Found) {
    let (about, service) = match one {
        Wanted::Identifier(id) => (Some(id), own(id.kind)),
        Wanted::Address(_) => (None, &address::PAGE),
    };
    let own_answer = said.iter().find(|said| match about {
        Some(id) => said.about.as_ref() == Some(id) && said.service.id == service.id,
        None => said.about.is_none(),
    });
    let reason = match own_answer.map(|said| &said.told) {
        Some(Told::Paper(_)) => return,
        Some(Told::Nothing(words)) => words.clone(),
        Some(Told::Unreached { words, until }) => {
            let service = own_answer.map_or(service, |said| said.service);
            let (name, host) = (service.name, service.host);
            found.waiting.push(Waiting {
                wanted: one.clone(),
                service: name,
                host,
                words: words.clone(),
                until: *until,
            });
            return;
        }
        None if is_found => return,
        None => format!(
            "{} is switched off. Switch it on in the settings, or with `postil services {} on`.",
            service.name, service.id
        ),
    };
    found.reading.skipped.push(Skipped { line: 0, text: one.in_words(), reason });
}

/// Whether it is what the service that an identifier belongs to said of it.
fn is_own(one: &Said, wanted: &[Wanted]) -> bool {
    match &one.about {
        Some(id) => own(id.kind).id == one.service.id && wanted.contains(&Wanted::Identifier(id.clone())),
        None => true,
    }
}

/// Services beside the one that knows best that could not be asked: what they would have added is lacking.
fn beside_in_trouble(wanted: &[Wanted], said: &[Said]) -> Vec<String> {
    let words = said.iter().filter(|one| !is_own(one, wanted)).filter_map(|one| match &one.told {
        Told::Unreached { words, .. } => Some(words.clone()),
        _ => None,
    });
    let mut words: Vec<String> = words.collect();
    words.dedup();
    words
}

/// The last of them that may be asked later on, as it said.
fn beside_later(wanted: &[Wanted], said: &[Said]) -> Option<Waiting> {
    let later = said.iter().filter(|one| !is_own(one, wanted)).filter_map(|one| match &one.told {
        Told::Unreached { words, until: Some(until) } => Some((one.service, words, *until)),
        _ => None,
    });
    let (service, words, until) = later.max_by_key(|(_, _, until)| *until)?;
    let (wanted, words) = (wanted.first()?.clone(), words.clone());
    Some(Waiting { wanted, service: service.name, host: service.host, words, until: Some(until) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_not_asked_about_all_is_named() {
        assert_eq!(not_asked_of_all(&[]), None, "nobody");
        let said = |names: &[&str]| not_asked_of_all(names).unwrap_or_default();
        let names = ["Hugging Face Papers", "OpenAlex", "DBLP"];
        assert!(said(&names[..1]).contains("first 100 papers only"), "how far it went: {}", said(&names[..1]));
        assert!(said(&names).contains(": Hugging Face Papers, OpenAlex and DBLP."), "by name: {}", said(&names));
    }
}
