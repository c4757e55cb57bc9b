//! Cells: the waist of the program.
//!
//! A survey answer has few values, so a histogram per group is all that statistics need.
//! The [`plan`] of a query says which histograms all its pages want; [`compute`] counts them
//! in one scan, batch by batch, with polars for the query's expressions and sums that don't
//! depend on the order of rows or threads ([`exact`]). What comes out ([`result`]) is small,
//! whatever went in.

mod audit;
mod changes;
mod cluster_sums;
pub mod clusters;
pub mod comments;
pub mod compile;
pub mod compute;
mod conclude;
pub mod crossing;
mod customers;
pub mod error;
pub mod evaluate;
pub mod exact;
pub mod explain;
pub mod expression;
pub mod gather;
pub mod grouping;
pub mod invited;
mod left_out;
pub mod listing;
pub mod membership;
pub mod moments;
mod options;
pub mod period;
pub mod plan;
pub mod raking;
pub mod repeated;
pub mod result;
mod scales;
pub mod simplify;
mod speed;
pub mod table;
pub mod wording;

pub use clusters::Clusters;
pub use comments::{Comment, Comments};
pub use compute::{Circumstances, compute};
pub use crossing::Crosses;
pub use error::CellsError;
pub use period::{Calendar, Period};
pub use plan::{Clustered, Commented, Crossed, Dimension, Listed, Plan, Score, Tallied, Variable};
pub use result::{Cell, Cells, Content, Count, Place, Sums};
