//! What abstracts say.

/// Words of abstracts, each counted once.
#[rustfmt::skip]
pub const ABSTRACT: &[&str] = &[
    "abstract", "accuracy", "achieve", "achieves", "address", "algorithm", "algorithms", "analysis", "analyze",
    "approach", "approaches", "article", "baseline", "baselines", "benchmark", "benchmarks", "code", "data",
    "dataset", "datasets", "demonstrate", "demonstrates", "effective", "effectiveness", "empirical", "empirically",
    "estimate", "evaluate", "evaluation", "evidence", "existing", "experimental", "experiments", "explore",
    "extensive", "findings", "framework", "furthermore", "however", "hypothesis", "improve", "improvement",
    "improves", "inference", "introduce", "introduces", "investigate", "leverage", "limitations", "literature",
    "measured", "method", "methodology", "methods", "metrics", "model", "models", "moreover", "network", "neural",
    "novel", "observed", "optimization", "outperform", "outperforms", "paper", "parameters", "patients",
    "performance", "practitioners", "present", "presents", "previous", "problem", "proof", "propose", "proposed",
    "proposes", "prove", "provide", "reasoning", "recent", "research", "researchers", "results", "review",
    "significant", "significantly", "simulations", "state-of-the-art", "studies", "study", "survey", "systematic",
    "task", "tasks", "technique", "techniques", "theorem", "theoretical", "theory", "training", "which", "work",
    "works",
];
