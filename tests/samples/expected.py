#!/usr/bin/env python3
"""Works out figures of the sample surveys a second time, with nothing of cxq.

    python3 tests/samples/expected.py

writes NAME.json beside this script for each sample. It needs nothing but Python.
The formulae: shares by Wilson's interval on the effective number of answers, net promoter scores by
the adjusted Wald interval, medians by the inverse distribution function that averages on a flat
step, differences of shares by Newcombe, their test by the pooled z test.
"""

import csv
import itertools
import json
import math
from pathlib import Path
from statistics import NormalDist

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "sample-data"
Z = NormalDist().inv_cdf(0.975)
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
LETTERS = str.maketrans("يك", "یک", "\u200c ")


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    try:
        return float(text.translate(DIGITS))
    except ValueError:
        return None


def effective(pairs):
    """Effective number of (value, weight): the smaller of Kish's and that of the linearised variance."""
    total = math.fsum(w for _, w in pairs)
    kish = total**2 / math.fsum(w * w for _, w in pairs)
    mean = math.fsum(y * w for y, w in pairs) / total
    linear = math.fsum(w * w * (y - mean) ** 2 for y, w in pairs) / total**2
    spread = math.fsum(w * (y - mean) ** 2 for y, w in pairs) / total
    return min(kish, spread / linear) if linear > 0 else kish


def wilson(p, n):
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return middle - half, middle + half


def share(pairs):
    n = effective(pairs)
    p = math.fsum(y * w for y, w in pairs) / math.fsum(w for _, w in pairs)
    low, high = wilson(p, n)
    return {"estimate": p, "low": low, "high": high, "n": len(pairs), "effective_n": n}


def nps(pairs):
    scored = [(1.0 if y >= 9 else -1.0 if y <= 6 else 0.0, w) for y, w in pairs]
    n = effective(scored)
    total = math.fsum(w for _, w in scored)
    up = math.fsum(w for y, w in scored if y > 0) / total
    down = math.fsum(w for y, w in scored if y < 0) / total
    p, d = (up * n + 0.75) / (n + 3), (down * n + 0.75) / (n + 3)
    half = Z * math.sqrt(((p + d) * (1 - p - d) + 4 * p * d) / (n + 3))
    return {
        "estimate": 100 * (up - down),
        "low": 100 * (p - d - half),
        "high": 100 * (p - d + half),
        "n": len(pairs),
        "effective_n": n,
    }


def mean(pairs):
    total = math.fsum(w for _, w in pairs)
    return {"estimate": math.fsum(y * w for y, w in pairs) / total, "n": len(pairs)}


def median(pairs):
    ordered = sorted(pairs)
    half = math.fsum(w for _, w in ordered) / 2
    below = 0.0
    for place, (y, w) in enumerate(ordered):
        below += w
        if math.isclose(below, half, rel_tol=1e-9):
            y = (y + ordered[place + 1][0]) / 2
            break
        if below > half:
            break
    return {"estimate": y, "n": len(pairs)}


def difference(one, other):
    """Of two shares: Newcombe's interval, and the pooled z test on the effective numbers."""
    p, q = one["estimate"], other["estimate"]
    n, m = one["effective_n"], other["effective_n"]
    pooled = (p * n + q * m) / (n + m)
    z = abs(p - q) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return {
        "difference": p - q,
        "difference_low": p - q - math.hypot(p - one["low"], other["high"] - q),
        "difference_high": p - q + math.hypot(one["high"] - p, q - other["low"]),
        "ratio": p / q,
        "p": math.erfc(z / math.sqrt(2)),
    }


def inverse(a):
    """Of a small matrix, by Gauss and Jordan."""
    n = len(a)
    rows = [list(row) + [float(i == j) for j in range(n)] for i, row in enumerate(a)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(n):
            if k != i:
                rows[k] = [x - rows[k][i] * y for x, y in zip(rows[k], rows[i])]
    return [row[n:] for row in rows]


def importance(cases):
    """Shares of R² of drivers, averaged over all orders; cases are (outcome, drivers, weight)."""
    total = math.fsum(w for *_, w in cases)
    columns = [[y for y, _, _ in cases]] + [list(c) for c in zip(*(d for _, d, _ in cases))]
    weights = [w for *_, w in cases]
    means = [math.fsum(x * w for x, w in zip(c, weights)) / total for c in columns]
    cross = [
        [math.fsum(w * (x - m) * (y - k) for x, y, w in zip(c, d, weights)) for d, k in zip(columns, means)]
        for c, m in zip(columns, means)
    ]

    def explained(drivers):
        if not drivers:
            return 0.0
        solved = inverse([[cross[i][j] for j in drivers] for i in drivers])
        found = sum(
            cross[0][i] * solved[a][b] * cross[0][j]
            for a, i in enumerate(drivers) for b, j in enumerate(drivers)
        )
        return found / cross[0][0]

    drivers = range(1, len(columns))
    parts = []
    for j in drivers:
        orders = [order for order in itertools.permutations(drivers)]
        gains = []
        for order in orders:
            before = sorted(order[: order.index(j)])
            gains.append(explained(sorted([*before, j])) - explained(before))
        parts.append(math.fsum(gains) / len(gains))
    return [part / math.fsum(parts) for part in parts]


class Expected:
    """Figures and contrasts as the program's JSON names them."""

    def __init__(self):
        self.figures = []
        self.contrasts = []
        self.gains = []

    def figure(self, section, metric, segment, period, values, **names):
        self.figures.append(
            {"section": section, "metric": metric, "segment": segment, "period": period, **names, **values}
        )
        return values

    def gain(self, section, customers, values):
        self.gains.append({"section": section, "customers": customers, **values})

    def contrast(self, section, metric, left, right, values):
        self.contrasts.append(
            {"section": section, "metric": metric, "left": left, "right": right, **values}
        )

    def write(self, name):
        told = {kind: found for kind, found in vars(self).items() if found}
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (HERE / name).write_text(text + "\n", encoding="utf-8")


def support():
    kept = [r for r in rows("support.csv") if r["Finished"] == "1" and r["Status"] == "IP Address"]
    last = {r["ResponseId"]: r for r in kept}  # a later row takes the place of an earlier one
    used = [r for r in last.values() if (number(r["Weight"]) or 0) > 0]

    def pairs(column, of=lambda row: True):
        return [
            (number(r[column]), float(r["Weight"]))
            for r in used
            if of(r) and number(r[column]) is not None
        ]

    def satisfied(of=lambda row: True):
        return share([(float(y >= 4), w) for y, w in pairs("Satisfaction", of)])

    def again(of=lambda row: True):
        return share([(float(r["BuysAgain"] == "yes"), float(r["Weight"])) for r in used if of(r) and r["BuysAgain"]])

    expected = Expected()
    expected.figure("summary-1", "csat_score", None, None, satisfied())
    expected.figure("summary-1", "nps_score", None, None, nps(pairs("Recommend")))
    expected.figure("summary-1", "median_wait", None, None, median(pairs("WaitMinutes")))
    groups = {
        "satisfied": lambda r: (number(r["Satisfaction"]) or 0) >= 4,
        "dissatisfied": lambda r: 1 <= (number(r["Satisfaction"]) or 0) <= 2,
    }
    both = [expected.figure("compare-1", "repurchase", n, None, again(of)) for n, of in groups.items()]
    expected.contrast("compare-1", "repurchase", *groups, difference(*both))
    both = [
        expected.figure("compare-1", "told_many", name, None,
                        share([(float(y > 5), w) for y, w in pairs("PeopleTold", of)]))
        for name, of in groups.items()
    ]
    expected.contrast("compare-1", "told_many", *groups, difference(*both))
    for name, of in groups.items():
        expected.figure("compare-1", "median_wait", name, None, median(pairs("WaitMinutes", of)))
    months = sorted({r["EndDate"][:7] for r in used})
    for month in months:
        of = lambda row: row["EndDate"].startswith(month)
        expected.figure("trend-1", "csat_score", None, month, satisfied(of))
        expected.figure("trend-1", "nps_score", None, month, nps(pairs("Recommend", of)))
        expected.figure("trend-1", "median_wait", None, month, median(pairs("WaitMinutes", of)))
    for column in ["Channel", "Region"]:
        for value in sorted({r[column] for r in used}):
            of = lambda row: row[column] == value
            expected.figure("table-1", "csat_score", value, None, satisfied(of))
            expected.figure("table-1", "nps_score", value, None, nps(pairs("Recommend", of)))
            expected.figure("table-1", "repurchase", value, None, again(of))
    fields = {
        "site": "Website", "friendly": "Friendliness", "knowledge": "Knowledge", "speed": "Speed",
        "solution": "Solution",
    }
    complete = [r for r in used if all(number(r[c]) is not None for c in ["Satisfaction", *fields.values()])]
    cases = [
        (number(r["Satisfaction"]), [number(r[c]) for c in fields.values()], float(r["Weight"]))
        for r in complete
    ]
    for metric, share_of in zip(fields, importance(cases)):
        values = {"by": "importance", "estimate": share_of, "n": len(cases)}
        expected.figure("drivers-1", metric, None, None, values)
        expected.figure("drivers-1", metric, None, None, {"by": None, **mean(pairs(fields[metric]))})
    steps = {"menu": "PhoneMenu", **fields, "follow_up": "FollowUp"}
    for metric, column in steps.items():
        expected.figure("journey-1", metric, None, None, mean(pairs(column)))
        for name, of in groups.items():
            expected.figure("journey-1", metric, name, None, mean(pairs(column, of)))
    expected.figure("journey-1", "wait", None, None, median(pairs("WaitMinutes")))
    asked = [r for r in used if groups["dissatisfied"](r) and r["MainReason"]]
    for reason in sorted({r["MainReason"] for r in asked}):
        named = share([(float(r["MainReason"] == reason), float(r["Weight"])) for r in asked])
        expected.figure("reasons-1", "main_reason", reason, None, {"by": "main_reason", **named})
    quarters = {"2026-Q2": ("2026-04", "2026-06"), "2026-Q1": ("2026-01", "2026-03")}
    top = max({r["MainReason"] for r in asked}, key=lambda reason: sum(float(r["Weight"]) for r in asked if r["MainReason"] == reason))
    both = [
        share([(float(r["MainReason"] == top), float(r["Weight"])) for r in asked if first <= r["EndDate"][:7] <= last])
        for first, last in quarters.values()
    ]
    values = {"by": top, **difference(*both)}
    expected.contrast("reasons-1", "main_reason", *quarters, values)
    for agent in sorted({r["Agent"] for r in used}):
        of = lambda row: row["Agent"] == agent
        expected.figure("ranking-1", "csat_score", agent, None, {"by": "Agent", **satisfied(of)})
    expected.figure("gap-1", "csat_score", None, None, satisfied())
    expected.write("support.json")


def persian():
    used = rows("persian.csv")
    mood, asked, again, days, told = (
        "احساس شما از این خرید", "پیشنهاد به دوستان (۰ تا ۱۰)", "دوباره می‌خرید؟", "روزهای ارسال",
        "به چند نفر گفتید؟",
    )

    def same(text):
        return text.translate(LETTERS)

    def is_face(face):
        return lambda row: same(row[mood]) == same(face)

    happy, unhappy = is_face("خوشحال"), is_face("ناراحت")

    def numbers(column, of=lambda row: True):
        return [(number(r[column]), 1.0) for r in used if of(r) and number(r[column]) is not None]

    def buys(of):
        return share([(float(r[again] == "بله"), 1.0) for r in used if of(r) and r[again]])

    expected = Expected()
    faces = share([(float(happy(r)), 1.0) for r in used if r[mood]])
    expected.figure("summary-1", "رضایت", None, None, faces)
    expected.figure("summary-1", "توصیه", None, None, nps(numbers(asked)))
    expected.figure("summary-1", "زمان_ارسال", None, None, mean(numbers(days)))
    names = ["خوشحال", "ناراحت"]
    both = [expected.figure("compare-1", "خرید_دوباره", n, None, buys(of)) for n, of in zip(names, [happy, unhappy])]
    expected.contrast("compare-1", "خرید_دوباره", *names, difference(*both))
    both = [
        expected.figure("compare-1", "بازگویی", name, None, share([(float(y > 5), 1.0) for y, _ in numbers(told, of)]))
        for name, of in zip(names, [happy, unhappy])
    ]
    expected.contrast("compare-1", "بازگویی", *names, difference(*both))
    expected.write("persian.json")


def arabic():
    used = rows("arabic.csv")
    overall, late, again = "الرضا العام", "أيام التأخير", "هل ستشتري مرة أخرى؟"
    means = {
        "تقييم_الموقع": "الموقع", "تقييم_الطلب": "الطلب", "تقييم_الدفع": "الدفع",
        "تقييم_المندوب": "المندوب", "تقييم_التغليف": "التغليف", "تقييم_الخدمة": "خدمة العملاء",
    }
    groups = {
        "راضون": lambda r: (number(r[overall]) or 0) >= 4,
        "غير_راضين": lambda r: 1 <= (number(r[overall]) or 0) <= 2,
    }

    def numbers(column, of=lambda row: True):
        return [(number(r[column]), 1.0) for r in used if of(r) and number(r[column]) is not None]

    expected = Expected()
    expected.figure("summary-1", "نسبة_الرضا", None, None, share([(float(y >= 4), w) for y, w in numbers(overall)]))
    expected.figure("summary-1", "نسبة_التأخير", None, None, share([(float(y > 0), w) for y, w in numbers(late)]))
    for metric, column in means.items():
        for name, of in groups.items():
            expected.figure("compare-2", metric, name, None, mean(numbers(column, of)))
    both = [
        expected.figure("compare-2", "إعادة_الشراء", name, None,
                        share([(float(r[again] == "نعم"), 1.0) for r in used if of(r) and r[again]]))
        for name, of in groups.items()
    ]
    expected.contrast("compare-2", "إعادة_الشراء", *groups, difference(*both))
    for city in sorted({r["المدينة"] for r in used}):
        of = lambda row: row["المدينة"] == city
        expected.figure("table-1", "نسبة_الرضا", city, None, share([(float(y >= 4), w) for y, w in numbers(overall, of)]))
    expected.write("arabic.json")


def branches():
    used = rows("branches.csv")
    sizes = {}
    for row in used:
        if row["Branch"]:
            sizes[row["Branch"]] = sizes.get(row["Branch"], 0) + 1
    # The smallest has fewer than ten visitors, and the next would give it away.
    with_page = sorted(sizes, key=sizes.get)[2:]
    expected = Expected()
    for branch in [None, *sorted(with_page)]:
        of = [row for row in used if branch in (None, row["Branch"])]
        section = "pages-1" if branch else "summary-1"
        csat = [(float(number(r["Satisfaction"]) >= 4), 1.0) for r in of]
        expected.figure(section, "csat_score", branch, None, share(csat))
        expected.figure(section, "nps_score", branch, None, nps([(number(r["Recommend"]), 1.0) for r in of if r["Recommend"]]))
        expected.figure(section, "median_wait", branch, None, median([(number(r["Minutes"]), 1.0) for r in of]))
    expected.write("branches.json")


def broadband():
    plans = {r["Customer"]: r["Plan"] for r in rows("customers.csv")}
    used = rows("broadband.csv")
    expected = Expected()

    def satisfied(of=lambda row: True):
        return share([(float(int(r["Satisfaction"]) >= 4), 1.0) for r in used if of(r)])

    def recommending(of=lambda row: True):
        return nps([(float(r["Recommend"]), 1.0) for r in used if of(r)])

    expected.figure("summary-1", "csat_score", None, None, satisfied())
    expected.figure("summary-1", "nps_score", None, None, recommending())
    for plan in sorted(set(plans.values())):
        of = lambda row: plans[row["Customer"]] == plan
        expected.figure("table-1", "csat_score", plan, None, satisfied(of))
        expected.figure("table-1", "nps_score", plan, None, recommending(of))
    asked = [r["Problem"] for r in used if int(r["Satisfaction"]) <= 2]
    for problem in sorted(set(asked)):
        named = share([(float(one == problem), 1.0) for one in asked])
        expected.figure("reasons-1", "problem", problem, None, {"by": "problem", **named})
    expected.write("broadband.json")
def t_quantile(df):
    """Of 0.975, by Cornish and Fisher; good to ten digits for hundreds of degrees of freedom."""
    z = Z
    terms = [
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    ]
    return z + sum(term / df ** (k + 1) for k, term in enumerate(terms))


def by_customer(cases):
    """Sums of (customer, number) by customer."""
    sums = {}
    for customer, number in cases:
        sums[customer] = sums.get(customer, 0.0) + number
    return sums


def clustered_share(cases):
    """Of (customer, 0 or 1): Wilson's interval on the answers over the design effect of customers."""
    n = len(cases)
    p = math.fsum(y for _, y in cases) / n
    sums = by_customer([(customer, y - p) for customer, y in cases])
    m = len(sums)
    effect = math.fsum(x * x for x in sums.values()) / math.fsum((y - p) ** 2 for _, y in cases)
    effect = max(effect, 1.0) * (t_quantile(m - 1) / t_quantile(n - 1)) ** 2
    low, high = wilson(p, n / effect)
    return {"estimate": p, "low": low, "high": high, "n": n, "effective_n": n / effect, "customers": m}


def clustered_mean(cases):
    n = len(cases)
    mean = math.fsum(y for _, y in cases) / n
    sums = by_customer([(customer, (y - mean) / n) for customer, y in cases])
    m = len(sums)
    half = t_quantile(m - 1) * math.sqrt(m / (m - 1) * math.fsum(x * x for x in sums.values()))
    return {"estimate": mean, "low": mean - half, "high": mean + half, "n": n, "customers": m}


def clustered_difference(one, other):
    """Of two means of (customer, number), also where customers stand in both."""
    means = [math.fsum(y for _, y in cases) / len(cases) for cases in (one, other)]
    scores = [(c, (y - means[0]) / len(one)) for c, y in one]
    scores += [(c, -(y - means[1]) / len(other)) for c, y in other]
    sums = by_customer(scores)
    m = len(sums)
    half = t_quantile(m - 1) * math.sqrt(m / (m - 1) * math.fsum(x * x for x in sums.values()))
    gap = means[0] - means[1]
    return {"difference": gap, "difference_low": gap - half, "difference_high": gap + half}


def again(customers):
    """Of mentions, those by a customer who made one before: a mean of 1 - 1/m over a customer's m."""
    mentions = len(customers)
    times = [customers.count(customer) for customer in set(customers)]
    rate = (mentions - len(times)) / mentions
    clustered = math.fsum((m - 1 - rate * m) ** 2 for m in times)
    plain = mentions * rate * (1 - rate)
    effect = max(clustered / plain, 1.0) if plain else 1.0
    low, high = wilson(rate, mentions / effect)
    low = low if rate else 0.0
    return {"estimate": rate, "low": low, "high": high, "n": mentions}


def tickets():
    calls = {row["Call"]: row for row in rows("renewals.csv")}
    used = rows("tickets.csv")
    expected = Expected()
    for topic in ("Outage", "Slow line", "Bill", "New router"):
        named = [row for row in used if row["Topic"] == topic]
        told = clustered_share([(row["CustomerId"], float(row["Topic"] == topic)) for row in used])
        expected.figure("reasons-1", "Topic", topic, None, told, by="Topic")
        expected.figure("reasons-1", "Topic, again", topic, None, again([r["CustomerId"] for r in named]), by="Topic")
        for plan in ("Basic", "Business"):
            of_plan = [row for row in used if calls[row["Call"]]["Plan"] == plan]
            n = sum(1 for row in of_plan if row["Topic"] == topic)
            expected.figure("reasons-1", "Topic", plan, None, {"estimate": n / len(of_plan), "n": len(of_plan)}, by=topic)
    expected.write("tickets.json")


def renewals():
    used = rows("renewals.csv")
    expected = Expected()

    def code(row):
        return number(row["Satisfaction"])

    def cases(of, value):
        """(customer, value) of those who have one."""
        found = [(row["CustomerId"], value(row)) for row in used if of(row)]
        return [(customer, float(y)) for customer, y in found if y is not None]

    def everybody(_):
        return True

    def satisfied(row):
        return code(row) is not None and code(row) >= 4

    def dissatisfied(row):
        return code(row) is not None and code(row) <= 2

    def is_satisfied(row):
        return None if code(row) is None else code(row) >= 4

    def is_yes(column):
        return lambda row: {"yes": 1, "no": 0}.get(row[column])

    def wait(row):
        return number(row["WaitMinutes"])

    def spend(row):
        return number(row["YearlySpend"])

    # Satisfaction by waiting band; a wait of 3 minutes is short, one of 8 is in the middle.
    bands = {
        "short": lambda w: w <= 3, "middle": lambda w: 3 < w <= 8, "long": lambda w: 8 < w <= 15,
        "very long": lambda w: w > 15,
    }
    for band, inside in bands.items():
        def of_band(row):
            return wait(row) is not None and inside(wait(row))

        expected.figure("table-1", "csat_score", band, None, clustered_share(cases(of_band, is_satisfied)))
        expected.figure("table-1", "at_once", band, None, clustered_share(cases(of_band, is_yes("FirstContact"))))
    in_time = cases(everybody, lambda row: None if wait(row) is None else wait(row) <= 8)
    expected.figure("summary-1", "in_time", None, None, clustered_share(in_time))
    expected.figure("summary-1", "at_once", None, None, clustered_share(cases(everybody, is_yes("FirstContact"))))
    waits = sorted(w for w in map(wait, used) if w is not None)
    at = 0.9 * len(waits)
    flat = abs(at - round(at)) < 1e-9
    nine_in_ten = (waits[round(at) - 1] + waits[round(at)]) / 2 if flat else waits[math.ceil(at) - 1]
    expected.figure("summary-1", "slow_wait", None, None, {"estimate": nine_in_ten, "n": len(waits)})

    # What moving 500 of the dissatisfied is worth, and all of them in the data.
    groups = {"dissatisfied": dissatisfied, "satisfied": satisfied}
    spent = {name: cases(of, spend) for name, of in groups.items()}
    for name in groups:
        expected.figure("value-1", "spent", name, None, clustered_mean(spent[name]))
    gap = clustered_difference(spent["satisfied"], spent["dissatisfied"])
    expected.contrast("value-1", "spent", "satisfied", "dissatisfied", gap)
    people = len({customer for customer, _ in spent["dissatisfied"]})
    for customers in (500, people):
        times = {"gain" + key.removeprefix("difference"): value * customers for key, value in gap.items()}
        expected.gain("value-1", customers, {"estimate": times["gain"], "low": times["gain_low"], "high": times["gain_high"]})
    stay = {name: clustered_share(cases(of, is_yes("Renewed"))) for name, of in groups.items()}
    for name in groups:
        expected.figure("value-2", "stays", name, None, stay[name])
    gap = stay["satisfied"]["estimate"] - stay["dissatisfied"]["estimate"]
    expected.gain("value-2", 500, {"estimate": gap * 500})

    # Reasons of the dissatisfied: any, first, again by the same customer, and by plan.
    unhappy = [row for row in used if dissatisfied(row)]

    def causes(row):
        return row["Causes"].split("; ")

    for cause in ("Long wait", "Not solved", "Price"):
        named = [row for row in unhappy if cause in causes(row)]
        told = clustered_share([(row["CustomerId"], float(cause in causes(row))) for row in unhappy])
        expected.figure("reasons-1", "causes", cause, None, told, by="causes")
        told = clustered_share([(row["CustomerId"], float(causes(row)[0] == cause)) for row in unhappy])
        expected.figure("reasons-1", "causes, first", cause, None, told, by="causes")
        expected.figure("reasons-1", "causes, again", cause, None, again([row["CustomerId"] for row in named]), by="causes")
        for plan in ("Basic", "Family"):
            of_plan = [(row["CustomerId"], float(cause in causes(row))) for row in unhappy if row["Plan"] == plan]
            expected.figure("reasons-1", "causes", plan, None, clustered_share(of_plan), by=cause)

    # Answers in full
    for name, of in {None: everybody, **groups}.items():
        def told(value):
            return clustered_share(cases(of, value)) if any(y for _, y in cases(of, value)) else {"estimate": 0.0}

        missing = sum(1 for row in used if of(row) and code(row) is None)
        for each in range(1, 6):
            share_of = told(lambda row: None if code(row) is None else code(row) == each)
            expected.figure("answers-1", "csat", name, None, {**share_of, "missing": missing}, by=str(each))
        for plan in ("Basic", "Family", "Business"):
            expected.figure("answers-1", "Plan", name, None, told(lambda row: row["Plan"] == plan), by=plan)
        for band, inside in bands.items():
            share_of = told(lambda row: None if wait(row) is None else inside(wait(row)))
            expected.figure("answers-1", "wait", name, None, share_of, by=band)
    expected.write("renewals.json")


if __name__ == "__main__":
    support()
    persian()
    arabic()
    branches()
    broadband()
    renewals()
    tickets()
