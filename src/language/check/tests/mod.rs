//! Each kind of field, condition and metric as the query that it becomes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod conditions;

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Severity};
use crate::language::published::{PublishedFigure, published};
use crate::language::query::*;
use crate::language::span::{Span, Spanned};
use crate::language::{Loaded, Surroundings, SurveyHeader, SurveyRequest, explain_metric, load};

struct OneFile<'a>(&'a str);

impl Surroundings for OneFile<'_> {
    fn read(&mut self, _: &Path) -> io::Result<Vec<u8>> {
        Ok(self.0.as_bytes().to_vec())
    }

    fn survey(&mut self, _: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
        let columns = [
            "Q1",
            "Q2",
            "Q3",
            "Q4",
            "day",
            "wait",
            "channel",
            "Seat comfort",
            "reasons",
            "comment",
            "wt",
        ];
        let columns = columns.into_iter().map(str::to_owned).collect();
        Ok(SurveyHeader {
            files: vec![PathBuf::from("s.csv")],
            columns,
            ..SurveyHeader::default()
        })
    }

    fn published(&self) -> &[PublishedFigure] {
        published()
    }
}

const HEAD: &str = r#"
source s = "s.csv" { date day day/month/year in "Asia/Tehran" missing "N/A", 99 weight wt }
field csat = Q1 as rating 1..5 "Overall" { satisfied 4..5, neutral 3, dissatisfied 1..2, not applicable 0, 5 "Very good" }
field recommend = Q2 as nps
field ease = Q3 as effort 1..7, high is hard
field mood = Q4 as smiley { happy "خوشحال" }
field outcome = channel as category { rest "Neutral or Dissatisfied", "Other" }
field causes = reasons as choices split ";"
field minutes = wait as number in minutes, low is good
field words = comment as text
segment good = csat is satisfied
report "r" { text "t" }
"#;

fn loaded(text: &str) -> Loaded {
    load(Path::new("test.cxq"), &mut OneFile(text))
}

fn query(more: &str) -> Query {
    let loaded = loaded(&format!("{HEAD}{more}"));
    loaded
        .query
        .unwrap_or_else(|| panic!("{more}: {:?}", loaded.diagnostics))
}

fn answer(query: &Query, name: &str) -> AnswerId {
    let at = query
        .answers
        .iter()
        .position(|answer| answer.name == name)
        .unwrap();
    AnswerId(u32::try_from(at).unwrap())
}

fn text(value: &str) -> Spanned<String> {
    Spanned::new(value.to_owned(), Span::default())
}

/// The predicate of a condition, and the query that it belongs to.
fn predicate(condition: &str) -> (Query, Predicate) {
    let query = query(&format!("segment tested = {condition}\n"));
    let tested = query
        .segments
        .iter()
        .find(|segment| segment.name == "tested")
        .unwrap()
        .predicate
        .clone();
    (query, tested)
}

fn metric(definition: &str) -> (Query, Metric) {
    let query = query(&format!("metric tested = {definition}\n"));
    let tested = query
        .metrics
        .iter()
        .find(|metric| metric.name == "tested")
        .unwrap()
        .clone();
    (query, tested)
}

#[test]
fn fields_become_readings() {
    let query = query("field yes = Q1 as yes/no\nfield seen = day as date\n");
    let scale = |name: &str| match &query.answer(answer(&query, name)).reading {
        Reading::Scale(scale) => scale.clone(),
        other => panic!("{other:?}"),
    };
    let csat = scale("csat");
    assert_eq!(
        (csat.kind, csat.low, csat.high, csat.good),
        (ScaleKind::Rating, 1, 5, Good::High)
    );
    let bands: Vec<_> = csat
        .bands
        .iter()
        .map(|band| (band.name.as_str(), band.codes.clone()))
        .collect();
    assert_eq!(
        bands,
        [
            ("satisfied", vec![(4, 5)]),
            ("neutral", vec![(3, 3)]),
            ("dissatisfied", vec![(1, 2)])
        ]
    );
    assert_eq!(csat.labels, [(5, "Very good".to_owned())]);
    let csat = query.answer(answer(&query, "csat"));
    assert_eq!(
        (csat.label.as_deref(), csat.header.as_str()),
        (Some("Overall"), "Q1")
    );
    assert_eq!(
        (csat.missing.clone(), csat.not_applicable.clone()),
        (
            vec!["N/A".to_owned(), "99".to_owned()],
            vec!["0".to_owned()]
        )
    );
    assert_eq!(scale("recommend").bands.len(), 3);
    assert_eq!(scale("ease").good, Good::Low);
    let mood = scale("mood");
    let happy: Vec<_> = mood
        .labels
        .iter()
        .filter(|(code, _)| *code == 3)
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(happy, ["خوشحال"]);
    assert!(
        mood.labels.contains(&(1, "ناراحت".to_owned()))
            && mood.labels.contains(&(2, "😐".to_owned()))
    );
    assert!(scale("yes").labels.contains(&(1, "بله".to_owned())));
    let reading = |name: &str| query.answer(answer(&query, name)).reading.clone();
    assert_eq!(
        reading("causes"),
        Reading::Choices(Choices {
            layout: ChoicesLayout::Joined {
                split: ";".to_owned(),
                ordered: false,
            },
            options: Vec::new(),
        })
    );
    assert_eq!(
        reading("minutes"),
        Reading::Number(NumberReading {
            unit: Some("minutes".to_owned()),
            ..NumberReading::default()
        })
    );
    assert_eq!(reading("words"), Reading::Text);
    let date = DateReading {
        order: Some(DateOrder::DayMonthYear),
        zone: Some("Asia/Tehran".to_owned()),
    };
    assert_eq!(reading("day"), Reading::Date(date));
    assert_eq!(query.source.date, Some(answer(&query, "day")));
    assert_eq!(query.source.weight, Some(answer(&query, "wt")));
}

#[test]
fn metrics_become_measures() {
    let measure = |definition: &str| metric(definition).1.measure;
    assert!(matches!(measure("nps(recommend)"), Measure::Nps(_)));
    assert!(matches!(
        measure("share(csat is satisfied)"),
        Measure::Share(Predicate::Codes { .. })
    ));
    assert!(matches!(
        measure("share(good)"),
        Measure::Share(Predicate::In(_))
    ));
    assert!(matches!(
        measure("mean(csat)"),
        Measure::Mean(Quantity::Answer(_))
    ));
    assert!(matches!(
        measure("mean(wait + 1)"),
        Measure::Mean(Quantity::Arithmetic { .. })
    ));
    assert!(matches!(
        measure("median(minutes)"),
        Measure::Quantile(_, 0.5)
    ));
    assert!(matches!(
        measure("quantile(minutes, 90%)"),
        Measure::Quantile(_, 0.9)
    ));
    assert!(matches!(
        measure("deviation(minutes)"),
        Measure::StandardDeviation(_)
    ));
    assert!(matches!(measure("sum(wait)"), Measure::Sum(_)));
    assert!(matches!(measure("min(wait)"), Measure::Minimum(_)));
    assert!(matches!(measure("max(wait)"), Measure::Maximum(_)));
    assert!(matches!(measure("count()"), Measure::Count(None)));
    assert!(matches!(measure("count(good)"), Measure::Count(Some(_))));
    let codes = |definition: &str| match measure(definition) {
        Measure::Share(Predicate::Codes { ranges, .. }) => ranges,
        other => panic!("{other:?}"),
    };
    assert_eq!(codes("top(csat, 2)"), [(4, 5)]);
    assert_eq!(codes("bottom(ease, 3)"), [(1, 3)]);
    let query = query(
        "metric b = a / c\nmetric a = count(good)\nmetric c = count()\nmetric d = ratio(a, c)\n",
    );
    let ratio = query
        .metrics
        .iter()
        .find(|metric| metric.name == "b")
        .unwrap();
    let (upper, lower) = match ratio.measure {
        Measure::Ratio(upper, lower) => (query.metric(upper), query.metric(lower)),
        ref other => panic!("{other:?}"),
    };
    assert_eq!((upper.name.as_str(), lower.name.as_str()), ("a", "c"));
}

#[test]
fn metrics_keep_what_stands_behind_them() {
    let (query, tested) = metric(
        "share( csat is\n satisfied ) of channel == \"phone\" \"CSAT\" target 80% against published satisfied.pay-more",
    );
    assert_eq!(
        (tested.label.as_str(), tested.target, tested.good),
        ("CSAT", Some(0.8), Good::High)
    );
    assert_eq!(tested.formula, "share( csat is satisfied )");
    assert_eq!(tested.of_text.as_deref(), Some("channel == \"phone\""));
    let figure = query.benchmark(tested.benchmark.unwrap());
    assert_eq!(
        (figure.value, figure.rounding, &figure.unit),
        (0.86, 0.005, &BenchmarkUnit::Share)
    );
    assert_eq!(metric("share(csat is dissatisfied)").1.good, Good::Low);
    assert_eq!(metric("share(csat is neutral)").1.good, Good::Neither);
    assert_eq!(metric("mean(minutes)").1.good, Good::Low);
    assert_eq!(metric("mean(minutes)").1.unit.as_deref(), Some("minutes"));
    assert_eq!(
        metric("mean(wait) unit hours high is good").1.good,
        Good::High
    );
    assert_eq!(metric("nps(recommend) target -10").1.target, Some(-10.0));
    assert_eq!(metric("count()").1.label, "tested");
}

#[test]
fn benchmarks_know_how_exact_they_are() {
    let query = query(
        "benchmark a = 76.5% \"Market\" source \"Index\" year 2026 n 31_400\nbenchmark b = 60%..70%\nbenchmark c = 3.5 times\nbenchmark d = 42 points\nbenchmark e = 11 minutes\nbenchmark f = 60..70%\n",
    );
    let figures: Vec<_> = query
        .benchmarks
        .iter()
        .map(|b| (b.value, b.high, b.rounding, b.unit.clone()))
        .collect();
    assert_eq!(figures[0], (0.765, None, 0.0005, BenchmarkUnit::Share));
    assert_eq!(
        (query.benchmarks[0].n, query.benchmarks[0].year),
        (Some(31_400), Some(2026))
    );
    assert_eq!(figures[1], (0.6, Some(0.7), 0.005, BenchmarkUnit::Share));
    assert_eq!(figures[2], (3.5, None, 0.05, BenchmarkUnit::Ratio));
    assert_eq!(figures[3], (42.0, None, 0.5, BenchmarkUnit::Points));
    assert_eq!(figures[4].3, BenchmarkUnit::Other("minutes".to_owned()));
    assert_eq!(figures[5], figures[1]);
}

#[test]
fn sections_and_alerts_are_resolved() {
    let query = query(
        r#"
metric share_good = share(good)
metric n = nps(recommend)
segment bad = csat is dissatisfied
report "Second" in fa by "Shop" {
  subtitle "S" note "N"
  summary share_good, n versus previous quarter
  compare good with bad on n, share_good { against published satisfied.repurchase-ratio for share_good }
  trend n by month
  table n, share_good by outcome, channel
  drivers of csat from ease
}
alert when share_good < 75% or not (fall(n, month) > 5 and rise(share_good) >= 5%)
"#,
    );
    let report = &query.reports[1];
    assert_eq!(
        (
            report.locale,
            report.company.as_deref(),
            report.note.as_deref()
        ),
        (Locale::Persian, Some("Shop"), Some("N"))
    );
    assert!(
        matches!(&report.sections[0], Section::Summary { metrics, versus: Some(Granularity::Quarter), .. } if metrics.len() == 2)
    );
    assert!(matches!(&report.sections[1], Section::Compare { against, .. } if against.len() == 1));
    assert!(matches!(
        &report.sections[2],
        Section::Trend {
            by: Granularity::Month,
            ..
        }
    ));
    assert!(matches!(&report.sections[3], Section::Table { by, .. } if by.len() == 2));
    assert!(matches!(&report.sections[4], Section::Drivers { drivers, .. } if !drivers.is_empty()));
    let Condition::Any(parts) = &query.alerts[0].condition else {
        panic!()
    };
    assert!(matches!(
        parts[0],
        Condition::Compare {
            of: Watched::Value,
            threshold: 0.75,
            ..
        }
    ));
    let Condition::Not(inner) = &parts[1] else {
        panic!()
    };
    let Condition::All(parts) = &**inner else {
        panic!()
    };
    assert!(matches!(
        parts[0],
        Condition::Compare {
            of: Watched::Fall(Granularity::Month),
            threshold: 5.0,
            ..
        }
    ));
    assert!(matches!(
        parts[1],
        Condition::Compare {
            of: Watched::Rise(Granularity::Quarter),
            threshold: 0.05,
            ..
        }
    ));
}

#[test]
fn comments_are_kept() {
    let text = "# first\nsource s = \"s # no comment\" # second\n";
    let parsed = crate::language::parse(text, crate::language::span::FileId(0));
    let comments: Vec<&str> = parsed
        .tree
        .comments
        .iter()
        .map(|span| &text[span.range()])
        .collect();
    assert_eq!(comments, ["# first", "# second"]);
}

#[test]
fn a_survey_that_cannot_be_opened_is_one_problem() {
    struct NoSurvey(&'static str);
    impl Surroundings for NoSurvey {
        fn read(&mut self, _: &Path) -> io::Result<Vec<u8>> {
            Ok(self.0.as_bytes().to_vec())
        }
        fn survey(&mut self, request: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
            Err(vec![Diagnostic::query(
                "no-files",
                request.patterns[0].span,
                "there is no such file",
            )])
        }
        fn published(&self) -> &[PublishedFigure] {
            published()
        }
    }
    let text = "source s = \"gone.csv\" { date day }\nfield a = b as rating 1..5\nsegment c = d == 1 and e is f\nmetric m = mean(a)\nreport \"r\" { summary m, n trend m by month }\n";
    let loaded = load(Path::new("test.cxq"), &mut NoSurvey(text));
    let codes: Vec<_> = loaded.diagnostics.iter().map(|d| d.code).collect();
    // The unknown metric is a mistake whatever the survey holds.
    assert_eq!(codes, ["no-files", "unknown-name"]);
}

#[test]
fn warnings_do_not_stop_a_query() {
    let loaded = loaded(&format!("{HEAD}report \"x\" {{ quotes words of good }}\n"));
    assert!(loaded.query.is_some());
    assert!(
        loaded
            .diagnostics
            .iter()
            .all(|d| d.severity == Severity::Warning)
    );
}

#[test]
fn metrics_are_explained() {
    let (query, tested) = metric("share(csat is satisfied) of good \"CSAT\" target 80%");
    let id = query
        .metrics
        .iter()
        .position(|m| m.name == tested.name)
        .unwrap();
    let words = explain_metric(&query, MetricId(u32::try_from(id).unwrap()));
    for part in [
        "CSAT (`tested`)",
        "share(csat is satisfied) of good",
        "share of responses where \"Overall\" is satisfied (4 to 5); each answer counted by its weight",
        "only those where the response is in \"good\"",
        "\"99\", \"N/A\"",
        "do not apply (\"0\")",
        "Wilson",
        "80%",
    ] {
        assert!(words.contains(part), "{part} is not in:\n{words}");
    }
}
