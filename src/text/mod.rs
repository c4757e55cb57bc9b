//! Letters: what the query's names and the survey's answers have in common.

mod digits;
mod file_stem;
mod fold;
mod nearest;
mod time_units;
mod yes_no;

pub use digits::ascii_digit;
pub use file_stem::safe_stem;
pub use fold::{ascii_number, fold};
pub use nearest::nearest;
pub use time_units::seconds_of;
pub use yes_no::{words_for, yes_no};
