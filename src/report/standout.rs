//! Periods that stand clearly apart from the others of their series: the dip that a look at
//! both ends of a line does not show.
//!
//! Each period is compared with the mean of the others, weighted by their bases, through the
//! intervals that the chart shows; p values are corrected by Holm over the periods. Medians
//! and scores are treated alike, which is why no p value is printed.

use crate::figures::model::{Figure, Series, Verdict};
use crate::statistics::many_groups::multiplicity::holm;
use crate::statistics::special::normal;

/// Fewer periods than this have no middle to stand out from.
const LEAST: usize = 4;

/// A period that stands out.
#[derive(Debug, Clone, Copy)]
pub struct Standout<'a> {
    /// Its figure.
    pub figure: &'a Figure,
    /// Its place in the series.
    pub index: usize,
    /// Whether it stands above the others.
    pub is_above: bool,
    /// Its p value after Holm's correction over the periods.
    pub p: f64,
    /// How many periods were looked at.
    pub periods: usize,
}

/// A period with its standard error.
struct Known<'a> {
    index: usize,
    figure: &'a Figure,
    value: f64,
    error: f64,
    weight: f64,
}

/// The clearest of the periods that stand out, at most one on each side, clearest first.
///
/// The ends of a line that moved clearly are told already.
pub fn of_series(series: &Series) -> Vec<Standout<'_>> {
    let known: Vec<Known> = series
        .points
        .iter()
        .enumerate()
        .filter_map(|(index, figure)| known(index, figure))
        .collect();
    if known.len() < LEAST {
        return Vec::new();
    }
    let distances: Vec<f64> = (0..known.len()).map(|i| distance(&known, i)).collect();
    let p: Vec<Option<f64>> = distances
        .iter()
        .map(|z| Some(normal::two_sided(*z)))
        .collect();
    let moved = series
        .change
        .as_ref()
        .is_some_and(|change| change.verdict == Verdict::Differs);
    let mut found: Vec<Standout> = known
        .iter()
        .zip(distances.iter().zip(holm(&p)))
        .enumerate()
        .filter_map(|(place, (one, (z, p)))| {
            let is_end = place == 0 || place + 1 == known.len();
            let p = p.filter(|p| *p < 1.0 - one.figure.level)?;
            let is_told = moved && is_end;
            (!one.figure.small_base && !is_told).then_some(Standout {
                figure: one.figure,
                index: one.index,
                is_above: *z > 0.0,
                p,
                periods: known.len(),
            })
        })
        .collect();
    found.sort_by(|a, b| a.p.total_cmp(&b.p));
    let mut told = [false; 2];
    found.retain(|one| !std::mem::replace(&mut told[usize::from(one.is_above)], true));
    found
}

fn known(index: usize, figure: &Figure) -> Option<Known<'_>> {
    let (low, high) = (figure.low?, figure.high?);
    let z = normal::upper_quantile((1.0 - figure.level) / 2.0);
    let error = (high - low) / (2.0 * z);
    let weight = figure.effective_n?;
    (error > 0.0 && weight > 0.0).then_some(Known {
        index,
        figure,
        value: figure.estimate?,
        error,
        weight,
    })
}

/// How many standard errors a period is from the mean of the others. Its own error is taken
/// from the side of its interval that faces them, since intervals near an end of a scale are
/// not symmetric.
fn distance(known: &[Known], place: usize) -> f64 {
    let one = &known[place];
    let others = || {
        let all = known.iter().enumerate();
        all.filter(move |(other, _)| *other != place)
            .map(|(_, known)| known)
    };
    let weight: f64 = others().map(|other| other.weight).sum();
    let mean = others().map(|o| o.weight * o.value).sum::<f64>() / weight;
    let variance = others()
        .map(|o| (o.weight * o.error / weight).powi(2))
        .sum::<f64>();
    let z = normal::upper_quantile((1.0 - one.figure.level) / 2.0);
    let facing = if mean > one.value {
        one.figure.high
    } else {
        one.figure.low
    };
    let own = facing.map_or(one.error, |end| (end - one.value).abs() / z);
    let error = (own.powi(2) + variance).sqrt();
    if error > 0.0 {
        (one.value - mean) / error
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::figures::model::{MetricFacts, Unit};

    fn series(values: &[f64], half: f64) -> Series {
        let point = |value: &f64| Figure {
            section: "trend-1".to_owned(),
            metric: "csat".to_owned(),
            by: None,
            segment: None,
            period: Some("2026-01".to_owned()),
            unit: Unit::Share,
            estimate: Some(*value),
            low: Some(value - half),
            high: Some(value + half),
            level: 0.95,
            n: Some(100),
            effective_n: Some(100.0),
            missing: Some(0),
            method: String::new(),
            small_base: false,
            absent: None,
        };
        Series {
            metric: MetricFacts {
                name: "csat".to_owned(),
                label: String::new(),
                formula: String::new(),
                unit: Unit::Share,
                more_is_good: Some(true),
                bounds: None,
                target: None,
            },
            points: values.iter().map(point).collect(),
            change: None,
            undated: 0,
        }
    }

    #[test]
    fn a_dip_is_found_and_noise_is_not() {
        let dip = series(&[0.7, 0.72, 0.71, 0.45, 0.7, 0.73], 0.08);
        let found = of_series(&dip);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].index, found[0].is_above), (3, false));
        let noise = series(&[0.7, 0.74, 0.69, 0.64, 0.7, 0.73], 0.08);
        assert!(of_series(&noise).is_empty());
        let short = series(&[0.7, 0.2, 0.7], 0.02);
        assert!(of_series(&short).is_empty());
    }
}
