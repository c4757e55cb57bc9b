//! A paragraph of the analyst's.

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
