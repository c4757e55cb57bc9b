//! Dates: how columns of them are read, and the days that a written one stands for.

use jiff::civil;

use super::Checker;
use crate::language::error::{Kind, MeaningError, NameError, ReportError};
use crate::language::query::{AnswerId, DateReading, Reading};
use crate::language::syntax::{self, Date, Name};
use crate::text::nearest;

impl Checker<'_> {
    /// The date of the answer.
    pub(super) fn response_date(
        &mut self,
        name: &Name,
        reading: &syntax::DateReading,
    ) -> Option<AnswerId> {
        let reading = self.date_reading(reading);
        match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Err(column) => Some(self.read_column(column, Reading::Date(reading?), name.span)),
            Ok(answer) if matches!(self.reading(answer), Reading::Date(_)) => Some(answer),
            Ok(answer) => {
                let what = self.what(answer);
                self.fail(
                    ReportError::MeanOf {
                        function: "date",
                        what,
                        name: name.text.clone(),
                    },
                    name.span,
                )
            }
        }
    }

    /// How dates are read, with a time zone that exists.
    pub(super) fn date_reading(&mut self, reading: &syntax::DateReading) -> Option<DateReading> {
        if let Some(zone) = &reading.zone
            && jiff::tz::TimeZone::get(&zone.value).is_err()
        {
            let known: Vec<String> = jiff::tz::db()
                .available()
                .map(|name| name.to_string())
                .collect();
            let near = nearest_zone(&zone.value, &known);
            return self.fail(
                NameError::UnknownZone {
                    name: zone.value.clone(),
                    near,
                },
                zone.span,
            );
        }
        Some(DateReading {
            order: reading.order,
            zone: reading.zone.as_ref().map(|zone| zone.value.clone()),
        })
    }

    /// The first and last day that a date, month or quarter stands for, since 1970-01-01.
    pub(super) fn days(&mut self, date: &Date) -> Option<(i32, i32)> {
        match days(&date.text) {
            Ok(days) => Some(days),
            Err(Wrong::Jalali) => self.fail(
                MeaningError::Jalali {
                    text: date.text.clone(),
                },
                date.span,
            ),
            Err(Wrong::NoSuchDate) => self.fail(
                MeaningError::NoSuchDate {
                    text: date.text.clone(),
                },
                date.span,
            ),
        }
    }
}

/// Zones whose city is near, or the whole name.
fn nearest_zone(wanted: &str, known: &[String]) -> Vec<String> {
    let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let whole = nearest(wanted, known.iter().map(String::as_str));
    if !whole.is_empty() {
        return whole;
    }
    let cities = nearest(
        &city(wanted),
        known
            .iter()
            .map(|name| name.rsplit('/').next().unwrap_or_default()),
    );
    known
        .iter()
        .filter(|name| name.contains('/') && cities.contains(&city(name)))
        .take(3)
        .cloned()
        .collect()
}

/// Why a date is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    NoSuchDate,
    Jalali,
}

/// The days of `2026-01-31`, `2026-01` or `2026-Q1`.
pub(super) fn days(text: &str) -> Result<(i32, i32), Wrong> {
    let mut parts = text.split('-');
    let year: i16 = parts
        .next()
        .and_then(|part| part.parse().ok())
        .ok_or(Wrong::NoSuchDate)?;
    if (1200..1600).contains(&year) {
        return Err(Wrong::Jalali);
    }
    let Some(second) = parts.next() else {
        return Ok((day(year, 1, 1)?, day(year, 12, 31)?));
    };
    let number = |part: &str| part.parse::<i8>().map_err(|_| Wrong::NoSuchDate);
    if let Some(quarter) = second.strip_prefix('Q') {
        let quarter = number(quarter)?;
        if !(1..=4).contains(&quarter) {
            return Err(Wrong::NoSuchDate);
        }
        return Ok((day(year, quarter * 3 - 2, 1)?, last_day(year, quarter * 3)?));
    }
    let month = number(second)?;
    match parts.next() {
        None => Ok((day(year, month, 1)?, last_day(year, month)?)),
        Some(part) => {
            let day = day(year, month, number(part)?)?;
            Ok((day, day))
        }
    }
}

fn date(year: i16, month: i8, day: i8) -> Result<civil::Date, Wrong> {
    civil::Date::new(year, month, day).map_err(|_| Wrong::NoSuchDate)
}

fn last_day(year: i16, month: i8) -> Result<i32, Wrong> {
    day(year, month, date(year, month, 1)?.days_in_month())
}

/// A day as days since 1970-01-01.
fn day(year: i16, month: i8, day: i8) -> Result<i32, Wrong> {
    let epoch = civil::Date::constant(1970, 1, 1);
    let span = date(year, month, day)?
        .since(epoch)
        .map_err(|_| Wrong::NoSuchDate)?;
    Ok(span.get_days())
}

#[cfg(test)]
mod tests {
    use super::{Wrong, days};

    #[test]
    fn a_date_is_the_days_that_it_covers() {
        assert_eq!(days("1970-01-01"), Ok((0, 0)));
        assert_eq!(days("2026-01-31"), Ok((20484, 20484)));
        assert_eq!(days("2024-02"), Ok((19754, 19782)));
        assert_eq!(days("2026-Q1"), Ok((20454, 20543)));
        assert_eq!(days("2026"), Ok((20454, 20818)));
    }

    #[test]
    fn what_is_no_date_says_why() {
        assert_eq!(days("2026-02-30"), Err(Wrong::NoSuchDate));
        assert_eq!(days("2026-13"), Err(Wrong::NoSuchDate));
        assert_eq!(days("2026-Q5"), Err(Wrong::NoSuchDate));
        assert_eq!(days("1404-05-01"), Err(Wrong::Jalali));
    }
}
