//! What the fuzzers run, run once on every file of the tests that is such input: so the targets keep
//! compiling, and what a fuzzer once found (put beside the others) stays mended.

#![allow(clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../fuzz/bodies/count.rs"]
mod count;
#[path = "../fuzz/bodies/language.rs"]
mod language;
#[path = "../fuzz/bodies/reader.rs"]
mod reader;
#[path = "../fuzz/bodies/values.rs"]
mod values;

/// The files of the tests' and the samples' folders that end so.
fn files(ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<PathBuf> = fs::read_dir(root.join("tests"))
        .expect("tests")
        .flatten()
        .map(|entry| entry.path())
        .chain([root.join("sample-data")])
        .filter(|path| path.is_dir())
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|is| is == ending))
        .collect();
    found.sort();
    assert!(found.len() > 10, "where are the *.{ending} files?");
    found
}

#[test]
fn queries_are_loaded_or_refused_with_a_reason() {
    for file in files("cxq") {
        language::run(&fs::read(file).expect("a query"));
    }
}

#[test]
fn good_surveys_are_counted() {
    assert_eq!(reader::run(b"a,b\n1,2\n3,4\n"), Some(2));
    assert_eq!(values::run(b"5\n4"), Some(3));
}

#[test]
fn surveys_are_counted_or_refused_with_a_reason() {
    for file in files("csv") {
        let bytes = fs::read(file).expect("a survey");
        // As long as what a fuzzer makes.
        let start = bytes.get(..4096).unwrap_or(&bytes);
        reader::run(start);
        values::run(start);
    }
}
