//! Calendar periods: a day, an ISO week, a month, a quarter, a year.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

use crate::language::query::Granularity;

/// One period of the calendar. Periods of one granularity are numbered without gaps, so
/// that between two of them there are as many as time went by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its length.
    pub granularity: Granularity,
    /// Its number: days and weeks from 1970-01-01, months, quarters and years from year 0.
    pub number: i32,
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The date of a day counted from 1970-01-01; the nearest there is for days out of the calendar.
pub fn date_of(day: i32) -> Date {
    EPOCH.saturating_add(Span::new().try_days(day).unwrap_or_default())
}

/// The number of a date's day, counted from 1970-01-01.
pub fn day_number(date: Date) -> i32 {
    date.since(EPOCH)
        .map(|span| span.get_days())
        .unwrap_or_default()
}

impl Period {
    /// The period that a day is in.
    pub fn of_day(day: i32, granularity: Granularity) -> Self {
        let number = match granularity {
            Granularity::Day => day,
            // 1970-01-01 was a Thursday; weeks begin on Monday.
            Granularity::Week => (day + 3).div_euclid(7),
            _ => {
                let date = date_of(day);
                let (year, month) = (i32::from(date.year()), i32::from(date.month()) - 1);
                match granularity {
                    Granularity::Month => year * 12 + month,
                    Granularity::Quarter => year * 4 + month / 3,
                    _ => year,
                }
            }
        };
        Self {
            granularity,
            number,
        }
    }

    /// The one before it.
    pub fn previous(self) -> Self {
        Self {
            number: self.number - 1,
            ..self
        }
    }

    /// The one after it.
    pub fn next(self) -> Self {
        Self {
            number: self.number + 1,
            ..self
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = |months: i32| {
            let year = i16::try_from(months.div_euclid(12)).unwrap_or(0);
            Date::new(year, months.rem_euclid(12) as i8 + 1, 1).unwrap_or(EPOCH)
        };
        match self.granularity {
            Granularity::Day => date_of(self.number),
            Granularity::Week => date_of(self.number * 7 - 3),
            Granularity::Month => month(self.number),
            Granularity::Quarter => month(self.number * 3),
            Granularity::Year => month(self.number * 12),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.next().first_day().saturating_sub(1.day())
    }
}

/// As in ISO 8601, quarters as `2026-Q3`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first_day();
        match self.granularity {
            Granularity::Day => write!(f, "{first}"),
            Granularity::Week => {
                let week: ISOWeekDate = first.iso_week_date();
                debug_assert_eq!(week.weekday(), Weekday::Monday);
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Granularity::Month => write!(f, "{:04}-{:02}", first.year(), first.month()),
            Granularity::Quarter => write!(f, "{:04}-Q{}", first.year(), first.month() / 3 + 1),
            Granularity::Year => write!(f, "{:04}", first.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_periods() {
        let day = day_number(Date::constant(2026, 11, 22));
        for (granularity, name, first, last) in [
            (Granularity::Day, "2026-11-22", "2026-11-22", "2026-11-22"),
            (Granularity::Week, "2026-W47", "2026-11-16", "2026-11-22"),
            (Granularity::Month, "2026-11", "2026-11-01", "2026-11-30"),
            (Granularity::Quarter, "2026-Q4", "2026-10-01", "2026-12-31"),
            (Granularity::Year, "2026", "2026-01-01", "2026-12-31"),
        ] {
            let period = Period::of_day(day, granularity);
            assert_eq!(period.to_string(), name);
            assert_eq!(period.first_day().to_string(), first);
            assert_eq!(period.last_day().to_string(), last);
            assert_eq!(period.next().previous(), period);
        }
    }

    #[test]
    fn january_follows_december() {
        let december = Period::of_day(day_number(Date::constant(2025, 12, 5)), Granularity::Month);
        assert_eq!(december.next().to_string(), "2026-01");
        assert_eq!(
            Period::of_day(-1, Granularity::Week).to_string(),
            "1970-W01"
        );
    }
}
