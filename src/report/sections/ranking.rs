//! Units ranked, with how far their ranks can be trusted.

use serde::Serialize;

use crate::figures::model::{Contrast, RankedUnit, Ranking, RankingAbsent};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::{capitalised, shortened};

/// Of more units than this only the best and the worst stand on the page.
const SHOWN: usize = 40;
/// At most so many units are named in a heading.
const NAMED: usize = 3;
const LONGEST: usize = 40;

/// A ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankingView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// How to read it.
    pub paragraph: Option<String>,
    /// What it shows.
    pub caption: String,
    /// Round values, from the start.
    pub ticks: Vec<RankingTick>,
    /// Where the figure of all respondents stands.
    pub whole: Option<Percent>,
    /// The units.
    pub rows: Vec<RankingRow>,
    /// Base, method and what is left out.
    pub notes: Vec<String>,
}

/// A round value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RankingTick {
    pub at: Percent,
    pub label: String,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankingRow {
    /// Its name.
    pub name: String,
    /// "2", or a dash.
    pub rank: String,
    /// "1 to 4".
    pub ranks: Option<String>,
    /// A warning beside a small base.
    pub flag: Option<String>,
    /// Where its drawn figure stands.
    pub at: Option<Percent>,
    /// Start and width of its interval.
    pub stretch: Option<(Percent, Percent)>,
    /// Where its own figure stands.
    pub own_at: Option<Percent>,
    /// The drawn figure.
    pub value: String,
    /// Its interval.
    pub interval: Option<String>,
    /// Its own figure.
    pub own: String,
    /// Its base.
    pub n: String,
    /// "above the whole", "below the whole".
    pub verdict: Option<String>,
    /// "good", "bad" or "neutral".
    pub tone: &'static str,
}

/// The view of a ranking.
pub fn view(context: &Context, ranking: &Ranking) -> RankingView {
    let style = context.styles.get(&ranking.metric);
    let label = context.locale.data(&ranking.label);
    let metric = context.quoted(&ranking.metric);
    let ends = |unit: &RankedUnit| {
        let drawn = unit.drawn.as_ref();
        [
            unit.own.estimate,
            drawn.and_then(|figure| figure.low),
            drawn.and_then(|figure| figure.high),
        ]
    };
    let values = ranking.units.iter().flat_map(ends).flatten();
    let axis = Axis::around(values, ranking.metric.bounds, 4);
    let cut = ranking.units.len() > SHOWN;
    let left_out = ranking.units.len().saturating_sub(SHOWN);
    let shown = ranking.units.iter().enumerate().filter(|(index, _)| {
        !cut || *index < SHOWN / 2 || *index >= ranking.units.len() - SHOWN / 2
    });
    let rows = shown
        .map(|(_, unit)| row(context, ranking, unit, &axis))
        .collect();
    let mut notes = notes(context, ranking);
    if cut {
        notes.push(
            context
                .locale
                .say_count("ranking_cut", left_out as u64, &[]),
        );
    }
    RankingView {
        id: ranking.id.clone(),
        name: context.say("nav_ranking", &[("units", &label)]),
        heading: capitalised(&heading(context, ranking, &label)),
        paragraph: ranking
            .absent
            .is_none()
            .then(|| context.say("ranking_how_to_read", &[])),
        caption: context.say(
            "ranking_caption",
            &[
                ("metric", &metric),
                ("units", &label),
                ("level", &context.level()),
            ],
        ),
        ticks: axis
            .ticks
            .iter()
            .map(|value| RankingTick {
                at: axis.at(*value),
                label: style.digits(&context.locale, *value),
            })
            .collect(),
        whole: ranking.total.estimate.map(|value| axis.at(value)),
        rows,
        notes,
    }
}

/// The contrast of a unit that clearly differs from all others.
pub fn clear<'a>(ranking: &Ranking, unit: &'a RankedUnit) -> Option<&'a Contrast> {
    let contrast = unit.against_rest.as_ref()?;
    (ranking.differ && contrast.matters()).then_some(contrast)
}

/// The units that differ clearly from all others: above or below.
fn standing_out(ranking: &Ranking, above: bool) -> impl Iterator<Item = &RankedUnit> {
    let units = ranking.units.iter();
    units.filter(move |unit| {
        let difference = clear(ranking, unit).and_then(|contrast| contrast.difference);
        difference.is_some_and(|d| (d > 0.0) == above)
    })
}

fn heading(context: &Context, ranking: &Ranking, label: &str) -> String {
    let key = match ranking.absent {
        Some(RankingAbsent::TooFewUnits) => "ranking_too_few",
        Some(RankingAbsent::NoSpread) => "ranking_no_spread",
        None if !ranking.differ => "ranking_no_difference",
        None => "ranking_none_stands_out",
    };
    told(context, ranking).unwrap_or_else(|| context.say(key, &[("units", label)]))
}

/// Who clearly differs from all others, where anybody does.
pub fn told(context: &Context, ranking: &Ranking) -> Option<String> {
    let (above, below) = (
        named(context, ranking, true),
        named(context, ranking, false),
    );
    let key = match (&above, &below) {
        (Some(_), Some(_)) => "ranking_both",
        (Some(_), None) => "ranking_above",
        (None, Some(_)) => "ranking_below",
        (None, None) => return None,
    };
    let metric = context.quoted(&ranking.metric);
    let mut places = vec![("metric", metric.as_str())];
    places.extend(above.as_deref().map(|above| ("above", above)));
    places.extend(below.as_deref().map(|below| ("below", below)));
    Some(context.say(key, &places))
}

/// Names of the units above or below all others, the most extreme first.
fn named(context: &Context, ranking: &Ranking, above: bool) -> Option<String> {
    let mut all: Vec<&RankedUnit> = standing_out(ranking, above).collect();
    // The units stand from the best to the worst.
    if above != (ranking.metric.more_is_good != Some(false)) {
        all.reverse();
    }
    let units = all.iter().take(NAMED);
    let mut names: Vec<String> = units.map(|unit| context.locale.data(&unit.label)).collect();
    if all.len() > NAMED {
        let more = (all.len() - NAMED) as u64;
        names.push(context.locale.say_count("and_more", more, &[]));
    }
    (!names.is_empty()).then(|| context.locale.list(&names))
}

fn row(context: &Context, ranking: &Ranking, unit: &RankedUnit, axis: &Axis) -> RankingRow {
    let style = context.styles.get(&ranking.metric);
    let drawn = unit.drawn.as_ref();
    let at = |value: Option<f64>| value.map(|value| axis.at(value));
    let above = clear(ranking, unit)
        .and_then(|contrast| contrast.difference)
        .map(|d| d > 0.0);
    let dash = || "–".to_owned();
    RankingRow {
        name: context.locale.data(&shortened(&unit.label, LONGEST)),
        rank: unit
            .rank
            .map_or_else(dash, |rank| context.locale.integer(rank.rank)),
        ranks: unit.rank.map(|rank| {
            let (best, worst) = (
                context.locale.integer(rank.best),
                context.locale.integer(rank.worst),
            );
            context.say("range", &[("low", &best), ("high", &worst)])
        }),
        flag: context.small_base(&unit.own),
        at: at(drawn.and_then(|figure| figure.estimate)),
        stretch: drawn.and_then(|figure| {
            let (low, high) = (axis.at(figure.low?), axis.at(figure.high?));
            Some((low, Percent(high.0 - low.0)))
        }),
        own_at: at(unit.own.estimate),
        value: drawn.map_or_else(dash, |figure| context.value(&style, figure)),
        interval: drawn.and_then(|f| style.interval(&context.locale, f.low, f.high)),
        own: context.value(&style, &unit.own),
        n: context.say(
            "n_equals",
            &[("n", &context.base(&unit.own).unwrap_or_else(dash))],
        ),
        verdict: above.map(|above| {
            context.say(
                if above {
                    "ranking_is_above"
                } else {
                    "ranking_is_below"
                },
                &[],
            )
        }),
        tone: match above.zip(ranking.metric.more_is_good) {
            Some((above, more_is_good)) if above == more_is_good => "good",
            Some(_) => "bad",
            None => "neutral",
        },
    }
}

fn notes(context: &Context, ranking: &Ranking) -> Vec<String> {
    let style = context.styles.get(&ranking.metric);
    let mut notes = Vec::new();
    if ranking.total.estimate.is_some() {
        let whole = context.value(&style, &ranking.total);
        notes.push(context.say("ranking_whole", &[("value", &whole)]));
    }
    if let Some(drawn) = ranking.units.iter().find_map(|unit| unit.drawn.as_ref()) {
        let method = context.locale.method(&drawn.method);
        notes.push(context.say("ranking_method", &[("method", &method)]));
    }
    if ranking.units.iter().any(|unit| unit.rank.is_some()) {
        notes.push(context.say("ranking_ranks", &[("level", &context.level())]));
    }
    if ranking.hidden > 0 {
        notes.push(
            context
                .locale
                .say_count("ranking_hidden", ranking.hidden, &[]),
        );
    }
    notes
}
