//! The line about the base: who answered, of how many, to which question.

use crate::figures::model::{Nonresponse, Standing};
use crate::report::context::Context;
use crate::report::style::Style;

/// "4,212 responses, 21.2% of the 19,870 invited. Groups come from one question: “…”."
pub fn base(context: &Context) -> String {
    let base = &context.figures.base;
    let mut sentences = vec![match (base.invited, &base.response_rate) {
        (Some(invited), Some(rate))
            if rate.estimate.is_some() && base.answered.is_none_or(|n| n == base.n) =>
        {
            context.locale.say_count(
                "base_of_invited",
                base.n,
                &[
                    ("rate", &context.value(&Style::SHARE, rate)),
                    ("invited", &context.locale.integer(invited)),
                ],
            )
        }
        _ => context.locale.say_count("base", base.n, &[]),
    }];
    if let (Some(invited), Some(answered), Some(rate)) =
        (base.invited, base.answered, &base.response_rate)
        && rate.estimate.is_some()
        && answered != base.n
    {
        let places = [
            ("answered", context.locale.integer(answered)),
            ("invited", context.locale.integer(invited)),
            ("rate", context.value(&Style::SHARE, rate)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        sentences.push(context.say("base_answered", &places));
    }
    sentences.extend(beside(context));
    // What leans all figures of the page is said where they begin.
    let leaning = base.response_by.iter();
    let leaning = leaning.filter(|by| by.verdict == Nonresponse::Differs);
    let labels: Vec<String> = leaning.map(|by| context.locale.data(&by.label)).collect();
    if !labels.is_empty() {
        let labels = context.locale.list(&labels);
        sentences.push(context.say("base_leans", &[("labels", &labels)]));
    }
    if let Some(customers) = base.customers {
        sentences.push(context.locale.say_count("base_customers", customers, &[]));
    }
    if base.weighted {
        let effective = context.locale.number(base.effective_n, 0);
        sentences.push(context.say("base_weighted", &[("n", &effective)]));
    }
    let split = context.figures.split.as_ref();
    if let Some(split) = split.filter(|split| !split.question.trim().is_empty()) {
        let question = context.locale.data(&split.question);
        sentences.push(context.say("base_question", &[("question", &question)]));
    }
    sentences.join(" ")
}

/// "The response rate is below the benchmark of 24%. Benchmark: response rate of e-mail surveys (source 1)."
fn beside(context: &Context) -> Option<String> {
    let against = context.figures.base.response_benchmark.as_ref()?;
    let (number, benchmark) = context.benchmark(&against.benchmark)?;
    let key = match against.standing {
        Standing::Above => "base_rate_above",
        Standing::Below => "base_rate_below",
        Standing::Level => "base_rate_level",
        Standing::Unknown => return None,
    };
    let places = [
        ("benchmark", context.benchmark_value(benchmark)),
        ("label", context.locale.data(&benchmark.label)),
        ("number", context.source_mark(number)),
    ];
    Some(context.say(
        key,
        &places.each_ref().map(|(key, value)| (*key, value.as_str())),
    ))
}
