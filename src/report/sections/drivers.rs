//! What matters most: importance and performance of the drivers.

use serde::Serialize;

use super::Numbers;
use super::quadrant_chart::{self, QuadrantChart};
use crate::figures::model::{Driver, Drivers, DriversAbsent, Quadrant, Unit};
use crate::report::context::Context;
use crate::report::locale::capitalised;
use crate::report::sections::NumbersRow;
use crate::report::sections::numbers::with_interval;
use crate::report::style::Style;

/// Above this variance inflation a driver can hardly be told from the others.
const COLLINEAR: f64 = 10.0;
/// At most so many drivers are named in a heading.
const NAMED: usize = 3;

/// Importance and performance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DriversView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What importance is, and how much is explained.
    pub paragraphs: Vec<String>,
    /// What the chart shows.
    pub caption: String,
    /// The chart, where at least one driver has a scale.
    pub chart: Option<QuadrantChart>,
    /// Base, intervals and cautions.
    pub notes: Vec<String>,
    /// All numbers.
    pub numbers: Option<Numbers>,
}

/// The view of the section.
pub fn view(context: &Context, drivers: &Drivers) -> DriversView {
    let outcome = outcome(context, drivers);
    let mut view = DriversView {
        id: drivers.id.clone(),
        name: context.say("nav_drivers", &[("outcome", &outcome)]),
        heading: capitalised(&heading(context, drivers)),
        paragraphs: Vec::new(),
        caption: String::new(),
        chart: None,
        notes: Vec::new(),
        numbers: None,
    };
    let (Some(r_squared), false) = (drivers.r_squared, drivers.rows.is_empty()) else {
        view.notes.extend(base(context, drivers));
        return view;
    };
    let r_squared = context.locale.number(r_squared, 2);
    view.paragraphs.push(context.say(
        "drivers_explained",
        &[("outcome", &outcome), ("r", &r_squared)],
    ));
    let n = drivers.rows.len() as u64;
    view.caption = context.locale.say_count("drivers_caption", n, &[]);
    view.chart = quadrant_chart::chart(context, drivers);
    view.notes = notes(context, drivers);
    view.numbers = Some(numbers(context, drivers));
    view
}

/// The drivers to work on first; without them those that matter most.
fn heading(context: &Context, drivers: &Drivers) -> String {
    let outcome = outcome(context, drivers);
    match drivers.absent {
        Some(DriversAbsent::TooFew) => {
            return context.say("drivers_too_few", &[("outcome", &outcome)]);
        }
        Some(_) => return context.say("drivers_undefined", &[("outcome", &outcome)]),
        None if !drivers.clear => {
            return context.say("drivers_unclear", &[("outcome", &outcome)]);
        }
        None => {}
    }
    let to_fix: Vec<String> = to_fix(drivers)
        .take(NAMED)
        .map(|driver| context.label(&driver.metric))
        .collect();
    if to_fix.is_empty() {
        return claim(context, drivers).unwrap_or_default();
    }
    let count = to_fix.len() as u64;
    let list = context.locale.list(&to_fix);
    context
        .locale
        .say_count("drivers_heading", count, &[("drivers", &list)])
}

/// What is explained, in quotation marks; a segment that every survey has by its known name.
pub fn outcome(context: &Context, drivers: &Drivers) -> String {
    let metric = &drivers.outcome;
    let label = match metric.unit {
        Unit::Share => context.band(&metric.name, &metric.label),
        _ => context.label(metric),
    };
    context.say("quoted", &[("label", &label)])
}

/// The drivers that are important and poor, the most important first.
pub fn to_fix(drivers: &Drivers) -> impl Iterator<Item = &Driver> {
    let clear = drivers.clear;
    let rows = drivers.rows.iter();
    rows.filter(move |driver| clear && driver.quadrant == Some(Quadrant::Fix))
}

/// "Wifi and boarding carry 52% of what 8 parts explain of “Satisfaction”", of the first drivers that
/// carry half.
pub fn claim(context: &Context, drivers: &Drivers) -> Option<String> {
    let mut carried = 0.0;
    let mut named = Vec::new();
    for driver in &drivers.rows {
        if carried >= 0.5 || named.len() == NAMED {
            break;
        }
        carried += driver.importance.estimate?;
        named.push(context.label(&driver.metric));
    }
    let (count, all) = (named.len() as u64, drivers.rows.len() as u64);
    Some(context.locale.say_count(
        "drivers_claim",
        count,
        &[
            ("drivers", &context.locale.list(&named)),
            ("share", &context.locale.percent(carried, 0)),
            ("all", &context.locale.integer(all)),
            ("outcome", &outcome(context, drivers)),
        ],
    ))
}

fn base(context: &Context, drivers: &Drivers) -> Option<String> {
    let n = drivers.n?;
    let needed = (10 * drivers.rows.len() as u64).max(100);
    let needed = context.locale.integer(needed);
    let key = if drivers.absent == Some(DriversAbsent::TooFew) {
        "drivers_base_needed"
    } else {
        "drivers_base"
    };
    let places: &[(&str, &str)] = match drivers.absent {
        Some(DriversAbsent::TooFew) => &[("needed", &needed)],
        _ => &[],
    };
    Some(context.locale.say_count(key, n, places))
}

fn notes(context: &Context, drivers: &Drivers) -> Vec<String> {
    let mut notes = vec![context.say("drivers_bars", &[("level", &context.level())])];
    notes.extend(base(context, drivers));
    if let Some(missing) = drivers.missing.filter(|missing| *missing > 0) {
        notes.push(context.locale.say_count("drivers_missing", missing, &[]));
    }
    let named = |of: &dyn Fn(&&Driver) -> bool| -> Vec<String> {
        let found = drivers.rows.iter().filter(of);
        found.map(|driver| context.quoted(&driver.metric)).collect()
    };
    let collinear = named(&|driver| driver.inflation.is_some_and(|vif| vif > COLLINEAR));
    if drivers.rows.iter().all(|driver| driver.inflation.is_none()) {
        notes.push(context.say("drivers_aliased", &[]));
    } else if !collinear.is_empty() {
        let list = context.locale.list(&collinear);
        notes.push(context.say("drivers_collinear", &[("drivers", &list)]));
    }
    let without_scale = named(&|driver| driver.standing.is_none());
    if !without_scale.is_empty() {
        let list = context.locale.list(&without_scale);
        notes.push(context.say("drivers_no_scale", &[("drivers", &list)]));
    }
    notes.push(context.say("drivers_association", &[]));
    notes
}

fn numbers(context: &Context, drivers: &Drivers) -> Numbers {
    let with_level = |key: &str| context.say(key, &[("level", &context.level())]);
    let dash = || "–".to_owned();
    let row = |driver: &Driver| {
        let style = context.styles.get(&driver.metric);
        let two = |value: Option<f64>| value.map_or_else(dash, |v| context.locale.number(v, 2));
        NumbersRow {
            head: context.title(&driver.metric),
            cells: vec![
                with_interval(context, &Style::SHARE, &driver.importance),
                with_interval(context, &style, &driver.performance),
                driver.quadrant.map_or_else(dash, |q| quadrant(context, q)),
                two(driver.correlation),
                two(driver.inflation),
            ],
        }
    };
    Numbers {
        columns: vec![
            context.say("col_measure", &[]),
            with_level("col_importance"),
            with_level("col_performance"),
            context.say("col_field", &[]),
            context.say("col_correlation", &[]),
            context.say("col_inflation", &[]),
        ],
        rows: drivers.rows.iter().map(row).collect(),
    }
}

/// The name of a field of the chart.
pub fn quadrant(context: &Context, quadrant: Quadrant) -> String {
    let key = match quadrant {
        Quadrant::Fix => "quadrant_fix",
        Quadrant::Keep => "quadrant_keep",
        Quadrant::Monitor => "quadrant_watch",
        Quadrant::Maintain => "quadrant_maintain",
    };
    context.say(key, &[])
}
