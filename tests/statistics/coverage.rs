//! How often nominal 95 % intervals contain the truth, and how often tests cry wolf.
//!
//! Run on demand: `cargo test --release --test statistics coverage -- --ignored --nocapture`.
//! Draws are seeded, so that the figures are the same every time.
#![allow(clippy::print_stdout)]

use cxq::statistics::clustered::CustomerSums;
use cxq::statistics::many_groups::letters;
use cxq::statistics::many_groups::multiplicity::Correction;
use cxq::statistics::one_group::nps::Scores;
use cxq::statistics::one_group::{mean, nps, quantile, share};
use cxq::statistics::two_groups::nps as two_nps;
use cxq::statistics::two_groups::{means, quantiles, risk_ratio, shares};
use cxq::statistics::{Binary, Distribution, Interval, Level};

const LEVEL: Level = Level::NINETY_FIVE;
const DRAWS: u32 = 4000;
/// Standard deviations of the logarithm of weights: none, usual, heavy (Kish about n, 0.78n, 0.37n).
const SPREADS: [f64; 3] = [0.0, 0.5, 1.0];
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

/// Shares of scenarios by how often the interval contained the truth.
#[derive(Default)]
struct Coverages(Vec<(f64, String)>);

impl Coverages {
    fn scenario(&mut self, name: String, mut hit: impl FnMut() -> bool) {
        let hits = (0..DRAWS).filter(|_| hit()).count();
        self.0.push((hits as f64 / f64::from(DRAWS), name));
    }

    /// Prints the summary and gives the least coverage.
    fn print(mut self, what: &str) -> f64 {
        self.0.sort_by(|a, b| a.0.total_cmp(&b.0));
        let n = self.0.len();
        let mean = self.0.iter().map(|c| c.0).sum::<f64>() / n as f64;
        let within = self
            .0
            .iter()
            .filter(|c| (0.92..=0.99).contains(&c.0))
            .count();
        println!(
            "{what}: {n} scenarios, least {:.3} ({}), tenth {:.3}, mean {mean:.3}, greatest {:.3}; {within} in 92–99 %",
            self.0[0].0,
            self.0[0].1,
            self.0[n / 10].0,
            self.0[n - 1].0
        );
        for (coverage, name) in self.0.iter().take_while(|c| c.0 < 0.92).take(12) {
            println!("    {coverage:.3} {name}");
        }
        self.0[0].0
    }
}

fn contains(interval: Option<Interval>, truth: f64) -> bool {
    // No interval claims nothing.
    interval.is_none_or(|interval| interval.contains(truth))
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn shares_of_weighted_answers() {
    for spread in SPREADS {
        let mut random = Random(1);
        let mut all = Coverages::default();
        for n in BASES {
            for p in SHARES {
                all.scenario(format!("n {n}, p {p}"), || {
                    let answers = random.binary(n, spread, p);
                    contains(share::estimate(&answers, LEVEL).interval, p)
                });
            }
        }
        assert!(all.print(&format!("share, weight spread {spread}")) > 0.80);
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
                covered.scenario(name.clone(), || {
                    let answers = random.repeated(customers, spread, p, same).group(0, 1.0);
                    contains(share::estimate(&answers, LEVEL).interval, p)
                });
                quiet.scenario(name, || {
                    let all = random.repeated(customers, spread, p, same);
                    let shared = all.customers[2].difference_effect().unwrap_or(1.0);
                    let groups = [0, 1].map(|group| all.group(group, shared.max(1e-6)));
                    let contrast = shares::difference(&groups[0], &groups[1], LEVEL);
                    contrast.p().is_none_or(|p| p >= 0.05)
                });
            }
        }
    }
    assert!(covered.print("share of repeated customers") > 0.85);
    assert!(quiet.print("no false alarm of two groups that share customers") > 0.90);
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn net_promoter_scores() {
    // Detractors, passives, promoters.
    let populations = [
        [0.2, 0.3, 0.5],
        [0.05, 0.15, 0.8],
        [0.5, 0.3, 0.2],
        [0.01, 0.04, 0.95],
        [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0],
        [0.45, 0.1, 0.45],
    ];
    for spread in SPREADS {
        let mut random = Random(2);
        let (mut one, mut two) = (Coverages::default(), Coverages::default());
        let mut false_alarms = Coverages::default();
        for n in BASES {
            for p in populations {
                let truth = p[2] - p[0];
                let mut draw = || {
                    let ratings = random.sample(n, spread, &p);
                    Scores::of_ratings(&ratings.map(|y| [3.0, 7.5, 9.5][y as usize]))
                };
                one.scenario(format!("n {n}, {p:.2?}"), || {
                    contains(nps::estimate(&draw(), LEVEL).interval, truth)
                });
                two.scenario(format!("n {n}, {p:.2?}"), || {
                    contains(two_nps::difference(&draw(), &draw(), LEVEL).interval, 0.0)
                });
                false_alarms.scenario(format!("n {n}, {p:.2?}"), || {
                    let contrast = two_nps::difference(&draw(), &draw(), LEVEL);
                    contrast.p().is_none_or(|p| p >= 0.05)
                });
            }
        }
        assert!(one.print(&format!("NPS, weight spread {spread}")) > 0.80);
        two.print(&format!("difference of NPS, weight spread {spread}"));
        false_alarms.print(&format!("  no false alarm, weight spread {spread}"));
    }
}

#[test]
#[ignore = "a simulation of a minute or two, to be run when a method changes"]
fn two_shares() {
    for spread in SPREADS {
        let mut random = Random(3);
        let (mut gaps, mut ratios) = (Coverages::default(), Coverages::default());
        let mut quiet = Coverages::default();
        for n in BASES {
            for p in SHARES {
                for (m, q) in [(n, p), (n, 0.5), (200, p), (200, 0.3)] {
                    let name = format!("n {n}, p {p} against n {m}, p {q}");
                    let mut pair = || (random.binary(n, spread, p), random.binary(m, spread, q));
                    gaps.scenario(name.clone(), || {
                        let (a, b) = pair();
                        contains(shares::difference(&a, &b, LEVEL).interval, p - q)
                    });
                    ratios.scenario(name.clone(), || {
                        let (a, b) = pair();
                        contains(risk_ratio::ratio(&a, &b, LEVEL).interval, p / q)
                    });
                    if p == q {
                        quiet.scenario(name, || {
                            let (a, b) = pair();
                            shares::test(&a, &b)
                                .is_ok_and(|test| test.p < 0.05)
                                .eq(&false)
                        });
                    }
                }
            }
        }
        gaps.print(&format!("difference of shares, weight spread {spread}"));
        assert!(ratios.print(&format!("risk ratio, weight spread {spread}")) > 0.80);
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
            medians.scenario(format!("n {n}"), || {
                contains(
                    quantile::estimate(&wait(&mut random), 0.5, LEVEL).interval,
                    1.0,
                )
            });
            gaps.scenario(format!("n {n}"), || {
                let (a, b) = (wait(&mut random), wait(&mut random));
                contains(quantiles::difference(&a, &b, 0.5, LEVEL).interval, 0.0)
            });
            waits.scenario(format!("n {n}"), || {
                let answers = wait(&mut random).moments();
                contains(
                    mean::estimate(answers.as_ref(), LEVEL).interval,
                    0.5_f64.exp(),
                )
            });
            ratings.scenario(format!("n {n}"), || {
                let answers = random.sample(n, spread, &scale);
                contains(quantile::estimate(&answers, 0.5, LEVEL).interval, 3.0)
            });
            averages.scenario(format!("n {n}"), || {
                let answers = random.sample(n, spread, &scale).moments();
                contains(mean::estimate(answers.as_ref(), LEVEL).interval, truth)
            });
            mean_gaps.scenario(format!("n {n}"), || {
                let a = random.sample(n, spread, &scale).moments();
                let b = random.sample(n, spread, &scale).moments();
                contains(
                    means::difference(a.as_ref(), b.as_ref(), LEVEL).interval,
                    0.0,
                )
            });
        }
        assert!(medians.print(&format!("median of waits, weight spread {spread}")) > 0.80);
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
                    quiet.scenario(format!("{columns} columns of {n}, p {p}"), || {
                        let row: Vec<Binary> =
                            (0..columns).map(|_| random.binary(n, spread, p)).collect();
                        let row = letters::shares(&row, 2.0, Correction::Holm, LEVEL);
                        row.higher_than.iter().all(Vec::is_empty)
                    });
                }
            }
        }
        quiet.print(&format!(
            "crosstab row without a letter, weight spread {spread}"
        ));
    }
}
