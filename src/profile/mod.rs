//! Profile: from the bytes of files to what they seem to hold, in one pass and in bounded memory.
//!
//! `cxq describe` shows a profile, `cxq init` drafts a first query from it.

mod absent;
mod codes;
mod degrees;
mod guess;
pub mod meaning;
mod ordered;
mod pass;
pub mod personal;
#[allow(clippy::module_inception)]
mod profile;
mod scales;
mod shape;
mod tally;
pub mod topic;
pub mod trouble;
mod waves;
pub mod words;

pub use profile::{ColumnProfile, FileProfile, Profile, changes_between, profile};

/// The number that a text is, in any of the three sets of digits.
pub fn shape_number(text: &str) -> Option<f64> {
    shape::number(text)
}

/// Whether a text means in every column that there is no answer.
pub fn means_missing(text: &str) -> bool {
    absent::silence(text) == Some(absent::Silence::Missing)
}

/// Whether a text says in an option's column that the option was not chosen.
pub fn is_not_chosen(text: &str) -> bool {
    absent::not_chosen(text)
}
