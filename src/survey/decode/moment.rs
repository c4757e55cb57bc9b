//! The moment that a text names: a day, a time of day, an offset from Greenwich.
//!
//! The order of day, month and year is not always to be seen; see [`super::date`] for how it is
//! settled. Years from 1300 to 1499 are those of the Solar Hijri calendar, since no survey was
//! answered in the Middle Ages.

use icu_calendar::cal::Iso;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::language::query::DateOrder;
use crate::text::{ascii_number, fold};

const EPOCH: Date = Date::constant(1970, 1, 1);
const DAY: i64 = 86_400;

/// A moment as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The calendar day there, since 1970-01-01.
    pub day: i32,
    /// Seconds of that day.
    pub second: u32,
    /// Seconds east of Greenwich, where the text says so.
    pub offset: Option<i32>,
}

impl Moment {
    /// Seconds since 1970-01-01; of a moment without an offset, by its own clock.
    pub fn seconds(self) -> i64 {
        i64::from(self.day) * DAY + i64::from(self.second) - i64::from(self.offset.unwrap_or(0))
    }

    /// Its calendar day in a zone; its own where it has no offset.
    pub fn day_in(self, zone: Option<&TimeZone>) -> Option<i32> {
        match zone {
            Some(zone) if self.offset.is_some() => {
                let instant = Timestamp::from_second(self.seconds()).ok()?;
                day_number(instant.to_zoned(zone.clone()).date())
            }
            _ => Some(self.day),
        }
    }
}

/// The moment that a text names.
pub fn moment_of(text: &str, order: DateOrder) -> Option<Moment> {
    let written = text;
    let text = ascii_number(text);
    let text = text.trim();
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !text.is_empty()
        && let Some(moment) = of_number(text)
    {
        return Some(moment);
    }
    let (parts, rest) = Parts::of(text)?;
    let parts = Parts {
        solar: has_persian_digits(written),
        ..parts
    };
    let (second, offset) = clock(rest).unwrap_or((0, None));
    Some(Moment {
        day: parts.day(order)?,
        second,
        offset,
    })
}

/// What a bare number stands for: 20260131, a spreadsheet's day, seconds or milliseconds since
/// 1970.
fn of_number(text: &str) -> Option<Moment> {
    /// The day that spreadsheets number 25569.
    const SPREADSHEET: f64 = 25_569.0;
    let whole = text.bytes().all(|byte| byte.is_ascii_digit());
    if whole && text.len() == 8 {
        let numbers = [&text[..4], &text[4..6], &text[6..]].map(|part| part.parse().ok());
        let [Some(year), Some(month), Some(day)] = numbers else {
            return None;
        };
        let day = day_of_calendar(year, month, day)?;
        return Some(Moment {
            day,
            second: 0,
            offset: None,
        });
    }
    let number: f64 = text.parse().ok()?;
    let since_1970 = |seconds: f64| Moment {
        day: (seconds / DAY as f64).floor() as i32,
        second: seconds.rem_euclid(DAY as f64) as u32,
        offset: Some(0),
    };
    if (20_000.0..60_000.0).contains(&number) {
        // Spreadsheets keep the time as a fraction, a second is its 86400th part.
        let seconds = ((number - SPREADSHEET) * DAY as f64).round();
        return Some(Moment {
            offset: None,
            ..since_1970(seconds)
        });
    }
    match text.len() {
        10 if whole && number < 4_200_000_000.0 => Some(since_1970(number)),
        13 if whole && number < 4_200_000_000_000.0 => Some(since_1970((number / 1000.0).floor())),
        _ => None,
    }
}

/// The three numbers of a date as written.
pub(super) struct Parts {
    numbers: [u32; 3],
    /// How many digits the first one has.
    digits: usize,
    /// The month is a name; the numbers are day, month, year.
    named_month: bool,
    /// Whether a year of two digits may be one of the Solar Hijri calendar.
    solar: bool,
}

/// Whether a text is written with the digits of Persian, in which years of two digits may be
/// those of its calendar.
fn has_persian_digits(text: &str) -> bool {
    text.contains(|c: char| ('۰'..='۹').contains(&c))
}

/// Whether two digits may be a year of the Solar Hijri calendar in which a survey was answered:
/// 1380 to 1410.
fn is_short_solar_year(number: u32) -> bool {
    matches!(number, 0..=10 | 80..=99)
}

impl Parts {
    /// The date at the beginning of a text as it stands in the data.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let solar = has_persian_digits(text);
        let text = ascii_number(text);
        let (parts, _) = Self::of(text.trim())?;
        Some(Self { solar, ..parts })
    }

    /// Whether its year is one of the Solar Hijri calendar.
    pub(super) fn has_solar_year(&self) -> bool {
        let [first, _, third] = self.numbers;
        let long = |year: u32| (1300..1500).contains(&year);
        let short = |year: u32| self.solar && !self.named_month && is_short_solar_year(year);
        let two_digits = self.digits != 4 && third < 100;
        long(first) || long(third) || two_digits && (short(first) || short(third))
    }

    /// The date at the beginning of a text, in western digits, and what follows it.
    pub(super) fn of(text: &str) -> Option<(Self, &str)> {
        if let Some(found) = Self::with_month_name(text) {
            return Some(found);
        }
        let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
        let (date, rest) = text.split_at(end);
        let mut fields = date.split(['-', '/', '.']);
        let mut numbers = [0; 3];
        let mut digits = 0;
        for (index, number) in numbers.iter_mut().enumerate() {
            let field = fields.next()?;
            if field.is_empty()
                || field.len() > 4
                || !field.bytes().all(|byte| byte.is_ascii_digit())
            {
                return None;
            }
            *number = field.parse().ok()?;
            if index == 0 {
                digits = field.len();
            }
        }
        let parts = Self {
            numbers,
            digits,
            named_month: false,
            solar: false,
        };
        fields.next().is_none().then_some((parts, rest))
    }

    /// "12 Mar 2026", "March 12, 2026", "12-Mar-26", "Mon, 12 March 2026", "۱۲ مرداد ۱۴۰۳".
    fn with_month_name(text: &str) -> Option<(Self, &str)> {
        let mut rest = text;
        const MARKS: [char; 6] = [' ', '-', '/', ',', '.', '،'];
        let ends = |text: &str| text.find(MARKS).unwrap_or(text.len());
        let mut word = || {
            let begun = rest.trim_start_matches(MARKS);
            let (mut word, mut after) = begun.split_at(ends(begun));
            // Some months have two words.
            if !word.is_ascii() && month(word).is_none() {
                let next = after.trim_start();
                let both = begun.len() - next.len() + ends(next);
                if month(&begun[..both]).is_some() {
                    (word, after) = begun.split_at(both);
                }
            }
            rest = after;
            (!word.is_empty()).then_some(word)
        };
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let mut first = word()?;
        if !is_number(first) && month(first).is_none() {
            // The name of a weekday.
            first = word()?;
        }
        let (second, third) = (word()?, word()?);
        let (day, month) = match (month(first), month(second)) {
            (Some(month), _) => (second, month),
            (None, Some(month)) => (first, month),
            (None, None) => return None,
        };
        let (day, year) = if day.len() == 4 {
            (third, day)
        } else {
            (day, third)
        };
        let parts = Self {
            numbers: [day.parse().ok()?, month, year.parse().ok()?],
            digits: 0,
            named_month: true,
            solar: false,
        };
        Some((parts, rest))
    }

    fn day(&self, order: DateOrder) -> Option<i32> {
        let [first, second, third] = self.numbers;
        let (year, month, day) = match self.digits {
            4 => (first, second, third),
            _ if self.named_month => (third, second, first),
            _ => match order {
                DateOrder::YearMonthDay => (first, second, third),
                DateOrder::DayMonthYear => (third, second, first),
                DateOrder::MonthDayYear => (third, first, second),
            },
        };
        // Two-digit years as POSIX reads them.
        let year = match year {
            0..=10 if self.digits != 4 && self.solar && !self.named_month => year + 1400,
            80..=99 if self.digits != 4 && self.solar && !self.named_month => year + 1300,
            0..=68 if self.digits != 4 => year + 2000,
            69..=99 if self.digits != 4 => year + 1900,
            _ => year,
        };
        day_of_calendar(year, month, day)
    }

    /// The order that this date alone settles.
    pub(super) fn settles(&self) -> Option<DateOrder> {
        if self.named_month {
            return None;
        }
        if self.digits == 4 {
            return Some(DateOrder::YearMonthDay);
        }
        let [first, _, third] = self.numbers;
        if self.solar && third < 100 {
            match (is_short_solar_year(first), is_short_solar_year(third)) {
                (true, false) => return Some(DateOrder::YearMonthDay),
                (false, true) => return Some(DateOrder::DayMonthYear),
                _ => {}
            }
        }
        match self.numbers {
            [13..=31, 1..=12, _] => Some(DateOrder::DayMonthYear),
            [1..=12, 13..=31, _] => Some(DateOrder::MonthDayYear),
            _ => None,
        }
    }

    /// Whether an order is needed to understand it.
    pub(super) fn needs_order(&self) -> bool {
        !self.named_month && self.digits != 4
    }
}

/// A day of the Gregorian calendar, or, by its year, of the Solar Hijri one.
fn day_of_calendar(year: u32, month: u32, day: u32) -> Option<i32> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    match year {
        1900..2200 => day_number(
            Date::new(
                i16::try_from(year).ok()?,
                i8::try_from(month).ok()?,
                i8::try_from(day).ok()?,
            )
            .ok()?,
        ),
        1300..1500 => {
            let solar = icu_calendar::Date::try_new_persian(year as i32, month, day).ok()?;
            let iso = solar.to_calendar(Iso);
            day_number(
                Date::new(
                    i16::try_from(iso.year().extended_year()).ok()?,
                    i8::try_from(iso.month().ordinal).ok()?,
                    i8::try_from(iso.day_of_month().0).ok()?,
                )
                .ok()?,
            )
        }
        // No survey was answered in other centuries.
        _ => None,
    }
}

fn day_number(date: Date) -> Option<i32> {
    Some(date.since(EPOCH).ok()?.get_days())
}

/// The month that a word names, from 1.
fn month(word: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    const OTHERS: [[&str; 12]; 6] = [
        [
            "ژانویه",
            "فوریه",
            "مارس",
            "اوریل",
            "مه",
            "ژوین",
            "ژوییه",
            "اوت",
            "سپتامبر",
            "اکتبر",
            "نوامبر",
            "دسامبر",
        ],
        [
            "ینایر",
            "فبرایر",
            "مارس",
            "ابریل",
            "مایو",
            "یونیو",
            "یولیو",
            "اغسطس",
            "سبتمبر",
            "اکتوبر",
            "نوفمبر",
            "دیسمبر",
        ],
        [
            "کانون الثانی",
            "شباط",
            "اذار",
            "نیسان",
            "ایار",
            "حزیران",
            "تموز",
            "اب",
            "ایلول",
            "تشرین الاول",
            "تشرین الثانی",
            "کانون الاول",
        ],
        // The west of the Arab world.
        [
            "جانفی",
            "فیفری",
            "مارس",
            "افریل",
            "مای",
            "جوان",
            "جویلیه",
            "اوت",
            "سبتمبر",
            "اکتوبر",
            "نوفمبر",
            "دیسمبر",
        ],
        [
            "ینایر",
            "فبرایر",
            "مارس",
            "ابریل",
            "مای",
            "یونیو",
            "یولیوز",
            "غشت",
            "شتنبر",
            "اکتوبر",
            "نونبر",
            "دجنبر",
        ],
        [
            "فروردین",
            "اردیبهشت",
            "خرداد",
            "تیر",
            "مرداد",
            "شهریور",
            "مهر",
            "ابان",
            "اذر",
            "دی",
            "بهمن",
            "اسفند",
        ],
    ];
    let word = fold(word);
    if word.is_ascii() {
        let start = word.get(..3)?;
        let at = ENGLISH.iter().position(|name| *name == start)?;
        return Some(at as u32 + 1);
    }
    OTHERS
        .iter()
        .find_map(|names| names.iter().position(|name| *name == word))
        .map(|at| at as u32 + 1)
}

/// The seconds of the day and the offset that stand behind a date: "T10:00:00Z", " 3:05 PM",
/// " 14:02:11.5 +03:30".
fn clock(text: &str) -> Option<(u32, Option<i32>)> {
    let text = text.trim_start_matches([' ', 'T', ',']).trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(text.len());
    let (time, rest) = text.split_at(end);
    let mut parts = time.split(':');
    let mut hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second: f64 = parts.next().map_or(Some(0.0), |part| part.parse().ok())?;
    let mut rest = rest.trim();
    let halves: [(&[&str], bool); 2] = [
        (&["am", "a.m.", "ق.ظ", "ص"], false),
        (&["pm", "p.m.", "ب.ظ", "م"], true),
    ];
    let lower = rest.to_lowercase();
    for (words, after_noon) in halves {
        if let Some(word) = words.iter().find(|word| lower.starts_with(**word)) {
            hour = hour % 12 + if after_noon { 12 } else { 0 };
            rest = rest.get(word.len()..).unwrap_or("").trim();
            break;
        }
    }
    if hour > 24 || minute > 59 || !(0.0..61.0).contains(&second) {
        return None;
    }
    Some((hour * 3600 + minute * 60 + second as u32, offset(rest)))
}

/// "Z", "UTC", "GMT+2", "+03:30", "-0500" in seconds.
fn offset(text: &str) -> Option<i32> {
    if text.is_empty() {
        return None;
    }
    let text = text.trim_start_matches("UTC").trim_start_matches("GMT");
    let text = text.trim_matches(['(', ')', ' ']);
    if text.is_empty() || text == "Z" || text == "z" {
        return Some(0);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.split([' ', '[']).next()?;
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then(|| sign * (hours * 3600 + minutes * 60))
}

/// The time from one moment to another in seconds; none where only one of them says its offset.
pub fn elapsed(from: Moment, to: Moment) -> Option<f64> {
    if from.offset.is_some() != to.offset.is_some() {
        return None;
    }
    Some(SignedDuration::from_secs(to.seconds() - from.seconds()).as_secs_f64())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::in_all_digits;

    fn of(text: &str) -> Option<Moment> {
        moment_of(text, DateOrder::DayMonthYear)
    }

    #[test]
    fn one_moment_in_many_hands() {
        let moment = of("2024-08-02 14:05:00");
        assert_eq!(moment.map(Moment::seconds), Some(1_722_607_500));
        for text in [
            "02/08/2024 2:05 PM",
            "2 Aug 2024, 14:05",
            "Fri, 2 August 2024 14:05:00",
            "۱۴۰۳/۰۵/۱۲ ۱۴:۰۵",
            "1403-05-12 14:05:00.4",
            "12 مرداد 1403 2:05 ب.ظ",
            "٢ أغسطس ٢٠٢٤ ١٤:٠٥",
            "45506.5868055556",
        ] {
            assert_eq!(of(text), moment, "{text}");
        }
        for text in [
            "2024-08-02T14:05:00Z",
            "2024-08-02T17:35:00+03:30",
            "2024-08-02 09:05 -0500",
            "2024-08-02 16:05 GMT+2",
            "1722607500",
            "1722607500000",
        ] {
            assert_eq!(of(text).map(Moment::seconds), Some(1_722_607_500), "{text}");
            assert!(
                of(text).is_some_and(|moment| moment.offset.is_some()),
                "{text}"
            );
        }
        for (text, day) in [
            ("3 كانون الثاني 2025", "2025-01-03"),
            ("١٥ تشرين الأول ٢٠٢٤", "2024-10-15"),
            ("15-تشرين الثاني-2024", "2024-11-15"),
            ("الاثنين، 2 كانون الأول 2024 10:15", "2024-12-02"),
            ("5 جويلية 2024", "2024-07-05"),
            ("9 غشت 2024", "2024-08-09"),
        ] {
            let (found, expected) = (of(text), of(day));
            assert!(found.is_some(), "{text}");
            assert_eq!(found.map(|m| m.day), expected.map(|m| m.day), "{text}");
        }
        assert_eq!(of("20240802").map(|moment| moment.day), Some(19_937));
        for text in [
            "",
            "1403/12/31",
            "1503/01/01",
            "12 Foo 2024",
            "19999",
            "99999999999",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn solar_dates_come_back(day in 0i32..30_000) {
            let date = EPOCH.saturating_add(jiff::Span::new().days(day));
            let iso = icu_calendar::Date::try_new_iso(
                i32::from(date.year()), date.month() as u8, date.day() as u8,
            );
            let solar = iso.map(|iso| iso.to_calendar(icu_calendar::cal::Persian));
            let text = solar.map(|solar| format!(
                "{}/{:02}/{}", solar.year().extended_year(), solar.month().ordinal,
                solar.day_of_month().0,
            ));
            prop_assert_eq!(text.ok().and_then(|text| of(&text)).map(|m| m.day), Some(day));
        }

        #[test]
        fn moments_come_back(seconds in 0i64..4_000_000_000) {
            let text = Timestamp::from_second(seconds).map(|instant| instant.to_string());
            for text in in_all_digits(&text.unwrap_or_default()) {
                prop_assert_eq!(of(&text).map(Moment::seconds), Some(seconds), "{}", text);
            }
        }

        #[test]
        fn days_come_back_in_every_order(day in 0i32..40_000) {
            let date = EPOCH.saturating_add(jiff::Span::new().days(day));
            let (y, m, d) = (date.year(), date.month(), date.day());
            for (text, order) in [
                (format!("{y}-{m:02}-{d:02}"), DateOrder::MonthDayYear),
                (format!("{d}/{m}/{y}"), DateOrder::DayMonthYear),
                (format!("{m:02}.{d:02}.{y}"), DateOrder::MonthDayYear),
            ] {
                for text in in_all_digits(&text) {
                    let found = moment_of(&text, order).map(|moment| moment.day);
                    prop_assert_eq!(found, Some(day), "{}", text);
                }
            }
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC*") {
            let _ = of(&text);
        }
    }
}
