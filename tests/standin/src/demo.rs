//! What `make demo` shows: a life of its own for the sample library's repositories.

use crate::situation::{Situation, Situations};

/// Most are alive, and each kind of trouble a reader should have seen is there once. All of it is invented.
pub fn demo_situations() -> Situations {
    Situations::new()
        .with("GAIR-NLP/ProX", Situation::moved("gair-lab/prox"))
        .with("HKUNLP/icl-selective-annotation", Situation::archived("HKUNLP/icl-selective-annotation"))
        .with("salesforce/CodeGen2", Situation::archived("salesforce/CodeGen2"))
        .with("anpoc/Language-models-in-medicine", Situation::MissingWithOwner)
        .with("gersteinlab/Struc-Bench", Situation::Missing)
        .with("zhenwuweihe/FactorLLM", Situation::empty("zhenwuweihe/FactorLLM"))
        .with("swarnaHub/ExplagraphGen", Situation::MovedThenGone)
        .with("lqinfdim/EditingEvaluation", Situation::blocked("dmca"))
}
