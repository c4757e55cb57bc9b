//! Figures from elsewhere: who published them, and where the page's own stand beside them.

use crate::figures::model::{Benchmark, Standing};
use crate::report::context::Context;

/// The word for a standing, and whether that is good.
pub fn standing(standing: Standing, more_is_good: Option<bool>) -> (&'static str, &'static str) {
    match standing {
        Standing::Above => ("standing_above", tone_of(true, more_is_good)),
        Standing::Below => ("standing_below", tone_of(false, more_is_good)),
        Standing::Level => ("standing_level", "plain"),
        Standing::Unknown => ("standing_unknown", "plain"),
    }
}

/// Whether a direction is good: "good", "bad", or "plain" where that is not known.
pub fn tone_of(is_up: bool, more_is_good: Option<bool>) -> &'static str {
    match more_is_good {
        Some(good) if good == is_up => "good",
        Some(_) => "bad",
        None => "plain",
    }
}

/// "Source 1: Satisfaction index, Institute, 2026".
pub fn source(context: &Context, number: usize, benchmark: &Benchmark) -> String {
    let mut parts = vec![context.locale.data(&benchmark.label)];
    if !benchmark.source.is_empty() {
        parts.push(context.locale.data(&benchmark.source));
    }
    parts.extend(benchmark.year.map(|year| {
        context.say(
            "source_year",
            &[("year", &context.locale.plain_number(year.into()))],
        )
    }));
    parts.extend(
        benchmark
            .n
            .map(|n| context.say("n_equals", &[("n", &context.locale.integer(n))])),
    );
    let text = parts.join(&context.say("list_comma", &[]));
    context.say(
        "source_line",
        &[("number", &context.source_mark(number)), ("text", &text)],
    )
}
