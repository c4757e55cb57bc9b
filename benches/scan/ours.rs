//! The jobs that this program does itself, each in a process of its own.

use std::io;
use std::path::Path;

use cxq::cells::{Calendar, Circumstances, Dimension, Plan, Tallied, Variable, compute};
use cxq::language::query::{Granularity, Query, Reading};
use cxq::pipeline;
use cxq::survey::Survey;
use rayon::iter::{ParallelBridge, ParallelIterator};

const CIRCUMSTANCES: Circumstances<'_> = Circumstances {
    as_of: None,
    progress: &|_| (),
};

/// Does the job of a role.
pub fn run(role: &str, file: &str) -> io::Result<()> {
    match role {
        "--as-cells" => cells(file, true),
        "--as-cells-unweighted" => cells(file, false),
        "--as-report" => report(file),
        "--as-recognition" => open(file, true).map(drop),
        _ => count(file),
    }
}

/// 12 questions by 3 segment columns by month.
fn cells(file: &str, weighted: bool) -> io::Result<()> {
    let (query, survey) = open(file, weighted)?;
    let answers = || {
        (0..)
            .zip(&query.answers)
            .map(|(id, answer)| (cxq::language::query::AnswerId(id), answer))
    };
    let questions = answers().filter(|(_, answer)| matches!(answer.reading, Reading::Scale(_)));
    let mut plan = Plan::default();
    for (question, _) in questions {
        for (segment, _) in
            answers().filter(|(_, answer)| matches!(answer.reading, Reading::Category(_)))
        {
            let month = query
                .source
                .date
                .map(|date| Dimension::Period(date, Granularity::Month, Calendar::Gregorian));
            plan.want(Tallied {
                variable: Variable::Codes(question),
                of: None,
                by: std::iter::once(Dimension::Label(segment))
                    .chain(month)
                    .collect(),
            });
        }
    }
    assert_eq!(plan.tallies.len(), 36);
    let cells = compute(&query, &survey, &plan, &CIRCUMSTANCES).map_err(failed)?;
    assert!(cells.groups(&plan.tallies[0]).len() > 12);
    Ok(())
}

/// A report over the same columns.
fn report(file: &str) -> io::Result<()> {
    let (query, survey) = open(file, true)?;
    let sources = cxq::language::Sources::default();
    let computed = pipeline::compute(&query, &survey, &sources, &CIRCUMSTANCES).map_err(failed)?;
    assert_eq!(computed.pages.len(), 1);
    Ok(())
}

/// Records of the file, counted by the csv crate on all cores.
fn count(file: &str) -> io::Result<()> {
    let (_, survey) = open(file, false)?;
    let file = &survey.files[0];
    let mut blocks = file.blocks().map_err(failed)?;
    let records: u64 = std::iter::from_fn(|| blocks.next_block().ok().flatten())
        .par_bridge()
        .map(|block| {
            let mut reader = file.records(&block.bytes[..]);
            let mut record = csv::ByteRecord::new();
            let mut records = 0;
            while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
                records += 1;
            }
            records
        })
        .sum();
    assert!(records > 0);
    Ok(())
}

fn open(file: &str, weighted: bool) -> io::Result<(Query, Survey)> {
    let mut text = format!("source responses = \"{file}\" {{\n  date answered_at\n");
    if weighted {
        text.push_str("  weight weight\n");
    }
    text.push_str("}\nfield f1 = q1 as nps\nmetric m1 = nps(f1)\n");
    for number in 2..=12 {
        text.push_str(&format!(
            "field f{number} = q{number} as rating 1..5\nmetric m{number} = mean(f{number})\n"
        ));
    }
    let metrics: Vec<String> = (1..=12).map(|number| format!("m{number}")).collect();
    let metrics = metrics.join(", ");
    text.push_str(&format!(
        "report \"Benchmark\" {{\n  summary m1, m2, m3, m4\n  trend {metrics} by month\n  table {metrics} by channel, region, plan\n}}\n"
    ));
    let query = std::env::temp_dir().join(format!("cxq-bench-{}.cxq", std::process::id()));
    std::fs::write(&query, text)?;
    let opened = pipeline::open(Path::new(&query));
    std::fs::remove_file(&query)?;
    opened.query.ok_or_else(|| failed(opened.diagnostics))
}

fn failed(error: impl std::fmt::Debug) -> io::Error {
    io::Error::other(format!("{error:?}"))
}
