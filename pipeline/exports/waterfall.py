"""The parts of the sources and the uses of a household's funds, so that they add up to the totals of the position."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Step:
    """One bar of the waterfall: it runs from `start_vnd` to `end_vnd`; `role` decides its colour."""

    part: str
    start_vnd: float
    end_vnd: float
    role: str

    @property
    def amount_vnd(self) -> float:
        return abs(self.end_vnd - self.start_vnd)


def steps(position: pd.Series) -> list[Step]:
    """The bars from the first source to what is left or unexplained; none where the totals are unknown.

    Low estimate: the larger sum of sources against the smaller sum of uses.
    """
    sources, uses = position["sources_high_vnd"], position["uses_low_vnd"]
    if pd.isna(sources) or pd.isna(uses):
        return []
    up = _stacked(_capped(source_parts(position), sources, "sources_other"), 0.0, 1, "source")
    down = _stacked(_capped(use_parts(position), uses, "uses_other"), sources, -1, "use")
    return [*up, Step("sources", 0.0, sources, "sum"), *down, *_rest(sources - uses, position["unexplained_low_vnd"])]


def source_parts(position: pd.Series) -> dict[str, float]:
    """Where money may have come from, by part; unknown parts count nothing."""
    given = ("gift", "inheritance", "compensation", "insurance")
    sold = max(_known(position["explained_asset_sale_vnd"]), _known(position["disposed_cost_vnd"]))
    return {
        "income": _known(position["income_vnd"]),
        "liquid_drawn": max(-_known(position["liquid_change_vnd"]), 0.0),
        "sales": max(sold - _known(position["income_asset_sale_vnd"]), 0.0),
        "debt_taken": max(_known(position["debt_taken_vnd"]), _known(position["explained_loan_vnd"])),
        "gifts": sum(_known(position[f"explained_{source}_vnd"]) for source in given),
    }


def use_parts(position: pd.Series) -> dict[str, float]:
    """Where money went, by part; the low estimate lets the household live for nothing."""
    return {
        "acquired": _known(position["acquired_vnd"]),
        "debt_repaid": _known(position["debt_repaid_vnd"]),
        "spent": _known(position["spent_vnd"]),
        "liquid_saved": max(_known(position["liquid_change_vnd"]), 0.0),
    }


def _capped(parts: dict[str, float], total: float, rest: str) -> dict[str, float]:
    """The parts in order as far as the total reaches, and the rest of the total under its own name."""
    held, left = {}, total
    for part, amount in parts.items():
        held[part] = min(amount, max(left, 0.0))
        left -= held[part]
    return {part: amount for part, amount in {**held, rest: left}.items() if amount >= 1}


def _stacked(parts: dict[str, float], start: float, sign: int, role: str) -> list[Step]:
    bars, at = [], start
    for part, amount in parts.items():
        bars.append(Step(part, at, at + sign * amount, role))
        at += sign * amount
    return bars


def _rest(rest: float, unexplained: float) -> list[Step]:
    """What is left over; else what items without a value may have paid for, and what stays unexplained."""
    if rest >= 0:
        return [Step("left", 0.0, rest, "left")]
    covered = -rest - _known(unexplained)
    covering = [Step("may_cover", rest, rest + covered, "covered")] if covered >= 1 else []
    return [*covering, Step("unexplained", rest + max(covered, 0.0), 0.0, "unexplained")]


def _known(amount: float) -> float:
    return 0.0 if pd.isna(amount) else float(amount)
