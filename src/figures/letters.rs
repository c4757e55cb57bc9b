//! Column letters: the columns of a crosstab against each other.
//!
//! A letter says that a column is clearly higher than the one with that letter: small at the
//! page's level, a capital at the stricter one, as SPSS writes them. Like every other claim of the
//! page it must be clear in its row and among all that the page tests.

use crate::language::query::Metric;
use crate::statistics::many_groups::letters;
use crate::statistics::many_groups::multiplicity::Correction;
use crate::statistics::rules::small_base::FLAGGED_BELOW;
use crate::statistics::two_groups::shares::pooled;
use crate::statistics::{Binary, Level, Method};

use super::contrast::{answers, separate};
use super::figure::LEVEL;
use super::model::{ColumnTest, Table, TableCell};
use super::sample::{Answers, Sample};

/// At this level a letter is a capital.
const STRICT: Level = Level::NINETY_NINE;

/// Where a row of tests stands.
pub struct Row<'r> {
    /// The section's id.
    pub section: &'r str,
    /// The question, as the query names it.
    pub by: &'r str,
    /// The columns' labels.
    pub labels: Vec<&'r str>,
}

/// Tests every column that is shown, and not on a small base, against every other.
pub fn tests(metric: &Metric, samples: &[Option<&Sample>], row: &Row<'_>) -> Vec<ColumnTest> {
    let (found, methods) = match shares(samples) {
        Some(shares) => {
            let least = letters::SMALLEST_BASE;
            let p = |one: usize, two: usize| match answers(samples[one]?, samples[two]?)? {
                (Answers::Share(one), Answers::Share(two)) => Some(pooled(&one, &two).ok()?.p),
                _ => None,
            };
            let found = letters::shares_by(&shares, p, least, Correction::Holm, LEVEL);
            let methods = vec![Some(Method::PooledZ); found.p.len()];
            (found, methods)
        }
        None => of_others(metric, samples),
    };
    let tested = found.p.into_iter().zip(found.raw).zip(methods);
    tested
        .filter_map(|((((left, right), adjusted), raw), method)| {
            Some(ColumnTest {
                section: row.section.to_owned(),
                metric: metric.name.clone(),
                by: row.by.to_owned(),
                left: (*row.labels.get(left)?).to_owned(),
                right: (*row.labels.get(right)?).to_owned(),
                columns: (left, right),
                test: method.and_then(|method| Some((*samples.get(left)?)?.name_of(method))),
                p: raw?,
                p_adjusted: adjusted?,
                p_page: None,
            })
        })
        .collect()
}

/// The columns as shares, if that is what they are; one that is not tested has no answers.
fn shares(samples: &[Option<&Sample>]) -> Option<Vec<Binary>> {
    let answers = samples.iter().map(|sample| sample.map(|s| &s.answers));
    answers
        .map(|answers| match answers {
            Some(Answers::Share(answers)) => Some(*answers),
            Some(_) => None,
            None => Some(Binary::of(0, 0)),
        })
        .collect()
}

/// Tests of figures other than shares, with the method of each.
fn of_others(
    metric: &Metric,
    samples: &[Option<&Sample>],
) -> (letters::RowLetters, Vec<Option<Method>>) {
    let large = |sample: &&Sample| sample.people() >= FLAGGED_BELOW;
    let tested: Vec<Option<&Sample>> = samples.iter().map(|s| s.filter(large)).collect();
    // Which is higher is told from the figures; here it only matters that there is one.
    let there: Vec<Option<f64>> = tested.iter().map(|s| s.map(|_| 0.0)).collect();
    let test = |one: usize, two: usize| separate(metric, tested[one]?, tested[two]?)?.test();
    let p = |one, two| test(one, two).map(|(_, p)| p);
    let found = letters::row(&there, p, Correction::Holm, LEVEL);
    let methods = found
        .p
        .iter()
        .map(|((one, two), p)| p.and_then(|_| test(*one, *two)).map(|(method, _)| method));
    let methods = methods.collect();
    (found, methods)
}

/// Writes the letters of a table, once all tests of the page are corrected.
pub fn write(table: &mut Table) {
    let blocks = &table.blocks;
    for row in &mut table.rows {
        for ((block, cells), tests) in blocks.iter().zip(&mut row.cells).zip(&row.tests) {
            for test in tests {
                let (left, right) = test.columns;
                let (Some(one), Some(two)) = (estimate(cells, left), estimate(cells, right)) else {
                    continue;
                };
                let (higher, lower) = if one > two {
                    (left, right)
                } else {
                    (right, left)
                };
                let letter = block.columns.get(lower).map(|column| &column.letter);
                let letter = letter.filter(|_| one != two);
                if let (Some(letter), Some(cell)) = (letter, cells.get_mut(higher)) {
                    cell.higher_than.extend(written(test, letter));
                }
            }
        }
    }
}

fn estimate(cells: &[TableCell], column: usize) -> Option<f64> {
    cells.get(column)?.figure.estimate
}

/// Whether a column is clearly higher than the other.
pub fn is_clear(test: &ColumnTest) -> bool {
    p(test) < LEVEL.alpha()
}

/// The p value that a letter goes by.
fn p(test: &ColumnTest) -> f64 {
    test.p_adjusted.max(test.p_page.unwrap_or(1.0))
}

/// The letter of a column that was clearly lower.
fn written(test: &ColumnTest, letter: &str) -> Option<String> {
    match p(test) {
        p if p < STRICT.alpha() => Some(letter.to_uppercase()),
        p if p < LEVEL.alpha() => Some(letter.to_lowercase()),
        _ => None,
    }
}
