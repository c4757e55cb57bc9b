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
//! | ratio of shares | [`two_groups::risk_ratio`] | Miettinen–Nurminen score interval |
//! | difference of scores | [`two_groups::nps`] | z of adjusted scores |
//! | difference of means | [`two_groups::means`] | Welch on linearised standard errors |
//! | difference of medians, quantiles | [`two_groups::quantiles`] | MOVER from order-statistic intervals; rank test |
//! | two rating distributions | [`two_groups::rank_sum`] | Mann–Whitney with ties, exact for few, Lumley–Scott for weights |
//! | probability of superiority, Cliff's delta | [`two_groups::superiority`] | placements, logit interval |
//! | Cohen's h, Hedges' g | [`two_groups::effect_size`] | arcsine; exact J, normal interval |
//! | smallest detectable difference | [`two_groups::power`] | 80 % power |
//! | weighted ranks of k groups | [`many_groups::weighted_rank`] | Lumley–Scott |
//! | multiplicity | [`many_groups::multiplicity`] | Holm in a section, Benjamini–Hochberg for scans |
//! | column letters | [`many_groups::letters`] | pooled z on effective bases, Holm within the row |
//! | published figure | [`rules::published`] | score test at the value and its rounding limits |
//! | small base | [`rules::small_base`] | under 10 hidden, under 30 flagged |
//! | which cells to hide | [`rules::suppression`] | complementary, by rows or rows and columns |
//!
//! A new method is one new file, its name in [`Method`], and a row here.

pub mod many_groups;
pub mod one_group;
pub mod rules;
pub mod special;
pub mod two_groups;

mod absent;
mod binary;
mod contrast;
mod distribution;
mod estimate;
mod level;
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
