//! Ticket systems and transactional surveys: a row for each case, customers repeat.

use crate::survey::header::{Head, Header};

/// Names of the column that numbers the cases.
const NUMBERS: [&str; 6] = [
    "Ticket ID",
    "Ticket #",
    "Ticket number",
    "Ticket Id",
    "Case number",
    "Conversation ID",
];

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let numbered = NUMBERS.iter().any(|name| head.has(name));
    (numbered || said).then(|| Header::of_names(head, "tickets", "a column numbers the tickets"))
}
