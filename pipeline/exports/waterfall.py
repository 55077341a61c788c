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
    up = _stacked(_filled(source_parts(position), sources, "sources_other"), 0.0, 1, "source")
    down = _stacked(_filled(use_parts(position), uses, "uses_other"), sources, -1, "use")
    rest = sources - uses
    last = Step("unexplained", rest, 0.0, "unexplained") if rest < 0 else Step("left", 0.0, rest, "left")
    return [*up, Step("sources", 0.0, sources, "sum"), *down, last]


def source_parts(position: pd.Series) -> dict[str, float]:
    """Where money came from, by part; parts that are unknown or zero are left out."""
    drawn = max(-_known(position["liquid_change_vnd"]), 0.0)
    return _present(
        {
            "income": position["income_vnd"],
            "disposed": position["disposed_cost_vnd"],
            "liquid_drawn": drawn,
            "explained": _known(position["explained_vnd"]) - _known(position["explained_loan_vnd"]),
            "debt_taken": position["debt_taken_vnd"],
        }
    )


def use_parts(position: pd.Series) -> dict[str, float]:
    """Where money went, by part; parts that are unknown or zero are left out."""
    return _present(
        {
            "acquired": position["acquired_vnd"],
            "liquid_saved": max(_known(position["liquid_change_vnd"]), 0.0),
            "debt_repaid": position["debt_repaid_vnd"],
            "living": position["living_low_vnd"],
        }
    )


def _filled(parts: dict[str, float], total: float, name: str) -> dict[str, float]:
    """The parts with one more that makes them add up to the total."""
    missing = total - sum(parts.values())
    return {**parts, name: missing} if abs(missing) >= 1 else parts


def _stacked(parts: dict[str, float], start: float, sign: int, role: str) -> list[Step]:
    bars, at = [], start
    for part, amount in parts.items():
        bars.append(Step(part, at, at + sign * amount, role if amount > 0 else "correction"))
        at += sign * amount
    return bars


def _present(parts: dict[str, float]) -> dict[str, float]:
    return {part: float(amount) for part, amount in parts.items() if pd.notna(amount) and amount > 0}


def _known(amount: float) -> float:
    return 0.0 if pd.isna(amount) else float(amount)
