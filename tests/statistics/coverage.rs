//! How often nominal 95 % intervals contain the truth, and how often tests cry wolf: with weights by
//! simulation, without them exactly, by adding up all samples there can be.
//!
//! Run on demand: `cargo test --release --test statistics coverage -- --include-ignored --nocapture`.
//! Draws are seeded, so that the figures are the same every time.
#![allow(clippy::print_stdout)]

use cxq::statistics::clustered::CustomerSums;
use cxq::statistics::many_groups::letters;
use cxq::statistics::many_groups::multiplicity::Correction;
use cxq::statistics::one_group::nps::Scores;
use cxq::statistics::one_group::{mean, nps, quantile, share};
use cxq::statistics::special::binomial;
use cxq::statistics::two_groups::nps as two_nps;
use cxq::statistics::two_groups::{means, odds_ratio, quantiles, risk_ratio, shares};
use cxq::statistics::{Binary, Distribution, Interval, Level};

const LEVEL: Level = Level::NINETY_FIVE;
const DRAWS: u32 = 4000;
/// Standard deviations of the logarithm of weights: none, usual, heavy (Kish about n, 0.78n, 0.37n).
const SPREADS: [f64; 3] = [0.0, 0.5, 1.0];
/// Those of them with weights, where the samples there can be can't be added up.
const WEIGHTED: [f64; 2] = [0.5, 1.0];
const BASES: [usize; 5] = [10, 20, 30, 60, 200];
const SHARES: [f64; 9] = [0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98];

struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
    }

    fn weight(&mut self, spread: f64) -> f64 {
        if spread == 0.0 {
            1.0
        } else {
            (spread * self.normal()).exp()
        }
    }

    /// An answer that is 0, 1, 2 … with these probabilities.
    fn answer(&mut self, probabilities: &[f64]) -> f64 {
        let mut rest = self.uniform();
        for (i, p) in probabilities.iter().enumerate() {
            rest -= p;
            if rest < 0.0 {
                return i as f64;
            }
        }
        probabilities.len() as f64 - 1.0
    }

    fn sample(&mut self, n: usize, spread: f64, probabilities: &[f64]) -> Distribution {
        let rows: Vec<(f64, f64)> = (0..n)
            .map(|_| (self.answer(probabilities), self.weight(spread)))
            .collect();
        Distribution::of_rows(rows)
    }

    fn binary(&mut self, n: usize, spread: f64, p: f64) -> Binary {
        self.sample(n, spread, &[1.0 - p, p]).split(|y| y == 1.0)
    }
}

/// Detractors, passives, promoters.
const POPULATIONS: [[f64; 3]; 6] = [
    [0.2, 0.3, 0.5],
    [0.05, 0.15, 0.8],
    [0.5, 0.3, 0.2],
    [0.01, 0.04, 0.95],
    [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0],
    [0.45, 0.1, 0.45],
];

/// Ratings from 0 to 4 with their median, which is plain in the first and hangs by a hair in the others.
const RATINGS: [([f64; 5], f64); 3] = [
    ([0.05, 0.08, 0.12, 0.35, 0.4], 3.0),
    ([0.05, 0.08, 0.12, 0.26, 0.49], 3.0),
    ([0.2, 0.295, 0.3, 0.2, 0.005], 2.0),
];

/// How often the interval contained the truth in each scenario.
#[derive(Default)]
struct Coverages(Vec<Scenario>);

struct Scenario {
    coverage: f64,
    base: usize,
    name: String,
}

/// What `Coverages::print` found: the least coverage, and the least and greatest of a base's means.
struct Found {
    least: f64,
    means: (f64, f64),
}

impl Coverages {
    /// Draws samples; `hit` says of each whether its interval contains the truth.
    fn scenario(&mut self, base: usize, name: String, mut hit: impl FnMut() -> Option<bool>) {
        let found: Vec<bool> = (0..DRAWS).filter_map(|_| hit()).collect();
        let hits = found.iter().filter(|hit| **hit).count();
        self.add(base, name, hits as f64 / found.len() as f64);
    }

    fn add(&mut self, base: usize, name: String, coverage: f64) {
        self.0.push(Scenario {
            coverage,
            base,
            name,
        });
    }

    /// The mean over the scenarios of a base: what a report with many figures comes to.
    fn mean_of(&self, base: usize) -> f64 {
        let of_base = || self.0.iter().filter(|s| s.base == base);
        of_base().map(|s| s.coverage).sum::<f64>() / of_base().count() as f64
    }

    /// Prints the summary.
    fn print(mut self, what: &str) -> Found {
        self.0.sort_by(|a, b| a.coverage.total_cmp(&b.coverage));
        let n = self.0.len();
        let mean = self.0.iter().map(|s| s.coverage).sum::<f64>() / n as f64;
        let within = |s: &&Scenario| (0.92..=0.99).contains(&s.coverage);
        let mut bases: Vec<usize> = self.0.iter().map(|s| s.base).collect();
        bases.sort_unstable();
        bases.dedup();
        let means: Vec<f64> = bases.iter().map(|base| self.mean_of(*base)).collect();
        println!(
            "{what}: {n} scenarios, {} in 92–99 %, least {:.3}, mean {mean:.3}, greatest {:.3}",
            self.0.iter().filter(within).count(),
            self.0[0].coverage,
            self.0[n - 1].coverage,
        );
        let by_base = bases.iter().zip(&means);
        let by_base: Vec<String> = by_base.map(|(n, c)| format!("{n} {c:.3}")).collect();
        println!("    means by base: {}", by_base.join(", "));
        let below = self.0.iter().take_while(|s| s.coverage < 0.92);
        let above = self.0.iter().rev().take_while(|s| s.coverage > 0.99);
        for s in below.take(12).chain(above.take(12)) {
            println!("    {:.4} {}", s.coverage, s.name);
        }
        Found {
            least: self.0[0].coverage,
            means: (
                means.iter().copied().fold(1.0, f64::min),
                means.iter().copied().fold(0.0, f64::max),
            ),
        }
    }
}

/// Whether an interval contains the truth; `None` where there is no interval, which claims nothing.
fn contains(interval: Option<Interval>, truth: f64) -> Option<bool> {
    interval.map(|interval| interval.contains(truth))
}

/// The chance that the interval contains the truth, given that there is one, from the chances of all
/// samples and whether theirs does.
fn exactly(samples: impl Iterator<Item = (f64, Option<bool>)>) -> f64 {
    let (mut hits, mut all) = (0.0, 0.0);
    for (chance, hit) in samples {
        all += if hit.is_some() { chance } else { 0.0 };
        hits += if hit == Some(true) { chance } else { 0.0 };
    }
    hits / all
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn shares_of_weighted_answers() {
    for spread in WEIGHTED {
        let mut random = Random(1);
        let mut all = Coverages::default();
        for n in BASES {
            for p in SHARES {
                all.scenario(n, format!("n {n}, p {p}"), || {
                    let answers = random.binary(n, spread, p);
                    contains(share::estimate(&answers, LEVEL).interval, p)
                });
            }
        }
        let found = all.print(&format!("share, weight spread {spread}"));
        assert!(found.least > 0.90 && found.means.0 > 0.94 && found.means.1 < 0.98);
    }
}

/// Customers who answer yes or no once or several times in two groups, as sums over customers: what
/// they add up to, and what they would if every answer were another customer's.
#[derive(Default)]
struct Repeated {
    answers: [Binary; 2],
    customers: [CustomerSums; 3],
    apart: [CustomerSums; 2],
}

impl Random {
    /// `same` is how often a customer gives one answer throughout, and so the correlation of two.
    fn repeated(&mut self, customers: usize, spread: f64, p: f64, same: f64) -> Repeated {
        let mut all = Repeated::default();
        for _ in 0..customers {
            let fixed = (self.uniform() < same).then(|| self.uniform() < p);
            let weight = self.weight(spread);
            let mut sums = [0.0; 4];
            let mut n = [0, 0];
            for _ in 0..[1, 1, 2, 3, 4, 7][(self.uniform() * 6.0) as usize] {
                let yes = fixed.unwrap_or_else(|| self.uniform() < p);
                let group = usize::from(self.uniform() < 0.5);
                let y = f64::from(u8::from(yes));
                let side = &mut all.answers[group];
                if yes { &mut side.yes } else { &mut side.no }.add(weight);
                all.apart[group].add([weight * y, weight, 0.0, 0.0], [1, 0]);
                sums[2 * group] += weight * y;
                sums[2 * group + 1] += weight;
                n[group] += 1;
            }
            all.customers[0].add([sums[0], sums[1], 0.0, 0.0], [n[0], 0]);
            all.customers[1].add([sums[2], sums[3], 0.0, 0.0], [n[1], 0]);
            all.customers[2].add(sums, n);
        }
        all
    }
}

impl Repeated {
    /// The answers of a group with the variance that customers give them, `more` times as much.
    fn group(&self, group: usize, more: f64) -> Binary {
        let effect = self.customers[group].normal_design_effect(&self.apart[group], LEVEL);
        self.answers[group].with_design_effect(effect * more)
    }
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn shares_of_repeated_customers() {
    let mut random = Random(7);
    let mut covered = Coverages::default();
    let mut quiet = Coverages::default();
    for customers in [20, 40, 80, 200] {
        for p in [0.1, 0.5, 0.9] {
            for (same, spread) in [(0.1, 0.0), (0.5, 0.0), (0.9, 0.0), (0.5, 0.5)] {
                let name =
                    format!("{customers} customers, p {p}, correlation {same}, spread {spread}");
                covered.scenario(customers, name.clone(), || {
                    let answers = random.repeated(customers, spread, p, same).group(0, 1.0);
                    contains(share::estimate(&answers, LEVEL).interval, p)
                });
                quiet.scenario(customers, name, || {
                    let all = random.repeated(customers, spread, p, same);
                    let shared = all.customers[2].difference_effect().unwrap_or(1.0);
                    let groups = [0, 1].map(|group| all.group(group, shared.max(1e-6)));
                    let contrast = shares::difference(&groups[0], &groups[1], LEVEL);
                    Some(contrast.p().is_none_or(|p| p >= 0.05))
                });
            }
        }
    }
    assert!(covered.print("share of repeated customers").least > 0.90);
    let quiet = quiet.print("no false alarm of two groups that share customers");
    assert!(quiet.least > 0.92);
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn net_promoter_scores() {
    for spread in WEIGHTED {
        let mut random = Random(2);
        let (mut one, mut two) = (Coverages::default(), Coverages::default());
        let mut false_alarms = Coverages::default();
        for n in BASES {
            for p in POPULATIONS {
                let truth = p[2] - p[0];
                let mut draw = || {
                    let ratings = random.sample(n, spread, &p);
                    Scores::of_ratings(&ratings.map(|y| [3.0, 7.5, 9.5][y as usize]))
                };
                one.scenario(n, format!("n {n}, {p:.2?}"), || {
                    contains(nps::estimate(&draw(), LEVEL).interval, truth)
                });
                two.scenario(n, format!("n {n}, {p:.2?}"), || {
                    contains(two_nps::difference(&draw(), &draw(), LEVEL).interval, 0.0)
                });
                false_alarms.scenario(n, format!("n {n}, {p:.2?}"), || {
                    let contrast = two_nps::difference(&draw(), &draw(), LEVEL);
                    Some(contrast.p().is_none_or(|p| p >= 0.05))
                });
            }
        }
        let found = one.print(&format!("NPS, weight spread {spread}"));
        assert!(found.least > 0.89 && found.means.0 > 0.93 && found.means.1 < 0.98);
        two.print(&format!("difference of NPS, weight spread {spread}"));
        false_alarms.print(&format!("  no false alarm, weight spread {spread}"));
    }
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn two_shares() {
    for spread in WEIGHTED {
        let mut random = Random(3);
        let (mut gaps, mut ratios) = (Coverages::default(), Coverages::default());
        let (mut odds, mut quiet) = (Coverages::default(), Coverages::default());
        for n in BASES {
            for p in SHARES {
                for (m, q) in [(n, p), (n, 0.5), (200, p), (200, 0.3)] {
                    let name = format!("n {n}, p {p} against n {m}, p {q}");
                    let mut pair = || (random.binary(n, spread, p), random.binary(m, spread, q));
                    gaps.scenario(n, name.clone(), || {
                        let (a, b) = pair();
                        contains(shares::difference(&a, &b, LEVEL).interval, p - q)
                    });
                    ratios.scenario(n, name.clone(), || {
                        let (a, b) = pair();
                        contains(risk_ratio::ratio(&a, &b, LEVEL).interval, p / q)
                    });
                    odds.scenario(n, name.clone(), || {
                        let (a, b) = pair();
                        let truth = p / (1.0 - p) / (q / (1.0 - q));
                        contains(odds_ratio::ratio(&a, &b, LEVEL).interval, truth)
                    });
                    if p == q {
                        quiet.scenario(n, name, || {
                            let (a, b) = pair();
                            Some(shares::test(&a, &b).map_or(true, |test| test.p >= 0.05))
                        });
                    }
                }
            }
        }
        gaps.print(&format!("difference of shares, weight spread {spread}"));
        let found = ratios.print(&format!("risk ratio, weight spread {spread}"));
        assert!(found.least > 0.92 && found.means.0 > 0.94 && found.means.1 < 0.99);
        let found = odds.print(&format!("odds ratio, weight spread {spread}"));
        assert!(found.least > 0.90);
        quiet.print(&format!("  no false alarm, weight spread {spread}"));
    }
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn medians_and_means() {
    for spread in SPREADS {
        let mut random = Random(4);
        let (mut medians, mut ratings) = (Coverages::default(), Coverages::default());
        let (mut averages, mut waits) = (Coverages::default(), Coverages::default());
        let (mut gaps, mut mean_gaps) = (Coverages::default(), Coverages::default());
        let scale = [0.05, 0.08, 0.12, 0.35, 0.4];
        let truth: f64 = scale.iter().enumerate().map(|(i, p)| i as f64 * p).sum();
        for n in BASES {
            let wait = |random: &mut Random| {
                let rows: Vec<(f64, f64)> = (0..n)
                    .map(|_| (random.normal().exp(), random.weight(spread)))
                    .collect();
                Distribution::of_rows(rows)
            };
            medians.scenario(n, format!("n {n}"), || {
                contains(
                    quantile::estimate(&wait(&mut random), 0.5, LEVEL).interval,
                    1.0,
                )
            });
            gaps.scenario(n, format!("n {n}"), || {
                let (a, b) = (wait(&mut random), wait(&mut random));
                contains(quantiles::difference(&a, &b, 0.5, LEVEL).interval, 0.0)
            });
            waits.scenario(n, format!("n {n}"), || {
                let answers = wait(&mut random).moments();
                contains(
                    mean::estimate(answers.as_ref(), LEVEL).interval,
                    0.5_f64.exp(),
                )
            });
            for (population, median) in RATINGS {
                ratings.scenario(n, format!("n {n}, {population:?}"), || {
                    let answers = random.sample(n, spread, &population);
                    contains(quantile::estimate(&answers, 0.5, LEVEL).interval, median)
                });
            }
            averages.scenario(n, format!("n {n}"), || {
                let answers = random.sample(n, spread, &scale).moments();
                contains(mean::estimate(answers.as_ref(), LEVEL).interval, truth)
            });
            mean_gaps.scenario(n, format!("n {n}"), || {
                let a = random.sample(n, spread, &scale).moments();
                let b = random.sample(n, spread, &scale).moments();
                contains(
                    means::difference(a.as_ref(), b.as_ref(), LEVEL).interval,
                    0.0,
                )
            });
        }
        let found = medians.print(&format!("median of waits, weight spread {spread}"));
        assert!(found.least > 0.94);
        gaps.print(&format!(
            "difference of medians of waits, weight spread {spread}"
        ));
        ratings.print(&format!("median of ratings, weight spread {spread}"));
        averages.print(&format!("mean of ratings, weight spread {spread}"));
        mean_gaps.print(&format!(
            "difference of means of ratings, weight spread {spread}"
        ));
        waits.print(&format!("mean of lognormal waits, weight spread {spread}"));
    }
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn a_row_with_nothing_in_it() {
    for spread in SPREADS {
        let mut random = Random(5);
        let mut quiet = Coverages::default();
        for columns in [3, 6, 12] {
            for n in [30, 60, 200] {
                for p in [0.1, 0.3, 0.8] {
                    quiet.scenario(n, format!("{columns} columns of {n}, p {p}"), || {
                        let row: Vec<Binary> =
                            (0..columns).map(|_| random.binary(n, spread, p)).collect();
                        let row = letters::shares(&row, 2.0, Correction::Holm, LEVEL);
                        Some(row.higher_than.iter().all(Vec::is_empty))
                    });
                }
            }
        }
        quiet.print(&format!(
            "crosstab row without a letter, weight spread {spread}"
        ));
    }
}

/// P(X = x) for x = 0 to n.
fn binomials(n: usize, p: f64) -> Vec<f64> {
    let n = n as u64;
    (0..=n).map(|x| binomial::probability(x, n, p)).collect()
}

#[test]
fn shares_without_weights_exactly() {
    let mut all = Coverages::default();
    for n in BASES {
        let answers = (0..=n).map(|x| Binary::of(x as u64, n as u64));
        let intervals: Vec<_> = answers
            .map(|a| share::estimate(&a, LEVEL).interval)
            .collect();
        for p in SHARES {
            let samples = binomials(n, p).into_iter().zip(&intervals);
            let coverage = exactly(samples.map(|(chance, i)| (chance, contains(*i, p))));
            all.add(n, format!("n {n}, p {p}"), coverage);
        }
    }
    let found = all.print("share without weights, exactly");
    assert!(found.least > 0.913 && found.means.0 > 0.94 && found.means.1 < 0.97);
}

#[test]
fn net_promoter_scores_without_weights_exactly() {
    let mut all = Coverages::default();
    for n in BASES {
        let mut samples = Vec::new();
        for promoters in 0..=n {
            for detractors in 0..=n - promoters {
                let passives = n - promoters - detractors;
                let [a, b, c] = [promoters, passives, detractors].map(|k| k as u64);
                let scores = Scores::of_counts(a, b, c);
                samples.push((
                    promoters,
                    detractors,
                    nps::estimate(&scores, LEVEL).interval,
                ));
            }
        }
        for p in POPULATIONS {
            let of_promoters = binomials(n, p[2]);
            // Detractors among those who are no promoters.
            let rest: Vec<_> = (0..=n).map(|k| binomials(k, p[0] / (1.0 - p[2]))).collect();
            let chance = |i: usize, j: usize| of_promoters[i] * rest[n - i][j];
            let truth = p[2] - p[0];
            let samples = samples.iter();
            let coverage = exactly(
                samples.map(|(i, j, interval)| (chance(*i, *j), contains(*interval, truth))),
            );
            all.add(n, format!("n {n}, {p:.2?}"), coverage);
        }
    }
    let found = all.print("NPS without weights, exactly");
    assert!(found.least > 0.913 && found.means.0 > 0.94 && found.means.1 < 0.97);
}

#[test]
#[ignore = "some seconds, to be run when a method changes"]
fn two_shares_without_weights_exactly() {
    let mut all = [(); 3].map(|()| Coverages::default());
    for n in BASES {
        for m in [n, 200] {
            let counts = |n: usize| (0..=n).map(move |x| Binary::of(x as u64, n as u64));
            let pairs = || counts(n).flat_map(|a| counts(m).map(move |b| (a, b)));
            let intervals: Vec<[Option<Interval>; 3]> = pairs()
                .map(|(a, b)| {
                    [
                        shares::difference(&a, &b, LEVEL).interval,
                        risk_ratio::ratio(&a, &b, LEVEL).interval,
                        odds_ratio::ratio(&a, &b, LEVEL).interval,
                    ]
                })
                .collect();
            for p in SHARES {
                for q in if m == n { [p, 0.5] } else { [p, 0.3] } {
                    let truths = [p - q, p / q, p / (1.0 - p) / (q / (1.0 - q))];
                    let (of_a, of_b) = (binomials(n, p), binomials(m, q));
                    let chances = || of_a.iter().flat_map(|a| of_b.iter().map(move |b| a * b));
                    for (k, truth) in truths.into_iter().enumerate() {
                        let samples = chances().zip(&intervals);
                        let name = format!("n {n}, p {p} against n {m}, p {q}");
                        all[k].add(
                            n,
                            name,
                            exactly(samples.map(|(chance, i)| (chance, contains(i[k], truth)))),
                        );
                    }
                }
            }
        }
    }
    let [gaps, ratios, odds] = all;
    gaps.print("difference of shares without weights, exactly");
    let found = ratios.print("risk ratio without weights, exactly");
    assert!(found.least > 0.92 && found.means.0 > 0.95 && found.means.1 < 0.97);
    let found = odds.print("odds ratio without weights, exactly");
    assert!(found.least > 0.93);
}
