//! Whether a series is in control, and whether it rises or falls.

use crate::cells::Period;
use crate::language::query::Metric;
use crate::statistics::Binary;
use crate::statistics::many_groups::multiplicity::holm;
use crate::statistics::over_time::series_trend::{self, FEWEST_PERIODS};
use crate::statistics::over_time::{control_chart, share_trend, xmr};

use super::figure::LEVEL;
use super::model::{Control, Course, Figure, Limits, Series};
use super::periods::ByPeriod;
use super::sample::Answers;

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

/// Whether a series rises or falls over the periods that can be shown: the Cochran–Armitage test
/// for shares, Mann's and Kendall's for everything else, and Sen's slope for both.
pub fn course(
    metric: &Metric,
    section: &str,
    history: &ByPeriod,
    periods: &[Period],
    points: &[Figure],
) -> Option<Course> {
    let figures: Vec<Option<f64>> = points.iter().map(|point| point.estimate).collect();
    let series = series_trend::mann_kendall(&figures, LEVEL).ok();
    let test = match shares(history, periods, points) {
        Some(shares) => {
            let times = periods.iter().map(|period| f64::from(period.number));
            let timed: Vec<(f64, Binary)> = times.zip(shares).collect();
            share_trend::cochran_armitage(&timed).ok()?
        }
        None => series.as_ref()?.test,
    };
    let interval = series.as_ref().and_then(|series| series.slope_interval);
    Some(Course {
        section: section.to_owned(),
        metric: metric.name.clone(),
        periods: figures.iter().flatten().count() as u64,
        test: periods
            .first()
            .map(|period| history.at(*period).name_of(test.method))?,
        z: test.statistic?,
        p: test.p,
        p_adjusted: test.p,
        p_page: None,
        clear: false,
        slope: series.as_ref().map(|series| series.slope),
        slope_low: interval.and_then(|interval| interval.low),
        slope_high: interval.and_then(|interval| interval.high),
    })
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
