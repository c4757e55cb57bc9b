//! cxq turns customer survey exports into a benchmark report that says how far each figure can
//! be trusted.
//!
//! Data flows one way. Each stage hands the next a type of its own:
//!
//! | stage | module | takes | gives | knows nothing of |
//! |---|---|---|---|---|
//! | command | `main.rs`, [`commands`] | arguments, environment, clock | a call of the library, an exit code | how anything is computed |
//! | language | [`language`] | `.cxq` text, a survey's header | a checked [`Query`](language::Query) | polars, HTML |
//! | survey | [`survey`] | CSV bytes | typed columns, batch by batch, and the [`Ledger`](survey::ledger::Ledger) | metrics |
//! | profile | [`profile`] | a survey file | [`Profile`](profile::Profile): what its columns seem to hold | queries |
//! | draft | [`draft`] | `Profile` | the text of a first `.cxq` | files |
//! | cells | [`cells`] | `Query` and survey | [`Cells`](cells::Cells): n, Σw, Σw² per group and answer | what a p value is |
//! | statistics | [`statistics`] | plain numbers | estimates, intervals, tests, effect sizes | polars, files, locales |
//! | figures | [`figures`] | `Query` and `Cells` | [`Figures`](figures::model::Figures): every number of a page with its provenance | words, HTML |
//! | report | [`report`] | `Figures` | [`Page`](report::Page): final strings and plain geometry, findings in words | where it is written |
//! | publish | [`publish`] | `Figures` and `Page` | HTML, JSON and CSV, atomically | statistics |
//!
//! [`pipeline`] puts the stages in a row; [`diagnostics`] draws what any of them has to complain
//! of; [`text`] holds what names and answers have in common of letters.
//!
//! `Cells` is the waist: an answer has few values, so a histogram per group is all that the
//! statistics need. The data are read once for a query and all its pages; cells of files, threads
//! and machines are merged by addition, exactly; everything after them is small and pure.
//!
//! How to add something: a section is one file in `figures/`, one in `report/sections/`, one
//! template and one line in each registry; a statistic is one file in `statistics/`; a reading of
//! a column is one file in `survey/decode/`. Only `language/parser` sees pest's rules, only
//! `cells` and `survey` see polars, only `publish` writes, and the clock and the environment are
//! read in `commands` alone.

pub mod cells;
pub mod commands;
pub mod diagnostics;
pub mod draft;
pub mod figures;
pub mod language;
pub mod pipeline;
pub mod profile;
pub mod publish;
pub mod report;
pub mod statistics;
pub mod survey;
pub mod text;
