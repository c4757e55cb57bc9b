//! Calendar dates, with or without a time behind them, and what settles their order.

use jiff::tz::TimeZone;

use crate::language::query::DateOrder;
use crate::survey::absence::{Absence, Answerable};
use crate::text::fold;

use super::SpecialCodes;
use super::memo::Memo;
use super::moment::{Parts, moment_of};

/// How the dates of a column are written.
#[derive(Debug, Clone)]
pub struct DateFormat {
    /// The order of day, month and year where the year does not come first with four digits.
    pub order: DateOrder,
    /// The zone whose calendar days count, for times that carry an offset.
    pub zone: Option<TimeZone>,
}

impl Default for DateFormat {
    fn default() -> Self {
        Self {
            order: DateOrder::YearMonthDay,
            zone: None,
        }
    }
}

/// Reads dates.
pub struct DateDecoder {
    format: DateFormat,
    special: SpecialCodes,
    memo: Memo<i32>,
    /// The column so far.
    pub values: Vec<i32>,
}

impl DateDecoder {
    /// A decoder for dates of a format.
    pub fn new(format: DateFormat, special: SpecialCodes) -> Self {
        Self {
            format,
            special,
            memo: Memo::new(),
            values: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let Self {
            format,
            special,
            memo,
            values,
        } = self;
        // The time of day makes nearly every cell different, and the day seldom needs it.
        let key = if format.zone.is_none() {
            day_part(cell)
        } else {
            cell
        };
        let value = memo.get(key, |text| {
            if let Some(why) = special.of_text(&fold(text)) {
                return i32::absent(why);
            }
            day_of(text, format).unwrap_or(i32::absent(Absence::Unreadable))
        });
        values.push(value);
        value.absence()
    }
}

/// The cell up to the time, if what stands before it looks like a date in digits.
fn day_part(cell: &[u8]) -> &[u8] {
    match cell.iter().position(|byte| matches!(byte, b' ' | b'T')) {
        Some(at)
            if at >= 6
                && cell[..at]
                    .iter()
                    .all(|byte| byte.is_ascii_digit() || is_separator(*byte)) =>
        {
            &cell[..at]
        }
        _ => cell,
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'-' | b'/' | b'.')
}

/// The day that a text names, counted from 1970-01-01.
pub fn day_of(text: &str, format: &DateFormat) -> Option<i32> {
    moment_of(text, format.order)?.day_in(format.zone.as_ref())
}

/// The moment that a text names, in seconds since 1970-01-01: by the clock of the format's zone,
/// where it has one; else by Greenwich where the text carries an offset, and by its own clock where
/// not.
pub fn clock_of(text: &str, format: &DateFormat) -> Option<i64> {
    let moment = moment_of(text, format.order)?;
    let Some(zone) = format.zone.as_ref().filter(|_| moment.offset.is_some()) else {
        return Some(moment.seconds());
    };
    let instant = jiff::Timestamp::from_second(moment.seconds()).ok()?;
    Some(moment.seconds() + i64::from(zone.to_offset(instant).seconds()))
}

/// Whether a text is a date whose year is one of the Solar Hijri calendar.
pub fn is_solar(text: &str) -> bool {
    Parts::of_text(text).is_some_and(|parts| parts.has_solar_year())
}

/// What the dates of a column say about their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderEvidence {
    /// A date that can only be day, month, year.
    pub day_first: Option<String>,
    /// A date that can only be month, day, year.
    pub month_first: Option<String>,
    /// A date that can only be year, month, day, although its year has two digits.
    pub year_first: Option<String>,
    /// A date that can be several of these.
    pub either: Option<String>,
    /// How many dates begin with the year or name the month.
    pub plain: u64,
}

impl OrderEvidence {
    /// Whether dates were seen and none of them leaves its order open.
    pub fn needs_no_order(&self) -> bool {
        self.plain > 0
            && self.day_first.is_none()
            && self.month_first.is_none()
            && self.year_first.is_none()
            && self.either.is_none()
    }
}

/// Looks at the dates of a column until both orders were seen or the cells end.
pub fn settle_order<'a>(evidence: &mut OrderEvidence, cells: impl IntoIterator<Item = &'a str>) {
    for cell in cells {
        if evidence.day_first.is_some() && evidence.month_first.is_some() {
            return;
        }
        let Some(parts) = Parts::of_text(cell) else {
            evidence.plain += u64::from(moment_of(cell, DateOrder::YearMonthDay).is_some());
            continue;
        };
        if !parts.needs_order() {
            evidence.plain += 1;
            continue;
        }
        let slot = match parts.settles() {
            Some(DateOrder::DayMonthYear) => &mut evidence.day_first,
            Some(DateOrder::MonthDayYear) => &mut evidence.month_first,
            Some(DateOrder::YearMonthDay) => &mut evidence.year_first,
            None => &mut evidence.either,
        };
        slot.get_or_insert_with(|| cell.trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: DateOrder) -> Option<i32> {
        day_of(text, &DateFormat { order, zone: None })
    }

    #[test]
    fn one_day_in_many_hands() {
        use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        for (text, order) in [
            ("2021-12-25", YearMonthDay),
            ("2021-12-25T10:00:00Z", DayMonthYear),
            ("2021/12/25 10:00", MonthDayYear),
            ("25/12/21", DayMonthYear),
            ("25.12.2021 23:59", DayMonthYear),
            ("12/25/2021 01:02:03 PM", MonthDayYear),
            ("25 Dec 2021", YearMonthDay),
            ("December 25, 2021", YearMonthDay),
            ("۲۰۲۱/۱۲/۲۵", YearMonthDay),
        ] {
            assert_eq!(day(text, order), Some(18_986), "{text}");
        }
        for text in [
            "",
            "25/13/2021",
            "2021-02-30",
            "yesterday",
            "1/2",
            "1/2/3/4",
            "99999-01-01",
            "0026-01-01",
            "2626-01-01",
        ] {
            assert_eq!(day(text, DayMonthYear), None, "{text}");
        }
    }

    #[test]
    fn two_digits_in_persian_are_years_of_the_solar_calendar() {
        use DateOrder::{DayMonthYear, YearMonthDay};
        let solar = |text| day(text, YearMonthDay);
        assert!(solar("1402/05/14").is_some());
        assert_eq!(day("۰۲/۰۵/۱۴", YearMonthDay), solar("1402/05/14"));
        assert_eq!(day("۱۴/۰۵/۰۲", DayMonthYear), solar("1402/05/14"));
        assert_eq!(day("۰۲/۰۵/۰۴", YearMonthDay), solar("1402/05/04"));
        assert_eq!(day("۰۲/۰۵/۰۴", DayMonthYear), solar("1404/05/02"));
        assert_eq!(day("۹۸/۱۲/۲۹", YearMonthDay), solar("1398/12/29"));
        // Others are those of the Gregorian one, and so are all in western digits.
        assert_eq!(day("۰۲/۰۵/۲۴", DayMonthYear), solar("2024-05-02"));
        assert_eq!(day("02/05/09", DayMonthYear), solar("2009-05-02"));
        let mut evidence = OrderEvidence::default();
        settle_order(&mut evidence, ["۰۲/۰۵/۰۴", "۰۲/۰۵/۱۴"]);
        assert!(evidence.either.is_some() && evidence.year_first.is_some());
        assert!(is_solar("۰۲/۰۵/۱۴") && is_solar("1402-05-14"));
        assert!(!is_solar("2024-05-14") && !is_solar("02/05/14"));
    }

    #[test]
    fn the_zone_decides_on_the_day() {
        let format = DateFormat {
            zone: TimeZone::get("Asia/Tehran").ok(),
            ..DateFormat::default()
        };
        assert_eq!(day_of("2026-01-01T22:00:00Z", &format), Some(20_455));
        assert_eq!(day_of("2026-01-01 22:00", &format), Some(20_454));
    }

    #[test]
    fn the_data_settle_the_order() {
        let mut evidence = OrderEvidence::default();
        settle_order(&mut evidence, ["01/02/21", "", "2021-01-01"]);
        assert!(
            evidence.day_first.is_none()
                && evidence.month_first.is_none()
                && evidence.either.is_some()
        );
        settle_order(&mut evidence, ["25/12/21"]);
        assert_eq!(evidence.day_first.as_deref(), Some("25/12/21"));
        assert_eq!(evidence.month_first, None);
    }
}
