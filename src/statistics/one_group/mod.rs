//! Estimates for one group.

pub mod mean;
pub mod nps;
pub mod quantile;
pub mod ratio;
pub mod share;
pub mod spread;
pub mod total;
