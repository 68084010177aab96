//! Papers as the processor takes them: CSL's items, with signs for what it cannot know of a field.

pub mod date_text;
pub mod dates;
pub mod givens;
pub mod item;
pub mod numbers;
pub mod pages;
pub mod people;
pub mod quotes;
pub mod raw_dates;
pub mod rich;
