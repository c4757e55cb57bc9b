//! One group against another that has nobody in common with it.
//!
//! A segment is compared with the rest of all respondents, never with the whole it is part of.

pub mod effect_size;
pub mod means;
pub mod nps;
pub mod odds_ratio;
pub mod pooled_means;
pub mod power;
pub mod quantiles;
pub mod rank_sum;
pub mod risk_ratio;
pub mod score_difference;
pub mod shares;
pub mod superiority;
pub mod word_log_odds;
