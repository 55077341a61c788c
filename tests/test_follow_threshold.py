"""The wave of 2026: things between the old threshold of 50 and the new one of 150 million lawfully vanish."""

import pandas as pd
import pytest

from pipeline.follow import follow
from pipeline.model import INPUTS
from pipeline.rules import run_rules
from pipeline.rules.gather import combine, gather

FIRM = ("land_residential", "house", "money")
# category, name, value in millions: one household each, with everything that a threshold of 150 million hides.
VANISHING = [
    [("registered_vehicle", "Honda SH", 51), ("registered_vehicle", "Kia Morning", 149), ("other_asset", "Rolex", 80)],
    [("precious_metal", "Vàng SJC", 90), ("shares", "Cổ phiếu FPT", 120), ("bonds", "Trái phiếu", 60)],
    [("perennial_trees", "Vườn cà phê", 70), ("structure", "Chuồng trại", 55), ("production_forest", "Keo", 140)],
    [("other_securities", "Bảo hiểm", 130), ("capital_contribution", "Góp vốn", 100), ("other_asset", "Tranh", 149)],
]


def household(number: int, vanishing: bool, times: int) -> dict[str, pd.DataFrame]:
    """A plot, a house and savings in both years; what vanishes only where it does; a salary that covers all."""
    small = [(category, name, value * times) for category, name, value in VANISHING[number % 4]]
    rows = [("land_residential", "Đất ở", 3_000), ("house", "Nhà ở", 1_500), ("money", "BIDV", 400)]
    lists = {1: rows + small, 2: rows if vanishing else rows + small}
    assets = pd.DataFrame(
        [
            {"declaration_id": f"{number}.{year}", "item_no": str(place), "category": category, "name": name}
            | {"value_vnd": value * 1e6, "quantity": 1.0, "holder": "declarant"}
            | ({"kind": "deposit"} if category == "money" else {})
            | ({"address": f"Thôn {number}", "area_m2": 100.0 + number} if place <= 2 else {})
            for year, held in lists.items()
            for place, (category, name, value) in enumerate(held, 1)
        ]
    )
    days = pd.DataFrame({"declaration_id": [f"{number}.1", f"{number}.2"], "declared_on": ["2025-12-20", "2026-12-15"]})
    filed = days.assign(declarant_id=f"P{number}", kind="ANNUAL", unit_code="U", full_name=f"Tên {number}")
    incomes = days.assign(recipient="declarant", source="salary", amount_vnd=200e6)
    return {"declarations": filed, "assets": assets, "incomes": incomes}


def found(parameters, vanishing: bool, times: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The item changes and the flags of forty households."""
    made = [household(number, vanishing, times) for number in range(40)]
    tables = {name: table.empty() for name, table in INPUTS.items()}
    tables |= {
        name: INPUTS[name].conform(pd.concat([one[name] for one in made], ignore_index=True)) for name in made[0]
    }
    followed = follow(tables, tables["commune_changes"], parameters)
    together = combine([gather(tables | followed)], parameters)
    return followed["item_changes"], run_rules(tables | followed | together, parameters).flags


@pytest.fixture(scope="module")
def wave(parameters):
    return found(parameters, vanishing=True)


def test_each_thing_that_vanishes_has_the_threshold_as_its_cause(wave):
    changes, _flags = wave
    gone = changes[changes.state == "gone"]
    assert len(gone) == 120
    assert set(gone.cause) == {"threshold_raised"}
    assert set(changes.state[changes.category.isin(FIRM)]) == {"kept"}


def raised(parameters, flags: pd.DataFrame, times: int = 1) -> set[str]:
    """The indicators that fire on declarations on which they do not where nothing vanished."""
    _calm, without = found(parameters, vanishing=False, times=times)
    marks = ["declaration_id", "indicator"]
    more = flags.merge(without[marks].drop_duplicates(), on=marks, how="left", indicator=True)
    return set(more.indicator[more["_merge"] == "left_only"])


def test_the_wave_raises_no_flag(parameters, wave):
    _changes, flags = wave
    assert raised(parameters, flags) == set()


def test_what_vanishes_above_the_threshold_does(parameters):
    _changes, flags = found(parameters, vanishing=True, times=4)
    assert raised(parameters, flags, times=4)
