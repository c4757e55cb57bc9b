#!/usr/bin/env python3
"""Counts the words of the sample's comments a second time, with nothing of cxq.

    python3 tests/quotes/expected.py

writes expected.json beside this script: for the dissatisfied and the satisfied of
sample-data/support.csv the words and phrases that set them apart from all others, by log-odds with
an informative Dirichlet prior of 500 (Monroe, Colaresi and Quinn 2008, equations 16, 20 and 22),
corrected by Benjamini and Hochberg.
"""

import csv
import json
import math
import re
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LEAST = 10
PRIOR = 500.0
SHOWN = 15


def function_words():
    text = (ROOT / "src/text/function_words.txt").read_text(encoding="utf-8")
    return {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}


def terms(comment, ignored):
    """The different words of a comment, and phrases of two that only a blank keeps apart."""
    found, before = set(), None
    for piece in re.findall(r"[A-Za-z0-9]+(?:'[A-Za-z]+)*| +|[^A-Za-z0-9 ]", comment.lower()):
        if piece.isspace():
            continue
        word = piece if piece[0].isalnum() else None
        if word and sum(c.isalpha() for c in word) > 1 and word not in ignored:
            found.add((word,))
            if before:
                found.add((before, word))
            before = word
        else:
            before = None
    return found


def count(comments, ignored):
    counts = Counter(term for comment in comments for term in terms(comment, ignored))
    totals = {size: sum(n for term, n in counts.items() if len(term) == size) for size in (1, 2)}
    return counts, totals


def apart(own, others, ignored):
    (mine, total), (theirs, other_total) = count(own, ignored), count(others, ignored)
    rows = []
    for term, y1 in mine.items():
        if y1 < LEAST:
            continue
        y2, n1, n2 = theirs[term], total[len(term)], other_total[len(term)]
        alpha = PRIOR * (y1 + y2) / (n1 + n2)
        delta = math.log((y1 + alpha) / (n1 + PRIOR - y1 - alpha))
        delta -= math.log((y2 + alpha) / (n2 + PRIOR - y2 - alpha))
        z = delta / math.sqrt(1 / (y1 + alpha) + 1 / (y2 + alpha))
        rows.append({"term": term, "comments": y1, "share": y1 / len(own), "share_others": y2 / len(others),
                     "log_odds_ratio": delta, "z": z, "p": math.erfc(abs(z) / math.sqrt(2))})
    rows.sort(key=lambda row: row["p"])
    least = 1.0
    for rank, row in reversed(list(enumerate(rows, 1))):
        least = min(least, row["p"] * len(rows) / rank)
        row["p_adjusted"] = least
    clear = [row for row in rows if row["z"] > 0 and row["p_adjusted"] < 0.05]
    phrases = [(row["term"], row["comments"]) for row in clear if len(row["term"]) == 2]
    # A word that mostly stands in a phrase is left to the phrase.
    clear = [row for row in clear if len(row["term"]) == 2 or not any(
        row["term"][0] in phrase and n >= 0.75 * row["comments"] for phrase, n in phrases)]
    clear.sort(key=lambda row: (-round(row["z"], 9), " ".join(row["term"])))
    words = [{**row, "term": " ".join(row["term"])} for row in clear[:SHOWN]]
    return {"n": len(own), "n_others": len(others), "tested": len(rows), "words": words}


def main():
    with open(ROOT / "sample-data/support.csv", encoding="utf-8", newline="") as file:
        kept = [row for row in csv.DictReader(file) if row["Finished"] == "1" and row["Status"] == "IP Address"]
    last = {row["ResponseId"]: row for row in kept}
    rows = [row for row in last.values() if row["Comment"] and row["Weight"] and float(row["Weight"]) > 0]
    agents = {row["Agent"].lower() for row in kept}
    ignored = function_words() | agents
    groups = {"dissatisfied": {"1", "2"}, "satisfied": {"4", "5"}}
    expected = {
        name: apart([row["Comment"] for row in rows if row["Satisfaction"] in codes],
                    [row["Comment"] for row in rows if row["Satisfaction"] not in codes], ignored)
        for name, codes in groups.items()
    }
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main()
