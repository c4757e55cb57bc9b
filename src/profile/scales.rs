//! Whether the values of a column are points of a scale, and of which.

use crate::language::query::{Good, ScaleKind};
use crate::text::fold;

use super::codes::{Codes, scale_end};
use super::meaning::{Meaning, ScaleGuess};
use super::ordered::order;
use super::topic;
use super::words::Words;

/// Words for yes; those that the language knows without being told.
pub const YES: &[&str] = &["yes", "بله", "بلی", "آری", "نعم", "true", "y"];
/// Words for no.
pub const NO: &[&str] = &["no", "خیر", "نه", "لا", "كلا", "false", "n"];
/// Faces and their words, from the unhappy ones on.
pub const SMILEYS: [&[&str]; 3] = [
    &["unhappy", "ناراحت", "غير سعيد", "حزين", "🙁", "☹️", "😞"],
    &["neutral", "بی‌تفاوت", "محايد", "😐"],
    &["happy", "خوشحال", "سعيد", "🙂", "😀", "😊"],
];

/// The code of a face, 1 to 3, given folded.
pub fn face(folded: &str) -> Option<i16> {
    let is = |face: &&[&str]| face.iter().any(|known| fold(known) == folded);
    (1..)
        .zip(&SMILEYS)
        .find(|(_, face)| is(face))
        .map(|(code, _)| code)
}

pub fn blank_scale(kind: ScaleKind, low: i16, high: i16) -> ScaleGuess {
    ScaleGuess {
        kind,
        low,
        high,
        labels: Vec::new(),
        sides: sides(low, high),
        good: Good::High,
        outside: Vec::new(),
    }
}

pub fn scale(kind: ScaleKind, low: i16, high: i16) -> Meaning {
    Meaning::Scale(blank_scale(kind, low, high))
}

/// The end of the low side and the beginning of the high side of a scale: the two best points of
/// five, the three best of seven, the upper part of ten.
pub fn sides(low: i16, high: i16) -> (i16, i16) {
    match high - low + 1 {
        ..=2 => (low, high),
        3 | 4 => (
            low + (high - low) / 2 - i16::from(high - low == 2),
            high - (high - low - 1) / 2,
        ),
        5 => (low + 1, high - 1),
        6 | 7 => (low + 2, high - 2),
        _ => (high - 5, high - 2),
    }
}

/// How many neighbouring columns have codes of the same range, and the largest code of them.
pub fn neighbours(codes: &[Option<Codes>], at: usize, own: &Codes) -> (usize, i64) {
    let alike = |other: &Option<Codes>| {
        other.as_ref().is_some_and(|other| {
            let (high, own) = (other.ends().1, own.ends().1);
            other.fit_a_scale()
                && (high == own || high.min(own) + 1 >= high.max(own) && high.max(own) != 2)
        })
    };
    let before = codes[..at].iter().rev().take_while(|codes| alike(codes));
    let after = codes[at + 1..].iter().take_while(|codes| alike(codes));
    let mut count = 0;
    let mut highest = own.ends().1;
    for codes in before.chain(after).flatten() {
        count += 1;
        highest = highest.max(codes.ends().1);
    }
    (count, highest)
}

/// What whole numbers with few values are.
pub fn coded(codes: &Codes, words: &Words, (alike, highest): (usize, i64)) -> (Meaning, String) {
    let (low, high) = codes.ends();
    let different = codes.points.len();
    let category = |why: &str| (Meaning::Category(Vec::new()), why.to_owned());
    if words.speak_of(topic::CALENDAR) && words.count() <= 2 && different <= 53 {
        return category("part of a date");
    }
    if codes.fit_a_scale()
        && words.speak_of(topic::RECOMMEND)
        && high > 5
        && !words.speak_of(&["group", "گروه"])
    {
        return (
            scale(ScaleKind::Nps, 0, 10),
            "asks for a recommendation, 0 to 10".into(),
        );
    }
    let rated = words.speak_of(topic::SATISFACTION)
        || words.speak_of(topic::RATED)
        || words.speak_of(topic::EFFORT)
        || words.speak_of(topic::RECOMMEND)
        || words.speak_of(topic::OVERALL);
    if words.speak_of(topic::RANKED) {
        return category("places in a ranking");
    }
    let amount = words.speak_of(topic::AMOUNT) || words.speak_of(topic::BURDEN);
    let grouped = topic::GROUPS.iter().any(|topic| words.speak_of(topic));
    let grid = alike >= 2;
    if amount && !rated && !grid {
        return if different <= 12 && words.speak_of(&["group", "band", "bracket", "range"]) {
            category("codes of groups")
        } else {
            (Meaning::Number, "a number of something, by its name".into())
        };
    }
    if codes.fit_a_scale() && high > 2 && !(grouped && !rated && !grid) {
        let complete = codes.are_complete() && matches!(high, 5 | 7 | 10);
        if rated || grid || complete {
            let end = scale_end(high, if grid { highest } else { high }) as i16;
            let zero = low == 0 && end > 7;
            let mut guess =
                with_directions(blank_scale(ScaleKind::Rating, i16::from(!zero), end), words);
            if (words.speak_of(&["effort", "ces", "how easy"]) || words.are(&["ease"]))
                && matches!(end, 5 | 7)
                && !grid
            {
                guess.kind = ScaleKind::Effort;
            }
            let why = if rated {
                format!("codes from {low} to {high}, and the words of a rating")
            } else if grid {
                format!(
                    "codes from {low} to {high}, as in the columns beside it; that more is better is a guess"
                )
            } else {
                format!("all codes from {low} to {high}; that more is better is a guess")
            };
            return (Meaning::Scale(guess), why);
        }
    }
    if different <= 20 && high < 1000 {
        return category("a few whole numbers, which seem to be codes");
    }
    (Meaning::Number, "whole numbers".into())
}

/// Which end is good, by the words.
pub fn with_directions(mut guess: ScaleGuess, words: &Words) -> ScaleGuess {
    let worse = words.speak_of(topic::HARD) || words.speak_of(&["dissatisf*", "نارضایتی"]);
    if worse && !words.speak_of(&["easy", "ease"]) {
        guess.good = Good::Low;
    }
    guess
}

/// "5 - very satisfied": a number at the beginning of every text.
pub fn labelled_points(texts: &[&str]) -> Option<ScaleGuess> {
    let mut labels: Vec<(i16, String)> = Vec::new();
    let mut worded = 0;
    for text in texts {
        let folded = fold(text);
        let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
        let code: i16 = digits.parse().ok()?;
        let rest = folded[digits.len()..].trim_start();
        let rest = rest
            .trim_start_matches(['-', '–', '—', '=', ':', '.', ')', '(', ',', '/'])
            .trim_start();
        if rest.starts_with(|c: char| c.is_ascii_digit())
            || rest.is_empty() && !folded[digits.len()..].is_empty()
        {
            return None;
        }
        worded += usize::from(!rest.is_empty());
        labels.push((code, (*text).to_owned()));
    }
    labels.sort();
    let distinct = labels.windows(2).all(|pair| pair[0].0 != pair[1].0);
    let (low, high) = (labels.first()?.0, labels.last()?.0);
    if worded == 0
        || !distinct
        || !(0..=1).contains(&low)
        || !(2..=10).contains(&high)
        || labels.len() < 2
        || usize::from((high - low + 1) as u16) > labels.len() * 2
    {
        return None;
    }
    let mut guess = blank_scale(ScaleKind::Rating, low, high);
    guess.labels = labels;
    Some(guess)
}

/// "Satisfied" beside "Neutral or Dissatisfied": an outcome that lumps answers together.
pub fn outcome(texts: &[&str]) -> Option<Vec<(&'static str, Vec<String>)>> {
    const GOOD: &[&str] = &["satisfied", "happy", "راضی", "راض"];
    const BAD: &[&str] = &[
        "dissatisfied",
        "unsatisfied",
        "unhappy",
        "not satisfied",
        "ناراضی",
        "غیر راض",
    ];
    const NEITHER: &[&str] = &["neutral", "بی تفاوت", "محاید"];
    if !(2..=4).contains(&texts.len()) || order(texts).is_some() {
        return None;
    }
    let has = |text: &str, known: &[&str]| {
        let folded = format!(" {} ", fold(text));
        known
            .iter()
            .any(|word| folded.contains(&format!(" {} ", fold(word))))
    };
    let (mut good, mut lumped, mut neutral, mut bad) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for text in texts {
        let text = (*text).to_owned();
        match (has(&text, BAD), has(&text, NEITHER)) {
            (true, true) => lumped.push(text),
            (true, false) => bad.push(text),
            (false, true) => neutral.push(text),
            (false, false) if has(&text, GOOD) => good.push(text),
            _ => return None,
        }
    }
    if good.is_empty() || lumped.is_empty() && bad.is_empty() {
        return None;
    }
    let bands = [
        ("satisfied", good),
        ("neutral", neutral),
        ("neutral_or_dissatisfied", lumped),
        ("dissatisfied", bad),
    ];
    Some(
        bands
            .into_iter()
            .filter(|(_, texts)| !texts.is_empty())
            .collect(),
    )
}
