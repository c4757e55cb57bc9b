//! Several groups at once.

pub mod letters;
pub mod multiplicity;
pub mod weighted_rank;
