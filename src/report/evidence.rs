//! How strong the evidence for a statement is, and why.

use serde::Serialize;

use super::context::Context;
use crate::figures::model::{Contrast, Figure};

/// Strength of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "u8")]
pub enum Strength {
    /// A small base.
    Limited,
    /// A clear difference.
    Moderate,
    /// p < 0.001 on a sound base.
    Strong,
}

impl From<Strength> for u8 {
    fn from(strength: Strength) -> Self {
        match strength {
            Strength::Limited => 1,
            Strength::Moderate => 2,
            Strength::Strong => 3,
        }
    }
}

/// Strength of evidence with its reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// How strong, as a number of dots from 1 to 3.
    pub strength: Strength,
    /// "Strong evidence".
    pub name: String,
    /// "n = 2,868 and 775; p < 0.001 after Holm".
    pub reason: String,
}

const STRONG_BELOW: f64 = 0.001;

/// How strong a p value is on such bases.
pub fn strength(p: Option<f64>, figures: &[&Figure]) -> Strength {
    if figures.iter().any(|figure| figure.small_base) {
        Strength::Limited
    } else if p.is_some_and(|p| p < STRONG_BELOW) {
        Strength::Strong
    } else {
        Strength::Moderate
    }
}

/// Evidence with a reason.
pub fn named(context: &Context, strength: Strength, reason: String) -> Evidence {
    let key = match strength {
        Strength::Limited => "evidence_limited",
        Strength::Moderate => "evidence_moderate",
        Strength::Strong => "evidence_strong",
    };
    Evidence {
        strength,
        name: context.say(key, &[]),
        reason,
    }
}

/// The evidence of a contrast between two figures.
pub fn of_contrast(
    context: &Context,
    contrast: &Contrast,
    left: &Figure,
    right: &Figure,
) -> Evidence {
    let p = contrast.p_adjusted.or(contrast.p);
    let mut reasons = Vec::new();
    if let (Some(left), Some(right)) = (left.n, right.n) {
        let (a, b) = (context.locale.integer(left), context.locale.integer(right));
        reasons.push(context.say("reason_bases", &[("a", &a), ("b", &b)]));
    }
    if left.small_base || right.small_base {
        reasons.push(context.say("reason_small_base", &[]));
    }
    if let Some(p) = p {
        let written = context.p_value(p);
        reasons.push(match contrast.p_adjusted {
            Some(_) => context.say("reason_after_holm", &[("p", &written)]),
            None => written,
        });
    }
    named(
        context,
        strength(p, &[left, right]),
        joined(context, &reasons),
    )
}

/// Reasons in one line.
pub fn joined(context: &Context, reasons: &[String]) -> String {
    reasons.join(&context.say("reason_separator", &[]))
}
