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

/// A text with its digits in each of the three sets.
#[cfg(test)]
pub fn in_all_digits(text: &str) -> [String; 3] {
    ['0', '۰', '٠'].map(|zero| {
        let digit = |character: char| {
            let value = character.to_digit(10)?;
            char::from_u32(u32::from(zero) + value)
        };
        let characters = text.chars();
        characters
            .map(|character| digit(character).unwrap_or(character))
            .collect()
    })
}
