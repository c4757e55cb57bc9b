//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::diagnostics::MessageFormat;

/// Turns customer survey exports into a benchmark report that says how far each figure can be
/// trusted.
#[derive(Debug, Parser)]
#[command(version, after_long_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cxq build support.cxq                      writes report/support.html, .json and .csv
  cxq build reports/*.cxq --out public       several reports, built in parallel
  cxq check support.cxq                      everything but writing
  cxq explain support.cxq nps_score          how a figure is computed, in plain words
  cxq describe support.csv                   what an export seems to hold
  cxq init support.csv -o support.cxq        a first query, to build at once
  cxq completions fish > ~/.config/fish/completions/cxq.fish

Exit codes:
  0  all is well
  1  everything was built, and an alert fired
  2  wrong arguments
  3  a query is wrong
  4  a survey holds what the query does not allow
  5  a file can't be read or written
After an error the old report is still there, whole.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build reports
    Build(BuildArguments),
    /// Check queries against their surveys, and write nothing
    Check(CheckArguments),
    /// Say in plain words how a query is computed
    Explain(ExplainArguments),
    /// Search the published figures that a report can stand beside its own
    Benchmarks(BenchmarksArguments),
    /// Say what a survey export seems to hold, column by column
    Describe(DescribeArguments),
    /// Write a first query for a survey export
    Init(InitArguments),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the JSON Schema of the figures that `build` writes
    Schema,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  cxq build support.cxq
  cxq build north.cxq south.cxq --out public --as-of 2026-06-30
  cxq build support.cxq --templates house-style     our own page.html.j2, the rest built in

For each report it writes NAME.html (one file, no script, no request), NAME.json with every
figure of the page, and NAME-SECTION.csv for each table. NAME is that of the .cxq file.")]
pub struct BuildArguments {
    /// What to check first.
    #[command(flatten)]
    pub check: CheckArguments,
    /// Folder for the reports; nothing outside it is written
    #[arg(short, long, value_name = "FOLDER", default_value = "report")]
    pub out: PathBuf,
    /// Folder with templates that replace built-in ones of the same name
    #[arg(long, value_name = "FOLDER")]
    pub templates: Option<PathBuf>,
}

/// Arguments of `check`, and of `build` as well.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Queries
    #[arg(required = true, value_name = "FILE.cxq")]
    pub files: Vec<PathBuf>,
    /// The date that "previous quarter" and "last 90 days" count from [default: the newest in the data]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Say nothing but errors and warnings
    #[arg(short, long)]
    pub quiet: bool,
    /// How to show messages.
    #[command(flatten)]
    pub messages: MessageArguments,
}

/// How to show messages.
#[derive(Debug, Args)]
pub struct MessageArguments {
    /// How errors and warnings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: Format,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  cxq explain support.cxq                  the plan of the scan, and all metrics
  cxq explain support.cxq csat nps_score   these metrics only")]
pub struct ExplainArguments {
    /// The query
    #[arg(value_name = "FILE.cxq")]
    pub file: PathBuf,
    /// Metrics to explain [default: all, and the plan]
    #[arg(value_name = "METRIC")]
    pub metrics: Vec<String>,
    /// How to show messages.
    #[command(flatten)]
    pub messages: MessageArguments,
}

/// Arguments of `benchmarks`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  cxq benchmarks                           all published figures
  cxq benchmarks satisfied ratio           those in which both words stand
  cxq benchmarks --with our-figures.csv    together with a company's own
  cxq benchmarks --format csv > our-figures.csv

A query cites a figure by its id: `against published satisfied.repurchase-ratio`. A company's own
table has the same columns, and a query takes it in by `use \"our-figures.csv\"`.")]
pub struct BenchmarksArguments {
    /// Words that must stand in a figure's id, topic, group, measure, unit, source or year
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// A table of your own figures, of the same columns
    #[arg(long, value_name = "FILE.csv")]
    pub with: Vec<PathBuf>,
    /// How the figures are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TableFormat,
    /// How to show messages.
    #[command(flatten)]
    pub messages: MessageArguments,
}

/// A format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Columns for people
    Text,
    /// CSV
    Csv,
    /// JSON
    Json,
}

/// Arguments of `describe`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  cxq describe support.csv
  cxq describe support.csv --format json > support.profile.json

It reads the file once and says what wrote it, what each column seems to hold and why, which values
stand there, how many are missing, and what is worth a look before a report is built on it. Nothing
is written.")]
pub struct DescribeArguments {
    /// Survey exports
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How the profile is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ProfileFormat,
    /// How to show messages.
    #[command(flatten)]
    pub messages: MessageArguments,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  cxq init support.csv                     prints it
  cxq init support.csv -o support.cxq      writes it
  cxq build support.cxq                    and builds it
  cxq init wave-*.csv -o waves.cxq         several files of one survey, as one

It looks for what says who is satisfied, for scales, dates, keys, weights and groups, and writes a
query that builds at once. Of several files it says what some ask otherwise than others. Comments say what was guessed and why: read them before you trust the
page. `cxq describe` shows what the guesses rest on.")]
pub struct InitArguments {
    /// A survey export, or several of one survey
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write into this file instead of printing
    #[arg(short, long, value_name = "FILE.cxq")]
    pub out: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// How to show messages.
    #[command(flatten)]
    pub messages: MessageArguments,
}

/// A format of profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileFormat {
    /// Aligned lines, for people
    Text,
    /// One JSON object a file, for tools
    Json,
}

/// A format of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The line, the place underlined, what to do about it
    Human,
    /// `file:line:column: error: message`, one line each
    Short,
    /// One JSON object a line
    Json,
}

impl From<Format> for MessageFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Short => Self::Short,
            Format::Json => Self::Json,
        }
    }
}
