//! Diagnostics drawn by miette: the line with the place underlined, what is wrong, what to do.

use std::fmt;

use miette::{
    Diagnostic as Drawable, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::diagnostic::{Diagnostic, Severity};
use super::place::{Snippet, locate, printable};
use crate::language::Sources;

/// Draws diagnostics in one style.
pub(super) struct Painter(GraphicalReportHandler);

impl Painter {
    pub(super) fn new(colour: bool, width: usize) -> Self {
        let theme = if colour {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::none()
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(width.max(40))
            .with_context_lines(0)
            .with_links(false)
            .without_primary_span_start();
        Self(handler)
    }

    pub(super) fn draw(&self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let drawing = Drawing::new(diagnostic, sources);
        let mut drawn = String::new();
        match self.0.render_report(&mut drawn, &drawing) {
            Ok(()) => drawn,
            // Only a place outside its own line could bring this about.
            Err(fmt::Error) => super::short::line(diagnostic, sources),
        }
    }
}

/// A diagnostic as miette wants it.
#[derive(Debug)]
struct Drawing {
    message: String,
    code: &'static str,
    severity: Severity,
    help: Option<String>,
    label: Option<String>,
    line: Option<Line>,
}

/// The one line that is shown.
#[derive(Debug)]
struct Line {
    name: String,
    number: usize,
    snippet: Snippet,
}

impl Drawing {
    fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let mut message = printable(&diagnostic.message);
        let mut line = None;
        if let Some(located) = locate(&diagnostic.place, sources) {
            match (located.snippet, located.line) {
                (Some(snippet), Some(number)) => {
                    let column = located
                        .column
                        .map(|column| format!(":{column}"))
                        .unwrap_or_default();
                    let name = format!("{}:{number}{column}", located.path);
                    line = Some(Line {
                        name,
                        number: usize::try_from(number).unwrap_or(usize::MAX),
                        snippet,
                    });
                }
                _ => message = format!("{}: {message}", located.path),
            }
        }
        Self {
            message,
            code: diagnostic.code,
            severity: diagnostic.severity,
            help: diagnostic.help.as_deref().map(printable),
            label: diagnostic.label.as_deref().map(printable),
            line,
        }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Drawable for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.line.as_ref().map(|line| line as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let underline = &self.line.as_ref()?.snippet.underline;
        let label = LabeledSpan::new_primary_with_span(
            self.label.clone(),
            (underline.start, underline.len()),
        );
        Some(Box::new(std::iter::once(label)))
    }
}

impl SourceCode for Line {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.snippet.text.as_bytes();
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            text,
            (0, text.len()).into(),
            self.number.saturating_sub(1),
            0,
            1,
        )))
    }
}
