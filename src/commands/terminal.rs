//! What is written to the terminal.

use std::io::{self, IsTerminal, Write};

use crate::diagnostics::{Diagnostic, MessageFormat, render};
use crate::language::Sources;

/// How wide messages are where there is no terminal to ask.
const WIDTH: usize = 100;

/// Shows diagnostics on standard error.
pub fn show(diagnostics: &[Diagnostic], sources: &Sources, format: MessageFormat) {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colour = io::stderr().is_terminal() && !no_colour;
    let text = render(diagnostics, sources, format, colour, WIDTH);
    // Nobody listens, nothing to be done.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes text to standard output.
pub fn say(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}
