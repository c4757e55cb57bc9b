//! Whom to turn to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A list of customers in a file of its own. Nothing of them stands here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Followup {
    /// Its id: "followup-1".
    pub id: String,
    /// The segment, by its name in the query and as the page calls it.
    pub of: (String, String),
    /// The list's file, beside the page.
    pub file: String,
    /// Whether the list holds only those who agreed to be contacted.
    pub consent: bool,
    /// Responses of the segment; `None` where that is not shown.
    pub members: Option<u64>,
    /// Those that are listed; `None` where that is not shown.
    pub listed: Option<u64>,
}
