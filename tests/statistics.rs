//! Worked cases: files in tests/statistics, each with numbers that trusted software or a published
//! table gives. A case names a method of `statistics/methods`, its input and what must come out;
//! to add one, write it into a file, no code needed.
//!
//! Everything named in `expected` is compared: numbers within `tolerance` (relative, 1e-9 where the
//! case says nothing; absolute 1e-12 where 0 is expected), `null` where there must be no number,
//! "inf" and "-inf" where there must be an open end, lists and objects part by part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "statistics/coverage.rs"]
mod coverage;
#[path = "statistics/input.rs"]
mod input;
#[path = "statistics/methods/mod.rs"]
mod methods;
#[path = "statistics/multiplicity.rs"]
mod multiplicity;
#[path = "statistics/properties.rs"]
mod properties;
#[path = "statistics/rankings.rs"]
mod rankings;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statistics")
}

/// All cases of all files; panics on what is neither a case file nor part of this test.
fn cases() -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if [
            "input.rs",
            "methods",
            "multiplicity.rs",
            "properties.rs",
            "rankings.rs",
            "coverage.rs",
            "coverage.md",
        ]
        .contains(&name.as_str())
        {
            continue;
        }
        assert!(
            name.ends_with(".json"),
            "{name} is not a case file: nobody would run it"
        );
        let text = std::fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let list = file["cases"]
            .as_array()
            .unwrap_or_else(|| panic!("{name}: no list of cases"));
        assert!(!list.is_empty(), "{name} holds no cases");
        for case in list {
            cases.push((name.clone(), case.clone()));
        }
    }
    cases
}

/// Adds to `faults` where `found` is not what was expected.
fn compare(place: &str, expected: &Value, found: &Value, tolerance: f64, faults: &mut Vec<String>) {
    let mut fault = || faults.push(format!("{place}: expected {expected}, found {found}"));
    match (expected, found) {
        (Value::Object(fields), Value::Object(_)) => {
            for (key, value) in fields {
                compare(
                    &format!("{place}.{key}"),
                    value,
                    &found[key],
                    tolerance,
                    faults,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&format!("{place}[{i}]"), a, b, tolerance, faults);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            let allowed = if a == 0.0 { 1e-12 } else { tolerance * a.abs() };
            if (a - b).abs() > allowed {
                fault();
            }
        }
        _ if expected == found => {}
        _ => fault(),
    }
}

#[test]
fn worked_cases() {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    let cases = cases();
    for (file, case) in &cases {
        let id = case["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{file}: a case without an id"));
        let place = format!("{file}: {id}");
        if !ids.insert(id.to_owned()) {
            faults.push(format!("{place}: this id stands twice"));
        }
        let sources = case["sources"].as_array().is_some_and(|s| !s.is_empty());
        if !sources {
            faults.push(format!("{place}: no source"));
        }
        let method = case["method"].as_str().unwrap_or_default();
        let Some((_, compute)) = methods::all().find(|(name, _)| *name == method) else {
            faults.push(format!("{place}: no method is called {method:?}"));
            continue;
        };
        let expected = &case["expected"];
        if expected.as_object().is_none_or(|e| e.is_empty()) {
            faults.push(format!("{place}: nothing is expected"));
        }
        let tolerance = case["tolerance"].as_f64().unwrap_or(1e-9);
        let found = compute(&case["input"]);
        compare(&place, expected, &found, tolerance, &mut faults);
    }
    assert!(
        faults.is_empty(),
        "{} faults in {} cases:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

#[test]
fn every_method_has_a_case() {
    let used: BTreeSet<String> = cases()
        .iter()
        .filter_map(|(_, case)| case["method"].as_str().map(str::to_owned))
        .collect();
    let unused: Vec<&str> = methods::all()
        .map(|(name, _)| *name)
        .filter(|name| !used.contains(*name))
        .collect();
    assert!(unused.is_empty(), "no case tests {unused:?}");
}
