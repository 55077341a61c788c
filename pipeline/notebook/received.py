"""What was received: rows by table, checks that failed, what was set aside, how complete the declarations are."""

import pandas as pd

from pipeline.notebook.book import Book
from pipeline.store.frames import json_content

CHECKED = ["table", "column", "check", "rows_checked", "rows_failed", "failed_share"]


def rows(book: Book) -> pd.DataFrame:
    """One row a table: rows read, accepted, quarantined, and the share set aside."""
    counted = book.run.directory.record("validate")["rows"]
    frame = pd.DataFrame([{"table": name, **numbers} for name, numbers in sorted(counted.items())])
    return frame.assign(quarantined_share=frame["quarantined"] / frame["read"].where(frame["read"] > 0))


def failed_checks(book: Book) -> pd.DataFrame:
    """One row a check that some rows did not pass, the most first."""
    validation = json_content(book.run.directory.file("validation.json"))
    results = [result for suite in validation["suites"] for result in suite["results"] if result["rows_failed"]]
    frame = pd.DataFrame(results, columns=["table", "column", "text", "rows_checked", "rows_failed", "share"])
    known = frame["text"].map(lambda text: book.say.messages.get(text, text)).astype("str")
    frame = frame.assign(check=known, failed_share=frame["share"])
    return frame.sort_values(["rows_failed", "table", "column"], ascending=[False, True, True])[CHECKED]


def reasons(book: Book) -> pd.DataFrame:
    """One row a table, field and reason: how many rows were set aside."""
    keys = ["table", "column", "reason"]
    counted = book.table("quarantine").fillna({"column": "–"}).groupby(keys, as_index=False).size()
    return counted.rename(columns={"size": "rows"}).sort_values(["rows", *keys], ascending=[False, True, True, True])


def declarations_by_year(book: Book) -> pd.DataFrame:
    """One row a year: declarations, by kind."""
    declared = book.table("declarations")
    counts = pd.crosstab(declared["declared_on"].dt.year.rename("year"), declared["kind"])
    heads = {kind: book.say(f"kind.{kind}") for kind in counts}
    return counts.rename(columns=heads).rename_axis(columns=None).reset_index().astype({"year": "str"})


def values_unknown(book: Book) -> pd.DataFrame:
    """One row a category: items, and the share without a value."""
    assets = book.table("assets")
    grouped = assets.assign(unknown=assets["value_vnd"].isna()).groupby("category")["unknown"]
    counted = grouped.agg(items="size", unknown_share="mean").reset_index()
    return counted.sort_values(["items", "category"], ascending=[False, True])


def links(book: Book) -> pd.DataFrame:
    """One row a way of linking declarations to one person: declarations, and the lowest confidence."""
    people = book.frame("work", "people.parquet")
    grouped = people.groupby("link_reason")
    return grouped.agg(declarations=("declaration_id", "size"), confidence=("link_confidence", "min")).reset_index()
