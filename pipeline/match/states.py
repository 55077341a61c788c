"""What became of each followed item: its amounts before and after, and its state."""

import numpy as np
import pandas as pd

from pipeline.match.codes import codes_of, place_of
from pipeline.match.division import shares
from pipeline.match.following import MERGED, RETURNED, SPLIT, SUM
from pipeline.match.items import METAL, maces
from pipeline.match.likeness import close
from pipeline.match.lines import Lines
from pipeline.model.vocabulary import ATTACHED, CATEGORIES, CAUSES, HOLDERS, REAL_ESTATE, STATES
from pipeline.params import Parameters
from pipeline.text import folded

# Things that are declared at what they cost: their value changes only with the thing itself.
THINGS = (*REAL_ESTATE, *ATTACHED, "registered_vehicle", "other_asset", "foreign_asset")
# Holdings that are things only where the count is known and stays.
COUNTED = ("precious_metal", "shares", "bonds", "other_securities", "capital_contribution")
AMOUNTS = {"value": "value_vnd", "quantity": "quantity", "area": "area_m2"}
# How sure it is that a commune of another code is the same one under its new name.
RENAMED = 0.9
STATE_OF = {SPLIT: "split", MERGED: "merged", RETURNED: "returned"}


def measured(links: pd.DataFrame, assets: pd.DataFrame, lines: Lines, parameters: Parameters) -> pd.DataFrame:
    """The links with value, area, quantity and holder before and after, the category and the day of acquisition."""
    rows = links.assign(category=np.where(links.after >= 0, lines.category[links.after], lines.category[links.before]))
    sums = (links.how == SUM).to_numpy()
    for name, column in AMOUNTS.items():
        for when in ("before", "after"):
            own = at(assets[column].to_numpy(dtype="float64"), links[when], np.nan)
            rows[f"{name}_{when}"] = np.where(sums, links[f"{name}_{when}"], own) if name != "area" else own
    for when in ("before", "after"):
        holder = pd.Series(assets.holder.array.take(links[when].to_numpy(), allow_fill=True))
        rows[f"holder_{when}"] = place_of(holder, HOLDERS)
    acquired = assets.acquired_on.to_numpy()
    rows["acquired"] = np.where(links.after >= 0, acquired[links.after], acquired[links.before])
    return _shared_out(_in_one_unit(rows, assets, parameters))


def kept(same: pd.DataFrame, assets: pd.DataFrame, lines: Lines) -> pd.DataFrame:
    """Unchanged lines with their amounts and state; where the commune is called otherwise, that is the cause."""
    after = same.after.to_numpy()
    rows = same.assign(
        category=lines.category[after], state=STATES.index("kept"), earlier=-1, stated=False, group=np.nan
    )
    for name, column in AMOUNTS.items():
        amount = assets[column].to_numpy(dtype="float64")[after]
        rows[f"{name}_before"], rows[f"{name}_after"] = amount, amount
    commune = codes_of(assets.commune_code)
    old, new = commune[same.before.to_numpy()], commune[after]
    renamed = (old != new) & (old >= 0) & (new >= 0)
    return rows.assign(
        value_change=rows.value_after - rows.value_before,
        cause=np.where(renamed, CAUSES.index("place_renamed"), -1),
        cause_confidence=np.where(renamed, RENAMED, np.nan),
    )


def _in_one_unit(rows: pd.DataFrame, assets: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Gold in the unit of the line after: five tael before fifty mace are fifty mace. Sums come in mace."""
    metal = rows.index[(rows.category == METAL) & (rows.before >= 0) & (rows.after >= 0)]
    units = {
        when: maces(folded(assets.unit.iloc[rows.loc[metal, when]]).to_numpy(), parameters)
        for when in ("before", "after")
    }
    sums = (rows.how[metal] == SUM).to_numpy()
    factors = {
        "quantity_before": np.where(sums, 1.0, units["before"]) / units["after"],
        "quantity_after": np.where(sums, 1.0 / units["after"], 1.0),
    }
    rows = rows.copy()
    for name, factor in factors.items():
        rows.loc[metal, name] = (rows.loc[metal, name] * np.where(np.isnan(factor), 1.0, factor)).round(6)
    return rows


def at(values: np.ndarray, positions: pd.Series, missing: float) -> np.ndarray:
    """The values at these positions; `missing` where the position is -1."""
    return np.where(positions >= 0, values[positions], missing) if len(values) else np.full(len(positions), missing)


def _shared_out(rows: pd.DataFrame) -> pd.DataFrame:
    """The amounts of a divided (joined) plot are shared out over its rows by area, so that rows add up to the plots."""
    for how, whole, part in ((SPLIT, "before", "after"), (MERGED, "after", "before")):
        chosen = (rows.how == how).to_numpy()
        if not chosen.any():
            continue
        group = rows.loc[chosen, "pair"].to_numpy() * 1000 + rows.loc[chosen, "group"].to_numpy()
        weight = rows.loc[chosen, f"area_{part}"].to_numpy()
        rows = rows.copy()
        for name, digits in (("value", 0), ("area", 2)):
            amount = rows.loc[chosen, f"{name}_{whole}"].to_numpy()
            rows.loc[chosen, f"{name}_{whole}"] = shares(amount, group, weight, digits)
    return rows


def with_states(rows: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The rows with `state`. `rows` has `told`: section III speaks of the change."""
    changed = changes_of(rows, parameters)
    thing = np.isin(rows.category, [CATEGORIES.index(name) for name in THINGS])
    counted = np.isin(rows.category, [CATEGORIES.index(name) for name in COUNTED])
    counted &= rows.quantity_before.notna() & rows.quantity_after.notna()
    only_value = changed.value & ~changed.area & ~changed.quantity
    tests = {
        **{state: rows.how == how for how, state in STATE_OF.items()},
        "new": rows.before < 0,
        "gone": rows.after < 0,
        "kept": ~changed.any(axis=1),
        "revalued": only_value & (thing | counted) & (~rows.told | rows.says_revaluation),
    }
    state = np.select([test.to_numpy() for test in tests.values()], list(tests), "changed")
    return rows.assign(state=state, value_change=_value_change(rows))


def changes_of(rows: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """What is known to differ: value, area (beyond measuring), quantity, holder, and whether the value is stated."""
    tolerance = parameters.number("match_tolerance_share")
    areas = rows.area_before.notna() & rows.area_after.notna()
    value_known = rows.value_before.notna(), rows.value_after.notna()
    return pd.DataFrame(
        {
            "value": value_known[0] & value_known[1] & (rows.value_before != rows.value_after),
            "stated": value_known[0] != value_known[1],
            "area": areas & ~close(rows.area_before, rows.area_after, tolerance),
            "quantity": rows.quantity_before.notna()
            & rows.quantity_after.notna()
            & (rows.quantity_before != rows.quantity_after),
            "holder": (rows.holder_before >= 0) & (rows.holder_after >= 0) & (rows.holder_before != rows.holder_after),
        }
    )


def _value_change(rows: pd.DataFrame) -> np.ndarray:
    """After less before; the value of a new item, and the negative one of an item that is gone."""
    change = rows.value_after - rows.value_before
    alone = rows.value_after.where(rows.before < 0, -rows.value_before)
    return np.asarray(change.where((rows.before >= 0) & (rows.after >= 0), alone))
