//! Programs that are timed.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

/// A program that does the job, or a part of it.
pub struct Contender {
    /// What is printed.
    pub name: &'static str,
    program: String,
    arguments: Vec<String>,
}

const RUNS: usize = 3;

impl Contender {
    /// All of them, over one file.
    pub fn all(file: &Path) -> io::Result<Vec<Self>> {
        let file = file.to_string_lossy().into_owned();
        let ours = std::env::current_exe()?.to_string_lossy().into_owned();
        let own = |name, role: &str| Self {
            name,
            program: ours.clone(),
            arguments: vec![role.to_owned(), file.clone()],
        };
        let python = |name, script: &str| Self {
            name,
            program: "python3".to_owned(),
            arguments: vec!["-c".to_owned(), script.to_owned(), file.clone()],
        };
        Ok(vec![
            own("cxq, the whole job", "--as-cells"),
            own("cxq, the same without weights", "--as-cells-unweighted"),
            own("cxq, a report of 12 metrics by 3 columns", "--as-report"),
            own(
                "cxq, recognising the file, before the scan",
                "--as-recognition",
            ),
            python("DuckDB, the whole job", include_str!("duckdb.py")),
            python(
                "polars, a bare scan of the columns",
                include_str!("polars.py"),
            ),
            own("csv crate on all cores, counting records", "--as-count"),
        ])
    }

    /// Seconds of the fastest run and megabytes of the largest; `None` if the program can't run here.
    pub fn measure(&self) -> io::Result<Option<(f64, f64)>> {
        let mut best = f64::INFINITY;
        let mut largest: f64 = 0.0;
        for _ in 0..RUNS {
            let begun = Instant::now();
            let spawned = Command::new(&self.program)
                .args(&self.arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            let mut child = match spawned {
                Ok(child) => child,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
            };
            let (succeeded, megabytes) = watch(&mut child)?;
            if !succeeded {
                return Ok(None);
            }
            best = best.min(begun.elapsed().as_secs_f64());
            largest = largest.max(megabytes);
        }
        Ok(Some((best, largest)))
    }
}

/// Waits for a process and looks at its memory meanwhile.
fn watch(child: &mut Child) -> io::Result<(bool, f64)> {
    let status = format!("/proc/{}/status", child.id());
    let mut megabytes: f64 = 0.0;
    loop {
        // The kernel keeps the highest mark, so looking now and then is enough.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes =
            mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse::<f64>().ok());
        megabytes = megabytes.max(kilobytes.unwrap_or(0.0) / 1024.0);
        if let Some(status) = child.try_wait()? {
            return Ok((status.success(), megabytes));
        }
        thread::sleep(Duration::from_millis(5));
    }
}
