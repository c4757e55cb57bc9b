//! The commands: from arguments to a call of the library and an exit code.

mod arguments;
mod benchmarks;
mod build;
mod completions;
mod describe;
mod exit;
mod explain;
mod init;
mod progress;
mod schema;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Runs the program with the arguments of its process.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Check(arguments) => build::check(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Benchmarks(arguments) => benchmarks::benchmarks(&arguments),
        Command::Describe(arguments) => describe::describe(&arguments),
        Command::Init(arguments) => init::init(&arguments),
        Command::Completions { shell } => completions::completions(shell),
        Command::Schema => schema::schema(),
    }
    .into()
}
