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
/// Fewer touchpoints are no journey, fewer answers no touchpoint.
const FEWEST_TOUCHPOINTS: usize = 3;
/// As above.
const FEWEST_FOR_JOURNEY: u64 = 30;
/// More runs of columns are no stages.
const MOST_STAGES: usize = 6;
/// Fewer answers explain nothing.
const FEWEST_FOR_DRIVERS: u64 = 200;

impl Writer<'_> {
    /// The report.
    pub(super) fn report(
        &self,
        fields: &[Field],
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
        // What is not the same question in all files is not held against an earlier period.
        let lasting = first(MOST_IN_SUMMARY).iter().all(|metric| metric.lasting);
        let versus = if lasting { versus } else { "" };
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
        lines.extend(self.journey(fields, segments));
        lines.extend(self.reasons_why(segments));
        let by = match days {
            Some(days) if days >= 1100 => Some("quarter"),
            Some(days) if days >= 45 => Some("month"),
            Some(days) if days >= 14 => Some("week"),
            Some(days) if days >= 3 => Some("day"),
            _ => None,
        };
        let followed: Vec<&str> = metrics
            .iter()
            .filter(|metric| metric.lasting)
            .map(|metric| metric.name.as_str())
            .take(MOST_IN_TREND)
            .collect();
        if let Some(by) = by.filter(|_| !followed.is_empty()) {
            let _ = writeln!(lines, "  trend {} by {by}", followed.join(", "));
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
        lines.extend(self.ranking(metrics));
        lines.push_str("}\n");
        lines
    }

    /// The ratings in the order of the file, those that stand side by side in one stage.
    fn journey(&self, fields: &[Field], segments: &Option<[String; 2]>) -> Option<String> {
        segments.as_ref()?;
        let (outcome, others) = fields.split_first()?;
        let mut rated: Vec<&Field> = others
            .iter()
            .filter(|field| self.is_rated(field, FEWEST_FOR_JOURNEY))
            .collect();
        rated.sort_by_key(|field| field.at);
        if rated.len() < FEWEST_TOUCHPOINTS {
            return None;
        }
        let mut stages: Vec<Vec<&str>> = Vec::new();
        let mut before = None;
        for field in &rated {
            let beside = before.is_some_and(|before| before + 1 == field.at);
            match stages.last_mut().filter(|_| beside) {
                Some(stage) => stage.push(&field.name),
                None => stages.push(vec![&field.name]),
            }
            before = Some(field.at);
        }
        let several = stages.len() <= MOST_STAGES && stages.iter().all(|stage| stage.len() > 1);
        if !several {
            stages = vec![rated.iter().map(|field| field.name.as_str()).collect()];
        }
        let mut lines = format!(
            "  # In the order of the file: sort the touchpoints into the stages that customers go through.\n  journey {} {{\n",
            outcome.name
        );
        for (number, stage) in (1..).zip(&stages) {
            let title = match stages.len() {
                1 => self.speech.stage.to_owned(),
                _ => format!("{} {number}", self.speech.stage),
            };
            let _ = writeln!(
                lines,
                "    stage {} {{ {} }}",
                text(&title),
                stage.join(", ")
            );
        }
        lines.push_str("  }\n");
        Some(lines)
    }

    /// What the dissatisfied give as reasons.
    fn reasons_why(&self, segments: &Option<[String; 2]>) -> Option<String> {
        if self.reasons.is_empty() {
            return None;
        }
        let of = segments
            .as_ref()
            .map(|[_, dissatisfied]| format!("of {dissatisfied} "));
        let of = of.unwrap_or_default();
        Some(format!("  reasons {of}from {}\n", self.reasons.join(", ")))
    }

    /// Agents or branches by the first figure that ranks.
    fn ranking(&self, metrics: &[Metric]) -> Option<String> {
        let units = self.units.as_ref()?;
        self.chosen.outcome?;
        let ranks = |metric: &&Metric| {
            let formula = metric.line.split(" = ").nth(1).unwrap_or_default();
            ["share(", "mean(", "nps("]
                .iter()
                .any(|kind| formula.starts_with(kind))
        };
        let metric = metrics.iter().find(ranks)?;
        Some(format!("  ranking of {units} by {}\n", metric.name))
    }

    /// Whether a field is a rating of something by so many, and not a recommendation.
    fn is_rated(&self, field: &Field, fewest: u64) -> bool {
        let column = self.column(field.at);
        let rated = matches!(&column.guess.meaning, Meaning::Scale(scale)
            if matches!(scale.kind, ScaleKind::Rating | ScaleKind::Effort) && scale.high - scale.low >= 2);
        rated && column.answered >= fewest && !column.words.speak_of(topic::RECOMMEND)
    }

    /// The ratings that may explain the outcome, if they are enough of them and answered by enough.
    pub(super) fn drivers(
        &self,
        fields: &[Field],
        segments: &Option<[String; 2]>,
    ) -> Option<String> {
        let [satisfied, _] = segments.as_ref()?;
        let (outcome, others) = fields.split_first()?;
        let explains = |field: &&Field| self.is_rated(field, FEWEST_FOR_DRIVERS);
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
