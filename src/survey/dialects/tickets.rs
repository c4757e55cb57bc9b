//! Ticket systems and transactional surveys: a row for each case, customers repeat.

use crate::survey::header::{Head, Header};
use crate::text::fold;

/// Names of the column that numbers the cases, without blanks and marks between words.
const NUMBERS: [&str; 8] = [
    "ticketid",
    "ticket#",
    "ticketnumber",
    "ticketno",
    "caseid",
    "casenumber",
    "conversationid",
    "شمارهتیکت",
];

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let numbered = head.names().iter().any(|name| {
        let folded = fold(name).replace([' ', '_', '-', '.'], "");
        NUMBERS.contains(&folded.as_str())
    });
    (numbered || said).then(|| Header::of_names(head, "tickets", "a column numbers the tickets"))
}
