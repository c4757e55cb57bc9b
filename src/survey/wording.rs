//! The words for what is wrong with survey files. The only place that has them.

use crate::diagnostics::{Class, DataPlace, Diagnostic, Place, Severity};
use crate::language::span::Span;

use super::absence::Absence;
use super::dialects;
use super::error::{BadCells, Cell, RecordFault, RecordFaultKind, SurveyError};
use super::files;
use crate::text::nearest;

/// What to tell the analyst.
pub fn diagnostic(error: SurveyError) -> Diagnostic {
    match error {
        SurveyError::NoFile {
            span,
            pattern,
            folder,
        } if folder.join(&pattern).is_dir() => at(
            span,
            "folder-for-file",
            format!("\"{pattern}\" is a folder"),
        )
        .class(Class::Io)
        .label("a file or a pattern of files was expected")
        .help(format!(
            "name its files: \"{}/*.csv\"",
            pattern.trim_end_matches('/')
        )),
        SurveyError::NoFile {
            span,
            pattern,
            folder,
        } => {
            let what = if pattern.contains(['*', '?', '[']) {
                "no file matches"
            } else {
                "there is no file"
            };
            at(span, "no-such-file", format!("{what} \"{pattern}\""))
                .class(Class::Io)
                .label("looked for beside the .cxq file that names it")
                .help(format!("the folder searched is {}", folder_name(&folder)))
        }
        SurveyError::BadPattern { span, why } => at(
            span,
            "bad-pattern",
            format!("this file pattern can't be understood: {why}"),
        )
        .help("`*` stands for any characters, `?` for one, `**` for folders"),
        SurveyError::Io { file, error } => whole(
            file,
            "unreadable-file",
            format!("the file can't be read: {error}"),
        )
        .class(Class::Io),
        SurveyError::Damaged { file, error } => whole(
            file,
            "damaged-file",
            format!("the file is damaged, its compressed data can't be unpacked: {error}"),
        )
        .help("download or export it again"),
        SurveyError::Empty { file } => whole(file, "empty-file", "the file is empty")
            .help("a survey export begins with a line of column names"),
        SurveyError::HeaderOnly { file } => whole(
            file,
            "no-answers",
            "the file has column names and no answers",
        )
        .help("export it again with its responses"),
        SurveyError::NotOneTable { file, why } => whole(file, "not-one-table", why)
            .help("export the survey as CSV"),
        SurveyError::JoinColumn { span, name, near } => {
            let near = near.first().map(|near| format!("did you mean `{near}`?"));
            let message = format!("there is no column `{name}` to join on");
            at(span, "unknown-column", message).help(near.unwrap_or_else(|| {
                "write `on CustomerId = id` where the key has another name in the second file"
                    .to_owned()
            }))
        }
        SurveyError::JoinRepeated { at, first_row } => {
            let message = format!("the key \"{}\" stands in row {first_row} already", short(&at.value));
            cell(at, "repeated-key", message)
                .label("again")
                .help("each response must find one row at most: keep one row for each key, or make this file the source and join the other one")
        }
        SurveyError::JoinRagged {
            at,
            fields,
            expected,
        } => {
            let word = fields_word(fields);
            let message = format!("this row has {fields} {word} where the header has {expected} columns");
            cell(at, "ragged-row", message).help("correct the row: a quote or a delimiter inside a cell?")
        }
        SurveyError::JoinOpenQuote { at } => {
            cell(at, "open-quote", "a quote is opened here and never closed".to_owned())
                .help("close the quote, or export the file again: it may have been cut off")
        }
        SurveyError::UnknownEncoding { span, name } => at(
            span,
            "unknown-encoding",
            format!("there is no encoding \"{name}\""),
        )
        .help("encodings are named like \"UTF-8\", \"UTF-16LE\", \"Windows-1256\", \"Windows-1252\", \"MacRoman\" or \"CP850\""),
        SurveyError::UnknownDialect { span, name } => {
            let known = dialects::DIALECTS.iter().map(|dialect| dialect.id);
            let near = nearest(&name, known.clone());
            let help = match near.first() {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("the dialects are {}", known.collect::<Vec<_>>().join(", ")),
            };
            at(span, "unknown-dialect", format!("there is no dialect \"{name}\"")).help(help)
        }
        SurveyError::NotText { file, kind } => whole(
            file,
            "not-text",
            format!("the file is no CSV text but {kind}"),
        )
        .help("export the survey as CSV"),
        SurveyError::ColumnLacking {
            file,
            column,
            first,
        } => whole(
            file,
            "column-lacking",
            format!("the file has no column \"{column}\""),
        )
        .help(format!(
            "{} has it; all files of a source need the columns that the query uses",
            files::name(&first)
        )),
        SurveyError::Record(fault) => record(fault),
        SurveyError::BadCells(bad) => bad_cells(bad),
        SurveyError::BadWeight { at } => {
            let message = format!("\"{}\" is no weight", short(&at.value));
            cell(at, "bad-weight", message)
                .label("a number of at least 0 was expected")
                .help("correct it, or leave the row out with `keep`; a row without a weight may be empty here and is then left out and counted")
        }
        SurveyError::NoWeights { file, column } => whole(
            file,
            "no-weights",
            format!("no row has a weight above 0 in column \"{column}\""),
        )
        .help("name the column that holds the weights, or remove `weight`"),
        SurveyError::Keyless { at } => cell(at, "no-key", "this row has no key".to_owned())
            .label("empty")
            .help("leave such rows out with `keep`, or remove `key` if rows need none"),
        SurveyError::Repeated {
            at,
            first_line,
            first_file,
            rows,
        } => {
            let more = match rows {
                1 => String::new(),
                rows => format!(" ({rows} rows repeat a key)"),
            };
            let message = format!(
                "the key \"{}\" stands in an earlier row already{more}",
                short(&at.value)
            );
            cell(at, "repeated-key", message)
                .label(format!("first in line {first_line} of {}", files::name(&first_file)))
                .help("say `keep last` after the key to count the last row of each, or name the column that is different in every row")
        }
        SurveyError::DateOrder {
            span,
            column,
            day_first,
            month_first,
            either,
        } => date_order(span, &column, day_first, month_first, either),
        SurveyError::Decimal {
            span,
            column,
            either,
        } => at(
            span,
            "ambiguous-numbers",
            format!("it can't be told whether the comma of numbers like \"{either}\" in \"{column}\" groups thousands or begins the decimals"),
        )
        .class(Class::Data)
        .help("say in the source which mark begins the decimals: `decimal \".\"` or `decimal \",\"`"),
        SurveyError::Zone { span, zone } => at(
            span,
            "unknown-time-zone",
            format!("there is no time zone \"{zone}\""),
        )
        .help("time zones are named like \"Asia/Tehran\" or \"Europe/London\""),
    }
}

fn record(fault: RecordFault) -> Diagnostic {
    let more = match fault.records {
        1 => String::new(),
        2 => ", and another row is wrong too".to_owned(),
        records => format!(", and {} other rows are wrong too", records - 1),
    };
    let (code, message, label, help) = match fault.kind {
        RecordFaultKind::OpenQuote => (
            "open-quote",
            "a quoted answer is opened here and never closed".to_owned(),
            "the closing quote is missing",
            "close the quote, or export the file again: it may have been cut off",
        ),
        RecordFaultKind::Nul => (
            "zero-byte",
            "the file holds a zero byte, which no text does".to_owned(),
            "here",
            "the file is damaged or no text: export it again as CSV in UTF-8",
        ),
        RecordFaultKind::NotUtf8 => (
            "not-utf-8",
            "the file is not in UTF-8, so its letters can't be told".to_owned(),
            "the first byte that is no UTF-8",
            "if it is in another encoding, say which in the source: `encoding \"Windows-1256\"`",
        ),
        RecordFaultKind::Undecodable => (
            "undecodable",
            "there are bytes here that mean nothing in the file's encoding".to_owned(),
            "no letter",
            "the file was cut off or damaged, or is in another encoding than it seems: say which in the source, `encoding \"Windows-1252\"`",
        ),
        RecordFaultKind::Ragged { fields, expected } => (
            "ragged-row",
            format!(
                "this row has {fields} {} where the header has {expected} columns{more}",
                fields_word(fields)
            ),
            if fields < expected {
                "the row ends too early"
            } else {
                "more than the header has columns for"
            },
            "correct the row (a quote or a delimiter inside an answer?), or say `tolerate 1%` in the source to leave such rows out and count them",
        ),
    };
    Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code,
        message,
        place: Place::Data(DataPlace {
            file: fault.file,
            line: fault.line,
            column: None,
            character: fault.excerpt.column,
            excerpt: fault.excerpt.text,
            underline: fault.excerpt.underline,
        }),
        label: Some(label.to_owned()),
        help: Some(help.to_owned()),
    }
}

fn fields_word(fields: usize) -> &'static str {
    if fields == 1 { "field" } else { "fields" }
}

fn bad_cells(bad: BadCells) -> Diagnostic {
    if bad.cells == bad.answered && bad.cells > 1 {
        return none_fits(bad);
    }
    let BadCells {
        first,
        why,
        cells,
        answered,
        expected,
        name,
        ..
    } = bad;
    let what = match why {
        Absence::OutOfScale => "is outside the scale of",
        _ => "can't be read as an answer to",
    };
    let count = match cells {
        1 => String::new(),
        cells => format!(" ({cells} of {answered} answers are like this)"),
    };
    let message = format!("\"{}\" {what} `{name}`{count}", short(&first.value));
    let value = short(&first.value);
    let help = if is_decimal_comma(&first.value) {
        "say in the source which mark begins the decimals: `decimal \",\"` or `decimal \".\"`"
            .to_owned()
    } else if expected == "a date" {
        "if day and month stand in another order, say `day/month/year` or `month/day/year` after the column; \
         to leave out a few such values and count them, say `tolerate 1%` in the source"
            .to_owned()
    } else {
        format!(
            "if \"{value}\" means that there is no answer, say so in the field or the source: `missing \"{value}\"`; \
             to leave out a few such values and count them, say `tolerate 1%` in the source"
        )
    };
    cell(first, "bad-value", message)
        .label(format!("expected {expected}"))
        .help(help)
}

/// Where no answer at all is as the query takes it, the mistake is the query's.
fn none_fits(bad: BadCells) -> Diagnostic {
    let BadCells {
        first,
        answered,
        expected,
        span,
        name,
        ..
    } = bad;
    let message = format!(
        "none of the {answered} answers to `{name}` is {}: \"{}\", for example",
        expected,
        short(&first.value)
    );
    Diagnostic::query("wrong-reading", span, message)
        .label("read so here")
        .help(format!(
            "look at column \"{}\" in {}, line {}",
            first.column,
            files::name(&first.file),
            first.line
        ))
}

fn date_order(
    span: Span,
    column: &str,
    day_first: Option<String>,
    month_first: Option<String>,
    either: Option<String>,
) -> Diagnostic {
    let help = "say which it is: `day/month/year` or `month/day/year` after the column";
    match (day_first, month_first) {
        (Some(day), Some(month)) => at(
            span,
            "mixed-dates",
            format!("the dates in \"{column}\" are not all in one order: \"{day}\" begins with the day, \"{month}\" with the month"),
        )
        .class(Class::Data)
        .help(help),
        _ => at(
            span,
            "ambiguous-dates",
            format!(
                "it can't be told whether dates like \"{}\" in \"{column}\" begin with the day or the month",
                either.unwrap_or_default()
            ),
        )
        .class(Class::Data)
        .help(help),
    }
}

fn at(span: Span, code: &'static str, message: String) -> Diagnostic {
    Diagnostic::query(code, span, message)
}

fn whole(file: std::path::PathBuf, code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code,
        message: message.into(),
        place: Place::File(file),
        label: None,
        help: None,
    }
}

fn cell(cell: Cell, code: &'static str, message: String) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code,
        message,
        place: Place::Data(DataPlace {
            file: cell.file,
            line: cell.line,
            column: Some(cell.column),
            character: cell.excerpt.column,
            excerpt: cell.excerpt.text,
            underline: cell.excerpt.underline,
        }),
        label: None,
        help: None,
    }
}

/// "3,5", say.
fn is_decimal_comma(value: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    value
        .trim_start_matches('-')
        .split_once(',')
        .is_some_and(|(whole, part)| digits(whole) && digits(part))
}

/// A value as it fits into a sentence.
fn short(value: &str) -> String {
    if value.chars().count() <= 40 {
        return value.to_owned();
    }
    let mut short: String = value.chars().take(39).collect();
    short.push('…');
    short
}

fn folder_name(folder: &std::path::Path) -> String {
    if folder.as_os_str().is_empty() {
        "the current one".to_owned()
    } else {
        folder.display().to_string()
    }
}
