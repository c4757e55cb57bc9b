//! Queries built over rows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

pub type Files = BTreeMap<String, Vec<u8>>;

/// Builds a query over rows, of which the first is the header; gives the files and what was said on standard output.
pub fn built(rows: &[String], query: &str, arguments: &[&str]) -> (Files, String) {
    built_beside(&[], rows, query, arguments)
}

/// Does so beside other files.
pub fn built_beside(
    others: &[(&str, &str)],
    rows: &[String],
    query: &str,
    arguments: &[&str],
) -> (Files, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("export.csv"), rows.join("\n")).unwrap();
    fs::write(folder.path().join("regions.cxq"), query).unwrap();
    for (name, text) in others {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder.path())
        .args(["build", "regions.cxq"])
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""));
    let said = String::from_utf8(output.stdout).unwrap();
    (files(&folder.path().join("report")), said)
}

pub fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

pub fn json(files: &Files, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}
