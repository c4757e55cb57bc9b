//! Words for files that are no queries.

use super::terms;
use crate::diagnostics::{Class, Diagnostic, Place};
use crate::language::error::{ReportedError, TextError};
use crate::language::sources::Sources;
use crate::language::span::Span;

pub(super) fn text(error: &TextError, span: Span, sources: &Sources) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    let whole = |code, message: String| Diagnostic {
        place: Place::File(sources.path(span.file).to_owned()),
        ..Diagnostic::query(code, span, message)
    };
    match error {
        TextError::Unreadable { reason } => whole(
            "unreadable-file",
            format!("the query can't be read: {reason}"),
        )
        .class(Class::Io),
        TextError::TooLong { bytes } => whole(
            "file-too-long",
            format!("the file has {}; a query has at most 1 MB", size(*bytes)),
        )
        .help("is this the survey? a query is a short text that names the survey in its `source`"),
        TextError::LineTooLong { bytes } => at(
            "line-too-long",
            format!(
                "this line has {}; a line of a query has at most 100 kB",
                size(*bytes)
            ),
        )
        .help("break the line, or check that this file is a query"),
        TextError::Utf16 => {
            whole("not-utf8", "the file is saved as UTF-16".to_owned()).help("save it as UTF-8")
        }
        TextError::NotUtf8 => at(
            "not-utf8",
            "the file is not UTF-8 text from here on".to_owned(),
        )
        .label("not a character in UTF-8")
        .help("save the file as UTF-8"),
        TextError::Nul => at(
            "not-text",
            "the file holds a zero byte, which no text has".to_owned(),
        )
        .help("check that this file is a query, saved as UTF-8 text"),
        TextError::Empty { comments } => {
            let message = if *comments {
                "the file holds only comments"
            } else {
                "the file is empty"
            };
            at("empty-file", message.to_owned())
                .help("a query begins with where the answers come from: `source responses = \"export.csv\"`")
        }
        TextError::TooDeep { most } => at(
            "too-deep",
            format!("brackets are nested more than {most} deep here"),
        )
        .help("name a part of it with `segment` and use the name"),
        TextError::TooManyPrefixes { word } => at(
            "too-deep",
            format!("too many {} in a row", terms::ticked(&[word]).concat()),
        )
        .help(if word == "not" {
            "two `not` cancel each other"
        } else {
            "two minus signs cancel each other"
        }),
        TextError::UseMissing { path, reason } => {
            at("unreadable-file", format!("{path} can't be read: {reason}"))
                .help("the path is relative to the file in which it is written")
                .class(Class::Io)
        }
        TextError::UseCycle { files } => at(
            "use-cycle",
            format!(
                "these files use each other in a circle: {}",
                files.join(" → ")
            ),
        )
        .help("move what both need into a file that uses neither"),
        TextError::UseTooMany => at("use-too-many", "too many files use one another".to_owned())
            .help("a query may be made of at most 200 files, 32 of them in a row"),
        TextError::Table { reason } => at("bad-figures", reason.clone()).help(
            "a table of figures is CSV with commas; `cxq benchmarks --format csv` prints one",
        ),
        TextError::FigureTwice { id } => {
            at("figure-twice", format!("there is a figure `{id}` already"))
                .help("give this one an id of its own, `own.satisfied` say")
        }
    }
}

pub(super) fn reported(error: &ReportedError, span: Span) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    match error {
        ReportedError::NoReport { reason } => at(
            "no-report",
            format!("this file is not the JSON of a report ({reason})"),
        )
        .help("name the .json file that `cxq build` wrote beside the other page"),
        ReportedError::AnotherFormat { format, read } => at(
            "another-format",
            format!("this report is of format {format}, written by another version of cxq; this one reads format {read}"),
        )
        .help("build the other report with this version of cxq"),
        ReportedError::Impossible { metric, value } => at(
            "no-report",
            format!("that report gives {value} for `{metric}`, which it can't be"),
        )
        .help("build the other report anew"),
        ReportedError::NoMetric {
            metric,
            near,
            metrics,
        } => {
            let known = terms::ticked(&metrics.iter().map(String::as_str).collect::<Vec<_>>());
            let metrics = format!("it has {}", known.join(", "));
            at(
                "unknown-metric",
                format!("that report has no metric `{metric}`"),
            )
            .help(terms::did_you_mean(near).unwrap_or(metrics))
        }
        ReportedError::NoValue { metric } => at(
            "no-figure",
            format!("that report gives no number for `{metric}`"),
        )
        .help("its base may be too small to be shown"),
        ReportedError::Count { metric } => at(
            "no-figure",
            format!("`{metric}` is a number of responses, which is no benchmark"),
        )
        .help("name a share, a score, a mean or a median of that report"),
    }
}

fn size(bytes: usize) -> String {
    if bytes >= 1_000_000 {
        format!("{:.1} MB", bytes as f64 / 1e6)
    } else {
        format!("{} kB", bytes / 1000)
    }
}
