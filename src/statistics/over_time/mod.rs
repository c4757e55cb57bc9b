//! Figures by period.

pub mod control_chart;
pub mod series_trend;
pub mod share_trend;
pub mod xmr;
