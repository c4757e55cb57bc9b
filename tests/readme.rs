//! The README's blocks are run, from the folder that a newcomer stands in.
//!
//! - `cxq`: a query is checked. One that has no source goes on from `sample-data/support.cxq`. One
//!   that begins with `# NAME.cxq` is saved under that name for the commands after it.
//! - `console`: each line behind `$` is run, and prints what stands below it.
//! - `sh`: each line is run and must succeed; those of cargo are left to cargo.
//! - `crontab`: the command is run as cron would.
//!
//! `UPDATE_EXPECTED=1` writes anew what commands print.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder like the repository, as far as the README's commands see it.
fn stage() -> TempDir {
    let stage = TempDir::new().unwrap();
    for folder in ["sample-data", "report-templates"] {
        fs::create_dir(stage.path().join(folder)).unwrap();
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                fs::copy(
                    entry.path(),
                    stage.path().join(folder).join(entry.file_name()),
                )
                .unwrap();
            }
        }
    }
    stage
}

/// Runs a line with the `cxq` of this build.
fn shell(line: &str, folder: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_cxq")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("HOME", folder)
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

fn succeeds(line: &str, folder: &Path) {
    let output = shell(line, folder);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{line}\n{said}");
}

fn check_query(text: &str, folder: &Path) {
    let name = text.lines().next().and_then(|line| line.strip_prefix("# "));
    let name = name
        .filter(|name| name.ends_with(".cxq"))
        .unwrap_or("block.cxq");
    let has_source = text.lines().any(|line| line.starts_with("source "));
    let before = if has_source {
        ""
    } else {
        "use \"sample-data/support.cxq\"\n"
    };
    fs::write(folder.join(name), format!("{before}{text}")).unwrap();
    succeeds(&format!("cxq check --quiet {name}"), folder);
}

/// The block as it should stand in the README.
fn console(text: &str, folder: &Path) -> String {
    let commands = text.lines().filter_map(|line| line.strip_prefix("$ "));
    let mut block = String::new();
    for command in commands {
        let output = shell(command, folder);
        block.push_str(&format!("$ {command}\n"));
        block.push_str(&String::from_utf8(output.stdout).unwrap());
        block.push_str(&String::from_utf8(output.stderr).unwrap());
    }
    let lines: Vec<&str> = block.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// The five fields of time are cron's.
fn cron(line: &str, folder: &Path) {
    assert!(!line.contains('%'), "a line of cron ends at the first %");
    let surveys = folder.join("surveys");
    fs::create_dir(&surveys).unwrap();
    for entry in fs::read_dir(folder.join("sample-data")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), surveys.join(entry.file_name())).unwrap();
    }
    let command: Vec<&str> = line.split_whitespace().skip(5).collect();
    let output = shell(&command.join(" "), folder);
    let said = [output.stdout, output.stderr].concat();
    assert_eq!(String::from_utf8(said).unwrap(), "", "cron would mail this");
    assert_eq!(output.status.code(), Some(0));
    assert!(surveys.join("public/support.html").is_file());
}

#[test]
fn the_readme_is_true() {
    let stage = stage();
    let folder = stage.path();
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    let mut changed: Vec<String> = Vec::new();
    let mut blocks = 0;
    let mut lines = readme.split_inclusive('\n');
    while let Some(line) = lines.next() {
        written.push_str(line);
        let Some(kind) = line.trim_end().strip_prefix("```") else {
            continue;
        };
        let text: String = lines
            .by_ref()
            .take_while(|line| line.trim_end() != "```")
            .collect();
        blocks += 1;
        match kind {
            "cxq" => check_query(&text, folder),
            "console" => {
                let printed = console(&text, folder);
                if printed != text {
                    changed.push(printed.clone());
                }
                written.push_str(&(printed + "```\n"));
                continue;
            }
            "sh" => text
                .lines()
                .filter(|line| !line.starts_with("cargo "))
                .for_each(|line| succeeds(line, folder)),
            "crontab" => {
                if cfg!(target_os = "linux") {
                    cron(&text, folder);
                }
            }
            other => panic!("a block of kind {other:?} is not tested"),
        }
        written.push_str(&(text + "```\n"));
    }
    assert!(blocks >= 8, "only {blocks} blocks found");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &written).unwrap();
    } else {
        let changed = changed.join("\n");
        assert!(
            changed.is_empty(),
            "README.md says otherwise than:\n{changed}"
        );
    }
}

#[test]
fn what_the_readme_points_to_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let links = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("http")) {
        assert!(root().join(link).exists(), "{link}");
    }
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = shell("cxq --help", root()).stdout;
    let help = String::from_utf8(help).unwrap();
    let codes: Vec<(&str, &str)> = help
        .lines()
        .skip_while(|line| *line != "Exit codes:")
        .skip(1)
        .filter_map(|line| line.trim().split_once("  "))
        .collect();
    assert_eq!(codes.len(), 6, "{codes:?}");
    for (code, meaning) in codes {
        assert!(
            readme.contains(&format!("| {code} | {meaning} |")),
            "{code}: {meaning}"
        );
    }
}
