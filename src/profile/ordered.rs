//! Texts that stand for the points of a scale, put into their order: "Very satisfied", "Somewhat
//! satisfied", …, "Very dissatisfied".
//!
//! A text is taken apart into how much ("very", "somewhat", "not at all") and what ("satisfied",
//! "dissatisfied"). Texts that all speak of one thing, or of it and its opposite, and differ in
//! how much, are a scale.

use crate::text::fold;

use super::degrees::{DEGREES, NEUTRAL, SERIES, WISHED};

/// Texts in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// The texts as given, from the lowest point to the highest.
    pub texts: Vec<String>,
    /// Whether the high end is the good one: known for what people wish for.
    pub good: bool,
    /// How many of the texts, from the lowest, say no rather than yes; and of them and the next
    /// ones, which say neither.
    pub low: usize,
    /// As above.
    pub neutral: usize,
}

/// The order of some texts, if they are the points of one scale: at least two of them, no two at
/// the same point.
pub fn order(texts: &[&str]) -> Option<Ordered> {
    if !(2..=11).contains(&texts.len()) {
        return None;
    }
    let folded: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    by_series(texts, &folded).or_else(|| by_degree(texts, &folded))
}

/// Folded, without what stands in brackets at its end and without marks.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let bare = match folded.split_once(" (") {
        Some((before, _)) if !before.is_empty() => before,
        _ => &folded,
    };
    bare.replace(['’', '\''], "")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

fn by_series(texts: &[&str], folded: &[String]) -> Option<Ordered> {
    SERIES.iter().find_map(|(good, steps)| {
        let points: Option<Vec<usize>> = folded
            .iter()
            .map(|text| {
                steps
                    .iter()
                    .position(|step| step.iter().any(|known| fold(known) == *text))
            })
            .collect();
        let points = points?;
        if texts.len() < 3 {
            return None;
        }
        let middle = steps.len() / 2;
        sorted(texts, &points, *good, |point| {
            (*point as i32 - middle as i32).signum()
        })
    })
}

/// What a text says: how much, of what, and whether of its opposite.
struct Said {
    degree: i32,
    stem: String,
    neutral: bool,
}

fn by_degree(texts: &[&str], folded: &[String]) -> Option<Ordered> {
    let said: Vec<Said> = folded.iter().map(|text| said(text)).collect();
    let stems: Vec<&str> = {
        let mut stems: Vec<&str> = said
            .iter()
            .filter(|said| !said.neutral)
            .map(|said| said.stem.as_str())
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    };
    let neutral_points = said.iter().filter(|said| said.neutral).count();
    let (wished, unwished) = match stems[..] {
        // One thing, more or less of it.
        [one] if !one.is_empty() => {
            let known = WISHED.iter().any(|(good, _)| fold(good) == one);
            let bad = WISHED.iter().any(|(_, bad)| fold(bad) == one);
            // "Satisfied" alone, or a word that says nothing of how much, is no scale.
            let degrees = said.iter().filter(|said| said.degree != 5).count();
            if bad || degrees < 2 || texts.len() < 3 {
                return None;
            }
            (known.then(|| one.to_owned()), None)
        }
        [a, b] => {
            let pair = WISHED.iter().find_map(|(good, bad)| {
                let (good, bad) = (fold(good), fold(bad));
                let fits = [a, b] == [&*good, &*bad] || [b, a] == [&*good, &*bad];
                fits.then(|| (good.into_owned(), bad.into_owned()))
            });
            let (good, bad) = pair.or_else(|| opposite(a, b))?;
            (Some(good), Some(bad))
        }
        _ => return None,
    };
    if neutral_points > 1 {
        return None;
    }
    let points: Vec<i32> = said
        .iter()
        .map(|said| match (&unwished, said.neutral) {
            (_, true) if unwished.is_some() => 0,
            // Between "not very" and "somewhat".
            (_, true) => 3,
            (Some(bad), _) if said.stem == *bad => match said.degree {
                // "Not very dissatisfied" is still on that side.
                degree @ ..=2 => -degree,
                degree => -degree,
            },
            _ => said.degree,
        })
        .collect();
    let both = unwished.is_some();
    sorted(texts, &points, wished.is_some(), |point| {
        if both {
            point.signum()
        } else {
            (*point - 3).signum()
        }
    })
}

/// Two stems of which one is the other with "dis", "un", "in", "not", "نا", "غیر" before it.
fn opposite(a: &str, b: &str) -> Option<(String, String)> {
    const BEFORE: &[&str] = &["dis", "un", "in", "im", "not ", "نا", "غیر ", "بی "];
    let is = |bad: &str, good: &str| {
        good.len() >= 4
            && BEFORE
                .iter()
                .any(|prefix| bad.strip_prefix(prefix) == Some(good))
    };
    if is(a, b) {
        Some((b.to_owned(), a.to_owned()))
    } else if is(b, a) {
        Some((a.to_owned(), b.to_owned()))
    } else {
        None
    }
}

fn said(text: &str) -> Said {
    let is_neutral = NEUTRAL.iter().any(|known| match known.strip_suffix('*') {
        Some(begin) => text.starts_with(begin),
        None => fold(known) == text,
    });
    if is_neutral {
        return Said {
            degree: 0,
            stem: String::new(),
            neutral: true,
        };
    }
    // "Not rude at all" is "not at all rude".
    let turned = match text.strip_suffix(" at all") {
        Some(before) if before.contains("not ") => before,
        _ => text,
    };
    let text = turned;
    // "No, not at all rude", "Yes, very rude".
    let text = match text.split_once(", ") {
        Some(("yes" | "no", rest)) if rest.contains(' ') => rest,
        _ => text,
    };
    let mut best: Option<(i32, String)> = None;
    for (degree, words) in DEGREES {
        for word in *words {
            let word = fold(word);
            let spaced = format!(" {text} ");
            let Some(at) = spaced.find(&format!(" {word} ")) else {
                continue;
            };
            let rest = format!("{} {}", &spaced[..at], &spaced[at + word.len() + 1..]);
            let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
            let longer = best
                .as_ref()
                .is_none_or(|(_, known)| rest.len() < known.len());
            if longer && !rest.is_empty() {
                best = Some((*degree, rest));
            }
        }
    }
    let (degree, stem) = best.unwrap_or((5, text.to_owned()));
    Said {
        degree,
        stem,
        neutral: false,
    }
}

fn sorted<P: Ord>(
    texts: &[&str],
    points: &[P],
    good: bool,
    side: impl Fn(&P) -> i32,
) -> Option<Ordered> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by(|a, b| points[*a].cmp(&points[*b]));
    let distinct = order
        .windows(2)
        .all(|pair| points[pair[0]] != points[pair[1]]);
    if !distinct {
        return None;
    }
    let below = order.iter().filter(|at| side(&points[**at]) < 0).count();
    let middle = order.iter().filter(|at| side(&points[**at]) == 0).count();
    Some(Ordered {
        texts: order.iter().map(|at| texts[*at].to_owned()).collect(),
        good,
        low: below,
        neutral: below + middle,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn assert_order(expected: &[&str]) -> Ordered {
        let mut shuffled = expected.to_vec();
        shuffled.sort_unstable();
        let found = order(&shuffled);
        assert_eq!(
            found.as_ref().map(|found| found.texts.as_slice()),
            Some(
                expected
                    .iter()
                    .map(|text| (*text).to_owned())
                    .collect::<Vec<_>>()
                    .as_slice()
            ),
        );
        found.unwrap()
    }

    #[test]
    fn scales_of_words_are_put_in_order() {
        let satisfied = assert_order(&[
            "Very dissatisfied",
            "Somewhat dissatisfied",
            "Neither satisfied nor dissatisfied",
            "Somewhat satisfied",
            "Very satisfied",
        ]);
        assert_eq!(
            (satisfied.low, satisfied.neutral, satisfied.good),
            (2, 3, true)
        );
        assert_order(&["Dissatisfied", "Neutral", "Satisfied"]);
        assert_order(&["Strongly disagree", "Disagree", "Agree", "Strongly agree"]);
        assert_order(&[
            "Very unfavorably",
            "Somewhat unfavorably",
            "Neither favorably nor unfavorably (neutral)",
            "Somewhat favorably",
            "Very favorably",
        ]);
        let masculine = assert_order(&[
            "Not at all masculine",
            "Not very masculine",
            "Somewhat masculine",
            "Very masculine",
        ]);
        assert_eq!((masculine.low, masculine.good), (2, false));
        assert_order(&[
            "Not at all important",
            "Not too important",
            "Somewhat important",
            "Very important",
        ]);
        let rude = assert_order(&[
            "No, not at all rude",
            "Yes, somewhat rude",
            "Yes, very rude",
        ]);
        assert!(!rude.good && rude.low == 1);
        assert_order(&[
            "No, not rude at all",
            "Yes, somewhat rude",
            "Yes, very rude",
        ]);
        assert_order(&["Poor", "Fair", "Good", "Very good", "Excellent"]);
        assert_order(&["Never", "Rarely", "Sometimes", "Often", "Always"]);
        assert_order(&["کاملاً ناراضی", "ناراضی", "بی‌تفاوت", "راضی", "کاملاً راضی"]);
        assert_order(&["خیلی بد", "بد", "متوسط", "خوب", "عالی"]);
        assert_order(&["غير راضٍ جداً", "غير راضٍ", "محايد", "راضٍ", "راضٍ جداً"]);
        assert_order(&[
            "Very difficult",
            "Difficult",
            "Neutral",
            "Easy",
            "Very easy",
        ]);
    }

    #[test]
    fn other_texts_have_no_order() {
        for texts in [
            &["Phone", "Chat", "Mail"][..],
            &["Business", "Economy", "Economy Plus"],
            &["Yes", "Maybe", "Perhaps"],
            &["North", "South"],
            &["Male", "Female"],
            &["Very", "Somewhat"],
            &["Satisfied", "Neutral or Dissatisfied"],
        ] {
            assert_eq!(order(texts), None, "{texts:?}");
        }
    }
}
