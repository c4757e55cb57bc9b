//! Words and marks of neighbour languages, and what they are called here.

/// For a mark that the language has not: what it is called, and what to write.
pub(super) fn mark(found: &str) -> (String, Option<String>) {
    let instead = match found {
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        "!" => "write `not`",
        "<>" | "!==" | "≠" | "=!" => "for \"is not equal to\" write `!=`",
        "===" => "to compare write `==`",
        ":=" => "a name and its definition are joined by `=`",
        "=<" | "≤" => "write `<=`",
        "=>" | "≥" => "write `>=`",
        "=~" | "!~" => "to search a text write `contains`, `starts with` or `ends with`",
        "//" | "/*" | "*/" => "comments run from `#` to the end of the line",
        "..." | "…" | "–" | "—" => "a range is written with two dots: `1..5`",
        "**" | "^" => "there are `+`, `-`, `*` and `/`",
        "×" => "to multiply write `*`",
        "÷" => "to divide write `/`",
        "−" => "for minus write `-`",
        ";" | "؛" => "nothing is needed at the end of a line",
        "،" => "between the parts of a list write `,`",
        ":" => "nothing is needed between a word and what it is about",
        "[" | "]" => "lists are written in round brackets: `in (\"a\", \"b\")`",
        "$" | "@" => {
            "names stand by themselves; a column's odd name goes into back-quotes: `Seat comfort`"
        }
        "?" | "؟" => "to ask whether there is an answer write `is missing` or `is answered`",
        "\\" => "paths are written with `/` inside double quotes",
        "¬" => "write `not`",
        "∧" => "write `and`",
        "∨" => "write `or`",
        _ if named(found).starts_with("an invisible") => "take it away",
        _ => return (named(found), None),
    };
    (named(found), Some(instead.to_owned()))
}

fn named(found: &str) -> String {
    match found.chars().next() {
        Some(c)
            if c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}') =>
        {
            format!("an invisible character (U+{:04X})", u32::from(c))
        }
        _ => format!("`{found}`"),
    }
}

/// For a word or mark at which a statement could not go on: what to write instead, if it is known
/// from a neighbour language. `keyword` is the word that the statement or its line begins with.
pub(super) fn word(found: &str, keyword: &str, condition: bool) -> Option<&'static str> {
    let source = matches!(
        keyword,
        "source"
            | "date"
            | "key"
            | "customer"
            | "weight"
            | "missing"
            | "keep"
            | "invited"
            | "exclude"
    );
    Some(match found {
        "where" | "filter" | "having" if source => {
            "to use only some rows write `keep` and a condition"
        }
        "where" | "filter" | "having" | "if" if keyword == "metric" => {
            "to count only some responses write `of` and a segment or condition"
        }
        "where" | "filter" | "having" | "if" if keyword == "followup" => {
            "say who agreed before the file: `followup of dissatisfied where may_contact == \"yes\" to …`"
        }
        "where" | "filter" | "having" | "if" => {
            "name the responses you mean with `segment` and use the name"
        }
        "as" if condition => "to ask for a band write `is`: `csat is satisfied`",
        "=" if condition => "`=` gives a name to something; to compare write `==`",
        "like" | "ilike" | "matches" | "regex" | "includes" if condition => {
            "to search a text write `contains`, `starts with` or `ends with`"
        }
        "between" if condition => "for a range write `in`: `wait in 1..5`",
        "is" if condition => {
            "`is` stands before the name of a band; to compare with a value write `==`"
        }
        "xor" => "there are `and`, `or` and `not`",
        "then" | "else" | "case" | "when" => {
            "there are no cases; a condition is true, false or unknown"
        }
        "group" => "columns of a table and periods of a trend are named after `by`",
        "per" | "over" => "write `by`",
        "vs" | "against" if matches!(keyword, "compare" | "summary") => {
            if keyword == "compare" {
                "two groups are joined by `with`"
            } else {
                "write `versus previous quarter`"
            }
        }
        "and" if keyword == "compare" => {
            "the first group and the others are joined by `with`: `compare a with b, c`"
        }
        "<" | "<=" | "under" | "less" | "than" if keyword == "exclude" => {
            "the shortest time that counts stands behind `below`: `exclude speeders duration below 2`"
        }
        "to" if condition => "for a range write `in 1..5`",
        "%" | "٪" => "the percent sign follows the number directly: `80%`",
        "." => "a number has digits on both sides of its point: `0.5`",
        "desc" | "asc" | "order" | "sort" | "limit" => "the page decides the order",
        "threshold" | "tolerance" | "relevance" | "minimum" if keyword == "metric" => {
            "how large a difference must be to be worth acting on is its `noise`"
        }
        "goal" if keyword == "metric" => "what is aimed at is the `target`",
        "label" | "title" | "name" | "called" => {
            "a label is written in double quotes right behind: `nps(recommend) \"Net promoter score\"`"
        }
        "scale" | "likert" | "stars" | "score" if keyword == "field" => {
            "a scale of points is a `rating`: `rating 1..5`"
        }
        "ces" if keyword == "field" => "it is called `effort`: `effort 1..7, high is easy`",
        "csat" if keyword == "field" => {
            "it is called `rating`: `rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }`"
        }
        "string" | "str" | "varchar" | "comment" if keyword == "field" => {
            "free text is called `text`"
        }
        "int" | "integer" | "float" | "numeric" | "decimal" | "double" if keyword == "field" => {
            "it is called `number`"
        }
        "bool" | "boolean" | "yesno" | "binary" if keyword == "field" => "it is called `yes/no`",
        "enum" | "factor" | "categorical" | "single" | "choice" if keyword == "field" => {
            "one of a few texts is a `category`; several at once are `choices split \";\"`"
        }
        "multi" | "multiple" | "checkbox" | "tags" | "list" | "set" if keyword == "field" => {
            "several options in one cell are `choices split \";\"`"
        }
        "datetime" | "timestamp" | "time" if keyword == "field" => "it is called `date`",
        "emoji" | "faces" | "smile" | "smileys" if keyword == "field" => "it is called `smiley`",
        _ => return None,
    })
}

/// For a line that begins with no keyword: the word that was meant.
pub(super) fn statement(found: &str) -> Option<&'static str> {
    Some(match found {
        "let" | "def" | "var" | "const" | "set" | "define" | "create" => {
            "what is defined is said first: `field`, `segment`, `metric` or `benchmark`"
        }
        "import" | "include" | "require" => {
            "to use another file's definitions write `use \"house.cxq\"`"
        }
        "from" | "load" | "read" | "data" | "open" | "dataset" | "file" => {
            "where the answers come from is said by `source responses = \"export.csv\"`"
        }
        "select" | "show" | "page" | "dashboard" => {
            "what is shown stands in a `report \"Title\" { … }`"
        }
        "measure" | "kpi" | "calculate" | "score" => "a number that counts is a `metric`",
        "question" | "column" | "variable" | "dimension" => {
            "what a column's answers mean is said by `field`"
        }
        "group" | "cohort" | "audience" | "where" | "filter" | "subset" => {
            "a group of respondents is a `segment`"
        }
        "keep" | "date" | "key" | "customer" | "weight" | "missing" | "invited" | "tolerate"
        | "delimiter" | "exclude" | "period" => {
            "this belongs into the block of the `source`: `source responses = \"export.csv\" { … }`"
        }
        "when" | "if" | "warn" | "notify" => {
            "to be warned write `alert when` and a condition about metrics"
        }
        _ => return None,
    })
}
