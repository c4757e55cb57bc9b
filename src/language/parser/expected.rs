//! The grammar's rules in words that an analyst would use.

use super::Rule;
use crate::language::error::Expected;

/// What an analyst would call what a rule reads.
pub(super) fn expectation(rule: Rule) -> Option<Expected> {
    Some(match rule {
        Rule::EOI
        | Rule::file
        | Rule::USE
        | Rule::FIELD
        | Rule::SEGMENT
        | Rule::METRIC
        | Rule::BENCHMARK
        | Rule::REPORT
        | Rule::ALERT
        | Rule::statement => Expected::End,
        Rule::EQUALS => Expected::Mark("="),
        Rule::COMMA => Expected::Mark(","),
        Rule::OPEN => Expected::Mark("{"),
        Rule::CLOSE => Expected::Mark("}"),
        Rule::PAREN | Rule::arguments | Rule::list => Expected::Mark("("),
        Rule::END_PAREN => Expected::Mark(")"),
        Rule::DOTS => Expected::Mark(".."),
        Rule::DIVIDE => Expected::Mark("/"),
        Rule::PLUS | Rule::MINUS | Rule::TIMES | Rule::comparator => Expected::Operator,
        Rule::is_band | Rule::among | Rule::matches | Rule::has | Rule::HAS => Expected::Operator,
        Rule::CONTAINS | Rule::STARTS | Rule::ENDS | Rule::AND | Rule::OR => Expected::Operator,
        Rule::YES_NO | Rule::measurement => Expected::Measurement,
        Rule::name | Rule::names | Rule::formula | Rule::measure | Rule::reference => {
            Expected::Name
        }
        Rule::figure => Expected::Figure,
        Rule::string => Expected::Text,
        Rule::number | Rule::code | Rule::scale | Rule::digits => Expected::Number,
        Rule::date => Expected::Date,
        Rule::value | Rule::values | Rule::literal | Rule::value_range => Expected::Value,
        Rule::unit => Expected::Unit,
        Rule::period => Expected::Period,
        Rule::direction => Expected::Direction,
        Rule::date_order | Rule::date_reading => Expected::DateOrder,
        Rule::condition | Rule::conjunction | Rule::negation | Rule::comparison => {
            Expected::Condition
        }
        Rule::sum | Rule::product | Rule::factor => Expected::Operand,
        Rule::band | Rule::label | Rule::not_applicable | Rule::meanings => Expected::Meaning,
        Rule::alike | Rule::STRAIGHT_LINERS => Expected::Keyword("straight-liners".to_owned()),
        rule if begins_block_line(rule) => Expected::BlockLine,
        keyword => Expected::Keyword(format!("{keyword:?}").to_lowercase().replace('_', " ")),
    })
}

/// Whether a line of the block of a source or report begins with this, and nothing else does.
fn begins_block_line(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::response_date
            | Rule::key
            | Rule::customer
            | Rule::weight
            | Rule::keep
            | Rule::invited
            | Rule::tolerate
            | Rule::delimiter
            | Rule::dialect
            | Rule::encoding
            | Rule::accept
            | Rule::join
            | Rule::within
            | Rule::exclude
            | Rule::KEY
            | Rule::CUSTOMER
            | Rule::WEIGHT
            | Rule::INVITED
            | Rule::TOLERATE
            | Rule::DECIMAL
            | Rule::DELIMITER
            | Rule::DIALECT
            | Rule::ENCODING
            | Rule::ACCEPT
            | Rule::JOIN
            | Rule::PERIOD
            | Rule::EXCLUDE
            | Rule::subtitle
            | Rule::note
            | Rule::summary
            | Rule::compare
            | Rule::trend
            | Rule::table
            | Rule::paragraph
            | Rule::drivers
            | Rule::journey
            | Rule::reasons
            | Rule::ranking
            | Rule::gap
            | Rule::stake
            | Rule::answers
            | Rule::quotes
            | Rule::followup
            | Rule::SUBTITLE
            | Rule::NOTE
            | Rule::SUMMARY
            | Rule::COMPARE
            | Rule::TREND
            | Rule::TABLE
            | Rule::DRIVERS
            | Rule::JOURNEY
            | Rule::REASONS
            | Rule::RANKING
            | Rule::GAP
            | Rule::VALUE
            | Rule::ANSWERS
            | Rule::QUOTES
            | Rule::FOLLOWUP
    )
}
