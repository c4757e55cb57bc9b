//! How the page speaks: catalogue, numbers and dates of one language.
//!
//! Persian and Arabic are written from right to left, but numbers in them are not:
//! every number that carries a sign or a mark is isolated, so that no neighbour
//! can move the mark to the other side.

mod catalogue;
mod dates;
mod numbers;
mod text;

use std::sync::LazyLock;

use crate::statistics::Method;
use icu_decimal::DecimalFormatter;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

pub use catalogue::{Catalogue, Message};
pub use dates::granularity_of;
pub use text::{capitalised, plain, shortened};

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Persian.
    Persian,
    /// Arabic.
    Arabic,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::English, Self::Persian, Self::Arabic];

    /// The language of a code; English for one that is not known.
    pub fn from_code(code: &str) -> Self {
        match code {
            "fa" => Self::Persian,
            "ar" => Self::Arabic,
            _ => Self::English,
        }
    }

    /// Its code: "en", "fa", "ar".
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Persian => "fa",
            Self::Arabic => "ar",
        }
    }

    /// "ltr" or "rtl".
    pub fn direction(self) -> &'static str {
        if self.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }
    }

    fn is_right_to_left(self) -> bool {
        self != Self::English
    }

    /// The locale whose digits are used: Arabic has two kinds, and these are the eastern ones.
    fn digits(self) -> icu_locale_core::Locale {
        match self {
            Self::English => icu_locale_core::locale!("en"),
            Self::Persian => icu_locale_core::locale!("fa"),
            Self::Arabic => icu_locale_core::locale!("ar-EG"),
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../report-templates/en.toml"),
            Self::Persian => include_str!("../../../report-templates/fa.toml"),
            Self::Arabic => include_str!("../../../report-templates/ar.toml"),
        }
    }

    /// Its message catalogue.
    pub fn catalogue(self) -> &'static Catalogue {
        static CATALOGUES: LazyLock<[Catalogue; 3]> =
            LazyLock::new(|| Language::ALL.map(|language| Catalogue::parse(language.source())));
        &CATALOGUES[self as usize]
    }
}

/// Writes words, numbers and dates of one language.
pub struct Locale {
    /// Which language it is.
    pub language: Language,
    catalogue: &'static Catalogue,
    decimal: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
}

impl Locale {
    /// The locale of a language. Where the data of a formatter were missing, numbers
    /// would be written with Latin digits and all plurals as "other".
    pub fn new(language: Language) -> Self {
        let digits = language.digits();
        Self {
            language,
            catalogue: language.catalogue(),
            decimal: DecimalFormatter::try_new((&digits).into(), Default::default()).ok(),
            plurals: PluralRules::try_new((&digits).into(), PluralRuleType::Cardinal.into()).ok(),
        }
    }

    /// The words that templates use as they are.
    pub fn words(&self) -> &'static std::collections::BTreeMap<String, String> {
        &self.catalogue.words
    }

    /// A sentence of the catalogue with its places filled in.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.say_for(key, 0, places)
    }

    /// A sentence that depends on a number: the number chooses the plural form, and
    /// `{n}` is the number, written out.
    pub fn say_count(&self, key: &str, n: u64, places: &[(&str, &str)]) -> String {
        let written = self.integer(n);
        let mut all = vec![("n", written.as_str())];
        all.extend_from_slice(places);
        self.say_for(key, n, &all)
    }

    fn say_for(&self, key: &str, n: u64, places: &[(&str, &str)]) -> String {
        let category = self
            .plurals
            .as_ref()
            .map_or(PluralCategory::Other, |rules| rules.category_for(n));
        match self.catalogue.sentences.get(key) {
            Some(message) => text::filled(message.form(category), places),
            None => key.to_owned(),
        }
    }

    /// A sentence whose key is made at run time, where there is one.
    pub fn try_say(&self, key: &str, places: &[(&str, &str)]) -> Option<String> {
        self.catalogue
            .sentences
            .contains_key(key)
            .then(|| self.say(key, places))
    }

    /// The name of a method or test in this language.
    pub fn method(&self, english: &str) -> String {
        if let Some(method) = Method::unclustered(english) {
            return self.say("method_clustered", &[("method", &self.method(method))]);
        }
        let known = self.catalogue.methods.get(english);
        known.map_or(english, String::as_str).to_owned()
    }

    /// Text that came from data, made safe to stand in a sentence: marks that change the
    /// direction are dropped, and text of another direction is isolated.
    pub fn data(&self, text: &str) -> String {
        text::isolated(text, self.language.is_right_to_left())
    }

    /// "a", "a and b", "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let comma = self.say("list_comma", &[]);
                self.say(
                    "list_last",
                    &[("first", &first.join(&comma)), ("last", last)],
                )
            }
        }
    }
}
