//! `cxq describe`

mod table;

use std::io::{self, IsTerminal};

use super::arguments::{DescribeArguments, ProfileFormat};
use super::exit::Exit;
use super::progress::Progress;
use super::terminal::{say, show};
use crate::language::Sources;
use crate::profile::{changes_between, profile};
use crate::survey::{scan::size, wording};

/// Says what survey files seem to hold.
pub fn describe(arguments: &DescribeArguments) -> Exit {
    let mut exit = Exit::Success;
    let mut profiles = Vec::new();
    for (number, path) in arguments.files.iter().enumerate() {
        let progress = Progress::new(size(std::slice::from_ref(path)));
        let profiled = profile(std::slice::from_ref(path), &|bytes| progress.add(bytes));
        progress.finish();
        match profiled {
            Ok(profile) if arguments.format == ProfileFormat::Json => {
                // A profile is text and numbers, which always are JSON.
                say(&serde_json::to_string(&profile).unwrap_or_default());
                say("\n");
                profiles.push(profile);
            }
            Ok(profile) => {
                if number > 0 {
                    say("\n");
                }
                let dim = io::stdout().is_terminal() && super::terminal::colours();
                say(&table::table(&profile, super::terminal::width(), dim));
                profiles.push(profile);
            }
            Err(errors) => {
                let diagnostics: Vec<_> = errors.into_iter().map(wording::diagnostic).collect();
                show(
                    &diagnostics,
                    &Sources::default(),
                    arguments.messages.message_format.into(),
                );
                exit = exit.and(Exit::of(&diagnostics));
            }
        }
    }
    if profiles.len() > 1 && arguments.format == ProfileFormat::Text {
        say(&table::between(
            &changes_between(&profiles),
            super::terminal::width(),
        ));
    }
    exit
}
