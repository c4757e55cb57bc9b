//! Every figure and every contrast of a page, in the order in which the page shows them.

use crate::figures::model::{
    Adjusted, AgainstBenchmark, Answers, ColumnTest, Compare, CompareRow, Contrast, Drivers,
    Figure, Figures, Gap, Journey, MetricFacts, Overall, Pair, Quotes, Ranking, Reasons, Section,
    Series, Stake, Standing, Summary, Table, Touchpoint, Trend,
};

/// The sections of one kind, in the order of the page.
macro_rules! sections_of {
    ($($(#[$doc:meta])* $name:ident: $kind:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(page: &Figures) -> impl Iterator<Item = &$kind> {
            page.sections.iter().filter_map(|section| match section {
                Section::$kind(one) => Some(one),
                _ => None,
            })
        }
    )*};
}

sections_of! {
    /// The key figures.
    summaries: Summary;
    /// The lines over time.
    trends: Trend;
    /// The crosstabs.
    tables: Table;
    /// The journeys.
    journeys: Journey;
    /// The reasons.
    reasons: Reasons;
    /// What respondents write.
    quotes: Quotes;
    /// The rankings.
    rankings: Ranking;
    /// The claims beside what is delivered.
    gaps: Gap;
    /// Answers in full.
    answers: Answers;
    /// What gaps between groups are worth.
    stakes: Stake;
    /// The sections on drivers.
    drivers: Drivers;
    /// The comparisons of groups.
    comparisons: Compare;
}

/// All figures.
pub fn figures(page: &Figures) -> Vec<&Figure> {
    let mut all = Vec::new();
    all.extend(&page.base.response_rate);
    all.extend(
        page.split
            .iter()
            .flat_map(|s| s.parts.iter().map(|p| &p.share)),
    );
    for section in &page.sections {
        match section {
            Section::Summary(summary) => {
                for kpi in &summary.kpis {
                    all.push(&kpi.figure);
                    all.extend(&kpi.of_all);
                    all.extend(&kpi.history);
                    if let Some(change) = &kpi.change {
                        all.extend([&change.current, &change.previous]);
                    }
                }
            }
            Section::Compare(compare) => {
                all.extend(compare.rows.iter().flat_map(|row| &row.figures));
            }
            Section::Trend(trend) => {
                all.extend(trend.series.iter().flat_map(|series| &series.points));
            }
            Section::Table(table) => {
                for row in &table.rows {
                    all.push(&row.total);
                    all.extend(row.cells.iter().flatten().map(|cell| &cell.figure));
                }
            }
            Section::Drivers(drivers) => {
                for driver in &drivers.rows {
                    all.extend([&driver.importance, &driver.performance]);
                }
            }
            Section::Journey(journey) => {
                let touchpoints = touchpoints(journey);
                all.extend(touchpoints.flat_map(|one| one.all.iter().chain(&one.groups)));
            }
            Section::Reasons(reasons) => {
                let rows = reasons.questions.iter().flat_map(|question| &question.rows);
                for reason in rows {
                    all.extend(
                        [&reason.share]
                            .into_iter()
                            .chain(&reason.first)
                            .chain(&reason.again),
                    );
                    all.extend(reason.cells.iter().map(|cell| &cell.share));
                }
            }
            Section::Ranking(ranking) => {
                all.push(&ranking.total);
                for unit in &ranking.units {
                    all.push(&unit.own);
                    all.extend(&unit.drawn);
                }
            }
            Section::Gap(gap) => all.push(&gap.actual),
            Section::Stake(stake) => all.extend(&stake.figures),
            Section::Answers(answers) => {
                let columns = answers.questions.iter().flat_map(|one| &one.columns);
                all.extend(columns.flat_map(|column| &column.shares));
            }
            Section::Pages(pages) => all.extend(pages.pages.iter().flat_map(|page| &page.figures)),
            Section::Quotes(_) | Section::Followup(_) | Section::Text { .. } => {}
        }
    }
    all
}

/// All contrasts.
pub fn contrasts(page: &Figures) -> Vec<&Contrast> {
    let mut all = Vec::new();
    for section in &page.sections {
        match section {
            Section::Summary(summary) => {
                let changes = summary.kpis.iter().filter_map(|kpi| kpi.change.as_ref());
                all.extend(changes.map(|change| &change.contrast));
            }
            Section::Compare(compare) => {
                let pairs = compare.rows.iter().flat_map(|row| &row.pairs);
                all.extend(pairs.filter_map(|pair| pair.contrast.as_ref()));
            }
            Section::Trend(trend) => {
                all.extend(
                    trend
                        .series
                        .iter()
                        .flat_map(|s| s.change.iter().chain(&s.apart)),
                );
            }
            Section::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
                all.extend(cells.filter_map(|cell| cell.against_rest.as_ref()));
            }
            Section::Journey(journey) => {
                all.extend(touchpoints(journey).filter_map(|one| one.change.as_ref()));
            }
            Section::Reasons(reasons) => {
                let rows = reasons.questions.iter().flat_map(|question| &question.rows);
                for reason in rows {
                    let cells = reason.cells.iter();
                    let against_rest = cells.filter_map(|cell| cell.against_rest.as_ref());
                    all.extend(reason.change.iter().chain(against_rest));
                }
            }
            Section::Ranking(ranking) => {
                let units = ranking.units.iter();
                all.extend(units.filter_map(|unit| unit.against_rest.as_ref()));
            }
            Section::Stake(stake) => all.extend(&stake.contrast),
            Section::Drivers(_)
            | Section::Gap(_)
            | Section::Pages(_)
            | Section::Answers(_)
            | Section::Quotes(_)
            | Section::Followup(_)
            | Section::Text { .. } => {}
        }
    }
    all
}

/// The tests of columns against each other.
pub fn column_tests(page: &Figures) -> impl Iterator<Item = &ColumnTest> {
    let rows = tables(page).flat_map(|table| &table.rows);
    rows.flat_map(|row| row.tests.iter().flatten())
}

fn touchpoints(journey: &Journey) -> impl Iterator<Item = &Touchpoint> {
    journey.stages.iter().flat_map(|stage| &stage.touchpoints)
}

/// Whether a touchpoint is a pain point: clearly on the bad side of the journey's mean.
pub fn is_pain_point(touchpoint: &Touchpoint) -> bool {
    let metric = touchpoint.metric.as_ref();
    let worse = if metric.is_some_and(|metric| metric.more_is_good == Some(false)) {
        Standing::Above
    } else {
        Standing::Below
    };
    let against = touchpoint.against_journey.as_ref();
    against.is_some_and(|against| against.standing == worse)
}

/// The lines of all trends.
pub fn series(page: &Figures) -> impl Iterator<Item = &Series> {
    trends(page).flat_map(|trend| &trend.series)
}

/// Comparisons within strata, and why there are none.
pub fn adjusted(page: &Figures) -> impl Iterator<Item = (&Compare, &CompareRow, &Pair, &Adjusted)> {
    let rows = comparisons(page).flat_map(|c| c.rows.iter().map(move |row| (c, row)));
    rows.flat_map(|(compare, row)| {
        let pairs = row.pairs.iter();
        pairs.filter_map(move |pair| Some((compare, row, pair, pair.adjusted.as_ref()?)))
    })
}

/// The tests of all groups of a comparison at once.
pub fn overall(page: &Figures) -> impl Iterator<Item = &Overall> {
    let rows = comparisons(page).flat_map(|compare| &compare.rows);
    rows.filter_map(|row| row.overall.as_ref())
}

/// All metrics, each once.
pub fn metrics(page: &Figures) -> Vec<&MetricFacts> {
    let mut all: Vec<&MetricFacts> = Vec::new();
    for section in &page.sections {
        match section {
            Section::Summary(summary) => all.extend(summary.kpis.iter().map(|kpi| &kpi.metric)),
            Section::Compare(compare) => all.extend(compare.rows.iter().map(|row| &row.metric)),
            Section::Trend(trend) => all.extend(trend.series.iter().map(|series| &series.metric)),
            Section::Table(table) => all.extend(table.rows.iter().map(|row| &row.metric)),
            Section::Drivers(drivers) => {
                all.push(&drivers.outcome);
                all.extend(drivers.rows.iter().map(|driver| &driver.metric));
            }
            Section::Journey(journey) => {
                all.extend(touchpoints(journey).filter_map(|one| one.metric.as_ref()));
            }
            Section::Ranking(ranking) => all.push(&ranking.metric),
            Section::Gap(gap) => all.push(&gap.metric),
            Section::Stake(stake) => all.push(&stake.metric),
            Section::Pages(pages) => all.extend(&pages.metrics),
            Section::Reasons(_)
            | Section::Answers(_)
            | Section::Quotes(_)
            | Section::Followup(_)
            | Section::Text { .. } => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|metric| seen.insert(metric.name.as_str()));
    all
}

/// All standings against benchmarks, with the section and the metric they belong to.
pub fn standings(page: &Figures) -> Vec<(&str, &MetricFacts, &AgainstBenchmark)> {
    let mut all: Vec<(&str, &MetricFacts, &AgainstBenchmark)> = Vec::new();
    for section in &page.sections {
        match section {
            Section::Summary(summary) => {
                for kpi in &summary.kpis {
                    let against = kpi.benchmark.iter();
                    all.extend(against.map(|a| (summary.id.as_str(), &kpi.metric, a)));
                }
            }
            Section::Compare(compare) => {
                for row in &compare.rows {
                    let against = row.against.iter();
                    all.extend(against.map(|a| (compare.id.as_str(), &row.metric, a)));
                }
            }
            _ => {}
        }
    }
    all
}
