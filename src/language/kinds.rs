//! What names and values are, for saying so.

/// What a name can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Source,
    Field,
    Segment,
    Metric,
    Benchmark,
    Column,
}

/// What a value is, for people.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Nps,
    Rating(i16, i16),
    Effort(i16, i16),
    Smiley,
    YesNo,
    Category,
    Choices,
    Number,
    Date,
    Text,
    Column,
    Segment,
    Condition,
    Arithmetic,
    NumberAsWritten,
    TextAsWritten(String),
    DateAsWritten,
}
