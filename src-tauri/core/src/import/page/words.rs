//! Word lists: what papers are about, what abstracts say, what pages are furnished with.
//!
//! The lists tilt a balance, they never decide alone: a paper on cheese is found by its shape.

/// Words of titles. A fragment of these in a line is a little evidence for a title, and against a person's name.
const TITLE: &[&str] = &[
    "adaptation", "adaptive", "adversarial", "agent", "agentic", "agents", "algorithm", "algorithms", "alignment",
    "analysis", "analyzing", "annotation", "application", "applications", "approach", "architecture", "architectures",
    "artificial", "attention", "augmented", "automated", "automatic", "autonomous", "autoregressive", "bayesian",
    "benchmark", "benchmarking", "benchmarks", "bert", "bias", "bridging", "causal", "challenges", "classification",
    "clinical", "clustering", "code", "complexity", "compositional", "comprehensive", "compression", "computation",
    "computing", "contextual", "contrastive", "control", "convolutional", "corpora", "corpus", "data", "dataset",
    "datasets", "decoding", "deep", "dense", "design", "detection", "development", "dialogue", "diffusion",
    "distillation", "distributed", "dynamic", "dynamics", "editing", "effect", "effective", "effects", "efficiency",
    "efficient", "embedding", "embeddings", "empirical", "enabling", "enhanced", "enhancing", "environment",
    "estimation", "evaluating", "evaluation", "evidence", "experiments", "explainable", "exploration", "exploring",
    "extraction", "fairness", "feature", "feedback", "few-shot", "fine-tuning", "foundation", "framework", "fusion",
    "generalization", "generating", "generation", "generative", "gpt", "gradient", "graph", "graphs", "guided",
    "hierarchical", "hybrid", "identification", "image", "images", "impact", "improved", "improving", "in-context",
    "inference", "information", "instruction", "intelligence", "interactive", "interpretable", "introduction",
    "investigating", "joint", "kernel", "knowledge", "language", "languages", "large-scale", "latent", "leveraging",
    "lightweight", "linguistic", "llm", "llms", "long-context", "machine", "matrix", "measurement", "mechanism",
    "mechanisms", "memory", "method", "methods", "mixture", "mllm", "mllms", "modal", "model", "modeling",
    "modelling", "models", "monolingual", "multi-agent", "multi-modal", "multi-task", "multilingual", "multimodal", "multitask",
    "natural", "network", "networks", "neural", "noise", "novel", "object", "online", "open-source", "optimal", "optimization",
    "overview", "parallel", "parameter-efficient", "parsing", "perception", "performance", "perspective", "physics",
    "planning", "policy", "pre-trained", "pre-training", "predicting", "prediction", "preference", "pretrained",
    "pretraining", "privacy", "probabilistic", "problem", "processing", "prompt", "prompting", "quantization",
    "quantum", "question", "reasoning", "recognition", "recommendation", "reconstruction", "regression",
    "reinforcement", "report", "representation", "representations", "research", "retrieval", "retrieval-augmented", "review", "reward",
    "robot", "robotic", "robust", "robustness", "safety", "sampling", "scalable", "scale", "scaling", "search",
    "segmentation", "self-supervised", "semantic", "sensing", "sentence", "sequence", "shot", "simulation", "space",
    "sparse", "spatial", "speech", "state", "statistical", "stochastic", "strategies", "structure", "structured",
    "study", "supervised", "supervision", "survey", "synthesis", "synthetic", "system", "systematic", "systems",
    "task", "tasks", "technical", "temporal", "text", "theory", "time-series", "token", "tokens", "toward",
    "towards", "trained", "training", "transfer", "transformer", "transformers", "translation", "tree", "uncertainty",
    "understanding", "unified", "universal", "unsupervised", "variational", "via", "video", "videos", "vision",
    "vision-language", "visual", "world", "zero-shot",
];

/// Words of abstracts, each counted once.
const ABSTRACT: &[&str] = &[
    "abstract", "accuracy", "achieve", "achieves", "address", "algorithm", "algorithms", "analysis", "analyze",
    "approach", "approaches", "article", "baseline", "baselines", "benchmark", "benchmarks", "code", "data",
    "dataset", "datasets", "demonstrate", "demonstrates", "effective", "effectiveness", "empirical", "empirically",
    "estimate", "evaluate", "evaluation", "evidence", "existing", "experimental", "experiments", "explore",
    "extensive", "findings", "framework", "furthermore", "however", "hypothesis", "improve", "improvement", "improves",
    "inference", "introduce", "introduces", "investigate", "leverage", "limitations", "literature", "measured",
    "method", "methodology", "methods", "metrics", "model", "models", "moreover", "network", "neural", "novel",
    "observed", "optimization", "outperform", "outperforms", "paper", "parameters", "patients", "performance",
    "practitioners", "present", "presents", "previous", "problem", "proof", "propose", "proposed", "proposes", "prove",
    "provide", "reasoning", "recent", "research", "researchers", "results", "review", "significant", "significantly",
    "simulations", "state-of-the-art", "studies", "study", "survey", "systematic", "task", "tasks", "technique",
    "techniques", "theorem", "theoretical", "theory", "training", "which", "work", "works",
];

/// Small words that sentences are held together by; titles have few of them.
const SENTENCE: &[&str] = &[
    "are", "be", "been", "but", "can", "could", "did", "do", "does", "has", "have", "he", "her", "his", "however", "i",
    "is", "it", "its", "may", "might", "must", "our", "she", "should", "such", "than", "that", "their", "then", "there",
    "therefore", "these", "they", "this", "those", "thus", "us", "was", "we", "were", "when", "where", "which", "while", "who",
    "will", "would", "you", "your",
];

/// Words that no person's name has and no complete title ends with.
const JOINING: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "over", "the", "through",
    "to", "towards", "under", "using", "via", "vs", "with", "without",
];

/// What a page is furnished with: whole lines, in lower case.
const FURNITURE: &[&str] = &[
    "about", "access paper", "access paper:", "add to collection", "additional features", "advanced search", "ai & ml interests", "ai-generated summary", "all", "all fields",
    "arxiv", "arxiv page", "arxiv-issued doi via datacite", "arxivlabs", "articles", "ask about this paper", "audio", "authors and titles", "back", "back to articles", "bibliographic and citation tools", "bibliographic tools", "bibtex",
    "blog", "bookmark", "browse", "buckets", "by ak and the research community", "byak and the research community", "by month", "change to browse by:", "changelog", "cite", "cited by", "close", "code", "code, data, media",
    "code, data and media associated with this article", "collapse", "collections", "comment", "comments", "community", "company", "computer science", "contact", "contact us", "cookie policy",
    "cookie settings", "copied", "copy", "copy link", "cross-lists", "current browse context:", "daily", "daily papers", "data provided by:", "dataset", "datasets", "delete", "demo", "demos", "disable mathjax", "discussion",
    "docs", "documentation", "donate", "download", "download pdf", "edit", "edit preview", "enterprise", "expand", "explore", "export bibtex citation", "export citation", "faq", "favorites", "feedback", "fewer", "filter",
    "follow", "following", "footer", "forum", "forums", "github", "google scholar", "help", "help pages", "hf papers", "home", "hot", "how to track", "html", "html (experimental)", "hub",
    "hugging face", "huggingface", "inference providers", "instructions", "jobs", "join", "language", "latest", "learn", "learn more", "license", "light", "dark", "like", "likes", "links", "load more", "log in", "log out", "login", "main navigation", "menu", "mobile view",
    "models", "monthly", "more", "more from", "most viewed", "my library", "nasa ads", "navigation", "new", "new submissions", "newest", "news", "next", "no abstract", "notifications", "open review", "openreview", "organization", "organizations", "other", "other formats",
    "overview", "page", "papers", "papers with code", "paper", "pdf", "previous", "pricing", "privacy", "privacy policy", "prev", "product", "profile", "project", "project page", "quick links", "read more", "read paper", "recent", "recommenders and search tools",
    "references & citations", "related articles", "related papers", "related papers (5)", "reply", "report", "replacements", "resources", "rss", "save", "save cite", "search", "semantic scholar", "settings", "share", "show all", "show less", "show more", "sign in", "sign up", "site map", "sitemap", "skip to main content",
    "skip to content", "skip to main page", "slides", "solutions", "sort", "sort by", "source", "spaces", "status", "submission history", "subscribe", "support", "supplementary", "switch to", "system theme", "table of contents", "tasks", "team", "terms", "terms of service", "terms of use", "tex source", "tl;dr", "top", "top papers", "topics", "tos",
    "trending", "trending papers", "tweet", "unwatch", "upload", "upvote", "upvotes", "url:", "user", "users", "video", "view", "view all", "view chat", "view license", "view more", "view pdf", "watch", "web accessibility assistance", "website", "weekly", "which authors of this paper are endorsers?", "what's new", "yearly", "your inbox",
    "models citing this paper", "datasets citing this paper", "spaces citing this paper", "collections including this paper", "markdown", "preview", "cancel", "submit", "write", "advertisement", "sponsored", "ad", "loading", "loading...", "loading…", "no comments yet", "be the first to comment", "x", "twitter", "linkedin", "facebook", "reddit", "mastodon", "discord", "youtube", "hot topics", "popular", "featured", "categories", "tags", "archive", "archives", "newsletter", "back to top", "scroll to top", "all rights reserved", "accept", "accept all", "reject all", "decline", "ok", "yes", "no", "abs", "abstract page", "ps", "bib", "supp", "poster", "oral", "spotlight", "award",
];

fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

pub fn of_title(word: &str) -> bool {
    has(TITLE, word)
}

/// The place of the word among those of abstracts, for counting each once.
pub fn of_abstract(word: &str) -> Option<usize> {
    ABSTRACT.binary_search(&word).ok()
}

pub fn of_sentence(word: &str) -> bool {
    has(SENTENCE, word)
}

pub fn joins(word: &str) -> bool {
    has(JOINING, word)
}

pub fn is_furniture(line: &str) -> bool {
    // Few lines of a page are furniture, and those are short: the plain scan costs nothing.
    line.len() <= 60 && FURNITURE.iter().any(|known| line.len() == known.len() && line.eq_ignore_ascii_case(known))
}

/// The word in lower case without punctuation around it, in a buffer that is used again.
pub fn fold<'b>(word: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.len() <= 40 {
        if word.is_ascii() {
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
        } else {
            buffer.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    buffer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searched_lists_are_sorted() {
        for list in [TITLE, ABSTRACT, SENTENCE, JOINING] {
            assert!(list.is_sorted(), "binary search needs order: {:?}", list.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}
