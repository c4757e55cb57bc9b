//! What metrics, groups and bands are called: as a title, inside a sentence, as the head of a
//! narrow column.

use super::context::Context;
use super::locale::{capitalised, shortened};
use crate::figures::model::{Group, MetricFacts, Unit};

/// A label in a sentence is cut beyond so many characters, and one in an enumeration
/// or a narrow column sooner.
const IN_A_SENTENCE: usize = 70;
const IN_A_LIST: usize = 40;
const IN_A_COLUMN: usize = 24;

impl Context<'_> {
    /// The metric's label as the analyst wrote it, for the beginning of a sentence.
    pub fn label(&self, metric: &MetricFacts) -> String {
        let label = self.locale.data(&shortened(&metric.label, IN_A_SENTENCE));
        if label.is_empty() {
            self.locale.data(&metric.name)
        } else {
            label
        }
    }

    /// The metric's label inside a sentence: in quotation marks, so that neither its capital
    /// nor its grammar has to fit.
    pub fn quoted(&self, metric: &MetricFacts) -> String {
        self.say("quoted", &[("label", &self.label(metric))])
    }

    /// The metric as the subject of a sentence: shares are called by an answer, so they stand in
    /// quotation marks.
    pub fn subject(&self, metric: &MetricFacts) -> String {
        if metric.unit == Unit::Share {
            self.quoted(metric)
        } else {
            self.label(metric)
        }
    }

    /// The metric's label at the beginning of a cell or a caption.
    pub fn title(&self, metric: &MetricFacts) -> String {
        capitalised(&self.label(metric))
    }

    /// The analyst's unit of a metric's numbers, where it has one.
    pub fn unit(&self, metric: &MetricFacts) -> Option<String> {
        match &metric.unit {
            Unit::Number(Some(unit)) => Some(self.locale.data(unit)),
            _ => None,
        }
    }

    /// A group inside a sentence: "satisfied customers" for the names that every survey has and
    /// for labels that are adjectives, a label that begins small as it is, others in quotation
    /// marks.
    pub fn group(&self, group: &Group) -> String {
        self.or_rest(group, self.whole(group))
    }

    /// The name of a group, or of the rest of it where only that is meant.
    fn or_rest(&self, group: &Group, name: String) -> String {
        if group.rest {
            self.say("rest_of_group", &[("group", &name)])
        } else {
            name
        }
    }

    /// The same of the whole segment, also where the group is only the rest of it.
    pub fn whole(&self, group: &Group) -> String {
        self.segment(&group.name, &group.label)
    }

    /// A segment inside a sentence, by its name in the query and its label.
    pub fn segment(&self, name: &str, label: &str) -> String {
        let is_name = is_name(label, name);
        let known = is_name
            .then(|| self.locale.try_say(&format!("group_{name}"), &[]))
            .flatten();
        known.unwrap_or_else(|| {
            let label = shortened(label, IN_A_SENTENCE);
            if self.is_adjective(&label) {
                let label = self.locale.data(&label.to_lowercase());
                return self.say("group_adjective", &[("label", &label)]);
            }
            let label = self.locale.data(&label);
            if !is_name && label.chars().next().is_some_and(char::is_lowercase) {
                return label;
            }
            self.say("group_other", &[("label", &label)])
        })
    }

    /// A group's name in an enumeration: "satisfied", "phone customers", "United States".
    pub fn group_name(&self, group: &Group) -> String {
        let short = shortened(&group.label, IN_A_LIST);
        let label = self.band(&group.name, &short);
        if self.is_adjective(&label) {
            return self.or_rest(group, label.to_lowercase());
        }
        let own = self.locale.data(&short.replace('_', " "));
        let is_own = capitalised(&own) == label;
        self.or_rest(group, if is_own { own } else { label })
    }

    /// Both groups of a comparison as its name: "Satisfied and dissatisfied", "United States vs
    /// UK and Mexico"; of more groups "Phone, chat and e-mail".
    pub fn all_groups(&self, groups: &[Group]) -> String {
        let mut names: Vec<String> = groups.iter().map(|group| self.group_name(group)).collect();
        let right = names.pop().unwrap_or_default();
        let left = names.join(&self.say("list_comma", &[]));
        let conjunctions = self.say("conjunctions", &[]);
        let mut words = left.split_whitespace().chain(right.split_whitespace());
        let is_compound = words.any(|word| conjunctions.split_whitespace().any(|c| c == word));
        let key = if is_compound {
            "nav_compare_compound"
        } else {
            "nav_compare"
        };
        capitalised(&self.say(key, &[("left", &left), ("right", &right)]))
    }

    /// The groups of a comparison for a sentence about two: the last, and all others as a list.
    pub fn first_and_last(&self, groups: &[Group]) -> (String, String) {
        let mut names: Vec<String> = groups.iter().map(|group| self.group(group)).collect();
        let last = names.pop().unwrap_or_default();
        (names.join(&self.say("list_comma", &[])), last)
    }

    /// Whether a label consists of words like "satisfied", which need a noun behind them.
    fn is_adjective(&self, label: &str) -> bool {
        let known = self.say("group_adjectives", &[]);
        let label = label.to_lowercase();
        let mut words = label.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|word| known.split_whitespace().any(|adjective| adjective == word))
    }

    /// A group as a title.
    pub fn group_label(&self, group: &Group) -> String {
        capitalised(&self.or_rest(group, self.band(&group.name, &group.label)))
    }

    /// A group as the head of a column: long labels are cut, the legend has them whole.
    pub fn group_head(&self, group: &Group) -> String {
        let name = self.band(&group.name, &shortened(&group.label, IN_A_COLUMN));
        capitalised(&self.or_rest(group, name))
    }

    /// The name of a band or a segment in the page's language, where it is one that every
    /// survey has and the analyst gave it no label.
    pub fn band(&self, name: &str, label: &str) -> String {
        if (label.is_empty() || is_name(label, name))
            && let Some(known) = self.locale.try_say(&format!("band_{name}"), &[])
        {
            return known;
        }
        let label = if label.is_empty() { name } else { label };
        capitalised(&self.locale.data(&label.replace('_', " ")))
    }
}

/// Whether a label says no more than the name in the query.
fn is_name(label: &str, name: &str) -> bool {
    label.replace(' ', "_").to_lowercase() == name.to_lowercase()
}
