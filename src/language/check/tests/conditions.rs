//! Conditions as the predicates that they become.

use super::{answer, predicate, text};
use crate::language::query::*;

#[test]
fn operators_bind_as_documented() {
    let bracketed =
        |loose: &str, tight: &str| assert_eq!(predicate(loose).1, predicate(tight).1, "{loose}");
    bracketed(
        "Q3 == 1 or Q3 == 2 and wait > 1",
        "Q3 == 1 or (Q3 == 2 and wait > 1)",
    );
    bracketed("not Q3 == 1 and wait > 1", "(not Q3 == 1) and wait > 1");
    bracketed("not Q3 == 1 or wait > 1", "(not (Q3 == 1)) or wait > 1");
    bracketed(
        "wait + 2 * wait > 3 - 1 - 1",
        "(wait + (2 * wait)) > ((3 - 1) - 1)",
    );
    bracketed("-wait * 2 < 1", "(-wait) * 2 < 1");
    bracketed("wait / 2 / 3 > 1", "(wait / 2) / 3 > 1");
    bracketed("not not good", "good");
}

#[test]
fn unknown_stays_unknown() {
    // `not` of a comparison is kept as such: an unknown answer must make neither true.
    let (query, tested) = predicate("not csat >= 4");
    let csat = answer(&query, "csat");
    let codes = Predicate::Codes {
        answer: csat,
        ranges: vec![(4, 5)],
    };
    assert_eq!(tested, Predicate::Not(Box::new(codes)));
    assert_eq!(predicate("csat is not satisfied").1, tested);
    assert_eq!(
        predicate("csat is missing").1,
        Predicate::Not(Box::new(Predicate::Answered(csat)))
    );
    assert_eq!(predicate("csat is answered").1, Predicate::Answered(csat));
    assert_eq!(
        predicate("csat is not missing").1,
        Predicate::Answered(csat)
    );
}

#[test]
fn scales_become_codes() {
    let codes = |condition: &str| match predicate(condition).1 {
        Predicate::Codes { ranges, .. } => ranges,
        other => panic!("{condition}: {other:?}"),
    };
    assert_eq!(codes("csat >= 4"), [(4, 5)]);
    assert_eq!(codes("csat > 3.5"), [(4, 5)]);
    assert_eq!(codes("4 <= csat"), [(4, 5)]);
    assert_eq!(codes("csat == ۴"), [(4, 4)]);
    assert_eq!(codes("csat in 2..3"), [(2, 3)]);
    assert_eq!(codes("csat in (1, 5)"), [(1, 1), (5, 5)]);
    assert_eq!(codes("csat == \"very good\""), [(5, 5)]);
    assert_eq!(codes("recommend is promoter"), [(9, 10)]);
    assert_eq!(codes("mood is unhappy"), [(1, 1)]);
    assert_eq!(codes("mood == \"خوشحال\""), [(3, 3)]);
}

#[test]
fn columns_are_read_as_they_are_used() {
    let (query, tested) = predicate("channel == \"phone\" or channel in (\"chat\", \"mail\")");
    let Predicate::Any(parts) = tested else {
        panic!()
    };
    let Predicate::OneOf {
        answer: first,
        values,
    } = &parts[0]
    else {
        panic!()
    };
    let Predicate::OneOf { answer: second, .. } = &parts[1] else {
        panic!()
    };
    assert_eq!((first, values), (second, &vec![text("phone")]));
    // `outcome` reads the same column with bands, so it is another answer.
    assert_ne!(*first, answer(&query, "outcome"));
    let (query, tested) =
        predicate("wait > 5 and `Seat comfort` + 1 > 2 and comment contains \"late\"");
    let Predicate::All(parts) = tested else {
        panic!()
    };
    assert!(matches!(
        &parts[2],
        Predicate::Text {
            how: TextMatch::Contains,
            ..
        }
    ));
    assert!(matches!(
        query.answer(answer(&query, "Seat comfort")).reading,
        Reading::Number(_)
    ));
    let (query, tested) = predicate("outcome is rest and causes has \"Slow\"");
    let Predicate::All(parts) = tested else {
        panic!()
    };
    let rest = vec![text("Neutral or Dissatisfied"), text("Other")];
    assert_eq!(
        parts[0],
        Predicate::OneOf {
            answer: answer(&query, "outcome"),
            values: rest
        }
    );
    assert_eq!(
        parts[1],
        Predicate::Chosen {
            answer: answer(&query, "causes"),
            option: text("Slow")
        }
    );
    assert_eq!(predicate("good").1, Predicate::In(SegmentId(0)));
}

#[test]
fn dates_become_days() {
    let days = |condition: &str| {
        let (query, tested) = predicate(condition);
        match tested {
            Predicate::Dates {
                answer: of,
                from,
                to,
            } => {
                assert_eq!(of, answer(&query, "day"), "read as the date of the answer");
                (from, to)
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        days("day in 2026-01-01..2026-03-31"),
        (Some(20454), Some(20543))
    );
    assert_eq!(days("day in 2026-Q1"), (Some(20454), Some(20543)));
    assert_eq!(days("day in 2026-01..2026-03"), (Some(20454), Some(20543)));
    assert_eq!(days("day >= 2026-01-01"), (Some(20454), None));
    assert_eq!(days("day > 2026-01"), (Some(20485), None));
    assert_eq!(days("day < 2026-01"), (None, Some(20453)));
    assert_eq!(days("day in 2026"), (Some(20454), Some(20818)));
    assert!(matches!(
        predicate("day in last 90 days").1,
        Predicate::LastDays { days: 90, .. }
    ));
}

#[test]
fn brackets_nest_as_deep_as_is_allowed() {
    let nested = format!("{}good{}", "(".repeat(30), ")".repeat(30));
    assert_eq!(predicate(&nested).1, Predicate::In(SegmentId(0)));
}
