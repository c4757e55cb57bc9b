//! How the parts of a first query are written: values, comments, columns of lines.

use crate::profile::shape_number;

use super::names::{label, text};

pub(super) fn one_line(words: &str) -> String {
    words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A value in the block of a source or field.
pub(super) fn value(value: &str) -> String {
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

pub(super) fn values(list: &[String]) -> String {
    list.iter()
        .map(|text| value(text))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A title and the values that are counted, the title cut where both are too long.
pub(super) fn with_values(title: &str, values: &str) -> String {
    let room = 88usize.saturating_sub(values.chars().count()).max(30);
    let title = if title.chars().count() > room {
        let cut: String = title.chars().take(room - 1).collect();
        format!("{}…", cut.trim_end())
    } else {
        title.to_owned()
    };
    label(&format!("{title}: {values}"))
}

/// Lines with their comments in a column.
pub(super) fn aligned(lines: &[(String, String)], indent: &str) -> String {
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
pub(super) fn commented(lines: &[(String, String)]) -> String {
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
