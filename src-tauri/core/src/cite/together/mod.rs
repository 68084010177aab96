//! What papers of a list or a citation do to each other: their order, how they are told apart, what is not said twice.

pub mod apart;
pub mod cluster;
pub mod keys;
pub mod line;
pub mod order;
pub mod people;
pub mod substitute;
