//! Where a scale's good end and its bad end are.

use crate::language::query::{Good, ScaleKind};
use crate::profile::meaning::{Meaning, ScaleGuess};
use crate::profile::{ColumnProfile, shape_number};
use crate::text::fold;

/// The codes that are good, neither, and bad.
pub(super) fn bands(scale: &ScaleGuess) -> [Option<(i16, i16)>; 3] {
    let (low, high) = scale.sides;
    let range = |from: i16, to: i16| (from <= to).then_some((from, to));
    let (bottom, top) = (range(scale.low, low), range(high, scale.high));
    let middle = range(low + 1, high - 1);
    if scale.good == Good::Low {
        [bottom, middle, top]
    } else {
        [top, middle, bottom]
    }
}

pub(super) fn range((from, to): (i16, i16)) -> String {
    if from == to {
        from.to_string()
    } else {
        range_dots(from, to)
    }
}

pub(super) fn range_dots(from: i16, to: i16) -> String {
    format!("{from}..{to}")
}

/// Whether somebody is at either end.
pub(super) fn has_both(column: &ColumnProfile) -> bool {
    let Meaning::Scale(scale) = &column.guess.meaning else {
        return true;
    };
    let Some(all) = &column.all else { return true };
    let code = |value: &str| {
        let labelled = scale
            .labels
            .iter()
            .find(|(_, label)| fold(label) == fold(value));
        labelled
            .map(|(code, _)| i64::from(*code))
            .or_else(|| shape_number(value).map(|number| number as i64))
    };
    let (low, high) = match scale.kind {
        ScaleKind::Nps => (6, 9),
        // Words; there are two of them or more.
        ScaleKind::Smiley => return true,
        ScaleKind::YesNo => return all.len() > 1,
        _ => (i64::from(scale.sides.0), i64::from(scale.sides.1)),
    };
    let mut ends = (false, false);
    for (value, _) in all {
        if let Some(code) = code(value) {
            ends.0 |= code >= i64::from(scale.low) && code <= low;
            ends.1 |= code >= high && code <= i64::from(scale.high);
        }
    }
    ends.0 && ends.1
}
