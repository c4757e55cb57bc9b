//! Predicates in the form in which they are evaluated: segments written out, alternatives about
//! one question put together, so that a pasted list of a thousand shops is one look-up.

use crate::language::query::{Predicate, Query};

/// The same predicate without references to segments and with as few parts as may be.
pub fn simplify(query: &Query, predicate: &Predicate) -> Predicate {
    match predicate {
        Predicate::In(segment) => simplify(query, &query.segment(*segment).predicate),
        Predicate::Not(part) => Predicate::Not(Box::new(simplify(query, part))),
        Predicate::All(parts) => {
            Predicate::All(parts.iter().map(|part| simplify(query, part)).collect())
        }
        Predicate::Any(parts) => {
            let mut joined: Vec<Predicate> = Vec::new();
            for part in parts {
                match simplify(query, part) {
                    Predicate::Any(parts) => {
                        for part in parts {
                            join(&mut joined, part);
                        }
                    }
                    part => join(&mut joined, part),
                }
            }
            match joined.len() {
                1 => joined.remove(0),
                _ => Predicate::Any(joined),
            }
        }
        other => other.clone(),
    }
}

/// Adds an alternative; one about a question that is there already widens it.
fn join(alternatives: &mut Vec<Predicate>, part: Predicate) {
    for known in alternatives.iter_mut() {
        match (known, &part) {
            (
                Predicate::OneOf { answer, values },
                Predicate::OneOf {
                    answer: other,
                    values: more,
                },
            ) if answer == other => {
                values.extend(more.iter().cloned());
                return;
            }
            (
                Predicate::Codes { answer, ranges },
                Predicate::Codes {
                    answer: other,
                    ranges: more,
                },
            ) if answer == other => {
                ranges.extend(more);
                return;
            }
            _ => {}
        }
    }
    alternatives.push(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::query::AnswerId;

    #[test]
    fn alternatives_about_one_question_are_one() {
        let codes = |answer, range| Predicate::Codes {
            answer: AnswerId(answer),
            ranges: vec![range],
        };
        let mut joined = Vec::new();
        for part in [codes(0, (1, 1)), codes(1, (2, 2)), codes(0, (4, 5))] {
            join(&mut joined, part);
        }
        let both = Predicate::Codes {
            answer: AnswerId(0),
            ranges: vec![(1, 1), (4, 5)],
        };
        assert_eq!(joined, [both, codes(1, (2, 2))]);
    }
}
