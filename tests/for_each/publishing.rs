//! Pages replace the old ones together, or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::built::{Files, files, json};

const QUERY: &str = r#"source answers = "export.csv"
field csat = Q1 as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }
metric csat_score = share(csat is satisfied) "CSAT"
report "Regions" for each Region { summary csat_score  table csat_score by Channel }
"#;

/// Twenty responses of each region.
fn write(folder: &Path, regions: &[String]) {
    let mut rows = vec!["Region,Channel,Q1".to_owned()];
    for (index, region) in regions.iter().enumerate() {
        for i in 0..20 {
            let channel = ["web", "phone"][i % 2];
            rows.push(format!("{region},{channel},{}", 1 + (i * 7 + index) % 5));
        }
    }
    fs::write(folder.join("export.csv"), rows.join("\n")).unwrap();
    fs::write(folder.join("regions.cxq"), QUERY).unwrap();
}

fn regions(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn build(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cxq"));
    command.current_dir(folder).args(["build", "regions.cxq"]);
    command.output().unwrap()
}

fn names(files: &Files) -> BTreeSet<&str> {
    files.keys().map(String::as_str).collect()
}

#[test]
fn pages_of_values_that_are_gone_are_removed_and_named() {
    let folder = TempDir::new().unwrap();
    let (folder, out) = (folder.path(), folder.path().join("report"));
    write(folder, &regions(&["East", "North", "North-West", "South"]));
    assert!(build(folder).status.success());
    // What cxq did not write stays, whatever its name.
    for own in ["regions-notes.html", "North.html"] {
        fs::write(out.join(own), "own").unwrap();
    }
    write(folder, &regions(&["East", "North-West", "West"]));
    let output = build(folder);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("have no page any more: North, South"),
        "{said}"
    );
    let after = files(&out);
    let pages = ["East", "North-West", "West"];
    let mut expected = BTreeSet::from(["regions-notes.html", "North.html"]).into_iter();
    let mut expected: BTreeSet<String> = expected.by_ref().map(str::to_owned).collect();
    for stem in pages
        .map(|page| format!("regions-{page}"))
        .iter()
        .chain([&"regions".to_owned()])
    {
        expected.extend(["html", "json"].map(|ending| format!("{stem}.{ending}")));
        let table = if stem == "regions" {
            "pages-1"
        } else {
            "table-1"
        };
        expected.insert(format!("{stem}-{table}.csv"));
    }
    assert_eq!(names(&after), expected.iter().map(String::as_str).collect());
    // The list says whose files they are, and a list that was tampered with leads nowhere else.
    let list = json(&after, "regions.json");
    assert_eq!(list["pages"]["pages"][0]["files"][0], "regions-East.html");
    let text = String::from_utf8(after["regions.json"].clone()).unwrap();
    let text = text.replace(
        "\"regions-East.html\"",
        "\"../regions.cxq\", \"North.html\"",
    );
    fs::write(out.join("regions.json"), text).unwrap();
    write(folder, &regions(&["West", "South"]));
    assert!(build(folder).status.success());
    assert!(folder.join("regions.cxq").exists() && out.join("North.html").exists());
}

/// A shell that sets a limit ends, when it comes to its last command, as the program.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_pages() {
    let folder = TempDir::new().unwrap();
    let (folder, out) = (folder.path(), folder.path().join("report"));
    write(folder, &regions(&["East", "North"]));
    assert!(build(folder).status.success());
    let before = files(&out);
    let many: Vec<String> = (0..400).map(|region| format!("R{region:03}")).collect();
    write(folder, &many);
    // The list of so many pages is longer than any file may be; the pages are not.
    let longest = before.values().map(Vec::len).max().unwrap() * 2 / 512;
    let script = format!("trap '' XFSZ; ulimit -f {longest}; exec \"$0\" build regions.cxq");
    let output = Command::new("sh")
        .current_dir(folder)
        .args(["-c", &script, env!("CARGO_BIN_EXE_cxq")])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("can't write report/regions."), "{errors}");
    assert!(files(&out) == before, "{:?}", names(&files(&out)));
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_only_whole_pages_and_none_is_missing() {
    use std::time::Duration;
    let folder = TempDir::new().unwrap();
    let (folder, out) = (folder.path(), folder.path().join("report"));
    let many: Vec<String> = (0..40).map(|region| format!("R{region:02}")).collect();
    write(folder, &many);
    assert!(build(folder).status.success());
    let started = std::time::Instant::now();
    assert!(build(folder).status.success());
    let takes = started.elapsed();
    for part in 1..=6 {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cxq"));
        command
            .current_dir(folder)
            .args(["build", "regions.cxq", "--quiet"]);
        let mut child = command.spawn().unwrap();
        std::thread::sleep(takes * part / 6 - Duration::from_millis(5));
        let _ = child.kill();
        child.wait().unwrap();
        let after = files(&out);
        let of_pages = after.iter().filter(|(name, _)| name.starts_with("regions"));
        for (name, bytes) in of_pages {
            let text = std::str::from_utf8(bytes).unwrap();
            match name.rsplit('.').next().unwrap() {
                "html" => assert!(text.trim_end().ends_with("</html>"), "{name}"),
                "json" => drop(json(&after, name)),
                _ => assert!(text.ends_with('\n'), "{name}"),
            }
        }
        let list = json(&after, "regions.json");
        for page in list["pages"]["pages"].as_array().unwrap() {
            for file in page["files"].as_array().unwrap() {
                assert!(after.contains_key(file.as_str().unwrap()), "{file}");
            }
        }
    }
}
