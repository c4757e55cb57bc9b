//! Numbers in western, Persian and Arabic digits.

use crate::text::ascii_digit;

/// The same text with western digits and decimal point, without separators of thousands.
pub(super) fn western(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '_' | '٬' => None,
            '٫' => Some('.'),
            '٪' => Some('%'),
            _ => Some(ascii_digit(c).unwrap_or(c)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::western;

    #[test]
    fn digits_of_three_scripts_are_the_same_number() {
        assert_eq!(western("۱۲٬۴۰۰٫۵٪"), "12400.5%");
        assert_eq!(western("٨٠"), "80");
        assert_eq!(western("12_400"), "12400");
    }
}
