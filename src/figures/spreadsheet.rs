//! Answers that a spreadsheet took for dates: "3-5" becomes "5-Mar" in a file that was opened and
//! saved again.

/// The months as spreadsheets write them.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// What a value probably was before a spreadsheet took it for a date: "3-5" of "5-Mar".
pub fn before_spreadsheet(value: &str) -> Option<String> {
    let (one, other) = value.trim().split_once('-')?;
    let month = |text: &str| {
        let at = MONTHS
            .iter()
            .position(|month| month.eq_ignore_ascii_case(text));
        at.map(|at| at + 1)
    };
    let number = |text: &str| {
        let digits =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u8>().ok().filter(|_| digits)
    };
    // The month was the first of the two; a year behind a month was the second.
    let (month, other) = match (number(one), month(other)) {
        (Some(day), Some(month)) => (month, day),
        _ => (month(one)?, number(other)?),
    };
    Some(format!("{month}-{other}"))
}

/// The first of a column's values that a spreadsheet has changed; none where all of them may be
/// dates.
pub fn damaged(values: &[String]) -> Option<(&str, String)> {
    let dates = values
        .iter()
        .filter(|value| before_spreadsheet(value).is_some());
    if dates.count() == values.len() {
        return None;
    }
    values
        .iter()
        .find_map(|value| Some((value.as_str(), before_spreadsheet(value)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_did_is_undone() {
        assert_eq!(before_spreadsheet("5-Mar").as_deref(), Some("3-5"));
        assert_eq!(before_spreadsheet("12-Oct").as_deref(), Some("10-12"));
        assert_eq!(before_spreadsheet("Jan-20").as_deref(), Some("1-20"));
        for other in ["3-5", "18-29", "5-March", "123-Mar", "Mar", "-Mar", ""] {
            assert_eq!(before_spreadsheet(other), None, "{other}");
        }
    }

    #[test]
    fn a_column_of_dates_is_one() {
        let values = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(damaged(&values(&["5-Mar", "6-Mar"])), None);
        let found = values(&["1-2", "5-Mar", "more than 5"]);
        assert_eq!(damaged(&found), Some(("5-Mar", "3-5".to_owned())));
    }
}
