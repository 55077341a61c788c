"""Items with everything by which they are recognised in another declaration."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.match.codes import text_codes
from pipeline.match.lines import Lines
from pipeline.model.vocabulary import ATTACHED, CATEGORIES, HOLDERS, PLOTS
from pipeline.params import Parameters
from pipeline.text import compact, folded

# Sections between which an item may have been moved by whoever filled in the form.
MOVABLE_BETWEEN = (
    PLOTS, ("house", "construction"), ATTACHED, ("precious_metal",), ("money",),
    ("shares", "bonds", "other_securities", "capital_contribution"), ("registered_vehicle", "other_asset"),
    ("foreign_asset",), ("foreign_account",),
)  # fmt: skip
FAMILY_OF = np.array(
    [next(number for number, group in enumerate(MOVABLE_BETWEEN) if category in group) for category in CATEGORIES]
)
TEXTS = ("certificate", "registration", "name", "kind", "address", "country", "currency", "unit")
CERTIFICATE_LEAST = 4
METAL = CATEGORIES.index("precious_metal")
WEIGHED = -2


@dataclass(frozen=True)
class Items:
    """One row an item in `rows` (numbers only; index: its position in the assets), and the texts behind its codes."""

    rows: pd.DataFrame
    texts: dict[str, np.ndarray]


def recognisable(assets: pd.DataFrame, lines: Lines, positions: np.ndarray, parameters: Parameters) -> Items:
    """The items at these positions: folded texts as codes, numbers as they are, gold in one unit."""
    held = assets.iloc[positions]
    coded = {name: text_codes(texts) for name, texts in _keys(held).items()}
    rows = pd.DataFrame({name: codes for name, (codes, _) in coded.items()}, index=positions)
    rows["category"] = lines.category[positions]
    rows["family"] = FAMILY_OF[lines.category[positions]]
    rows["place"] = lines.place[positions]
    rows["order"] = lines.order[positions]
    rows["holder"] = pd.Categorical(held.holder, categories=HOLDERS).codes
    rows["area"] = held.area_m2.to_numpy()
    rows["value"] = held.value_vnd.to_numpy()
    rows["acquired"] = held.acquired_on.to_numpy()
    texts = {name: distinct for name, (_, distinct) in coded.items()}
    return Items(_measured(rows, held.quantity.to_numpy(), texts["unit"], parameters), texts)


def _keys(held: pd.DataFrame) -> dict[str, pd.Series]:
    """The texts that name an item, each as the key by which two spellings are equal."""
    codes = {"certificate": held.certificate_no, "registration": held.registration_no}
    names = {"name": held["name"]}
    names |= {column: held[column] for column in ("kind", "address", "country", "unit")}
    names["currency"] = held.currency.fillna("VND")
    return {name: number_key(texts) for name, texts in codes.items()} | {name: folded(t) for name, t in names.items()}


def number_key(texts: pd.Series) -> pd.Series:
    """The number as one key; words such as "chưa được cấp giấy chứng nhận" are none."""
    number = compact(texts)
    is_number = number.str.contains(r"[0-9]", regex=True) & (number.str.len() >= CERTIFICATE_LEAST)
    return number.where(is_number.fillna(False).astype(bool))


def _measured(rows: pd.DataFrame, quantity: np.ndarray, units: np.ndarray, parameters: Parameters) -> pd.DataFrame:
    """Quantities of gold in mace, so that five tael and fifty mace are the same; others as written."""
    factor = np.append(maces(units, parameters), np.nan)[rows.unit.to_numpy()]
    weighed = (rows.category == METAL) & ~np.isnan(factor)
    # -2 is the unit of all weighed metal: quantities compare only within one unit.
    return rows.assign(
        quantity=quantity * np.where(weighed, factor, 1.0), measure=rows.unit.where(~weighed, WEIGHED), weighed=weighed
    )


def maces(units: np.ndarray, parameters: Parameters) -> np.ndarray:
    """How many mace of gold each (folded) unit is; NaN where it is no weight."""
    tael, gram = parameters.number("gold_mace_per_tael"), 1.0 / parameters.number("gold_gram_per_mace")
    weights = {"chi": 1.0, "luong": tael, "cay": tael, "gram": gram, "gam": gram, "g": gram}
    return np.array([weights.get(str(unit).split(" ")[0], np.nan) for unit in units])
