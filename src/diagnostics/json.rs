//! One JSON object a line, for tools.
//!
//! | field | what it is |
//! |---|---|
//! | `severity` | `error` or `warning` |
//! | `class` | `query`, `data` or `io`; decides the exit code |
//! | `code` | a stable short name, such as `unknown-column` |
//! | `message` | what is wrong, one sentence |
//! | `label`, `help` | words for the place, and what to do; `null` if there are none |
//! | `file` | the file, `null` if there is none |
//! | `line`, `column` | where it begins, from 1, in characters; `null` if not known |
//! | `endLine`, `endColumn` | where it ends, the same way; the character there is no part of it |
//! | `range` | the same as the Language Server Protocol has it: from 0, in UTF-16 units |
//! | `dataColumn` | for a place in a survey: the header of the column |
//! | `excerpt` | for a place in a survey: the record, cut to what is worth showing |

use serde::Serialize;

use super::diagnostic::{Class, Diagnostic, Place, Severity};
use super::place::locate;
use crate::language::Sources;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    severity: &'static str,
    class: &'static str,
    code: &'a str,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<u64>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    range: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_column: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<&'a str>,
}

#[derive(Serialize)]
struct Range {
    start: EditorPosition,
    end: EditorPosition,
}

#[derive(Serialize)]
struct EditorPosition {
    line: usize,
    character: usize,
}

pub(super) fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let located = locate(&diagnostic.place, sources);
    let located = located.as_ref();
    let position = |(line, character)| EditorPosition { line, character };
    let (data_column, excerpt) = match &diagnostic.place {
        Place::Data(data) => (data.column.as_deref(), Some(data.excerpt.as_str())),
        _ => (None, None),
    };
    let line = Line {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        class: match diagnostic.class {
            Class::Query => "query",
            Class::Data => "data",
            Class::Io => "io",
        },
        code: diagnostic.code,
        message: &diagnostic.message,
        label: diagnostic.label.as_deref(),
        help: diagnostic.help.as_deref(),
        file: located.map(|located| located.path.as_str()),
        line: located.and_then(|located| located.line),
        column: located.and_then(|located| located.column),
        end_line: located.and_then(|located| located.end).map(|end| end.line),
        end_column: located
            .and_then(|located| located.end)
            .map(|end| end.column),
        range: located
            .and_then(|located| located.editor)
            .map(|[start, end]| Range {
                start: position(start),
                end: position(end),
            }),
        data_column,
        excerpt,
    };
    // Strings and numbers always have a JSON form.
    serde_json::to_string(&line).unwrap_or_default()
}
