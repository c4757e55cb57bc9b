//! What is written to the terminal.

use std::io::{self, IsTerminal, Write};

use crate::diagnostics::{Diagnostic, MessageFormat, render};
use crate::language::Sources;

/// How wide messages are where there is no terminal to ask.
const WIDTH: usize = 100;

/// Shows diagnostics on standard error.
pub fn show(diagnostics: &[Diagnostic], sources: &Sources, format: MessageFormat) {
    let colour = io::stderr().is_terminal() && colours();
    let text = render(diagnostics, sources, format, colour, WIDTH);
    // Nobody listens, nothing to be done.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes text to standard output.
pub fn say(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Whether colours are wanted where there is a terminal.
pub fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// How wide standard output is.
pub fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0))
}
