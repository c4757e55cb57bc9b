//! The text of a first query.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::language::query::Locale;
use crate::profile::meaning::Meaning;
use crate::profile::{ColumnProfile, Profile};
use crate::survey::ledger::WaveChangeKind;
use crate::text::fold;

use super::choose::{Chosen, choose};
use super::heading::heading;
use super::layout::one_line;
use super::names::{self, Names, column, label, locale, text};
use super::several::Several;
use super::speech::{Speech, speech};

/// A field of the draft.
pub(super) struct Field {
    /// Its column.
    pub at: usize,
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub title: String,
}

/// A metric of the draft.
pub(super) struct Metric {
    /// Its name in the query.
    pub name: String,
    /// Its definition.
    pub line: String,
    /// Whether it means the same in all files, so that its development can be followed.
    pub lasting: bool,
}

/// Everything while it is written.
pub(super) struct Writer<'p> {
    pub profile: &'p Profile,
    pub chosen: Chosen,
    pub speech: Speech,
    pub names: Names,
    /// Questions with several answers, and the names of their fields.
    pub several: Vec<(String, Several)>,
    /// What may explain who is satisfied, as a section.
    pub drivers: Option<String>,
    /// Values that mean "no answer" in every column.
    pub missing: Vec<String>,
    /// Columns that are not the same question in all files.
    pub changed: BTreeSet<usize>,
    /// Fields of reasons to choose from.
    pub reasons: Vec<String>,
    /// The field of who can be ranked.
    pub units: Option<String>,
}

/// The text of a first query.
pub fn write(profile: &Profile, paths: &[String]) -> String {
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
        changed: changed(profile),
        reasons: Vec::new(),
        units: None,
    };
    writer.names.unique(writer.speech.source.to_owned());
    let source = writer.source(paths);
    let (fields, mut body) = writer.fields();
    writer.several(&mut body);
    let groups = writer.groups(&mut body);
    let (segments, metrics) = writer.numbers(&fields, &mut body);
    let report = writer.report(&fields, &segments, &metrics, &groups);
    let mut draft = heading(profile);
    draft.push_str(writer.lacking());
    draft.push('\n');
    draft.push_str(&source);
    draft.push_str(&body);
    draft.push_str(&report);
    draft.push_str(&writer.unused());
    draft
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

/// The columns that are not the same question in all files.
fn changed(profile: &Profile) -> BTreeSet<usize> {
    let changes = profile.changes.iter();
    let changes = changes.filter(|change| change.what != WaveChangeKind::NeverAsked);
    let mut changed: BTreeSet<usize> = changes
        .filter_map(|change| {
            let mut columns = profile.columns.iter();
            columns.position(|column| column.name == change.column)
        })
        .collect();
    // The options of a question are all of it.
    for block in &profile.blocks {
        if block.columns.iter().any(|column| changed.contains(column)) {
            changed.extend(&block.columns);
        }
    }
    changed
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

impl Writer<'_> {
    pub(super) fn column(&self, at: usize) -> &ColumnProfile {
        &self.profile.columns[at]
    }

    pub(super) fn quoted(&self, at: usize) -> String {
        // A column without such a name is never chosen.
        column(&self.column(at).name).unwrap_or_else(|| text(&self.column(at).name))
    }

    pub(super) fn title(&self, at: usize) -> String {
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
            .chain(
                chosen
                    .units
                    .into_iter()
                    .chain(chosen.reasons.iter().copied()),
            )
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
