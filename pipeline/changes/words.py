"""What section III says of the period: sums named, loans and repayments, its lines and its words."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.changes.sums import code_of, counted, known_sum, sums
from pipeline.model import EXPLAINED
from pipeline.model.vocabulary import CATEGORIES, MOVEMENT_CATEGORIES
from pipeline.text import arrow_text

# Sources that bring funds from outside the ordinary income.
INFLOWS = ("asset_sale", "gift", "inheritance", "loan", "compensation", "insurance")
COLUMNS = (*INFLOWS, "savings", "other")
SOURCES_NAMED = EXPLAINED.by_name["source"].vocabulary
COUNTERPARTS = ("bank", "company", "person", "relative", "unknown")
INCOME_LINE = MOVEMENT_CATEGORIES.index("income")


@dataclass(frozen=True)
class Words:
    """Sums by place: by source named (columns as COLUMNS), how much of it on the income line, and the rest."""

    named: np.ndarray
    on_income_line: np.ndarray
    columns: dict[str, np.ndarray]
    bank_loans: np.ndarray
    repaid: np.ndarray
    spent: np.ndarray
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
    amounts, places, bank = (facts[name].to_numpy() for name in ("amount_vnd", "place", "bank"))
    inward, loan = facts["inward"].to_numpy(), facts["column"].to_numpy() == COLUMNS.index("loan")
    loans, repaid = loan & inward, loan & ~inward
    private = known_sum(places, amounts, loans & ~bank, len(pairs))
    spent = known_sum(places, amounts, facts["spending"].to_numpy(), len(pairs))
    return Words(
        named=np.nan_to_num(named),
        on_income_line=np.nan_to_num(
            _by_source(facts, len(pairs), (facts["inward"] & facts["on_income_line"]).to_numpy())
        ),
        columns=_columns(named, {"loan_private_vnd": private, "spent_vnd": spent}, exists),
        bank_loans=np.nan_to_num(known_sum(places, amounts, loans & bank, len(pairs))),
        repaid=known_sum(places, amounts, repaid, len(pairs)),
        spent=np.nan_to_num(spent),
        unstated=unstated,
        unstated_unknown=unknown,
    )


def _distinct(explained: pd.DataFrame) -> pd.DataFrame:
    """Facts of which each sum of a source counts once, and a source without a sum only where none is known.

    Columns: place, column (of the source), inward, amount_vnd, bank (the other side is one), spending, line,
    on_income_line.
    """
    rows = _in_order(explained)
    amount, known = rows["amount_vnd"].to_numpy(), rows["amount_vnd"].notna().to_numpy()
    of_source = _new(rows[name].to_numpy() for name in ("place", "source", "inward"))
    of_sum = of_source | _new([np.where(known, amount, -np.inf)])
    on_line, sum_known = _any(rows["line"].to_numpy() == INCOME_LINE, of_sum), _any(known, of_source)
    chosen = np.where(known, of_sum, ~sum_known)
    total, part = _total_of_parts(rows["line"].to_numpy(), amount, chosen & known, of_source)
    facts: pd.DataFrame = rows.assign(on_income_line=on_line | part)[chosen & ~total].reset_index(drop=True)
    return facts


def _total_of_parts(
    line: np.ndarray, amount: np.ndarray, chosen: np.ndarray, of_source: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Sums on the income line that are to the dong what the other lines name of the source, and these parts."""
    group, income = np.cumsum(of_source) - 1, line == INCOME_LINE
    sums = [
        np.bincount(group, np.where(chosen & lines, amount, 0.0), minlength=len(line)) for lines in (income, ~income)
    ]
    same = ((sums[0] == sums[1]) & (sums[0] > 0))[group] & chosen
    return same & income, same & ~income


def _in_order(explained: pd.DataFrame) -> pd.DataFrame:
    """The facts as numbers, by place, source, direction, sum and line; a bank first of those on the other side."""
    place, kind = explained["place"].to_numpy(), code_of(explained["counterpart_kind"], COUNTERPARTS)
    columns = {
        "place": place,
        "column": _column(explained["source"]),
        "source": code_of(explained["source"], SOURCES_NAMED),
        "inward": (explained["direction"] == "in").to_numpy(dtype=bool),
        "amount_vnd": explained["amount_vnd"].to_numpy(dtype="float64", na_value=np.nan),
        "line": code_of(explained["category"], MOVEMENT_CATEGORIES),
        "bank": kind == COUNTERPARTS.index("bank"),
        "spending": (explained["source"] == "spending").to_numpy(dtype=bool),
    }
    by = (kind, *(columns[name] for name in ("line", "amount_vnd", "inward", "source", "place")))
    order = np.lexsort(by)
    return pd.DataFrame({name: values[order] for name, values in columns.items()})[place[order] >= 0]


def _new(columns: Iterable[np.ndarray]) -> np.ndarray:
    """Where a sorted row differs from the one before it."""
    tests = [np.r_[True, values[1:] != values[:-1]][: len(values)] for values in columns]
    return np.asarray(np.logical_or.reduce(tests))


def _any(test: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Whether the test holds for any row of a group, row by row."""
    group = np.cumsum(starts) - 1
    return np.asarray(np.bincount(group, test)[group] > 0) if len(test) else test


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


def _columns(named: np.ndarray, sums_told: dict[str, np.ndarray], exists: np.ndarray) -> dict[str, np.ndarray]:
    columns = {f"explained_{source}_vnd": named[:, number] for number, source in enumerate(COLUMNS)}
    savings = COLUMNS.index("savings")
    columns["explained_vnd"] = np.nan_to_num(np.delete(named, savings, axis=1)).sum(axis=1)
    return {name: np.where(exists, values, np.nan) for name, values in (columns | sums_told).items()}


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
    texts = arrow_text(movements["explanation"]).dictionary_encode()
    told = np.flatnonzero(movements["explanation"].notna().to_numpy())
    place, text = movements["place"].to_numpy()[told], np.asarray(texts.indices.take(told), dtype="int64")
    line = code_of(movements["category"].iloc[told], MOVEMENT_CATEGORIES)
    order = np.lexsort((_ranks(texts.dictionary)[text], line, place))
    place, text = place[order], text[order]
    new = ~pd.Series(place * len(texts.dictionary) + text).duplicated().to_numpy()
    count = np.bincount(place[new], minlength=len(pairs))
    lists = pa.ListArray.from_arrays(np.r_[0, np.cumsum(count[count > 0])], texts.dictionary.take(pa.array(text[new])))
    joined = pc.binary_join(lists, pa.scalar("; ", pa.large_string())).to_pandas().array
    number = np.where(count > 0, np.cumsum(count > 0) - 1, -1)
    return pd.Series(joined.take(number, allow_fill=True), index=pairs.index, dtype="str")


def _ranks(texts: pa.Array) -> np.ndarray:
    """The place of each text in their order."""
    ranks = np.empty(len(texts), dtype="int64")
    ranks[pc.sort_indices(texts).to_numpy()] = np.arange(len(texts))
    return ranks
