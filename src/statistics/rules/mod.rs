//! Rules about what may be shown and said.

pub mod published;
pub mod small_base;
pub mod suppression;
pub mod verdict;
