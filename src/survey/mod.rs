//! Survey: from the bytes of CSV files to typed columns, with a ledger of what was left out.
//!
//! Reading is done here and not by polars, because a survey must be able to say which row
//! was ragged, where a bad value stood and what was dropped, and because it is faster:
//! a file is cut into [`blocks`] of whole records, each of which one thread parses with the
//! csv crate and turns into a [`batch`] of small typed columns. Nothing larger than a few
//! blocks is ever in memory.

pub mod absence;
pub mod batch;
pub mod blocks;
pub mod column;
pub mod decode;
pub mod delimiter;
pub mod dialects;
pub mod dictionary;
pub mod encoding;
pub mod error;
pub mod excerpt;
pub mod files;
pub mod foreign;
pub mod header;
pub mod input;
pub mod ledger;
pub mod packing;
pub mod plain_cells;
pub mod reading;
pub mod scan;
pub mod second_source;
#[allow(clippy::module_inception)]
pub mod survey;
pub mod survey_file;
pub mod waves;
pub mod wording;

pub use survey::{Asked, Survey};
