//! The bar above the fold: how all respondents divide by one question.

use serde::Serialize;

use crate::figures::model::{Split, Tone};
use crate::report::axis::Percent;
use crate::report::context::Context;
use crate::report::style::Style;

/// Width of the bar on a desktop, in pixels, and of what stands in a part: used to choose
/// between a long name, a short one and none.
const BAR: f64 = 824.0;
const PADDING: f64 = 24.0;
const NUMBER: f64 = 58.0;
const LETTER: f64 = 6.2;

/// The bar of shares above the fold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareBar {
    /// The parts, best first.
    pub parts: Vec<SharePart>,
    /// Whether a name does not fit into the bar, so that a legend has to say it.
    pub needs_legend: bool,
}

/// One part of the bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharePart {
    /// "68.1%".
    pub share: String,
    /// "Satisfied (4–5)".
    pub name: String,
    /// "95% CI 66.7 to 69.5%; n = 4,212".
    pub detail: String,
    /// Width in percent of the bar.
    pub width: Percent,
    /// Style of the part: "good", "neutral", "bad".
    pub tone: &'static str,
    /// As much of its name as fits.
    pub short_name: Option<String>,
    /// Whether its number fits.
    pub shows_share: bool,
}

/// The bar of shares; `None` where no part has a share.
pub fn bar(context: &Context, split: &Split) -> Option<ShareBar> {
    let parts: Vec<SharePart> = split
        .parts
        .iter()
        .filter_map(|part| {
            let share = part.share.estimate?;
            let bare_name = context.band(&part.name, "");
            let name = if part.codes.is_empty() {
                bare_name.clone()
            } else {
                let codes = context.locale.codes(&part.codes);
                context.say("with_codes", &[("name", &bare_name), ("codes", &codes)])
            };
            let room = PADDING + BAR * share;
            let fits =
                |name: &String| PADDING + NUMBER + name.chars().count() as f64 * LETTER <= room;
            let short_name = [&name, &bare_name]
                .into_iter()
                .find(|name| fits(name))
                .cloned();
            let mut detail: Vec<String> = context
                .interval(&Style::SHARE, &part.share)
                .into_iter()
                .collect();
            let base = context.base(&part.share);
            detail.extend(base.map(|n| context.say("n_equals", &[("n", &n)])));
            Some(SharePart {
                share: context.value(&Style::SHARE, &part.share),
                short_name,
                shows_share: NUMBER <= room,
                name,
                detail: detail.join(&context.say("reason_separator", &[])),
                width: Percent(share * 100.0),
                tone: tone_name(part.tone),
            })
        })
        .filter(|part| part.width.0 > 0.0)
        .collect();
    (!parts.is_empty()).then(|| ShareBar {
        needs_legend: parts.iter().any(|part| part.short_name.is_none()),
        parts,
    })
}

/// Name of a tone in templates.
fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Neutral => "neutral",
        Tone::Bad => "bad",
    }
}
