//! Named parts of numbers: `short 0..5, middle 5..15, long 15..`.

use super::Checker;
use super::meanings::Meanings;
use crate::language::error::FieldError;
use crate::language::query::{NumberBand, NumberRange};
use crate::language::span::Span;
use crate::language::syntax::Value;

/// A range, the place of its band, and its own place in the query.
type Placed = (NumberRange, usize, Span);

impl Checker<'_> {
    /// The bands of a number. A number at which two of them meet belongs to the lower.
    pub(super) fn number_bands(&mut self, meanings: &Meanings<'_>) -> Option<Vec<NumberBand>> {
        let mut ranges: Vec<Placed> = Vec::new();
        for (band, (name, values, _)) in meanings.bands.iter().enumerate() {
            for value in *values {
                let (low, high) = match value {
                    Value::Text(text) => {
                        let band = name.text.clone();
                        return self.fail(FieldError::TextForNumbers { band }, text.span);
                    }
                    Value::Codes { from, to, .. } => {
                        (Some(from.value), Some(to.as_ref().unwrap_or(from).value))
                    }
                    Value::Open { end, upwards, .. } => match upwards {
                        true => (Some(end.value), None),
                        false => (None, Some(end.value)),
                    },
                };
                if low.zip(high).is_some_and(|(low, high)| low > high) {
                    return self.fail(FieldError::RangeUpsideDown, value.span());
                }
                let above_low = false;
                let range = NumberRange {
                    low,
                    above_low,
                    high,
                };
                ranges.push((range, band, value.span()));
            }
        }
        // From the lowest to the highest, single numbers before what begins with them.
        let lowest = |range: &NumberRange| range.low.unwrap_or(f64::NEG_INFINITY);
        let highest = |range: &NumberRange| range.high.unwrap_or(f64::INFINITY);
        let mut order: Vec<usize> = (0..ranges.len()).collect();
        order.sort_by(|one, two| {
            let (one, two) = (&ranges[*one].0, &ranges[*two].0);
            let by_low = lowest(one).total_cmp(&lowest(two));
            by_low.then(highest(one).total_cmp(&highest(two)))
        });
        for pair in order.windows(2) {
            let (below, above) = (ranges[pair[0]], ranges[pair[1]]);
            let (end, start) = (highest(&below.0), lowest(&above.0));
            let nothing_left = end == start && highest(&above.0) == start;
            if end > start || nothing_left {
                // The place that stands later in the query is the one to look at.
                let later = below.2.order().max(above.2.order());
                let (first, second) = match above.2.order() == later {
                    true => (below, above),
                    false => (above, below),
                };
                let name = |band: usize| meanings.bands[band].0.text.clone();
                let kind = FieldError::BandsOverlap {
                    band: name(second.1),
                    other: name(first.1),
                    value: start.to_string(),
                };
                return self.fail(kind, second.2);
            }
            ranges[pair[1]].0.above_low = end == start;
        }
        let bands = meanings.bands.iter().enumerate();
        Some(
            bands
                .map(|(index, (name, _, span))| NumberBand {
                    name: name.text.clone(),
                    ranges: { ranges.iter() }
                        .filter(|(_, band, _)| *band == index)
                        .map(|(range, ..)| *range)
                        .collect(),
                    span: *span,
                })
                .collect(),
        )
    }
}
