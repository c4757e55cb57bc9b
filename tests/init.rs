//! What `cxq init` and `cxq describe` make of exports, good and broken.
//!
//! A case is a file `tests/init/NAME.csv`, or a folder `tests/init/NAME` with the files of one
//! survey, and `NAME.expected`, the query that is written for it, or what is said if there can be none. Every query that is written must build as it stands.
//! `UPDATE_EXPECTED=1` writes the expected files anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cxq(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// The survey files of a folder.
fn surveys(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "csv" || end == "tsv")
        })
        .collect();
    files.sort();
    files
}

/// What `init` gives for a file, or for the files of a folder, after its query was built.
fn outcome(path: &Path) -> String {
    let scratch = TempDir::new().unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let files = match path.is_dir() {
        true => surveys(path),
        false => vec![path.to_owned()],
    };
    let mut init = vec!["init", "--message-format", "short"];
    for file in &files {
        let name = file.file_name().unwrap().to_str().unwrap();
        fs::copy(file, scratch.path().join(name)).unwrap();
        init.push(name);
    }
    let output = cxq(scratch.path(), &init);
    let said = String::from_utf8(output.stderr).unwrap();
    if !output.status.success() {
        assert!(output.stdout.is_empty(), "{name}");
        return format!("exit {}\n{said}", output.status.code().unwrap());
    }
    let query = String::from_utf8(output.stdout).unwrap();
    fs::write(scratch.path().join("first.cxq"), &query).unwrap();
    let built = cxq(
        scratch.path(),
        &["build", "first.cxq", "--message-format", "short"],
    );
    let said = String::from_utf8(built.stderr).unwrap();
    assert!(built.status.success(), "{name}: {said}\n{query}");
    assert!(!said.contains("error"), "{name}: {said}\n{query}");
    query
}

#[test]
fn first_queries_are_as_expected_and_build() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let cases = root().join("tests/init");
    let mut files = surveys(&cases);
    let folders = fs::read_dir(&cases).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    files.extend(folders.filter(|path| path.is_dir()));
    assert!(files.len() >= 8, "only {} cases found", files.len());
    let mut failures = Vec::new();
    for path in files {
        let found = outcome(&path);
        let expected = path.with_extension("expected");
        if update {
            fs::write(&expected, &found).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted {
            failures.push(format!(
                "--- {}: expected\n{wanted}--- found\n{found}",
                path.display()
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn first_queries_of_the_samples_build_and_compare() {
    // What is joined to a survey holds no answers; its first query builds all the same.
    let joined = ["customers.csv", "tickets.csv"];
    for path in surveys(&root().join("sample-data")) {
        let query = outcome(&path);
        let compares = query.contains("  compare ") && query.contains("  trend ");
        let is_survey = !joined.iter().any(|name| path.ends_with(name));
        assert_eq!(compares, is_survey, "{}: {query}", path.display());
    }
}

#[test]
fn a_query_that_is_there_is_not_written_over() {
    let scratch = TempDir::new().unwrap();
    fs::copy(
        root().join("sample-data/support.csv"),
        scratch.path().join("a.csv"),
    )
    .unwrap();
    let init = ["init", "a.csv", "-o", "a.cxq"];
    assert!(cxq(scratch.path(), &init).status.success());
    let first = fs::read(scratch.path().join("a.cxq")).unwrap();
    fs::write(scratch.path().join("a.cxq"), "# mine\n").unwrap();
    assert_eq!(cxq(scratch.path(), &init).status.code(), Some(5));
    assert_eq!(fs::read(scratch.path().join("a.cxq")).unwrap(), b"# mine\n");
    let forced = [&init[..], &["--force"]].concat();
    assert!(cxq(scratch.path(), &forced).status.success());
    assert_eq!(fs::read(scratch.path().join("a.cxq")).unwrap(), first);
}

#[test]
fn a_profile_is_the_same_on_any_number_of_threads() {
    let rows = "4,Phone,2026-01-02,fine\n9,Chat,2026-02-03,\"a;b\"\n".repeat(300_000);
    let scratch = TempDir::new().unwrap();
    fs::write(
        scratch.path().join("a.csv"),
        format!("Q1,Channel,Date,Text\n{rows}"),
    )
    .unwrap();
    let profile = |threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
            .current_dir(scratch.path())
            .env("RAYON_NUM_THREADS", threads)
            .args(["describe", "a.csv", "--format", "json"])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let one = profile("1");
    assert_eq!(one, profile("3"));
    let profile: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(profile["rows"], 600_000);
    assert_eq!(profile["columns"][1]["values"][0]["rows"], 300_000);
}

#[test]
fn a_pipe_gets_no_escape_codes() {
    let output = cxq(root(), &["describe", "sample-data/persian.csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("smiley") && text.contains("nps"), "{text}");
    assert!(!text.contains('\u{1b}'));
}
