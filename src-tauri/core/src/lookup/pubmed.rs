//! PubMed through NCBI's E-utilities: records in XML, up to two hundred in one question.
//! <https://www.ncbi.nlm.nih.gov/books/NBK25499/>

use super::services::PUBMED;
use super::work::{Question, Told, Work, broken_off, escaped, not_there, text};
use crate::error::Result;
use crate::formats;
use crate::model::Draft;

const AT_ONCE: usize = 200;

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for batch in wanted.chunks(AT_ONCE) {
        let ids: Vec<&str> = batch.iter().map(|question| question.id.value.as_str()).collect();
        let mut url = format!(
            "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&tool=postil&id={}",
            ids.join(",")
        );
        // Both are parts of the address here; neither is written down anywhere.
        if let Some(email) = work.chosen.email() {
            url.push_str(&format!("&email={}", escaped(email)));
        }
        if let Some(key) = work.chosen.key(&PUBMED) {
            url.push_str(&format!("&api_key={}", escaped(key.reveal())));
        }
        let answer = work.ask(&PUBMED, &url, None, None).await;
        for question in batch {
            let told = match &answer {
                Err(told) => told.clone(),
                Ok(answer) => match text(answer).filter(|text| text.contains("<PubmedArticleSet")) {
                    None => Told::Nothing(not_there(&PUBMED, answer)),
                    // The records behind the break may be those that were asked for.
                    Some(text) if !text.trim_end().ends_with("</PubmedArticleSet>") => broken_off(&PUBMED),
                    Some(text) => of(text, question).map_or_else(
                        || Told::Nothing("PubMed knows no such paper.".into()),
                        |draft| Told::Paper(Box::new(draft)),
                    ),
                },
            };
            work.answer(&PUBMED, *question, told)?;
        }
    }
    Ok(())
}

/// Numbers that are not there are left out without a word, so each is looked for by itself.
fn of(text: &str, question: &Question<'_>) -> Option<Draft> {
    formats::read(text)?.drafts.into_iter().find(|draft| draft.identifiers.contains(question.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Identifier, IdentifierKind};

    #[test]
    fn each_number_finds_its_record() {
        let text = "<?xml version=\"1.0\" ?><!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle\" \"x.dtd\">\
            <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version=\"1\">1234567</PMID><Article><Journal>\
            <JournalIssue><Volume>4</Volume><PubDate><Year>2021</Year></PubDate></JournalIssue><Title>Weather</Title>\
            </Journal><ArticleTitle>On rain.</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>";
        let id = |value: &str| Identifier { kind: IdentifierKind::Pmid, value: value.into() };
        let found = of(text, &Question { at: 0, id: &id("1234567") }).expect("its record");
        assert_eq!((found.venue.as_str(), found.year), ("Weather", Some(2021)), "the record is read");
        assert!(of(text, &Question { at: 0, id: &id("7654321") }).is_none(), "a number that was left out");
    }
}
