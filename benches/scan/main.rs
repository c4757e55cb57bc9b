//! How fast a survey is read and counted, beside other engines on the same file in the same run.
//!
//! ```sh
//! cargo bench --bench scan              # 1 and 10 million rows (190 MB and 1.9 GB in the temporary folder)
//! cargo bench --bench scan -- 1 20      # other sizes, in millions of rows
//! ```
//!
//! The job: for 12 questions by 3 segment columns by month the number of answers of each value,
//! the sum of their weights and the sum of the squares. DuckDB does the same job; the bare scan
//! of polars only reads the columns; the csv crate only counts records, on all cores. DuckDB and
//! polars are Python's (`pip install duckdb polars`) and are left out where they are not there.
//! Each contender is a process of its own; the file is in the page cache. Times are the best of
//! three; memory is the highest that the process held.

#![allow(clippy::print_stdout, reason = "it is what a benchmark is for")]

mod contender;
mod made_up_survey;
mod ours;

use std::path::PathBuf;

use contender::Contender;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [role, file] = &arguments[..]
        && role.starts_with("--as-")
    {
        return ours::run(role, file);
    }
    let millions = |argument: &String| argument.parse::<u64>().ok();
    let mut sizes: Vec<u64> = arguments.iter().filter_map(millions).collect();
    if sizes.is_empty() {
        sizes = vec![1, 10];
    }
    for size in sizes {
        let file = survey(size)?;
        let bytes = std::fs::metadata(&file)?.len();
        println!("\n{size} million rows, {} MB\n", bytes / 1_000_000);
        println!("{:<44} {:>9} {:>10}", "", "seconds", "memory MB");
        for contender in Contender::all(&file)? {
            match contender.measure()? {
                Some((seconds, megabytes)) => {
                    println!("{:<44} {seconds:>9.2} {megabytes:>10.0}", contender.name);
                }
                None => println!("{:<44} {:>9}", contender.name, "not here"),
            }
        }
    }
    Ok(())
}

/// The survey of so many million rows, made the first time.
fn survey(millions: u64) -> std::io::Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("cxq-bench-{millions}m.csv"));
    if !path.exists() {
        let half = path.with_extension("part");
        made_up_survey::write(&half, millions * 1_000_000)?;
        std::fs::rename(half, &path)?;
    }
    Ok(path)
}
