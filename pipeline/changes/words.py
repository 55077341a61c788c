"""What section III says of the period: sums named, loans and repayments, its lines and its words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.changes.sums import code_of, counted, known_sum, sums
from pipeline.model.vocabulary import CATEGORIES, MOVEMENT_CATEGORIES

# Sources that bring funds from outside the ordinary income.
INFLOWS = ("asset_sale", "gift", "inheritance", "loan", "compensation", "insurance")
COLUMNS = (*INFLOWS, "savings", "other")
INCOME_LINE = MOVEMENT_CATEGORIES.index("income")


@dataclass(frozen=True)
class Words:
    """Sums by place: by source named (columns as COLUMNS), how much of it on the income line, and the rest."""

    named: np.ndarray
    on_income_line: np.ndarray
    columns: dict[str, np.ndarray]
    bank_loans: np.ndarray
    repaid: np.ndarray
    unstated: np.ndarray
    unstated_unknown: np.ndarray


def told(pairs: pd.DataFrame, explained: pd.DataFrame, movements: pd.DataFrame, in_kind: np.ndarray) -> Words:
    """What the words of each comparison name. `explained` and `movements` come with their `place`.

    The same sum of the same source on two lines (the plot sold, the money it became) is one. A source
    named without a sum may have brought as much as its line went up, and is counted as that in `unstated`.
    """
    facts = _distinct(explained)
    exists = _section_exists(pairs, movements)
    named = _by_source(facts, len(pairs), facts["inward"].to_numpy())
    unstated, unknown = _unstated(facts, movements, in_kind, len(pairs))
    amounts, places = facts["amount_vnd"].to_numpy(), facts["place"].to_numpy()
    loans = (facts["source"] == "loan").to_numpy() & facts["inward"].to_numpy()
    bank = (facts["counterpart_kind"] == "bank").to_numpy()
    repaid = (facts["source"] == "loan").to_numpy() & ~facts["inward"].to_numpy()
    private = known_sum(places, amounts, loans & ~bank, len(pairs))
    return Words(
        named=np.nan_to_num(named),
        on_income_line=np.nan_to_num(
            _by_source(facts, len(pairs), (facts["inward"] & facts["on_income_line"]).to_numpy())
        ),
        columns=_columns(named, private, exists),
        bank_loans=np.nan_to_num(known_sum(places, amounts, loans & bank, len(pairs))),
        repaid=known_sum(places, amounts, repaid, len(pairs)),
        unstated=unstated,
        unstated_unknown=unknown,
    )


def _distinct(explained: pd.DataFrame) -> pd.DataFrame:
    """Facts of which each sum of a source counts once, and a source without a sum only where none is known."""
    rows = explained[["place", "category", "source", "direction", "amount_vnd", "counterpart_kind"]].assign(
        line=code_of(explained["category"], MOVEMENT_CATEGORIES),
        column=_column(explained["source"]),
        inward=(explained["direction"] == "in").to_numpy(),
    )
    rows = rows[rows["place"] >= 0].sort_values(
        ["place", "column", "source", "inward", "amount_vnd", "line", "counterpart_kind"]
    )
    key = ["place", "source", "inward", "amount_vnd"]
    on_line = (rows["line"] == INCOME_LINE).groupby([rows[name] for name in key], dropna=False).transform("any")
    known = rows["amount_vnd"].notna().groupby([rows[name] for name in key[:3]]).transform("any")
    rows = rows.assign(on_income_line=on_line)
    repeated = rows.duplicated(key) & rows["amount_vnd"].notna()
    return rows[~repeated & (rows["amount_vnd"].notna() | ~known)].reset_index(drop=True)


def _column(sources: pd.Series) -> np.ndarray:
    found = code_of(sources, COLUMNS)
    return np.where(found < 0, COLUMNS.index("other"), found)


def _by_source(facts: pd.DataFrame, count: int, chosen: np.ndarray) -> np.ndarray:
    """Sums by place and source; unknown where a source is named and none of its sums."""
    places = np.where(chosen, facts["place"].to_numpy(), -1)
    found = sums(places, facts["column"].to_numpy(), facts["amount_vnd"].to_numpy(), (count, len(COLUMNS)))
    return np.where((found.rows > 0) & (found.known == 0), np.nan, found.total)


def _unstated(
    facts: pd.DataFrame, movements: pd.DataFrame, in_kind: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """What sources named without a sum may have brought: the rise of their line beyond what it explains otherwise."""
    shape = (count, len(MOVEMENT_CATEGORIES))
    line = code_of(movements["category"], MOVEMENT_CATEGORIES)
    risen = sums(movements["place"].to_numpy(), line, np.maximum(movements["value_change_vnd"].to_numpy(), 0), shape)
    inflow = (facts["inward"] & (facts["column"] < len(INFLOWS))).to_numpy()
    named = sums(
        np.where(inflow, facts["place"].to_numpy(), -1), facts["line"].to_numpy(), facts["amount_vnd"].to_numpy(), shape
    )
    without = (named.rows > named.known)[:, : len(CATEGORIES)]
    rise = (risen.total - named.total)[:, : len(CATEGORIES)] - in_kind
    unknown = without & (risen.known == 0)[:, : len(CATEGORIES)] & (in_kind == 0)
    return np.where(without, np.maximum(rise, 0), 0).sum(axis=1), unknown.any(axis=1)


def _section_exists(pairs: pd.DataFrame, movements: pd.DataFrame) -> np.ndarray:
    """True where section III has a line or says that there is none."""
    lines = np.bincount(movements["place"].to_numpy(), minlength=len(pairs)) > 0
    return np.asarray(lines | pairs["no_change_stated"].fillna(False).to_numpy(dtype=bool))


def _columns(named: np.ndarray, private: np.ndarray, exists: np.ndarray) -> dict[str, np.ndarray]:
    columns = {f"explained_{source}_vnd": named[:, number] for number, source in enumerate(COLUMNS)}
    savings = COLUMNS.index("savings")
    columns["explained_vnd"] = np.nan_to_num(np.delete(named, savings, axis=1)).sum(axis=1)
    columns["loan_private_vnd"] = private
    return {name: np.where(exists, values, np.nan) for name, values in columns.items()}


def movement_columns(pairs: pd.DataFrame, movements: pd.DataFrame) -> dict[str, np.ndarray | pd.Series]:
    """How many lines section III has, their signed sum over assets, and its words."""
    places = movements["place"].to_numpy()
    asset = (movements["category"] != "income").to_numpy()
    net = known_sum(places, movements["value_change_vnd"].to_numpy(), asset, len(pairs))
    return {
        "movement_rows": counted(places, np.ones(len(places), dtype=bool), len(pairs)).astype("float64"),
        "movement_net_vnd": np.where(_section_exists(pairs, movements), net, np.nan),
        "explanation": _joined(pairs, movements),
    }


def _joined(pairs: pd.DataFrame, movements: pd.DataFrame) -> pd.Series:
    """The different texts of each comparison in the order of the form, joined."""
    line = code_of(movements["category"], MOVEMENT_CATEGORIES)
    rows = movements[["place", "explanation"]].assign(line=line).dropna(subset="explanation")
    rows = rows.sort_values(["place", "line", "explanation"]).drop_duplicates(["place", "explanation"])
    texts = pa.table({"place": rows["place"].to_numpy(), "text": pa.array(rows["explanation"], type=pa.string())})
    lists = texts.group_by("place", use_threads=False).aggregate([("text", "list")])
    joined = pd.Series(
        pc.binary_join(lists["text_list"], "; ").to_pandas().to_numpy(), index=lists["place"].to_numpy(), dtype="str"
    )
    return joined.reindex(np.arange(len(pairs))).set_axis(pairs.index)
