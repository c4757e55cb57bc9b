//! `cxq build` and `cxq check`

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::arguments::{BuildArguments, CheckArguments};
use super::exit::Exit;
use super::progress::Progress;
use super::terminal::{say, show};
use crate::cells::Circumstances;
use crate::cells::period::day_number;
use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::language::Sources;
use crate::pipeline::{self, Computed};
use crate::publish;
use crate::publish::templates::Templates;
use crate::publish::write::{File, safe_stem, write_all};
use crate::survey::scan::size;

/// Builds reports.
pub fn build(arguments: &BuildArguments) -> Exit {
    let templates = match &arguments.templates {
        None => Templates::built_in(),
        Some(folder) => match Templates::with_folder(folder) {
            Ok(templates) => templates,
            Err(error) => return complain(&arguments.check, vec![of_template(&error)]),
        },
    };
    if let Some(clash) = same_name(&arguments.check.files) {
        return complain(&arguments.check, vec![clash]);
    }
    run(&arguments.check, |query, computed| {
        write(arguments, &templates, query, computed)
    })
}

/// Checks queries and writes nothing.
pub fn check(arguments: &CheckArguments) -> Exit {
    run(arguments, |query, computed| {
        let answers: u64 = computed.pages.first().map_or(0, |page| page.base.n);
        Ok(format!(
            "{}: no errors, {answers} responses\n",
            query.display()
        ))
    })
}

/// What became of one query.
struct Outcome {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    said: String,
    alerts: Vec<String>,
}

/// Computes all queries in parallel, hands each to `finish`, and tells what happened in their order.
fn run(
    arguments: &CheckArguments,
    finish: impl Fn(&Path, &Computed) -> Result<String, Diagnostic> + Sync,
) -> Exit {
    if let Some(threads) = arguments.threads {
        // Fails only if the pool exists already, and then as many threads as before do the work.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global();
    }
    let outcomes: Vec<Outcome> = arguments
        .files
        .par_iter()
        .map(|file| {
            catch_unwind(AssertUnwindSafe(|| one(arguments, file, &finish))).unwrap_or_else(|_| {
                Outcome {
                    sources: Sources::default(),
                    diagnostics: vec![internal(file)],
                    said: String::new(),
                    alerts: Vec::new(),
                }
            })
        })
        .collect();
    let mut exit = Exit::Success;
    for outcome in outcomes {
        show(
            &outcome.diagnostics,
            &outcome.sources,
            arguments.messages.message_format.into(),
        );
        if !arguments.quiet {
            say(&outcome.said);
        }
        for alert in &outcome.alerts {
            say(&format!("alert: {alert}\n"));
        }
        exit = exit.and(Exit::of(&outcome.diagnostics));
        if !outcome.alerts.is_empty() {
            exit = exit.and(Exit::Alert);
        }
    }
    exit
}

fn one(
    arguments: &CheckArguments,
    file: &Path,
    finish: &(impl Fn(&Path, &Computed) -> Result<String, Diagnostic> + Sync),
) -> Outcome {
    let opened = pipeline::open(file);
    let mut outcome = Outcome {
        sources: opened.sources,
        diagnostics: opened.diagnostics,
        said: String::new(),
        alerts: Vec::new(),
    };
    let Some((query, survey)) = opened.query else {
        return outcome;
    };
    let paths: Vec<PathBuf> = survey.files.iter().map(|file| file.path.clone()).collect();
    let progress = Progress::new(size(&paths));
    let circumstances = Circumstances {
        as_of: arguments.as_of.map(day_number),
        progress: &|bytes| progress.add(bytes),
    };
    let computed = pipeline::compute(&query, &survey, &outcome.sources, &circumstances);
    progress.finish();
    match computed {
        Err(diagnostics) => outcome.diagnostics.extend(diagnostics),
        Ok(mut computed) => {
            outcome.diagnostics.append(&mut computed.diagnostics);
            match finish(file, &computed) {
                Ok(said) => outcome.said = said,
                Err(diagnostic) => outcome.diagnostics.push(diagnostic),
            }
            outcome.alerts = computed.alerts;
        }
    }
    outcome
}

/// Writes all files of a query's pages, or none.
fn write(
    arguments: &BuildArguments,
    templates: &Templates,
    query: &Path,
    computed: &Computed,
) -> Result<String, Diagnostic> {
    let mut files: Vec<File> = Vec::new();
    for (number, figures) in computed.pages.iter().enumerate() {
        let stem = match number {
            0 => stem(query),
            number => format!("{}-{}", stem(query), number + 1),
        };
        files.extend(
            publish::files(figures, &stem, templates).map_err(|error| of_template(&error))?,
        );
    }
    if files.is_empty() {
        return Ok(String::new());
    }
    let written = write_all(&arguments.out, &files).map_err(|error| Diagnostic {
        severity: Severity::Error,
        class: Class::Io,
        code: "not-written",
        message: error.to_string(),
        place: Place::Nowhere,
        label: None,
        help: Some("the old report, if there was one, is still there".to_owned()),
    })?;
    let mut said = String::new();
    for path in written
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "html"))
    {
        said.push_str(&format!("{}\n", path.display()));
    }
    Ok(said)
}

/// The name of a query's pages.
fn stem(query: &Path) -> String {
    safe_stem(
        &query
            .file_stem()
            .unwrap_or(query.as_os_str())
            .to_string_lossy(),
    )
}

/// Two queries whose pages would have the same name.
fn same_name(files: &[PathBuf]) -> Option<Diagnostic> {
    let mut names = BTreeMap::<String, &Path>::new();
    files.iter().find_map(|file| {
        let first = names.insert(stem(file).to_lowercase(), file)?;
        Some(Diagnostic {
            severity: Severity::Error,
            class: Class::Query,
            code: "same-name",
            message: format!(
                "{} and {} would both be written to {}.html",
                first.display(),
                file.display(),
                stem(file)
            ),
            place: Place::Nowhere,
            label: None,
            help: Some("build them into different folders with --out, or rename one".to_owned()),
        })
    })
}

fn of_template(error: &publish::templates::TemplateError) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Io,
        code: "template",
        message: error.to_string(),
        place: Place::Nowhere,
        label: None,
        help: None,
    }
}

fn internal(file: &Path) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Io,
        code: "internal",
        message: format!("cxq failed on {}; nothing was written", file.display()),
        place: Place::Nowhere,
        label: None,
        help: Some("this is a mistake in cxq; please report it with the text above".to_owned()),
    }
}

fn complain(arguments: &CheckArguments, diagnostics: Vec<Diagnostic>) -> Exit {
    show(
        &diagnostics,
        &Sources::default(),
        arguments.messages.message_format.into(),
    );
    Exit::of(&diagnostics)
}
