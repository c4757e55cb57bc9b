//! The page that lists the others.

use crate::cells::{Dimension, Place, Tallied};
use crate::figures::benchmarks::beside;
use crate::figures::context::Context;
use crate::figures::disclosure::Protected;
use crate::figures::figure::{Spot, facts, figure, hidden};
use crate::figures::model::{
    Absent, BenchmarkedQuantity, Figure, Figures, Kpi, ListedPage, Pages, Section, Summary,
};
use crate::figures::sample::{Sample, Samples};
use crate::figures::table::dimension;
use crate::figures::tallies::Tallies;
use crate::figures::{Provenance, about, as_of, base, cited, page_wide};
use crate::language::query::{AnswerId, MetricId, Query, Report};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::{OfAll, Value, Values, key_figures};

/// Section of the figures of all respondents on a page of some of them.
const OF_ALL: &str = "all";
/// Id of the list.
const ID: &str = "pages-1";

/// Asks for the key figures by page, and for those of all.
pub fn ask(query: &Query, report: &Report, by: AnswerId, tallies: &dyn Tallies) {
    let dimension = dimension(query, by);
    tallies.groups(Tallied::responses(vec![dimension.clone()]));
    for metric in key_figures(report) {
        KeyFigure::ask(query, tallies, metric, &dimension);
    }
}

/// A key figure of all, and by page.
struct KeyFigure {
    metric: MetricId,
    all: Sample,
    by_page: Samples,
}

impl KeyFigure {
    fn ask(query: &Query, tallies: &dyn Tallies, metric: MetricId, by: &Dimension) -> Self {
        let all = Samples::ask(query, tallies, metric, &[]);
        Self {
            metric,
            all: all.total().clone(),
            by_page: Samples::ask(query, tallies, metric, std::slice::from_ref(by)),
        }
    }

    /// The figure of a page.
    fn at(&self, query: &Query, by: AnswerId, value: &Value) -> Figure {
        let name = &query.answer(by).name;
        let spot = Spot {
            by: Some(name),
            segment: Some(&value.label),
            ..Spot::of(ID)
        };
        figure(query, self.metric, self.sample(&value.place), spot)
    }

    fn sample(&self, place: &Place) -> &Sample {
        self.by_page.at(std::slice::from_ref(place))
    }

    /// The figure of all, hidden where the pages' figures would leave that of a few.
    fn of_all(&self, query: &Query, pages: &[Figure]) -> Figure {
        let all = figure(query, self.metric, &self.all, Spot::of(OF_ALL));
        let shown: u64 = pages.iter().filter_map(|figure| figure.n).sum();
        let left = self.all.n().saturating_sub(shown);
        if (1..SUPPRESSED_BELOW).contains(&left) {
            hidden(all)
        } else {
            all
        }
    }
}

/// The list on its way.
pub struct List<'q> {
    query: &'q Query,
    /// The key figures of all respondents.
    pub of_all: OfAll,
    key_figures: Vec<KeyFigure>,
    pages: Pages,
}

impl<'q> List<'q> {
    /// The list of the values with a page.
    pub fn new(
        query: &'q Query,
        report: &Report,
        by: AnswerId,
        protected: &Protected<'_>,
        values: &Values,
    ) -> Self {
        let dimension = dimension(query, by);
        let key_figures: Vec<KeyFigure> = key_figures(report)
            .into_iter()
            .map(|metric| KeyFigure::ask(query, protected, metric, &dimension))
            .collect();
        let mut of_all = OfAll::new();
        let mut figures: Vec<Vec<Figure>> = vec![Vec::new(); values.shown.len()];
        for key_figure in &key_figures {
            let shown = values.shown.iter();
            let column: Vec<Figure> = shown.map(|v| key_figure.at(query, by, v)).collect();
            of_all.insert(key_figure.metric, key_figure.of_all(query, &column));
            for (row, figure) in figures.iter_mut().zip(column) {
                row.push(figure);
            }
        }
        let of = query.answer(by);
        let listed = values.shown.iter().zip(figures);
        Self {
            query,
            of_all,
            pages: Pages {
                id: ID.to_owned(),
                by: of.name.clone(),
                label: of.label.clone().unwrap_or_else(|| of.header.clone()),
                metrics: key_figures
                    .iter()
                    .map(|key_figure| facts(query, key_figure.metric))
                    .collect(),
                pages: listed
                    .map(|(value, figures)| ListedPage {
                        value: value.label.clone(),
                        name: value.name.clone(),
                        n: value.n,
                        figures,
                    })
                    .collect(),
                hidden: values.hidden.clone(),
                unknown: values.unknown,
            },
            key_figures,
        }
    }

    /// The page: the key figures of all, and the list.
    pub fn page(
        &self,
        report: &Report,
        protected: &Protected<'_>,
        provenance: &Provenance,
    ) -> Figures {
        let query = self.query;
        let cells = protected.cells();
        let context = Context {
            query,
            report,
            tallies: protected,
            as_of: as_of(cells, provenance),
            of_all: None,
        };
        let kpis: Vec<Kpi> = self.key_figures.iter().map(|one| self.kpi(one)).collect();
        let beside: Vec<String> = kpis
            .iter()
            .filter_map(|kpi| Some(kpi.benchmark.as_ref()?.benchmark.clone()))
            .collect();
        let mut base = base::base(&context);
        let beside_rate = base.response_benchmark.as_ref().map(|one| &one.benchmark);
        let mut benchmarks = cited(query, report, &base);
        benchmarks.retain(|benchmark| {
            beside.contains(&benchmark.id) || beside_rate == Some(&benchmark.id)
        });
        let mut sections = Vec::new();
        if !kpis.is_empty() {
            let id = "summary-1".to_owned();
            sections.push(Section::Summary(Summary { id, kpis }));
        }
        sections.push(Section::Pages(self.pages.clone()));
        let comparisons = page_wide::correct(&mut base, &mut sections);
        Figures {
            about: about(report, cells, provenance, context.as_of),
            base,
            split: None,
            comparisons_made: comparisons.made,
            comparisons_clear: comparisons.clear,
            benchmarks,
            sections,
            ledger: cells.ledger.clone(),
        }
    }

    fn kpi(&self, key_figure: &KeyFigure) -> Kpi {
        let of = self.query.metric(key_figure.metric);
        let figure = self.of_all[&key_figure.metric].clone();
        let shown = figure.absent != Some(Absent::SmallBase);
        let benchmark = of.benchmark.filter(|_| shown);
        Kpi {
            metric: facts(self.query, key_figure.metric),
            history: Vec::new(),
            change: None,
            benchmark: benchmark.map(|benchmark| {
                let quantity = BenchmarkedQuantity::Figure;
                beside(self.query, benchmark, of, &key_figure.all, quantity)
            }),
            of_all: None,
            figure: Figure {
                section: "summary-1".to_owned(),
                ..figure
            },
        }
    }
}
