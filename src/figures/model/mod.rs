//! Everything that was computed for one page: numbers, each with its provenance.
//!
//! The page, the JSON file and the CSV files are three views of this one value,
//! so they can't disagree.

mod answers;
mod compare;
mod drivers;
mod figure;
mod followup;
mod gap;
mod journey;
mod page;
mod pages;
mod quotes;
mod ranking;
mod reasons;
mod stake;
mod summary;
mod table;
mod trend;

pub use answers::{AnswerColumn, AnswerKind, AnswerOption, AnsweredQuestion, Answers};
pub use compare::{AbsentAdjustment, Adjusted, Compare, CompareRow, Group, Overall, Overlap, Pair};
pub use drivers::{Driver, Drivers, DriversAbsent, Quadrant};
pub use figure::{Absent, Contrast, Figure, MetricFacts, NoInterval, Unit, Verdict};
pub use followup::Followup;
pub use gap::Gap;
pub use journey::{Journey, JourneyGroup, Stage, Touchpoint};
pub use page::{
    About, Base, Figures, Nonresponse, RakedField, Raking, ResponseBy, ResponseGroup, Section,
    Split, SplitPart, Tone,
};
pub use pages::{ListedPage, PageOf, Pages};
pub use quotes::{Quote, QuotedGroup, Quotes, Word};
pub use ranking::{Rank, RankedUnit, Ranking, RankingAbsent};
pub use reasons::{Reason, ReasonCell, ReasonQuestion, Reasons};
pub use stake::{Gain, Stake};
pub use summary::{
    AgainstBenchmark, Benchmark, BenchmarkedQuantity, Change, Kpi, Standing, Summary,
};
pub use table::{ColumnTest, Table, TableBlock, TableCell, TableColumn, TableRow, ValueRange};
pub use trend::{Control, Course, Limits, Mix, Series, Trend};
