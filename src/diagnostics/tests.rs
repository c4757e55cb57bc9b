//! The three forms, for places that are easily drawn wrong.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use super::{Class, DataPlace, Diagnostic, MessageFormat, Place, Severity, render};
use crate::language::Sources;
use crate::language::span::{FileId, Span};

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add(PathBuf::from("query.cxq"), text.to_owned());
    sources
}

fn at(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    let end = start + part.len();
    Span {
        file: FileId(0),
        start: start.try_into().unwrap(),
        end: end.try_into().unwrap(),
    }
}

fn human(text: &str, part: &str) -> String {
    let diagnostic = Diagnostic::query("test", at(text, part), "it is wrong")
        .label("here")
        .help("mend it");
    render(
        &[diagnostic],
        &sources(text),
        MessageFormat::Human,
        false,
        80,
    )
}

/// The line of a drawing that is underlined and the underline, from the bar on.
fn underlined(drawing: &str) -> (String, String) {
    let mut lines = drawing.lines().skip_while(|line| !line.contains(" | "));
    let text = lines
        .next()
        .unwrap()
        .split_once(" | ")
        .unwrap()
        .1
        .to_owned();
    let marks = lines
        .next()
        .unwrap()
        .split_once(" : ")
        .unwrap()
        .1
        .to_owned();
    (text, marks)
}

#[test]
fn a_place_is_drawn_under_its_characters() {
    let text = "# نظر\nmetric رضایت = nps(نظر)\n";
    let (line, marks) = underlined(&human(text, "nps"));
    assert_eq!(line, "metric رضایت = nps(نظر)");
    // Fifteen characters stand before it, however many bytes they have.
    assert_eq!(marks.trim_end(), format!("{}^|^", " ".repeat(15)));
    assert!(human(text, "nps").contains("query.cxq:2:16"));
}

#[test]
fn tabs_and_windows_line_ends_shift_nothing() {
    let text = "a\r\n\tsegment\tx = y\r\nb\r\n";
    let (line, marks) = underlined(&human(text, "x = y"));
    let column = line.find('x').unwrap();
    assert_eq!(marks.find('^').unwrap(), column);
    assert!(human(text, "x = y").contains("query.cxq:2:10"));
    assert!(!human(text, "x = y").contains('\r'));
}

#[test]
fn colours_and_line_drawing_only_when_asked() {
    let text = "metric a = b\n";
    let diagnostic = Diagnostic::query("test", at(text, "b"), "it is wrong");
    let plain = render(
        std::slice::from_ref(&diagnostic),
        &sources(text),
        MessageFormat::Human,
        false,
        80,
    );
    assert!(plain.is_ascii());
    let colourful = render(
        &[diagnostic],
        &sources(text),
        MessageFormat::Human,
        true,
        80,
    );
    assert!(colourful.contains("\u{1b}[") && colourful.contains('─'));
}

#[test]
fn a_huge_line_is_never_printed() {
    let text = "x".repeat(10 << 20);
    for format in [
        MessageFormat::Human,
        MessageFormat::Short,
        MessageFormat::Json,
    ] {
        let span = Span {
            file: FileId(0),
            start: 5 << 20,
            end: 10 << 20,
        };
        let drawn = render(
            &[Diagnostic::query("test", span, "long")],
            &sources(&text),
            format,
            true,
            80,
        );
        assert!(drawn.len() < 3000, "{} bytes", drawn.len());
    }
}

#[test]
fn a_place_in_a_survey_is_drawn_as_well() {
    let place = DataPlace {
        file: PathBuf::from("export.csv"),
        line: 42,
        character: 5,
        column: Some("Q1".to_owned()),
        excerpt: "R_1,عالی,7".to_owned(),
        underline: 4.."R_1,عالی".len(),
    };
    let diagnostic = Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code: "not-a-code",
        message: "this is no number".to_owned(),
        place: Place::Data(place),
        label: None,
        help: None,
    };
    let all = [diagnostic];
    let drawn = render(&all, &Sources::default(), MessageFormat::Human, false, 80);
    assert!(drawn.contains("export.csv:42"));
    assert_eq!(
        underlined(&drawn),
        ("R_1,عالی,7".to_owned(), "    ^^^^".to_owned())
    );
    let short = render(&all, &Sources::default(), MessageFormat::Short, false, 80);
    assert_eq!(short, "export.csv:42:5: error: this is no number\n");
    let json = render(&all, &Sources::default(), MessageFormat::Json, false, 80);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["class"], "data");
    assert_eq!(
        (&json["line"], &json["dataColumn"]),
        (&42.into(), &"Q1".into())
    );
}

#[test]
fn editors_get_utf_16_columns() {
    let text = "segment a = \"🙂\" == نظر\n";
    let diagnostic = Diagnostic::query("test", at(text, "نظر"), "it is wrong");
    let json = render(
        &[diagnostic],
        &sources(text),
        MessageFormat::Json,
        false,
        80,
    );
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["line"], &json["column"]), (&1.into(), &20.into()));
    assert_eq!(json["range"]["start"]["character"], 20);
    assert_eq!(
        (&json["endColumn"], &json["range"]["end"]["character"]),
        (&23.into(), &23.into())
    );
}

#[test]
fn a_file_or_nothing_needs_no_line() {
    let mut diagnostic = Diagnostic::query("test", Span::default(), "it is wrong").warning();
    diagnostic.place = Place::File(PathBuf::from("a.cxq"));
    let whole = render(
        std::slice::from_ref(&diagnostic),
        &Sources::default(),
        MessageFormat::Human,
        false,
        80,
    );
    assert!(whole.contains("a.cxq: it is wrong"));
    diagnostic.place = Place::Nowhere;
    let short = render(
        &[diagnostic],
        &Sources::default(),
        MessageFormat::Short,
        false,
        80,
    );
    assert_eq!(short, "warning: it is wrong\n");
}
