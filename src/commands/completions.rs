//! `cxq completions`

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::exit::Exit;
use super::terminal::say;

/// Prints the completions of a shell.
pub fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cxq", &mut text);
    say(&String::from_utf8_lossy(&text));
    Exit::Success
}
