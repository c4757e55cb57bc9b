#!/usr/bin/env python3
"""Works out figures of weighted and clustered surveys a second time, with nothing of cxq.

    python3 tests/weights/expected.py

writes NAME.json beside this script for each query. It needs nothing but Python. Variances are sums
over customers of squared influences (Taylor linearisation); each figure has the formula beside it.
"""

import csv
import json
import math
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist

HERE = Path(__file__).parent
Z = NormalDist().inv_cdf(0.975)


def t_upper_tail(t, df):
    """P(T > t) by the continued fraction of the incomplete beta function (Numerical Recipes)."""
    x, a, b = df / (df + t * t), df / 2, 0.5
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x > (a + 1) / (a + b + 2):
        return 0.5 * (1 - front * continued(b, a, 1 - x) / b)
    return 0.5 * front * continued(a, b, x) / a


def continued(a, b, x):
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, 10_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / (1 + term * d), 1 + term / c
            h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return h


def t_quantile(df):
    low, high = 0.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_upper_tail(middle, df) > 0.025 else (low, middle)
    return low


class Group:
    """Answers as (customer, value, weight)."""

    def __init__(self, answers):
        self.answers = answers
        self.weight = math.fsum(w for _, _, w in answers)
        self.mean = math.fsum(y * w for _, y, w in answers) / self.weight

    def influence(self):
        """What each customer adds to the mean."""
        parts = defaultdict(list)
        for customer, y, w in self.answers:
            parts[customer].append(w * (y - self.mean) / self.weight)
        return {customer: math.fsum(part) for customer, part in parts.items()}

    def apart(self):
        """The variance of the mean as if all customers were different."""
        return math.fsum((w * (y - self.mean) / self.weight) ** 2 for _, y, w in self.answers)

    def clustered(self):
        return math.fsum(u * u for u in self.influence().values())

    def kish(self):
        return self.weight**2 / math.fsum(w * w for _, _, w in self.answers)

    def design_effect(self):
        """Of the customers alone; answers are never worth more than as many without weights."""
        if self.apart() > 0:
            effect = self.clustered() / self.apart()
        else:  # all answer the same: a customer tells no more than one answer
            weights = defaultdict(list)
            for customer, _, w in self.answers:
                weights[customer].append(w)
            squares = math.fsum(math.fsum(own) ** 2 for own in weights.values())
            effect = squares / math.fsum(w * w for _, _, w in self.answers)
        return max(effect, self.kish() / len(self.answers))

    def normal_design_effect(self):
        """For normal quantiles, that allow for few customers (Korn and Graubard; svyciprop)."""
        customers, n = len(self.influence()), len(self.answers)
        ratio = 1.0 if customers == n else t_quantile(customers - 1) / t_quantile(n - 1)
        return self.design_effect() * ratio**2

    def effective(self, effect=None):
        effect = effect or self.normal_design_effect()
        spread = math.fsum(w * (y - self.mean) ** 2 for _, y, w in self.answers) / self.weight
        if self.apart() == 0:
            return self.kish() / effect
        return min(self.kish() / effect, spread / (self.apart() * effect))

    def facts(self, effect=None):
        n, effective = len(self.answers), self.effective(effect)
        customers = len(self.influence())
        return {"n": n, "effective_n": effective, "design_effect": n / effective, "customers": customers}


def covariance(one, two):
    other = two.influence()
    return math.fsum(u * other[c] for c, u in one.influence().items() if c in other)


def difference_effect(one, two):
    sum_of_both = one.clustered() + two.clustered()
    return 1 - 2 * covariance(one, two) / sum_of_both


def wilson(p, n):
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (middle - half if p > 0 else 0.0), (middle + half if p < 1 else 1.0)


def share(group):
    low, high = wilson(group.mean, group.effective())
    return {"estimate": group.mean, "low": low, "high": high, **group.facts()}


def share_difference(one, two):
    """Newcombe's interval and the pooled z test, on numbers that allow for shared customers."""
    effect = difference_effect(one, two)
    p, q = one.mean, two.mean
    n, m = one.effective() / effect, two.effective() / effect
    (low, high), (low2, high2) = wilson(p, n), wilson(q, m)
    pooled = (p * n + q * m) / (n + m)
    z = abs(p - q) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return {
        "difference": p - q,
        "difference_low": p - q - math.hypot(p - low, high2 - q),
        "difference_high": p - q + math.hypot(high - p, q - low2),
        "p": math.erfc(z / math.sqrt(2)),
    }


def adjusted(group, effect=1.0):
    n = group.effective() / effect
    up, down = (
        math.fsum(w for _, y, w in group.answers if y == side) / group.weight for side in (1, -1)
    )
    p, d = (up * n + 0.75) / (n + 3), (down * n + 0.75) / (n + 3)
    return p - d, math.sqrt(((p + d) * (1 - p - d) + 4 * p * d) / (n + 3))


def score(group):
    middle, error = adjusted(group)
    return {
        "estimate": 100 * group.mean,
        "low": 100 * (middle - Z * error),
        "high": 100 * (middle + Z * error),
        **group.facts(),
    }


def score_difference(one, two):
    effect = difference_effect(one, two)
    (a, error), (b, error2) = adjusted(one, effect), adjusted(two, effect)
    both = math.hypot(error, error2)
    return {
        "difference": 100 * (one.mean - two.mean),
        "difference_low": 100 * (a - b - Z * both),
        "difference_high": 100 * (a - b + Z * both),
        "p": math.erfc(abs(a - b) / both / math.sqrt(2)),
    }


def mean(group):
    """R: svymean, confint(df = degf)."""
    m = len(group.influence())
    reach = t_quantile(m - 1) * math.sqrt(m / (m - 1) * group.clustered())
    return {
        "estimate": group.mean, "low": group.mean - reach, "high": group.mean + reach,
        **group.facts(group.design_effect()),
    }


def mean_difference(one, two):
    """R: svyttest, with as many degrees of freedom as there are customers, less one."""
    m = len(one.influence().keys() | two.influence().keys())
    variance = one.clustered() + two.clustered() - 2 * covariance(one, two)
    error = math.sqrt(m / (m - 1) * variance)
    gap, reach = one.mean - two.mean, t_quantile(m - 1) * error
    return {
        "difference": gap, "difference_low": gap - reach, "difference_high": gap + reach,
        "p": 2 * t_upper_tail(abs(gap) / error, m - 1),
    }


def welch(one, two):
    """Means of different people: Welch's test on linearised standard errors."""
    parts = [(g.clustered() * len(g.answers) / (len(g.answers) - 1), len(g.answers) - 1) for g in (one, two)]
    variance = sum(v for v, _ in parts)
    error, df = math.sqrt(variance), variance**2 / sum(v * v / f for v, f in parts)
    gap, reach = one.mean - two.mean, t_quantile(df) * error
    return {
        "difference": gap, "difference_low": gap - reach, "difference_high": gap + reach,
        "p": 2 * t_upper_tail(abs(gap) / error, df),
    }


def total(group):
    """R: svytotal."""
    parts = defaultdict(list)
    for customer, y, w in group.answers:
        parts[customer].append(w * y)
    sums = [math.fsum(part) for part in parts.values()]
    m, all_of_them = len(sums), math.fsum(sums)
    variance = m / (m - 1) * math.fsum((s - all_of_them / m) ** 2 for s in sums)
    reach = t_quantile(m - 1) * math.sqrt(variance)
    return {"estimate": all_of_them, "low": all_of_them - reach, "high": all_of_them + reach}


def quantile(answers, p):
    ordered = sorted((y, w) for _, y, w in answers)
    weight = math.fsum(w for _, w in ordered)
    below = 0.0
    for place, (y, w) in enumerate(ordered):
        below += w / weight
        if below >= p - 1e-9:
            following = [v for v, _ in ordered[place:] if v > y]
            return (y + following[0]) / 2 if abs(below - p) <= 1e-9 and following and ordered[place + 1][0] > y else y
    return ordered[-1][0]


def ranked(answers):
    """Answers with the middle of their value's place among all."""
    weight = math.fsum(w for _, _, w in answers)
    at = defaultdict(list)
    for _, y, w in answers:
        at[y].append(w)
    ranks, below = {}, 0.0
    for y in sorted(at):
        here = math.fsum(at[y])
        ranks[y] = (below + here / 2) / weight
        below += here
    return Group([(c, ranks[y], w) for c, y, w in answers])


def median(answers):
    """Exact binomial ranks on the effective number of answers by the design effect of mean rank."""
    ranks = ranked(answers)
    effective = ranks.kish() / ranks.normal_design_effect()
    n = math.floor(effective * (1 + 1e-9))
    below, low, high = Fraction(0), None, None
    for k in range(n + 1):
        below += Fraction(math.comb(n, k), 2**n)
        low = k if low is None and below >= Fraction(25, 1000) else low
        high = k if high is None and below >= Fraction(975, 1000) else high
    return {
        "estimate": quantile(answers, 0.5),
        "low": quantile(answers, (low - 0.5) / n),
        "high": quantile(answers, (high + 0.5) / n),
        "n": len(answers), "effective_n": effective, "customers": len(ranks.influence()),
    }


def beta(x, a, b):
    """The regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * continued(a, b, x) / a
    return 1 - front * continued(b, a, 1 - x) / b


def f_upper_tail(f, df1, df2):
    return beta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2)


def solved(a, b):
    """x of a·x = b for lists of rows, by Gauss and Jordan."""
    rows = [list(left) + list(right) for left, right in zip(a, b)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for r in range(len(rows)):
            if r != i:
                rows[r] = [x - rows[r][i] * y for x, y in zip(rows[r], rows[i])]
    return [row[len(a):] for row in rows]


def in_any(groups):
    return len(set().union(*(g.influence() for g in groups)))


def equal_means(groups):
    """R: regTermTest(svyglm(y ~ group), ~group)."""
    k, m = len(groups), in_any(groups)
    own = [g.clustered() if one is g else covariance(one, g) for one in groups for g in groups]
    v = [own[k * i:k * (i + 1)] for i in range(k)]
    gaps = [[g.mean - groups[-1].mean] for g in groups[:-1]]
    spread = [
        [m / (m - 1) * (v[i][j] - v[i][-1] - v[-1][j] + v[-1][-1]) for j in range(k - 1)] for i in range(k - 1)
    ]
    wald = sum(d[0] * x[0] for d, x in zip(gaps, solved(spread, gaps))) / (k - 1)
    return {"p": f_upper_tail(wald, k - 1, m - k)}


def equal_shares(groups):
    """R: svychisq(~y + group, statistic = "F")."""
    k, m, total = len(groups), in_any(groups), math.fsum(g.weight for g in groups)
    cells = [(g, side) for g in groups for side in (1.0, 0.0)]
    p = [math.fsum(w for _, y, w in g.answers if y == side) / total for g, side in cells]
    influence = defaultdict(lambda: [0.0] * len(cells))
    for place, group in enumerate(groups):
        for customer, y, w in group.answers:
            own = influence[customer]
            for cell in range(len(cells)):
                own[cell] += w / total * ((cell == 2 * place + (y == 0.0)) - p[cell])
    of_rows, of_columns = [p[2 * i] + p[2 * i + 1] for i in range(k)], [sum(p[0::2]), sum(p[1::2])]
    chi_square = sum(
        (p[2 * i + j] - of_rows[i] * of_columns[j]) ** 2 / (of_rows[i] * of_columns[j])
        for i in range(k) for j in range(2)
    )
    basis = []
    for i in range(k - 1):
        row = [0.0] * len(cells)
        row[2 * i], row[2 * i + 1], row[-2], row[-1] = 1.0, -1.0, -1.0, 1.0
        basis.append([x / y for x, y in zip(row, p)])
    simple = [[sum(x * y * q for x, y, q in zip(one, two, p)) for two in basis] for one in basis]
    sums = {c: [sum(x * y for x, y in zip(row, own)) for row in basis] for c, own in influence.items()}
    design = [
        [m / (m - 1) * math.fsum(own[i] * own[j] for own in sums.values()) for j in range(k - 1)]
        for i in range(k - 1)
    ]
    delta = solved(simple, design)
    trace = sum(delta[i][i] for i in range(k - 1))
    d = trace**2 / sum(delta[i][j] * delta[j][i] for i in range(k - 1) for j in range(k - 1))
    return {"p": f_upper_tail(chi_square / trace, d, d * (m - 1))}


def regression_on_time(groups, scale=1.0):
    """R: svyglm(y ~ time)."""
    answers = [(c, t, y * scale, w) for t, g in enumerate(groups) for c, y, w in g.answers]
    weight = math.fsum(w for *_, w in answers)
    middle = math.fsum(t * w for _, t, _, w in answers) / weight
    mean = math.fsum(y * w for _, _, y, w in answers) / weight
    spread = math.fsum(w * (t - middle) ** 2 for _, t, _, w in answers)
    slope = math.fsum(w * (t - middle) * y for _, t, y, w in answers) / spread
    parts = defaultdict(float)
    for c, t, y, w in answers:
        parts[c] += w * (t - middle) * (y - mean - slope * (t - middle)) / spread
    m = len(parts)
    error = math.sqrt(m / (m - 1) * math.fsum(u * u for u in parts.values()))
    reach = t_quantile(m - 2) * error
    return {
        "slope": slope, "slope_low": slope - reach, "slope_high": slope + reach,
        "z": slope / error, "p": 2 * t_upper_tail(abs(slope) / error, m - 2),
    }


def within_strata(strata):
    """R: svycontrast of svyby, with Mantel and Haenszel's weights."""
    kept = [pair for pair in strata if pair[0].answers and pair[1].answers]
    sizes = [(one.effective(1.0), two.effective(1.0)) for one, two in kept]
    weights = [n * m / (n + m) for n, m in sizes]
    parts = defaultdict(float)
    for (one, two), weight in zip(kept, weights):
        for group, sign in ((one, 1), (two, -1)):
            for customer, u in group.influence().items():
                parts[customer] += sign * weight / sum(weights) * u
    m = in_any([g for pair in strata for g in pair if g.answers])
    error = math.sqrt(m / (m - 1) * math.fsum(u * u for u in parts.values()))
    gap = sum(w * (one.mean - two.mean) for (one, two), w in zip(kept, weights)) / sum(weights)
    reach = t_quantile(m - 1) * error
    return {
        "difference": gap, "difference_low": gap - reach, "difference_high": gap + reach,
        "p": 2 * t_upper_tail(abs(gap) / error, m - 1),
    }


class Expected:
    """Figures and contrasts as the program's JSON names them."""

    def __init__(self, base):
        self.base = base
        self.figures = []
        self.contrasts = []
        self.overall_tests = []
        self.courses = []
        self.adjusted = []

    def figure(self, section, metric, place, values):
        names = {"segment": None, "period": None, "by": None, **place}
        self.figures.append({"section": section, "metric": metric, **names, **values})

    def contrast(self, section, metric, left, right, values):
        self.contrasts.append({"section": section, "metric": metric, "left": left, "right": right, **values})

    def write(self, name):
        told = {kind: entries for kind, entries in vars(self).items() if entries}
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (HERE / name).write_text(text + "\n", encoding="utf-8")


MEASURES = {
    "satisfied_share": ("csat", lambda y: float(float(y) >= 4), share, share_difference),
    "score": ("nps", lambda y: float((float(y) >= 9) - (float(y) < 7)), score, score_difference),
    "mean_time": ("wait", float, mean, mean_difference),
    "returning": ("again", lambda y: float(y == "yes"), share, share_difference),
}


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def customers(name, weighted, by_month):
    used = rows("panel.csv")
    for number, row in enumerate(used):
        row["customer"] = row["who"] if row["who"] not in ("", "N/A") else number
        row["weight"] = float(row["w"]) if weighted else 1.0

    def group(metric, of=lambda row: True):
        column, value, _, _ = MEASURES[metric]
        return Group([(r["customer"], value(r[column]), r["weight"]) for r in used if r[column] and of(r)])

    def waits(of=lambda row: True):
        return [(r["customer"], float(r["wait"]), r["weight"]) for r in used if of(r)]

    expected = Expected({"n": len(used), "customers": len({r["customer"] for r in used})})
    months = sorted({r["day"][:7] for r in used}) if by_month else []
    for metric in ["satisfied_share", "score", "mean_time"]:
        _, _, one, two = MEASURES[metric]
        expected.figure("summary-1", metric, {}, one(group(metric)))
        in_months = [group(metric, lambda r: r["day"][:7] == month) for month in months]
        for month, answers in zip(months, in_months):
            expected.figure("trend-1", metric, {"period": month}, one(answers))
            rest = group(metric, lambda r: r["day"][:7] != month)
            expected.contrast("trend-1", metric, month, "rest", two(answers, rest))
        if by_month:
            first, before, last = in_months[0], in_months[-2], in_months[-1]
            expected.contrast("summary-1", metric, months[-1], months[-2], two(last, before))
            expected.contrast("trend-1", metric, months[-1], months[0], two(last, first))
        for channel in ["phone", "shop", "web"]:
            here = group(metric, lambda r: r["channel"] == channel)
            rest = group(metric, lambda r: r["channel"] != channel)
            expected.figure("table-1", metric, {"segment": channel, "by": "channel"}, one(here))
            expected.contrast("table-1", metric, channel, "rest", two(here, rest))
        web, shop = (group(metric, lambda r: r["channel"] == c) for c in ["web", "shop"])
        expected.contrast("compare-1", metric, "by_web", "in_shop", two(web, shop))
    expected.figure("summary-1", "minutes", {}, total(group("mean_time")))
    expected.figure("summary-1", "median_time", {}, median(waits()))
    groups = {
        "satisfied": group("returning", lambda r: r["csat"] in ("4", "5")),
        "dissatisfied": group("returning", lambda r: r["csat"] in ("1", "2")),
    }
    for segment, answers in groups.items():
        expected.figure("compare-2", "returning", {"segment": segment}, share(answers))
    expected.contrast("compare-2", "returning", *groups, share_difference(*groups.values()))
    expected.write(name)


def options(name, weighted, clustered):
    """What people use, several things each: figures of those who use one and of those who don't, and
    how often each is named among those who were asked."""
    used = rows("panel.csv")
    for number, row in enumerate(used):
        known = clustered and row["who"] not in ("", "N/A")
        row["customer"] = row["who"] if known else number
        row["weight"] = float(row["w"]) if weighted else 1.0
    asked = [r for r in used if r["uses"]]
    names = sorted({option for r in asked for option in r["uses"].split(";")})

    def facts(values):
        return {k: v for k, v in values.items() if clustered or k != "customers"}

    expected = Expected({"n": len(used)})
    for metric in ["satisfied_share", "score", "mean_time"]:
        column, value, one, two = MEASURES[metric]
        if metric == "mean_time" and not clustered:
            two = welch
        for option in names:
            groups = [
                Group([
                    (r["customer"], value(r[column]), r["weight"])
                    for r in asked
                    if r[column] and (option in r["uses"].split(";")) == chosen
                ])
                for chosen in (True, False)
            ]
            expected.figure("table-1", metric, {"segment": option, "by": "used"}, facts(one(groups[0])))
            expected.contrast("table-1", metric, option, "rest", {**two(*groups), "by": "used"})
    months = sorted({r["day"][:7] for r in used})
    if clustered:
        several_groups(expected, used, months)
    named = {"used": lambda r: r["uses"].split(";"), "way": lambda r: [r["channel"]]}
    satisfied = [r for r in used if r["csat"] in ("4", "5")]
    for section, base, questions in [("reasons-1", used, ["used", "way"]), ("reasons-2", satisfied, ["used"])]:
        for question in questions:
            given = [r for r in base if r["uses" if question == "used" else "channel"]]
            for reason in sorted({reason for r in given for reason in named[question](r)}):
                def of(who):
                    answers = [(r["customer"], float(reason in named[question](r)), r["weight"]) for r in who]
                    return Group(answers)

                place = {"segment": reason, "by": question}
                expected.figure(section, question, place, facts(share(of(given))))
                if section == "reasons-1":
                    now, before = (of([r for r in given if r["day"][:7] == m]) for m in (months[-1], months[-2]))
                    change = {**share_difference(now, before), "by": reason}
                    expected.contrast(section, question, months[-1], months[-2], change)
    expected.write(name)


def several_groups(expected, used, months):
    """Groups that share customers, all at once, over time and within strata."""

    def group(metric, of, rank=None):
        column, value, _, _ = MEASURES[metric]
        answers = [(r["customer"], value(r[column]), r["weight"]) for r in used if r[column] and of(r)]
        return Group([(c, rank[y], w) for c, y, w in answers] if rank else answers)

    def ranks(of):
        answers = group("mean_time", of).answers
        return {y: rank for (_, y, _), (_, rank, _) in zip(answers, ranked(answers).answers)}

    channels = ["web", "shop", "phone"]
    of_channel = [lambda r, c=c: r["channel"] == c for c in channels]
    of_month = [lambda r, m=m: r["day"][:7] == m for m in months]
    kinds = {
        "satisfied_share": (equal_shares, 1.0), "score": (equal_means, 100.0),
        "mean_time": (equal_means, 1.0), "median_time": (equal_means, None),
    }
    for metric, (test, scale) in kinds.items():
        of_ranks = metric == "median_time"
        base = "mean_time" if of_ranks else metric

        def groups(of, everybody):
            rank = ranks(everybody) if of_ranks else None
            return [group(base, one, rank) for one in of]

        names = {"section": "compare-1", "metric": metric}
        compared = groups(of_channel, lambda r: r["channel"] in channels)
        expected.overall_tests.append({**names, **test(compared)})
        course = regression_on_time(groups(of_month, lambda r: True), scale or 1.0)
        if of_ranks:
            course = {"z": course["z"], "p": course["p"]}
        expected.courses.append({"section": "trend-1", "metric": metric, **course})
        if of_ranks:
            continue
        strata = [
            [group(metric, lambda r: r["channel"] == c and r["again"] == a) for c in ("web", "shop")]
            for a in ("yes", "no")
        ]
        found = within_strata(strata)
        if metric == "score":
            found = {k: v * 100 if k != "p" else v for k, v in found.items()}
        place = {"metric": metric, "left": "by_web", "right": "in_shop"}
        expected.adjusted.append({"section": "compare-2", **place, **found})


def rake(weights, margins, bounds):
    """Iterative proportional fitting row by row; a margin is (category of each row, target shares).

    Rows whose category is None keep the share of weight that they have.
    """
    total = math.fsum(weights)
    start = list(weights)
    targets = []
    for categories, shares in margins:
        kept = math.fsum(w for w, c in zip(start, categories) if c is None)
        targets.append({None: kept, **{c: share * (total - kept) for c, share in shares.items()}})
    for _ in range(10_000):
        for (categories, _), target in zip(margins, targets):
            sums = defaultdict(list)
            for w, c in zip(weights, categories):
                sums[c].append(w)
            factor = {c: target[c] / math.fsum(ws) for c, ws in sums.items()}
            weights = [w * factor[c] for w, c in zip(weights, categories)]
        if bounds:
            low, high = (bound * total / len(weights) for bound in bounds)
            weights = [min(max(w, low), high) for w in weights]
        error = 0.0
        for (categories, _), target in zip(margins, targets):
            for category, wanted in target.items():
                sum_of = math.fsum(w for w, c in zip(weights, categories) if c == category)
                error = max(error, abs(sum_of - wanted) / total)
        if error < 1e-15:
            break
    return weights


def effect(weights):
    return len(weights) * math.fsum(w * w for w in weights) / math.fsum(weights) ** 2


def raked(name, margins, own_weights, customers):
    used = rows("panel.csv")
    start = [float(r["w"]) if own_weights else 1.0 for r in used]
    free, weights = (rake(start, margins(used), bounds) for bounds in [None, (0.2, 5.0)])
    for number, (row, weight) in enumerate(zip(used, weights)):
        known = customers and row["who"] not in ("", "N/A")
        row["customer"], row["weight"] = row["who"] if known else number, weight

    def group(metric, of=lambda row: True):
        column, value, _, _ = MEASURES[metric]
        return Group([(r["customer"], value(r[column]), r["weight"]) for r in used if r[column] and of(r)])

    def facts(values):
        return {k: v for k, v in values.items() if customers or k != "customers"}

    mean_weight = math.fsum(weights) / len(weights)
    expected = Expected({"n": len(used), "design_effect": effect(weights)})
    expected.raking = {
        "design_effect_before": effect(start),
        "design_effect_untrimmed": effect(free),
        "design_effect": effect(weights),
        "effective_n": len(weights) / effect(weights),
        "at_lower_bound": sum(w <= 0.2 * mean_weight * (1 + 1e-9) for w in weights),
        "at_upper_bound": sum(w >= 5 * mean_weight * (1 - 1e-9) for w in weights),
    }
    for metric in ["score", "mean_time"]:
        expected.figure("summary-1", metric, {}, facts(MEASURES[metric][2](group(metric))))
    for channel in ["phone", "shop", "web"]:
        here = group("score", lambda r: r["channel"] == channel)
        expected.figure("table-1", "score", {"segment": channel, "by": "channel"}, facts(score(here)))
    if own_weights:
        expected.figure("summary-1", "minutes", {}, total(group("mean_time")))
    else:
        expected.figure("summary-1", "satisfied_share", {}, facts(share(group("satisfied_share"))))
    expected.write(name)


def three_margins(used):
    def band(csat):
        return None if not csat else "sat" if float(csat) >= 4 else "neutral" if csat == "3" else "dis"

    return [
        ([r["channel"] for r in used], {"web": 0.70, "phone": 0.12, "shop": 0.18}),
        ([band(r["csat"]) for r in used], {"sat": 0.35, "neutral": 0.15, "dis": 0.50}),
        ([r["again"] for r in used], {"yes": 0.36, "no": 0.64}),
    ]


def channels(used):
    return [([r["channel"] for r in used], {"web": 0.4, "phone": 0.3, "shop": 0.3})]


if __name__ == "__main__":
    customers("customers.json", weighted=True, by_month=True)
    customers("customers.fa.json", weighted=False, by_month=False)
    options("options.json", weighted=True, clustered=True)
    options("options-customers.json", weighted=False, clustered=True)
    options("options-weights.json", weighted=True, clustered=False)
    raked("raked.json", three_margins, own_weights=False, customers=False)
    raked("raked-again.json", channels, own_weights=True, customers=True)
