//! Who answered of those who were asked, by groups, and whether the others are like them.

use serde::Serialize;

use super::{Numbers, NumbersRow};
use crate::figures::model::{Absent, Figure, Nonresponse, ResponseBy, ResponseGroup};
use crate::report::context::Context;
use crate::report::style::Style;

/// One division of those who were asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseView {
    /// "Who answered, by region".
    pub heading: String,
    /// Whether those who answered are like the others.
    pub finding: String,
    /// Whether the finding is a warning.
    pub warns: bool,
    /// The groups.
    pub numbers: Numbers,
    /// Why some are not shown.
    pub hidden: Option<String>,
}

/// The views of all divisions.
pub fn views(context: &Context) -> Vec<ResponseView> {
    let divisions = context.figures.base.response_by.iter();
    divisions.map(|by| view(context, by)).collect()
}

fn view(context: &Context, by: &ResponseBy) -> ResponseView {
    let label = context.locale.data(&by.label);
    let percent = |share: Option<f64>| match share {
        Some(share) => context.locale.percent(share, 1),
        None => "–".to_owned(),
    };
    let count = |n: Option<u64>| n.map_or("–".to_owned(), |n| context.locale.integer(n));
    let columns = [
        "col_invited",
        "col_answered",
        "col_response_rate",
        "col_of_invited",
        "col_of_answered",
    ];
    let level = context.level();
    let is_hidden = |group: &ResponseGroup| group.rate.absent == Some(Absent::SmallBase);
    let hidden = by.groups.iter().any(is_hidden);
    let heads = columns.map(|key| context.say(key, &[("level", &level)]));
    ResponseView {
        heading: context.say("response_heading", &[("label", &label)]),
        finding: finding(context, by, &label),
        warns: by.verdict == Nonresponse::Differs,
        numbers: Numbers {
            columns: std::iter::once(label.clone()).chain(heads).collect(),
            rows: { by.groups.iter() }
                .map(|group| NumbersRow {
                    head: context.locale.data(&group.value),
                    cells: vec![
                        count(group.rate.n),
                        count(group.answered),
                        rate(context, &group.rate),
                        percent(group.share_of_invited),
                        percent(group.share_of_answered),
                    ],
                })
                .collect(),
        },
        hidden: hidden.then(|| context.say("response_hidden", &[])),
    }
}

fn rate(context: &Context, rate: &Figure) -> String {
    let value = context.value(&Style::SHARE, rate);
    match context.interval(&Style::SHARE, rate) {
        Some(interval) => format!("{value} ({interval})"),
        None => value,
    }
}

fn finding(context: &Context, by: &ResponseBy, label: &str) -> String {
    let key = match by.verdict {
        Nonresponse::Differs => "response_differs",
        Nonresponse::DiffersLittle => "response_differs_little",
        Nonresponse::NoClearDifference => "response_alike",
        Nonresponse::NotTested => "response_not_tested",
    };
    let groups = by.groups.iter().filter_map(|group| {
        let shares = group.share_of_invited.zip(group.share_of_answered)?;
        Some((group, shares))
    });
    let furthest = groups.max_by(|(_, one), (_, other)| {
        let apart = |(invited, answered): &(f64, f64)| (invited - answered).abs();
        apart(one).total_cmp(&apart(other))
    });
    let (value, of_invited, of_answered) = match furthest {
        Some((group, (invited, answered))) => (
            context.locale.data(&group.value),
            context.locale.percent(invited, 1),
            context.locale.percent(answered, 1),
        ),
        None => Default::default(),
    };
    let test = { by.test.as_deref() }.map_or(String::new(), |test| context.locale.method(test));
    let p = by.p_adjusted.map_or(String::new(), |p| context.p_value(p));
    let v = by
        .cramers_v
        .map_or("–".to_owned(), |v| context.locale.number(v, 2));
    context.say(
        key,
        &[
            ("label", label),
            ("value", &value),
            ("of_invited", &of_invited),
            ("of_answered", &of_answered),
            ("test", &test),
            ("p", &p),
            ("v", &v),
        ],
    )
}
