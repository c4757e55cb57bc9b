//! What stands above a first query: what it is about, and what the files ask otherwise.

use std::fmt::Write as _;

use crate::profile::{FileProfile, Profile};
use crate::survey::ledger::WaveChangeKind;
use crate::survey::waves::told;

use super::layout::one_line;

/// Of so many files the names are given.
const MOST_NAMED: usize = 12;

/// The first lines, without the empty one behind them.
pub fn heading(profile: &Profile) -> String {
    let first = &profile.first;
    let mut lines = match profile.others.len() {
        0 => format!(
            "# A first report on {}: {} rows, {}.\n",
            one_line(&first.file),
            first.rows,
            written_by(first)
        ),
        more => format!(
            "# A first report on {} files of one survey: {} rows.\n",
            more + 1,
            profile.rows()
        ),
    };
    if !profile.others.is_empty() {
        for file in profile.files().take(MOST_NAMED) {
            let name = one_line(&file.file);
            let _ = writeln!(
                lines,
                "#   {name}: {} rows, {}",
                file.rows,
                written_by(file)
            );
        }
        let more = (profile.others.len() + 1).saturating_sub(MOST_NAMED);
        if more > 0 {
            let _ = writeln!(lines, "#   and {more} more");
        }
    }
    lines.push_str(
        "# It builds as it stands: cxq build. Everything below was guessed from the answers; where a\n\
         # comment says so, look whether it is right.\n",
    );
    lines.push_str(&changes(profile));
    lines
}

fn written_by(file: &FileProfile) -> String {
    let why = one_line(&file.why);
    match file.dialect.as_str() {
        "plain" => format!("a plain table ({why})"),
        "tickets" => format!("written by a ticket system as it seems ({why})"),
        tool => format!("written by {tool} as it seems ({why})"),
    }
}

/// What some files ask otherwise than others.
fn changes(profile: &Profile) -> String {
    if profile.changes.is_empty() {
        return String::new();
    }
    let mut lines = "#\n# The files differ:\n".to_owned();
    for change in &profile.changes {
        let _ = writeln!(lines, "#   {}", one_line(&told(change)));
    }
    let stops =
        |change: &crate::survey::ledger::WaveChange| change.what != WaveChangeKind::NeverAsked;
    if profile.changes.iter().any(stops) {
        lines.push_str(
            "# What is not the same question in all files is not followed over time. Where the answers can be\n\
             # compared all the same, say so in the source: accept changes in …\n",
        );
    }
    lines
}
