#!/usr/bin/env python3
"""Works out the response rates of list.cxq and rows.cxq a second time, with nothing of cxq.

    python3 tests/response/expected.py [make]

writes expected.json beside this script; with `make` the surveys as well. Rates by Wilson's interval;
the test is Pearson's of who answered by group, its size Cramér's V, bias corrected (Bergsma 2013).
"""

import csv
import json
import math
import random
import sys
from collections import Counter
from pathlib import Path
from statistics import NormalDist

HERE = Path(__file__).parent
Z = NormalDist().inv_cdf(0.975)


def write(name, rows):
    with open(HERE / name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def make():
    random.seed(3)
    customers = [(f"C{i}", random.choices(["North", "South", "East", "Hill"], [50, 30, 18, 2])[0],
                  random.choice(["gold", "basic"]) if i % 50 else "N/A") for i in range(1, 401)]
    answers = []
    for key, region, _ in customers:
        if random.random() < {"North": 0.5, "South": 0.2, "East": 0.35, "Hill": 0.5}[region]:
            for _ in range(random.choice([1, 1, 1, 2])):
                answers.append((key, random.choices([1, 2, 3, 4, 5], [1, 2, 2, 4, 3])[0],
                                int(random.random() < 0.9)))
    answers.append(("X9", 4, 1))
    write("customers.csv", [("id", "Region", "Tier"), *customers])
    write("list.csv", [("CustomerId", "Q1", "Finished"), *answers])
    first = {key: code for key, code, _ in reversed(answers)}
    write("rows.csv", [("id", "Region", "sent", "Q1"), *(
        (key, region, "no" if number % 9 == 0 else "yes", first.get(key, ""))
        for number, (key, region, _) in enumerate(customers))])


def rows(name):
    with open(HERE / name, newline="") as file:
        return list(csv.DictReader(file))


def rate(answered, n):
    p = answered / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return {"n": n, "answered": answered, "estimate": p, "low": middle - half, "high": middle + half}


def chi_square_tail(x, degrees):
    """P(X > x): one minus the regularised lower incomplete gamma function, by its series."""
    a, half = degrees / 2, x / 2
    term = total = 1 / a
    for step in range(1, 1000):
        term *= half / (a + step)
        total += term
    return 1 - total * math.exp(a * math.log(half) - half - math.lgamma(a))


def beside(found, value, n=None):
    """The rate beside a figure: by a score test against what 24 % may have been rounded from, or, where
    its base is known, by the pooled z test of two shares."""
    p, asked = found["estimate"], found["n"]
    if n is None:
        nearest = max(min(p, value + 0.005), value - 0.005)
        z = (p - nearest) / math.sqrt(nearest * (1 - nearest) / asked)
    else:
        pooled = (p * asked + value * n) / (asked + n)
        z = (p - value) / math.sqrt(pooled * (1 - pooled) * (1 / asked + 1 / n))
    p_value = math.erfc(abs(z) / math.sqrt(2))
    clear = p_value < 0.05
    return {"p": p_value, "standing": "level" if not clear else "above" if z > 0 else "below"}


def holm(ps):
    adjusted, most = [0.0] * len(ps), 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        most = max(most, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = most
    return adjusted


def page_wide(ps):
    """Benjamini and Hochberg over all tests of a page."""
    adjusted, least = [0.0] * len(ps), 1.0
    for rank, place in reversed(list(enumerate(sorted(range(len(ps)), key=ps.__getitem__), 1))):
        least = min(least, ps[place] * len(ps) / rank)
        adjusted[place] = least
    return adjusted


def divisions(people, columns, against):
    by = {column: division(people, column) for column in columns}
    ps = [one["p"] for one in by.values()]
    for one, p_adjusted, p_page in zip(by.values(), holm(ps), page_wide([*ps, against["p"]])):
        one.update(p_adjusted=p_adjusted, p_page=p_page)
    return by


def division(people, column):
    """People as (values, answered); those whose value is not known are in no group."""
    people = [(values, yes) for values, yes in people if values[column] not in ("", "N/A")]
    asked = Counter(values[column] for values, _ in people)
    answered = Counter(values[column] for values, yes in people if yes)
    n, yes = len(people), sum(answered.values())
    chi = 0.0
    for group, size in asked.items():
        for seen, share in ((answered[group], yes / n), (size - answered[group], 1 - yes / n)):
            chi += (seen - size * share) ** 2 / (size * share)
    k = len(asked)
    phi = max(0.0, chi / n - (k - 1) / (n - 1))
    limit = min(k - (k - 1) ** 2 / (n - 1), 2 - 1 / (n - 1)) - 1
    groups = {group: rate(answered[group], size) for group, size in sorted(asked.items())}
    return {"chi": chi, "k": k, "p": chi_square_tail(chi, k - 1), "cramers_v": math.sqrt(phi / limit), "groups": groups}


def main():
    if "make" in sys.argv[1:]:
        make()
    answered = {row["CustomerId"] for row in rows("list.csv") if row["Finished"] == "1"}
    listed = [(row, row["id"] in answered) for row in rows("customers.csv")]
    asked = [(row, row["Q1"] != "") for row in rows("rows.csv") if row["sent"] == "yes"]
    expected = {}
    for name, people, columns, figure in (
        ("list", listed, ["Region", "Tier"], (0.24,)), ("rows", asked, ["Region"], (0.45, 800)),
    ):
        found = rate(sum(yes for _, yes in people), len(people))
        against = beside(found, *figure)
        expected[name] = {"all": found, "against": against, "by": divisions(people, columns, against)}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main()
