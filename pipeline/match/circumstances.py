"""What stands around a followed item: the days, section III's words, the household, other numbers and places."""

import numpy as np
import pandas as pd

from pipeline.match.codes import cell_codes, codes_of, mixed
from pipeline.match.items import number_key
from pipeline.match.likeness import one_letter_off
from pipeline.match.lines import Lines
from pipeline.match.reasons import ACCOUNTS
from pipeline.model.vocabulary import CATEGORIES, HOLDERS

# Two lines of one declaration with these cells alike are one thing listed twice.
TWICE_FIGURES = ("area_m2", "quantity", "value_vnd")
TWICE_WORDS = ("certificate_no", "registration_no", "name", "address", "holder", *TWICE_FIGURES)


def with_others(rows: pd.DataFrame) -> pd.Series:
    """Rows of what came or left and was held by a spouse or child, alone or with the declarant."""
    others = [HOLDERS.index(holder) for holder in ("spouse", "minor_child", "joint")]
    return (rows.after < 0) & rows.holder_before.isin(others) | (rows.before < 0) & rows.holder_after.isin(others)


def with_surroundings(
    rows: pd.DataFrame, assets: pd.DataFrame, lines: Lines, compared: pd.DataFrame, household: pd.DataFrame
) -> pd.DataFrame:
    """The rows with the days of both lists, who came and left, and the known sums of their category."""
    pair = rows.pair.to_numpy()
    days = compared[["declared_on", "baseline_declared_on"]].take(pair).set_axis(rows.index)
    held = household.take(pair).set_axis(rows.index)
    values = assets.value_vnd.to_numpy()
    return rows.join(held).assign(
        declared_on=days.declared_on,
        previous_declared_on=days.baseline_declared_on,
        category_sum_before=_category_sums(lines.before_pair, lines.category, values, rows),
        category_sum_after=_category_sums(lines.after_pair, lines.category, values, rows),
    )


def _category_sums(pair: np.ndarray, category: np.ndarray, values: np.ndarray, rows: pd.DataFrame) -> np.ndarray:
    """The known values of the row's section in one list of its pair, summed."""
    held = pair >= 0
    key = pair[held] * len(CATEGORIES) + category[held]
    wanted = (rows.pair * len(CATEGORIES) + rows.category).to_numpy()
    sums = np.bincount(key, np.nan_to_num(values[held]), minlength=wanted.max(initial=0) + 1)
    return np.asarray(sums[wanted])


def with_comparisons(rows: pd.DataFrame, assets: pd.DataFrame, lines: Lines) -> pd.DataFrame:
    """The rows with `other_certificate`, `other_commune` and `duplicate`."""
    certificate = ~np.isin(rows.category, ACCOUNTS) & _another(number_key(_both(assets.certificate_no, rows)))
    return rows.assign(
        other_certificate=certificate,
        other_commune=_differ(_both(assets.commune_code, rows)),
        duplicate=_twice(rows, assets, lines),
    )


def _another(both: pd.Series) -> np.ndarray:
    """Numbers that differ by more than a slip of the pen."""
    other = _differ(both)
    unlike = np.flatnonzero(other)
    texts = both.to_numpy(dtype=object)
    other[unlike] = ~one_letter_off(texts[unlike], texts[unlike + len(other)])
    return other


def _both(texts: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """The texts of the rows before, then those of the rows after."""
    positions = np.concatenate([rows.before.to_numpy(), rows.after.to_numpy()])
    return pd.Series(texts.array.take(positions, allow_fill=True), dtype="str")


def _differ(both: pd.Series) -> np.ndarray:
    before, after = np.split(codes_of(both), 2)
    return np.asarray((before >= 0) & (after >= 0) & (before != after))


def _twice(rows: pd.DataFrame, assets: pd.DataFrame, lines: Lines) -> np.ndarray:
    """A line without a counterpart whose like stands in the same declaration and has one."""
    alone = (rows.before < 0) | (rows.after < 0)
    twice = np.zeros(len(rows), dtype=bool)
    for when, pair in (("before", lines.before_pair), ("after", lines.after_pair)):
        single = (alone & (rows[when] >= 0)).to_numpy()
        asked = np.zeros(pair.max(initial=-1) + 2, dtype=bool)
        asked[rows.pair.to_numpy()[single]] = True
        like = np.flatnonzero(asked[pair] & (pair >= 0))
        # Figures first: words need comparing only among the few lines that share them.
        for columns in (TWICE_FIGURES, TWICE_WORDS):
            cells = (cell_codes(assets[column].iloc[like]) for column in columns)
            key = mixed(pair[like], lines.category[like], *cells)
            like = like[pd.Series(key).duplicated(keep=False).to_numpy()]
        twice |= single & np.isin(rows[when], like)
    return twice
