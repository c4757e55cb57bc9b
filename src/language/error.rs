//! What can be wrong with a query, as data. The words are in `wording/`.

pub(super) use super::kinds::{Kind, What};
use super::span::Span;
use super::targets::TargetsError;

/// A mistake and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Error {
    pub kind: ErrorKind,
    pub span: Span,
}

impl Error {
    pub(super) fn new(kind: impl Into<ErrorKind>, span: Span) -> Self {
        Self {
            kind: kind.into(),
            span,
        }
    }
}

/// What is wrong, by the step that finds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ErrorKind {
    /// The file is no text that could be a query.
    Text(TextError),
    /// A statement can't be read.
    Syntax(SyntaxError),
    /// A name stands for nothing, or not for what is needed.
    Name(NameError),
    /// A field or source does not say what it must, or says what it can't.
    Field(FieldError),
    /// Values are used as what they are not.
    Meaning(MeaningError),
    /// A metric, section or alert asks for what can't be.
    Report(ReportError),
    /// What is called noise can't be.
    Noise(NoiseError),
    /// Another report does not give the figure that is wanted of it.
    Reported(ReportedError),
}

macro_rules! into_kind {
    ($($kind:ident($error:ident)),* $(,)?) => {$(
        impl From<$error> for ErrorKind {
            fn from(error: $error) -> Self {
                Self::$kind(error)
            }
        }
    )*};
}

into_kind! {
    Text(TextError), Syntax(SyntaxError), Name(NameError), Field(FieldError),
    Meaning(MeaningError), Report(ReportError), Noise(NoiseError), Reported(ReportedError),
}

/// The file is no text that could be a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TextError {
    Unreadable {
        reason: String,
    },
    TooLong {
        bytes: usize,
    },
    LineTooLong {
        bytes: usize,
    },
    Utf16,
    NotUtf8,
    Nul,
    Empty {
        comments: bool,
    },
    TooDeep {
        most: usize,
    },
    TooManyPrefixes {
        word: String,
    },
    UseMissing {
        path: String,
        reason: String,
    },
    UseCycle {
        files: Vec<String>,
    },
    UseTooMany,
    /// A table of figures can't be read.
    Table {
        reason: String,
    },
    /// A table defines a figure that is known already.
    FigureTwice {
        id: String,
    },
}

/// Another report does not give the figure that is wanted of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ReportedError {
    NoReport {
        reason: String,
    },
    AnotherFormat {
        format: u64,
        read: u64,
    },
    Impossible {
        metric: String,
        value: f64,
    },
    NoMetric {
        metric: String,
        near: Vec<String>,
        metrics: Vec<String>,
    },
    NoValue {
        metric: String,
    },
    Count {
        metric: String,
    },
}

/// A statement can't be read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SyntaxError {
    Mark {
        found: String,
    },
    Quotes {
        found: char,
    },
    UnclosedText {
        quote: char,
    },
    Escape {
        found: char,
    },
    Unclosed {
        open: String,
        close: String,
    },
    Unopened {
        close: String,
    },
    NoStatement {
        found: String,
    },
    /// A line of a block begins with no word that begins one; `keyword` is the block's statement.
    NoBlockLine {
        keyword: String,
        found: String,
    },
    /// A line of a block has nothing but its first word.
    Alone {
        keyword: String,
    },
    /// `keyword` is the word that the statement, or the line of its block, begins with.
    Expected {
        keyword: String,
        expected: Vec<Expected>,
        found: Found,
        after: Option<String>,
    },
    TooDeep,
}

/// What stood where something else was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Token(String),
    LineEnd,
}

/// What may stand at a place, in the order in which it is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expected {
    Measurement,
    Meaning,
    Condition,
    Operand,
    Name,
    Figure,
    Number,
    Text,
    Date,
    Value,
    Unit,
    Period,
    Direction,
    DateOrder,
    Keyword(String),
    Mark(&'static str),
    Operator,
    BlockLine,
    End,
}

/// A name stands for nothing, or not for what is needed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NameError {
    Unknown {
        wanted: Vec<Kind>,
        name: String,
        near: Vec<String>,
    },
    /// `some` are the first few columns that there are, `all` is how many.
    UnknownColumn {
        name: String,
        near: Vec<String>,
        some: Vec<String>,
        all: usize,
    },
    /// The survey has none of so many columns.
    AnotherSurvey {
        strangers: usize,
        some: Vec<String>,
        all: usize,
    },
    UnknownFigure {
        id: String,
        published: bool,
        near: Vec<String>,
    },
    AmbiguousColumn {
        name: String,
        times: usize,
    },
    WrongKind {
        name: String,
        is: Kind,
        wanted: Vec<Kind>,
    },
    Twice {
        name: String,
        first: String,
    },
    BandTwice {
        name: String,
    },
    /// `names` from the one where the circle was noticed round to itself.
    Cycle {
        kind: Kind,
        names: Vec<String>,
    },
    /// A definition by definitions by definitions, too many of them.
    ChainTooLong {
        kind: Kind,
        most: usize,
    },
    UnknownBand {
        name: String,
        field: String,
        bands: Vec<String>,
        near: Vec<String>,
        scale: bool,
    },
    BandOfColumn {
        column: String,
        band: String,
    },
    NoBands {
        field: String,
        what: What,
    },
    UnknownZone {
        name: String,
        near: Vec<String>,
    },
    UnknownLocale {
        name: String,
    },
    UnknownFunction {
        name: String,
        near: Vec<String>,
    },
    Nothing {
        name: String,
    },
}

/// A field or source does not say what it must, or says what it can't.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FieldError {
    NoSource,
    NothingToBuild {
        definitions: bool,
    },
    PartTwice {
        part: &'static str,
    },
    /// There is one already, of this name.
    SecondSource {
        first: String,
    },
    ScaleUpsideDown {
        low: i16,
        high: i16,
    },
    ScaleTooWide {
        most: i32,
    },
    NotWhole,
    OutsideScale {
        code: String,
        low: i16,
        high: i16,
    },
    RangeUpsideDown,
    OpenRange,
    BandsOverlap {
        band: String,
        other: String,
        value: String,
    },
    TooMany {
        of: &'static str,
        most: usize,
    },
    BandsNotHere {
        what: What,
    },
    LabelsNotHere {
        what: What,
    },
    LabelTwice {
        text: String,
    },
    TextForCodes {
        band: String,
    },
    TextForNumbers {
        band: String,
    },
    RangeForTexts {
        band: String,
    },
    UnknownBuiltIn {
        name: String,
        bands: Vec<String>,
        what: What,
    },
    BuiltIn {
        name: String,
        what: What,
    },
    NoSplit,
    SplitOfColumns,
    OneColumn {
        what: What,
    },
    CodeOfColumns {
        code: String,
    },
    /// Options named, and columns.
    OptionsOfColumns {
        counts: (usize, usize),
    },
    ElapsedUnit,
    Decimal,
    OptionsNotHere {
        what: What,
    },
    EmptyText {
        of: &'static str,
    },
    EffortWithoutDirection,
    DirectionNotHere {
        what: What,
    },
    EasyNotHere {
        what: What,
    },
    Delimiter,
    Tolerance,
    /// A column that a list of customers is to be grouped by is not one of the list's.
    NotOfList {
        name: String,
        list: String,
    },
    /// Nothing of this name says who was invited.
    NoList {
        name: String,
        near: Vec<String>,
    },
    /// What is said to be the invited is nothing that could be.
    NotInvited {
        name: String,
        what: What,
    },
    Count {
        of: &'static str,
    },
    /// Weights can't be raked by what the field is.
    RakedBy {
        name: String,
        what: What,
    },
    RakedTwice {
        name: String,
    },
    Targets(TargetsError),
    /// The shortest time that counts is no such time.
    SpeedLimit {
        of_median: bool,
    },
    /// How many answers make a response complete can't be that many.
    AnsweredBelow {
        all: usize,
    },
    /// Answers alike on too few scales.
    FewAlike,
    /// Answers alike on scales that are not the same.
    ScalesDiffer {
        name: String,
        first: String,
    },
}

/// Values are used as what they are not.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum MeaningError {
    NumberTooLong,
    TooManyOperators {
        most: usize,
    },
    NoSuchDate {
        text: String,
    },
    Jalali {
        text: String,
    },
    NotCondition {
        what: What,
        name: String,
        band: Option<String>,
    },
    NotQuantity {
        what: What,
        function: Option<String>,
    },
    Compared {
        left: What,
        right: What,
    },
    NoOrder {
        what: What,
    },
    FixedValues,
    SegmentCompared {
        name: String,
    },
    BandCompared {
        field: String,
        band: String,
    },
    UseHas {
        field: String,
    },
    OutsideScale {
        name: String,
        code: String,
        low: i16,
        high: i16,
    },
    NeverTrue {
        name: String,
        low: i16,
        high: i16,
        always: bool,
    },
    UnknownLabel {
        name: String,
        text: String,
        labels: Vec<String>,
    },
    EmptyList,
    MixedList,
    OneValue,
    RangeUpsideDown,
    RangeOf {
        what: What,
    },
    Days,
    MatchedAgainst {
        what: What,
    },
    ChosenFrom {
        what: What,
    },
    MetricFunction {
        name: String,
    },
    FallHere,
}

/// A metric, section or alert asks for what can't be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ReportError {
    Arguments {
        function: &'static str,
        form: &'static str,
    },
    NpsOf {
        what: What,
        name: String,
    },
    ShareOf {
        what: What,
        name: String,
    },
    MeanOf {
        function: &'static str,
        what: What,
        name: String,
    },
    QuantileLevel,
    BoxOf {
        function: &'static str,
        what: What,
        name: String,
    },
    BoxSize {
        codes: usize,
    },
    RatioOfItself,
    Twice {
        part: &'static str,
    },
    TargetOfShare,
    TargetPercent {
        points: bool,
    },
    TargetOutside {
        low: f64,
        high: f64,
    },
    BenchmarkUnit,
    BenchmarkRange,
    Year,
    Misfit {
        figure: &'static str,
        metric: &'static str,
    },
    ForInMetric,
    NotInComparison {
        metric: String,
    },
    SegmentWithItself {
        name: String,
    },
    TooManyGroups {
        most: usize,
    },
    MetricTwice {
        name: String,
    },
    JourneyOf {
        name: String,
    },
    RankedBy {
        name: String,
    },
    ValueOf {
        name: String,
    },
    TooManyAnswers {
        name: String,
        most: u16,
    },
    DriverTwice {
        name: String,
    },
    DriverOfItself {
        name: String,
    },
    DriversOfMetric {
        name: String,
    },
    NeedsDate {
        section: &'static str,
    },
    ColumnsOf {
        what: What,
        name: String,
    },
    BySegment {
        name: String,
    },
    EmptyReport,
    OutsideFolder {
        path: String,
    },
    /// A list has a name that no CSV file should have.
    ListName {
        name: String,
    },
    /// Two lists have the same name.
    ListTwice {
        name: String,
    },
    /// A list does not say who agreed to be on it.
    NoConsent,
    AlertCondition,
    AlertThreshold,
    AlertNoMetric {
        name: String,
    },
    FallOf,
}

/// A `noise` that no difference of the metric could be held against.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NoiseError {
    /// Groups are never compared on such a metric.
    NotCompared,
    OfShare,
    OfNumber {
        percent: bool,
    },
    OutOfRange {
        widest: Option<f64>,
    },
}
