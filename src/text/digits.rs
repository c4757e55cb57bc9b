//! Western, Persian and Arabic digits.

/// The ASCII digit that a decimal digit of any of the three sets stands for.
pub fn ascii_digit(character: char) -> Option<char> {
    let code = u32::from(character);
    let value = match character {
        '0'..='9' => return Some(character),
        '۰'..='۹' => code - u32::from('۰'),
        '٠'..='٩' => code - u32::from('٠'),
        _ => return None,
    };
    char::from_digit(value, 10)
}
