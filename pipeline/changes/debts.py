"""Debts taken and repaid in the period: from a list of liabilities where the form has one, else from words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.changes.sums import code_of, sums
from pipeline.changes.words import COLUMNS, Words

LOAN = COLUMNS.index("loan")


@dataclass(frozen=True)
class Debts:
    """Sums by place in dong; `listed` is where either declaration lists liabilities."""

    before: np.ndarray
    after: np.ndarray
    taken: np.ndarray
    repaid: np.ndarray
    listed: np.ndarray
    unknown_after: np.ndarray


def owed(pairs: pd.DataFrame, baseline: np.ndarray, liabilities: pd.DataFrame, words: Words) -> Debts:
    """Debts of both declarations and what changed. Where one of them lists debts, the other owes none unsaid."""
    places = code_of(liabilities["declaration_id"], pairs["declaration_id"])
    values = liabilities["outstanding_vnd"].to_numpy(dtype="float64", na_value=np.nan)
    own = sums(places, np.zeros(len(places), dtype=np.int64), values, (len(pairs), 1))
    earlier = own.at(baseline)
    listed = (own.rows[:, 0] > 0) | (earlier.rows[:, 0] > 0)
    before, after = earlier.of([0]), own.of([0])
    change = np.nan_to_num(after) - np.nan_to_num(before)
    return Debts(
        before=np.where(listed & (baseline >= 0), before, np.nan),
        after=np.where(listed, after, np.nan),
        taken=np.where(listed, np.maximum(change, 0), words.columns["explained_loan_vnd"]),
        repaid=np.where(listed, np.maximum(-change, 0), words.repaid),
        listed=listed,
        unknown_after=own.unknown([0]) > 0,
    )


def debt_columns(debts: Debts) -> dict[str, np.ndarray]:
    return {
        "debt_before_vnd": debts.before,
        "debt_after_vnd": debts.after,
        "debt_taken_vnd": debts.taken,
        "debt_repaid_vnd": debts.repaid,
    }
