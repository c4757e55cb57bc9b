//! Which rows of a comparison may share an axis, so that each axis is honest: the same unit and
//! scale, the same kind of measure, and magnitudes that can be told apart on it.

use crate::figures::model::{CompareRow, Unit};
use crate::report::axis::Axis;

/// On an axis that begins at zero the largest row may be so many times the smallest.
const COMPARABLE: f64 = 8.0;

/// The rows in groups that share an axis; groups and rows keep the order of the rows.
pub fn groups<'r>(rows: impl Iterator<Item = &'r CompareRow>) -> Vec<Vec<&'r CompareRow>> {
    let mut groups: Vec<Vec<&'r CompareRow>> = Vec::new();
    for row in rows {
        let fitting = |group: &&mut Vec<&CompareRow>| group.iter().all(|other| fits(other, row));
        match groups.iter_mut().find(fitting) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// The axis of rows that share one.
pub fn axis(rows: &[&CompareRow]) -> Axis {
    let Some(first) = rows.first() else {
        return Axis::fixed(0.0, 1.0, 4);
    };
    match (&first.metric.unit, first.metric.bounds) {
        (Unit::Share, _) => Axis::fixed(0.0, 1.0, 4),
        (Unit::Points, _) => Axis::fixed(-100.0, 100.0, 4),
        (_, Some((low, high))) if high > low => Axis::fixed(low, high, 5),
        _ => Axis::around(
            rows.iter().flat_map(|row| values(row)).chain([0.0]),
            None,
            5,
        ),
    }
}

fn fits(a: &CompareRow, b: &CompareRow) -> bool {
    let (one, two) = (&a.metric, &b.metric);
    if one.unit != two.unit {
        return false;
    }
    match one.unit {
        Unit::Share | Unit::Points => true,
        Unit::Number(_) if one.bounds.is_some() || two.bounds.is_some() => one.bounds == two.bounds,
        Unit::Number(Some(_)) => kind(a) == kind(b) && are_comparable(a, b),
        Unit::Number(None) | Unit::Count | Unit::Ratio => false,
    }
}

/// A sum grows with the group and a spread is no place on the axis: neither is like a mean.
fn kind(row: &CompareRow) -> &str {
    let function = row.metric.formula.split('(').next().unwrap_or_default();
    match function.trim() {
        kind @ ("sum" | "sd") => kind,
        _ => "",
    }
}

fn are_comparable(a: &CompareRow, b: &CompareRow) -> bool {
    let [one, two] = [a, b].map(|row| values(row).map(f64::abs).fold(0.0, f64::max));
    one.max(two) <= COMPARABLE * one.min(two)
}

fn values(row: &CompareRow) -> impl Iterator<Item = f64> + '_ {
    row.figures
        .iter()
        .flat_map(|figure| [figure.estimate, figure.low, figure.high])
        .flatten()
}
