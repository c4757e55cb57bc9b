//! Whether a series is in control, and whether it rises or falls.

use crate::cells::Period;
use crate::language::query::{Measure, Metric};
use crate::statistics::many_groups::multiplicity::holm;
use crate::statistics::over_time::series_trend::{self, FEWEST_PERIODS};
use crate::statistics::over_time::{control_chart, share_trend, xmr};
use crate::statistics::{Binary, Interval, Test};

use super::figure::{LEVEL, POINTS};
use super::model::{Control, Course, Figure, Limits, Series};
use super::periods::ByPeriod;
use super::sample::{Answers, Sample};

/// Fewer periods than this have no limits; those of single figures need [`FEWEST_PERIODS`].
const LEAST: usize = 4;

/// The shares of the periods that can be shown, none for the others; `None` for other figures.
fn shares(history: &ByPeriod, periods: &[Period], points: &[Figure]) -> Option<Vec<Binary>> {
    let shown = periods.iter().zip(points);
    shown
        .map(|(period, point)| match &history.at(*period).answers {
            _ if point.estimate.is_none() => Some(Binary::default()),
            Answers::Share(share) => Some(*share),
            _ => None,
        })
        .collect()
}

/// The control chart of a series: a p chart for shares, an XmR chart for everything else.
///
/// Only periods that can be shown are in it, since limits tell the base; the others are time.
pub fn control(
    metric: &Metric,
    section: &str,
    history: &ByPeriod,
    periods: &[Period],
    points: &[Figure],
) -> Option<Control> {
    let known = points
        .iter()
        .filter(|point| point.estimate.is_some())
        .count();
    let chart = match shares(history, periods, points) {
        Some(shares) if known >= LEAST => control_chart::chart(&shares),
        None if known >= FEWEST_PERIODS => {
            let figures: Vec<Option<f64>> = points.iter().map(|point| point.estimate).collect();
            xmr::chart(&figures)
        }
        _ => return None,
    };
    let chart = chart.ok()?;
    let limits = periods.iter().zip(&chart.points);
    Some(Control {
        section: section.to_owned(),
        metric: metric.name.clone(),
        method: chart.method.name().to_owned(),
        centre: chart.centre,
        sigma_ratio: chart.sigma_ratio,
        limits: limits
            .filter_map(|(period, point)| {
                let point = point.as_ref()?;
                Some(Limits {
                    period: period.to_string(),
                    low: point.low,
                    high: point.high,
                    out: point.out,
                })
            })
            .collect(),
    })
}

/// A test with the change from one period to the next and the ends of its interval.
type Rise = (Test, Option<f64>, (Option<f64>, Option<f64>));

/// Whether a series rises or falls over the periods that can be shown: the Cochran–Armitage test
/// for shares, Mann's and Kendall's for everything else, and Sen's slope for both. Where customers
/// repeat, the regression of the answers on time.
pub fn course(
    metric: &Metric,
    section: &str,
    history: &ByPeriod,
    periods: &[Period],
    points: &[Figure],
) -> Option<Course> {
    let shown: Vec<(f64, &Sample)> = periods
        .iter()
        .zip(points)
        .filter(|(_, point)| point.estimate.is_some())
        .map(|(period, _)| (f64::from(period.number), history.at(*period)))
        .collect();
    let figures: Vec<Option<f64>> = points.iter().map(|point| point.estimate).collect();
    let series = series_trend::mann_kendall(&figures, LEVEL).ok();
    let sens_slope = series.as_ref().map(|series| series.slope);
    let (test, slope, (low, high)) = if shown.iter().any(|(_, s)| s.customers().is_some()) {
        of_customers(metric, &shown, sens_slope)?
    } else {
        let interval = series.as_ref().and_then(|series| series.slope_interval);
        let ends = interval.map_or((None, None), |interval| (interval.low, interval.high));
        let test = match shares(history, periods, points) {
            Some(shares) => {
                let times = periods.iter().map(|period| f64::from(period.number));
                let timed: Vec<(f64, Binary)> = times.zip(shares).collect();
                share_trend::cochran_armitage(&timed).ok()?
            }
            None => series.as_ref()?.test,
        };
        (test, sens_slope, ends)
    };
    Some(Course {
        section: section.to_owned(),
        metric: metric.name.clone(),
        periods: shown.len() as u64,
        test: shown.first()?.1.name_of(test.method),
        z: test.statistic?,
        p: test.p,
        p_adjusted: test.p,
        p_page: None,
        clear: false,
        slope,
        slope_low: low,
        slope_high: high,
    })
}

/// The same where customers repeat; `None` for figures that no method allows for it in. Of a median
/// the ranks are tested, which have no slope of its own.
fn of_customers(
    metric: &Metric,
    shown: &[(f64, &Sample)],
    sens_slope: Option<f64>,
) -> Option<Rise> {
    let scale = match metric.measure {
        Measure::Share(_) | Measure::Mean(_) => Some(1.0),
        Measure::Nps(_) => Some(POINTS),
        Measure::Quantile(_, 0.5) => None,
        _ => return None,
    };
    let (times, samples): (Vec<f64>, Vec<&Sample>) = shown.iter().copied().unzip();
    let found = Sample::together(&samples)?.trend(&times, LEVEL).ok()?;
    let Some(scale) = scale else {
        return Some((found.test, sens_slope, (None, None)));
    };
    let end = |end: fn(&Interval) -> Option<f64>| Some(end(&found.interval?)? * scale);
    let ends = (end(|one| one.low), end(|one| one.high));
    Some((found.test, Some(found.slope * scale), ends))
}

/// Corrects the tests over the metrics of a section.
pub fn correct(series: &mut [Series]) {
    let p: Vec<Option<f64>> = series
        .iter()
        .map(|series| series.course.as_ref().map(|course| course.p))
        .collect();
    for (series, adjusted) in series.iter_mut().zip(holm(&p)) {
        if let (Some(course), Some(p)) = (&mut series.course, adjusted) {
            course.p_adjusted = p;
        }
    }
}
