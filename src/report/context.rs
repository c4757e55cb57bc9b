//! What every part of the report needs: the figures, the language, how numbers are written.

use super::locale::{Language, Locale};
use super::style::{Style, Styles};
use crate::figures::model::{
    Absent, Benchmark, Contrast, Figure, Figures, NoInterval, Unit, Verdict,
};

/// The figures of a page and the means to write them.
pub struct Context<'a> {
    /// All numbers.
    pub figures: &'a Figures,
    /// The language.
    pub locale: Locale,
    /// How each metric's numbers are written.
    pub styles: Styles,
}

impl<'a> Context<'a> {
    /// The context of a page.
    pub fn new(figures: &'a Figures) -> Self {
        Self {
            figures,
            locale: Locale::new(Language::from_code(&figures.about.language)),
            styles: Styles::of(figures),
        }
    }

    /// A sentence of the catalogue.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.locale.say(key, places)
    }

    /// The confidence level in percent: "95%".
    pub fn level(&self) -> String {
        self.level_of(self.figures.about.level)
    }

    /// Any level in percent.
    pub fn level_of(&self, level: f64) -> String {
        let percent = level * 100.0;
        let decimals = usize::from((percent - percent.round()).abs() > 1e-9);
        self.locale.percent(level, decimals)
    }

    /// "95% CI 66.7 to 69.5%", where there is an interval.
    pub fn interval(&self, style: &Style, figure: &Figure) -> Option<String> {
        let range = style.interval(&self.locale, figure.low, figure.high)?;
        Some(self.ci(&range))
    }

    /// A range with the words for a confidence interval before it.
    pub fn ci(&self, range: &str) -> String {
        self.say("ci", &[("level", &self.level()), ("range", range)])
    }

    /// The value as text, or a dash.
    pub fn value(&self, style: &Style, figure: &Figure) -> String {
        match figure.estimate {
            Some(value) => style.value(&self.locale, value),
            None => "–".to_owned(),
        }
    }

    /// The value with the analyst's unit, for a sentence, or a dash.
    pub fn value_in_words(&self, style: &Style, figure: &Figure) -> String {
        match figure.estimate {
            Some(value) => style.with_unit(&self.locale, value),
            None => "–".to_owned(),
        }
    }

    /// The interval, or why there is none.
    pub fn interval_or_why(&self, style: &Style, figure: &Figure) -> Option<String> {
        let why = || {
            let key = match figure.no_interval? {
                NoInterval::Counted => "no_interval_counted",
                NoInterval::AllTheSame => "no_interval_all_same",
                NoInterval::ManyTheSame => "no_interval_many_same",
                NoInterval::TooFew => "no_interval_too_few",
                NoInterval::NoMethod => "no_interval_no_method",
                NoInterval::Unbounded => "no_interval_unbounded",
            };
            Some(self.say(key, &[]))
        };
        self.interval(style, figure)
            .or_else(|| self.absence(figure))
            .or_else(why)
    }

    /// Why there is no value.
    pub fn absence(&self, figure: &Figure) -> Option<String> {
        let key = match figure.absent? {
            Absent::NoAnswers => "absent_no_answers",
            Absent::SmallBase => "absent_small_base",
            Absent::Undefined => "absent_undefined",
        };
        Some(self.say(key, &[]))
    }

    /// The base of a figure, "1,204, effective 812" where weights or repeated customers make it
    /// worth less than it is; `None` where it is hidden.
    pub fn base(&self, figure: &Figure) -> Option<String> {
        let n = self.locale.integer(figure.n?);
        let base = &self.figures.base;
        let effective = figure
            .effective_n
            .filter(|_| base.weighted || base.customers.is_some());
        Some(match effective {
            Some(effective) => {
                let effective = self.locale.number(effective, 0);
                self.say("base_effective", &[("n", &n), ("effective", &effective)])
            }
            None => n,
        })
    }

    /// A warning beside a figure on a small base.
    pub fn small_base(&self, figure: &Figure) -> Option<String> {
        let n = figure
            .n
            .filter(|_| figure.small_base && figure.estimate.is_some())?;
        Some(self.say("small_base", &[("n", &self.locale.integer(n))]))
    }

    /// "p < 0.001", "p = 0.012".
    pub fn p_value(&self, p: f64) -> String {
        if p < 0.001 {
            let limit = self.locale.number(0.001, 3);
            self.say("p_below", &[("p", &limit)])
        } else {
            let p = self.locale.number(p, 3);
            self.say("p_equals", &[("p", &p)])
        }
    }

    /// What a contrast comes to, in words.
    pub fn verdict(&self, contrast: &Contrast) -> String {
        let key = match contrast.verdict {
            Verdict::Differs if contrast.below_noise => "verdict_below_noise",
            Verdict::Differs => "verdict_differs",
            Verdict::NoClearDifference => "verdict_no_clear_difference",
            Verdict::TooFew => "verdict_too_few",
        };
        self.say(key, &[])
    }

    /// The same, and how large a difference would have shown where none is clear.
    pub fn verdict_in_full(&self, style: &Style, contrast: &Contrast) -> String {
        let word = self.verdict(contrast);
        let no_clear = contrast.verdict == Verdict::NoClearDifference;
        match contrast.detectable.filter(|_| no_clear) {
            Some(detectable) => {
                let amount = style.amount(&self.locale, detectable);
                self.say(
                    "verdict_detectable",
                    &[("verdict", &word), ("amount", &amount)],
                )
            }
            None => word,
        }
    }

    /// The benchmark of an id and its number on the page, from 1.
    pub fn benchmark(&self, id: &str) -> Option<(usize, &'a Benchmark)> {
        let all = &self.figures.benchmarks;
        let index = all.iter().position(|benchmark| benchmark.id == id)?;
        Some((index + 1, &all[index]))
    }

    /// A benchmark's value: "76%", "60 to 70%".
    pub fn benchmark_value(&self, benchmark: &Benchmark) -> String {
        let unit = &benchmark.unit;
        let decimals = |value| decimals_of(in_percent(unit, value));
        let decimals = decimals(benchmark.value).max(benchmark.high.map_or(0, decimals));
        let one = |value: f64, bare: bool| match benchmark.unit {
            Unit::Share if bare => self.locale.number(value * 100.0, decimals),
            Unit::Share => self.locale.percent(value, decimals),
            Unit::Points => self.locale.signed(value, decimals),
            Unit::Ratio if bare => self.locale.number(value, decimals),
            Unit::Ratio => self.say("times", &[("n", &self.locale.number(value, decimals))]),
            _ => self.locale.number(value, decimals),
        };
        match benchmark.high {
            Some(high) => self.say(
                "range",
                &[
                    ("low", &one(benchmark.value, true)),
                    ("high", &one(high, false)),
                ],
            ),
            None => one(benchmark.value, false),
        }
    }

    /// A number that somebody set or published, with the decimals that it was given: "75%".
    pub fn given(&self, unit: &Unit, value: f64) -> String {
        let decimals = decimals_of(in_percent(unit, value));
        match unit {
            Unit::Share => self.locale.percent(value, decimals),
            Unit::Points => self.locale.signed(value, decimals),
            _ => self.locale.number(value, decimals),
        }
    }

    /// The mark that leads to a source: its number in the page's digits.
    pub fn source_mark(&self, number: usize) -> String {
        self.locale.integer(number as u64)
    }
}

fn in_percent(unit: &Unit, value: f64) -> f64 {
    if *unit == Unit::Share {
        value * 100.0
    } else {
        value
    }
}

/// How many decimals a published number has.
fn decimals_of(value: f64) -> usize {
    (0..4)
        .find(|&decimals| {
            let scaled = value * 10f64.powi(decimals);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .map_or(4, |decimals| decimals.unsigned_abs() as usize)
}
