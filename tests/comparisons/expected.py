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


def main():
    rows = responses()
    for name, case in {"part-and-whole": part_and_whole}.items():
        with open(HERE / f"{name}.json", "w", encoding="utf-8") as file:
            json.dump(case(rows), file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
