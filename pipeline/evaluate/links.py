"""How right the links of items are, against the truth of a synthetic province."""

import numpy as np
import pandas as pd

BEFORE = ["previous_declaration_id", "declaration_id", "previous_item_no"]
AFTER = ["previous_declaration_id", "declaration_id", "item_no"]
BOTH = [*BEFORE, "item_no"]


def link_quality(item_changes: pd.DataFrame, true_links: pd.DataFrame) -> pd.DataFrame:
    """One row a group of items: all, each category, each disturbance, each state and cause of the truth.

    Columns: by, group, linked (links made), right, true (links that are true), found, precision, recall. Money without
    an account number has no identity and is compared as sums: such lines are neither links made nor true links here.
    """
    made, true = judged_links(item_changes, true_links)
    groups = [("all", made.assign(group="all"), true.assign(group="all"))]
    groups.append(("category", made.assign(group=made.category), true.assign(group=true.category)))
    groups.append(("disturbance", _by_word(made, "disturbance"), _by_word(true, "disturbance")))
    groups.append(("state", made.assign(group=made.true_state), true.assign(group=true.state)))
    groups.append(("cause", made.assign(group=made.true_cause), true.assign(group=true.cause)))
    return pd.concat([_counted(*group) for group in groups], ignore_index=True)


def confidence_curve(item_changes: pd.DataFrame, true_links: pd.DataFrame, steps: int = 20) -> pd.DataFrame:
    """One row a least confidence: how many links are at or above it, how many of them are right, and the recall."""
    made, true = judged_links(item_changes, true_links)
    least = np.unique(np.r_[0.5, 0.7, np.linspace(0.8, 1.0, steps + 1)])
    rows = [made[made.link_confidence >= limit] for limit in least]
    counts = {"linked": [len(held) for held in rows], "right": [held.right.sum() for held in rows]}
    curve = pd.DataFrame({"least_confidence": least, **counts})
    return curve.assign(precision=curve.right / curve.linked, recall=curve.right / len(true))


def cause_quality(item_changes: pd.DataFrame, true_links: pd.DataFrame) -> pd.DataFrame:
    """One row a cause: how often it is stated, how often rightly, how often it is true, found, precision and recall.

    Rows are compared where both sides speak of the same items.
    """
    stated = item_changes[[*BOTH, "cause"]].rename(columns={"cause": "stated"})
    rows = true_links[[*BOTH, "cause"]].merge(stated, on=BOTH)
    agree = rows.cause == rows.stated
    counts = pd.DataFrame(
        {
            "stated": rows.stated.value_counts(),
            "right": rows.stated[agree].value_counts(),
            "true": rows.cause.value_counts(),
        }
    ).fillna(0)
    counts = counts.assign(precision=counts.right / counts.stated, recall=counts.right / counts.true)
    return counts.rename_axis("cause").reset_index()


def judged_links(item_changes: pd.DataFrame, true_links: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The links made, each with `right`, and the true ones, each with `found`."""
    money = item_changes.category.eq("money")
    summed = item_changes.link_reason.eq("sum") | (money & item_changes.link_reason.ne("account"))
    both = item_changes.previous_item_no.notna() & item_changes.item_no.notna() & ~summed
    linked = item_changes.loc[both, [*BOTH, "category", "link_confidence", "link_reason"]]
    true = true_links[true_links.previous_item_no.notna() & true_links.item_no.notna()]
    made = linked.merge(true[[*BOTH]].assign(right=True), how="left", on=BOTH)
    made = made.assign(right=made.right.fillna(False).astype(bool)).merge(_disturbed(true_links), how="left", on=BEFORE)
    true = true.merge(linked[[*BOTH]].assign(found=True), how="left", on=BOTH)
    true = true.assign(found=true.found.fillna(False).astype(bool))
    single = linked[linked.category == "money"]
    as_sum = (true.category == "money") & ~_in(true, single, BEFORE) & ~_in(true, single, AFTER)
    return made, true[~as_sum]


def _in(rows: pd.DataFrame, others: pd.DataFrame, key: list[str]) -> pd.Series:
    found = pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(others[key]))
    return pd.Series(found, index=rows.index)


def _disturbed(true_links: pd.DataFrame) -> pd.DataFrame:
    """What the truth says of each item before: disturbances, state and cause."""
    rows = true_links[true_links.previous_item_no.notna()].sort_values([*BEFORE, "item_no"]).drop_duplicates(BEFORE)
    told = {"disturbance": "disturbance", "state": "true_state", "cause": "true_cause"}
    return rows[[*BEFORE, *told]].rename(columns=told)


def _by_word(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows once for each of the words that a column holds, parted by semicolons."""
    return rows.assign(group=rows[column].str.split(";")).explode("group")


def _counted(by: str, made: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    counts = pd.DataFrame(
        {
            "linked": made.groupby("group").right.size(),
            "right": made.groupby("group").right.sum(),
            "true": true.groupby("group").found.size(),
            "found": true.groupby("group").found.sum(),
        }
    ).fillna(0)
    counts = counts.assign(precision=counts.right / counts.linked, recall=counts.found / counts.true)
    return counts.rename_axis("group").reset_index().assign(by=by)[["by", "group", *counts.columns]]
