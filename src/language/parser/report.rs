//! Reports and their sections.

use pest::iterators::Pair;

use super::Rule;
use super::reader::{Parts, Reader, period};
use crate::language::span::Span;
use crate::language::syntax::{Report, ReportPart, Stage};

impl Reader {
    pub(super) fn report(&mut self, parts: &mut Parts<'_>) -> Option<Report> {
        let first = parts.get(Rule::REPORT)?;
        let title = self.next_text(parts)?;
        let span = self.span(&first).to(title.span);
        let mut report = Report {
            title,
            span,
            locales: Vec::new(),
            companies: Vec::new(),
            for_each: None,
            parts: Vec::new(),
            damaged: false,
        };
        while let Some(pair) = parts.next() {
            match pair.as_rule() {
                Rule::name => report.locales.push(self.name(&pair)),
                Rule::string => report.companies.push(self.text(&pair)),
                Rule::for_each => {
                    let span = self.span(&pair);
                    report.for_each = Some((self.next_name(&mut Parts::of(pair))?, span));
                }
                _ => report.parts.push(self.report_part(pair)?),
            }
        }
        Some(report)
    }

    pub(super) fn report_part(&mut self, pair: Pair<'_, Rule>) -> Option<ReportPart> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let parts = &mut Parts::of(pair);
        Some(match rule {
            Rule::subtitle => ReportPart::Subtitle(self.next_text(parts)?),
            Rule::note => ReportPart::Note(self.next_text(parts)?),
            Rule::summary => ReportPart::Summary {
                metrics: self.next_names(parts)?,
                versus: parts.next().and_then(period),
                span,
            },
            Rule::compare => self.compare(parts, span)?,
            Rule::trend => ReportPart::Trend {
                metrics: self.next_names(parts)?,
                by: period(parts.next()?)?,
                mix: self.next_name(parts),
                span,
            },
            Rule::table => ReportPart::Table {
                metrics: self.next_names(parts)?,
                by: self.next_names(parts)?,
                span,
            },
            Rule::paragraph => ReportPart::Paragraph {
                text: self.next_text(parts)?,
                span,
            },
            Rule::drivers => ReportPart::Drivers {
                of: self.next_name(parts)?,
                from: self.next_names(parts)?,
                span,
            },
            Rule::journey => {
                let of = self.next_name(parts)?;
                let (mut versus, mut stages) = (None, Vec::new());
                while let Some(part) = parts.next() {
                    match part.as_rule() {
                        Rule::period => versus = period(part),
                        _ => stages.push(self.stage(part)?),
                    }
                }
                ReportPart::Journey {
                    of,
                    versus,
                    stages,
                    span,
                }
            }
            Rule::reasons => {
                // The segment is a name by itself, the questions are names.
                let of = self.next_name(parts);
                let from = self.next_names(parts)?;
                let (mut by, mut versus) = (None, None);
                while let Some(part) = parts.next() {
                    match part.as_rule() {
                        Rule::name => by = Some(self.name(&part)),
                        _ => versus = period(part),
                    }
                }
                ReportPart::Reasons {
                    of,
                    from,
                    by,
                    versus,
                    span,
                }
            }
            Rule::ranking => ReportPart::Ranking {
                of: self.next_name(parts)?,
                by: self.next_name(parts)?,
                span,
            },
            Rule::gap => {
                let claimed = parts.next()?;
                ReportPart::Gap {
                    claimed: self.number(&claimed, false),
                    actual: self.next_name(parts)?,
                    span,
                }
            }
            Rule::stake => ReportPart::Stake {
                of: self.next_name(parts)?,
                from: self.next_name(parts)?,
                to: self.next_name(parts)?,
                moved: parts.next().map(|pair| self.number(&pair, false)),
                span,
            },
            Rule::answers => ReportPart::Answers {
                to: self.next_names(parts)?,
                of: self.next_names(parts).unwrap_or_default(),
                span,
            },
            Rule::quotes => {
                let text = self.next_name(parts)?;
                let (mut of, mut by, mut most, mut without) = (Vec::new(), None, None, Vec::new());
                while let Some(part) = parts.next() {
                    match part.as_rule() {
                        Rule::names => {
                            let names = part.into_inner();
                            let names = names.filter(|one| one.as_rule() == Rule::name);
                            of = names.map(|one| self.name(&one)).collect();
                        }
                        Rule::name => by = Some(self.name(&part)),
                        Rule::number => most = Some(self.number(&part, false)),
                        _ => without = self.next_names(&mut Parts::of(part))?,
                    }
                }
                ReportPart::Quotes {
                    text,
                    of,
                    by,
                    most,
                    without,
                    span,
                }
            }
            Rule::followup => {
                let of = self.next_name(parts)?;
                let mut next = parts.next()?;
                let mut condition = None;
                if next.as_rule() == Rule::condition {
                    condition = Some(self.condition(next)?);
                    next = parts.next()?;
                }
                ReportPart::Followup {
                    of,
                    condition,
                    file: self.text(&next),
                    columns: self.next_names(parts)?,
                    span,
                }
            }
            _ => return None,
        })
    }

    fn stage(&mut self, pair: Pair<'_, Rule>) -> Option<Stage> {
        let mut parts = Parts::of(pair);
        let mut stage = Stage {
            name: self.next_text(&mut parts)?,
            goals: Vec::new(),
            questions: Vec::new(),
            touchpoints: Vec::new(),
        };
        while let Some(part) = parts.next() {
            let rule = part.as_rule();
            let own = &mut Parts::of(part);
            match rule {
                Rule::goal => stage.goals.push(self.next_text(own)?),
                Rule::asks => stage.questions.push(self.next_text(own)?),
                _ => {
                    let name = self.next_name(own)?;
                    stage.touchpoints.push((name, own.next().is_some()));
                }
            }
        }
        Some(stage)
    }

    pub(super) fn compare(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<ReportPart> {
        let mut groups = vec![self.next_name(parts)?];
        groups.extend(self.next_names(parts)?);
        let metrics = self.next_names(parts)?;
        let (mut against, mut adjusted) = (Vec::new(), Vec::new());
        while let Some(pair) = parts.next() {
            if pair.as_rule() == Rule::against {
                against.push(self.against(pair)?);
            } else {
                let span = self.span(&pair);
                adjusted.push((self.next_names(&mut Parts::of(pair))?, span));
            }
        }
        Some(ReportPart::Compare {
            groups,
            metrics,
            against,
            adjusted,
            span,
        })
    }
}
