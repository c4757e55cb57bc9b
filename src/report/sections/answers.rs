//! Answers in full.

use serde::Serialize;

use super::table::in_words;
use super::{Numbers, NumbersRow};
use crate::figures::model::{
    AnswerColumn, AnswerKind, AnswerOption, AnsweredQuestion, Answers, Figure,
};
use crate::report::axis::Percent;
use crate::report::context::Context;
use crate::report::locale::{capitalised, shortened};
use crate::report::sections::numbers::with_interval;
use crate::report::style::Style;

/// So many questions are named in the heading.
const NAMED: usize = 3;
/// More texts than this are left to the CSV file.
const SHOWN: usize = 20;
/// Longer answers are cut in the head of a row.
const IN_A_ROW: usize = 60;
/// Shades from the bad end of a scale to the good one.
const SHADES: [&str; 5] = ["l1", "l2", "l3", "l4", "l5"];
/// Shades from the lowest answer to the highest where neither end is the good one.
const DEPTHS: [&str; 5] = ["o1", "o2", "o3", "o4", "o5"];
/// Answers from 0 to 6 and those of 7 and 8 to the question about recommendation.
const DETRACTORS: i16 = 6;
const PASSIVES: i16 = 8;

/// The section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswersView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// The most frequent answers.
    pub heading: String,
    /// The questions.
    pub questions: Vec<QuestionView>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionView {
    /// What it shows.
    pub caption: String,
    /// One bar for all and one for each group, where answers have an order.
    pub bars: Vec<StackView>,
    /// Heads of the columns: all and each group.
    pub columns: Vec<ColumnView>,
    /// The answers.
    pub rows: Vec<AnswerView>,
    /// What the columns rest on.
    pub notes: Vec<String>,
    /// All numbers.
    pub numbers: Numbers,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnView {
    /// The group.
    pub name: String,
    /// How many answered, or a dash.
    pub base: String,
    /// How many did not, or a dash.
    pub missing: String,
}

/// A bar whose parts are the answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackView {
    /// The group.
    pub name: String,
    /// Its parts, from the first answer to the last.
    pub parts: Vec<StackPart>,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackPart {
    /// "l1" to "l5" from bad to good, or "o1" to "o5" from low to high.
    pub shade: &'static str,
    /// Its width.
    pub width: Percent,
    /// The share, where it has room.
    pub label: Option<String>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerView {
    /// The answer.
    pub name: String,
    /// The shade of its part of the bars.
    pub shade: Option<&'static str>,
    /// For each column.
    pub cells: Vec<ShareView>,
}

/// A share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareView {
    /// As text, or a dash.
    pub value: String,
    /// The length of its bar.
    pub width: Option<Percent>,
    /// Its interval and base, or why there is none.
    pub detail: String,
}

/// A part of a bar that is wider than this has room for its share, in percent.
const ROOM: f64 = 9.0;

/// The view of the section.
pub fn view(context: &Context, answers: &Answers) -> AnswersView {
    AnswersView {
        id: answers.id.clone(),
        name: context.say("nav_answers", &[]),
        heading: capitalised(&heading(context, answers)),
        questions: { answers.questions.iter() }
            .map(|question| question_view(context, answers, question))
            .collect(),
    }
}

/// The most frequent answer of all respondents to each question.
fn heading(context: &Context, answers: &Answers) -> String {
    let most = |question: &AnsweredQuestion| {
        let column = question.columns.first()?;
        let shares = question.options.iter().zip(&column.shares);
        let told = shares.filter(|(option, _)| !option.label.is_empty());
        let told = told.filter_map(|(option, share)| Some((option, share.estimate?)));
        let (option, share) = told.reduce(|one, two| if two.1 > one.1 { two } else { one })?;
        let places = [
            (
                "answer",
                context.say("quoted", &[("label", &answer(context, question, option))]),
            ),
            ("share", Style::SHARE.value(&context.locale, share)),
            ("question", context.locale.data(&question.label)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        Some(context.say("answers_most", &places))
    };
    let mut told: Vec<String> = answers.questions.iter().filter_map(most).collect();
    if told.is_empty() {
        return context.say("answers_too_few", &[]);
    }
    told.truncate(NAMED);
    context.say(
        "answers_heading",
        &[("answers", &told.join(&context.say("reason_separator", &[])))],
    )
}

/// An answer as the page names it.
fn answer(context: &Context, question: &AnsweredQuestion, option: &AnswerOption) -> String {
    if option.label.is_empty() {
        return context.say("answers_rare", &[]);
    }
    match (option.code, question.kind) {
        (Some(code), _) if code.to_string() == option.label => context.locale.codes(&option.label),
        (Some(_), _) => context.band(&option.label, &option.label),
        (None, AnswerKind::Number) => {
            let unit = question.unit.as_deref();
            in_words(context, &option.label, unit, &option.ranges)
        }
        _ => context.locale.data(&shortened(&option.label, IN_A_ROW)),
    }
}

fn question_view(
    context: &Context,
    answers: &Answers,
    question: &AnsweredQuestion,
) -> QuestionView {
    let names = names(context, answers);
    let is_ordered = !matches!(question.kind, AnswerKind::Category | AnswerKind::Choices);
    let shades: Vec<Option<&'static str>> = (0..question.options.len())
        .map(|at| is_ordered.then(|| shade(question, at)))
        .collect();
    let number = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| context.locale.integer(n));
    let columns = names.iter().zip(&question.columns);
    QuestionView {
        caption: context.say(
            "answers_caption",
            &[("question", &context.locale.data(&question.label))],
        ),
        bars: { columns.clone() }
            .filter_map(|(name, column)| stack(context, name, column, &shades))
            .collect(),
        columns: columns
            .map(|(name, column)| ColumnView {
                name: name.clone(),
                base: number(column.n),
                missing: number(column.missing),
            })
            .collect(),
        rows: {
            question
                .options
                .iter()
                .zip(shades)
                .enumerate()
                .take(shown(question))
        }
        .map(|(at, (option, shade))| AnswerView {
            name: answer(context, question, option),
            shade,
            cells: { question.columns.iter() }
                .filter_map(|column| column.shares.get(at))
                .map(|figure| share(context, figure))
                .collect(),
        })
        .collect(),
        notes: notes(context, question),
        numbers: numbers(context, &names, question),
    }
}

/// How many answers are shown: of a scale all, of texts the most frequent ones.
fn shown(question: &AnsweredQuestion) -> usize {
    match question.kind {
        AnswerKind::Category | AnswerKind::Choices => SHOWN,
        AnswerKind::Nps | AnswerKind::Scale | AnswerKind::Number => question.options.len(),
    }
}

/// "All respondents" and the groups.
fn names(context: &Context, answers: &Answers) -> Vec<String> {
    let all = capitalised(&context.say("all_respondents", &[]));
    let groups = answers
        .groups
        .iter()
        .map(|group| context.group_label(group));
    std::iter::once(all).chain(groups).collect()
}

/// The shade of an answer by its place between the bad end and the good one.
fn shade(question: &AnsweredQuestion, at: usize) -> &'static str {
    let code = question.options.get(at).and_then(|option| option.code);
    let last = question.options.len().saturating_sub(1).max(1);
    let Some(more_is_good) = question.more_is_good else {
        return DEPTHS[(at * (DEPTHS.len() - 1) / last).min(DEPTHS.len() - 1)];
    };
    if let (AnswerKind::Nps, Some(code)) = (question.kind, code) {
        let part = usize::from(code > DETRACTORS) + usize::from(code > PASSIVES);
        return SHADES[2 * part];
    }
    let at = if more_is_good {
        at
    } else {
        last - at.min(last)
    };
    // Half way is rounded towards the middle, so that a scale of four has a bad and a good half.
    let place = at as f64 / last as f64 * 4.0;
    let nearest = if place < 2.0 {
        place.floor()
    } else {
        place.ceil()
    };
    SHADES[(nearest as usize).min(4)]
}

/// A bar, where all of it may be shown.
fn stack(
    context: &Context,
    name: &str,
    column: &AnswerColumn,
    shades: &[Option<&'static str>],
) -> Option<StackView> {
    let parts = column.shares.iter().zip(shades).map(|(figure, shade)| {
        let width = figure.estimate? * 100.0;
        Some(StackPart {
            shade: (*shade)?,
            width: Percent(width),
            label: (width >= ROOM).then(|| context.locale.percent(width / 100.0, 0)),
        })
    });
    Some(StackView {
        name: name.to_owned(),
        parts: parts.collect::<Option<Vec<_>>>()?,
    })
}

fn share(context: &Context, figure: &Figure) -> ShareView {
    let style = Style::SHARE;
    let mut detail: Vec<String> = context.interval(&style, figure).into_iter().collect();
    detail.extend(context.absence(figure));
    ShareView {
        value: context.value(&style, figure),
        width: figure.estimate.map(|share| Percent(share * 100.0)),
        detail: detail.join(&context.say("reason_separator", &[])),
    }
}

fn notes(context: &Context, question: &AnsweredQuestion) -> Vec<String> {
    let mut notes = Vec::new();
    match question.kind {
        AnswerKind::Choices => notes.push(context.say("answers_several", &[])),
        AnswerKind::Number => {
            let total = |column: &AnswerColumn| {
                let shares = column.shares.iter().map(|figure| figure.estimate);
                shares.sum::<Option<f64>>()
            };
            let told = question.columns.first().and_then(total);
            if told.is_some_and(|told| told < 1.0 - 1e-9) {
                notes.push(context.say("answers_outside", &[]));
            }
        }
        _ => {}
    }
    let more = question.options.len().saturating_sub(shown(question)) as u64;
    if more > 0 {
        notes.push(context.locale.say_count("answers_more", more, &[]));
    }
    if question.hidden > 0 {
        notes.push(
            context
                .locale
                .say_count("answers_hidden", question.hidden, &[]),
        );
    }
    let hidden = |column: &AnswerColumn| column.n.is_none();
    if question.columns.iter().any(hidden) {
        notes.push(context.say("note_hidden", &[]));
    }
    let small = |figure: &Figure| figure.small_base && figure.estimate.is_some();
    if question
        .columns
        .iter()
        .any(|column| column.shares.iter().any(small))
    {
        notes.push(context.say("answers_small", &[]));
    }
    notes
}

/// Every share with its interval, then base and missing answers.
fn numbers(context: &Context, names: &[String], question: &AnsweredQuestion) -> Numbers {
    let head = context.say("col_answer", &[]);
    let level = context.level();
    let group = |name: &String| context.say("col_group", &[("group", name), ("level", &level)]);
    let cells = |at: usize| {
        let shares = question
            .columns
            .iter()
            .filter_map(|column| column.shares.get(at));
        shares
            .map(|figure| with_interval(context, &Style::SHARE, figure))
            .collect()
    };
    Numbers {
        columns: std::iter::once(head)
            .chain(names.iter().map(group))
            .collect(),
        rows: { question.options.iter().enumerate().take(shown(question)) }
            .map(|(at, option)| NumbersRow {
                head: answer(context, question, option),
                cells: cells(at),
            })
            .collect(),
    }
}
