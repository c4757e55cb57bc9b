//! How a metric's numbers are written: the same everywhere on the page.

use std::collections::BTreeMap;

use super::locale::Locale;
use super::walk;
use crate::figures::model::{Figures, MetricFacts, Unit};

/// Unit and decimals of one metric's numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    unit: Unit,
    decimals: usize,
    on_scale: bool,
}

impl Style {
    /// The style of shares.
    pub const SHARE: Self = Self {
        unit: Unit::Share,
        decimals: 1,
        on_scale: true,
    };

    /// A style for a unit, with decimals for values up to `largest`.
    pub fn new(unit: &Unit, on_scale: bool, largest: f64) -> Self {
        let decimals = match unit {
            Unit::Share | Unit::Points => 1,
            Unit::Count => 0,
            Unit::Ratio if largest < 2.0 => 2,
            Unit::Ratio => usize::from(largest < 100.0),
            Unit::Number(_) if on_scale => 2,
            Unit::Number(_) => decimals_for(largest),
        };
        Self {
            unit: unit.clone(),
            decimals,
            on_scale,
        }
    }

    /// "68.1%", "+26.0", "3.24", "3.4×".
    pub fn value(&self, locale: &Locale, value: f64) -> String {
        match self.unit {
            Unit::Share => locale.percent(value, self.decimals),
            Unit::Points => locale.signed(value, self.decimals),
            Unit::Ratio => {
                let digits = locale.number(value, self.decimals);
                locale.say("times", &[("n", &digits)])
            }
            Unit::Number(_) | Unit::Count => locale.number(value, self.decimals),
        }
    }

    /// The value with the analyst's unit: "12.4 minutes".
    pub fn with_unit(&self, locale: &Locale, value: f64) -> String {
        let written = self.value(locale, value);
        self.append_unit(locale, written)
    }

    fn append_unit(&self, locale: &Locale, written: String) -> String {
        match &self.unit {
            Unit::Number(Some(unit)) => locale.say(
                "number_unit",
                &[("number", &written), ("unit", &locale.data(unit))],
            ),
            _ => written,
        }
    }

    /// "66.7 to 69.5%"; with one end open "at least 66.7%"; `None` where there is no interval.
    pub fn interval(&self, locale: &Locale, low: Option<f64>, high: Option<f64>) -> Option<String> {
        let bare = |value: f64| match self.unit {
            Unit::Share => locale.number(value * 100.0, self.decimals),
            Unit::Ratio => locale.number(value, self.decimals),
            _ => self.value(locale, value),
        };
        match (low, high) {
            (Some(low), Some(high)) => Some(locale.say(
                "range",
                &[("low", &bare(low)), ("high", &self.value(locale, high))],
            )),
            (Some(low), None) => Some(locale.say("at_least", &[("low", &self.value(locale, low))])),
            (None, Some(high)) => {
                Some(locale.say("at_most", &[("high", &self.value(locale, high))]))
            }
            (None, None) => None,
        }
    }

    /// The same with a decimal more, for what is small beside the figures.
    #[must_use]
    pub fn finer(&self) -> Self {
        Self {
            decimals: self.decimals + 1,
            ..self.clone()
        }
    }

    /// The digits alone, without unit.
    pub fn digits(&self, locale: &Locale, value: f64) -> String {
        locale.number(self.in_points(value), self.decimals)
    }

    /// An interval of digits alone: "2.8 to 4.2".
    pub fn bare_interval(&self, locale: &Locale, low: f64, high: Option<f64>) -> Option<String> {
        let low = self.digits(locale, low);
        Some(match high {
            Some(high) => locale.say(
                "range",
                &[("low", &low), ("high", &self.digits(locale, high))],
            ),
            None => locale.say("at_least", &[("low", &low)]),
        })
    }

    /// A difference with its sign: "+14.4", in points for shares.
    pub fn difference(&self, locale: &Locale, difference: f64) -> String {
        locale.signed(self.in_points(difference), self.decimals)
    }

    /// "+12.0 to +16.8".
    pub fn difference_interval(
        &self,
        locale: &Locale,
        low: Option<f64>,
        high: Option<f64>,
    ) -> Option<String> {
        let signed = |value| self.difference(locale, value);
        match (low, high) {
            (Some(low), Some(high)) => {
                Some(locale.say("range", &[("low", &signed(low)), ("high", &signed(high))]))
            }
            _ => None,
        }
    }

    /// The size of a difference in words: "14.4 percentage points", "1.37 points", "5.3 minutes".
    pub fn amount(&self, locale: &Locale, difference: f64) -> String {
        let digits = locale.number(self.in_points(difference).abs(), self.decimals);
        let key = match &self.unit {
            Unit::Share => "amount_percentage_points",
            Unit::Points => "amount_points",
            Unit::Number(None) if self.on_scale => "amount_points",
            Unit::Number(Some(_)) => return self.append_unit(locale, digits),
            _ => return digits,
        };
        locale.say(key, &[("n", &digits)])
    }

    fn in_points(&self, difference: f64) -> f64 {
        if self.unit == Unit::Share {
            difference * 100.0
        } else {
            difference
        }
    }
}

/// So many decimals that about three digits tell something.
fn decimals_for(largest: f64) -> usize {
    match largest.abs() {
        x if x >= 1000.0 => 0,
        x if x >= 10.0 => 1,
        x if x >= 0.5 || x == 0.0 => 2,
        x if x >= 0.05 => 3,
        _ => 4,
    }
}

/// The styles of all metrics of a page.
pub struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Each metric's style follows from its unit, its scale and its largest figure on the page.
    pub fn of(page: &Figures) -> Self {
        let mut largest: BTreeMap<&str, f64> = BTreeMap::new();
        for figure in walk::figures(page) {
            let entry = largest.entry(&figure.metric).or_default();
            *entry = entry.max(figure.estimate.unwrap_or_default().abs());
        }
        let style = |metric: &&MetricFacts| {
            let largest = largest.get(metric.name.as_str()).copied();
            let style = Style::new(
                &metric.unit,
                metric.bounds.is_some(),
                largest.unwrap_or_default(),
            );
            (metric.name.clone(), style)
        };
        Self(walk::metrics(page).iter().map(style).collect())
    }

    /// The style of a metric.
    pub fn get(&self, metric: &MetricFacts) -> Style {
        match self.0.get(&metric.name) {
            Some(style) => style.clone(),
            None => Style::new(&metric.unit, metric.bounds.is_some(), 1.0),
        }
    }
}
