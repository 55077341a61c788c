"""Great Expectations suites against the same checks written by hand in vectorised pandas, on items of section II.

Run with `python -m benchmarks.validation [rows]`; prints seconds of both and their ratio (goal: at most 3).
"""

import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from pipeline.model import ASSETS, DECLARATIONS
from pipeline.model.vocabulary import CATEGORIES, HOLDERS
from pipeline.store.resources import load_parameters, load_suites
from pipeline.validate import Checked, Given, Suite, check, read_suites
from pipeline.validate.derived import DERIVED, derive
from pipeline.validate.expectations import Outcome
from pipeline.validate.findings import findings_of
from pipeline.validate.given import Looked, looked
from pipeline.validate.reasons import quarantined
from pipeline.validate.suites import Expectation

TODAY = date(2026, 11, 23)
ITEMS_A_DECLARATION = 10


def declarations(count: int) -> pd.DataFrame:
    ids = pd.Series(np.arange(count)).astype("str").str.zfill(8)
    return DECLARATIONS.conform(
        pd.DataFrame(
            {"declaration_id": ids, "kind": "ANNUAL", "declared_on": pd.Timestamp(2025, 12, 20), "unit_code": "U1"}
        )
    )


def items(count: int, seed: int = 20260701) -> pd.DataFrame:
    """Items of which one in a thousand is wrong in each of several ways, and many have something to note."""
    dice = np.random.default_rng(seed)
    number = np.arange(count)
    value = dice.lognormal(19, 1.5, count).round(-6)
    return ASSETS.conform(
        pd.DataFrame(
            {
                "declaration_id": pd.Series(number // ITEMS_A_DECLARATION).astype("str").str.zfill(8),
                "item_no": pd.Series(number % ITEMS_A_DECLARATION + 1).astype("str"),
                "category": _spoiled(dice.choice(CATEGORIES, count), dice, None),
                "kind": "cash",
                "name": dice.choice(["Thửa đất số 12", "Nhà ở riêng lẻ", "Xe ô tô", "Sổ tiết kiệm", "Không có"], count),
                "holder": _spoiled(dice.choice(HOLDERS, count), dice, "boss"),
                "quantity": 1.0,
                "area_m2": np.where(dice.random(count) < 0.4, dice.lognormal(5, 1, count), np.nan),
                "value_vnd": np.where(dice.random(count) < 0.05, np.nan, _spoiled(value, dice, -5)),
                "certificate_no": dice.choice(["BA 123456", "CĐ 456789", "thửa 12 tờ 3", None], count),
                "registration_no": dice.choice(["43A-123.45", None, None, None], count),
                "acquired_on": pd.Timestamp(2010, 1, 1) + pd.to_timedelta(dice.integers(0, 6200, count), unit="D"),
                "currency": dice.choice(["USD", None, None, None], count),
                "source_file": "assets.csv",
                "source_row": number + 2,
            }
        )
    )


def _spoiled(values: np.ndarray, dice: np.random.Generator, wrong: object) -> np.ndarray:
    kept = dice.random(len(values)) >= 0.001
    return np.where(kept, values.astype(object), wrong) if values.dtype.kind in "UO" else np.where(kept, values, wrong)


def by_hand(table: str, rows: pd.DataFrame, suite: Suite, given: Given) -> Checked:
    """The same expectations, findings and quarantine, without Great Expectations."""
    under_check = looked(table, rows, given)
    computed = derive(under_check, [e.asserted for e in suite.expectations if e.asserted in DERIVED])
    outcomes = [_by_hand(under_check, computed, expectation) for expectation in suite.expectations]
    aside = quarantined(under_check, outcomes)
    failed = np.concatenate([outcome.positions for outcome in outcomes])
    kept = np.ones(len(rows), dtype=bool)
    kept[failed] = False
    return Checked(rows[kept].reset_index(drop=True), aside, findings_of(table, outcomes))


def _by_hand(under_check: Looked, computed: pd.DataFrame, expectation: Expectation) -> Outcome:
    asserted, kwargs = expectation.asserted, expectation.kwargs
    values = computed[asserted] if asserted in computed else under_check.rows[asserted]
    known = values.notna()
    if "regex" in kwargs:
        bad = known & ~values.str.contains(kwargs["regex"], regex=True, na=True)
    elif "value_set" in kwargs:
        bad = ~values.fillna(True).astype(bool)
    else:
        bad = _outside(values, kwargs, under_check.given)
    positions = np.flatnonzero(bad)
    kept = positions if expectation.on_failure == "quarantine" else positions[:0]
    return Outcome(expectation, int(known.sum()), len(positions), kept)


def _outside(values: pd.Series, kwargs: object, given: Given) -> pd.Series:
    low, high = (_bound(dict(kwargs).get(name), given) for name in ("min_value", "max_value"))  # type: ignore[call-overload]
    outside = pd.Series(False, index=values.index)
    if low is not None:
        outside |= values < low
    if high is not None:
        outside |= values > high
    return outside


def _bound(bound: object, given: Given) -> object:
    if isinstance(bound, dict):
        return pd.Timestamp(given.today)
    return pd.Timestamp(bound) if isinstance(bound, str) else bound


def seconds(run: Callable[[], Checked]) -> tuple[float, Checked]:
    started = time.perf_counter()
    checked = run()
    return time.perf_counter() - started, checked


def main(count: int) -> None:
    suite = read_suites(load_suites())["assets"]
    given = Given(TODAY, load_parameters(), related={"declarations": declarations(count // ITEMS_A_DECLARATION + 1)})
    rows = items(count)
    check("assets", rows.head(1000), suite, given)  # the import of Great Expectations is paid once a process
    runs = {"hand": lambda: by_hand("assets", rows, suite, given), "suite": lambda: check("assets", rows, suite, given)}
    best = {name: min((seconds(run) for _ in range(3)), key=lambda timed: timed[0]) for name, run in runs.items()}
    pd.testing.assert_frame_equal(best["hand"][1].findings, best["suite"][1].findings)
    pd.testing.assert_frame_equal(best["hand"][1].quarantine, best["suite"][1].quarantine)
    (hand, _), (suited, checked) = best["hand"], best["suite"]
    print(f"rows {count:,}  expectations {len(suite.expectations)}  quarantined {len(checked.quarantine):,}")
    print(f"by hand {hand:.2f} s  suite {suited:.2f} s  ratio {suited / hand:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
