//! Calendar periods: a day, an ISO week, a month, a quarter, a year.

use std::fmt;

use icu_calendar::cal::Persian;
use jiff::Span;
use jiff::civil::Date;

use crate::language::query::Granularity;

/// Whose months, quarters and years are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// January to December.
    Gregorian,
    /// Farvardin to Esfand, the calendar of Persian pages.
    SolarHijri,
}

impl Calendar {
    /// Year and month (from 1) of a day.
    fn month_of(self, day: i32) -> (i32, i32) {
        let date = date_of(day);
        let gregorian = (i32::from(date.year()), i32::from(date.month()));
        match self {
            Self::Gregorian => gregorian,
            Self::SolarHijri => {
                let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
                icu_calendar::Date::try_new_iso(gregorian.0, month, day).map_or(gregorian, |iso| {
                    let date = iso.to_calendar(Persian);
                    (date.year().extended_year(), i32::from(date.month().ordinal))
                })
            }
        }
    }
}

/// One period of the calendar. Periods of one granularity are numbered without gaps, so
/// that between two of them there are as many as time went by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its length.
    pub granularity: Granularity,
    /// Its calendar; days and weeks are the same in all.
    pub calendar: Calendar,
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
    pub fn of_day(day: i32, granularity: Granularity, calendar: Calendar) -> Self {
        let number = match granularity {
            Granularity::Day => day,
            // 1970-01-01 was a Thursday; weeks begin on Monday.
            Granularity::Week => (day + 3).div_euclid(7),
            _ => {
                let (year, month) = calendar.month_of(day);
                match granularity {
                    Granularity::Month => year * 12 + month - 1,
                    Granularity::Quarter => year * 4 + (month - 1) / 3,
                    _ => year,
                }
            }
        };
        Self {
            granularity,
            calendar,
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
}

/// As in ISO 8601, quarters as `2026-Q3`; with the years and months of the period's calendar.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        match self.granularity {
            Granularity::Day => write!(f, "{}", date_of(number)),
            Granularity::Week => {
                let week = date_of(number * 7 - 3).iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Granularity::Month => {
                write!(
                    f,
                    "{:04}-{:02}",
                    number.div_euclid(12),
                    number.rem_euclid(12) + 1
                )
            }
            Granularity::Quarter => {
                write!(
                    f,
                    "{:04}-Q{}",
                    number.div_euclid(4),
                    number.rem_euclid(4) + 1
                )
            }
            Granularity::Year => write!(f, "{number:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_periods() {
        let day = day_number(Date::constant(2026, 11, 22));
        for (granularity, name, before, persian) in [
            (Granularity::Day, "2026-11-22", "2026-11-21", "2026-11-22"),
            (Granularity::Week, "2026-W47", "2026-W46", "2026-W47"),
            (Granularity::Month, "2026-11", "2026-10", "1405-09"),
            (Granularity::Quarter, "2026-Q4", "2026-Q3", "1405-Q3"),
            (Granularity::Year, "2026", "2025", "1405"),
        ] {
            let period = Period::of_day(day, granularity, Calendar::Gregorian);
            assert_eq!(period.to_string(), name);
            assert_eq!(period.previous().to_string(), before);
            let period = Period::of_day(day, granularity, Calendar::SolarHijri);
            assert_eq!(period.to_string(), persian);
        }
    }

    #[test]
    fn december_comes_before_january() {
        let january = day_number(Date::constant(2026, 1, 5));
        let month = Period::of_day(january, Granularity::Month, Calendar::Gregorian);
        assert_eq!(month.previous().to_string(), "2025-12");
        let week = Period::of_day(-1, Granularity::Week, Calendar::Gregorian);
        assert_eq!(week.to_string(), "1970-W01");
    }
}
