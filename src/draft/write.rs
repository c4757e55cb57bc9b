//! The text of a first query.

use std::fmt::Write as _;

use crate::language::query::{DateOrder, Good, Locale, ScaleKind};
use crate::profile::meaning::{Meaning, ScaleGuess};
use crate::profile::shape_number;
use crate::profile::topic;
use crate::profile::{ColumnProfile, Profile};
use crate::text::fold;

use super::choose::{Chosen, choose, direction};
use super::names::{self, Names, column, label, locale, text};
use super::several::{Several, several};
use super::speech::{Speech, speech};

/// The most metrics of a comparison.
const MOST_COMPARED: usize = 16;
/// Of a table, of a summary, of a trend.
const MOST_IN_TABLE: usize = 6;
const MOST_IN_SUMMARY: usize = 4;
const MOST_IN_TREND: usize = 3;
/// Fewer answers explain nothing.
const FEWEST_FOR_DRIVERS: u64 = 200;

/// A field of the draft.
struct Field {
    at: usize,
    name: String,
    title: String,
}

/// A metric of the draft.
struct Metric {
    name: String,
    line: String,
}

/// Everything while it is written.
struct Writer<'p> {
    profile: &'p Profile,
    chosen: Chosen,
    speech: Speech,
    names: Names,
    /// Questions with several answers, and the names of their fields.
    several: Vec<(String, Several)>,
    /// What may explain who is satisfied, as a section.
    drivers: Option<String>,
    /// Values that mean "no answer" in every column.
    missing: Vec<String>,
}

/// The text of a first query.
pub fn write(profile: &Profile, path: &str) -> String {
    let chosen = choose(profile);
    let locale = language(profile);
    let mut writer = Writer {
        profile,
        chosen,
        speech: speech(locale),
        names: Names::default(),
        several: Vec::new(),
        drivers: None,
        missing: missing(profile),
    };
    writer.names.unique(writer.speech.source.to_owned());
    let source = writer.source(path);
    let (fields, mut body) = writer.fields();
    writer.several(&mut body);
    let groups = writer.groups(&mut body);
    let (segments, metrics) = writer.numbers(&fields, &mut body);
    let report = writer.report(&segments, &metrics, &groups);
    let (file, rows) = (&profile.file, profile.rows);
    let dialect = match profile.dialect.as_str() {
        "plain" => "a plain table".to_owned(),
        "tickets" => "written by a ticket system as it seems".to_owned(),
        tool => format!("written by {tool} as it seems"),
    };
    let mut draft = format!(
        "# A first report on {}: {rows} rows, {dialect} ({}).\n\
         # It builds as it stands: cxq build. Everything below was guessed from the answers; where a\n\
         # comment says so, look whether it is right.\n",
        one_line(file),
        one_line(&profile.why)
    );
    draft.push_str(writer.lacking());
    draft.push('\n');
    draft.push_str(&source);
    draft.push_str(&body);
    draft.push_str(&report);
    draft.push_str(&writer.unused());
    draft
}

fn one_line(words: &str) -> String {
    words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn language(profile: &Profile) -> Locale {
    let headers = profile
        .columns
        .iter()
        .flat_map(|column| [Some(column.name.as_str()), column.label.as_deref()]);
    let values = profile.columns.iter().filter(|column| {
        matches!(
            column.guess.meaning,
            Meaning::Category(_) | Meaning::Scale(_)
        )
    });
    let values = values.flat_map(|column| column.values.iter().map(|value| value.value.as_str()));
    locale(headers.flatten().chain(values))
}

/// Values that mean "no answer" wherever they stand.
fn missing(profile: &Profile) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for column in &profile.columns {
        if matches!(
            column.guess.meaning,
            Meaning::Text | Meaning::Personal(_) | Meaning::Identifier
        ) {
            continue;
        }
        for value in &column.guess.missing {
            let everywhere = crate::profile::means_missing(value);
            if everywhere && !found.iter().any(|known| fold(known) == fold(value)) {
                found.push(value.clone());
            }
        }
    }
    found.sort();
    found.truncate(20);
    found
}

/// A value in the block of a source or field.
fn value(value: &str) -> String {
    let plain = value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    if plain {
        return value.to_owned();
    }
    match shape_number(value) {
        Some(number) if number.fract() == 0.0 && (0.0..1000.0).contains(&number) => {
            format!("{number}")
        }
        _ => text(&value.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

fn values(list: &[String]) -> String {
    list.iter()
        .map(|text| value(text))
        .collect::<Vec<_>>()
        .join(", ")
}

impl Writer<'_> {
    fn column(&self, at: usize) -> &ColumnProfile {
        &self.profile.columns[at]
    }

    fn quoted(&self, at: usize) -> String {
        // A column without such a name is never chosen.
        column(&self.column(at).name).unwrap_or_else(|| text(&self.column(at).name))
    }

    fn title(&self, at: usize) -> String {
        let column = self.column(at);
        match &column.label {
            Some(text) => label(text),
            None => label(&names::spoken(&column.name)),
        }
    }

    /// What the export has not.
    fn lacking(&self) -> &'static str {
        let chosen = &self.chosen;
        if chosen.outcome.is_none() && chosen.measures.is_empty() && self.several.is_empty() {
            "#\n# No column holds answers that could be measured, so the page only counts rows. Perhaps this is\n\
             # a printed table and not the answers themselves, one row each.\n"
        } else if chosen.outcome.is_none() {
            "#\n# No question was found that says who is satisfied, so nobody is compared: the page shows\n\
             # shares and means. If there is one, give it a field with bands and two segments:\n\
             #   field csat = Q1 as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }\n"
        } else {
            ""
        }
    }

    fn source(&self, path: &str) -> String {
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
        if let Some(at) = self.chosen.finished
            && let Meaning::Finished(done) = &self.column(at).guess.meaning
        {
            let name = self.quoted(at);
            // Where nobody knows whether it was finished, it does not count either.
            let unknown = match self.column(at).answered < self.profile.rows {
                true => format!(" or {name} is missing"),
                false => String::new(),
            };
            lines.push((
                format!("exclude incomplete {name} != {}{unknown}", value(done)),
                "only what was filled in to the end".into(),
            ));
        }
        if let Some((share, why)) = self.tolerance() {
            lines.push((format!("tolerate {share}%"), why));
        }
        let name = self.speech.source;
        if lines.is_empty() {
            return format!("source {name} = {}\n", text(path));
        }
        format!(
            "source {name} = {} {{\n{}}}\n",
            text(path),
            aligned(&lines, "  ")
        )
    }

    /// What must be left out and counted, in percent.
    fn tolerance(&self) -> Option<(String, String)> {
        let mut needs: Vec<(f64, String)> = Vec::new();
        let ragged = self.profile.ragged;
        if ragged > 0 {
            needs.push((
                ragged as f64 / self.profile.rows.max(1) as f64,
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

    fn fields(&mut self) -> (Vec<Field>, String) {
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

    /// The block of a field.
    fn block(&self, at: usize) -> String {
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

    fn band(&self, name: &str) -> String {
        match name {
            "satisfied" => self.speech.bands[0].to_owned(),
            "neutral" => self.speech.bands[1].to_owned(),
            "dissatisfied" => self.speech.bands[2].to_owned(),
            "more" => self.speech.more[0].to_owned(),
            "less" => self.speech.more[1].to_owned(),
            _ => self.speech.lumped.0.to_owned(),
        }
    }

    /// The ratings that may explain the outcome, if they are enough of them and answered by enough.
    fn drivers(&self, fields: &[Field], segments: &Option<[String; 2]>) -> Option<String> {
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

    /// Fields of questions with several answers.
    fn several(&mut self, body: &mut String) {
        let mut lines = Vec::new();
        for question in several(self.profile) {
            let name = self.names.of(&question.title, self.speech.question);
            let columns: Vec<String> = question.columns.iter().map(|at| self.quoted(*at)).collect();
            let options: Vec<String> = question.options.iter().map(|option| text(option)).collect();
            let (split, options) = match question.split {
                Some(split) => (format!(" split {}", text(split)), String::new()),
                None => (
                    String::new(),
                    format!(" {{\n  options {}\n}}", options.join(", ")),
                ),
            };
            let line = format!(
                "field {name} = {} as choices{split} {}{options}",
                columns.join(", "),
                text(&question.title)
            );
            let why = match question.split {
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

    /// What share chose the options that were chosen most.
    fn options(&mut self) -> Vec<Metric> {
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
                });
            }
        }
        metrics
    }

    fn groups(&mut self, body: &mut String) -> Vec<String> {
        let mut lines = Vec::new();
        let mut groups = Vec::new();
        for at in self.chosen.groups.clone() {
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
            groups.push(name);
        }
        if !lines.is_empty() {
            body.push_str("\n# What responses are grouped by\n");
            body.push_str(&commented(&lines));
        }
        groups
    }

    /// Segments and metrics.
    fn numbers(
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
            });
        }
        body.push_str("\n# Which numbers count\n");
        for metric in &metrics {
            body.push_str(&metric.line);
            body.push('\n');
        }
        (segments, metrics)
    }

    fn segments(&mut self, field: &Field, body: &mut String) -> Option<[String; 2]> {
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

    fn metric(&mut self, field: &Field, outcome: bool) -> Option<Metric> {
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
                if direction(column) == Good::Low {
                    (
                        format!("median({f})"),
                        field.title.clone(),
                        " low is good",
                        self.speech.median,
                    )
                } else {
                    (
                        format!("mean({f})"),
                        field.title.clone(),
                        "",
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
        })
    }

    fn report(
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

    /// What has no place in the draft, and why.
    fn unused(&self) -> String {
        let chosen = &self.chosen;
        let single = [
            chosen.date,
            chosen.key,
            chosen.customer,
            chosen.weight,
            chosen.finished,
            chosen.outcome,
        ];
        let used: Vec<usize> = single
            .into_iter()
            .flatten()
            .chain(chosen.measures.iter().chain(&chosen.groups).copied())
            .collect();
        let several = self
            .several
            .iter()
            .flat_map(|(_, question)| &question.columns);
        let used: Vec<usize> = used.into_iter().chain(several.copied()).collect();
        let mut lines = String::new();
        for (at, column) in self.profile.columns.iter().enumerate() {
            if !used.contains(&at) {
                let name = if column.name.is_empty() {
                    "(no name)"
                } else {
                    &column.name
                };
                let _ = writeln!(
                    lines,
                    "#   {}: {}",
                    one_line(&label(name)),
                    one_line(&column.seems)
                );
            }
        }
        if lines.is_empty() {
            return lines;
        }
        format!("\n# Not used:\n{lines}")
    }
}

/// A title and the values that are counted, the title cut where both are too long.
fn with_values(title: &str, values: &str) -> String {
    let room = 88usize.saturating_sub(values.chars().count()).max(30);
    let title = if title.chars().count() > room {
        let cut: String = title.chars().take(room - 1).collect();
        format!("{}…", cut.trim_end())
    } else {
        title.to_owned()
    };
    label(&format!("{title}: {values}"))
}

/// The measurement of a field.
fn measurement(column: &ColumnProfile) -> String {
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

/// The codes that are good, neither, and bad.
fn bands(scale: &ScaleGuess) -> [Option<(i16, i16)>; 3] {
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

fn range((from, to): (i16, i16)) -> String {
    if from == to {
        from.to_string()
    } else {
        range_dots(from, to)
    }
}

fn range_dots(from: i16, to: i16) -> String {
    format!("{from}..{to}")
}

/// Whether somebody is at either end.
fn has_both(column: &ColumnProfile) -> bool {
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

/// Lines with their comments in a column.
fn aligned(lines: &[(String, String)], indent: &str) -> String {
    let width = |line: &str| unicode_width::UnicodeWidthStr::width(line);
    let widest = lines
        .iter()
        .map(|(line, _)| width(line))
        .filter(|width| *width <= 60)
        .max()
        .unwrap_or(0);
    lines
        .iter()
        .map(|(line, why)| {
            let blanks = widest.saturating_sub(width(line));
            format!(
                "{indent}{line}{}  # {}\n",
                " ".repeat(blanks),
                one_line(why)
            )
        })
        .collect()
}

/// Fields with their comments above those that take several lines, behind the others.
fn commented(lines: &[(String, String)]) -> String {
    lines
        .iter()
        .map(|(line, why)| {
            if line.contains('\n') || line.chars().count() > 80 {
                format!("# {}\n{line}\n", one_line(why))
            } else {
                format!("{line}  # {}\n", one_line(why))
            }
        })
        .collect()
}
