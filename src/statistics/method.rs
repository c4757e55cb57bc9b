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
        "Means were compared by Welch's t test on linearised standard errors.",
    MedianDifference "interval combined from those of the two medians"
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
}
