//! From prose to a verdict: recognise links, ask their hosts, decide what the answers mean.

pub mod hosts;
pub mod inside;
pub mod listed;
pub mod recognise;
pub mod run;
pub mod verdict;
