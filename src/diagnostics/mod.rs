//! What went wrong: as data, and drawn for people, editors and tools.

mod diagnostic;
mod human;
mod json;
mod place;
mod render;
mod short;

pub use diagnostic::{Class, DataPlace, Diagnostic, Place, Severity};
pub use render::{MessageFormat, render};

#[cfg(test)]
mod tests;
