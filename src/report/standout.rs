//! Periods that stand clearly apart from the others of their series: the dip that a look at
//! both ends of a line does not show.
//!
//! Each period was tested against all others together; see [`Series::apart`].

use crate::figures::model::{Figure, Series};

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

/// The clearest of the periods that stand out, at most one on each side, clearest first.
///
/// The ends of a line that moved clearly are told already.
pub fn of_series(series: &Series) -> Vec<Standout<'_>> {
    let moved = series.change.as_ref().filter(|change| change.matters());
    let is_told =
        |period: &str| moved.is_some_and(|change| change.left == period || change.right == period);
    let mut found: Vec<Standout> = series
        .apart
        .iter()
        .filter(|contrast| contrast.matters() && !is_told(&contrast.left))
        .filter_map(|contrast| {
            let is_it = |figure: &Figure| figure.period.as_deref() == Some(&*contrast.left);
            let index = series.points.iter().position(is_it)?;
            let figure = series
                .points
                .get(index)
                .filter(|figure| !figure.small_base)?;
            Some(Standout {
                figure,
                index,
                is_above: contrast.difference? > 0.0,
                p: contrast.p_adjusted?,
                periods: series.apart.len(),
            })
        })
        .collect();
    found.sort_by(|a, b| a.p.total_cmp(&b.p));
    let mut told = [false; 2];
    found.retain(|one| !std::mem::replace(&mut told[usize::from(one.is_above)], true));
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::figures::model::{Contrast, MetricFacts, Unit, Verdict};

    fn figure(period: &str, value: f64) -> Figure {
        Figure {
            section: "trend-1".to_owned(),
            metric: "csat".to_owned(),
            by: None,
            segment: None,
            period: Some(period.to_owned()),
            unit: Unit::Share,
            estimate: Some(value),
            low: Some(value - 0.08),
            high: Some(value + 0.08),
            level: 0.95,
            n: Some(100),
            effective_n: Some(100.0),
            design_effect: Some(1.0),
            customers: None,
            missing: Some(0),
            method: String::new(),
            small_base: false,
            absent: None,
            no_interval: None,
        }
    }

    fn contrast(left: &str, difference: f64, verdict: Verdict) -> Contrast {
        Contrast {
            section: "trend-1".to_owned(),
            metric: "csat".to_owned(),
            by: Some("month".to_owned()),
            left: left.to_owned(),
            right: "rest".to_owned(),
            difference: Some(difference),
            difference_low: None,
            difference_high: None,
            ratio: None,
            ratio_low: None,
            ratio_high: None,
            level: 0.95,
            method: String::new(),
            test: None,
            p: Some(0.001),
            p_second: None,
            p_adjusted: Some(0.01),
            p_page: Some(0.01),
            verdict,
            below_noise: false,
            detectable: None,
        }
    }

    #[test]
    fn what_is_clearly_apart_is_told_once() {
        let mut series = Series {
            metric: MetricFacts {
                name: "csat".to_owned(),
                label: String::new(),
                formula: String::new(),
                unit: Unit::Share,
                more_is_good: Some(true),
                bounds: None,
                target: None,
                noise: None,
            },
            points: [("2026-01", 0.7), ("2026-02", 0.45), ("2026-03", 0.72)]
                .map(|(period, value)| figure(period, value))
                .to_vec(),
            change: None,
            control: None,
            course: None,
            mix: None,
            apart: vec![
                contrast("2026-01", 0.1, Verdict::NoClearDifference),
                contrast("2026-02", -0.26, Verdict::Differs),
            ],
            undated: 0,
        };
        let found = of_series(&series);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].index, found[0].is_above), (1, false));
        // The change from the first period to the last names it already.
        series.change = Some(contrast("2026-02", -0.26, Verdict::Differs));
        assert!(of_series(&series).is_empty());
    }
}
