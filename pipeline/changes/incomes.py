"""Income of the period by recipient and by source, every đồng once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.changes.periods import add_carried
from pipeline.changes.sums import Sums, code_of, sums
from pipeline.model.vocabulary import RECIPIENTS, SOURCES
from pipeline.params import Parameters

# A cell is a recipient and a source; the source after the last is "not stated": the recipient's total.
WIDTH = len(SOURCES) + 1


@dataclass(frozen=True)
class Incomes:
    """Income by place: of recipients (columns), from sources (columns), without source, and what is known of it."""

    recipients: np.ndarray
    sources: np.ndarray
    unsourced: np.ndarray
    rows: np.ndarray
    unknown: np.ndarray
    itemised: np.ndarray
    slipped: np.ndarray
    withheld: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """Household income; unknown where none is declared or one of its amounts is unknown."""
        known = (self.rows > 0) & (self.unknown.sum(axis=1) == 0) & (self.withheld == 0)
        return np.where(known, self.recipients.sum(axis=1), np.nan)

    def source(self, name: str) -> np.ndarray:
        """Income that the form itself puts down to a source; 0 where it says nothing."""
        return np.asarray(self.sources[:, SOURCES.index(name)])


def received(
    filed: Sums, withheld: np.ndarray, carried: pd.DataFrame, baseline: np.ndarray, parameters: Parameters
) -> Incomes:
    """The household's income of each comparison, that of filings without asset list in between included.

    `withheld` counts the rows of each filing that could not be read. `slipped` is what is missing where an amount
    is a thousandth or a millionth of the baseline's, give or take.
    """
    spread, least = parameters.number("slip_spread_times"), parameters.number("least_income_line_vnd")
    own = _of_filings(filed, withheld, baseline, spread, least)
    return Incomes(**{name: add_carried(values, carried) for name, values in vars(own).items()})


def _of_filings(filed: Sums, withheld: np.ndarray, baseline: np.ndarray, spread: float, least: float) -> Incomes:
    """Each filing's income: a recipient's total stands for the rows that itemise it, unless these are more."""
    shape = (len(RECIPIENTS), WIDTH, len(filed.total))
    total, rows, known = (part.T.reshape(shape) for part in (filed.total, filed.rows, filed.known))
    items, whole = total[:, :-1].sum(axis=1), total[:, -1]
    return Incomes(
        recipients=np.maximum(items, whole).T,
        sources=total[:, :-1].sum(axis=0).T,
        unsourced=np.maximum(whole - items, 0).sum(axis=0),
        rows=rows.sum(axis=(0, 1)),
        unknown=(rows.sum(axis=1) - known.sum(axis=1)).T,
        itemised=rows[:, :-1].sum(axis=(0, 1)),
        withheld=withheld,
        slipped=_slipped(filed, baseline, spread, least),
    )


def _slipped(filed: Sums, baseline: np.ndarray, spread: float, least: float) -> np.ndarray:
    """What amounts lack that were written without their thousands or millions.

    They show beside the amount of the baseline; where that is unknown, by being too small for a year.
    """
    place, cell = np.nonzero(filed.total > 0)
    before = baseline[place]
    amounts = filed.total[place, cell]
    earlier, rows, known = (
        np.where(before >= 0, part[before, cell], 0) for part in (filed.total, filed.rows, filed.known)
    )
    unsure = (rows > known) & (amounts < least)
    lacking = np.zeros(len(amounts))
    for factor in (1e3, 1e6):
        fits = (amounts * factor * spread >= earlier) & (amounts * factor <= earlier * spread)
        lacking = np.where(fits | unsure, amounts * (factor - 1), lacking)
    return np.bincount(place, lacking, minlength=len(filed.total))


def declared(pairs: pd.DataFrame, incomes: pd.DataFrame) -> Sums:
    """Amounts of each filing by recipient and source."""
    places = code_of(incomes["declaration_id"], pairs["declaration_id"])
    source = code_of(incomes["source"], SOURCES)
    who = code_of(incomes["recipient"], RECIPIENTS)
    cell = np.where(who < 0, -1, who * WIDTH + np.where(source < 0, len(SOURCES), source))
    values = incomes["amount_vnd"].to_numpy(dtype="float64", na_value=np.nan)
    return sums(places, cell, values, (len(pairs), len(RECIPIENTS) * WIDTH))


def income_columns(incomes: Incomes) -> dict[str, np.ndarray]:
    """Income by recipient and source; a source is unknown where the form gives totals only."""
    declared, itemised = incomes.rows > 0, incomes.itemised > 0
    columns = {"income_vnd": incomes.total}
    for number, who in enumerate(RECIPIENTS):
        known = declared & (incomes.unknown[:, number] == 0)
        columns[f"income_{who}_vnd"] = np.where(known, incomes.recipients[:, number], np.nan)
    for number, source in enumerate(SOURCES):
        columns[f"income_{source}_vnd"] = np.where(itemised, incomes.sources[:, number], np.nan)
    columns["income_unsourced_vnd"] = np.where(declared, incomes.unsourced, np.nan)
    return columns
