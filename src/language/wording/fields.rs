//! Words for the statements `source` and `field`.

use super::terms;
use crate::diagnostics::{Diagnostic, Place};
use crate::language::error::{FieldError, What};
use crate::language::sources::Sources;
use crate::language::span::Span;

pub(super) fn field(error: &FieldError, span: Span, sources: &Sources) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    match error {
        FieldError::NoSource => at("no-source", "the file does not say where the answers come from".to_owned())
            .help("add `source responses = \"export.csv\"`"),
        FieldError::NothingToBuild { definitions } => {
            let message = if *definitions { "the file only defines names; there is nothing to build" } else { "the file has no report; there is nothing to build" };
            let help = if *definitions { "name it in other files: `use \"…\"`" } else { "add `report \"Title\" { summary … }`" };
            let diagnostic = at("nothing-to-build", message.to_owned()).help(help).warning();
            Diagnostic { place: Place::File(sources.path(span.file).to_owned()), ..diagnostic }
        }
        FieldError::SecondSource { first } => at("second-source", format!("a query has one source, and there is `{first}` already"))
            .help("several files of one survey stand behind it, one after the other or as a pattern: \"2025.csv\", \"exports/*.csv\"; a file of customers or tickets is joined to it: join \"customers.csv\" on CustomerId"),
        FieldError::PartTwice { part } => at("said-twice", format!("`{part}` is said twice")).help("keep one of them"),
        FieldError::ScaleUpsideDown { low, high } => at("bad-scale", format!("a scale goes from its lowest to its highest code; {low}..{high} does not"))
            .help(format!("write `{high}..{low}`; if low is good, say so: `, low is good`")),
        FieldError::ScaleTooWide { most } => at("bad-scale", format!("a scale has at most {most} codes"))
            .help("declare it `as number`"),
        FieldError::NotWhole => at("bad-code", "the codes of a scale are whole numbers".to_owned()).help("a range is written with two dots: `4..5`"),
        FieldError::OutsideScale { code, low, high } => at("outside-scale", format!("{code} is not on the scale from {low} to {high}"))
            .help("if the file has such values as \"no answer\" write `missing` before them"),
        FieldError::RangeUpsideDown => at("bad-range", "a range goes from low to high".to_owned()),
        FieldError::OpenRange => at("bad-range", "this range needs both its ends".to_owned()),
        FieldError::BandsOverlap { band, other, value } if band == other => at("bands-overlap", format!("`{band}` names {value} twice")),
        FieldError::BandsOverlap { band, other, value } => at("bands-overlap", format!("{value} can't be both `{other}` and `{band}`"))
            .help("each value belongs to one band"),
        FieldError::TooMany { of, most } => at("too-many", format!("at most {most} {of} can be given here"))
            .help(match *of {
                "quotes" => "a page is no archive: write a smaller number",
                _ => "leave some of them out",
            }),
        FieldError::BandsNotHere { what } => at("no-bands", format!("{} has no bands", terms::what(what)))
            .help(match what {
                What::Choices => "ask for an option: `segment slow = reasons has \"Slow reply\"`",
                _ => "name the part you mean with `segment`",
            }),
        FieldError::LabelsNotHere { what } => at("no-labels", format!("{} has no codes that a text could stand for", terms::what(what))),
        FieldError::LabelTwice { text } => at("said-twice", format!("{} already has a meaning", terms::quoted(text.trim_matches('"'))))
            .help("each value means one thing"),
        FieldError::TextForCodes { band } => at("bad-band", format!("the band `{band}` of a scale is made of codes, not texts"))
            .help(format!("write `{band} 4..5`; for a file with words say what each stands for: `5 \"Very satisfied\"`")),
        FieldError::TextForNumbers { band } => at("bad-band", format!("the band `{band}` of a number is made of numbers, not texts"))
            .help(format!("write `{band} 0..5`, or `{band} 15..` for all from 15 on")),
        FieldError::RangeForTexts { band } => at("bad-band", format!("`{band}` is a range; here each value is named by itself"))
            .help("write the values one by one, in double quotes"),
        FieldError::UnknownBuiltIn { name, bands, what } => at("unknown-band", format!("{} has no band `{name}`", terms::what(what)))
            .help(format!("it has {}", terms::all(&terms::ticked(bands)))),
        FieldError::BuiltIn { name, what } => at("defined-twice", format!("{} has a band `{name}` of its own", terms::what(what)))
            .help("choose another name, or declare the field as `rating 0..10`"),
        FieldError::NoSplit => at("no-split", "it is not said what stands between two choices in a cell".to_owned())
            .help("write `choices split \";\"`; if each option has a column, name the columns: `= Q1_1, Q1_2 as choices`"),
        FieldError::SplitOfColumns => at("no-split", "each option has a column of its own here, so nothing stands between two of them".to_owned())
            .help("take `split` away"),
        FieldError::OneColumn { what } => at("one-column", format!("{} is the answer in one column", terms::what(what)))
            .help("several columns are one question only where each is an option: `as choices`"),
        FieldError::CodeOfColumns { code } => at("no-labels", format!("options that are columns have no codes; {code} stands for none"))
            .help("name the options in the order of the columns: `options \"…\", \"…\"`"),
        FieldError::OptionsOfColumns { counts: (options, columns) } => at("bad-options", format!("{options} options are named for {columns} columns"))
            .help("name one for each column, in the order of the columns"),
        FieldError::ElapsedUnit => at("no-unit", "the time between two columns needs a unit of time".to_owned())
            .help("write `number in minutes`, or seconds, hours, days"),
        FieldError::Decimal => at("bad-decimal", "the decimal mark is \".\" or \",\"".to_owned()),
        FieldError::OptionsNotHere { what } => at("bad-options", format!("{} has no options", terms::what(what)))
            .help("options are those of a question `as choices`"),
        FieldError::EmptyText { of } => at("empty-text", format!("{} can't be empty", match *of { "split" => "what stands between two choices", other => other })),
        FieldError::EffortWithoutDirection => at("no-direction", "it is not said which end of the effort is the easy one".to_owned())
            .help("add `, high is easy` or `, high is hard`"),
        FieldError::DirectionNotHere { what: What::Nps | What::Smiley } => at("no-direction", "which end is good follows from the type".to_owned())
            .help("take it away"),
        FieldError::DirectionNotHere { what } => at("no-direction", format!("{} has no good and no bad end", terms::what(what)))
            .help("take it away"),
        FieldError::EasyNotHere { what: What::Number } => at("no-direction", "here an end is good: `high is good` or `low is good`".to_owned()),
        FieldError::EasyNotHere { what } => at("no-direction", format!("`easy` and `hard` are said of an effort; this is {}", terms::what(what)))
            .help("write `high is good` or `low is good`"),
        FieldError::Delimiter => at("bad-delimiter", "a delimiter is one mark, such as \",\", \";\", \"\\t\" or \"|\"".to_owned()),
        FieldError::Tolerance => at("bad-tolerance", "the tolerated share of unreadable answers is a percentage".to_owned())
            .help("write `tolerate 1%`"),
        FieldError::RakedBy { name, what } => at("raked-by", format!("`{name}` is {}; weights are raked by answers that are one of a few", terms::what(what)))
            .help("rake by a `category` or a scale; of a number, add a column of groups to the file"),
        FieldError::RakedTwice { name } => at("said-twice", format!("weights are raked by `{name}` twice")),
        FieldError::Targets(error) => super::targets::targets(error, span),
        FieldError::SpeedLimit { of_median: true } => at("bad-limit", "a share of the median lies between 0% and 100%".to_owned())
            .help("write `exclude speeders duration below 40% of median`"),
        FieldError::SpeedLimit { of_median: false } => at("bad-limit", "the shortest time that counts is a number above 0, in the unit of the field".to_owned())
            .help("write `exclude speeders duration below 2`, or `below 40% of median`"),
        FieldError::AnsweredBelow { all } => at("bad-count", format!("so many answers can't be asked for; {all} are named here"))
            .help(format!("write a whole number from 1 to {all}, or a percentage of them: `below 80%`")),
        FieldError::FewAlike => at("too-few", "one and the same answer to fewer than three questions is no pattern".to_owned())
            .help("name all questions of the block, best one with questions put both ways round"),
        FieldError::ScalesDiffer { name, first } => at("bad-scale", format!("`{name}` has another scale than `{first}`"))
            .help("the same code is the same answer only on one scale; name the questions of one block"),
        FieldError::NotOfList { name, list } => at("not-of-list", format!("`{name}` is no column of `{list}`"))
            .help(format!("of those who did not answer only `{list}` knows something: group by its columns")),
        FieldError::NoList { name, near } => {
            at("unknown-name", format!("there is no joined file, segment, field or column `{name}`")).help(format!(
                "{}to join a list of those who were asked write `join \"{name}.csv\" on CustomerId`",
                terms::did_you_mean(near).map_or(String::new(), |near| format!("{near} Otherwise, "))
            ))
        }
        FieldError::NotInvited { name, what } => at("not-invited", format!("`{name}` is {}; it does not say who was invited", terms::what(what)))
            .help("name a number, the joined file, a segment, or a column of yes and no"),
        FieldError::Count { of } => at("bad-count", format!("`{of}` takes a whole number of at least 1"))
            .help(match *of {
                "quotes" => "write how many of each group: `quotes comment of dissatisfied, 12`",
                "invited" => "write how many people were asked: `invited 12_400`",
                _ => "write a number such as 12",
            }),
    }
}
