//! The fields of a first query: what is measured, what responses are grouped by.

use crate::language::query::{Good, ScaleKind};
use crate::profile::ColumnProfile;
use crate::profile::meaning::Meaning;
use crate::profile::topic;
use crate::profile::words::Words;
use crate::text::fold;

use super::bands::{bands, range};
use super::layout::{commented, value, values};
use super::names::{self, text};
use super::several::several;
use super::write::{Field, Writer};

impl Writer<'_> {
    pub(super) fn fields(&mut self) -> (Vec<Field>, String) {
        let mut fields = Vec::new();
        let mut lines = Vec::new();
        let all: Vec<usize> = self
            .chosen
            .outcome
            .into_iter()
            .chain(self.chosen.measures.iter().copied())
            .collect();
        for at in all {
            let title = self.title(at);
            let name = self.names.of(&title, self.speech.question);
            let column = self.column(at);
            let line = format!(
                "field {name} = {} as {} {}{}",
                self.quoted(at),
                measurement(column),
                text(&title),
                self.block(at)
            );
            lines.push((line, column.why.clone()));
            fields.push(Field { at, name, title });
        }
        let heading = if fields.is_empty() {
            ""
        } else {
            "\n# What the answers mean\n"
        };
        (fields, format!("{heading}{}", commented(&lines)))
    }

    /// Fields of questions with several answers.
    pub(super) fn several(&mut self, body: &mut String) {
        let mut lines = Vec::new();
        for question in several(self.profile) {
            let name = self.names.of(&question.title, self.speech.question);
            let columns: Vec<String> = question.columns.iter().map(|at| self.quoted(*at)).collect();
            let options: Vec<String> = question.options.iter().map(|option| text(option)).collect();
            let split = question
                .split
                .map(|split| format!(" split {}", text(split)));
            let split = split.unwrap_or_default();
            let options = match options.is_empty() {
                true => String::new(),
                false => format!(" {{\n  options {}\n}}", options.join(", ")),
            };
            let line = format!(
                "field {name} = {} as choices{split} {}{options}",
                columns.join(", "),
                text(&question.title)
            );
            let why = match question.split {
                Some(_) if !question.options.is_empty() => {
                    "several options in a cell, some of which seem to hold a comma"
                }
                Some(_) => "several options in a cell",
                None => "a column for each option",
            };
            lines.push((line, why.to_owned()));
            self.several.push((name, question));
        }
        if !lines.is_empty() {
            body.push_str("\n# Several answers at once\n");
            body.push_str(&commented(&lines));
        }
    }

    /// Fields of what responses are grouped by, of who can be ranked, and of reasons; gives the
    /// names of the first.
    pub(super) fn groups(&mut self, body: &mut String) -> Vec<String> {
        let chosen = self.chosen.groups.clone();
        let groups = self.categories("What responses are grouped by", &chosen, body);
        let of_group = |at: usize| {
            let group = chosen.iter().position(|group| *group == at)?;
            groups.get(group).cloned()
        };
        if let Some(at) = self.chosen.units {
            self.units =
                of_group(at).or_else(|| self.categories("Who can be ranked", &[at], body).pop());
        }
        for at in self.chosen.reasons.clone() {
            let known = of_group(at)
                .or_else(|| self.units.clone().filter(|_| self.chosen.units == Some(at)));
            let name = known.or_else(|| self.categories("Reasons", &[at], body).pop());
            self.reasons.extend(name);
        }
        let several = self.several.iter().filter(|(_, question)| {
            let mut columns = question.columns.iter();
            Words::of([question.title.as_str()]).speak_of(topic::REASON)
                || columns.any(|at| self.column(*at).words.speak_of(topic::REASON))
        });
        let several: Vec<String> = several.map(|(name, _)| name.clone()).collect();
        self.reasons.splice(0..0, several);
        groups
    }

    /// Fields of categories below a heading; gives their names.
    fn categories(&mut self, heading: &str, chosen: &[usize], body: &mut String) -> Vec<String> {
        let mut lines = Vec::new();
        let mut names = Vec::new();
        for &at in chosen {
            let title = self.title(at);
            let name = self.names.of(&title, self.speech.question);
            lines.push((
                format!(
                    "field {name} = {} as category {}{}",
                    self.quoted(at),
                    text(&title),
                    self.block(at)
                ),
                self.column(at).why.clone(),
            ));
            names.push(name);
        }
        if !lines.is_empty() {
            body.push_str(&format!("\n# {heading}\n"));
            body.push_str(&commented(&lines));
        }
        names
    }

    /// The block of a field.
    pub(super) fn block(&self, at: usize) -> String {
        let column = self.column(at);
        let mut parts: Vec<String> = Vec::new();
        let own = Some(at) == self.chosen.outcome;
        match &column.guess.meaning {
            Meaning::Scale(scale) => {
                match scale.kind {
                    ScaleKind::YesNo => {
                        let names = ["no", "yes"];
                        parts.extend(scale.labels.iter().map(|(code, label)| {
                            format!("{} {}", names[usize::from(*code == 1)], value(label))
                        }));
                    }
                    _ => parts.extend(scale.labels.iter().map(|(code, label)| {
                        format!(
                            "{code} {}",
                            text(&label.split_whitespace().collect::<Vec<_>>().join(" "))
                        )
                    })),
                }
                if own && matches!(scale.kind, ScaleKind::Rating | ScaleKind::Effort) {
                    let [good, neutral, bad] = bands(scale);
                    for (name, codes) in self.speech.bands.iter().zip([good, neutral, bad]) {
                        parts.extend(codes.map(|codes| format!("{name} {}", range(codes))));
                    }
                }
            }
            Meaning::Category(groups) => {
                for (name, texts) in groups {
                    let texts: Vec<String> = texts
                        .iter()
                        .map(|text| {
                            names::text(&text.split_whitespace().collect::<Vec<_>>().join(" "))
                        })
                        .collect();
                    parts.push(format!("{} {}", self.band(name), texts.join(", ")));
                }
            }
            _ => {}
        }
        let own_missing: Vec<String> = column
            .guess
            .missing
            .iter()
            .filter(|value| !self.missing.iter().any(|known| fold(known) == fold(value)))
            .cloned()
            .collect();
        let mut seen: Vec<String> = Vec::new();
        let mut once = |list: &[String]| -> Vec<String> {
            let fresh = list.iter().filter(|text| {
                let written = fold(&value(text)).into_owned();
                let new = !seen.contains(&written);
                seen.push(written);
                new
            });
            fresh.take(60).cloned().collect()
        };
        let own_missing = once(&own_missing);
        let not_applicable = once(&column.guess.not_applicable);
        if !own_missing.is_empty() {
            parts.push(format!("missing {}", values(&own_missing)));
        }
        if !not_applicable.is_empty() {
            parts.push(format!("not applicable {}", values(&not_applicable)));
        }
        if parts.is_empty() {
            return String::new();
        }
        let line = parts.join(", ");
        // `missing` and `not applicable` take all values behind them: they stand on lines of their own.
        if line.chars().count() <= 70 && own_missing.is_empty() && not_applicable.is_empty() {
            format!(" {{ {line} }}")
        } else {
            format!(" {{\n  {}\n}}", parts.join("\n  "))
        }
    }

    pub(super) fn band(&self, name: &str) -> String {
        match name {
            "satisfied" => self.speech.bands[0].to_owned(),
            "neutral" => self.speech.bands[1].to_owned(),
            "dissatisfied" => self.speech.bands[2].to_owned(),
            "more" => self.speech.more[0].to_owned(),
            "less" => self.speech.more[1].to_owned(),
            _ => self.speech.lumped.0.to_owned(),
        }
    }
}

/// The measurement of a field.
pub(super) fn measurement(column: &ColumnProfile) -> String {
    match &column.guess.meaning {
        Meaning::Scale(scale) => match scale.kind {
            ScaleKind::Nps => "nps".to_owned(),
            ScaleKind::Smiley => "smiley".to_owned(),
            ScaleKind::YesNo
                if column.words.speak_of(topic::LOYALTY)
                    || column.words.speak_of(topic::RECOMMEND) =>
            {
                "yes/no, high is good".to_owned()
            }
            ScaleKind::YesNo => "yes/no".to_owned(),
            ScaleKind::Rating => format!(
                "rating {}..{}{}",
                scale.low,
                scale.high,
                if scale.good == Good::Low {
                    ", low is good"
                } else {
                    ""
                }
            ),
            ScaleKind::Effort => format!(
                "effort {}..{}, high is {}",
                scale.low,
                scale.high,
                if scale.good == Good::Low {
                    "hard"
                } else {
                    "easy"
                }
            ),
        },
        Meaning::Number if column.words.speak_of(&["minute*", "دقیقه", "دقایق"]) => {
            "number in minutes".to_owned()
        }
        Meaning::Number if column.words.speak_of(&["hour*", "ساعت"]) => {
            "number in hours".to_owned()
        }
        Meaning::Number if column.words.speak_of(&["days", "روز", "ایام"]) => {
            "number in days".to_owned()
        }
        Meaning::Number => "number".to_owned(),
        _ => "category".to_owned(),
    }
}
