//! Every figure of a page as one JSON file: flat lists that are easy to read with any tool.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FilesOfPages;

use crate::figures::model::{
    About, Adjusted, AgainstBenchmark, Answers, Base, Benchmark, ColumnTest, Contrast, Control,
    Course, Drivers, Figure, Figures, Gap, Group, Journey, MetricFacts, Mix, Overall, Overlap,
    Pages, Quotes, Ranking, Reasons, Section, Split, Stake,
};
use crate::report::walk;
use crate::survey::ledger::Ledger;

/// The version of the format; it grows when a field is renamed or taken away.
const FORMAT: u32 = 1;

/// No document of a list is longer than this.
const LONGEST: u64 = 256 << 20;

/// A page's numbers. Shares are from 0 to 1; numbers have full precision.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Figures of a cxq page")]
pub struct Document<'a> {
    /// The version of this format.
    format: u32,
    /// What the page is about.
    about: &'a About,
    /// Who is counted.
    base: &'a Base,
    /// How all respondents divide by one question.
    split: &'a Option<Split>,
    /// What was measured.
    metrics: Vec<&'a MetricFacts>,
    /// Every figure on the page, in the page's order.
    figures: Vec<&'a Figure>,
    /// The groups of every section that compares some, and whether they could be compared.
    comparisons: Vec<ComparisonEntry<'a>>,
    /// Every comparison on the page, in the page's order.
    contrasts: Vec<&'a Contrast>,
    /// The same comparisons within strata.
    adjusted: Vec<AdjustedEntry<'a>>,
    /// Tests of more than two groups at once.
    overall_tests: Vec<&'a Overall>,
    /// Control limits of the trends.
    control_limits: Vec<&'a Control>,
    /// Tests for a rise or fall over all periods of a trend.
    courses: Vec<&'a Course>,
    /// Changes split into what the mix of respondents did and what the parts did.
    mixes: Vec<&'a Mix>,
    /// The columns of tables against each other, from which their letters come.
    column_tests: Vec<&'a ColumnTest>,
    /// What drives satisfaction, section by section.
    drivers: Vec<&'a Drivers>,
    /// Journeys: stages, touchpoints, and which are pain points.
    journeys: Vec<&'a Journey>,
    /// Reasons, the most frequent first, with their running totals.
    reasons: Vec<&'a Reasons>,
    /// What respondents write: words that set groups apart, and comments word for word.
    quotes: Vec<&'a Quotes>,
    /// Units ranked, with their drawn figures and ranges of ranks.
    rankings: Vec<&'a Ranking>,
    /// What is claimed beside what is delivered.
    gaps: Vec<&'a Gap>,
    /// Answers in full.
    answers: Vec<&'a Answers>,
    /// What gaps between groups are worth.
    stakes: Vec<&'a Stake>,
    /// Figures from elsewhere that the page cites.
    benchmarks: &'a [Benchmark],
    /// Where the page's figures stand against them.
    standings: Vec<StandingEntry<'a>>,
    /// How many comparisons were tested on the page.
    comparisons_made: usize,
    /// How many of these are clear.
    comparisons_clear: usize,
    /// The report's pages, where it has one for each value of a question and this is their list.
    pages: Option<PagesEntry<'a>>,
    /// What was read, what was left out and why.
    ledger: &'a Ledger,
}

/// The pages of a report.
#[derive(Serialize, JsonSchema)]
pub struct PagesEntry<'a> {
    /// The question's name in the query.
    by: &'a str,
    /// The pages, by value.
    pages: Vec<PageEntry<'a>>,
    /// Values without a page, since it would tell of fewer than ten people.
    hidden: &'a [String],
    /// Responses without a value.
    unknown: u64,
}

/// One page.
#[derive(Serialize, JsonSchema)]
pub struct PageEntry<'a> {
    /// The value.
    value: &'a str,
    /// Its part of the names of the page's files: NAME-this.html, NAME-this.json.
    name: &'a str,
    /// Responses.
    n: u64,
    /// The page's files. The next build removes those of pages that it does not write again.
    files: &'a [String],
}

/// A figure beside a benchmark.
#[derive(Serialize, JsonSchema)]
pub struct StandingEntry<'a> {
    /// The section.
    section: &'a str,
    /// The metric.
    metric: &'a str,
    /// Where it stands.
    #[serde(flatten)]
    against: &'a AgainstBenchmark,
}

/// Who is compared with whom.
#[derive(Serialize, JsonSchema)]
pub struct ComparisonEntry<'a> {
    /// The section.
    section: &'a str,
    /// The groups, in the query's order.
    groups: Vec<&'a Group>,
    /// Two of them that share respondents, so that the comparison is refused.
    refused: Option<Overlap>,
    /// Labels of the questions that it is adjusted for.
    adjusted_for: &'a [String],
}

/// A comparison of two groups within strata.
#[derive(Serialize, JsonSchema)]
pub struct AdjustedEntry<'a> {
    /// The section.
    section: &'a str,
    /// The metric.
    metric: &'a str,
    /// The group named first, as the figures call it.
    left: &'a str,
    /// The other.
    right: &'a str,
    /// What came of it.
    #[serde(flatten)]
    adjusted: &'a Adjusted,
}

/// The document of a page; of a list of pages with the names of their files.
pub fn document<'a>(figures: &'a Figures, files: &'a FilesOfPages) -> Document<'a> {
    Document {
        format: FORMAT,
        about: &figures.about,
        base: &figures.base,
        split: &figures.split,
        metrics: walk::metrics(figures),
        figures: walk::figures(figures),
        comparisons: walk::comparisons(figures)
            .map(|compare| ComparisonEntry {
                section: &compare.id,
                groups: compare.groups.iter().collect(),
                refused: compare.refused,
                adjusted_for: &compare.adjusted_for,
            })
            .collect(),
        contrasts: walk::contrasts(figures),
        adjusted: walk::adjusted(figures)
            .map(|(compare, row, pair, adjusted)| {
                let called = |at: usize| {
                    let figure = row.figures.get(at);
                    figure
                        .and_then(|figure| figure.segment.as_deref())
                        .unwrap_or_default()
                };
                AdjustedEntry {
                    section: &compare.id,
                    metric: &row.metric.name,
                    left: called(pair.groups.0),
                    right: called(pair.groups.1),
                    adjusted,
                }
            })
            .collect(),
        overall_tests: walk::overall(figures).collect(),
        control_limits: walk::series(figures)
            .filter_map(|series| series.control.as_ref())
            .collect(),
        courses: walk::series(figures)
            .filter_map(|series| series.course.as_ref())
            .collect(),
        mixes: walk::series(figures)
            .filter_map(|series| series.mix.as_ref())
            .collect(),
        column_tests: walk::column_tests(figures).collect(),
        drivers: walk::drivers(figures).collect(),
        journeys: walk::journeys(figures).collect(),
        reasons: walk::reasons(figures).collect(),
        quotes: walk::quotes(figures).collect(),
        rankings: walk::rankings(figures).collect(),
        gaps: walk::gaps(figures).collect(),
        answers: walk::answers(figures).collect(),
        stakes: walk::stakes(figures).collect(),
        benchmarks: &figures.benchmarks,
        standings: walk::standings(figures)
            .into_iter()
            .map(|(section, metric, against)| StandingEntry {
                section,
                metric: &metric.name,
                against,
            })
            .collect(),
        comparisons_made: figures.comparisons_made,
        comparisons_clear: figures.comparisons_clear,
        pages: figures.sections.iter().find_map(|section| match section {
            Section::Pages(list) => Some(pages(list, files)),
            _ => None,
        }),
        ledger: &figures.ledger,
    }
}

fn pages<'a>(list: &'a Pages, files: &'a FilesOfPages) -> PagesEntry<'a> {
    PagesEntry {
        by: &list.by,
        pages: list
            .pages
            .iter()
            .map(|page| PageEntry {
                value: &page.value,
                name: &page.name,
                n: page.n,
                files: files.get(&page.name).map_or(&[], Vec::as_slice),
            })
            .collect(),
        hidden: &list.hidden,
        unknown: list.unknown,
    }
}

/// The document as text, with a newline at the end.
pub fn render(figures: &Figures) -> String {
    render_list(figures, &FilesOfPages::new())
}

/// The same of a list of pages, with the names of their files.
pub fn render_list(figures: &Figures, files: &FilesOfPages) -> String {
    // Strings, numbers and lists with names as keys: there is nothing that could fail.
    let document = document(figures, files);
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The files of the pages that a document lists, by value; none where there is no such document.
pub fn listed_before(path: &Path) -> FilesOfPages {
    /// What is read of a document.
    #[derive(Deserialize)]
    struct Before {
        pages: Option<List>,
    }
    #[derive(Deserialize)]
    struct List {
        pages: Vec<Listed>,
    }
    #[derive(Deserialize)]
    struct Listed {
        value: String,
        #[serde(default)]
        files: Vec<String>,
    }
    let read = || {
        let file = File::open(path).ok()?;
        let text = BufReader::new(file.take(LONGEST));
        let before: Before = serde_json::from_reader(text).ok()?;
        let pages = before.pages?.pages.into_iter();
        Some(pages.map(|page| (page.value, page.files)).collect())
    };
    read().unwrap_or_default()
}

/// The JSON Schema of the document; published as `report-templates/figures.schema.json`.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Document<'static>).into()
}
