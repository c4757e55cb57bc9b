//! Letters: what the query's names and the survey's answers have in common.

mod digits;
mod file_stem;
mod fold;
mod names;
mod nearest;
mod redaction;
mod time_units;
mod words;
mod yes_no;

pub use digits::ascii_digit;
#[cfg(test)]
pub use digits::in_all_digits;
pub use file_stem::safe_stem;
pub use fold::{ascii_number, fold};
pub use names::KnownNames;
pub use nearest::nearest;
pub use redaction::{MARK, redact};
pub use time_units::seconds_of;
pub use words::{Term, terms};
pub use yes_no::{words_for, yes_no};
