//! What is claimed beside what is delivered.

use serde::Serialize;

use crate::figures::model::{Gap, Standing, Unit};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::capitalised;
use crate::report::sections::numbers::base;

/// A claim, the figure that it is about, and published ones of the same kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GapView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What the bars show.
    pub caption: String,
    /// The bars.
    pub rows: Vec<GapRow>,
    /// Base, test and how the claim is taken.
    pub notes: Vec<String>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GapRow {
    /// What it is.
    pub name: String,
    /// "actual", "claimed" or "published".
    pub kind: &'static str,
    /// Its value.
    pub value: String,
    /// Its interval, where it has one.
    pub interval: Option<String>,
    /// Its length, where the metric has a scale.
    pub width: Option<Percent>,
    /// Start and width of its interval.
    pub stretch: Option<(Percent, Percent)>,
    /// The number of its source.
    pub mark: Option<String>,
}

/// The view of the section.
pub fn view(context: &Context, gap: &Gap) -> GapView {
    let style = context.styles.get(&gap.metric);
    let axis = gap
        .metric
        .bounds
        .map(|(low, high)| Axis::fixed(low, high, 4));
    let width = |value: f64| axis.as_ref().map(|axis| axis.at(value));
    let claimed = context.given(&gap.metric.unit, gap.claimed);
    let mut rows = vec![
        GapRow {
            name: context.say("gap_claimed", &[]),
            kind: "claimed",
            value: claimed.clone(),
            interval: None,
            width: width(gap.claimed),
            stretch: None,
            mark: None,
        },
        GapRow {
            name: context.title(&gap.metric),
            kind: "actual",
            value: context.value(&style, &gap.actual),
            interval: context.interval_or_why(&style, &gap.actual),
            width: gap.actual.estimate.and_then(width),
            stretch: gap.actual.low.zip(gap.actual.high).and_then(|(low, high)| {
                let (low, high) = (width(low)?, width(high)?);
                Some((low, Percent(high.0 - low.0)))
            }),
            mark: None,
        },
    ];
    for id in &gap.published {
        let Some((number, benchmark)) = context.benchmark(id) else {
            continue;
        };
        rows.push(GapRow {
            name: capitalised(&context.locale.data(&benchmark.label)),
            kind: "published",
            value: context.benchmark_value(benchmark),
            interval: None,
            width: width(benchmark.value).filter(|_| benchmark.unit == Unit::Share),
            stretch: None,
            mark: Some(context.source_mark(number)),
        });
    }
    GapView {
        id: gap.id.clone(),
        name: context.say("nav_gap", &[]),
        heading: capitalised(&heading(context, gap, &claimed)),
        caption: context.say("gap_caption", &[("metric", &context.quoted(&gap.metric))]),
        rows,
        notes: notes(context, gap),
    }
}

/// Whether the claim holds.
pub fn heading(context: &Context, gap: &Gap, claimed: &str) -> String {
    let style = context.styles.get(&gap.metric);
    let amount = style.amount(&context.locale, gap.difference.unwrap_or_default());
    let key = match gap.against.standing {
        Standing::Below => "gap_below",
        Standing::Above => "gap_above",
        Standing::Level => "gap_level",
        Standing::Unknown => "gap_unknown",
    };
    let metric = context.subject(&gap.metric);
    let all = [
        ("metric", metric.as_str()),
        ("amount", amount.as_str()),
        ("claimed", claimed),
    ];
    context.say(key, &all)
}

fn notes(context: &Context, gap: &Gap) -> Vec<String> {
    let style = context.styles.get(&gap.metric);
    let mut notes = Vec::new();
    let range = style.difference_interval(&context.locale, gap.difference_low, gap.difference_high);
    if let (Some(difference), Some(range)) = (gap.difference, range) {
        let difference = style.difference(&context.locale, difference);
        let range = context.ci(&range);
        notes.push(context.say(
            "gap_difference",
            &[("difference", &difference), ("range", &range)],
        ));
    }
    notes.push(context.say("gap_base", &[("n", &base(context, &gap.actual))]));
    if let (Some(test), Some(p)) = (&gap.against.test, gap.against.p) {
        let places = [
            ("test", context.locale.method(test)),
            ("p", context.p_value(p)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        notes.push(context.say("gap_test", &places));
    }
    if !gap.published.is_empty() {
        notes.push(context.say("gap_published", &[]));
    }
    notes
}
