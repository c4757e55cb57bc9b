import sys

import duckdb

questions = [f"q{number}" for number in range(1, 13)]
segments = ["channel", "region", "plan"]
sets = ", ".join(f"({segment}, month, {question})" for segment in segments for question in questions)
columns = ", ".join(segments + questions)
rows = duckdb.sql(
    f"""
    SELECT {columns}, month, count(*), sum(weight), sum(weight * weight)
    FROM (SELECT {columns}, weight, date_trunc('month', answered_at) AS month FROM read_csv('{sys.argv[1]}'))
    GROUP BY GROUPING SETS ({sets})
    """
).fetchall()
assert len(rows) > 1000
