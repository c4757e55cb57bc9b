//! Quotes and words: counted a second time by `tests/quotes/expected.py`, and free of what tells
//! who somebody is wherever they are written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// How far a figure may be from the one worked out, as a share of it.
const TOLERANCE: f64 = 1e-9;

/// Builds a query and gives the text of each file it writes, by name.
fn built(folder: &Path, query: &str) -> Vec<(String, String)> {
    let out = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .args(["build", query, "--out"])
        .arg(out.path())
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let files = fs::read_dir(out.path()).unwrap();
    let files = files.map(|entry| entry.unwrap());
    let mut files: Vec<(String, String)> = files
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn json(files: &[(String, String)]) -> Value {
    let (_, text) = files
        .iter()
        .find(|(name, _)| name.ends_with(".json"))
        .unwrap();
    serde_json::from_str(text).unwrap()
}

#[test]
fn words_are_those_worked_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let expected = fs::read_to_string(root.join("tests/quotes/expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let found = json(&built(root, "sample-data/support.cxq"));
    let groups = found["quotes"][0]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), expected.as_object().unwrap().len());
    for group in groups {
        let name = group["of"][0].as_str().unwrap();
        let expected = &expected[name];
        for count in ["n", "n_others", "tested"] {
            assert_eq!(group[count], expected[count], "{name}: {count}");
        }
        let (words, worked_out) = (group["words"].as_array(), expected["words"].as_array());
        let (words, worked_out) = (words.unwrap(), worked_out.unwrap());
        assert_eq!(words.len(), worked_out.len(), "{name}");
        for (word, expected) in words.iter().zip(worked_out) {
            assert_eq!(word["word"], expected["term"], "{name}");
            assert_eq!(word["comments"], expected["comments"], "{name}");
            let numbers = [
                "share",
                "share_others",
                "log_odds_ratio",
                "z",
                "p",
                "p_adjusted",
            ];
            for number in numbers {
                let (is, should) = (
                    word[number].as_f64().unwrap(),
                    expected[number].as_f64().unwrap(),
                );
                assert!(
                    (is - should).abs() <= TOLERANCE * should.abs(),
                    "{name}: {}: {number} is {is}, worked out {should}",
                    word["word"]
                );
            }
        }
    }
}

/// Comments that tell who wrote them: the name of the row, and what must stand nowhere.
const TELLING: [(&str, &str, &[&str]); 6] = [
    (
        "سارا احمدی",
        "من سارای احمدی هستم، با ۰۹۱۲-۳۴۵-۶۷-۸۹ تماس بگیرید",
        &["سارا", "احمدی", "۳۴۵"],
    ),
    (
        "علي الحسيني",
        "اتصلوا بي على ٠٠٩٦٦٥٠١٢٣٤٥٦٧ أو بالحسيني",
        &["٥٠١٢", "حسيني"],
    ),
    (
        "José Müller",
        "Please call Jose or Muellers wife on +98 (912) 345 67 89",
        &["jose", "mueller", "912"],
    ),
    (
        "Ann Lee",
        "Mail to ann.lee@mail.example or ask @annlee1990 about the parcel",
        &["ann", "mail.example"],
    ),
    (
        "Omid Karimi",
        "My card 6037 9911 1234 5678 was charged twice, says omidkarimi",
        &["6037", "5678", "omid"],
    ),
    (
        "مریم رضایی",
        "شبای من IR820540102680020817909002 است، آقای کاظمی قول داد",
        &["IR82", "8179", "کاظمی"],
    ),
];

#[test]
fn nothing_that_tells_who_wrote_it_is_in_any_file() {
    let folder = TempDir::new().unwrap();
    let mut survey = String::from("id,name,csat,comment\n");
    for row in 0..120 {
        let (name, comment, _) = TELLING[row % TELLING.len()];
        // Every seventh speaks of somebody else by the whole name.
        let (other, ..) = TELLING[(row + 1) % TELLING.len()];
        let more = if row % 7 == 0 {
            format!(" {other} knows parcel {row}")
        } else {
            String::new()
        };
        writeln!(survey, "{row},{name},{},\"{comment}{more}\"", 1 + row % 5).unwrap();
    }
    fs::write(folder.path().join("survey.csv"), &survey).unwrap();
    let query = r#"
source answers = "survey.csv" { key id }
field csat = csat as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }
segment dissatisfied = csat is dissatisfied
metric csat_score = share(csat is satisfied)
report "Words" { summary csat_score quotes comment, 100 without name quotes comment of dissatisfied, 100 without name }
"#;
    fs::write(folder.path().join("words.cxq"), query).unwrap();
    let files = built(folder.path(), "words.cxq");
    let quotes = json(&files)["quotes"][0]["groups"][0]["quotes"].take();
    assert!(quotes.as_array().unwrap().len() >= 5, "{quotes}");
    for (file, text) in &files {
        // Digits and letters of the page's own styles and fonts are none of anybody's.
        let text = text.split("</style>").last().unwrap().to_lowercase();
        for telling in TELLING.iter().flat_map(|(.., telling)| *telling) {
            let telling = telling.to_lowercase();
            let stands = text.match_indices(&telling).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(|c| c.is_ascii_alphanumeric())
            });
            assert!(!stands, "{file} has {telling}");
        }
    }

    // In another order of rows the same bytes.
    let mut lines: Vec<&str> = survey.lines().collect();
    lines[1..].reverse();
    fs::write(folder.path().join("survey.csv"), lines.join("\n") + "\n").unwrap();
    assert!(built(folder.path(), "words.cxq") == files);
}
