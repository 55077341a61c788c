"""What a rule is: a small pure function with its declared record (docs/rules/)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

Test = Callable[..., pd.Series]
# A declaration without any row of a frame was looked at all the same where this column of its position holds: who
# has no vanished item is clear of it. A frame that is not named here speaks only of the declarations in it.
EXPOSED = {
    "told_sales": "compared",
    "item_changes": "compared",
    "plot_sales": "compared",
    "land_ahead": "compared",
    "trades": "compared",
    "explained": "compared",
    "explained_parties": "compared",
    "assets": "has_asset_list",
    "kinds": "has_asset_list",
    "shared_numbers": "has_asset_list",
    "shared_persons": "is_filed",
    "complaint_ties": "is_filed",
    "gift_ties": "is_filed",
    "loans": "is_filed",
    "incomes": "has_income",
    "paid_incomes": "has_income",
    "suppliers": "is_filed",
}
UNITS = ("vnd", "share", "times", "number", "days", "m2")


@dataclass(frozen=True)
class Rule:
    """One red flag.

    `over` names the frame judged (rules/frames.py), `among` the population, `needs` what must be known,
    `reads` what is looked at besides and may be unknown, `limit` the dated parameter compared with, `uses`
    further parameters (given to the test as columns), `unit` that of the observed value and of the limit,
    `amount` the column that holds the sum concerned, `exposed` the column of positions that says which declarations
    were looked at even where they have no such row. `test(frame, limit)` returns the observed value of the
    flagged rows on their own index; without a limit it is `test(frame)`.
    """

    id: str
    over: str
    test: Test
    among: Mapping[str, tuple[object, ...]]
    needs: tuple[str, ...]
    reads: tuple[str, ...]
    limit: str | None
    uses: tuple[str, ...]
    unit: str
    amount: str | None
    severity: int
    judgement: str
    grounds: tuple[str, ...]
    reasons: tuple[str, ...]
    registers: tuple[str, ...]
    exposed: str | None

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*((self.limit,) if self.limit else ()), *self.uses)

    @property
    def columns(self) -> list[str]:
        """The columns that the test sees."""
        return list(dict.fromkeys((*self.needs, *self.reads, *self.among)))


def rule(
    *,
    id: str,
    over: str,
    severity: int,
    judgement: str,
    grounds: tuple[str, ...],
    among: Mapping[str, tuple[object, ...]] | None = None,
    needs: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
    limit: str | None = None,
    uses: tuple[str, ...] = (),
    unit: str = "number",
    amount: str | None = None,
    reasons: tuple[str, ...] = (),
    registers: tuple[str, ...] = (),
    exposed: str | None = None,
) -> Callable[[Test], Rule]:
    """The decorator that puts a record beside a test."""

    def record(test: Test) -> Rule:
        return Rule(
            id, over, test, among or {}, needs, reads, limit, uses, unit, amount,
            severity, judgement, grounds, reasons, registers, exposed or EXPOSED.get(over),
        )  # fmt: skip

    return record


def marked(mask: pd.Series) -> pd.Series:
    """1 for each row where the mask holds: the observed value of a rule that only finds or does not find."""
    held = mask.fillna(False).astype(bool)
    return held[held].astype("float64")
