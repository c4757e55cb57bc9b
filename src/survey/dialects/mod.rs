//! How survey tools write their exports. A dialect is one file and one line in [`DIALECTS`].

mod google_forms;
mod limesurvey;
mod microsoft_forms;
mod plain;
mod qualtrics;
mod surveymonkey;
mod tickets;
mod typeform;

use super::header::{Head, Header};

/// One tool's way of writing an export.
pub struct Dialect {
    /// What a query calls it: `dialect "qualtrics"`.
    pub id: &'static str,
    /// The header, if the file is of this tool; whatever it is, if the query says so (`said`).
    read: fn(head: &Head, said: bool) -> Option<Header>,
}

/// All dialects; the first one that recognises a file has it. The last recognises every file.
pub const DIALECTS: [Dialect; 8] = [
    Dialect {
        id: "qualtrics",
        read: qualtrics::read,
    },
    Dialect {
        id: "surveymonkey",
        read: surveymonkey::read,
    },
    Dialect {
        id: "limesurvey",
        read: limesurvey::read,
    },
    Dialect {
        id: "typeform",
        read: typeform::read,
    },
    Dialect {
        id: "microsoft-forms",
        read: microsoft_forms::read,
    },
    Dialect {
        id: "google-forms",
        read: google_forms::read,
    },
    Dialect {
        id: "tickets",
        read: tickets::read,
    },
    Dialect {
        id: "plain",
        read: plain::read,
    },
];

/// The dialect of a name.
pub fn named(id: &str) -> Option<&'static Dialect> {
    DIALECTS
        .iter()
        .find(|dialect| dialect.id.eq_ignore_ascii_case(id))
}

/// The header of a file, in the dialect that the query says or that the file shows.
pub fn header(head: &Head, said: Option<&Dialect>) -> Header {
    let read = match said {
        Some(dialect) => (dialect.read)(head, true),
        None => DIALECTS
            .iter()
            .find_map(|dialect| (dialect.read)(head, false)),
    };
    read.unwrap_or_else(|| plain::header(head))
        .with_names_apart()
        .with_blocks(head)
}
