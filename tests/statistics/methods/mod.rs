//! What a case may name, and how it is computed.

mod adjustment;
mod drivers;
mod many_groups;
mod one_group;
mod over_time;
mod rules;
mod special;
mod two_groups;
mod units;

use serde_json::Value;

/// Computes the result of a case from its input.
pub type Compute = fn(&Value) -> Value;

/// Name and computation of every method.
pub fn all() -> impl Iterator<Item = &'static (&'static str, Compute)> {
    [
        one_group::METHODS,
        two_groups::METHODS,
        many_groups::METHODS,
        over_time::METHODS,
        adjustment::METHODS,
        drivers::METHODS,
        units::METHODS,
        rules::METHODS,
        special::METHODS,
    ]
    .into_iter()
    .flatten()
}
