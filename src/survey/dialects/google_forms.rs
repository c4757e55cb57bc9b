//! Google Forms: a time stamp, then a column for each question, named by its text.

use crate::survey::header::{Head, Header};

/// "Timestamp" in the languages of forms.
const TIMESTAMP: [&str; 7] = [
    "Timestamp",
    "طابع زمني",
    "مُهر زمانی",
    "Horodateur",
    "Zeitstempel",
    "Marca temporal",
    "Informazioni cronologiche",
];

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let stamped = TIMESTAMP
        .iter()
        .any(|name| head.cell(0, 0).eq_ignore_ascii_case(name));
    (stamped || said)
        .then(|| Header::of_names(head, "Google Forms", "the first column is the time stamp"))
}
