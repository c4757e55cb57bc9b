//! `cxq schema`

use super::exit::Exit;
use super::terminal::say;
use crate::publish::json;

/// Prints the JSON Schema of the figures.
pub fn schema() -> Exit {
    say(&format!("{:#}\n", json::schema()));
    Exit::Success
}
