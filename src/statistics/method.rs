//! The methods by name, in plain words and as a methods section has them.

macro_rules! methods {
    ($($name:ident $plain:literal $section:literal,)*) => {
        /// How an interval was made or a test was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Method {
            $(#[doc = $section] $name,)*
        }

        impl Method {
            /// All of them.
            pub const ALL: &'static [Method] = &[$(Method::$name,)*];

            /// The method in plain words: "Wilson interval on the effective number of answers".
            pub fn name(self) -> &'static str {
                match self { $(Method::$name => $plain,)* }
            }

            /// The method as a sentence fit for a methods section.
            pub fn for_methods_section(self) -> &'static str {
                match self { $(Method::$name => $section,)* }
            }
        }
    };
}

impl Method {
    /// The name where the answers' variance is clustered by customer.
    pub fn clustered_name(self) -> String {
        let name = self.name();
        let is_known = name.ends_with(CLUSTERED);
        if is_known || matches!(self, Method::Counted | Method::StandardDeviation) {
            name.to_owned()
        } else {
            format!("{name}, {CLUSTERED}")
        }
    }

    /// The name without what [`Method::clustered_name`] adds to it, if it does.
    pub fn unclustered(name: &str) -> Option<&str> {
        name.strip_suffix(CLUSTERED)?.strip_suffix(", ")
    }
}

/// What the names of clustered methods end with.
const CLUSTERED: &str = "clustered by customer";

methods! {
    // One group.
    Wilson "Wilson interval on the effective number of answers"
        "Shares have Wilson score intervals on the effective sample size, the smaller of Kish's and of that implied by the linearised variance (Wilson 1927; Franco et al. 2019).",
    ClopperPearson "exact interval on the effective number of answers"
        "Shares have Clopper–Pearson intervals on the effective sample size (Korn & Graubard 1998).",
    AdjustedWaldNps "adjusted Wald interval on the effective number of answers"
        "Net promoter scores have adjusted Wald intervals with three pseudo-observations on the effective sample size (Rocks 2016).",
    StudentMean "t interval on the linearised standard error"
        "Means have Student t intervals with n − 1 degrees of freedom on Taylor-linearised standard errors.",
    BinomialRanks "interval of exact binomial ranks"
        "Quantiles follow the averaged inverse distribution function (Hyndman & Fan type 2); their intervals are exact order-statistic intervals on Kish's effective sample size.",
    StandardDeviation "standard deviation without an interval"
        "Standard deviations are weighted with the factor n/(n − 1).",
    LogDelta "log interval by the delta method"
        "Standard deviations have intervals on the log scale from the linearised variance of the squared deviations.",
    StudentTotal "t interval on the linearised standard error of the sum"
        "Totals have Student t intervals with n − 1 degrees of freedom on linearised standard errors.",
    Counted "counted"
        "Counts, minima and maxima describe the answers received and have no interval.",
    Fieller "Fieller interval"
        "Ratios of estimates have Fieller intervals (Fieller 1954).",
    FiellerOuter "Fieller interval that holds whatever the two estimates have in common"
        "Ratios of estimates from the same respondents have Fieller intervals with the least favourable covariance.",
    // Two groups.
    Newcombe "Newcombe interval on the effective numbers of answers"
        "Differences of shares have Newcombe's hybrid score intervals on effective sample sizes (Newcombe 1998, method 10).",
    PooledZ "pooled z test"
        "Shares were compared by the pooled z test (Pearson's chi-square test without continuity correction) where all expected counts were at least five.",
    FisherExact "Fisher's exact test"
        "Shares were compared by Fisher's exact test where an expected count was under five.",
    AdjustedNpsDifference "z interval of adjusted scores"
        "Differences of net promoter scores have intervals from adjusted scores and their standard errors.",
    AdjustedNpsZ "z test of adjusted scores"
        "Net promoter scores were compared by the z test of adjusted scores (Lewis & Sauro).",
    WelchInterval "Welch interval on linearised standard errors"
        "Differences of means have Welch intervals with Satterthwaite's degrees of freedom on linearised standard errors.",
    WelchT "Welch's t test"
        "Means were compared by Welch's t test on linearised standard errors; a difference was called clear only where Student's test with one variance agreed.",
    MedianDifference "interval combined from those of the two quantiles"
        "Differences of quantiles have intervals recovered from the two order-statistic intervals (MOVER; Zou & Donner 2008).",
    PooledQuantile "pooled z test of the shares above the common quantile"
        "Quantiles were compared through the shares above the pooled quantile (Mood's test).",
    ScoreRatio "score interval of the ratio"
        "Risk ratios have score intervals on effective sample sizes (Miettinen & Nurminen 1985).",
    ScoreTest "score test"
        "Ratios and shares were tested against fixed values by score tests.",
    MannWhitney "Mann–Whitney test with ties"
        "Ratings were compared by the Mann–Whitney test with tie and continuity correction.",
    MannWhitneyExact "exact Mann–Whitney test"
        "Ratings were compared by the exact Mann–Whitney test.",
    LumleyScott "rank test for weighted answers"
        "Weighted ratings were compared by the design-based rank test of Lumley & Scott (2013).",
    PlacementLogit "logit interval of the probability of superiority"
        "Probabilities of superiority and Cliff's delta have logit intervals on the placement variance (DeLong et al. 1988; Perme & Manevski 2019).",
    PlacementNewcombe "Newcombe interval of the probability of superiority"
        "Probabilities of superiority of 0 and 1 have Newcombe's interval, method 5 (Newcombe 2006).",
    HedgesG "normal interval of Hedges' g"
        "Standardised mean differences are Hedges' g with normal intervals (Hedges 1981).",
    OneSampleT "one-sample t test"
        "Means were tested against published values by the one-sample t test on linearised standard errors.",
    Woolf "logit interval of the odds ratio"
        "Odds ratios have Woolf's logit intervals on effective counts.",
    ExactOddsRatio "exact conditional interval of the odds ratio"
        "Odds ratios are conditional maximum likelihood estimates with exact intervals.",
    // Several groups.
    PearsonChiSquare "Pearson's chi-square test"
        "Crosstabs were tested by Pearson's chi-square test without continuity correction.",
    Permutation "permutation test of the crosstab"
        "Crosstabs with small expected counts were tested by a permutation test with 9999 random tables.",
    RaoScott "Rao–Scott test for weighted answers"
        "Weighted crosstabs were tested by Rao and Scott's second-order correction (Rao & Scott 1984).",
    RaoScottFirst "first-order Rao–Scott test for weighted answers"
        "Weighted crosstabs were tested by Rao and Scott's first-order correction.",
    KruskalWallis "Kruskal–Wallis test with ties"
        "Ratings of several groups were compared by the Kruskal–Wallis test with tie correction.",
    Dunn "Dunn's test"
        "Pairs of groups were compared by Dunn's test with Holm's correction.",
    WelchAnova "Welch's analysis of variance"
        "Means of several groups were compared by Welch's analysis of variance on linearised standard errors.",
    // Over time.
    CochranArmitage "Cochran–Armitage test for trend"
        "Trends of shares were tested by the Cochran–Armitage test with calendar time as score.",
    MannKendall "Mann–Kendall test for trend"
        "Trends of series were tested by the Mann–Kendall test with tie correction; slopes are Sen's.",
    PChart "p chart, exact limits for small bases"
        "Shares by period stand on p charts, with exact binomial limits where fewer than five answers are expected on a side.",
    LaneyChart "Laney's p′ chart"
        "Overdispersed shares by period stand on Laney's p′ charts (Laney 2002).",
    XmR "XmR chart"
        "Scores and means by period stand on XmR charts.",
    // Adjustment.
    MantelHaenszel "Mantel–Haenszel odds ratio"
        "Odds ratios adjusted for strata are Mantel–Haenszel estimates with intervals after Robins, Breslow and Greenland (1986).",
    MantelHaenszelDifference "Mantel–Haenszel difference of shares"
        "Differences of shares adjusted for strata are Mantel–Haenszel estimates with intervals after Sato, Greenland and Robins (1989).",
    MantelHaenszelRatio "Mantel–Haenszel ratio of shares"
        "Risk ratios adjusted for strata are Mantel–Haenszel estimates with intervals after Greenland and Robins (1985).",
    StratifiedDifference "difference within strata, Mantel–Haenszel weights"
        "Differences of means and scores adjusted for strata are means of the strata's differences with Mantel–Haenszel weights and a pooled variance of each group within strata.",
    StratifiedT "t test within strata"
        "Adjusted differences of means and scores were tested by t tests with Satterthwaite's degrees of freedom.",
    Cmh "Cochran–Mantel–Haenszel test"
        "Adjusted comparisons were tested by the Cochran–Mantel–Haenszel test without continuity correction.",
    DirectStandardisation "direct standardisation, interval combined from the strata's"
        "Standardised figures are directly standardised, with intervals recovered from those of the strata (MOVER).",
    StandardisedZ "z test of standardised figures"
        "Standardised figures were compared by the z test on linearised standard errors.",
    // Drivers.
    Shapley "shares of explained variance averaged over all orders, group jackknife"
        "Importance is the share of R² averaged over all orders of the drivers (Lindeman, Merenda & Gold 1980) on complete cases, with delete-a-group jackknife intervals (Kott 2001).",
    RelativeWeights "Johnson's relative weights, group jackknife"
        "Importance is Johnson's relative weight (Johnson 2000) as a share of R² on complete cases, with delete-a-group jackknife intervals (Kott 2001).",
    RegressionF "F test of all drivers together"
        "That the drivers together explain anything was tested by the F test of the regression on the effective sample size.",
    // Ranking.
    BetaBinomial "empirical Bayes with a beta prior"
        "Shares of units are posterior means under a beta prior fitted by marginal maximum likelihood, with equal-tailed posterior intervals.",
    PauleMandel "empirical Bayes with a normal prior"
        "Means and scores of units are posterior means under a normal prior whose variance is Paule and Mandel's (1982).",
    // Repeated customers.
    ClusteredMean "t interval clustered by customer"
        "Means have t intervals on standard errors clustered by customer (linearisation).",
    ClusteredWilson "Wilson interval clustered by customer"
        "Shares have Wilson intervals on the effective sample size clustered by customer.",
    ClusteredDifference "t interval of the difference clustered by customer"
        "Differences have t intervals on standard errors clustered by customer (linearisation).",
    ClusteredT "t test clustered by customer"
        "Groups were compared by t tests on standard errors clustered by customer.",
    ClusteredWald "Wald test clustered by customer"
        "Means, scores and mean ranks of several groups were compared by Wald tests on their covariances clustered by customer, F on k − 1 and m − k degrees of freedom (Korn & Graubard 1990).",
    ClusteredRaoScott "Rao–Scott test clustered by customer"
        "Shares of several groups were compared by Rao and Scott's second-order correction on covariances clustered by customer (Rao & Scott 1984).",
    ClusteredTrend "regression on time clustered by customer"
        "Trends were tested by the slope of the regression on calendar time, with a standard error clustered by customer and m − 2 degrees of freedom (Fuller 1975).",
    ClusteredStrata "difference within strata clustered by customer"
        "Differences adjusted for strata are means of the strata's differences with Mantel–Haenszel weights, with t intervals and tests on standard errors clustered by customer.",
    ClusteredStrataRatio "ratio within strata clustered by customer"
        "Ratios of shares adjusted for strata are Mantel–Haenszel ratios with intervals on the log scale from standard errors clustered by customer.",
}
