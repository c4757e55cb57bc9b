//! Every language says everything, with the same places, and nothing that nobody asks for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cxq::report::locale::{Language, Message};
use cxq::statistics::Method;

/// Keys that are put together at run time begin so.
const MADE: [&str; 9] = [
    "band_",
    "group_",
    "headline_share_",
    "measure_",
    "by_",
    "each_",
    "format_",
    "term_",
    "meaning_",
];
/// Keys of columns that are named after a period.
const PERIODS: [&str; 5] = [
    "col_day",
    "col_week",
    "col_month",
    "col_quarter",
    "col_year",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of an ending below a folder, as one text.
fn text_below(folder: &Path, ending: &str) -> String {
    let mut all = String::new();
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            all += &text_below(&path, ending);
        } else if path.to_str().unwrap().ends_with(ending) {
            all += &fs::read_to_string(&path).unwrap();
        }
    }
    all
}

fn places(text: &str) -> BTreeSet<&str> {
    let opened = text.split('{').skip(1);
    opened
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

fn all_places(message: &Message) -> BTreeSet<&str> {
    message.forms().into_iter().flat_map(places).collect()
}

#[test]
fn every_language_has_every_message() {
    let english = Language::English.catalogue();
    assert!(english.sentences.len() > 150, "the catalogue is read");
    for language in [Language::Persian, Language::Arabic] {
        let other = language.catalogue();
        let code = language.code();
        assert!(english.words.keys().eq(other.words.keys()), "{code}: words");
        assert!(
            english.sentences.keys().eq(other.sentences.keys()),
            "{code}: sentences"
        );
        for (key, message) in &english.sentences {
            let translated = &other.sentences[key];
            assert_eq!(all_places(message), all_places(translated), "{code}: {key}");
        }
        for method in Method::ALL {
            assert!(
                other.methods.contains_key(method.name()),
                "{code}: {}",
                method.name()
            );
        }
    }
    for language in Language::ALL {
        let catalogue = language.catalogue();
        assert_eq!(catalogue.months.gregorian.len(), 12);
        assert_eq!(catalogue.months.gregorian_short.len(), 12);
        for (key, message) in &catalogue.sentences {
            if let Message::Plural(forms) = message {
                assert!(forms.contains_key("other"), "{}: {key}", language.code());
            }
        }
        assert!(catalogue.words.values().all(|word| !word.is_empty()));
    }
    assert_eq!(Language::Persian.catalogue().months.jalali.len(), 12);
}

#[test]
fn every_message_is_used() {
    let source = text_below(&root().join("src/report"), ".rs");
    for key in Language::English.catalogue().sentences.keys() {
        let made =
            MADE.iter().any(|start| key.starts_with(start)) || PERIODS.contains(&key.as_str());
        assert!(
            made || source.contains(&format!("\"{key}\"")),
            "nobody says {key}"
        );
    }
    let templates = text_below(&root().join("report-templates"), ".j2");
    for word in Language::English.catalogue().words.keys() {
        assert!(
            templates.contains(&format!("words.{word}")),
            "no template uses {word}"
        );
    }
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let source = text_below(&root().join("src/report"), ".rs");
    let sentences = &Language::English.catalogue().sentences;
    for call in ["say(", "say_count("] {
        for rest in source.split(call).skip(1) {
            if let Some(literal) = rest.trim_start().strip_prefix('"') {
                let key = literal.split('"').next().unwrap();
                assert!(sentences.contains_key(key), "{call}\"{key}\"");
            }
        }
    }
}
