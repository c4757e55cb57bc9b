//! The pages of the samples in a real browser, as wide as a desk and as narrow as a phone.
//!
//! Chromium shows them in frames of a page that measures them. Where there is no Chromium the test
//! says so and passes, unless `CXQ_REQUIRE_BROWSER` is set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::fs::{self, File};
use std::io::{Write as _, stderr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What the samples are called, and the font that their page brings along.
const PAGES: [(&str, &str); 3] = [
    ("support", ""),
    ("persian", "Vazirmatn"),
    ("arabic", "Vazirmatn"),
];

/// Widths of a desk's and a phone's window.
const WIDTHS: [u32; 2] = [1280, 390];

/// The browser is given up after this.
const PATIENCE: Duration = Duration::from_secs(120);

/// Says of each frame what is wrong with its page, and "done" at the end.
const MEASURE: &str = include_str!("browser/measure.js");

fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.into_iter().find(|name| {
        let mut version = Command::new(name);
        version
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    })
}

/// Opens a page, and gives what its body holds in the end and what was said on the way.
fn opened(browser: &str, page: &Path, scratch: &Path) -> (String, String) {
    let (out, err) = (scratch.join("out"), scratch.join("err"));
    let mut child = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args(["--allow-file-access-from-files", "--enable-logging=stderr"])
        .args([
            "--window-size=1400,1000",
            "--virtual-time-budget=10000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            scratch.join("profile").display()
        ))
        .arg(format!("file://{}", page.display()))
        .stdout(File::create(&out).unwrap())
        .stderr(File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the browser did not end in {PATIENCE:?}");
        }
        sleep(Duration::from_millis(50));
    }
    let read = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    (read(out), read(err))
}

#[test]
fn pages_fit_the_window_and_ask_for_nothing() {
    let Some(browser) = browser() else {
        let required = std::env::var_os("CXQ_REQUIRE_BROWSER").is_some();
        assert!(
            !required,
            "CXQ_REQUIRE_BROWSER is set, and there is no chromium"
        );
        // Straight to the terminal: what a passing test prints is not shown.
        writeln!(stderr(), "skipped: there is no chromium to show pages in").unwrap();
        return;
    };
    let scratch = TempDir::new().unwrap();
    let mut frames = String::new();
    for (name, font) in PAGES {
        let query = format!("sample-data/{name}.cxq");
        let built = Command::new(env!("CARGO_BIN_EXE_cxq"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", "--quiet", &query, "--out"])
            .arg(scratch.path())
            .status()
            .unwrap();
        assert!(built.success(), "{name}");
        for width in WIDTHS {
            frames.push_str(&format!(
                "<iframe src=\"{name}.html\" width=\"{width}\" height=\"900\" data-name=\"{name}\" data-font=\"{font}\"></iframe>\n"
            ));
        }
    }
    let measuring = scratch.path().join("measuring.html");
    let page = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><script>{MEASURE}</script><body>\n{frames}</body>"
    );
    fs::write(&measuring, page).unwrap();
    let (body, log) = opened(browser, &measuring, scratch.path());
    let said = body.rsplit("<body>").next().unwrap();
    let said = said.split("</body>").next().unwrap().trim();
    let console: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    assert!(!said.is_empty(), "the browser says nothing:\n{log}");
    assert!(
        said == "done" && console.is_empty(),
        "{said}\n{}",
        console.join("\n")
    );
}
