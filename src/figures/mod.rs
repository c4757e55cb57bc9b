//! Figures: every number of a page with its provenance.
//!
//! A section is one file: it asks for [`tallies`], makes [`sample`]s of them, hands those to the
//! statistics and writes down what they give as [`model`] has it. The page, the JSON and the CSV
//! files are views of the result.

mod adjusted;
pub mod alerts;
mod answers;
mod base;
mod benchmarks;
pub mod check;
mod clustering;
mod compare;
pub mod context;
mod contrast;
mod control;
pub mod disclosure;
mod drivers;
pub mod figure;
mod followup;
mod gap;
mod journey;
mod letters;
pub mod methods;
mod mix;
pub mod model;
mod overall;
mod page_wide;
mod pages;
mod periods;
mod quotes;
mod ranking;
mod reasons;
mod response;
pub mod sample;
mod sides;
mod split;
mod spreadsheet;
mod stake;
mod summary;
mod table;
pub mod tallies;
mod tone;
mod trend;
mod waves;
pub mod wording;

use std::collections::HashMap;

use crate::cells::period::date_of;
use crate::cells::{Cells, Plan};
use crate::language::query::{BenchmarkId, Locale, Query, Report, Section};

use context::Context;
use disclosure::Protected;
use model::{About, Base, Benchmark, Figures};
use tallies::Asked;

pub use followup::List;

/// What a page is told from outside.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// Fingerprint of the query's files.
    pub query_hash: String,
    /// That of the data: see [`fingerprint`].
    pub data_hash: String,
    /// The day that "previous quarter" counts from; `None` for the newest date in the data.
    pub as_of: Option<i32>,
    /// Names of the survey's files.
    pub files: Vec<String>,
}

/// What all pages of a query need counted.
pub fn plan(query: &Query) -> Plan {
    let asked = Asked::default();
    ask(query, &asked);
    for report in &query.reports {
        alerts::fired(&before_the_scan(query, report, &asked));
    }
    check::ask(query, &asked);
    asked.into_plan()
}

/// Asks for everything that the pages show.
fn ask(query: &Query, asked: &Asked) {
    for report in &query.reports {
        let context = before_the_scan(query, report, asked);
        base::base(&context);
        match report.for_each {
            None => {
                split::split(&context);
                sections(&context);
            }
            Some(by) => pages::ask(query, report, by, asked),
        }
    }
}

fn before_the_scan<'c>(query: &'c Query, report: &'c Report, asked: &'c Asked) -> Context<'c> {
    Context {
        query,
        report,
        tallies: asked,
        as_of: Some(0),
        of_all: None,
    }
}

/// The cells with those groups marked that no page of the query may show.
pub fn protect<'c>(query: &Query, cells: &'c Cells, provenance: &Provenance) -> Protected<'c> {
    let asked = Asked::shown();
    ask(query, &asked);
    Protected::new(
        query,
        asked.into_published(),
        cells,
        as_of(cells, provenance),
    )
}

/// The pages of a report: one, or the list of its pages and then each of them.
pub fn pages(
    query: &Query,
    report: &Report,
    protected: &Protected<'_>,
    provenance: &Provenance,
) -> Vec<Figures> {
    if let Some(by) = report.for_each {
        return pages::pages(query, report, by, protected, provenance);
    }
    let cells = protected.cells();
    let context = Context {
        query,
        report,
        tallies: protected,
        as_of: as_of(cells, provenance),
        of_all: None,
    };
    vec![page(&context, cells, provenance)]
}

/// Everything that a page shows.
fn page(context: &Context<'_>, cells: &Cells, provenance: &Provenance) -> Figures {
    let Context { query, report, .. } = *context;
    let mut sections = sections(context);
    let mut base = base::base(context);
    let comparisons = page_wide::correct(&mut base, &mut sections);
    Figures {
        about: about(report, cells, provenance, context.as_of),
        split: split::split(context),
        comparisons_made: comparisons.made,
        comparisons_clear: comparisons.clear,
        benchmarks: cited(query, report, &base),
        base,
        sections,
        ledger: cells.ledger.clone(),
    }
}

/// The lists that a page's query asks for: persons, for files of their own.
pub fn lists(report: &Report, protected: &Protected<'_>) -> Vec<List> {
    followup::lists(report, protected)
}

/// The as-of date: that given, or the newest date in the data.
pub fn as_of(cells: &Cells, provenance: &Provenance) -> Option<i32> {
    provenance.as_of.or(cells.days.map(|(_, last)| last))
}

/// The sections in the query's order. A new section is one file and one line here.
fn sections(context: &Context<'_>) -> Vec<model::Section> {
    let mut numbers = HashMap::<&str, usize>::new();
    let mut id = |kind: &'static str| {
        let number = numbers.entry(kind).or_default();
        *number += 1;
        format!("{kind}-{number}")
    };
    let sections = context.report.sections.iter();
    sections
        .map(|section| match section {
            Section::Summary {
                metrics, versus, ..
            } => {
                model::Section::Summary(summary::summary(context, &id("summary"), metrics, *versus))
            }
            Section::Compare {
                groups,
                metrics,
                against,
                adjusted,
                ..
            } => {
                let comparison = compare::Comparison {
                    groups,
                    metrics,
                    against,
                    adjusted,
                };
                model::Section::Compare(compare::compare(context, &id("compare"), &comparison))
            }
            Section::Trend {
                metrics, by, mix, ..
            } => model::Section::Trend(trend::trend(context, &id("trend"), metrics, *by, *mix)),
            Section::Table { metrics, by, .. } => {
                model::Section::Table(table::table(context, &id("table"), metrics, by))
            }
            Section::Drivers {
                outcome, drivers, ..
            } => {
                let id = id("drivers");
                model::Section::Drivers(drivers::drivers(context, &id, outcome, drivers))
            }
            Section::Journey {
                question,
                groups,
                stages,
                versus,
                ..
            } => {
                let parts = journey::Parts {
                    question,
                    groups,
                    stages,
                    versus: *versus,
                };
                model::Section::Journey(journey::journey(context, &id("journey"), &parts))
            }
            Section::Reasons {
                of,
                from,
                by,
                versus,
                ..
            } => {
                let id = id("reasons");
                model::Section::Reasons(reasons::reasons(context, &id, *of, from, *by, *versus))
            }
            Section::Ranking { by, metric, .. } => {
                let id = id("ranking");
                model::Section::Ranking(ranking::ranking(context, &id, *by, *metric))
            }
            Section::Gap {
                claimed,
                actual,
                published,
                ..
            } => {
                let id = id("gap");
                model::Section::Gap(gap::gap(context, &id, claimed, *actual, published))
            }
            Section::Answers { questions, of, .. } => {
                let id = id("answers");
                model::Section::Answers(answers::answers(context, &id, questions, of))
            }
            Section::Stake {
                metric,
                groups,
                moved,
                ..
            } => {
                let id = id("value");
                model::Section::Stake(stake::stake(context, &id, *metric, *groups, *moved))
            }
            Section::Quotes {
                text,
                of,
                by,
                most,
                without,
                ..
            } => {
                let wanted = quotes::Wanted {
                    text: *text,
                    of,
                    by: *by,
                    most: *most,
                    without,
                };
                model::Section::Quotes(quotes::quotes(context, &id("quotes"), &wanted))
            }
            Section::Followup {
                of,
                condition,
                file,
                columns,
                ..
            } => {
                let wanted = followup::Wanted {
                    of: *of,
                    condition: condition.as_ref(),
                    file,
                    columns,
                };
                let id = id("followup");
                model::Section::Followup(followup::followup(context, &id, &wanted))
            }
            Section::Text { text, .. } => model::Section::Text {
                id: id("text"),
                text: text.clone(),
            },
        })
        .collect()
}

fn about(report: &Report, cells: &Cells, provenance: &Provenance, as_of: Option<i32>) -> About {
    let date = |day: i32| date_of(day).to_string();
    About {
        title: report.title.clone(),
        company: report.company.clone(),
        subtitle: report.subtitle.clone(),
        note: report.note.clone(),
        language: match report.locale {
            Locale::English => "en",
            Locale::Persian => "fa",
            Locale::Arabic => "ar",
        }
        .to_owned(),
        period: cells.days.map(|(first, last)| (date(first), date(last))),
        as_of: as_of.map(date),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        query_hash: provenance.query_hash.clone(),
        data_hash: provenance.data_hash.clone(),
        files: provenance.files.clone(),
        level: figure::LEVEL.get(),
        page: None,
    }
}

/// A fingerprint of the data as far as the query looks at them: of the cells and not of the
/// files' bytes, so that it does not depend on the order of rows or the dialect of the file.
pub fn fingerprint(cells: &Cells) -> String {
    let mut hasher = blake3::Hasher::new();
    for (_, groups) in cells.tables() {
        hasher.update(format!("{groups:?}").as_bytes());
    }
    for clusters in cells.all_clusters() {
        hasher.update(format!("{clusters:?}").as_bytes());
    }
    for (_, comments) in cells.comments.iter().flat_map(|(_, apart)| apart) {
        hasher.update(format!("{comments:?}").as_bytes());
    }
    for crosses in cells.all_crosses() {
        hasher.update(format!("{crosses:?}").as_bytes());
    }
    if let Some(reach) = &cells.reach {
        hasher.update(format!("{reach:?}").as_bytes());
    }
    short(&hasher.finalize())
}

/// The first 12 hexadecimal digits of a hash, which are enough to tell files apart by eye.
pub fn short(hash: &blake3::Hash) -> String {
    hash.to_hex().chars().take(12).collect()
}

/// The benchmarks that a page cites, in the order of their first use.
fn cited(query: &Query, report: &Report, base: &Base) -> Vec<Benchmark> {
    let mut ids: Vec<BenchmarkId> = Vec::new();
    if base.response_benchmark.is_some() {
        ids.extend(query.source.response_benchmark);
    }
    for section in &report.sections {
        let used: Vec<BenchmarkId> = match section {
            Section::Summary { metrics, .. } => metrics
                .iter()
                .filter_map(|metric| query.metric(*metric).benchmark)
                .collect(),
            Section::Compare { against, .. } => {
                against.iter().map(|(_, benchmark)| *benchmark).collect()
            }
            Section::Gap { published, .. } => published.clone(),
            _ => Vec::new(),
        };
        for id in used {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids.into_iter()
        .map(|id| benchmarks::cited(query.benchmark(id)))
        .collect()
}
