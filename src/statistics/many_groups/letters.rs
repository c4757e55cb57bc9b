//! Column letters of a crosstab: which columns a cell is significantly higher than.

use super::multiplicity::Correction;
use crate::statistics::two_groups::shares::{Share, pooled};
use crate::statistics::{Binary, Level};

/// Fewest effective answers of a column that is tested.
pub const SMALLEST_BASE: f64 = 30.0;

/// One row of a crosstab after testing all its columns against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct RowLetters {
    /// For each column, the places of the columns it is significantly higher than.
    pub higher_than: Vec<Vec<usize>>,
    /// Adjusted p of each pair of columns (i, j), i < j, in order; `None` for pairs not tested.
    pub p: Vec<((usize, usize), Option<f64>)>,
    /// The same before the correction.
    pub raw: Vec<Option<f64>>,
}

/// Letters for any figure, from the columns' estimates and the p value of each pair.
///
/// `p(i, j)` is asked once for each i < j and gives `None` where the pair is not tested; the p
/// values are adjusted within the row; a column without an estimate gets and gives no letter, nor is a
/// pair with it counted. Of two columns at most one gets the other's letter, the higher one, where the
/// adjusted p is under one minus the level.
pub fn row(
    estimates: &[Option<f64>],
    p: impl Fn(usize, usize) -> Option<f64>,
    correction: Correction,
    level: Level,
) -> RowLetters {
    let columns = estimates.len();
    let pairs: Vec<(usize, usize)> = (0..columns)
        .flat_map(|i| (i + 1..columns).map(move |j| (i, j)))
        .collect();
    let raw: Vec<Option<f64>> = pairs
        .iter()
        .map(|&(i, j)| estimates[i].and(estimates[j]).and_then(|_| p(i, j)))
        .collect();
    let adjusted = correction.adjust(&raw);
    let mut higher_than = vec![Vec::new(); columns];
    for (&(i, j), p) in pairs.iter().zip(&adjusted) {
        if let (Some(p), Some(left), Some(right)) = (p, estimates[i], estimates[j])
            && *p < level.alpha()
        {
            if left > right {
                higher_than[i].push(j);
            } else if right > left {
                higher_than[j].push(i);
            }
        }
    }
    for lower in &mut higher_than {
        lower.sort_unstable();
    }
    RowLetters {
        higher_than,
        p: pairs.into_iter().zip(adjusted).collect(),
        raw,
    }
}

/// Letters for shares: the pooled z test on effective numbers for each pair of columns.
///
/// Columns at 0 % or 100 % and those under `smallest_base` effective answers are not tested (SPSS
/// takes 2 for the latter, the default here is [`SMALLEST_BASE`]), and cost the others nothing.
///
/// Reference: SPSS Custom Tables algorithms; R's `pairwise.prop.test(correct = FALSE)`.
pub fn shares(
    columns: &[Binary],
    smallest_base: f64,
    correction: Correction,
    level: Level,
) -> RowLetters {
    let p = |i: usize, j: usize| Some(pooled(&columns[i], &columns[j]).ok()?.p);
    shares_by(columns, p, smallest_base, correction, level)
}

/// The same with the p value of a pair from elsewhere: where respondents stand in both columns.
pub fn shares_by(
    columns: &[Binary],
    p: impl Fn(usize, usize) -> Option<f64>,
    smallest_base: f64,
    correction: Correction,
    level: Level,
) -> RowLetters {
    let tested: Vec<Option<Share>> = columns
        .iter()
        .map(|column| Share::of(column).ok())
        .map(|share| {
            share.filter(|s| s.p > 0.0 && s.q > 0.0 && s.n >= smallest_base * (1.0 - 1e-9))
        })
        .collect();
    let estimates: Vec<Option<f64>> = tested.iter().map(|share| share.map(|s| s.p)).collect();
    row(&estimates, p, correction, level)
}

/// The letter of the column at a place counted from 0: A to Z, then AA, AB, …
pub fn letter(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
