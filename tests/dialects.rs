//! The same survey as the tools write it, in several encodings and packings: one result.
//!
//! A case is a query `tests/dialects/NAME.cxq` with a `report`, and the file that it reads.
//! `make.py` writes the files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use rayon::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

/// What must be recognised of each.
const FORMATS: [(&str, &str); 11] = [
    ("google-forms", "Google Forms, comma, UTF-8"),
    (
        "limesurvey",
        "LimeSurvey, semicolon, UTF-8 with byte order mark",
    ),
    ("microsoft-forms", "Microsoft Forms, comma, UTF-16BE"),
    ("plain-archive", "vertical bar, windows-1252, zip"),
    ("plain-packed", "tab, windows-1256, gzip"),
    ("qualtrics", "Qualtrics, comma, UTF-8 with byte order mark"),
    (
        "qualtrics-legacy",
        "Qualtrics, comma, UTF-8 with byte order mark",
    ),
    (
        "qualtrics-tab",
        "Qualtrics, tab, UTF-16LE with byte order mark",
    ),
    ("surveymonkey", "SurveyMonkey, comma, windows-1252"),
    ("tickets", "tickets, semicolon, CP850"),
    ("typeform", "Typeform, comma, MacRoman"),
];

/// A case's result as JSON.
fn result(case: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects");
    let scratch = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(&folder)
        .args([
            "build",
            &format!("{case}.cxq"),
            "--message-format",
            "short",
            "--out",
        ])
        .arg(scratch.path().join("out"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{case}: {told}");
    assert_eq!(told, "", "{case}");
    let path = scratch.path().join("out").join(format!("{case}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Takes out what names files, and the columns of them.
fn without_names(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for key in ["files", "column", "query_hash"] {
                map.remove(key);
            }
            map.values_mut().for_each(without_names);
        }
        Value::Array(values) => values.iter_mut().for_each(without_names),
        _ => {}
    }
}

#[test]
fn the_same_survey_gives_the_same_figures_whatever_wrote_it() {
    let mut results: BTreeMap<&str, Value> = FORMATS
        .par_iter()
        .map(|(case, format)| {
            let result = result(case);
            assert_eq!(result["ledger"]["files"][0]["format"], *format, "{case}");
            (*case, result)
        })
        .collect();
    results.values_mut().for_each(without_names);
    let first = results["qualtrics"].clone();
    assert_eq!(first["ledger"]["used"], 40);
    assert!(
        first["figures"]
            .as_array()
            .is_some_and(|figures| !figures.is_empty())
    );
    for (case, result) in &results {
        assert_eq!(*result, first, "{case}");
    }
}

#[test]
fn every_query_of_the_folder_is_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            Some(name.strip_suffix(".cxq")?.to_owned())
        })
        .filter(|name| name != "questions")
        .collect();
    names.sort();
    assert_eq!(names, FORMATS.map(|(case, _)| case));
}
