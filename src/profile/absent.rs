//! Values that mean that there is no answer.

use crate::text::fold;

/// What a value says instead of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing was answered; it means so in every column.
    Missing,
    /// No answer where a scale or a number was asked for; an answer like others elsewhere.
    Unsure,
    /// The question does not apply.
    NotApplicable,
}

const MISSING: &[&str] = &[
    "n/a",
    "na",
    "#n/a",
    "null",
    "nan",
    "-",
    "--",
    "—",
    ".",
    "no answer",
    "not answered",
    "unanswered",
    "skipped",
    "no response",
    "missing",
    "بدون پاسخ",
    "بی پاسخ",
    "بی‌پاسخ",
    "بدون جواب",
    "لا جواب",
    "لا توجد إجابة",
    "لم يجب",
];
const UNSURE: &[&str] = &[
    "don't know",
    "dont know",
    "don’t know",
    "do not know",
    "not sure",
    "unsure",
    "i don't know",
    "prefer not to say",
    "prefer not to answer",
    "refused",
    "no opinion",
    "can't say",
    "offered",
    "unoffered",
    "not offered",
    "نمی‌دانم",
    "نمیدانم",
    "نمی دانم",
    "نظری ندارم",
    "لا أعرف",
    "لا ادري",
    "لا رأي",
];
const NOT_APPLICABLE: &[&str] = &[
    "not applicable",
    "does not apply",
    "doesn't apply",
    "unfamiliar",
    "not used",
    "did not use",
    "مصداق ندارد",
    "موردی ندارد",
    "کاربرد ندارد",
    "لا ينطبق",
    "لم أستخدم",
];
/// What stands in an option's column where the option was not chosen.
const NOT_CHOSEN: &[&str] = &[
    "not selected",
    "unchecked",
    "not chosen",
    "0",
    "no",
    "n",
    "false",
    "خیر",
    "لا",
];

/// What a text says instead of an answer, if it does.
pub fn silence(text: &str) -> Option<Silence> {
    let folded = fold(text);
    let is = |words: &[&str]| words.iter().any(|word| fold(word) == folded);
    if is(MISSING) {
        return Some(Silence::Missing);
    }
    if is(UNSURE) {
        return Some(Silence::Unsure);
    }
    let bare = folded.split(" (").next().unwrap_or_default();
    let applies = NOT_APPLICABLE.iter().any(|word| fold(word) == bare);
    (applies || folded.ends_with("(n/a)")).then_some(Silence::NotApplicable)
}

/// Whether a text says that an option was not chosen.
pub fn not_chosen(text: &str) -> bool {
    let folded = fold(text);
    NOT_CHOSEN.iter().any(|word| fold(word) == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_has_many_words() {
        for (text, means) in [
            ("N/A", Some(Silence::Missing)),
            ("No answer", Some(Silence::Missing)),
            ("نمی‌دانم", Some(Silence::Unsure)),
            ("Unfamiliar (N/A)", Some(Silence::NotApplicable)),
            ("None", None),
            ("No", None),
        ] {
            assert_eq!(silence(text), means, "{text}");
        }
    }
}
