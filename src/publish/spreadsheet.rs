//! CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel reads Persian and Arabic, and
//! no cell that runs as a formula.

/// Rows of one file.
pub struct Sheet(::csv::Writer<Vec<u8>>);

impl Default for Sheet {
    fn default() -> Self {
        Self(::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec()))
    }
}

impl Sheet {
    /// Adds a row; all rows of a file have as many cells.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // Writing into memory can't fail.
        let _ = self.0.write_record(cells);
    }

    /// The file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe before it, which makes it text
/// (OWASP, CSV Injection). Negative numbers stay numbers. A telephone number with a plus gets one
/// too: without it the spreadsheet takes the plus away, or computes what stands between hyphens.
pub fn safe(text: &str) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    let risky = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    );
    if risky && !is_negative_number(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// "-3", "-12.5", "-0,75": a minus, digits and at most one decimal mark.
fn is_negative_number(text: &str) -> bool {
    let Some(number) = text.strip_prefix('-') else {
        return false;
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match number.split_once(['.', ',']) {
        Some((whole, decimals)) => is_digits(whole) && is_digits(decimals),
        None => is_digits(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_safe() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("+98 912 345 6789", "'+98 912 345 6789"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("-1-1", "'-1-1"),
            ("- slow", "'- slow"),
            ("-3", "-3"),
            ("-12.5", "-12.5"),
            ("09123456789", "09123456789"),
            ("Online Boarding", "Online Boarding"),
        ] {
            assert_eq!(safe(text), expected);
        }
    }
}
