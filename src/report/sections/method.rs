//! How far the numbers can be trusted: the methods that this page used, and its sources.

use serde::Serialize;

use super::quality::{self, QualityView};
use super::sources;
use crate::figures::model::Unit;
use crate::report::context::Context;
use crate::report::locale::capitalised;
use crate::report::style::Style;
use crate::report::walk;
use crate::statistics::adjustment::trimming::HEAVY;

/// On fewer effective answers a t interval of a skewed number can be too short.
const FEW: f64 = 100.0;

/// The appendix on method and data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// How the figures were made, a sentence or two each.
    pub methods: Vec<String>,
    /// Where published figures come from.
    pub sources: Vec<String>,
    /// What was read and what was left out.
    pub quality: QualityView,
}

/// The view of the appendix.
pub fn view(context: &Context) -> MethodView {
    let mut methods = vec![period(context), weights(context)];
    methods.extend(raking(context));
    methods.extend(customers(context));
    methods.extend(response(context));
    methods.extend(intervals(context));
    methods.extend(comparisons(context));
    methods.extend(noise(context));
    methods.extend(skewed(context));
    methods.push(context.say("method_small_bases", &[]));
    if context.figures.comparisons_made > 0 {
        methods.push(context.say("method_association", &[]));
    }
    MethodView {
        id: "method".to_owned(),
        name: context.say("nav_method", &[]),
        methods,
        sources: context
            .figures
            .benchmarks
            .iter()
            .enumerate()
            .map(|(index, benchmark)| sources::source(context, index + 1, benchmark))
            .collect(),
        quality: quality::view(context),
    }
}

fn period(context: &Context) -> String {
    let n = context.figures.base.n;
    match &context.figures.about.period {
        Some((first, last)) => context.locale.say_count(
            "method_base_period",
            n,
            &[
                ("first", &context.locale.date(first)),
                ("last", &context.locale.date(last)),
            ],
        ),
        None => context.locale.say_count("method_base", n, &[]),
    }
}

fn weights(context: &Context) -> String {
    let base = &context.figures.base;
    if !base.weighted {
        return context.say("method_unweighted", &[]);
    }
    let key = if base.design_effect > HEAVY {
        "method_weighted_heavy"
    } else {
        "method_weighted"
    };
    context.say(
        key,
        &[
            ("effect", &context.locale.number(base.design_effect, 2)),
            ("n", &context.locale.number(base.effective_n, 0)),
        ],
    )
}

/// What the weights were raked to, and what holding them within bounds did.
fn raking(context: &Context) -> Vec<String> {
    let Some(raking) = &context.figures.base.raking else {
        return Vec::new();
    };
    let fields: Vec<String> = raking
        .fields
        .iter()
        .map(|field| context.locale.data(&field.label))
        .collect();
    let mut sentences = vec![context.say(
        "method_raked",
        &[
            ("fields", &context.locale.list(&fields)),
            ("targets", &context.locale.data(&raking.targets)),
            (
                "before",
                &context.locale.number(raking.design_effect_before, 2),
            ),
            ("after", &context.locale.number(raking.design_effect, 2)),
        ],
    )];
    let held = raking.at_lower_bound + raking.at_upper_bound;
    if held > 0 {
        sentences.push(context.locale.say_count(
            "method_raked_held",
            held,
            &[
                ("low", &context.locale.number(raking.lower_bound, 1)),
                ("high", &context.locale.number(raking.upper_bound, 0)),
                ("lower", &context.locale.integer(raking.at_lower_bound)),
                ("upper", &context.locale.integer(raking.at_upper_bound)),
                (
                    "free",
                    &context.locale.number(raking.design_effect_untrimmed, 2),
                ),
                ("after", &context.locale.number(raking.design_effect, 2)),
            ],
        ));
    }
    for field in raking.fields.iter().filter(|field| field.unanswered > 0) {
        let label = context.locale.data(&field.label);
        sentences.push(context.locale.say_count(
            "method_raked_unanswered",
            field.unanswered,
            &[("field", &label)],
        ));
    }
    sentences
}

fn customers(context: &Context) -> Option<String> {
    let customers = context.figures.base.customers?;
    Some(context.locale.say_count("method_customers", customers, &[]))
}

fn response(context: &Context) -> Option<String> {
    let rate = context.figures.base.response_rate.as_ref()?;
    let silent = context.locale.percent(1.0 - rate.estimate?, 1);
    let answered = context.value(&Style::SHARE, rate);
    Some(context.say(
        "method_response",
        &[("rate", &answered), ("silent", &silent)],
    ))
}

/// Which differences are not worth acting on, as the query says.
fn noise(context: &Context) -> Option<String> {
    let metrics = walk::metrics(context.figures);
    let said: Vec<String> = metrics
        .iter()
        .filter_map(|metric| {
            let amount = context
                .styles
                .get(metric)
                .amount(&context.locale, metric.noise?);
            let places = [("metric", context.label(metric)), ("amount", amount)];
            let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
            Some(context.say("metric_and_amount", &places))
        })
        .collect();
    let list = context.locale.list(&said);
    (!said.is_empty()).then(|| context.say("method_noise", &[("list", &list)]))
}

/// A caution where a mean of numbers without a scale, which may be skewed, stands on a base so
/// small that its t interval can be too short.
fn skewed(context: &Context) -> Option<String> {
    let metrics = walk::metrics(context.figures);
    let is_open = |name: &str| {
        metrics.iter().any(|metric| {
            let function = metric.formula.split('(').next().unwrap_or_default();
            metric.name == name && metric.bounds.is_none() && function.trim() == "mean"
        })
    };
    let mut figures = walk::figures(context.figures).into_iter();
    let found = figures.any(|figure| {
        let is_small = figure.effective_n.is_some_and(|n| n < FEW);
        figure.estimate.is_some() && is_small && is_open(&figure.metric)
    });
    let few = context.locale.number(FEW, 0);
    found.then(|| context.say("method_skewed", &[("n", &few)]))
}

/// Each method once, with the kinds of figures it was used for.
fn intervals(context: &Context) -> Vec<String> {
    let mut methods: Vec<(&str, Vec<&'static str>)> = Vec::new();
    let metrics = walk::metrics(context.figures);
    for figure in walk::figures(context.figures) {
        if figure.estimate.is_none() || figure.method.is_empty() {
            continue;
        }
        let on_scale = metrics
            .iter()
            .any(|metric| metric.name == figure.metric && metric.bounds.is_some());
        let kind = match figure.unit {
            Unit::Share if figure.by.as_deref() == Some("importance") => "kind_importance",
            Unit::Share => "kind_shares",
            Unit::Points => "kind_nps",
            Unit::Number(_) if on_scale => "kind_ratings",
            Unit::Number(_) => "kind_numbers",
            Unit::Count => "kind_counts",
            Unit::Ratio => "kind_ratios",
        };
        match methods
            .iter_mut()
            .find(|(method, _)| *method == figure.method)
        {
            Some((_, kinds)) if kinds.contains(&kind) => {}
            Some((_, kinds)) => kinds.push(kind),
            None => methods.push((&figure.method, vec![kind])),
        }
    }
    methods
        .into_iter()
        .map(|(method, kinds)| {
            let kinds: Vec<String> = kinds.iter().map(|kind| context.say(kind, &[])).collect();
            context.say(
                "method_of_kind",
                &[
                    ("kinds", &capitalised(&context.locale.list(&kinds))),
                    ("method", &context.locale.method(method)),
                ],
            )
        })
        .collect()
}

/// How groups were compared, and how many comparisons there were.
fn comparisons(context: &Context) -> Vec<String> {
    let mut names: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    let mut corrected = false;
    let within = walk::adjusted(context.figures);
    let within = within.filter_map(|(.., adjusted)| adjusted.contrast.as_ref());
    for contrast in walk::contrasts(context.figures).into_iter().chain(within) {
        corrected |= contrast.p_adjusted.is_some();
        let found = [
            contrast.difference.map(|_| contrast.method.as_str()),
            contrast.test.as_deref(),
        ];
        for (names, name) in names.iter_mut().zip(found) {
            let name = name.filter(|name| !name.is_empty());
            let name = name.map(|name| context.locale.method(name));
            names.extend(name.filter(|name| !names.contains(name)));
        }
    }
    let courses = walk::series(context.figures).filter_map(|series| series.course.as_ref());
    for course in courses {
        let name = context.locale.method(&course.test).to_owned();
        if !names[1].contains(&name) {
            names[1].push(name);
        }
    }
    let mut sentences = Vec::new();
    for (key, names) in ["method_differences", "method_tests"]
        .into_iter()
        .zip(names)
    {
        if !names.is_empty() {
            let methods = names.join(&context.say("reason_separator", &[]));
            sentences.push(context.say(key, &[("methods", &methods)]));
        }
    }
    let made = context.figures.comparisons_made as u64;
    if made > 0 {
        let alpha = context.locale.number(1.0 - context.figures.about.level, 2);
        sentences.push(context.locale.say_count("method_comparisons", made, &[]));
        let key = if corrected {
            "method_clear_corrected"
        } else {
            "method_clear"
        };
        sentences.push(context.say(key, &[("alpha", &alpha)]));
    }
    sentences
}
