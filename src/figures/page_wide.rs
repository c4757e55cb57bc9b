//! The correction for everything that a page tests.
//!
//! A heading is chosen from many rows and a finding from the whole page, so it does not do that a
//! difference is clear among the rows beside it: it must also be so among all comparisons of the
//! page, or a page of nothing but chance would claim something too often.

use crate::statistics::many_groups::multiplicity::benjamini_hochberg;

use super::figure::LEVEL;
use super::letters;
use super::model::{
    AgainstBenchmark, Base, ColumnTest, Contrast, Course, Drivers, Nonresponse, Overall,
    QuotedGroup, ResponseBy, Section, Standing, Verdict,
};
use super::overall;

/// Corrects the p values of all comparisons of a page, and takes back the verdict of those that
/// are not clear any more.
pub fn correct(base: &mut Base, sections: &mut [Section]) -> Counted {
    let mut tested = all(base, sections);
    let p: Vec<Option<f64>> = tested.iter().map(Tested::p).collect();
    let of_both: Vec<Option<f64>> = tested.iter().map(Tested::p_of_both).collect();
    let of_both = benjamini_hochberg(&of_both);
    let p_page = benjamini_hochberg(&p);
    for (tested, (p_page, of_both)) in tested.iter_mut().zip(p_page.into_iter().zip(of_both)) {
        tested.settle(p_page, of_both);
    }
    for section in sections.iter_mut() {
        match section {
            Section::Table(table) => letters::write(table),
            Section::Compare(compare) => overall::gate(compare),
            _ => {}
        }
    }
    Counted {
        made: p.iter().flatten().count(),
        clear: all(base, sections)
            .iter()
            .filter(|one| one.is_clear())
            .count(),
    }
}

/// The comparisons of a page.
pub struct Counted {
    /// How many were tested.
    pub made: usize,
    /// How many of these are clear.
    pub clear: usize,
}

fn all<'t>(base: &'t mut Base, sections: &'t mut [Section]) -> Vec<Tested<'t>> {
    let response = base.response_by.iter_mut().map(Tested::Response);
    let beside = base.response_benchmark.as_mut().map(Tested::Benchmark);
    sections
        .iter_mut()
        .flat_map(tested)
        .chain(response)
        .chain(beside)
        .collect()
}

/// Something on the page that has a p value. A new kind of test is one line in each match.
enum Tested<'t> {
    Contrast(&'t mut Contrast),
    Columns(&'t mut ColumnTest),
    Benchmark(&'t mut AgainstBenchmark),
    Overall(&'t mut Overall),
    Drivers(&'t mut Drivers),
    Course(&'t mut Course),
    Words(&'t mut QuotedGroup),
    Response(&'t mut ResponseBy),
}

impl Tested<'_> {
    fn p(&self) -> Option<f64> {
        match self {
            Self::Contrast(contrast) => contrast.p,
            Self::Columns(test) => Some(test.p),
            Self::Benchmark(against) => against.p,
            Self::Overall(overall) => Some(overall.p),
            Self::Drivers(drivers) => drivers.p,
            Self::Course(course) => Some(course.p),
            Self::Words(group) => group.p,
            Self::Response(by) => by.p,
        }
    }

    /// Whether the page says that something is there.
    fn is_clear(&self) -> bool {
        match self {
            Self::Contrast(contrast) => contrast.verdict == Verdict::Differs,
            Self::Columns(test) => letters::is_clear(test),
            Self::Benchmark(against) => {
                matches!(against.standing, Standing::Above | Standing::Below)
            }
            Self::Overall(overall) => overall.clear,
            Self::Drivers(drivers) => drivers.clear,
            Self::Course(course) => course.clear,
            Self::Words(group) => !group.words.is_empty(),
            Self::Response(by) => matches!(
                by.verdict,
                Nonresponse::Differs | Nonresponse::DiffersLittle
            ),
        }
    }

    /// The larger p value, where two tests must find the same.
    fn p_of_both(&self) -> Option<f64> {
        let p = self.p()?;
        Some(match self {
            Self::Contrast(contrast) => p.max(contrast.p_second.unwrap_or(0.0)),
            _ => p,
        })
    }

    /// Notes the corrected p value, and takes back what is not clear any more by both tests.
    fn settle(&mut self, p_page: Option<f64>, of_both: Option<f64>) {
        let is_clear = of_both.is_some_and(|p| p < LEVEL.alpha());
        match self {
            Self::Contrast(contrast) => {
                contrast.p_page = p_page;
                if contrast.verdict == Verdict::Differs && !is_clear {
                    contrast.verdict = Verdict::NoClearDifference;
                }
            }
            Self::Columns(test) => test.p_page = p_page,
            Self::Course(course) => {
                course.p_page = p_page;
                course.clear = is_clear && course.p_adjusted < LEVEL.alpha();
            }
            Self::Overall(overall) => {
                overall.p_page = p_page;
                overall.clear = is_clear && overall.p_adjusted < LEVEL.alpha();
            }
            Self::Response(by) => {
                by.p_page = p_page;
                if by.verdict != Nonresponse::NotTested && !is_clear {
                    by.verdict = Nonresponse::NoClearDifference;
                }
            }
            Self::Drivers(drivers) => {
                drivers.p_page = p_page;
                drivers.clear &= is_clear;
            }
            Self::Words(group) => {
                group.p_page = p_page;
                if !is_clear {
                    group.words.clear();
                }
            }
            Self::Benchmark(against) => {
                against.p_page = p_page;
                if matches!(against.standing, Standing::Above | Standing::Below) && !is_clear {
                    against.standing = Standing::Level;
                }
            }
        }
    }
}

/// What a section tests.
fn tested(section: &mut Section) -> Vec<Tested<'_>> {
    let mut all = Vec::new();
    match section {
        Section::Summary(summary) => {
            for kpi in &mut summary.kpis {
                let change = kpi.change.as_mut();
                all.extend(change.map(|change| Tested::Contrast(&mut change.contrast)));
                all.extend(kpi.benchmark.as_mut().map(Tested::Benchmark));
            }
        }
        Section::Compare(compare) => {
            for row in &mut compare.rows {
                for pair in &mut row.pairs {
                    all.extend(pair.contrast.as_mut().map(Tested::Contrast));
                    let adjusted = pair.adjusted.as_mut();
                    let contrast = adjusted.and_then(|adjusted| adjusted.contrast.as_mut());
                    all.extend(contrast.map(Tested::Contrast));
                }
                all.extend(row.overall.as_mut().map(Tested::Overall));
                all.extend(row.against.iter_mut().map(Tested::Benchmark));
            }
        }
        Section::Trend(trend) => {
            for series in &mut trend.series {
                let contrasts = series.change.iter_mut().chain(&mut series.apart);
                all.extend(contrasts.map(Tested::Contrast));
                all.extend(series.course.as_mut().map(Tested::Course));
            }
        }
        Section::Table(table) => {
            for row in &mut table.rows {
                let cells = row.cells.iter_mut().flatten();
                let against_rest = cells.filter_map(|cell| cell.against_rest.as_mut());
                all.extend(against_rest.map(Tested::Contrast));
                all.extend(row.tests.iter_mut().flatten().map(Tested::Columns));
            }
        }
        Section::Drivers(drivers) => all.push(Tested::Drivers(drivers)),
        Section::Journey(journey) => {
            for touchpoint in journey
                .stages
                .iter_mut()
                .flat_map(|one| &mut one.touchpoints)
            {
                all.extend(touchpoint.against_journey.as_mut().map(Tested::Benchmark));
                all.extend(touchpoint.change.as_mut().map(Tested::Contrast));
            }
        }
        Section::Reasons(reasons) => {
            for reason in reasons.questions.iter_mut().flat_map(|one| &mut one.rows) {
                let cells = reason.cells.iter_mut();
                let against_rest = cells.filter_map(|cell| cell.against_rest.as_mut());
                all.extend(
                    reason
                        .change
                        .iter_mut()
                        .chain(against_rest)
                        .map(Tested::Contrast),
                );
            }
        }
        Section::Ranking(ranking) => {
            let units = ranking.units.iter_mut();
            let contrasts = units.filter_map(|unit| unit.against_rest.as_mut());
            all.extend(contrasts.map(Tested::Contrast));
        }
        Section::Gap(gap) => all.push(Tested::Benchmark(&mut gap.against)),
        Section::Stake(stake) => all.extend(stake.contrast.as_mut().map(Tested::Contrast)),
        Section::Quotes(quotes) => all.extend(quotes.groups.iter_mut().map(Tested::Words)),
        Section::Answers(_) | Section::Followup(_) | Section::Text { .. } | Section::Pages(_) => {}
    }
    all
}
