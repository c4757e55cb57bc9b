//! Estimates, intervals, tests and effect sizes as pure functions on small arrays.
//!
//! Nothing here knows of files, columns, queries or languages. Groups come in as one of four
//! things, each of which adds up from parts:
//!
//! | type | what it holds | for |
//! |---|---|---|
//! | [`Tally`] | n, Σw, Σw² | counts and bases |
//! | [`Binary`] | tallies of yes and no | shares |
//! | [`Distribution`] | a histogram: each value with its tally | ratings, medians, anything with few values |
//! | [`Moments`] | mean and centred second moments | means and sums of continuous numbers |
//!
//! and results go out as an [`Estimate`] (one group), a [`Contrast`] (two groups) or a [`Test`].
//! What can't be computed is absent with its reason ([`Absent`]), never 0, 100 % or an interval
//! without width. No function panics or gives back a number that isn't one. Shares lie between 0 and 1, net promoter
//! scores between −1 and 1. Weights are never counts: intervals and tests rest on effective numbers
//! of answers or on linearised variances, equal weights give the unweighted result, and multiplying
//! all weights by a number changes nothing.
//!
//! # Which method for what
//!
//! | quantity | file | default method |
//! |---|---|---|
//! | share, top box, CSAT, CES | [`one_group::share`] | Wilson on the effective number of answers |
//! | net promoter score | [`one_group::nps`] | adjusted Wald (3, T) on the effective number |
//! | mean | [`one_group::mean`] | t on the linearised standard error |
//! | median, quantile | [`one_group::quantile`] | "school" rule, exact binomial ranks on ⌊Kish⌋ |
//! | standard deviation | [`one_group::spread`] | log interval by the delta method |
//! | sum; count, minimum, maximum | [`one_group::total`] | linearised t; no interval |
//! | quotient of two estimates | [`one_group::ratio`] | Fieller, least favourable covariance |
//! | difference of shares | [`two_groups::shares`] | Newcombe; pooled z or Fisher by expected counts |
//! | the same, other intervals | [`two_groups::score_difference`] | Miettinen–Nurminen, Mee, Agresti–Caffo, where asked for |
//! | ratio of shares | [`two_groups::risk_ratio`] | Miettinen–Nurminen score interval |
//! | difference of scores | [`two_groups::nps`] | z of adjusted scores |
//! | difference of means | [`two_groups::means`] | Welch on linearised standard errors |
//! | the same of skewed numbers | [`two_groups::pooled_means`] | Student's t beside Welch's |
//! | difference of medians, quantiles | [`two_groups::quantiles`] | MOVER from order-statistic intervals; rank test |
//! | two rating distributions | [`two_groups::rank_sum`] | Mann–Whitney with ties, exact for few, Lumley–Scott for weights |
//! | probability of superiority, Cliff's delta | [`two_groups::superiority`] | placements, logit interval |
//! | Cohen's h, Hedges' g | [`two_groups::effect_size`] | arcsine; exact J, normal interval |
//! | smallest detectable difference | [`two_groups::power`] | 80 % power |
//! | odds ratio | [`two_groups::odds_ratio`] | Woolf; exact conditional for small counts |
//! | k rating distributions | [`many_groups::kruskal_wallis`] | Kruskal–Wallis with ties, Dunn with Holm |
//! | k means | [`many_groups::welch_anova`] | Welch on linearised standard errors |
//! | crosstab, Cramér's V | [`many_groups::contingency`] | Pearson or permutation; V corrected for bias |
//! | weighted crosstab | [`many_groups::rao_scott`] | second-order F |
//! | weighted ranks of k groups | [`many_groups::weighted_rank`] | Lumley–Scott |
//! | multiplicity | [`many_groups::multiplicity`] | Holm in a section, Benjamini–Hochberg for scans |
//! | column letters | [`many_groups::letters`] | pooled z on effective bases, Holm within the row |
//! | trend of shares | [`over_time::share_trend`] | Cochran–Armitage, calendar time |
//! | trend of a series | [`over_time::series_trend`] | Mann–Kendall, Sen's slope |
//! | control chart of shares | [`over_time::control_chart`] | p chart, exact limits, Laney p′ |
//! | control chart of scores and means | [`over_time::xmr`] | XmR |
//! | adjusted for a segment | [`adjustment::mantel_haenszel`] | Mantel–Haenszel, RBG interval, CMH test |
//! | adjusted difference of means or scores | [`adjustment::stratified`] | Mantel–Haenszel weights, pooled variances, t |
//! | standardised figure | [`adjustment::standardisation`] | direct, MOVER interval |
//! | change of a total | [`adjustment::kitagawa`] | mix and rate |
//! | weights to known margins | [`adjustment::raking`], [`adjustment::trimming`] | iterative proportional fitting, capped |
//! | drivers | [`drivers::shapley`], [`drivers::relative_weights`] | LMG up to 16 drivers, Johnson beyond |
//! | shares of importance with intervals | [`drivers::importance`] | delete-a-group jackknife |
//! | drivers of a yes or no | [`drivers::logistic`] | standardised logistic coefficients |
//! | importance and performance | [`drivers::quadrants`] | cut at the means |
//! | ranking of units by a share | [`units::beta_binomial`] | empirical Bayes, marginal likelihood |
//! | ranking of units by a mean or score | [`units::normal_normal`] | empirical Bayes, Paule–Mandel |
//! | repeated customers | [`clustered`] | linearisation over customers |
//! | the same in several groups, over time | [`clustered::many`] | Wald, Rao–Scott, regression on time |
//! | the same, adjusted for a segment | [`adjustment::of_customers`] | Mantel–Haenszel weights, t |
//! | verdict | [`rules::verdict`] | adjusted p below 1 − level |
//! | published figure | [`rules::published`] | score test at the value and its rounding limits |
//! | small base | [`rules::small_base`] | under 10 hidden, under 30 flagged |
//! | which cells to hide | [`rules::suppression`] | complementary, by rows or rows and columns |
//!
//! A new method is one new file, its name in [`Method`], and a row here.

pub mod adjustment;
pub mod clustered;
pub mod drivers;
pub mod many_groups;
pub mod one_group;
pub mod over_time;
pub mod rules;
pub mod special;
pub mod two_groups;
pub mod units;

mod absent;
mod binary;
mod contrast;
mod distribution;
mod estimate;
mod level;
mod linear;
mod method;
mod moments;
mod tally;

pub use absent::Absent;
pub use binary::Binary;
pub use contrast::{Contrast, Test};
pub use distribution::Distribution;
pub use estimate::{Estimate, Interval};
pub use level::Level;
pub use method::Method;
pub use moments::Moments;
pub use tally::Tally;
