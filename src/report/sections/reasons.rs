//! Reasons as a Pareto chart.

use serde::Serialize;

use super::table::{COLUMNS, Crosstab, CrosstabCell, CrosstabColumn, CrosstabRow, ranges};
use crate::figures::model::{
    Contrast, Figure, Reason, ReasonCell, ReasonQuestion, Reasons, TableColumn, Verdict,
};
use crate::report::axis::Percent;
use crate::report::context::Context;
use crate::report::locale::{capitalised, shortened};
use crate::report::style::Style;

/// More reasons than this are left to the CSV file.
const SHOWN: usize = 12;
/// The reasons that are drawn strongly make up so much of all mentions.
const MOST: f64 = 0.8;
const LONGEST: usize = 60;

/// The reasons of one section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReasonsView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// One chart for each question.
    pub charts: Vec<ReasonsChart>,
}

/// The reasons given to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReasonsChart {
    /// What it shows.
    pub caption: String,
    /// The reasons.
    pub rows: Vec<ReasonRow>,
    /// Whether it is told how often a reason is named first.
    pub has_first: bool,
    /// Whether it is told how often it comes back.
    pub has_again: bool,
    /// Head of the column of changes, where there is one.
    pub change_head: Option<String>,
    /// The reasons of groups beside each other.
    pub groups: Vec<Crosstab>,
    /// How to read those.
    pub group_notes: Vec<String>,
    /// Base and how to read it.
    pub notes: Vec<String>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReasonRow {
    /// The reason.
    pub name: String,
    /// Length of its bar.
    pub width: Percent,
    /// Whether it is one of those that make up most mentions.
    pub major: bool,
    /// Where the running total stands.
    pub at: Option<Percent>,
    /// Its share.
    pub share: String,
    /// Its interval.
    pub interval: Option<String>,
    /// The share that names it first.
    pub first: Option<String>,
    /// The interval of that.
    pub first_interval: Option<String>,
    /// The share of its mentions that come from somebody who mentioned it before.
    pub again: Option<String>,
    /// The interval of that, or why there is none.
    pub again_interval: Option<String>,
    /// The running total.
    pub cumulative: String,
    /// Change from the period before.
    pub change: Option<String>,
    /// What the change comes to.
    pub verdict: Option<String>,
    /// "bad" for a reason that grows, "good" for one that shrinks.
    pub tone: &'static str,
}

/// The view of the section.
pub fn view(context: &Context, reasons: &Reasons) -> ReasonsView {
    let who = who(context, reasons);
    ReasonsView {
        id: reasons.id.clone(),
        name: context.say("nav_reasons", &[("group", &who)]),
        heading: capitalised(&heading(context, reasons, &who)),
        charts: reasons
            .questions
            .iter()
            .map(|question| chart(context, question, &who))
            .collect(),
    }
}

/// Who was asked, inside a sentence.
pub fn who(context: &Context, reasons: &Reasons) -> String {
    match &reasons.of {
        Some((name, label)) => context.segment(name, label),
        None => context.say("all_respondents", &[]),
    }
}

fn heading(context: &Context, reasons: &Reasons, who: &str) -> String {
    let first = reasons
        .questions
        .iter()
        .filter_map(|question| question.rows.first())
        .find(|reason| reason.share.estimate.is_some());
    let Some(first) = first else {
        return context.say("reasons_too_few", &[("group", who)]);
    };
    let grows = reasons.questions.iter().find_map(|question| {
        let mut rows = question.rows.iter();
        rows.find(|reason| grows(reason))
            .map(|reason| (question, reason))
    });
    let mut heading = context.say(
        "reasons_heading",
        &[
            ("reason", &quoted(context, first)),
            ("group", who),
            ("share", &context.value(&Style::SHARE, &first.share)),
        ],
    );
    if let Some((_, reason)) = grows {
        let grown = context.say(
            "reasons_heading_grows",
            &[("reason", &quoted(context, reason))],
        );
        heading = context.say("two_clauses", &[("one", &heading), ("two", &grown)]);
    }
    if let Some((reason, again)) = comes_back(reasons) {
        let places = [
            ("reason", quoted(context, reason)),
            ("share", context.value(&Style::SHARE, again)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        let back = context.say("reasons_heading_again", &places);
        heading = context.say("two_clauses", &[("one", &heading), ("two", &back)]);
    }
    heading
}

/// The reason that comes back most, where its interval lies above the middle one's share.
fn comes_back(reasons: &Reasons) -> Option<(&Reason, &Figure)> {
    let rows = reasons.questions.iter().flat_map(|question| &question.rows);
    let mut known: Vec<(&Reason, &Figure, f64)> = rows
        .filter_map(|reason| {
            let again = reason.again.as_ref()?;
            Some((reason, again, again.estimate?))
        })
        .collect();
    known.sort_by(|one, two| two.2.total_cmp(&one.2));
    let middle = known.get(known.len() / 2)?.2;
    let (reason, again, _) = *known.first()?;
    (again.low? > middle).then_some((reason, again))
}

/// A reason inside a sentence.
pub fn quoted(context: &Context, reason: &Reason) -> String {
    let label = context.locale.data(&shortened(&reason.label, LONGEST));
    context.say("quoted", &[("label", &label)])
}

/// Whether a reason has clearly become more frequent.
pub fn grows(reason: &Reason) -> bool {
    let change = reason.change.as_ref();
    change.is_some_and(|c| c.matters() && c.difference.is_some_and(|d| d > 0.0))
}

fn chart(context: &Context, question: &ReasonQuestion, who: &str) -> ReasonsChart {
    let places = [
        ("question", context.locale.data(&question.label)),
        ("group", who.to_owned()),
    ];
    let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
    let mut before = 0.0;
    let rows = question
        .rows
        .iter()
        .take(SHOWN)
        .map(|reason| {
            let major = before < MOST;
            before = reason.cumulative.unwrap_or(1.0);
            row(context, reason, major)
        })
        .collect();
    ReasonsChart {
        caption: context.say("reasons_caption", &places),
        rows,
        change_head: question.periods.as_ref().map(|(_, previous)| {
            let period = context.locale.period(previous);
            context.say("kpi_versus", &[("period", &period)])
        }),
        has_first: question.rows.iter().any(|reason| reason.first.is_some()),
        has_again: comes_again(question),
        groups: groups(context, question),
        group_notes: group_notes(context, question),
        notes: notes(context, question),
    }
}

/// Whether anybody named a reason twice.
fn comes_again(question: &ReasonQuestion) -> bool {
    let shares = question
        .rows
        .iter()
        .filter_map(|reason| reason.again.as_ref());
    shares
        .filter_map(|again| again.estimate)
        .any(|share| share > 0.0)
}

/// The reasons of groups beside each other, cut into several tables where there are many.
fn groups(context: &Context, question: &ReasonQuestion) -> Vec<Crosstab> {
    let label = question.by.as_deref().unwrap_or_default();
    let caption = context.say(
        "reasons_by",
        &[
            ("question", &context.locale.data(&question.label)),
            ("by", &context.locale.data(label)),
        ],
    );
    let n = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| context.locale.integer(n));
    let columns: Vec<&TableColumn> = question.columns.iter().collect();
    let starts = (0..columns.len()).step_by(COLUMNS);
    starts
        .map(|start| {
            let end = (start + COLUMNS).min(columns.len());
            let head = |column: &&TableColumn| CrosstabColumn {
                label: context.locale.data(&shortened(&column.label, LONGEST)),
                remark: ranges(context, question.unit.as_deref(), &column.ranges),
                letter: String::new(),
                base: n(column.n),
                mark: if column.n.is_none() { "†" } else { "" },
            };
            Crosstab {
                caption: caption.clone(),
                total: n(question.n),
                columns: columns[start..end].iter().map(head).collect(),
                rows: { question.rows.iter().take(SHOWN) }
                    .map(|reason| CrosstabRow {
                        name: capitalised(&context.locale.data(&shortened(&reason.label, LONGEST))),
                        remark: None,
                        total: context.value(&Style::SHARE, &reason.share),
                        cells: { reason.cells.iter().skip(start).take(end - start) }
                            .map(|cell| group_cell(context, reason, cell))
                            .collect(),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn group_cell(context: &Context, reason: &Reason, cell: &ReasonCell) -> CrosstabCell {
    let mut detail: Vec<String> = { context.interval(&Style::SHARE, &cell.share) }
        .into_iter()
        .collect();
    detail.extend(context.absence(&cell.share));
    let base = context.base(&cell.share);
    detail.extend(base.map(|n| context.say("n_equals", &[("n", &n)])));
    let clear = cell.against_rest.as_ref().is_some_and(Contrast::matters);
    let distance = cell.share.estimate.zip(reason.share.estimate);
    let shade = match distance.map(|(here, all)| here - all) {
        None => "none".to_owned(),
        Some(_) if !clear => "level".to_owned(),
        Some(distance) => {
            let side = if distance > 0.0 { "worse" } else { "better" };
            let step = match distance.abs() {
                d if d >= 0.10 => 3,
                d if d >= 0.05 => 2,
                _ => 1,
            };
            format!("{side}-{step}")
        }
    };
    CrosstabCell {
        value: context.value(&Style::SHARE, &cell.share),
        detail: detail.join(&context.say("reason_separator", &[])),
        letters: String::new(),
        shade,
    }
}

fn group_notes(context: &Context, question: &ReasonQuestion) -> Vec<String> {
    let mut notes = Vec::new();
    if question.columns.is_empty() {
        return notes;
    }
    notes.push(context.say("reasons_by_shades", &[]));
    if question.columns.iter().any(|column| column.n.is_none()) {
        notes.push(context.say("note_hidden", &[]));
    }
    let mut cells = question.rows.iter().flat_map(|reason| &reason.cells);
    if cells.any(|cell| cell.share.small_base && cell.share.estimate.is_some()) {
        notes.push(context.say("answers_small", &[]));
    }
    notes
}

fn row(context: &Context, reason: &Reason, major: bool) -> ReasonRow {
    let share = reason.share.estimate.unwrap_or_default();
    let change = reason.change.as_ref();
    let clear = change.filter(|contrast| contrast.matters());
    ReasonRow {
        name: capitalised(&context.locale.data(&shortened(&reason.label, LONGEST))),
        width: Percent(share * 100.0),
        major,
        at: reason.cumulative.map(|part| Percent(part * 100.0)),
        share: context.value(&Style::SHARE, &reason.share),
        interval: Style::SHARE
            .interval(&context.locale, reason.share.low, reason.share.high)
            .or_else(|| context.absence(&reason.share)),
        first: reason
            .first
            .as_ref()
            .map(|first| context.value(&Style::SHARE, first)),
        first_interval: interval(context, reason.first.as_ref()),
        again: reason
            .again
            .as_ref()
            .map(|again| context.value(&Style::SHARE, again)),
        again_interval: interval(context, reason.again.as_ref()),
        cumulative: reason
            .cumulative
            .map_or_else(|| "–".to_owned(), |part| context.locale.percent(part, 0)),
        change: change
            .and_then(|contrast| contrast.difference)
            .map(|difference| Style::SHARE.difference(&context.locale, difference)),
        verdict: change.map(|contrast| verdict(context, contrast)),
        tone: match clear.and_then(|contrast| contrast.difference) {
            Some(difference) if difference > 0.0 => "bad",
            Some(_) => "good",
            None => "neutral",
        },
    }
}

/// The interval of a share, or why there is no share.
fn interval(context: &Context, share: Option<&Figure>) -> Option<String> {
    let share = share?;
    { Style::SHARE.interval(&context.locale, share.low, share.high) }
        .or_else(|| context.absence(share))
}

fn verdict(context: &Context, contrast: &Contrast) -> String {
    let key = match (contrast.verdict, contrast.difference) {
        (Verdict::Differs, Some(difference)) if difference > 0.0 => "reason_grows",
        (Verdict::Differs, _) => "reason_shrinks",
        (Verdict::NoClearDifference, _) => "no_clear_change",
        (Verdict::TooFew, _) => "verdict_too_few",
    };
    context.say(key, &[])
}

fn notes(context: &Context, question: &ReasonQuestion) -> Vec<String> {
    let Some(n) = question.n else {
        return vec![context.say("reasons_small_base", &[])];
    };
    let mut notes = vec![context.locale.say_count("reasons_base", n, &[])];
    let key = if question.several {
        "reasons_several"
    } else {
        "reasons_one"
    };
    notes.push(context.say(key, &[]));
    if question.rows.len() > SHOWN {
        let more = (question.rows.len() - SHOWN) as u64;
        notes.push(context.locale.say_count("reasons_more", more, &[]));
    }
    if question.rows.iter().any(|reason| reason.first.is_some()) {
        notes.push(context.say("reasons_first", &[]));
    }
    if comes_again(question) {
        notes.push(context.say("reasons_again", &[]));
    }
    if question.periods.is_some() {
        notes.push(context.say("reasons_changes", &[]));
    }
    notes
}
