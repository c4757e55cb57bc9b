//! Several files of one survey: which column of one is which column of another, and what was
//! asked otherwise.
//!
//! A query speaks of the columns of all files together. A column keeps the name of the first file
//! that has it. Others are found by what is surest first: the name with the same question text;
//! the question's own identity with the same text, since tools number questions anew when one is
//! put in; the name alone; the identity alone; the text alone. A column that a file lacks was
//! never asked there.

mod answers;
mod changes;
mod join;
mod wording;

pub use answers::{Chosen, Ends, other_list, other_options, other_scale};
pub use changes::{Change, ChangeKind, changes};
pub use join::{Joined, join};
pub use wording::told;

use super::header::HeaderColumn;
use crate::text::fold;

/// The words of a question, in the form in which two of them are compared: punctuation and the
/// looks of letters don't count.
fn words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words of a column's question text, where the file has one beside the name.
fn words_of(column: &HeaderColumn) -> Option<String> {
    let words = words(column.label.as_deref()?);
    (!words.is_empty()).then_some(words)
}
