//! A paragraph of the analyst's, and sections that are not computed yet.

use serde::Serialize;

use crate::report::context::Context;

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextView {
    /// Its id.
    pub id: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// A section that says that it is not there yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotYetView {
    /// Its id.
    pub id: String,
    /// The sentence.
    pub sentence: String,
}

/// The analyst's text, cut at empty lines.
pub fn view(context: &Context, id: &str, text: &str) -> TextView {
    TextView {
        id: id.to_owned(),
        paragraphs: text
            .split("\n\n")
            .map(|paragraph| context.locale.data(paragraph))
            .filter(|paragraph| !paragraph.is_empty())
            .collect(),
    }
}

/// One line instead of a section.
pub fn not_yet(context: &Context, id: &str, keyword: &str) -> NotYetView {
    NotYetView {
        id: id.to_owned(),
        sentence: context.say("not_yet", &[("keyword", &context.locale.data(keyword))]),
    }
}
