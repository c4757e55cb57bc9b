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
///
/// Within a text the same is done behind what may end a cell or row where commas don't: programs of
/// many countries take semicolons for that.
pub fn safe(text: &str) -> String {
    if is_negative_number(text) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len() + 1);
    let mut rest = text;
    loop {
        if begins_formula(rest) {
            safe.push('\'');
        }
        match rest.find([';', '\t', '\r', '\n']) {
            Some(at) => {
                let (cell, behind) = rest.split_at(at + 1);
                safe.push_str(cell);
                rest = behind;
            }
            None => {
                safe.push_str(rest);
                return safe;
            }
        }
    }
}

/// Whether a cell begins with what begins a formula, or with what would be cut off before one.
fn begins_formula(cell: &str) -> bool {
    let unseen = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    let first = cell.trim_start_matches(unseen).chars().next();
    matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    )
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
            ("\r=1", "'\r'=1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("good;=1+1;x", "good;'=1+1;x"),
            ("two lines\n @SUM(A1)", "two lines\n' @SUM(A1)"),
            ("Wait; Not solved", "Wait; Not solved"),
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
