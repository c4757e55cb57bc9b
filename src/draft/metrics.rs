//! Who is compared in a first query, and by which numbers.

use std::fmt::Write as _;

use crate::language::query::{Good, ScaleKind};
use crate::profile::meaning::Meaning;

use super::bands::{bands, has_both, range_dots};
use super::choose::direction;
use super::layout::with_values;
use super::names::text;
use super::write::{Field, Metric, Writer};

impl Writer<'_> {
    /// Segments and metrics.
    pub(super) fn numbers(
        &mut self,
        fields: &[Field],
        body: &mut String,
    ) -> (Option<[String; 2]>, Vec<Metric>) {
        let mut metrics = Vec::new();
        let mut segments = None;
        if let (Some(_), Some(field)) = (self.chosen.outcome, fields.first()) {
            segments = self.segments(field, body);
        }
        for (number, field) in fields.iter().enumerate() {
            let outcome = number == 0 && self.chosen.outcome.is_some();
            metrics.extend(self.metric(field, outcome));
        }
        self.drivers = self.drivers(fields, &segments);
        metrics.extend(self.options());
        if metrics.is_empty() {
            let (name, words) = self.speech.count;
            let name = self.names.unique(name.to_owned());
            metrics.push(Metric {
                line: format!("metric {name} = count() {}", text(words)),
                name,
                lasting: true,
            });
        }
        body.push_str("\n# Which numbers count\n");
        for metric in &metrics {
            body.push_str(&metric.line);
            body.push('\n');
        }
        (segments, metrics)
    }

    pub(super) fn segments(&mut self, field: &Field, body: &mut String) -> Option<[String; 2]> {
        let column = &self.profile.columns[field.at];
        let (conditions, promoters) = match &column.guess.meaning {
            Meaning::Scale(scale) => match scale.kind {
                ScaleKind::Nps => (["promoter".to_owned(), "detractor".to_owned()], true),
                ScaleKind::Smiley => (["happy".to_owned(), "unhappy".to_owned()], false),
                ScaleKind::YesNo => (["yes".to_owned(), "no".to_owned()], false),
                _ => {
                    let [good, _, bad] = bands(scale);
                    good.and(bad)?;
                    (
                        [
                            self.speech.bands[0].to_owned(),
                            self.speech.bands[2].to_owned(),
                        ],
                        false,
                    )
                }
            },
            Meaning::Category(bands) => {
                let (worst, _) = bands.last()?;
                ([self.band("satisfied"), self.band(worst)], false)
            }
            _ => return None,
        };
        // A segment that nobody is in is a mistake.
        if !has_both(column) {
            body.push_str("\n# Nobody is at one end of the scale, so nobody is compared.\n");
            return None;
        }
        let words = if promoters {
            self.speech.promoters
        } else {
            self.speech.segments
        };
        body.push_str("\n# Who is compared\n");
        let mut segments = Vec::new();
        for ((name, title), band) in words.into_iter().zip(conditions) {
            let name = self.names.unique(name.to_owned());
            let title = if band == self.speech.lumped.0 {
                self.speech.lumped.1.to_owned()
            } else {
                title.to_owned()
            };
            let _ = writeln!(
                body,
                "segment {name} = {} is {band} {}",
                field.name,
                text(&title)
            );
            segments.push(name);
        }
        segments.try_into().ok()
    }

    pub(super) fn metric(&mut self, field: &Field, outcome: bool) -> Option<Metric> {
        let column = &self.profile.columns[field.at];
        let f = &field.name;
        let more = |texts: &[String]| {
            let texts: Vec<String> = texts
                .iter()
                .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect();
            with_values(&field.title, &texts.join(" / "))
        };
        let (formula, words, tail, prefix) = match &column.guess.meaning {
            Meaning::Scale(scale) => match scale.kind {
                ScaleKind::Nps => (
                    format!("nps({f})"),
                    self.speech.nps.1.to_owned(),
                    "",
                    self.speech.nps.0,
                ),
                ScaleKind::Smiley => (
                    format!("share({f} is happy)"),
                    self.speech.csat.1.to_owned(),
                    "",
                    self.speech.csat.0,
                ),
                ScaleKind::YesNo => (
                    format!("share({f} is yes)"),
                    field.title.clone(),
                    "",
                    self.speech.share,
                ),
                _ if outcome => (
                    format!("share({f} is {})", self.speech.bands[0]),
                    self.speech.csat.1.to_owned(),
                    "",
                    self.speech.csat.0,
                ),
                _ if scale.labels.is_empty() && scale.kind == ScaleKind::Rating => (
                    format!("mean({f})"),
                    field.title.clone(),
                    "",
                    self.speech.mean,
                ),
                _ => {
                    let [good, ..] = bands(scale);
                    let (from, to) = good?;
                    let texts: Vec<String> = scale
                        .labels
                        .iter()
                        .filter(|(code, _)| (from..=to).contains(code))
                        .map(|(_, text)| text.clone())
                        .collect();
                    let words = if texts.is_empty() {
                        field.title.clone()
                    } else {
                        more(&texts)
                    };
                    (
                        format!("share({f} in {})", range_dots(from, to)),
                        words,
                        "",
                        self.speech.share,
                    )
                }
            },
            Meaning::Number => {
                // Where one value is the median of any half, as of delays that are mostly 0, the
                // median says nothing.
                let most = column.values.first().map_or(0, |value| value.rows);
                if direction(column) == Good::Low && most * 2 < column.answered {
                    (
                        format!("median({f})"),
                        field.title.clone(),
                        " low is good",
                        self.speech.median,
                    )
                } else {
                    let low = match direction(column) {
                        Good::Low => " low is good",
                        Good::High | Good::Neither => "",
                    };
                    (
                        format!("mean({f})"),
                        field.title.clone(),
                        low,
                        self.speech.mean,
                    )
                }
            }
            Meaning::Category(bands) => match bands.first() {
                Some((name, _)) if *name == "satisfied" => (
                    format!("share({f} is {})", self.speech.bands[0]),
                    self.speech.csat.1.to_owned(),
                    " high is good",
                    self.speech.csat.0,
                ),
                Some((name, texts)) => (
                    format!("share({f} is {})", self.band(name)),
                    more(texts),
                    "",
                    self.speech.share,
                ),
                None => {
                    let silent =
                        |value: &str| column.guess.missing.iter().any(|known| known == value);
                    let (top, _) = column
                        .all
                        .as_ref()?
                        .iter()
                        .find(|(value, _)| !silent(value))?;
                    (
                        format!(
                            "share({f} == {})",
                            text(&top.split_whitespace().collect::<Vec<_>>().join(" "))
                        ),
                        more(std::slice::from_ref(top)),
                        "",
                        self.speech.share,
                    )
                }
            },
            _ => return None,
        };
        let own = matches!(prefix, p if p == self.speech.nps.0 || p == self.speech.csat.0);
        let base = if own {
            prefix.to_owned()
        } else {
            format!("{prefix}_{f}")
        };
        let name = self.names.unique(base);
        Some(Metric {
            line: format!("metric {name} = {formula} {}{tail}", text(&words)),
            name,
            lasting: !self.changed.contains(&field.at),
        })
    }

    /// What share chose the options that were chosen most.
    pub(super) fn options(&mut self) -> Vec<Metric> {
        let mut metrics = Vec::new();
        for (field, question) in &self.several {
            for option in &question.top {
                let name = self.names.of(
                    &format!("{} {option}", self.speech.share),
                    self.speech.question,
                );
                let words = with_values(&question.title, option);
                metrics.push(Metric {
                    line: format!(
                        "metric {name} = share({field} has {}) {}",
                        text(option),
                        text(&words)
                    ),
                    name,
                    lasting: !question.columns.iter().any(|at| self.changed.contains(at)),
                });
            }
        }
        metrics
    }
}
