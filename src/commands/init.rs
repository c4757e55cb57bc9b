//! `cxq init`

use std::collections::BTreeSet;
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
use crate::profile::{FileProfile, profile};
use crate::publish::write::{File, Role, write_all};
use crate::survey::header::shared_beginning;
use crate::survey::{error::SurveyError, files, scan::size, wording};

/// Writes a first query for a survey's files.
pub fn init(arguments: &InitArguments) -> Exit {
    let fail = |diagnostics: Vec<Diagnostic>| {
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
        return fail(vec![exists(out)]);
    }
    let progress = Progress::new(size(&arguments.files));
    let profiled = profile(&arguments.files, &|bytes| progress.add(bytes));
    progress.finish();
    let profile = match profiled {
        Ok(profile) => profile,
        Err(errors) => return fail(errors.into_iter().map(wording::diagnostic).collect()),
    };
    let unfit: Vec<Diagnostic> = profile
        .files()
        .zip(&profile.survey.files)
        .filter_map(|(of, file)| unfit(of, &file.path))
        .collect();
    if !unfit.is_empty() {
        return fail(unfit);
    }
    let files: Vec<PathBuf> = profile
        .survey
        .files
        .iter()
        .map(|file| file.path.clone())
        .collect();
    let text = draft(&profile, &patterns(arguments.out.as_deref(), &files));
    match &arguments.out {
        None => {
            say(&text);
            Exit::Success
        }
        Some(out) => match written(out, text) {
            Ok(()) => Exit::Success,
            Err(message) => fail(vec![Diagnostic {
                severity: Severity::Error,
                class: Class::Io,
                code: "not-written",
                message,
                place: Place::Nowhere,
                label: None,
                help: None,
            }]),
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

/// Why nothing can be guessed from a file, if so.
fn unfit(profile: &FileProfile, file: &Path) -> Option<Diagnostic> {
    if profile.open_quote {
        return Some(open_quote(file));
    }
    if profile.damaged {
        return Some(damaged(file));
    }
    if profile.rows == profile.tests {
        return Some(wording::diagnostic(SurveyError::HeaderOnly {
            file: file.to_owned(),
        }));
    }
    (profile.ragged * 2 > profile.rows).then(|| no_table(file, profile))
}

/// The files as the query has to write them: one by one, or the one pattern that stands for these
/// and no others, so that the next of them is read as well.
fn patterns(out: Option<&Path>, files: &[PathBuf]) -> Vec<String> {
    let paths: Vec<String> = files.iter().map(|file| seen_from(out, file)).collect();
    pattern(out, &paths, files).map_or(paths, |pattern| vec![pattern])
}

fn pattern(out: Option<&Path>, paths: &[String], files: &[PathBuf]) -> Option<String> {
    let [first, _, ..] = paths else { return None };
    let texts: Vec<&str> = paths.iter().map(String::as_str).collect();
    let begin = shared_beginning(&texts);
    let reversed: Vec<String> = paths
        .iter()
        .map(|path| path[begin.len()..].chars().rev().collect())
        .collect();
    let texts: Vec<&str> = reversed.iter().map(String::as_str).collect();
    let end: String = shared_beginning(&texts).chars().rev().collect();
    let named = begin.rsplit(['/', '\\']).next().unwrap_or_default();
    // A mere ending is no name: other files have it, too.
    if named.is_empty() || first.contains(['*', '?', '[']) {
        return None;
    }
    let pattern = format!("{begin}*{end}");
    let folder = out.and_then(Path::parent).unwrap_or(Path::new(""));
    let mut found = files::find(folder, &pattern).ok()?;
    let canonical = |path: &PathBuf| fs::canonicalize(path).ok();
    found.sort();
    let found: Option<BTreeSet<PathBuf>> = found.iter().map(canonical).collect();
    let wanted: Option<BTreeSet<PathBuf>> = files.iter().map(canonical).collect();
    (found.is_some() && found == wanted).then_some(pattern)
}

/// A file's path as the query has to write it: from the folder of the query.
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
fn no_table(file: &Path, profile: &FileProfile) -> Diagnostic {
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

/// What no text holds is in no query's answers either: `cxq build` would refuse it.
fn damaged(file: &Path) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Data,
        code: "damaged-text",
        message: "there are zero bytes in the file, or bytes that are no characters".to_owned(),
        place: Place::File(file.to_owned()),
        label: None,
        help: Some(
            "export the file again as CSV in UTF-8: it may be damaged or cut off".to_owned(),
        ),
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
