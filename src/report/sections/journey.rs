//! The journey map: stages × touchpoints with a line for each group.

use serde::Serialize;

use super::{Numbers, NumbersRow};
use crate::figures::model::{Figure, Journey, Stage, Touchpoint, Verdict};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::{capitalised, shortened};
use crate::report::sections::numbers::{base, with_interval};
use crate::report::style::Style;
use crate::report::walk::is_pain_point;

/// At most so many pain points are named in the heading.
const NAMED: usize = 3;
const LONGEST: usize = 40;

/// A journey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What the map shows.
    pub caption: String,
    /// The groups' names with their shapes: "s", "d".
    pub groups: Vec<(String, &'static str)>,
    /// Heads of the columns.
    pub stages: Vec<StageHead>,
    /// Whether any stage has a goal, and any a question.
    pub has_goals: bool,
    /// The same of questions.
    pub has_questions: bool,
    /// The lines of the groups.
    pub lines: Vec<EmotionLine>,
    /// Rows of ratings, one for each touchpoint that is rated.
    pub ratings: Vec<MapRow>,
    /// Rows of numbers of operations.
    pub operations: Vec<MapRow>,
    /// How to read it.
    pub notes: Vec<String>,
    /// All numbers.
    pub numbers: Numbers,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct StageHead {
    pub name: String,
    pub goal: Option<String>,
    pub question: Option<String>,
}

/// A group's line over the stages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EmotionLine {
    /// "s" or "d".
    pub shape: &'static str,
    /// The group's name.
    pub group: String,
    /// Points of each unbroken stretch: "8.3,20 25,30".
    pub lines: Vec<String>,
    /// The points.
    pub points: Vec<EmotionPoint>,
}

/// A point of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EmotionPoint {
    /// From the start.
    pub x: Percent,
    /// From the top.
    pub y: Percent,
    /// The same from the bottom.
    pub bottom: Percent,
    /// Its stage.
    pub stage: String,
    /// As text.
    pub value: String,
    /// Whether its label stands below it.
    pub is_below: bool,
}

/// A touchpoint over the stages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapRow {
    /// Its name.
    pub name: String,
    /// "not ours".
    pub remark: Option<String>,
    /// One for each stage.
    pub cells: Vec<MapCell>,
}

/// A touchpoint in a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCell {
    /// As text; `None` where it has no part in the stage.
    pub value: Option<String>,
    /// "worse-3" … "better-3", "level", "none".
    pub shade: String,
    /// Whether it is a pain point.
    pub is_pain: bool,
    /// "▲" or "▼" where it has clearly changed.
    pub arrow: Option<&'static str>,
    /// Interval, base and change.
    pub detail: String,
}

/// The view of a journey.
pub fn view(context: &Context, journey: &Journey) -> JourneyView {
    let shapes = ["s", "d"];
    let groups: Vec<(String, &'static str)> = journey
        .groups
        .iter()
        .zip(shapes)
        .map(|(group, shape)| (context.band(&group.name, ""), shape))
        .collect();
    let data = |text: &Option<String>| text.as_deref().map(|text| context.locale.data(text));
    let question = context.locale.data(&journey.question);
    JourneyView {
        id: journey.id.clone(),
        name: context.say("nav_journey", &[]),
        heading: capitalised(&heading(context, journey)),
        caption: match journey.scale {
            Some((low, high)) => context.say(
                "journey_caption_scale",
                &[
                    ("low", &context.locale.number(low, 0)),
                    ("high", &context.locale.number(high, 0)),
                ],
            ),
            None => context.say("journey_caption", &[]),
        },
        stages: journey
            .stages
            .iter()
            .map(|stage| StageHead {
                name: context.locale.data(&stage.name),
                goal: data(&stage.goal),
                question: data(&stage.question),
            })
            .collect(),
        has_goals: journey.stages.iter().any(|stage| stage.goal.is_some()),
        has_questions: journey.stages.iter().any(|stage| stage.question.is_some()),
        lines: lines(context, journey, &groups),
        ratings: rows(context, journey, false),
        operations: rows(context, journey, true),
        notes: notes(context, journey, &question),
        numbers: numbers(context, journey, &groups),
        groups,
    }
}

/// The pain points of a journey with their stages.
pub fn pain_points(journey: &Journey) -> Vec<(&Stage, &Touchpoint)> {
    let stages = journey.stages.iter();
    let mut found: Vec<_> = stages
        .flat_map(|stage| stage.touchpoints.iter().map(move |one| (stage, one)))
        .filter(|(_, touchpoint)| is_pain_point(touchpoint))
        .collect();
    let standing = |one: &Touchpoint| one.standing.unwrap_or(1.0);
    found.sort_by(|one, two| standing(one.1).total_cmp(&standing(two.1)));
    found
}

/// "“Phone menu” in “First contact”".
pub fn placed(context: &Context, stage: &Stage, touchpoint: &Touchpoint) -> String {
    let label = context.locale.data(&shortened(&touchpoint.label, LONGEST));
    let stage = context.locale.data(&stage.name);
    context.say(
        "journey_place",
        &[("touchpoint", &label), ("stage", &stage)],
    )
}

fn heading(context: &Context, journey: &Journey) -> String {
    let pains = pain_points(journey);
    let names: Vec<String> = pains
        .iter()
        .take(NAMED)
        .map(|(stage, touchpoint)| placed(context, stage, touchpoint))
        .collect();
    if names.is_empty() {
        let tested = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
        let mut tested = tested.filter_map(|one| one.against_journey.as_ref());
        let key = if tested.any(|against| against.p.is_some()) {
            "journey_no_pain"
        } else {
            "journey_untested"
        };
        return context.say(key, &[]);
    }
    context.say(
        "journey_heading",
        &[("places", &context.locale.list(&names))],
    )
}

/// A standing as the map writes it: on the common scale, or in percent of the way.
fn written(context: &Context, journey: &Journey, standing: f64) -> String {
    match journey.scale {
        Some((low, high)) => {
            let is_low_good = journey
                .stages
                .iter()
                .flat_map(|stage| &stage.touchpoints)
                .filter_map(|one| one.metric.as_ref())
                .any(|metric| metric.bounds == journey.scale && metric.more_is_good == Some(false));
            let way = if is_low_good {
                1.0 - standing
            } else {
                standing
            };
            context.locale.number(low + way * (high - low), 1)
        }
        None => context.locale.percent(standing, 0),
    }
}

fn lines(
    context: &Context,
    journey: &Journey,
    groups: &[(String, &'static str)],
) -> Vec<EmotionLine> {
    let count = journey.stages.len().max(1) as f64;
    let all = journey
        .stages
        .iter()
        .flat_map(|stage| stage.lines.iter().flatten().copied());
    let axis = Axis::around(all.map(|standing| standing * 100.0), Some((0.0, 100.0)), 3);
    let at = |index: usize| Percent((index as f64 + 0.5) / count * 100.0);
    groups
        .iter()
        .enumerate()
        .map(|(group, (name, shape))| {
            let points: Vec<Option<EmotionPoint>> = journey
                .stages
                .iter()
                .enumerate()
                .map(|(index, stage)| {
                    let own = (*stage.lines.get(group)?)?;
                    let other = stage.lines.get(1 - group.min(1)).copied().flatten();
                    let y = axis.from_top(own * 100.0);
                    Some(EmotionPoint {
                        x: at(index),
                        y,
                        bottom: Percent(100.0 - y.0),
                        stage: context.locale.data(&stage.name),
                        value: written(context, journey, own),
                        is_below: other.map_or(group == 1, |other| own < other),
                    })
                })
                .collect();
            let stretches = points
                .split(Option::is_none)
                .filter(|stretch| stretch.len() > 1);
            let lines = stretches.map(|stretch| {
                let short = |p: Percent| (p.0 * 100.0).round() / 100.0 + 0.0;
                let pairs: Vec<String> = stretch
                    .iter()
                    .flatten()
                    .map(|point| format!("{},{}", short(point.x), short(point.y)))
                    .collect();
                pairs.join(" ")
            });
            EmotionLine {
                shape,
                group: name.clone(),
                lines: lines.collect(),
                points: points.iter().flatten().cloned().collect(),
            }
        })
        .collect()
}

/// One row for each touchpoint's name; the same name in several stages is one row.
fn rows(context: &Context, journey: &Journey, operational: bool) -> Vec<MapRow> {
    let mut names: Vec<(&str, bool)> = Vec::new();
    for touchpoint in journey.stages.iter().flat_map(|stage| &stage.touchpoints) {
        let is_known = names.iter().any(|(name, _)| *name == touchpoint.label);
        if touchpoint.operational == operational && !is_known {
            names.push((&touchpoint.label, touchpoint.ours));
        }
    }
    names
        .into_iter()
        .map(|(name, ours)| MapRow {
            name: capitalised(&context.locale.data(&shortened(name, LONGEST))),
            remark: (!ours).then(|| context.say("not_ours", &[])),
            cells: journey
                .stages
                .iter()
                .map(|stage| {
                    let mut own = stage.touchpoints.iter();
                    let found = own.find(|one| one.label == name && one.operational == operational);
                    cell(context, journey, found)
                })
                .collect(),
        })
        .collect()
}

fn cell(context: &Context, journey: &Journey, touchpoint: Option<&Touchpoint>) -> MapCell {
    let mut cell = MapCell {
        value: None,
        shade: "none".to_owned(),
        is_pain: false,
        arrow: None,
        detail: String::new(),
    };
    let Some(touchpoint) = touchpoint else {
        return cell;
    };
    let (Some(metric), Some(figure)) = (&touchpoint.metric, &touchpoint.all) else {
        cell.value = Some(context.say("journey_not_rated", &[]));
        return cell;
    };
    let style = context.styles.get(metric);
    cell.value = Some(match (touchpoint.operational, touchpoint.standing) {
        (false, Some(standing)) => written(context, journey, standing),
        _ => context.value_in_words(&style, figure),
    });
    if let Some((standing, mean)) = touchpoint.standing.zip(journey.standing) {
        cell.shade = shade(standing - mean);
    }
    cell.is_pain = is_pain_point(touchpoint);
    let change = touchpoint.change.as_ref();
    let clear = change.filter(|contrast| contrast.matters());
    cell.arrow = clear
        .and_then(|contrast| contrast.difference)
        .map(|difference| if difference > 0.0 { "▲" } else { "▼" });
    let mut detail = vec![detail_of(context, &style, figure)];
    if let Some(difference) = clear.and_then(|contrast| contrast.difference) {
        let amount = style.difference(&context.locale, difference);
        detail.push(context.say("journey_changed", &[("amount", &amount)]));
    }
    cell.detail = detail.join(&context.say("reason_separator", &[]));
    cell
}

fn detail_of(context: &Context, style: &Style, figure: &Figure) -> String {
    let why = context.interval_or_why(style, figure);
    let mut detail: Vec<String> = why.into_iter().collect();
    detail.extend(
        context
            .base(figure)
            .map(|n| context.say("n_equals", &[("n", &n)])),
    );
    detail.join(&context.say("reason_separator", &[]))
}

/// How far above or below the journey's mean, of the way along the scale.
fn shade(distance: f64) -> String {
    let step = match distance.abs() {
        d if d >= 0.15 => 3,
        d if d >= 0.08 => 2,
        d if d >= 0.03 => 1,
        _ => return "level".to_owned(),
    };
    let side = if distance > 0.0 { "better" } else { "worse" };
    format!("{side}-{step}")
}

fn notes(context: &Context, journey: &Journey, question: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if !journey.groups.is_empty() {
        notes.push(context.say("journey_groups", &[("question", question)]));
    }
    if let Some(mean) = journey.standing {
        let mean = written(context, journey, mean);
        notes.push(context.say("journey_rule", &[("mean", &mean)]));
    }
    if let Some((_, previous)) = &journey.periods {
        let period = context.locale.period(previous);
        let changes = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
        let mut changes = changes.filter_map(|one| one.change.as_ref());
        let key = if changes.any(|change| change.verdict == Verdict::Differs) {
            "journey_changes"
        } else {
            "journey_no_changes"
        };
        notes.push(context.say(key, &[("period", &period)]));
    }
    notes.push(context.say("journey_dash", &[]));
    notes
}

fn numbers(context: &Context, journey: &Journey, groups: &[(String, &'static str)]) -> Numbers {
    let mut columns = vec![
        context.say("col_touchpoint", &[]),
        context.say("col_value", &[("level", &context.level())]),
        context.say("col_n", &[]),
    ];
    for (group, _) in groups {
        let level = context.level();
        columns.push(context.say("col_group", &[("group", group), ("level", &level)]));
        columns.push(context.say("col_n", &[]));
    }
    if journey.periods.is_some() {
        columns.push(context.say("col_gap", &[("level", &context.level())]));
        columns.push(context.say("col_verdict", &[]));
    }
    let mut rows = Vec::new();
    for stage in &journey.stages {
        for touchpoint in &stage.touchpoints {
            let (Some(metric), Some(all)) = (&touchpoint.metric, &touchpoint.all) else {
                continue;
            };
            let style = context.styles.get(metric);
            let mut cells = Vec::new();
            for figure in std::iter::once(all).chain(&touchpoint.groups) {
                cells.push(with_interval(context, &style, figure));
                cells.push(base(context, figure));
            }
            if journey.periods.is_some() {
                let change = touchpoint.change.as_ref();
                let dash = || "–".to_owned();
                cells.push(
                    change
                        .and_then(|c| c.difference)
                        .map_or_else(dash, |difference| {
                            style.difference(&context.locale, difference)
                        }),
                );
                cells.push(change.map_or_else(dash, |change| context.verdict(change)));
            }
            rows.push(NumbersRow {
                head: placed(context, stage, touchpoint),
                cells,
            });
        }
    }
    Numbers { columns, rows }
}
