//! Reasons as a Pareto chart.

use serde::Serialize;

use crate::figures::model::{Contrast, Reason, ReasonQuestion, Reasons, Verdict};
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
    /// Head of the column of changes, where there is one.
    pub change_head: Option<String>,
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
        .find_map(|question| question.rows.first());
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
    heading
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
        notes: notes(context, question),
    }
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
        interval: Style::SHARE.interval(&context.locale, reason.share.low, reason.share.high),
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
    if question.periods.is_some() {
        notes.push(context.say("reasons_changes", &[]));
    }
    notes
}
