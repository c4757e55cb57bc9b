//! What is said about two groups: a difference or a ratio with its interval, and a test.

use super::absent::Absent;
use super::estimate::Interval;
use super::method::Method;
use super::special::{chi_square, f, normal, student};

/// The result of a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// Which test.
    pub method: Method,
    /// The statistic, where it has one: z, t, chi-square or F.
    pub statistic: Option<f64>,
    /// Its degrees of freedom: none for z, one for t and chi-square, two for F.
    pub degrees_of_freedom: (Option<f64>, Option<f64>),
    /// The two-sided p value, 0 to 1.
    pub p: f64,
}

impl Test {
    fn checked(
        method: Method,
        statistic: Option<f64>,
        degrees_of_freedom: (Option<f64>, Option<f64>),
        p: f64,
    ) -> Result<Test, Absent> {
        let finite = statistic.is_none_or(f64::is_finite) && p.is_finite();
        if finite {
            Ok(Test {
                method,
                statistic,
                degrees_of_freedom,
                p: p.clamp(0.0, 1.0),
            })
        } else {
            Err(Absent::Undefined)
        }
    }

    pub(crate) fn z(method: Method, z: f64) -> Result<Test, Absent> {
        Test::checked(method, Some(z), (None, None), normal::two_sided(z))
    }

    pub(crate) fn t(method: Method, t: f64, df: f64) -> Result<Test, Absent> {
        Test::checked(method, Some(t), (Some(df), None), student::two_sided(t, df))
    }

    pub(crate) fn chi_square(method: Method, x: f64, df: f64) -> Result<Test, Absent> {
        Test::checked(
            method,
            Some(x),
            (Some(df), None),
            chi_square::survival(x, df),
        )
    }

    pub(crate) fn f(method: Method, x: f64, df1: f64, df2: f64) -> Result<Test, Absent> {
        Test::checked(
            method,
            Some(x),
            (Some(df1), Some(df2)),
            f::survival(x, df1, df2),
        )
    }

    pub(crate) fn exact(method: Method, p: f64) -> Result<Test, Absent> {
        Test::checked(method, None, (None, None), p)
    }
}

/// One group against another: a difference, or a ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// First minus second, or first over second.
    pub value: Option<f64>,
    /// Its standard error, where the method has one.
    pub standard_error: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// How the interval was made.
    pub method: Method,
    /// The test of no difference, or why there is none.
    pub test: Result<Test, Absent>,
    /// The smallest difference that such bases show in four of five surveys.
    pub detectable: Option<f64>,
    /// Why there is no value or no interval.
    pub absent: Option<Absent>,
}

impl Contrast {
    /// Nothing can be said.
    pub(crate) fn absent(method: Method, why: Absent) -> Contrast {
        Contrast {
            value: None,
            standard_error: None,
            interval: None,
            method,
            test: Err(why),
            detectable: None,
            absent: Some(why),
        }
    }

    /// A value with its interval; `why` is kept where there is no interval.
    pub(crate) fn new(
        value: f64,
        interval: Option<Interval>,
        method: Method,
        test: Result<Test, Absent>,
        why: Absent,
    ) -> Contrast {
        if !value.is_finite() {
            return Contrast {
                interval,
                test,
                ..Contrast::absent(method, Absent::Undefined)
            };
        }
        Contrast {
            value: Some(value),
            standard_error: None,
            interval,
            method,
            test,
            detectable: None,
            absent: interval.is_none().then_some(why),
        }
    }

    /// The p value, where there is a test.
    pub fn p(&self) -> Option<f64> {
        self.test.as_ref().ok().map(|test| test.p)
    }
}
