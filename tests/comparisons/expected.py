#!/usr/bin/env python3
"""Works out comparisons of the sample survey a second time, with nothing of cxq.

    python3 tests/comparisons/expected.py

writes NAME.json beside this script for the cases below. It needs nothing but Python.
"""

import csv
import json
import math
from pathlib import Path
from statistics import NormalDist

HERE = Path(__file__).parent
Z = NormalDist().inv_cdf(0.975)


def responses():
    """The rows that count: finished, no previews, the last of each key."""
    with open(HERE.parent.parent / "sample-data" / "support.csv", encoding="utf-8", newline="") as file:
        rows = {row["ResponseId"]: row for row in csv.DictReader(file)}
    return [row for row in rows.values() if row["Finished"] == "1" and row["Status"] == "IP Address"]


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def wilson(p, n):
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return middle - half, middle + half


def shares(x1, n1, x2, n2):
    """Difference of two shares: Newcombe's interval, pooled z test."""
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(p1, n1), wilson(p2, n2)
    pooled = (x1 + x2) / (n1 + n2)
    z = (p1 - p2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return {
        "difference": p1 - p2,
        "difference_low": p1 - p2 - math.hypot(p1 - l1, u2 - p2),
        "difference_high": p1 - p2 + math.hypot(u1 - p1, p2 - l2),
        "ratio": p1 / p2,
        "p": math.erfc(abs(z) / math.sqrt(2)),
    }


def count(rows, who, what):
    """How many of some say yes, and how many say yes or no."""
    known = [what(row) for row in rows if who(row) is True and what(row) is not None]
    return sum(known), len(known)


def among(column, low, high):
    def known(row):
        value = number(row[column])
        return None if value is None else low <= value <= high

    return known


def is_text(column, text):
    return lambda row: None if row[column] in ("", "N/A") else row[column] == text


def yes(row):
    return {"yes": 1, "no": 0}.get(row["BuysAgain"])


def part_and_whole(rows):
    satisfied = among("Satisfaction", 4, 5)
    others = among("Satisfaction", 1, 3)
    contrast = shares(*count(rows, satisfied, yes), *count(rows, others, yes))
    return {
        "contrasts": [
            {
                "section": "compare-1",
                "metric": "repurchase",
                "left": "satisfied",
                "right": "rest of everybody",
                **contrast,
            }
        ]
    }


def holm(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    adjusted, greatest = [0.0] * len(p), 0.0
    for rank, i in enumerate(order):
        greatest = max(greatest, min(1.0, (len(p) - rank) * p[i]))
        adjusted[i] = greatest
    return adjusted


def benjamini_hochberg(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    adjusted, least = [0.0] * len(p), 1.0
    for rank in reversed(range(len(p))):
        least = min(least, len(p) / (rank + 1) * p[order[rank]])
        adjusted[order[rank]] = least
    return adjusted


def letters(rows):
    """Every test of the page: columns against the rest and each other, and one published figure."""
    channels = sorted({row["Channel"] for row in rows if row["Channel"]})
    satisfied = among("Satisfaction", 4, 5)
    contrasts, columns = [], []
    for metric, what in {"repurchase": yes, "csat_score": satisfied}.items():
        counts = [count(rows, is_text("Channel", channel), what) for channel in channels]
        total = [sum(part) for part in zip(*counts)]
        rest = [(total[0] - x, total[1] - n) for x, n in counts]
        found = [shares(x, n, y, m) for (x, n), (y, m) in zip(counts, rest)]
        for channel, contrast, p in zip(channels, found, holm([c["p"] for c in found])):
            contrasts.append({"metric": metric, "left": channel, "right": "rest", **contrast, "p_adjusted": p})
        pairs = [(i, j) for i in range(len(counts)) for j in range(i + 1, len(counts))]
        raw = [shares(*counts[i], *counts[j])["p"] for i, j in pairs]
        for (i, j), p, adjusted in zip(pairs, raw, holm(raw)):
            columns.append(
                {"metric": metric, "left": channels[i], "right": channels[j], "p": p, "p_adjusted": adjusted}
            )
    x, n = count(rows, lambda row: True, yes)
    # A printed 70 % may be anything from 69.5 to 70.5.
    limit = min(max(x / n, 0.695), 0.705)
    z = (x / n - limit) / math.sqrt(limit * (1 - limit) / n)
    published = {"section": "summary-1", "metric": "repurchase", "p": math.erfc(abs(z) / math.sqrt(2))}
    tests = [published, *contrasts, *columns]
    for test, p in zip(tests, benjamini_hochberg([test["p"] for test in tests])):
        test["p_page"] = p
    return {"standings": [published], "contrasts": contrasts, "column_tests": columns}


def strata(rows, who, column, what):
    """Answers of some by the answer to another question."""
    found = {}
    for row in rows:
        value = what(row)
        if who(row) is True and value is not None and row[column] not in ("", "N/A"):
            found.setdefault(row[column], []).append(value)
    return found


def mantel_haenszel(first, second):
    """Difference with the interval of Sato, Greenland and Robins; ratio with that of Greenland and Robins."""
    gap = all_ = p = q = r = s = mixed = over = variance = 0.0
    for stratum in sorted(first.keys() & second.keys()):
        one, two = first[stratum], second[stratum]
        a, n1, c, n2 = sum(one), len(one), sum(two), len(two)
        n, yes = n1 + n2, a + c
        gap += (a * n2 - c * n1) / n
        all_ += n1 * n2 / n
        p += (n1 * n1 * c - n2 * n2 * a + n1 * n2 * (n2 - n1) / 2) / n**2
        q += (a * (n2 - c) + c * (n1 - a)) / (2 * n)
        r += a * n2 / n
        s += c * n1 / n
        mixed += (yes * n1 * n2 - a * c * n) / n**2
        over += a - n1 * yes / n
        variance += n1 * n2 * yes * (n - yes) / (n * n * (n - 1))
    difference, error = gap / all_, 0.0
    error = math.sqrt(difference * p + q) / all_
    reach = math.exp(Z * math.sqrt(mixed / (r * s)))
    return {
        "difference": difference,
        "difference_low": difference - Z * error,
        "difference_high": difference + Z * error,
        "ratio": r / s,
        "ratio_low": r / s / reach,
        "ratio_high": r / s * reach,
        "p": math.erfc(math.sqrt(over**2 / variance / 2)),
    }


def stratified_mean(first, second):
    gap = weights = 0.0
    for stratum in first.keys() & second.keys():
        one, two = first[stratum], second[stratum]
        w = len(one) * len(two) / (len(one) + len(two))
        gap += w * (math.fsum(one) / len(one) - math.fsum(two) / len(two))
        weights += w
    return {"difference": gap / weights}


def adjusted(rows):
    phone, chat = is_text("Channel", "Phone"), is_text("Channel", "Chat")
    entries = []
    for metric, what, method in [
        ("repurchase", yes, mantel_haenszel),
        ("csat_mean", lambda row: number(row["Satisfaction"]), stratified_mean),
    ]:
        one, two = (strata(rows, who, "Region", what) for who in (phone, chat))
        entries.append(
            {
                "section": "compare-1",
                "metric": metric,
                "left": "phone",
                "right": "chat",
                "strata": len(one.keys() & two.keys()),
                "contrast": method(one, two),
            }
        )
    return {"adjusted": entries}


def chi_square_3(x):
    """Survival function with three degrees of freedom."""
    return math.erfc(math.sqrt(x / 2)) + math.sqrt(2 * x / math.pi) * math.exp(-x / 2)


def several(rows):
    names = {"phone": "Phone", "chat": "Chat", "mail": "E-mail", "branch": "Branch"}
    counts = {name: count(rows, is_text("Channel", channel), yes) for name, channel in names.items()}
    total = [sum(part) for part in zip(*counts.values())]
    share = total[0] / total[1]
    x = math.fsum(n * (k / n - share) ** 2 / (share * (1 - share)) for k, n in counts.values())
    groups = list(counts)
    pairs = [(a, b) for i, a in enumerate(groups) for b in groups[i + 1 :]]
    found = [shares(*counts[a], *counts[b]) for a, b in pairs]
    corrected = holm([contrast["p"] for contrast in found])
    return {
        "overall_tests": [{"section": "compare-1", "metric": "repurchase", "p": chi_square_3(x)}],
        "contrasts": [
            {"section": "compare-1", "metric": "repurchase", "left": a, "right": b, **contrast, "p_adjusted": p}
            for (a, b), contrast, p in zip(pairs, found, corrected)
        ],
    }


def monthly(rows, what):
    """Values by month, from the first month to the last."""
    found = {}
    for row in rows:
        if what(row) is not None:
            found.setdefault(row["EndDate"][:7], []).append((what(row), row["Channel"]))
    first, last = min(found), max(found)
    months = [f"{y}-{m:02}" for y in range(int(first[:4]), int(last[:4]) + 1) for m in range(1, 13)]
    return {month: found.get(month, []) for month in months if first <= month <= last}


def p_chart(months):
    counts = {month: (sum(v for v, _ in values), len(values)) for month, values in months.items()}
    n = sum(n for _, n in counts.values())
    centre = sum(x for x, _ in counts.values()) / n
    z = [(x / m - centre) / math.sqrt(centre * (1 - centre) / m) for x, m in counts.values()]
    ratio = sum(abs(b - a) for a, b in zip(z, z[1:])) / (len(z) - 1) * math.sqrt(math.pi) / 2
    factor = ratio if ratio > 1.2 else 1.0
    limits = []
    for month, (x, m) in counts.items():
        assert m * min(centre, 1 - centre) >= 5, "exact limits are worked out elsewhere"
        reach = 3 * factor * math.sqrt(centre * (1 - centre) / m)
        low, high = max(0.0, centre - reach), min(1.0, centre + reach)
        limits.append({"period": month, "low": low, "high": high, "out": not low <= x / m <= high})
    return {"centre": centre, "sigma_ratio": ratio, "limits": limits}


def cochran_armitage(months):
    counts = [(t, sum(v for v, _ in values), len(values)) for t, values in enumerate(months.values())]
    n = sum(m for _, _, m in counts)
    p = sum(x for _, x, _ in counts) / n
    middle = sum(t * m for t, _, m in counts) / n
    over = math.fsum((x - m * p) * (t - middle) for t, x, m in counts)
    z = over / math.sqrt(p * (1 - p) * math.fsum(m * (t - middle) ** 2 for t, _, m in counts))
    return {"z": z, "p": math.erfc(abs(z) / math.sqrt(2))}


def xmr(figures):
    centre = math.fsum(figures) / len(figures)
    ranges = [abs(b - a) for a, b in zip(figures, figures[1:])]
    reach = 3 * math.fsum(ranges) / len(ranges) * math.sqrt(math.pi) / 2
    return centre, centre - reach, centre + reach


def mann_kendall(figures):
    pairs = [(i, j) for i in range(len(figures)) for j in range(i + 1, len(figures))]
    s = sum((figures[j] > figures[i]) - (figures[j] < figures[i]) for i, j in pairs)
    n = len(figures)
    ties = [figures.count(y) for y in set(figures)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = (s - math.copysign(1, s)) / math.sqrt(variance)
    slopes = sorted((figures[j] - figures[i]) / (j - i) for i, j in pairs)
    middle = (slopes[(len(slopes) - 1) // 2] + slopes[len(slopes) // 2]) / 2
    return {"z": z, "p": math.erfc(abs(z) / math.sqrt(2)), "slope": middle}


def kitagawa(months):
    """The change from the first month to the last, by channels."""
    first, last = list(months)[0], list(months)[-1]
    parts = {}
    for at, month in enumerate((first, last)):
        for value, channel in months[month]:
            if channel:
                parts.setdefault(channel, ([], []))[at].append(value)
    n = [sum(len(part[at]) for part in parts.values()) for at in (0, 1)]
    of_mix = of_parts = 0.0
    for part in parts.values():
        share = [len(part[at]) / n[at] for at in (0, 1)]
        rate = [math.fsum(part[at]) / len(part[at]) if part[at] else None for at in (0, 1)]
        rate = [r if r is not None else rate[1 - at] for at, r in enumerate(rate)]
        of_mix += (share[1] - share[0]) * (rate[0] + rate[1]) / 2
        of_parts += (rate[1] - rate[0]) * (share[0] + share[1]) / 2
    return {"total": of_mix + of_parts, "of_mix": of_mix, "of_parts": of_parts}


def trends(rows):
    def score(row):
        value = number(row["Recommend"])
        return None if value is None else 100 * ((value >= 9) - (value <= 6))

    shares_, scores = monthly(rows, among("Satisfaction", 4, 5)), monthly(rows, score)
    points = [math.fsum(v for v, _ in values) / len(values) for values in scores.values()]
    centre, low, high = xmr(points)
    limits = [
        {"period": month, "low": low, "high": high, "out": not low <= y <= high}
        for month, y in zip(scores, points)
    ]
    name = {"section": "trend-1", "metric": "csat_score"}
    of_scores = {"section": "trend-1", "metric": "nps_score"}
    course = mann_kendall(points)
    return {
        "control_limits": [
            {**name, **p_chart(shares_)},
            {**of_scores, "centre": centre, "limits": limits},
        ],
        "courses": [{**name, **cochran_armitage(shares_)}, {**of_scores, **course}],
        "mixes": [{**name, **kitagawa(shares_)}, {**of_scores, **kitagawa(scores)}],
    }


def main():
    rows = responses()
    cases = {"part-and-whole": part_and_whole, "letters": letters, "adjusted": adjusted, "several": several, "trends": trends}
    for name, case in cases.items():
        with open(HERE / f"{name}.json", "w", encoding="utf-8") as file:
            json.dump(case(rows), file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
