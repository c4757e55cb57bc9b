//! The sections of a page, one file each.
//!
//! A new section is a new file with its `view`, and one line in each of the matches below.

pub mod adjusted;
pub mod answers;
pub mod base;
pub mod compare;
pub mod course;
pub mod drivers;
pub mod followup;
pub mod forest;
pub mod gap;
pub mod glossary;
pub mod journey;
pub mod kpi_lines;
pub mod method;
pub mod numbers;
pub mod pages;
pub mod quadrant_chart;
pub mod quality;
pub mod quotes;
pub mod ranking;
pub mod reasons;
pub mod response;
pub mod share_bar;
pub mod shared_axis;
pub mod sources;
pub mod stake;
pub mod summary;
pub mod table;
pub mod text;
pub mod trend;
pub mod trend_chart;

use serde::Serialize;

use super::Entry;
use super::context::Context;
use crate::figures::model::Section;

/// A section as the page shows it; its template is `sections/<kind>.html.j2`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)]
#[allow(
    clippy::large_enum_variant,
    reason = "a page has a handful of sections"
)]
pub enum SectionView {
    Summary(summary::SummaryView),
    Compare(Box<compare::CompareView>),
    Trend(trend::TrendView),
    Table(table::TableView),
    Drivers(drivers::DriversView),
    Journey(Box<journey::JourneyView>),
    Reasons(reasons::ReasonsView),
    Ranking(ranking::RankingView),
    Gap(gap::GapView),
    Answers(answers::AnswersView),
    Stake(stake::StakeView),
    Quotes(quotes::QuotesView),
    Followup(followup::FollowupView),
    Text(text::TextView),
    Pages(pages::PagesView),
    Method(Box<method::MethodView>),
    Glossary(glossary::GlossaryView),
}

impl SectionView {
    /// Its entry in the contents, where it has a name.
    pub fn entry(&self) -> Option<Entry> {
        let (anchor, label) = match self {
            Self::Summary(view) => (&view.id, &view.name),
            Self::Compare(view) => (&view.id, &view.name),
            Self::Trend(view) => (&view.id, &view.name),
            Self::Table(view) => (&view.id, &view.name),
            Self::Drivers(view) => (&view.id, &view.name),
            Self::Journey(view) => (&view.id, &view.name),
            Self::Reasons(view) => (&view.id, &view.name),
            Self::Ranking(view) => (&view.id, &view.name),
            Self::Gap(view) => (&view.id, &view.name),
            Self::Answers(view) => (&view.id, &view.name),
            Self::Stake(view) => (&view.id, &view.name),
            Self::Pages(view) => (&view.id, &view.name),
            Self::Quotes(view) => (&view.id, &view.name),
            Self::Followup(view) => (&view.id, &view.name),
            Self::Text(_) => return None,
            Self::Method(view) => (&view.id, &view.name),
            Self::Glossary(view) => (&view.id, &view.name),
        };
        Some(Entry {
            anchor: anchor.clone(),
            label: label.clone(),
        })
    }
}

/// The view of a section of the query.
pub fn view(context: &Context, section: &Section) -> SectionView {
    match section {
        Section::Summary(summary) => SectionView::Summary(summary::view(context, summary)),
        Section::Compare(compare) => {
            SectionView::Compare(Box::new(compare::view(context, compare)))
        }
        Section::Trend(trend) => SectionView::Trend(trend::view(context, trend)),
        Section::Table(table) => SectionView::Table(table::view(context, table)),
        Section::Drivers(found) => SectionView::Drivers(drivers::view(context, found)),
        Section::Journey(found) => SectionView::Journey(Box::new(journey::view(context, found))),
        Section::Reasons(found) => SectionView::Reasons(reasons::view(context, found)),
        Section::Ranking(found) => SectionView::Ranking(ranking::view(context, found)),
        Section::Gap(found) => SectionView::Gap(gap::view(context, found)),
        Section::Answers(found) => SectionView::Answers(answers::view(context, found)),
        Section::Stake(found) => SectionView::Stake(stake::view(context, found)),
        Section::Quotes(found) => SectionView::Quotes(quotes::view(context, found)),
        Section::Followup(found) => SectionView::Followup(followup::view(context, found)),
        Section::Text { id, text } => SectionView::Text(text::view(context, id, text)),
        Section::Pages(pages) => SectionView::Pages(pages::view(context, pages)),
    }
}

/// Numbers as a table, for readers and machines that don't take them from the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Numbers {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Rows: a head and the cells.
    pub rows: Vec<NumbersRow>,
}

/// A row of [`Numbers`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumbersRow {
    /// What the row is about.
    pub head: String,
    /// One cell for each column but the first.
    pub cells: Vec<String>,
}
