//! Diagnostics as text.

use super::diagnostic::Diagnostic;
use super::{human, json, short};
use crate::language::Sources;

/// For whom diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MessageFormat {
    /// For people: the line, the place underlined, what to do.
    #[default]
    Human,
    /// For editors: `file:line:column: error: message; hint: help`, one line each.
    Short,
    /// For tools: one JSON object a line.
    Json,
}

/// Writes diagnostics one after the other, in the order given.
///
/// `colour` allows colours and line-drawing characters; `width` is that of the terminal in
/// characters. Both matter only for [`MessageFormat::Human`].
///
/// The fields of a line of [`MessageFormat::Json`]: `severity`, `class`, `code`, `message`,
/// `label`, `help`, `file`, `line`, `column`, `endLine`, `endColumn` (from 1, in characters),
/// `range` (from 0, in UTF-16 units, as the Language Server Protocol has it), and for a place in a
/// survey `dataColumn` and `excerpt`.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    format: MessageFormat,
    colour: bool,
    width: usize,
) -> String {
    let mut text = String::new();
    match format {
        MessageFormat::Human => {
            let painter = human::Painter::new(colour, width);
            for diagnostic in diagnostics {
                text.push_str(&painter.draw(diagnostic, sources));
                text.push('\n');
            }
        }
        MessageFormat::Short => {
            for diagnostic in diagnostics {
                text.push_str(&short::line(diagnostic, sources));
                text.push('\n');
            }
        }
        MessageFormat::Json => {
            for diagnostic in diagnostics {
                text.push_str(&json::line(diagnostic, sources));
                text.push('\n');
            }
        }
    }
    text
}
