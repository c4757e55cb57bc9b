//! Where each statement begins and ends, whatever stands in it.

use super::scan::{Token, TokenKind, is_statement};

/// The words that other languages begin a definition with.
pub(super) const NEIGHBOURS: [&str; 12] = [
    "let", "def", "var", "const", "set", "define", "import", "include", "select", "from", "create",
    "measure",
];

/// The words that sections begin with.
pub(super) const SECTIONS: [&str; 16] = [
    "summary", "compare", "trend", "table", "text", "drivers", "journey", "reasons", "ranking",
    "gap", "value", "answers", "quotes", "followup", "subtitle", "note",
];

/// The words that lines of a source's block begin with.
pub(super) const SOURCE_LINES: [&str; 16] = [
    "date",
    "key",
    "customer",
    "weight",
    "missing",
    "keep",
    "invited",
    "tolerate",
    "decimal",
    "delimiter",
    "dialect",
    "encoding",
    "accept",
    "join",
    "exclude",
    "period",
];

/// The words that lines of a section's own block begin with.
pub(super) const INNER_LINES: [&str; 3] = ["against", "adjusted", "stage"];

/// Cuts the tokens of a file into those of its statements.
///
/// A statement begins with its keyword at the start of a line, also inside brackets that were
/// never closed. What looks like a definition by a word that the language has not is one of its own.
pub(super) fn split<'a>(text: &str, tokens: &'a [Token]) -> Vec<&'a [Token]> {
    let mut starts = Vec::new();
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate() {
        if token.first_on_line
            && (begins(text, &tokens[i..]) || (depth == 0 && resembles(text, &tokens[i..])))
        {
            starts.push(i);
            depth = 0;
        }
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    if starts.first() != Some(&0) && !tokens.is_empty() {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &tokens[*start..end])
        .collect()
}

fn begins(text: &str, tokens: &[Token]) -> bool {
    let [first, rest @ ..] = tokens else {
        return false;
    };
    if first.kind != TokenKind::Word || !is_statement(slice(text, first)) {
        return false;
    }
    // `source "Index"` also says where a benchmark comes from.
    !(slice(text, first) == "source"
        && rest
            .first()
            .is_some_and(|next| next.kind == TokenKind::Text))
}

/// `let a = …`, `metrc a = …`
fn resembles(text: &str, tokens: &[Token]) -> bool {
    match tokens {
        [word, rest @ ..] if word.kind == TokenKind::Word => {
            let word = slice(text, word);
            let named = matches!(rest, [name, equals, ..]
                if matches!(name.kind, TokenKind::Word | TokenKind::Quoted) && slice(text, equals) == "=");
            let goes_on = rest
                .first()
                .is_some_and(|next| !matches!(next.kind, TokenKind::Mark | TokenKind::Open));
            named || (goes_on && NEIGHBOURS.contains(&word)) || assigned(text, rest)
        }
        _ => false,
    }
}

/// `csat = …` without a keyword.
fn assigned(text: &str, rest: &[Token]) -> bool {
    rest.first()
        .is_some_and(|equals| slice(text, equals) == "=")
}

/// The text of a token.
pub(super) fn slice<'a>(text: &'a str, token: &Token) -> &'a str {
    &text[token.start..token.end]
}
