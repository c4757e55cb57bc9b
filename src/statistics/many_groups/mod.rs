//! Several groups at once, and whole crosstabs.

pub mod contingency;
pub mod kruskal_wallis;
pub mod letters;
pub mod multiplicity;
pub mod rao_scott;
pub mod weighted_rank;
pub mod welch_anova;
