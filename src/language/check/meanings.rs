//! The block of a field: bands, texts for codes, values that are no answer.

use std::collections::HashMap;

use super::Checker;
use crate::language::error::{FieldError, NameError};
use crate::language::query::{Band, CategoryBand, Reading, Scale, ScaleKind};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{Field, Meaning, Name, Number, Text, Value};
use crate::text::{fold, words_for};

/// Most bands and texts of a field.
const MOST_MEANINGS: usize = 1000;

/// A field's block, by kind.
#[derive(Default)]
pub(super) struct Meanings<'a> {
    pub missing: Vec<String>,
    pub not_applicable: Vec<String>,
    pub options: Vec<&'a [Value]>,
    pub labels: Vec<(&'a Number, &'a Text)>,
    pub bands: Vec<(&'a Name, &'a [Value], Span)>,
}

/// The bands and texts that a kind of scale has of itself.
pub(super) fn built_in(kind: ScaleKind, span: Span) -> (Vec<Band>, Vec<(i16, String)>) {
    let bands: &[(&str, i16, i16)] = match kind {
        ScaleKind::Nps => &[("detractor", 0, 6), ("passive", 7, 8), ("promoter", 9, 10)],
        ScaleKind::Smiley => &[("happy", 3, 3), ("neutral", 2, 2), ("unhappy", 1, 1)],
        ScaleKind::YesNo => &[("yes", 1, 1), ("no", 0, 0)],
        ScaleKind::Rating | ScaleKind::Effort => &[],
    };
    let labels: &[(i16, &[&str])] = match kind {
        ScaleKind::Smiley => &[
            (
                3,
                &["happy", "خوشحال", "راضی", "سعيد", "راضٍ", "🙂", "😀", "😊"],
            ),
            (2, &["neutral", "بی‌تفاوت", "معمولی", "محايد", "😐"]),
            (
                1,
                &[
                    "unhappy",
                    "ناراحت",
                    "ناراضی",
                    "غير سعيد",
                    "غير راضٍ",
                    "حزين",
                    "🙁",
                    "☹️",
                    "😞",
                ],
            ),
        ],
        ScaleKind::YesNo => &[(1, words_for(true)), (0, words_for(false))],
        ScaleKind::Nps | ScaleKind::Rating | ScaleKind::Effort => &[],
    };
    let bands = bands.iter().map(|(name, low, high)| Band {
        name: (*name).to_owned(),
        codes: vec![(*low, *high)],
        span,
    });
    let labels = labels
        .iter()
        .flat_map(|(code, texts)| texts.iter().map(|text| (*code, (*text).to_owned())));
    (bands.collect(), labels.collect())
}

impl<'a> Checker<'a> {
    /// Sorts a field's block.
    pub(super) fn meanings(&mut self, field: &'a Field) -> Option<Meanings<'a>> {
        let mut meanings = Meanings::default();
        if field.meanings.len() > MOST_MEANINGS {
            return self.fail(
                FieldError::TooMany {
                    of: "bands and texts",
                    most: MOST_MEANINGS,
                },
                field.name.span,
            );
        }
        for meaning in &field.meanings {
            match meaning {
                Meaning::Missing(values) => meanings.missing.append(&mut self.texts(values)),
                Meaning::NotApplicable(values) => {
                    meanings.not_applicable.append(&mut self.texts(values))
                }
                Meaning::Options(values) => meanings.options.push(values),
                Meaning::Label { code, text } => meanings.labels.push((code, text)),
                Meaning::Band { name, values, span } => {
                    if meanings
                        .bands
                        .iter()
                        .any(|(other, ..)| other.text == name.text)
                    {
                        self.report(
                            NameError::BandTwice {
                                name: name.text.clone(),
                            },
                            name.span,
                        );
                        return None;
                    }
                    meanings.bands.push((name, values, *span));
                }
            }
        }
        Some(meanings)
    }

    /// Adds a field's block to its reading.
    pub(super) fn apply(
        &mut self,
        reading: &mut Reading,
        meanings: &Meanings<'_>,
        field: &Field,
    ) -> Option<()> {
        let what = super::answers::what(reading);
        match reading {
            Reading::Scale(scale) if matches!(scale.kind, ScaleKind::Smiley | ScaleKind::YesNo) => {
                self.texts_of_built_in(scale, meanings)?;
            }
            Reading::Scale(scale) => self.bands(scale, meanings)?,
            Reading::Category(bands) => self.category_bands(bands, meanings)?,
            Reading::Number(number) => number.bands = self.number_bands(meanings)?,
            Reading::Choices(choices) => {
                self.declared_options(choices, meanings)?;
                return self.labels_of_missing(field);
            }
            _ => {
                if let Some((_, _, span)) = meanings.bands.first() {
                    return self.fail(FieldError::BandsNotHere { what }, *span);
                }
            }
        }
        if let Some(value) = meanings.options.first().and_then(|values| values.first()) {
            return self.fail(FieldError::OptionsNotHere { what }, value.span());
        }
        let labels: Vec<(Number, Text)> = meanings
            .labels
            .iter()
            .map(|(code, text)| ((*code).clone(), (*text).clone()))
            .collect();
        let Reading::Scale(scale) = reading else {
            return match labels.first() {
                Some((_, text)) => self.fail(FieldError::LabelsNotHere { what }, text.span),
                None => Some(()),
            };
        };
        for (code, text) in labels {
            let code = self.code_within(&code, scale)?;
            self.add_label(scale, code, text.value, text.span)?;
        }
        self.labels_of_missing(field)
    }

    /// A value can't be both no answer and an answer that does not apply.
    fn labels_of_missing(&mut self, field: &Field) -> Option<()> {
        let mut missing: Vec<String> = Vec::new();
        for meaning in &field.meanings {
            if let Meaning::Missing(values) | Meaning::NotApplicable(values) = meaning {
                for value in values {
                    let text = self.written(value.span());
                    if missing.contains(&text) {
                        return self.fail(FieldError::LabelTwice { text }, value.span());
                    }
                    missing.push(text);
                }
            }
        }
        Some(())
    }

    fn add_label(&mut self, scale: &mut Scale, code: i16, text: String, span: Span) -> Option<()> {
        let folded = fold(&text).into_owned();
        if scale
            .labels
            .iter()
            .any(|(other, label)| *other != code && fold(label) == folded)
        {
            return self.fail(FieldError::LabelTwice { text }, span);
        }
        scale.labels.push((code, text));
        Some(())
    }

    fn code_within(&mut self, number: &Number, scale: &Scale) -> Option<i16> {
        let code = self.whole(number)?;
        if (scale.low..=scale.high).contains(&code) {
            return Some(code);
        }
        let kind = FieldError::OutsideScale {
            code: code.to_string(),
            low: scale.low,
            high: scale.high,
        };
        self.fail(kind, number.span)
    }

    /// `satisfied 4..5, neutral 3`
    fn bands(&mut self, scale: &mut Scale, meanings: &Meanings<'_>) -> Option<()> {
        let mut taken: Vec<(i16, i16, String)> = Vec::new();
        for (name, values, span) in &meanings.bands {
            if scale.bands.iter().any(|band| band.name == name.text) {
                let what = super::answers::what(&Reading::Scale(scale.clone()));
                return self.fail(
                    FieldError::BuiltIn {
                        name: name.text.clone(),
                        what,
                    },
                    name.span,
                );
            }
            let mut codes: Vec<(i16, i16)> = Vec::new();
            for value in *values {
                let (from, to, place) = match value {
                    Value::Text(text) => {
                        return self.fail(
                            FieldError::TextForCodes {
                                band: name.text.clone(),
                            },
                            text.span,
                        );
                    }
                    Value::Codes { from, to, span } => {
                        (Some(from), to.as_ref().or(Some(from)), *span)
                    }
                    Value::Open {
                        end,
                        upwards: true,
                        span,
                    } => (Some(end), None, *span),
                    Value::Open { end, span, .. } => (None, Some(end), *span),
                };
                let from = from.map_or(Some(scale.low), |code| self.code_within(code, scale))?;
                let to = to.map_or(Some(scale.high), |code| self.code_within(code, scale))?;
                if from > to {
                    return self.fail(FieldError::RangeUpsideDown, place);
                }
                if let Some((low, _, other)) = taken
                    .iter()
                    .find(|(low, high, _)| from <= *high && *low <= to)
                {
                    let kind = FieldError::BandsOverlap {
                        band: name.text.clone(),
                        other: other.clone(),
                        value: from.max(*low).to_string(),
                    };
                    return self.fail(kind, place);
                }
                taken.push((from, to, name.text.clone()));
                codes.push((from, to));
            }
            codes.sort_unstable();
            scale.bands.push(Band {
                name: name.text.clone(),
                codes,
                span: *span,
            });
        }
        Some(())
    }

    /// `happy "خوشحال"`: the texts that a built-in band has in this file, instead of the usual ones.
    fn texts_of_built_in(&mut self, scale: &mut Scale, meanings: &Meanings<'_>) -> Option<()> {
        let own: Vec<(i16, &Value)> = {
            let mut own = Vec::new();
            for (name, values, _) in &meanings.bands {
                let code = scale
                    .bands
                    .iter()
                    .find(|band| band.name == name.text)
                    .and_then(|band| band.codes.first());
                let Some((code, _)) = code else {
                    let what = super::answers::what(&Reading::Scale(scale.clone()));
                    let bands = scale.bands.iter().map(|band| band.name.clone()).collect();
                    return self.fail(
                        FieldError::UnknownBuiltIn {
                            name: name.text.clone(),
                            bands,
                            what,
                        },
                        name.span,
                    );
                };
                own.extend(values.iter().map(|value| (*code, value)));
            }
            own
        };
        let mut texts: Vec<(i16, String, Span)> = Vec::new();
        for (code, value) in own {
            let (text, span) = self.one_text(value)?;
            texts.push((code, text, span));
        }
        // What this file says wins over what is usual.
        scale.labels.retain(|(code, label)| {
            !texts
                .iter()
                .any(|(own, text, _)| own == code || fold(text) == fold(label))
        });
        for (code, text, span) in texts {
            self.add_label(scale, code, text, span)?;
        }
        Some(())
    }

    /// `rest "Neutral", "Dissatisfied"`
    fn category_bands(
        &mut self,
        bands: &mut Vec<CategoryBand>,
        meanings: &Meanings<'_>,
    ) -> Option<()> {
        let mut taken: HashMap<String, String> = HashMap::new();
        for (name, values, span) in &meanings.bands {
            let mut texts: Vec<Spanned<String>> = Vec::new();
            for value in *values {
                let (text, place) = self.one_text(value)?;
                let folded = fold(&text).into_owned();
                if let Some(other) = taken.get(&folded) {
                    let kind = FieldError::BandsOverlap {
                        band: name.text.clone(),
                        other: other.clone(),
                        value: format!("\"{text}\""),
                    };
                    return self.fail(kind, place);
                }
                taken.insert(folded, name.text.clone());
                texts.push(Spanned::new(text, place));
            }
            bands.push(CategoryBand {
                name: name.text.clone(),
                values: texts,
                span: *span,
            });
        }
        Some(())
    }
}
