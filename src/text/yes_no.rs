//! Words for yes and no.

/// Folded, as survey tools and people write them.
const YES: [&str; 19] = [
    "yes",
    "y",
    "1",
    "true",
    "t",
    "x",
    "checked",
    "selected",
    "on",
    "✓",
    "✔",
    "☑",
    "بله",
    "بلی",
    "اری",
    "نعم",
    "اجل",
    "درست",
    "انتخاب شده",
];
const NO: [&str; 17] = [
    "no",
    "n",
    "0",
    "false",
    "f",
    "unchecked",
    "unselected",
    "not selected",
    "not checked",
    "off",
    "✗",
    "☐",
    "خیر",
    "نه",
    "لا",
    "کلا",
    "انتخاب نشده",
];

/// Whether a folded text says yes or no; nothing where it says neither.
pub fn yes_no(folded: &str) -> Option<bool> {
    if YES.contains(&folded) {
        Some(true)
    } else {
        NO.contains(&folded).then_some(false)
    }
}

/// The words for one of them.
pub fn words_for(yes: bool) -> &'static [&'static str] {
    if yes { &YES } else { &NO }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn the_words_are_folded() {
        for word in YES.iter().chain(&NO) {
            assert_eq!(fold(word), *word);
        }
    }
}
