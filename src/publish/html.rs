//! The page as one HTML file.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::templates::{TemplateError, Templates};
use crate::report::Page;

/// So many steps a template may take; a large page needs a tenth of it.
const FUEL: u64 = 5_000_000;

const REGULAR: &[u8] =
    include_bytes!("../../report-templates/fonts/vazirmatn-arabic-regular.woff2");
const BOLD: &[u8] = include_bytes!("../../report-templates/fonts/vazirmatn-arabic-bold.woff2");

/// Writes pages with a set of templates.
pub struct Pages<'t> {
    templates: &'t Templates,
    environment: Environment<'t>,
}

impl<'t> Pages<'t> {
    /// Reads the templates.
    ///
    /// # Errors
    /// Where one is wrong.
    pub fn new(templates: &'t Templates) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).build() {
            environment.set_syntax(syntax);
        }
        environment.add_filter("css_string", css_string);
        for (name, source) in templates.iter() {
            environment
                .add_template(name, source)
                .map_err(|error| templates.error(&error))?;
        }
        Ok(Self {
            templates,
            environment,
        })
    }

    /// A page as HTML.
    ///
    /// Everything is escaped, whatever a template's name says: what came from data can't become
    /// markup. Templates see the page and nothing else.
    ///
    /// # Errors
    /// Where a template uses what is not there, or takes too many steps.
    pub fn render(&self, page: &Page) -> Result<String, TemplateError> {
        let font = (page.direction == "rtl").then(|| {
            let safe = |bytes| Value::from_safe_string(base64(bytes));
            context! { regular => safe(REGULAR), bold => safe(BOLD) }
        });
        let values = context! { font, ..Value::from(Serde(page)) };
        let template = self.environment.get_template("page.html.j2");
        template
            .and_then(|template| template.render(values))
            .map_err(|error| innermost(self.templates, error))
    }
}

/// One page as HTML: see [`Pages`].
///
/// # Errors
/// Where a template is wrong, uses what is not there, or takes too many steps.
pub fn render(page: &Page, templates: &Templates) -> Result<String, TemplateError> {
    Pages::new(templates)?.render(page)
}

/// The error where it happened, not where the template was included.
fn innermost(templates: &Templates, error: minijinja::Error) -> TemplateError {
    let mut found = templates.error(&error);
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        if let Some(inner) = cause.downcast_ref::<minijinja::Error>() {
            found = templates.error(inner);
        }
        source = cause.source();
    }
    found
}

/// Text inside a CSS string: everything but letters and digits is written as a code, so that
/// nothing can end the string or the style sheet.
fn css_string(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_string()
            } else {
                format!("\\{:x} ", c as u32)
            }
        })
        .collect()
}

/// Base64 with padding (RFC 4648), for the fonts.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > chunk.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_with_padding() {
        assert_eq!(base64(b"Man"), "TWFu");
        assert_eq!(base64(b"Ma"), "TWE=");
        assert_eq!(base64(b"M"), "TQ==");
    }

    #[test]
    fn css_strings_cannot_be_left() {
        assert_eq!(css_string("a\"</style>"), "a\\22 \\3c \\2f style\\3e ");
    }
}
