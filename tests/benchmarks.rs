//! Figures from elsewhere as an analyst finds and cites them: the program is run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// What the program prints, and on standard error, in a folder.
fn cxq(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

const TABLE: &str = "id,topic,group,measure,value,value_high,unit,source,year
own.satisfied,customers,buyers,are satisfied,70.0,,percent,Trade association,2025
own.wait,speed,callers,average wait,9,,minutes,Trade association,2025
";

#[test]
fn published_figures_are_found_by_words_in_any_column() {
    let folder = TempDir::new().unwrap();
    let (code, found, _) = cxq(folder.path(), &["benchmarks", "GARTNER", "disloyal"]);
    assert_eq!(code, Some(0));
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 2, "{found}");
    assert!(lines[0].starts_with("effort.high-disloyal  96%"), "{found}");
    assert!(lines[1].ends_with("Gartner 2018"), "{found}");
}

#[test]
fn a_printed_table_is_a_table_of_ones_own() {
    let folder = TempDir::new().unwrap();
    let (_, all, _) = cxq(folder.path(), &["benchmarks", "--format", "csv"]);
    let own = all.replace("satisfied.", "own.").replace("new.", "newer.");
    fs::write(folder.path().join("own.csv"), &own).unwrap();
    let arguments = ["benchmarks", "repurchase-ratio", "--with", "own.csv"];
    let (code, found, _) = cxq(folder.path(), &arguments);
    assert_eq!(code, Some(0));
    let ids: Vec<&str> = found
        .lines()
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert!(ids.contains(&"satisfied.repurchase-ratio"), "{found}");
    assert!(ids.contains(&"own.repurchase-ratio"), "{found}");
}

#[test]
fn a_companys_table_and_a_sister_report_stand_beside_a_figure() {
    let folder = TempDir::new().unwrap();
    let survey = |satisfied: usize, of: usize| {
        let row = |i: usize| if i < satisfied { "5\n" } else { "2\n" };
        "csat\n".to_owned() + &(0..of).map(row).collect::<String>()
    };
    let query = |file: &str, against: &str, benchmark: &str| {
        format!(
            "source answers = \"{file}\"\n\
             field csat = `csat` as rating 1..5 {{ satisfied 4..5, dissatisfied 1..2 }}\n\
             {benchmark}\n\
             metric satisfied = share(csat is satisfied) against {against}\n\
             report \"R\" {{ summary satisfied }}\n"
        )
    };
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("own.csv", TABLE);
    write("north.csv", &survey(300, 500));
    write("south.csv", &survey(400, 500));
    write(
        "north.cxq",
        &query("north.csv", "published own.satisfied", "use \"own.csv\""),
    );
    let sister = "benchmark north = satisfied in \"out/north.json\"";
    write("south.cxq", &query("south.csv", "north", sister));
    let figures = |name: &str| -> Value {
        let arguments = ["build", "--quiet", "--out", "out", &format!("{name}.cxq")];
        let (code, _, said) = cxq(folder.path(), &arguments);
        assert_eq!((code, said.as_str()), (Some(0), ""), "{name}");
        let text = fs::read_to_string(folder.path().join(format!("out/{name}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let north = figures("north");
    assert_eq!(north["benchmarks"][0]["source"], "Trade association");
    assert_eq!(north["standings"][0]["standing"], "below");
    let south = figures("south");
    assert_eq!(south["benchmarks"][0]["value"], 0.6);
    assert_eq!(south["benchmarks"][0]["n"], 500);
    assert_eq!(south["benchmarks"][0]["source"], "R");
    assert_eq!(south["standings"][0]["standing"], "above");
    // Two samples of 500: z = 0.2 / sqrt(0.7 * 0.3 * 2 / 500), not the test of one sample.
    let p = south["standings"][0]["p"].as_f64().unwrap();
    assert!((p / 5.176309056990146e-12 - 1.0).abs() < 1e-9, "{p:e}");
}

#[test]
fn published_figures_are_found_by_words_of_other_languages() {
    let folder = TempDir::new().unwrap();
    for (word, id) in [
        ("ریزش", "dissatisfied.switch"),
        ("رضايت", "satisfied.repurchase-ratio"),
        ("شکوى", ""),
    ] {
        let (code, found, _) = cxq(folder.path(), &["benchmarks", word]);
        assert_eq!(code, Some(0));
        assert!(
            found.contains(id) && !found.starts_with("No published"),
            "{word}: {found}"
        );
    }
    let (code, found, _) = cxq(
        folder.path(),
        &["benchmarks", "ریزش", "nothing-of-the-kind"],
    );
    assert_eq!(code, Some(0));
    assert!(found.contains("word of mouth"), "{found}");
}
