//! Published figures that a query can cite by id.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde::Serialize;

use crate::text::ascii_number;

/// A figure that somebody published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedFigure {
    /// `satisfied.repurchase-ratio`
    pub id: String,
    /// "satisfied vs dissatisfied"
    pub topic: String,
    /// Whom it is about.
    pub group: String,
    /// What was measured.
    pub measure: String,
    /// The value as printed; percent as 0 to 100.
    pub value: f64,
    /// The upper end where a range was printed.
    pub value_high: Option<f64>,
    /// percent, ratio, points, count, minutes, …
    pub unit: String,
    /// Who published it.
    pub source: String,
    /// When.
    pub year: Option<i16>,
    /// Digits after the decimal point as printed.
    #[serde(skip)]
    pub decimals: u8,
    /// Line of its table, from 1.
    #[serde(skip)]
    pub line: u64,
}

impl PublishedFigure {
    /// The figure as it was printed: "60–70%", "3.5 times", "11 minutes".
    pub fn printed(&self) -> String {
        let number = |value: f64| format!("{value:.*}", usize::from(self.decimals));
        let value = match self.value_high {
            Some(high) => format!("{}–{}", number(self.value), number(high)),
            None => number(self.value),
        };
        match self.unit.as_str() {
            "percent" => format!("{value}%"),
            "ratio" => format!("{value} times"),
            "count" | "" => value,
            unit => format!("{value} {unit}"),
        }
    }
}

/// A table of figures that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedError {
    /// Line of the table, from 1.
    pub line: u64,
    /// What is wrong with it, for people.
    pub reason: String,
}

/// Reads a table of figures: CSV with the columns
/// `id,topic,group,measure,value,value_high,unit,source,year`.
pub fn parse_published(text: &str) -> Result<Vec<PublishedFigure>, PublishedError> {
    const COLUMNS: [&str; 9] = [
        "id",
        "topic",
        "group",
        "measure",
        "value",
        "value_high",
        "unit",
        "source",
        "year",
    ];
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // Spreadsheets of many countries save CSV with semicolons.
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let broken = |error: csv::Error| PublishedError {
        line: error.position().map_or(1, csv::Position::line),
        reason: "the table can't be read as CSV with nine columns".to_owned(),
    };
    if reader.headers().map_err(broken)?.iter().ne(COLUMNS) {
        let reason = format!("the columns must be {}", COLUMNS.join(","));
        return Err(PublishedError { line: 1, reason });
    }
    reader
        .records()
        .map(|record| figure(&record.map_err(broken)?))
        .collect()
}

/// Years, Gregorian and solar or lunar Hijri.
const YEARS: [RangeInclusive<i16>; 2] = [1900..=2100, 1300..=1500];

/// A figure by its id, if it has one.
fn named(id: &str) -> &str {
    if id.is_empty() { "this one" } else { id }
}

fn figure(record: &csv::StringRecord) -> Result<PublishedFigure, PublishedError> {
    let line = record.position().map_or(1, csv::Position::line);
    let cell = |i: usize| record.get(i).unwrap_or_default();
    let wrong = |reason: String| PublishedError { line, reason };
    let number = |i: usize, what: &str| {
        ascii_number(cell(i))
            .parse::<f64>()
            .ok()
            .filter(|v| v.is_finite())
            .ok_or_else(|| wrong(format!("{what} of {} is no number", cell(0))))
    };
    let optional = |i: usize| !cell(i).is_empty();
    for (i, what) in [(0, "an id"), (6, "a unit such as percent"), (7, "a source")] {
        if !optional(i) {
            return Err(wrong(format!(
                "a figure needs {what}, and {} has none",
                named(cell(0))
            )));
        }
    }
    let value = number(4, "the value")?;
    let value_high = match optional(5) {
        true => Some(number(5, "the upper value")?),
        false => None,
    };
    if value_high.is_some_and(|high| high < value) {
        return Err(wrong(format!(
            "the upper value of {} is below its value",
            cell(0)
        )));
    }
    let year = match optional(8) {
        true => Some(
            { ascii_number(cell(8)).parse().ok() }
                .filter(|year| YEARS.iter().any(|years| years.contains(year)))
                .ok_or_else(|| wrong(format!("the year of {} is no year", cell(0))))?,
        ),
        false => None,
    };
    Ok(PublishedFigure {
        line,
        id: cell(0).to_owned(),
        topic: cell(1).to_owned(),
        group: cell(2).to_owned(),
        measure: cell(3).to_owned(),
        value,
        value_high,
        unit: cell(6).to_owned(),
        source: cell(7).to_owned(),
        year,
        decimals: ascii_number(cell(4))
            .split_once('.')
            .map_or(0, |(_, after)| u8::try_from(after.len()).unwrap_or(u8::MAX)),
    })
}

/// The figures that come with the program.
pub fn published() -> &'static [PublishedFigure] {
    static FIGURES: LazyLock<Vec<PublishedFigure>> =
        LazyLock::new(|| parse_published(include_str!("published.csv")).unwrap_or_default());
    &FIGURES
}

/// Persian and Arabic words by which the figures of a topic are looked up.
pub fn words_of_topic(topic: &str) -> &'static str {
    static WORDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let lines = include_str!("published_topics.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(": ")).collect()
    });
    WORDS.get(topic).copied().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_words_of_both_languages() {
        for figure in published() {
            let words = words_of_topic(&figure.topic);
            assert!(words.contains(" | "), "{}", figure.topic);
        }
        assert_eq!(words_of_topic("none"), "");
    }

    #[test]
    fn what_a_figure_must_say() {
        let header = "id,topic,group,measure,value,value_high,unit,source,year\n";
        let reason = |line: &str| {
            parse_published(&format!("{header}{line}\n"))
                .unwrap_err()
                .reason
        };
        for (line, expected) in [
            (
                "a,t,g,m,7,,percent,,2020",
                "a figure needs a source, and a has none",
            ),
            (
                ",t,g,m,7,,percent,s,2020",
                "a figure needs an id, and this one has none",
            ),
            (
                "a,t,g,m,7,,,s,2020",
                "a figure needs a unit such as percent, and a has none",
            ),
            (
                "a,t,g,m,7,6,percent,s,2020",
                "the upper value of a is below its value",
            ),
            ("a,t,g,m,7,,percent,s,20267", "the year of a is no year"),
        ] {
            assert_eq!(reason(line), expected);
        }
    }

    #[test]
    fn tables_of_other_spreadsheets_are_read() {
        let table = "id;topic;group;measure;value;value_high;unit;source;year\nما.رضایت;;;;۷۶٫۵;;percent;شاخص;۱۴۰۵\n";
        let figures = parse_published(table).unwrap();
        let one = &figures[0];
        assert_eq!((one.value, one.decimals, one.year), (76.5, 1, Some(1405)));
    }

    #[test]
    fn the_programs_own_table_is_whole() {
        let figures = parse_published(include_str!("published.csv")).unwrap();
        assert_eq!(
            figures.len(),
            include_str!("published.csv").lines().count() - 1
        );
        let mut ids: Vec<_> = figures.iter().map(|figure| &figure.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), figures.len());
        let ratio = figures
            .iter()
            .find(|figure| figure.id == "satisfied.repurchase-ratio")
            .unwrap();
        assert_eq!(
            (ratio.value, ratio.decimals, ratio.unit.as_str()),
            (3.5, 1, "ratio")
        );
    }

    #[test]
    fn a_broken_table_says_where() {
        let header = "id,topic,group,measure,value,value_high,unit,source,year\n";
        let error =
            parse_published(&format!("{header}a,t,g,m,many,,percent,s,2020\n")).unwrap_err();
        assert_eq!(error.line, 2);
        assert!(parse_published("id,value\n").is_err());
    }
}
