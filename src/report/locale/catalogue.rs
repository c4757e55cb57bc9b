//! Message catalogues: `report-templates/en.toml` and its siblings.

use std::collections::BTreeMap;

use icu_plurals::PluralCategory;
use serde::Deserialize;

/// All that is said in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Words that templates use as they are.
    pub words: BTreeMap<String, String>,
    /// Sentences with `{places}` that the report fills in.
    pub sentences: BTreeMap<String, Message>,
    /// Names of months.
    pub months: Months,
    /// English names of methods and tests, and what they are called in this language.
    #[serde(default)]
    pub methods: BTreeMap<String, String>,
}

/// Names of the months of the calendars that the language's pages use.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// Full names of the Gregorian months.
    pub gregorian: Vec<String>,
    /// Short ones, for axes.
    pub gregorian_short: Vec<String>,
    /// Names of the months of the Solar Hijri calendar, where dates are written in it.
    #[serde(default)]
    pub jalali: Vec<String>,
    /// Names of its quarters, which are its seasons.
    #[serde(default)]
    pub jalali_quarters: Vec<String>,
}

/// A sentence, with forms for number where it has them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Message {
    /// One form for all numbers.
    Plain(String),
    /// By plural category; `other` stands for those that are not named.
    Plural(BTreeMap<String, String>),
}

impl Catalogue {
    /// Reads a built-in catalogue. A broken one is empty, so that keys show instead of
    /// sentences; a test keeps that from happening.
    pub fn parse(source: &str) -> Self {
        toml::from_str(source).unwrap_or_default()
    }
}

impl Message {
    /// The form for a plural category.
    pub fn form(&self, category: PluralCategory) -> &str {
        let name = match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        match self {
            Self::Plain(text) => text,
            Self::Plural(forms) => forms
                .get(name)
                .or_else(|| forms.get("other"))
                .map_or("", String::as_str),
        }
    }

    /// All its forms.
    pub fn forms(&self) -> Vec<&str> {
        match self {
            Self::Plain(text) => vec![text],
            Self::Plural(forms) => forms.values().map(String::as_str).collect(),
        }
    }
}
