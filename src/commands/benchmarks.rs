//! `cxq benchmarks`

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use super::arguments::{BenchmarksArguments, TableFormat};
use super::exit::Exit;
use super::terminal::{say, show};
use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::language::{PublishedFigure, Sources, parse_published, published, words_of_topic};
use crate::text::fold;

/// Prints the published figures in which all words stand.
pub fn benchmarks(arguments: &BenchmarksArguments) -> Exit {
    let mut figures: Vec<PublishedFigure> = published().to_vec();
    for path in &arguments.with {
        match table(path) {
            Ok(more) => figures.extend(more),
            Err(diagnostic) => {
                let diagnostics = [diagnostic];
                let format = arguments.messages.message_format.into();
                show(&diagnostics, &Sources::default(), format);
                return Exit::of(&diagnostics);
            }
        }
    }
    let words: Vec<String> = arguments
        .words
        .iter()
        .map(|word| fold(word).into_owned())
        .collect();
    figures.retain(|figure| {
        let text = [
            figure.id.as_str(),
            &figure.topic,
            &figure.group,
            &figure.measure,
            &figure.unit,
            &figure.source,
            &figure.year.map(|year| year.to_string()).unwrap_or_default(),
            words_of_topic(&figure.topic),
        ]
        .map(|text| fold(text).into_owned())
        .join("\n");
        words.iter().all(|word| text.contains(word))
    });
    match arguments.format {
        TableFormat::Text => say(&columns(&figures)),
        TableFormat::Csv => say(&csv(&figures)),
        TableFormat::Json => {
            // Texts and numbers: there is nothing that could fail.
            say(&(serde_json::to_string_pretty(&figures).unwrap_or_default() + "\n"));
        }
    }
    Exit::Success
}

/// A company's own figures.
fn table(path: &Path) -> Result<Vec<PublishedFigure>, Diagnostic> {
    let wrong = |class, message: String, help: Option<String>| Diagnostic {
        severity: Severity::Error,
        class,
        code: "bad-figures",
        message,
        place: Place::File(path.to_owned()),
        label: None,
        help,
    };
    let text = fs::read_to_string(path)
        .map_err(|error| wrong(Class::Io, format!("it can't be read: {error}"), None))?;
    parse_published(&text).map_err(|error| {
        wrong(
            Class::Query,
            format!("line {}: {}", error.line, error.reason),
            Some("`cxq benchmarks --format csv` prints a table of the right form".to_owned()),
        )
    })
}

/// Figures as people read them: id, figure, what it says, who said so.
fn columns(figures: &[PublishedFigure]) -> String {
    if figures.is_empty() {
        let topics: BTreeSet<&str> = { published().iter() }
            .map(|figure| figure.topic.as_str())
            .collect();
        let topics = topics.into_iter().collect::<Vec<_>>().join(", ");
        return format!(
            "No published figure has all these words. There are figures on {topics}; \
             `cxq benchmarks` prints all.\n"
        );
    }
    let rows: Vec<[String; 4]> = figures
        .iter()
        .map(|figure| {
            let year = figure.year.map(|year| format!(" {year}"));
            [
                figure.id.clone(),
                figure.printed(),
                format!("{}: {}", figure.group, figure.measure),
                format!("{}{}", figure.source, year.unwrap_or_default()),
            ]
        })
        .collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].width())
            .max()
            .unwrap_or(0)
    };
    let (id, value, what) = (width(0), width(1), width(2));
    let mut text = String::new();
    for row in &rows {
        let pad = |cell: &str, width: usize| " ".repeat(width.saturating_sub(cell.width()));
        let line = format!(
            "{}{}  {}{}  {}{}  {}",
            row[0],
            pad(&row[0], id),
            pad(&row[1], value),
            row[1],
            row[2],
            pad(&row[2], what),
            row[3],
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The figures as a table of the form that a company's own table has.
fn csv(figures: &[PublishedFigure]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for figure in figures {
        // Into memory: there is nothing that could fail.
        let _ = writer.serialize(figure);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
