//! The report of a first query: its sections.

use std::fmt::Write as _;

use crate::language::query::ScaleKind;
use crate::profile::meaning::Meaning;
use crate::profile::topic;

use super::names::text;
use super::write::{Field, Metric, Writer};

/// The most metrics of a comparison.
const MOST_COMPARED: usize = 16;
/// Of a table, of a summary, of a trend.
const MOST_IN_TABLE: usize = 6;
const MOST_IN_SUMMARY: usize = 4;
const MOST_IN_TREND: usize = 3;
/// Fewer answers explain nothing.
const FEWEST_FOR_DRIVERS: u64 = 200;

impl Writer<'_> {
    pub(super) fn report(
        &self,
        segments: &Option<[String; 2]>,
        metrics: &[Metric],
        groups: &[String],
    ) -> String {
        let speech = &self.speech;
        let list = |metrics: &[Metric]| {
            metrics
                .iter()
                .map(|metric| metric.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let first = |most: usize| &metrics[..metrics.len().min(most)];
        let days = self
            .chosen
            .date
            .and_then(|at| match &self.column(at).guess.meaning {
                Meaning::Date(date) => Some(date.days.1 - date.days.0),
                _ => None,
            });
        let versus = match days {
            Some(days) if days >= 190 => " versus previous quarter",
            Some(days) if days >= 62 => " versus previous month",
            Some(days) if days >= 15 => " versus previous week",
            _ => "",
        };
        let mut lines = format!("\nreport {} in {} {{\n", text(speech.title), speech.locale);
        let _ = writeln!(lines, "  summary {}{versus}", list(first(MOST_IN_SUMMARY)));
        let others = &metrics[1.min(metrics.len())..];
        if let Some([left, right]) = segments
            && !others.is_empty()
        {
            let _ = writeln!(
                lines,
                "  compare {left} with {right} on {}",
                list(&others[..others.len().min(MOST_COMPARED)])
            );
        }
        lines.extend(self.drivers.clone());
        let by = match days {
            Some(days) if days >= 1100 => Some("quarter"),
            Some(days) if days >= 45 => Some("month"),
            Some(days) if days >= 14 => Some("week"),
            Some(days) if days >= 3 => Some("day"),
            _ => None,
        };
        if let Some(by) = by {
            let _ = writeln!(lines, "  trend {} by {by}", list(first(MOST_IN_TREND)));
        }
        if !groups.is_empty() {
            // Without a comparison the table is the page.
            let most = if segments.is_some() {
                MOST_IN_TABLE
            } else {
                MOST_COMPARED
            };
            let _ = writeln!(
                lines,
                "  table {} by {}",
                list(first(most)),
                groups.join(", ")
            );
        }
        lines.push_str("}\n");
        lines
    }

    /// The ratings that may explain the outcome, if they are enough of them and answered by enough.
    pub(super) fn drivers(
        &self,
        fields: &[Field],
        segments: &Option<[String; 2]>,
    ) -> Option<String> {
        let [satisfied, _] = segments.as_ref()?;
        let (outcome, others) = fields.split_first()?;
        let explains = |field: &&Field| {
            let column = self.column(field.at);
            let rated = matches!(&column.guess.meaning, Meaning::Scale(scale)
                if matches!(scale.kind, ScaleKind::Rating | ScaleKind::Effort) && scale.high - scale.low >= 2);
            rated
                && column.answered >= FEWEST_FOR_DRIVERS
                && !column.words.speak_of(topic::RECOMMEND)
        };
        let names: Vec<&str> = others
            .iter()
            .filter(explains)
            .map(|field| field.name.as_str())
            .take(MOST_COMPARED)
            .collect();
        if names.len() < 3 {
            return None;
        }
        let of = match &self.column(outcome.at).guess.meaning {
            Meaning::Scale(scale)
                if matches!(scale.kind, ScaleKind::Rating | ScaleKind::Effort) =>
            {
                &outcome.name
            }
            _ => satisfied,
        };
        Some(format!("  drivers of {of} from {}\n", names.join(", ")))
    }
}
