//! What `make demo` shows: a life of its own for the sample library's repositories.

use crate::situation::{Situation, Situations};

/// Most are alive; moved, archived, empty and missing are there to be seen. All of it is invented.
pub fn demo_situations() -> Situations {
    Situations::new()
        .with("GAIR-NLP/ProX", Situation::moved("gair-lab/prox"))
        .with("HKUNLP/icl-selective-annotation", Situation::archived("HKUNLP/icl-selective-annotation"))
        .with("anpoc/Language-models-in-medicine", Situation::MissingWithOwner)
        .with("gersteinlab/Struc-Bench", Situation::Missing)
        .with("archive.softwareheritage.org/https://github.com/gersteinlab/Struc-Bench", Situation::there())
        .with("web.archive.org/https://github.com/gersteinlab/Struc-Bench", Situation::there())
        .with("zhenwuweihe/FactorLLM", Situation::empty("zhenwuweihe/FactorLLM"))
}
