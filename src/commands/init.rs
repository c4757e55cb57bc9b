//! `cxq init`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::arguments::InitArguments;
use super::exit::Exit;
use super::progress::Progress;
use super::terminal::{say, show};
use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::draft::draft;
use crate::language::Sources;
use crate::profile::trouble::Trouble;
use crate::profile::{Profile, profile};
use crate::publish::write::{File, Role, write_all};
use crate::survey::{error::SurveyError, scan::size, wording};

/// Writes a first query for a survey file.
pub fn init(arguments: &InitArguments) -> Exit {
    let fail = |diagnostic: Diagnostic| {
        let diagnostics = [diagnostic];
        show(
            &diagnostics,
            &Sources::default(),
            arguments.messages.message_format.into(),
        );
        Exit::of(&diagnostics)
    };
    if let Some(out) = &arguments.out
        && out.exists()
        && !arguments.force
    {
        return fail(exists(out));
    }
    let file = &arguments.file;
    let progress = Progress::new(size(std::slice::from_ref(file)));
    let profiled = profile(file, &|bytes| progress.add(bytes));
    progress.finish();
    let profile = match profiled {
        Ok(profile) if profile.troubles.contains(&Trouble::OpenQuote) => {
            return fail(open_quote(file));
        }
        Ok(profile) if profile.rows == profile.tests => {
            return fail(wording::diagnostic(SurveyError::HeaderOnly {
                file: file.clone(),
            }));
        }
        Ok(profile) if profile.ragged * 2 > profile.rows => return fail(no_table(file, &profile)),
        Ok(profile) => profile,
        Err(error) => return fail(wording::diagnostic(error)),
    };
    let path = seen_from(arguments.out.as_deref(), file);
    let text = draft(&profile, &path);
    match &arguments.out {
        None => {
            say(&text);
            Exit::Success
        }
        Some(out) => match written(out, text) {
            Ok(()) => Exit::Success,
            Err(message) => fail(Diagnostic {
                severity: Severity::Error,
                class: Class::Io,
                code: "not-written",
                message,
                place: Place::Nowhere,
                label: None,
                help: None,
            }),
        },
    }
}

/// Whole or not at all.
fn written(out: &Path, text: String) -> Result<(), String> {
    let folder = out.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Some(name) = out.file_name() else {
        return Err(format!("{} is no name of a file", out.display()));
    };
    let file = File {
        name: name.to_string_lossy().into_owned(),
        bytes: text.into_bytes(),
        role: Role::Data,
    };
    write_all(folder, &[file])
        .map(|_| ())
        .map_err(|error| error.to_string())
}

/// The survey's path as the query has to write it: from the folder of the query.
fn seen_from(out: Option<&Path>, file: &Path) -> String {
    let folder = out.and_then(Path::parent).unwrap_or(Path::new(""));
    let path = if folder.as_os_str().is_empty() || file.is_absolute() {
        file.to_owned()
    } else if let Ok(inside) = file.strip_prefix(folder) {
        inside.to_owned()
    } else {
        fs::canonicalize(file).unwrap_or_else(|_: io::Error| PathBuf::from(file))
    };
    path.to_string_lossy().into_owned()
}

/// Most rows don't fit the header: nothing can be guessed from what is left.
fn no_table(file: &Path, profile: &Profile) -> Diagnostic {
    let (ragged, rows) = (profile.ragged, profile.rows);
    Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code: "ragged",
        message: format!("{ragged} of {rows} rows have more or fewer cells than the header"),
        place: Place::File(file.to_owned()),
        label: None,
        help: Some(format!(
            "it was read as {}; is that right? `cxq describe` shows the columns",
            profile.format
        )),
    }
}

/// A quote that is never closed takes in all rows that follow: nothing can be said of them.
fn open_quote(file: &Path) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code: "open-quote",
        message: "a quoted answer is opened and never closed".to_owned(),
        place: Place::File(file.to_owned()),
        label: None,
        help: Some("export the file again: it may have been cut off".to_owned()),
    }
}

fn exists(out: &Path) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Io,
        code: "exists",
        message: format!("there is a file {} already", out.display()),
        place: Place::Nowhere,
        label: None,
        help: Some("take another name, or write over it with --force".to_owned()),
    }
}
