//! Dates and periods in words.
//!
//! Persian pages write days in the Solar Hijri calendar. A period keeps the calendar that it
//! was counted in: months and quarters of years before 1700 are Solar Hijri ones, others are
//! Gregorian, since a Gregorian month is no month of the other calendar.

use icu_calendar::Date;
use icu_calendar::cal::Persian;

use super::{Language, Locale};

const LAST_JALALI_YEAR: i32 = 1700;

/// The length of the period that a label stands for: "year", "quarter", "month", "week", "day".
pub fn granularity_of(period: &str) -> &'static str {
    match (period.len(), period.as_bytes().get(5)) {
        (4, _) => "year",
        (7, Some(b'Q')) => "quarter",
        (8, Some(b'W')) => "week",
        (7, _) => "month",
        _ => "day",
    }
}

impl Locale {
    /// A day in full: "1 October 2025"; Solar Hijri on Persian pages. What is no date stays as it is.
    pub fn date(&self, iso: &str) -> String {
        let Some((year, month, day)) = parts(iso) else {
            return self.data(iso);
        };
        let (year, month, day) = match self.language {
            Language::Persian if year > LAST_JALALI_YEAR => match jalali(year, month, day) {
                Some(date) => date,
                None => return self.data(iso),
            },
            _ => (year, month, day),
        };
        let names = match self.language {
            Language::Persian => &self.catalogue.months.jalali,
            _ => &self.catalogue.months.gregorian,
        };
        let Some(name) = name_of(names, month) else {
            return self.data(iso);
        };
        self.say(
            "date_day",
            &[
                ("day", &self.plain_number(day.into())),
                ("month", name),
                ("year", &self.plain_number(year.into())),
            ],
        )
    }

    /// A period in full: "July 2026", "Q3 2026", "week 31 of 2026".
    pub fn period(&self, period: &str) -> String {
        self.period_with(period, false)
    }

    /// A period for an axis: "Jul 2026".
    pub fn short_period(&self, period: &str) -> String {
        self.period_with(period, true)
    }

    fn period_with(&self, period: &str, short: bool) -> String {
        let Some(year) = period.get(..4).and_then(|y| y.parse::<i32>().ok()) else {
            return self.data(period);
        };
        let written = self.plain_number(year.into());
        let number = |from: usize| period.get(from..).and_then(|n| n.parse::<u8>().ok());
        match granularity_of(period) {
            "year" => written,
            "quarter" if year < LAST_JALALI_YEAR => {
                let names = &self.catalogue.months.jalali_quarters;
                match number(6).and_then(|n| name_of(names, n)) {
                    Some(name) => self.say("date_month", &[("month", name), ("year", &written)]),
                    None => self.data(period),
                }
            }
            "quarter" => {
                let places = [("year", written.as_str())];
                match number(6) {
                    Some(1) => self.say("date_quarter_1", &places),
                    Some(2) => self.say("date_quarter_2", &places),
                    Some(3) => self.say("date_quarter_3", &places),
                    Some(4) => self.say("date_quarter_4", &places),
                    _ => self.data(period),
                }
            }
            "week" => match number(6) {
                Some(n) if self.language == Language::Persian => match monday(year, n) {
                    Some(day) if short => self.short_day(&day),
                    Some(day) => {
                        let day = self.date(&day);
                        self.say("date_week_from", &[("day", &day)])
                    }
                    None => self.data(period),
                },
                Some(n) => self.say(
                    if short {
                        "date_week_short"
                    } else {
                        "date_week"
                    },
                    &[("week", &self.plain_number(n.into())), ("year", &written)],
                ),
                None => self.data(period),
            },
            "month" => {
                let months = &self.catalogue.months;
                let names = if year < LAST_JALALI_YEAR {
                    &months.jalali
                } else if short {
                    &months.gregorian_short
                } else {
                    &months.gregorian
                };
                match number(5).and_then(|n| name_of(names, n)) {
                    Some(name) => self.say("date_month", &[("month", name), ("year", &written)]),
                    None => self.data(period),
                }
            }
            _ if short => self.short_day(period),
            _ => self.date(period),
        }
    }

    fn short_day(&self, iso: &str) -> String {
        let Some((year, month, day)) = parts(iso) else {
            return self.data(iso);
        };
        let months = &self.catalogue.months;
        let (month, day, names) = match self.language {
            Language::Persian if year > LAST_JALALI_YEAR => match jalali(year, month, day) {
                Some((_, month, day)) => (month, day, &months.jalali),
                None => return self.data(iso),
            },
            Language::Persian => (month, day, &months.jalali),
            _ => (month, day, &months.gregorian_short),
        };
        match name_of(names, month) {
            Some(name) => self.say(
                "date_day_short",
                &[("day", &self.plain_number(day.into())), ("month", name)],
            ),
            None => self.data(iso),
        }
    }
}

fn name_of(names: &[String], month: u8) -> Option<&str> {
    let index = usize::from(month).checked_sub(1)?;
    names.get(index).map(String::as_str)
}

fn parts(iso: &str) -> Option<(i32, u8, u8)> {
    let mut parts = iso.get(..10).unwrap_or(iso).splitn(3, '-');
    Some((
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    ))
}

/// The first day of an ISO week, which a page in the other calendar names it by.
fn monday(year: i32, week: u8) -> Option<String> {
    let year = i16::try_from(year).ok()?;
    let week = i8::try_from(week).ok()?;
    let day = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?;
    Some(day.date().to_string())
}

fn jalali(year: i32, month: u8, day: u8) -> Option<(i32, u8, u8)> {
    let date = Date::try_new_iso(year, month, day)
        .ok()?
        .to_calendar(Persian);
    let month = date.month().ordinal;
    Some((date.year().extended_year(), month, date.day_of_month().0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_periods() {
        let en = Locale::new(Language::English);
        assert_eq!(en.date("2025-10-01"), "1 October 2025");
        assert_eq!(en.period("2026-Q3"), "Q3 2026");
        assert_eq!(en.period("2026-07"), "July 2026");
        assert_eq!(en.short_period("2026-07"), "Jul 2026");
        assert_eq!(en.period("2026-W31"), "week 31 of 2026");
        assert_eq!(en.period("nonsense"), "nonsense");
        let fa = Locale::new(Language::Persian);
        assert_eq!(fa.date("2025-09-23"), "۱ مهر ۱۴۰۴");
        assert_eq!(fa.period("1405-04"), "تیر ۱۴۰۵");
        assert_eq!(fa.period("1405-Q3"), "پاییز ۱۴۰۵");
        assert_eq!(fa.period("2026-W31"), "هفتهٔ ۵ مرداد ۱۴۰۵");
        let ar = Locale::new(Language::Arabic);
        assert_eq!(ar.date("2025-10-01"), "١ أكتوبر ٢٠٢٥");
    }
}
