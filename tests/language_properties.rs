//! Whatever is written, the language answers and never falls over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io;
use std::path::{Path, PathBuf};

use cxq::diagnostics::{Diagnostic, MessageFormat, Severity, render};
use cxq::language::{PublishedFigure, Surroundings, SurveyHeader, SurveyRequest, load, published};
use proptest::prelude::*;

/// A query with every statement and section.
const WHOLE: &str = r#"
source responses = "exports/*.csv" { # where from
  date EndDate day/month/year in "Asia/Tehran"
  key ResponseId keep last
  period 2026-01..2026-03
  exclude incomplete below 80% of Q1, Q2
  exclude speeders minutes below 40% of median
  exclude straight-liners Q1, Q2, Q3
  exclude duplicates by Q4, Q2 keep last
  weight wt
  missing "N/A", "-", 99
  keep Finished == 1 and not (Status is missing or `Seat comfort` in (1, 2))
  invited 12_400
  tolerate 1%
}
field csat = Q1 as rating 1..5 "Overall" { satisfied 4..5, neutral 3, dissatisfied 1..2, not applicable 0 }
field recommend = Q2 as nps
field ease = Q3 as effort 1..7, high is easy
field حال = Q4 as smiley { happy "خوشحال", neutral "بی‌تفاوت" }
field reasons = Q7 as choices split ";"
field wait = minutes as number in minutes, low is good
segment good = csat is satisfied "Good"
segment bad = csat is dissatisfied and EndDate in 2026-01..2026-Q2 or EndDate in last 90 days
metric nps_score = nps(recommend) "NPS" target 40
metric csat_score = share(good) of wait + 2 * -wait < ۱۲٫۵ target 80% against market
metric relative = csat_score / nps_score
benchmark market = 76% "Market" source "Index" year 2026 n 31_400
report "Support" in fa by "Company" {
  subtitle "Second quarter"
  summary nps_score, csat_score versus previous quarter
  compare good with bad on csat_score { against published satisfied.repurchase-ratio for csat_score }
  trend nps_score by month
  table csat_score by channel
  journey csat { stage "First" { wait, channel } }
  followup of bad where channel == "x" to "list.csv" with ResponseId
}
alert when csat_score < 75% or fall(nps_score, month) > 5
"#;

struct Stage(Vec<u8>);

impl Surroundings for Stage {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new("test.cxq") {
            Ok(self.0.clone())
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn survey(&mut self, _: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
        let columns = "ResponseId EndDate wt Finished Status Q1 Q2 Q3 Q4 Q7 minutes channel";
        let mut columns: Vec<String> = columns.split(' ').map(str::to_owned).collect();
        columns.push("Seat comfort".to_owned());
        Ok(SurveyHeader {
            files: vec![PathBuf::from("a.csv")],
            columns,
            ..SurveyHeader::default()
        })
    }

    fn published(&self) -> &[PublishedFigure] {
        published()
    }
}

/// Loads and draws in every form; an absent query has an error to explain it, or defines only names.
fn survive(bytes: &[u8]) {
    let loaded = load(Path::new("test.cxq"), &mut Stage(bytes.to_vec()));
    for format in [
        MessageFormat::Human,
        MessageFormat::Short,
        MessageFormat::Json,
    ] {
        for colour in [false, true] {
            render(&loaded.diagnostics, &loaded.sources, format, colour, 60);
        }
    }
    let failed = loaded
        .diagnostics
        .iter()
        .any(|d| d.severity == Severity::Error);
    assert!(loaded.query.is_some() || !loaded.diagnostics.is_empty());
    assert!(!(failed && loaded.query.is_some()));
    for diagnostic in &loaded.diagnostics {
        let words = [
            Some(&diagnostic.message),
            diagnostic.help.as_ref(),
            diagnostic.label.as_ref(),
        ];
        for text in words.into_iter().flatten() {
            assert!(!text.contains("EOI") && !text.contains("Rule::"), "{text}");
            assert!(!text.is_empty());
        }
    }
    let order: Vec<_> = loaded
        .diagnostics
        .iter()
        .filter_map(|d| match &d.place {
            cxq::diagnostics::Place::Query(span) => Some(span.order()),
            _ => None,
        })
        .collect();
    assert!(order.is_sorted(), "in the order of the file");
}

#[test]
fn the_whole_language_is_accepted() {
    let loaded = load(Path::new("test.cxq"), &mut Stage(WHOLE.as_bytes().to_vec()));
    let errors: Vec<_> = loaded
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .collect();
    assert!(loaded.query.is_some(), "{errors:?}");
}

/// Pieces of the language and of others.
fn piece() -> impl Strategy<Value = String> {
    let mut pieces: Vec<String> = WHOLE.split_whitespace().map(str::to_owned).collect();
    let marks = "( ) { } , = == != < <= > >= .. . + - * / % \" ' ` # ; : && || ! \\ \u{200c} \u{200f} \u{feff} “ 1..5 2026-02-30 1e9 0x1 \0 \u{1b}[31m";
    pieces.extend(marks.split(' ').map(str::to_owned));
    pieces.extend(
        [
            "\n",
            "\r\n",
            "\t",
            "\nuse \"",
            "\nsource ",
            "\nfield ",
            "\nmetric ",
            "\nreport ",
            "\nalert ",
        ]
        .map(str::to_owned),
    );
    proptest::sample::select(pieces)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_words_is_survived(pieces in prop::collection::vec(piece(), 0..60), tight in any::<bool>()) {
        survive(pieces.join(if tight { "" } else { " " }).as_bytes());
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survive(&bytes);
    }

    #[test]
    fn any_damage_is_survived(
        changes in prop::collection::vec((0usize..WHOLE.len(), 0usize..40, prop::option::of(piece())), 1..4),
    ) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        for (at, length, put) in changes {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, put.unwrap_or_default().into_bytes());
        }
        survive(&bytes);
    }
}
