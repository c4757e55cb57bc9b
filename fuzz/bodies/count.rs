//! A survey in a file, counted.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use cxq::cells::Circumstances;
use cxq::pipeline;
use tempfile::TempDir;

static FOLDER: OnceLock<TempDir> = OnceLock::new();

/// Counts a survey by a query: how many rows were read; what is refused is refused with a reason.
pub fn count(query: &str, survey: &[u8]) -> Option<u64> {
    let folder = FOLDER.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        };
        folder.expect("a folder for the survey")
    });
    let path = folder.path().join("fuzzed.cxq");
    fs::write(&path, query).expect("the query is written");
    fs::write(folder.path().join("survey.csv"), survey).expect("the survey is written");
    let opened = pipeline::open(&path);
    let Some((query, survey)) = &opened.query else {
        assert!(!opened.diagnostics.is_empty(), "refused without a reason");
        return None;
    };
    let circumstances = Circumstances {
        as_of: None,
        progress: &|_| {},
    };
    match pipeline::compute(query, survey, &opened.sources, &circumstances) {
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "refused without a reason");
            None
        }
        Ok(computed) => {
            for page in &computed.pages {
                let ledger = &page.ledger;
                let left_out: u64 = ledger.left_out.iter().map(|step| step.rows).sum();
                assert_eq!(left_out + ledger.used, ledger.read, "rows are lost");
            }
            computed.pages.first().map(|page| page.ledger.read)
        }
    }
}
