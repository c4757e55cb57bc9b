//! Figures and view model → HTML, JSON and CSV files, written whole or not at all.

pub mod csv;
pub mod html;
pub mod json;
pub mod templates;
pub mod write;
