"""For a reader who doubts: the numbers used, how much the order hangs on them, and what could not be judged."""

import pandas as pd

from pipeline.notebook.book import Book


def numbers_used(book: Book, kind: str) -> pd.DataFrame:
    """One row a parameter in force today: the number, the day it came into force, and what it rests on."""
    held = [(one, one.values[-1]) for name, one in sorted(book.run.parameters.items()) if one.kind == kind]
    rows = [
        {
            "parameter": one.about,
            "value": str(last.value),
            "since": str(last.since),
            "source": last.source or one.rationale,
            "to_check": last.to_check or None,
        }
        for one, last in held
    ]
    return pd.DataFrame(rows)


def other_orders(book: Book) -> pd.DataFrame:
    """How many cases of the list would stay on it if the order were made in another way."""
    scores = book.table("scores")
    listed = set(book.table("flagged_cases")["declaration_id"])
    orders = {
        "low_end": scores["unexplained_low_vnd"],
        "high_end": scores["unexplained_high_vnd"],
        "without_forest": scores["priority"] - scores["anomaly_part"].fillna(0),
        "forest_alone": scores["anomaly_score"],
    }
    rows = [{"order": book.say(f"notebook.order.{name}"), **_kept(scores, by, listed)} for name, by in orders.items()]
    return pd.DataFrame(rows) if listed else pd.DataFrame()


def left_unjudged(book: Book) -> pd.DataFrame:
    """What the comparison could not say, counted: first declarations, unknown incomes, incomplete forms."""
    positions = book.table("positions")
    incomplete = book.frame("work", "incomplete.parquet")
    counted = {
        "all": len(positions),
        "first": int(positions["baseline_declaration_id"].isna().sum()),
        "no_list": int((~positions["has_asset_list"].fillna(True)).sum()),
        "income_unknown": int(positions["income_vnd"].isna().sum()),
        "value_unknown": int((positions["unknown_values_after"].fillna(0) > 0).sum()),
        "set_aside": int(incomplete["declaration_id"].nunique()) if len(incomplete) else 0,
    }
    return pd.DataFrame(
        [{"unjudged": book.say(f"notebook.unjudged.{name}"), "declarations": n} for name, n in counted.items()]
    )


def width_of_doubt(book: Book) -> pd.DataFrame:
    """One row a case of the list: both ends of the unexplained amount; a wide interval asks for papers first."""
    cases = book.table("flagged_cases").sort_values("rank")
    shown = cases[["rank", "case_id", "unexplained_low_vnd", "unexplained_high_vnd"]]
    return shown.assign(width_vnd=shown["unexplained_high_vnd"] - shown["unexplained_low_vnd"])


def _kept(scores: pd.DataFrame, by: pd.Series, listed: set[str]) -> dict[str, float]:
    ordered = scores.assign(by=by).sort_values(["by", "declaration_id"], ascending=[False, True], na_position="last")
    kept = len(set(ordered["declaration_id"].head(len(listed))) & listed)
    return {"cases": kept, "kept_share": kept / max(len(listed), 1)}
