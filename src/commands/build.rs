//! `cxq build` and `cxq check`

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::arguments::{BuildArguments, CheckArguments};
use super::exit::Exit;
use super::progress::Progress;
use super::terminal::{say, show};
use crate::cells::Circumstances;
use crate::cells::period::day_number;
use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::figures::model::Section;
use crate::language::Sources;
use crate::pipeline::{self, Computed};
use crate::publish::html::Pages;
use crate::publish::staging::{Staged, stage};
use crate::publish::templates::Templates;
use crate::publish::write::{Role, WriteError};
use crate::publish::{self, PublishError};
use crate::survey::scan::size;
use crate::text::safe_stem;

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
    // A folder that was made for a report which then can't be written goes again, being empty.
    let is_new = !arguments.out.exists();
    let exit = run(&arguments.check, Some(&arguments.out), |query, computed| {
        let files = render(&templates, query, computed, &arguments.out)?;
        let said = on_pages(computed);
        Ok(Finished { files, said })
    });
    if is_new {
        let _ = fs::remove_dir(&arguments.out);
    }
    exit
}

/// Checks queries and writes nothing.
pub fn check(arguments: &CheckArguments) -> Exit {
    run(arguments, None, |query, computed| {
        let answers: u64 = computed.pages.first().map_or(0, |page| page.base.n);
        let said = format!("{}: no errors, {answers} responses\n", query.display());
        Ok(Finished {
            files: Vec::new(),
            said,
        })
    })
}

/// What a thread that builds has for its calls.
const STACK: usize = 16 << 20;

/// What a query gives.
#[derive(Default)]
struct Finished {
    /// Written, under temporary names.
    files: Vec<Staged>,
    said: String,
}

/// What became of one query.
#[derive(Default)]
struct Outcome {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    finished: Finished,
    alerts: Vec<String>,
}

/// Computes all queries in parallel; then writes what `finish` gives for each, and tells what
/// happened, in their order.
fn run(
    arguments: &CheckArguments,
    out: Option<&Path>,
    finish: impl Fn(&Path, &Computed) -> Result<Finished, Diagnostic> + Sync,
) -> Exit {
    if let Some(threads) = arguments.threads {
        // Fails only if the pool exists already, and then as many threads as before do the work.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build_global();
    }
    let outcomes = in_parallel(&arguments.files, |file| {
        catch_unwind(AssertUnwindSafe(|| one(arguments, file, &finish))).unwrap_or_else(|_| {
            Outcome {
                diagnostics: vec![internal(file)],
                ..Outcome::default()
            }
        })
    });
    let mut exit = Exit::Success;
    let mut names = BTreeMap::new();
    for (query, mut outcome) in arguments.files.iter().zip(outcomes) {
        if let Some(out) = out {
            let files = std::mem::take(&mut outcome.finished.files);
            match write(out, query, files, &mut names) {
                Ok(said) => outcome.finished.said.insert_str(0, &said),
                Err(diagnostic) => outcome.diagnostics.push(diagnostic),
            }
        }
        show(
            &outcome.diagnostics,
            &outcome.sources,
            arguments.messages.message_format.into(),
        );
        if !arguments.quiet {
            say(&outcome.finished.said);
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

/// Does the same for all files on a few threads, and gives what came of it in their order.
///
/// The threads are not those of the scans: a thread of that pool that waits for its scan would
/// begin with the next file meanwhile, and so on, until its stack is full.
fn in_parallel<T: Send>(files: &[PathBuf], work: impl Fn(&Path) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(file) = files.get(index)
        {
            done.push((index, work(file)));
        }
        done
    };
    let others = rayon::current_num_threads()
        .min(files.len())
        .saturating_sub(1);
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        // A thread that can't be had leaves its share to the others; this one is always there.
        let spawn = |_| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, worker).ok()
        };
        let others: Vec<_> = (0..others).filter_map(spawn).collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().unwrap_or_default());
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn one(
    arguments: &CheckArguments,
    file: &Path,
    finish: &(impl Fn(&Path, &Computed) -> Result<Finished, Diagnostic> + Sync),
) -> Outcome {
    let opened = pipeline::open(file);
    let mut outcome = Outcome {
        sources: opened.sources,
        diagnostics: opened.diagnostics,
        ..Outcome::default()
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
                Ok(finished) => outcome.finished = finished,
                Err(diagnostic) => outcome.diagnostics.push(diagnostic),
            }
            outcome.alerts = computed.alerts;
        }
    }
    outcome
}

/// All files of a query's pages, under temporary names.
fn render(
    templates: &Templates,
    query: &Path,
    computed: &Computed,
    out: &Path,
) -> Result<Vec<Staged>, Diagnostic> {
    let pages = Pages::new(templates).map_err(|error| of_template(&error))?;
    let mut files = Vec::new();
    // A report's pages follow the one that lists them.
    let reports = computed.pages.chunk_by(|_, next| next.about.page.is_some());
    for (number, figures) in (1..).zip(reports) {
        let staged = publish::stage_report(figures, &stem_of(query, number), &pages, out);
        files.extend(staged.map_err(|error| match error {
            PublishError::Template(error) => of_template(&error),
            PublishError::Write(error) => not_written(&error),
        })?);
    }
    let lists = computed.lists.iter().map(publish::list::file);
    let lists = lists.map(|file| stage(out, &file));
    let lists: Result<Vec<Staged>, _> = lists.collect();
    files.extend(lists.map_err(|error| not_written(&error))?);
    Ok(files)
}

/// The name of a query's report.
fn stem_of(query: &Path, number: usize) -> String {
    match number {
        1 => stem(query),
        number => format!("{}-{number}", stem(query)),
    }
}

/// So many values without a page are named; the JSON file of the list names all.
const NAMED: usize = 20;

/// How many pages a list has, and which values have none.
fn on_pages(computed: &Computed) -> String {
    let mut said = String::new();
    let sections = computed.pages.iter().flat_map(|page| &page.sections);
    for section in sections {
        if let Section::Pages(list) = section {
            said.push_str(&format!("  {} pages by {}\n", list.pages.len(), list.by));
            let (number, named) = (list.hidden.len(), named(list.hidden.iter()));
            if number > 0 {
                said.push_str(&format!(
                    "  {number} without a page, which would tell of fewer than ten people: {named}\n"
                ));
            }
        }
    }
    said
}

/// Some values by name.
fn named<'v>(values: impl Iterator<Item = &'v String>) -> String {
    let mut values: Vec<&str> = values.map(String::as_str).collect();
    if values.len() > NAMED {
        values.truncate(NAMED);
        values.push("…");
    }
    values.join(", ")
}

/// Puts all files of a query into place, or none, and removes those of pages that are gone. No two
/// queries write the same file.
fn write<'q>(
    out: &Path,
    query: &'q Path,
    files: Vec<Staged>,
    names: &mut BTreeMap<String, &'q Path>,
) -> Result<String, Diagnostic> {
    if files.is_empty() {
        return Ok(String::new());
    }
    let mut own = BTreeSet::new();
    for file in &files {
        let name = file.name.to_lowercase();
        if let Some(first) = names.get(&name) {
            return Err(clash(first, query, &file.name));
        }
        if !own.insert(name) {
            return Err(list_like_table(query, &file.name));
        }
    }
    let pages: Vec<bool> = files.iter().map(|file| file.role == Role::Page).collect();
    let gone: BTreeMap<String, Vec<String>> = (1..=pages.iter().filter(|page| **page).count())
        .flat_map(|number| publish::gone(out, &stem_of(query, number), &own))
        .collect();
    // Another query's file is not a page of this one, whatever the last build has left.
    let of_others = |name: &&String| !names.contains_key(&name.to_lowercase());
    let removed: Vec<String> = gone.values().flatten().filter(of_others).cloned().collect();
    let written = publish::staging::publish(out, files, &removed);
    let written = written.map_err(|error| not_written(&error))?;
    names.extend(own.into_iter().map(|name| (name, query)));
    let mut said = String::new();
    for (path, _) in written.iter().zip(&pages).filter(|(_, page)| **page) {
        said.push_str(&format!("{}\n", path.display()));
    }
    if !removed.is_empty() {
        said.push_str(&format!(
            "  removed, since their values have no page any more: {}\n",
            named(gone.keys())
        ));
    }
    Ok(said)
}

fn not_written(error: &WriteError) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Io,
        code: "not-written",
        message: error.to_string(),
        place: Place::Nowhere,
        label: None,
        help: Some("the old report, if there was one, is still there".to_owned()),
    }
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
        Some(clash(first, file, &format!("{}.html", stem(file))))
    })
}

fn clash(first: &Path, second: &Path, name: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Query,
        code: "same-name",
        message: format!(
            "{} and {} would both be written to {name}",
            first.display(),
            second.display()
        ),
        place: Place::Nowhere,
        label: None,
        help: Some("build them into different folders with --out, or rename one".to_owned()),
    }
}

/// A list that has the name of a page's own file.
fn list_like_table(query: &Path, name: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        class: Class::Query,
        code: "same-name",
        message: format!(
            "{}: a list and a table of the page would both be written to {name}",
            query.display()
        ),
        place: Place::Nowhere,
        label: None,
        help: Some("give the list another name".to_owned()),
    }
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
