//! The syntax tree: what was written, every part with its place, nothing resolved.

use super::query::{Comparison, DateOrder, Granularity, Operator, TextMatch};
use super::span::{Span, Spanned};

/// A text with its place.
pub type Text = Spanned<String>;

/// A parsed file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// Its statements, in order.
    pub statements: Vec<Statement>,
    /// Its comments, `#` included, in order. No tree node owns them; their places say where they belong.
    pub comments: Vec<Span>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Statement {
    Use(Text),
    Source(Source),
    Field(Field),
    Segment(Segment),
    Metric(Metric),
    Benchmark(Benchmark),
    Report(Report),
    Alert(Alert),
    /// A statement with a mistake in it. What it was going to define is known if it got so far,
    /// so that nobody is told that the name is unknown.
    Broken {
        keyword: String,
        name: Option<String>,
        span: Span,
    },
}

/// A name: bare, or a column's in back-quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The name without back-quotes.
    pub text: String,
    /// Whether it was in back-quotes and so is a column's.
    pub quoted: bool,
    /// Where.
    pub span: Span,
}

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value; `80%` is 0.8.
    pub value: f64,
    /// Whether it was written with a percent sign.
    pub percent: bool,
    /// Digits after the decimal point as written.
    pub decimals: u8,
    /// The digits as written, in western digits, without `_` and `%`.
    pub digits: String,
    /// Where.
    pub span: Span,
}

/// A date, month or quarter as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    /// As written, in western digits.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// `source responses = "exports/*.csv", "first.csv" { … }`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Source {
    pub name: Name,
    /// At least one.
    pub patterns: Vec<Text>,
    pub parts: Vec<SourcePart>,
    pub span: Span,
    /// Whether a part of it was left out because of a mistake in it.
    pub damaged: bool,
}

/// A line of a source's block.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum SourcePart {
    Date {
        column: Name,
        reading: DateReading,
    },
    Key {
        column: Name,
        keep_last: bool,
        span: Span,
    },
    Customer(Name),
    Weight(Name),
    Rake {
        by: Vec<Name>,
        targets: Text,
        span: Span,
    },
    Missing(Vec<Value>),
    Keep(Expression),
    Invited {
        who: Asked,
        /// A figure to stand beside the response rate.
        against: Option<Against>,
    },
    Tolerate(Number),
    Decimal(Text),
    Delimiter(Text),
    Dialect(Text),
    Encoding(Text),
    Accept(Vec<Name>),
    Join {
        path: Text,
        /// The column of responses that holds the key.
        on: Name,
        /// The second file's, where it is called otherwise.
        key: Option<Name>,
        span: Span,
    },
    /// `period 2026-01..2026-03`
    Period(Set, Span),
    Exclude(Exclude, Span),
}

/// Who was asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// So many people.
    Number(Number),
    /// By name.
    Named {
        /// A joined file, a segment or a column.
        list: Name,
        /// What makes groups of them.
        by: Vec<Name>,
    },
}

/// Responses that are left out by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Exclude {
    /// `incomplete Progress < 100`
    Incomplete(Expression),
    /// `incomplete below 3 of csat, recommend, ease`: so many, or such a share, must be answered.
    Unanswered {
        /// How many.
        below: Number,
        /// Of which.
        of: Vec<Name>,
    },
    /// `speeders duration below 2`, `speeders duration below 40% of median`
    Speeders {
        /// The length of time.
        time: Name,
        /// The shortest that counts.
        below: Number,
        /// Whether that is a share of the median.
        of_median: bool,
    },
    /// `straight-liners courtesy, knowledge, speed`
    StraightLiners(Vec<Name>),
    /// `duplicates by Email keep last`; by all columns if none are named.
    Duplicates {
        /// By which columns.
        by: Vec<Name>,
        /// Whether the last one counts in place of the first.
        keep_last: bool,
    },
}

impl SourcePart {
    /// The keyword, for saying that something stands twice.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Date { .. } => "date",
            Self::Key { .. } => "key",
            Self::Customer(_) => "customer",
            Self::Weight(_) => "weight",
            Self::Rake { .. } => "weight rake",
            Self::Missing(_) => "missing",
            Self::Keep(_) => "keep",
            Self::Invited { .. } => "invited",
            Self::Tolerate(_) => "tolerate",
            Self::Decimal(_) => "decimal",
            Self::Delimiter(_) => "delimiter",
            Self::Dialect(_) => "dialect",
            Self::Encoding(_) => "encoding",
            Self::Accept(_) => "accept",
            Self::Join { .. } => "join",
            Self::Period(..) => "period",
            Self::Exclude(exclude, _) => match exclude {
                Exclude::Incomplete(_) | Exclude::Unanswered { .. } => "exclude incomplete",
                Exclude::Speeders { .. } => "exclude speeders",
                Exclude::StraightLiners(_) => "exclude straight-liners",
                Exclude::Duplicates { .. } => "exclude duplicates",
            },
        }
    }
}

/// How dates are read: `day/month/year in "Asia/Tehran"`.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct DateReading {
    pub order: Option<DateOrder>,
    pub zone: Option<Text>,
}

/// One value or a range of codes: `"N/A"`, `99`, `4..5`, `15..`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Value {
    Text(Text),
    Codes {
        from: Number,
        to: Option<Number>,
        span: Span,
    },
    /// `15..` or `..5`: a range with one end, from it upwards or up to it.
    Open {
        end: Number,
        upwards: bool,
        span: Span,
    },
}

impl Value {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span,
            Self::Codes { span, .. } | Self::Open { span, .. } => *span,
        }
    }
}

/// `field csat = Q1 as rating 1..5 "Overall satisfaction" { … }`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Field {
    pub name: Name,
    /// Several for `choices` whose options are columns; never empty.
    pub columns: Vec<Name>,
    pub measurement: Measurement,
    /// Where the measurement type stands.
    pub measurement_span: Span,
    pub labels: Vec<Text>,
    pub directions: Vec<Direction>,
    pub meanings: Vec<Meaning>,
    pub span: Span,
}

/// A measurement type as written.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Measurement {
    Nps,
    Rating(Number, Number),
    Effort(Number, Number),
    Smiley,
    YesNo,
    Category,
    Choices { split: Option<Text>, ordered: bool },
    Number { unit: Option<String> },
    Text,
    Date(DateReading),
}

/// `high is easy`, `low is good`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Direction {
    pub high: bool,
    pub end: End,
    pub span: Span,
}

/// What an end of a scale is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum End {
    Good,
    Easy,
    Hard,
}

/// A line of a field's block.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Meaning {
    Missing(Vec<Value>),
    NotApplicable(Vec<Value>),
    Options(Vec<Value>),
    Label {
        code: Number,
        text: Text,
    },
    Band {
        name: Name,
        values: Vec<Value>,
        span: Span,
    },
}

/// `segment satisfied = csat is satisfied "Satisfied customers"`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Segment {
    pub name: Name,
    pub condition: Expression,
    pub label: Option<Text>,
    pub span: Span,
}

/// `metric csat_score = share(csat is satisfied) "CSAT" target 80%`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Metric {
    pub name: Name,
    pub formula: Formula,
    pub formula_span: Span,
    pub of: Option<Expression>,
    pub labels: Vec<Text>,
    pub targets: Vec<Number>,
    /// Each with whether it was said to be in points.
    pub noises: Vec<(Number, bool)>,
    pub against: Vec<Against>,
    pub directions: Vec<Direction>,
    pub units: Vec<Text>,
    pub span: Span,
}

/// What a metric computes, as written.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Formula {
    Call {
        function: Name,
        arguments: Vec<Expression>,
    },
    Ratio(Name, Name),
}

/// `against published satisfied.repurchase-ratio for repurchase`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Against {
    pub published: bool,
    pub figure: Text,
    pub metric: Option<Name>,
    pub span: Span,
}

/// `benchmark market = 76% "Market" source "Index" year 2026 n 31_400`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Benchmark {
    pub name: Name,
    pub figure: BenchmarkFigure,
    pub labels: Vec<Text>,
    pub sources: Vec<Text>,
    pub years: Vec<Number>,
    pub bases: Vec<Number>,
    pub span: Span,
}

/// What a benchmark says.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum BenchmarkFigure {
    /// `76%`, `60%..70%`, `42 points`
    Written {
        value: Number,
        high: Option<Number>,
        measure: Option<Name>,
    },
    /// `csat_score in "north.json"`: a metric of another report.
    Reported { metric: Name, report: Text },
}

/// `report "Title" in fa by "Company" { … }`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Report {
    pub title: Text,
    pub locales: Vec<Name>,
    pub companies: Vec<Text>,
    pub for_each: Option<(Name, Span)>,
    pub parts: Vec<ReportPart>,
    /// The statement up to its block.
    pub span: Span,
    /// Whether a part of it was left out because of a mistake in it.
    pub damaged: bool,
}

/// A line of a report's block, and its place.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum ReportPart {
    Subtitle(Text),
    Note(Text),
    Summary {
        metrics: Vec<Name>,
        versus: Option<Granularity>,
        span: Span,
    },
    Compare {
        groups: Vec<Name>,
        metrics: Vec<Name>,
        against: Vec<Against>,
        adjusted: Vec<(Vec<Name>, Span)>,
        span: Span,
    },
    Trend {
        metrics: Vec<Name>,
        by: Granularity,
        mix: Option<Name>,
        span: Span,
    },
    Table {
        metrics: Vec<Name>,
        by: Vec<Name>,
        span: Span,
    },
    Paragraph {
        text: Text,
        span: Span,
    },
    Drivers {
        of: Name,
        from: Vec<Name>,
        span: Span,
    },
    Journey {
        of: Name,
        versus: Option<Granularity>,
        stages: Vec<Stage>,
        span: Span,
    },
    Reasons {
        of: Option<Name>,
        from: Vec<Name>,
        by: Option<Name>,
        versus: Option<Granularity>,
        span: Span,
    },
    Ranking {
        of: Name,
        by: Name,
        span: Span,
    },
    Gap {
        claimed: Number,
        actual: Name,
        span: Span,
    },
    Stake {
        of: Name,
        from: Name,
        to: Name,
        moved: Option<Number>,
        span: Span,
    },
    Answers {
        to: Vec<Name>,
        of: Vec<Name>,
        span: Span,
    },
    Quotes {
        text: Name,
        of: Vec<Name>,
        by: Option<Name>,
        most: Option<Number>,
        without: Vec<Name>,
        span: Span,
    },
    Followup {
        of: Name,
        condition: Option<Expression>,
        file: Text,
        columns: Vec<Name>,
        span: Span,
    },
}

/// `alert when csat_score < 75% or fall(nps_score) > 5`
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Alert {
    pub condition: Expression,
    pub span: Span,
}

/// An expression and its place.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Expression {
    pub kind: ExpressionKind,
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum ExpressionKind {
    Any(Vec<Expression>),
    All(Vec<Expression>),
    Not(Box<Expression>),
    Compare {
        left: Box<Expression>,
        how: Spanned<Comparison>,
        right: Box<Expression>,
    },
    Is {
        subject: Box<Expression>,
        not: bool,
        band: Name,
    },
    Among {
        subject: Box<Expression>,
        not: bool,
        set: Set,
    },
    Matches {
        subject: Box<Expression>,
        not: bool,
        how: TextMatch,
        needle: Text,
    },
    Has {
        subject: Box<Expression>,
        not: bool,
        option: Text,
    },
    Arithmetic {
        left: Box<Expression>,
        operator: Operator,
        right: Box<Expression>,
    },
    Minus(Box<Expression>),
    Number(Number),
    Date(Date),
    Text(String),
    Name(Name),
    Call {
        function: Name,
        arguments: Vec<Expression>,
    },
}

/// What may follow `in`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Set {
    List(Vec<Literal>, Span),
    Range {
        from: Literal,
        to: Option<Literal>,
        span: Span,
    },
    LastDays(Number, Span),
}

/// A fixed value.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Literal {
    Text(Text),
    Number(Number),
    Date(Date),
}

impl Literal {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span,
            Self::Number(number) => number.span,
            Self::Date(date) => date.span,
        }
    }
}

/// `stage "Delivery" goal "…" question "…" { courier, weather not ours }`
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its name.
    pub name: Text,
    /// What the customer wants to reach; may stand once.
    pub goals: Vec<Text>,
    /// What the customer asks himself; may stand once.
    pub questions: Vec<Text>,
    /// Names, and whether they are said not to be the company's own.
    pub touchpoints: Vec<(Name, bool)>,
}
