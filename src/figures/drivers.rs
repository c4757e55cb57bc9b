//! What drives satisfaction: importance with intervals, and performance beside it.

use crate::cells::{Crossed, Crosses};
use crate::language::query::Metric;
use crate::statistics::drivers::cross_products::CrossProducts;
use crate::statistics::drivers::importance::{self, Shares};
use crate::statistics::drivers::quadrants::{Cut, Quadrant as Field};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::{Absent as Missing, Interval, Method};

use super::clustering;
use super::context::Context;
use super::figure::{LEVEL, Spot, design_effect, facts_of, figure_of};
use super::model::{
    Driver, Drivers, DriversAbsent, Figure, MetricFacts, NoInterval, Quadrant, Unit,
};
use super::sample::{Samples, tally, variable};

/// Computes the section.
pub fn drivers(context: &Context<'_>, id: &str, outcome: &Metric, drivers: &[Metric]) -> Drivers {
    let Context { query, tallies, .. } = *context;
    let numbers = std::iter::once(outcome).chain(drivers);
    let crosses = tallies.crosses(Crossed {
        numbers: numbers
            .map(|metric| variable(query, &metric.measure))
            .collect(),
        of: outcome.of.clone(),
        within: None,
    });
    let performances: Vec<(MetricFacts, Figure)> = drivers
        .iter()
        .map(|driver| {
            let driver = Metric {
                of: outcome.of.clone(),
                ..driver.clone()
            };
            let sample = Samples::of_metric(query, tallies, &driver, &[]);
            let figure = figure_of(query, &driver, sample.total(), Spot::of(id));
            (facts_of(query, &driver), figure)
        })
        .collect();
    let n: u64 = crosses.groups.iter().map(|group| group.count.n).sum();
    let found = shares(context, outcome, &crosses);
    let shown = n >= SUPPRESSED_BELOW || n == 0;
    let mut section = Drivers {
        id: id.to_owned(),
        outcome: facts_of(query, outcome),
        n: shown.then_some(n),
        effective_n: None,
        missing: shown.then_some(crosses.missing),
        r_squared: None,
        test: None,
        p: None,
        p_page: None,
        clear: false,
        absent: found.as_ref().err().map(|why| reason(*why)),
        rows: Vec::new(),
        cut: None,
        scale: common_scale(&performances),
    };
    let Ok(found) = found else {
        return section;
    };
    section.effective_n = Some(found.effective_n);
    section.r_squared = Some(found.r_squared);
    if let Ok(test) = found.test {
        section.test = Some(name(context, test.method));
        section.p = Some(test.p);
        section.clear = test.p < LEVEL.alpha();
    }
    let parts = performances.into_iter().zip(found.shares.iter());
    section.rows = parts
        .enumerate()
        .map(|(j, ((metric, performance), (share, interval)))| Driver {
            importance: importance(
                &section,
                &metric,
                *share,
                *interval,
                name(context, found.method),
            ),
            standing: standing(&metric, &performance),
            metric,
            performance,
            quadrant: None,
            correlation: found.correlations.get(j).copied(),
            inflation: found.inflation.as_ref().and_then(|all| all.get(j).copied()),
        })
        .collect();
    place(&mut section);
    // The sort is stable: equals keep the query's order.
    let share = |driver: &Driver| driver.importance.estimate.unwrap_or(0.0);
    section
        .rows
        .sort_by(|one, two| share(two).total_cmp(&share(one)));
    section
}

fn shares(context: &Context<'_>, outcome: &Metric, crosses: &Crosses) -> Result<Shares, Missing> {
    let groups: Option<Vec<CrossProducts>> = crosses
        .groups
        .iter()
        .map(|group| {
            let size = group.means.len();
            // The lower triangle is what is read.
            let square = group.products.iter().map(|row| {
                let mut row = row.clone();
                row.resize(size, 0.0);
                row
            });
            CrossProducts::new(tally(&group.count), group.means.clone(), square.collect())
        })
        .collect();
    let independence = clustering::independence(context.query, context.tallies, outcome);
    importance::shares(&groups.ok_or(Missing::Undefined)?, independence, LEVEL)
}

/// A method's name, which says so where customers are allowed for: all answers of one are in one
/// group of the jackknife.
fn name(context: &Context<'_>, method: Method) -> String {
    match &context.query.source.customer {
        Some(_) => method.clustered_name(),
        None => method.name().to_owned(),
    }
}

fn reason(why: Missing) -> DriversAbsent {
    match why {
        Missing::NoAnswers | Missing::TooFewAnswers => DriversAbsent::TooFew,
        Missing::NoSpread => DriversAbsent::NoSpread,
        _ => DriversAbsent::Undefined,
    }
}

fn importance(
    section: &Drivers,
    metric: &MetricFacts,
    share: f64,
    interval: Option<Interval>,
    method: String,
) -> Figure {
    let n = section.n.unwrap_or_default();
    let effective_n = section.effective_n.unwrap_or_default();
    Figure {
        section: section.id.clone(),
        metric: metric.name.clone(),
        by: Some("importance".to_owned()),
        segment: None,
        period: None,
        unit: Unit::Share,
        estimate: Some(share),
        low: interval.and_then(|interval| interval.low),
        high: interval.and_then(|interval| interval.high),
        level: LEVEL.get(),
        n: section.n,
        effective_n: section.effective_n,
        design_effect: design_effect(n, effective_n),
        customers: None,
        missing: section.missing,
        method,
        small_base: false,
        absent: None,
        // Nothing of it varies from group to group, or too few groups are left to tell.
        no_interval: interval.is_none().then_some(NoInterval::NoMethod),
    }
}

/// How far a mean is on the way from the bad end of its scale to the good one.
pub fn standing(metric: &MetricFacts, figure: &Figure) -> Option<f64> {
    let (low, high) = metric.bounds.filter(|(low, high)| low < high)?;
    let way = (figure.estimate? - low) / (high - low);
    Some(if metric.more_is_good == Some(false) {
        1.0 - way
    } else {
        way
    })
}

/// The scale of all drivers, where it is one, with the same good end.
fn common_scale(drivers: &[(MetricFacts, Figure)]) -> Option<(f64, f64)> {
    let (first, _) = drivers.first()?;
    let same = |(metric, _): &(MetricFacts, Figure)| {
        metric.bounds == first.bounds && metric.more_is_good == first.more_is_good
    };
    first.bounds.filter(|_| drivers.iter().all(same))
}

/// Cuts the chart at the means and says in which field each driver stands.
fn place(section: &mut Drivers) {
    let stands = |driver: &Driver| Some((driver.importance.estimate?, driver.standing?));
    let standing: Vec<(f64, f64)> = section.rows.iter().filter_map(stands).collect();
    let Ok(cut) = Cut::at_means(&standing) else {
        return;
    };
    section.cut = Some((cut.importance, cut.performance));
    for driver in &mut section.rows {
        driver.quadrant =
            stands(driver).map(|(share, standing)| match cut.quadrant(share, standing) {
                Field::Fix => Quadrant::Fix,
                Field::Keep => Quadrant::Keep,
                Field::Monitor => Quadrant::Monitor,
                Field::Maintain => Quadrant::Maintain,
            });
    }
}
