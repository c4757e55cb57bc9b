//! The source of a first query: what tells dates, keys, customers, and who does not count.

use crate::language::query::DateOrder;
use crate::profile::meaning::Meaning;

use super::layout::{aligned, one_line, value, values};
use super::names::text;
use super::write::Writer;

impl Writer<'_> {
    pub(super) fn source(&self, paths: &[String]) -> String {
        let mut lines: Vec<(String, String)> = Vec::new();
        if let Some(at) = self.chosen.date {
            let mut line = format!("date {}", self.quoted(at));
            let mut why = self.column(at).why.clone();
            if let Meaning::Date(date) = &self.column(at).guess.meaning
                && date.open
            {
                line.push_str(match date.order {
                    DateOrder::MonthDayYear => " month/day/year",
                    _ => " day/month/year",
                });
                why.push_str(": please look whether it is this one");
            }
            lines.push((line, why));
        }
        if let Some(at) = self.chosen.key {
            let repeated = self.column(at).repeated.unwrap_or(0);
            let (last, why) = if repeated > 0 {
                (
                    " keep last",
                    format!("{repeated} rows repeat one; the last of them counts"),
                )
            } else {
                ("", self.column(at).why.clone())
            };
            lines.push((format!("key {}{last}", self.quoted(at)), why));
        }
        if let Some(at) = self.chosen.customer {
            lines.push((
                format!("customer {}", self.quoted(at)),
                self.column(at).why.clone(),
            ));
        }
        if let Some(at) = self.chosen.weight {
            lines.push((
                format!("weight {}", self.quoted(at)),
                self.column(at).why.clone(),
            ));
        }
        if !self.missing.is_empty() {
            lines.push((
                format!("missing {}", values(&self.missing)),
                "they seem to mean that there is no answer".into(),
            ));
        }
        if let Some(at) = self.chosen.finished {
            let name = self.quoted(at);
            let column = self.column(at);
            let (condition, why) = match &column.guess.meaning {
                // Where nobody knows whether it was finished, it does not count either.
                Meaning::Finished(done) if column.missing > 0 => (
                    format!("{name} != {} or {name} is missing", value(done)),
                    "only what was filled in to the end",
                ),
                Meaning::Finished(done) => (
                    format!("{name} != {}", value(done)),
                    "only what was filled in to the end",
                ),
                _ => (
                    format!("{name} is missing"),
                    "it stays empty until the last page was sent",
                ),
            };
            lines.push((format!("exclude incomplete {condition}"), why.into()));
        }
        if let Some((share, why)) = self.tolerance() {
            lines.push((format!("tolerate {share}%"), why));
        }
        let name = self.speech.source;
        let paths: Vec<String> = paths.iter().map(|path| text(path)).collect();
        let (paths, hints) = (paths.join(", "), self.hints());
        if lines.is_empty() && hints.is_empty() {
            return format!("source {name} = {paths}\n");
        }
        format!(
            "source {name} = {paths} {{\n{}{hints}}}\n",
            aligned(&lines, "  ")
        )
    }

    /// What must be left out and counted, in percent.
    pub(super) fn tolerance(&self) -> Option<(String, String)> {
        let mut needs: Vec<(f64, String)> = Vec::new();
        let ragged = self.profile.ragged();
        if ragged > 0 {
            needs.push((
                ragged as f64 / self.profile.rows().max(1) as f64,
                format!("rows with more or fewer cells than the header ({ragged}) are left out and counted"),
            ));
        }
        let used = self
            .chosen
            .date
            .into_iter()
            .chain(self.chosen.outcome)
            .chain(self.chosen.measures.iter().copied());
        for at in used {
            let column = self.column(at);
            if column.unreadable > 0 {
                needs.push((
                    column.unreadable as f64 / column.answered.max(1) as f64,
                    format!(
                        "{} answers in {} can't be read",
                        column.unreadable,
                        one_line(&column.name)
                    ),
                ));
            }
        }
        let (share, why) = needs.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        // A little more than it is: rows that are left out change the share.
        let percent = ((share * 1.2 * 1000.0).ceil() / 10.0).clamp(0.1, 100.0);
        Some((format!("{percent}"), why))
    }
}
