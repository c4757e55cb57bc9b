//! Findings from figures that were published elsewhere.

use super::{Candidate, Kind};
use crate::figures::model::{AgainstBenchmark, BenchmarkedQuantity, Kpi, Standing};
use crate::report::context::Context;
use crate::report::evidence;

/// A key figure that stands clearly above or below a published one.
pub fn of_kpi(context: &Context, kpi: &Kpi) -> Option<Candidate> {
    let against: &AgainstBenchmark = kpi.benchmark.as_ref()?;
    if against.with != BenchmarkedQuantity::Figure {
        return None;
    }
    let key = match against.standing {
        Standing::Above => "claim_above_benchmark",
        Standing::Below => "claim_below_benchmark",
        Standing::Level | Standing::Unknown => return None,
    };
    let (number, published) = context.benchmark(&against.benchmark)?;
    let style = context.styles.get(&kpi.metric);
    let claim = context.say(
        key,
        &[
            ("metric", &context.subject(&kpi.metric)),
            ("value", &context.value_in_words(&style, &kpi.figure)),
            ("benchmark", &context.benchmark_value(published)),
        ],
    );
    let mut reasons = Vec::new();
    if let Some(n) = kpi.figure.n {
        reasons.push(context.say("n_equals", &[("n", &context.locale.integer(n))]));
    }
    reasons.extend(against.p.map(|p| context.p_value(p)));
    let strength = evidence::strength(against.p_page.or(against.p), &[&kpi.figure]);
    Some(Candidate {
        kind: Kind::Benchmark,
        claim,
        rest: context.say(
            "rest_source",
            &[
                ("label", &context.locale.data(&published.label)),
                ("number", &context.source_mark(number)),
            ],
        ),
        evidence: evidence::named(context, strength, evidence::joined(context, &reasons)),
    })
}
