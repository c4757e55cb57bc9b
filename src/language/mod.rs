//! The language: `.cxq` text becomes a checked [`Query`].
//!
//! | step | file | takes → gives |
//! |---|---|---|
//! | load | `load.rs` | a path → every file that is used, each parsed once |
//! | scan | `scan.rs` | bytes → tokens, comments, marks that are no marks of the language |
//! | split | `statements.rs` | tokens → statements, whatever stands in them |
//! | parse | `recover.rs`, `parser.rs` | a statement → syntax tree; the next mistake and the tree without it |
//! | targets | `targets.rs` | the file that weights are raked to → shares |
//! | check | `check/` | syntax trees and the survey's header → [`Query`] |
//! | say | `error.rs`, `wording/` | mistakes as data → sentences |
//!
//! The grammar is `grammar/cxq.pest`; only `parser.rs` sees the rules that it defines.

mod check;
mod chunk;
mod error;
pub mod explain;
mod kinds;
mod load;
mod numerals;
mod parser;
mod published;
pub mod query;
mod recover;
mod reported;
mod scan;
mod sources;
pub mod span;
mod statements;
pub mod syntax;
mod targets;
mod wording;

pub use explain::explain_metric;
pub use load::{
    HeaderBlock, JoinRequest, JoinedFile, Loaded, Surroundings, SurveyHeader, SurveyRequest, load,
};
pub use published::{PublishedError, PublishedFigure, parse_published, published, words_of_topic};
pub use query::Query;
pub use recover::{Parsed, parse};
pub(crate) use scan::is_statement;
pub use sources::{Position, SourceFile, Sources};
