"""Flags, the health of the rules, and the forest: scores, drivers, stability, the case among its peers."""

import json

import pandas as pd

from pipeline.exports.words import term
from pipeline.notebook.book import Book

PARTS = [
    "enrichment_part",
    "interest_part",
    "anomaly_part",
    "error_score",
    "forest_se",
    "stays_share",
    "missing_cells",
]
HEALTH = ["indicator", "flagged", "clear", "not_evaluated", "not_applicable", "flagged_share", "suspended"]


def health(book: Book) -> pd.DataFrame:
    """One row a rule that fired: its four outcomes, the share flagged, whether it was left out of the order."""
    found = book.frame("rule_health.parquet")
    return found[found["flagged"] > 0].sort_values(["flagged", "indicator"], ascending=[False, True])[HEALTH]


def not_testable(book: Book) -> pd.DataFrame:
    """One row a rule that could judge nobody, with the reason."""
    found = book.frame("rule_health.parquet")
    rows = found[(found["flagged"] + found["clear"]) == 0].sort_values("indicator")
    return rows[["indicator", "why_not_testable"]].rename(columns={"why_not_testable": "why"})


def reasons_tested(book: Book) -> pd.DataFrame:
    """One row an innocent reason: on how many findings the data support it, speak against it or leave it unknown."""
    tested = book.table("hypotheses")
    counts = pd.crosstab(tested["reason_id"], tested["verdict"])
    counts = counts.reindex(columns=["supports", "against", "unknown"], fill_value=0).rename_axis(columns=None)
    heads = {verdict: book.say(f"verdict.{verdict}") for verdict in counts}
    rows = (
        counts.sort_values(["supports", "unknown"], ascending=False, kind="stable").rename(columns=heads).reset_index()
    )
    return rows.assign(reason_id=[_reason(book, name) for name in rows["reason_id"]])


def listed(book: Book) -> pd.DataFrame:
    """One row a case of the list: its parts, how sure its place is, how much could not be computed."""
    scores = book.table("scores").set_index("declaration_id")
    cases = book.table("flagged_cases").sort_values("rank")
    return cases[["rank", "case_id", "priority"]].join(
        scores.reindex(cases["declaration_id"])[PARTS].set_axis(cases.index)
    )


def drivers(book: Book) -> pd.DataFrame:
    """One row a feature: in how many cases of the list it is the strongest driver, and its mean share there."""
    cases = set(book.table("flagged_cases")["declaration_id"])
    scores = book.table("scores")
    told = [_strongest(text) for text in scores.loc[scores["declaration_id"].isin(cases), "drivers"].dropna()]
    frame = pd.DataFrame([driver for driver in told if driver], columns=["feature", "share"])
    grouped = frame.groupby("feature")["share"].agg(cases="size", driver_share="mean").reset_index()
    ordered = grouped.sort_values(["cases", "feature"], ascending=[False, True])
    return ordered.assign(feature=[_feature(book, name) for name in ordered["feature"]])


def cut(book: Book, score: str = "priority") -> float:
    """The lowest score on the list; unknown where the list is empty."""
    return float(book.table("flagged_cases")[score].min())


def channels(book: Book) -> pd.DataFrame:
    """How many comparisons each channel of the forest puts into its highest twentieth, alone or together."""
    scores = book.table("scores").dropna(subset=["forest_score", "tail_score"])
    broad = scores["forest_score"] > scores["forest_score"].quantile(0.95)
    extreme = scores["tail_score"] > scores["tail_score"].quantile(0.95)
    named = {"both": broad & extreme, "forest_only": broad & ~extreme, "tails_only": extreme & ~broad}
    rows = [
        {"channel": book.say(f"notebook.channel.{name}"), "comparisons": int(held.sum())}
        for name, held in named.items()
    ]
    return pd.DataFrame(rows) if len(scores) else pd.DataFrame()


def _strongest(text: str) -> tuple[str, float] | None:
    told = json.loads(text)
    pairs = list(told.items()) if isinstance(told, dict) else [(one["feature"], one["share"]) for one in told]
    return max(pairs, key=lambda pair: (pair[1], pair[0]), default=None)


def _feature(book: Book, name: str) -> str:
    return book.say(f"feature.{name}.name") if f"feature.{name}.name" in book.say else name


def _reason(book: Book, name: str) -> str:
    return book.say(f"reason.{name}.name") if f"reason.{name}.name" in book.say else term(book.say, "cause", name)
