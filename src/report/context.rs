//! What every part of the report needs: the figures, the language, how numbers are written.

use super::locale::{Language, Locale};
use super::style::{Style, Styles};
use crate::figures::model::{
    Absent, Benchmark, Contrast, Figure, Figures, Group, MetricFacts, Unit, Verdict,
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

    /// The metric's label, fit for a sentence and for a cell.
    pub fn label(&self, metric: &MetricFacts) -> String {
        let label = self.locale.data(&metric.label);
        if label.is_empty() {
            self.locale.data(&metric.name)
        } else {
            label
        }
    }

    /// The metric's label at the beginning of a cell or a caption.
    pub fn title(&self, metric: &MetricFacts) -> String {
        super::locale::capitalised(&self.label(metric))
    }

    /// The confidence level in percent: "95%".
    pub fn level(&self) -> String {
        self.level_of(self.figures.about.level)
    }

    fn level_of(&self, level: f64) -> String {
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

    /// Why there is no value.
    pub fn absence(&self, figure: &Figure) -> Option<String> {
        let key = match figure.absent? {
            Absent::NoAnswers => "absent_no_answers",
            Absent::SmallBase => "absent_small_base",
            Absent::Undefined => "absent_undefined",
        };
        Some(self.say(key, &[]))
    }

    /// A warning beside a figure on a small base.
    pub fn small_base(&self, figure: &Figure) -> Option<String> {
        let n = figure
            .n
            .filter(|_| figure.small_base && figure.estimate.is_some())?;
        Some(self.say("small_base", &[("n", &self.locale.integer(n))]))
    }

    /// A group inside a sentence: "satisfied customers" for the names that every survey has,
    /// the label otherwise.
    pub fn group(&self, group: &Group) -> String {
        let is_own_label = group.label.replace(' ', "_") != group.name;
        let known = (!is_own_label)
            .then(|| self.locale.try_say(&format!("group_{}", group.name), &[]))
            .flatten();
        known.unwrap_or_else(|| {
            let key = if self.is_adjective(&group.label) {
                "group_adjective"
            } else {
                "group_other"
            };
            self.say(key, &[("label", &self.locale.data(&group.label))])
        })
    }

    /// Whether a label consists of words like "satisfied", which need a noun behind them.
    fn is_adjective(&self, label: &str) -> bool {
        let known = self.say("group_adjectives", &[]);
        let mut words = label.split_whitespace();
        words.all(|word| known.split_whitespace().any(|adjective| adjective == word))
    }

    /// A group as the head of a column.
    pub fn group_label(&self, group: &Group) -> String {
        self.band(&group.name, &group.label)
    }

    /// The name of a band or a segment in the page's language, where it is one that every
    /// survey has and the analyst gave it no label.
    pub fn band(&self, name: &str, label: &str) -> String {
        let own = !label.is_empty() && label.replace(' ', "_") != name;
        if !own && let Some(known) = self.locale.try_say(&format!("band_{name}"), &[]) {
            return known;
        }
        let label = if label.is_empty() { name } else { label };
        super::locale::capitalised(&self.locale.data(&label.replace('_', " ")))
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
            Verdict::Differs => "verdict_differs",
            Verdict::NoClearDifference => "verdict_no_clear_difference",
            Verdict::TooFew => "verdict_too_few",
        };
        self.say(key, &[])
    }

    /// The benchmark of an id and its number on the page, from 1.
    pub fn benchmark(&self, id: &str) -> Option<(usize, &'a Benchmark)> {
        let all = &self.figures.benchmarks;
        let index = all.iter().position(|benchmark| benchmark.id == id)?;
        Some((index + 1, &all[index]))
    }

    /// A benchmark's value: "76%", "60 to 70%".
    pub fn benchmark_value(&self, benchmark: &Benchmark) -> String {
        let digits = |value: f64| {
            let shown = match benchmark.unit {
                Unit::Share => value * 100.0,
                _ => value,
            };
            decimals_of(shown)
        };
        let decimals = digits(benchmark.value).max(benchmark.high.map_or(0, digits));
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

    /// The mark that leads to a source: its number in the page's digits.
    pub fn source_mark(&self, number: usize) -> String {
        self.locale.integer(number as u64)
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
