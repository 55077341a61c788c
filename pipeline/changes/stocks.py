"""What a household holds at a declaration: known values by kind of asset."""

import numpy as np
import pandas as pd

from pipeline.changes.sums import Sums, code_of, sums
from pipeline.model.followed import STOCKS
from pipeline.model.vocabulary import ATTACHED, CATEGORIES, LIQUID, MONEY_KINDS, REAL_ESTATE
from pipeline.text import folded

# A cell is a category, with money parted by kind; money of no known kind has the cell of the category itself.
CELLS = (*CATEGORIES, *MONEY_KINDS)
# How a kind of money begins, folded, as forms and people write it.
KIND_BEGINNINGS = {
    "cash": ("cash", "tien mat", "ngoai te", "tien viet nam"),
    "deposit": ("deposit", "tien gui", "gui", "so tiet kiem", "tiet kiem", "tien tiet kiem", "tai khoan"),
    "lent": ("lent", "loan", "cho vay", "tien cho vay", "cho muon", "tien cho muon"),
    "prepaid": ("prepaid", "tra truoc", "tien tra truoc", "dat coc", "tien dat coc", "ung truoc"),
}
STOCK_CELLS: dict[str, tuple[str, ...]] = {
    "real_estate": REAL_ESTATE,
    "attached": ATTACHED,
    "liquid": (*LIQUID, *MONEY_KINDS),
    "cash": ("cash",),
    "deposit": ("deposit",),
    "lent": ("lent",),
    "gold": ("precious_metal",),
    "securities": ("shares", "bonds", "other_securities"),
    "capital": ("capital_contribution",),
    "vehicle": ("registered_vehicle",),
    "other": ("other_asset",),
    "foreign": ("foreign_asset", "foreign_account"),
}
# Kinds of funds that must each be declared from the threshold on (Law 36/2018, Article 35.1.b), and their cells.
DECLARED_FROM_THRESHOLD = {name: (name, *MONEY_KINDS) if name == "money" else (name,) for name in LIQUID}


def cells(names: tuple[str, ...]) -> list[int]:
    return [CELLS.index(name) for name in names]


# What a line says besides its amount.
WORDING = ("category", "kind", "name", "holder", "certificate_no", "acquired_on", "quantity", "currency", "note")
ALL = list(range(len(CELLS)))
LIQUID_CELLS = cells(STOCK_CELLS["liquid"])


def held(places: np.ndarray, assets: pd.DataFrame, count: int) -> Sums:
    """Values of each declaration's items by cell; `places` is where each item's declaration stands."""
    values = assets["value_vnd"].to_numpy(dtype="float64", na_value=np.nan)
    return sums(places, _cell(assets), values, (count, len(CELLS)))


def _cell(assets: pd.DataFrame) -> np.ndarray:
    found = code_of(assets["category"], CATEGORIES)
    money = found == CATEGORIES.index("money")
    found[money] = _money_cell(assets.loc[money, "kind"].fillna(assets.loc[money, "name"]))
    return found


def _money_cell(kinds: pd.Series) -> np.ndarray:
    """The cell of each money line by how its kind begins."""
    codes, words = pd.factorize(kinds)
    starts = [_kind(word) for word in folded(pd.Series(words, dtype="str")).fillna("")]
    return np.array([*map(CELLS.index, starts), CELLS.index("money")], dtype=np.int64)[codes]


def _kind(word: str) -> str:
    return next((kind for kind, starts in KIND_BEGINNINGS.items() if word.startswith(starts)), "money")


def stock_columns(before: Sums, after: Sums, compared: np.ndarray, listed: np.ndarray) -> dict[str, np.ndarray]:
    """Sums and counts of both declarations; unknown where there is no list of assets."""
    columns = {}
    for when, stock, known in (("before", before, compared), ("after", after, listed)):
        columns[f"assets_{when}_vnd"] = np.where(known, stock.of(ALL), np.nan)
        columns[f"items_{when}"] = np.where(known, stock.rows.sum(axis=1), np.nan)
        columns[f"unknown_values_{when}"] = np.where(known, stock.unknown(ALL), np.nan)
        for name in STOCKS:
            columns[f"{name}_{when}_vnd"] = np.where(known, stock.of(cells(STOCK_CELLS[name])), np.nan)
    return columns


def lawfully_undeclared(before: Sums, after: Sums, threshold: np.ndarray, came_aside: np.ndarray) -> np.ndarray:
    """Funds that a baseline without a line of their kind may have left out, being below the threshold then.

    `came_aside` is, by category, what came without funds flowing (a spouse's savings): it is not asked about anyway.
    """
    hidden = np.zeros(len(threshold))
    for name, names in DECLARED_FROM_THRESHOLD.items():
        kind = cells(names)
        absent = before.rows[:, kind].sum(axis=1) == 0
        asked = np.maximum(np.nan_to_num(after.of(kind)) - came_aside[:, CATEGORIES.index(name)], 0)
        hidden += np.where(absent, np.minimum(asked, np.nan_to_num(threshold)), 0)
    return hidden


def listed_twice(places: np.ndarray, assets: pd.DataFrame, count: int) -> np.ndarray:
    """Value of money, gold and securities that stand in a declaration once more, word for word."""
    values = assets["value_vnd"].to_numpy(dtype="float64", na_value=np.nan)
    liquid = np.flatnonzero((code_of(assets["category"], LIQUID) >= 0) & (places >= 0) & (values > 0))
    lines = pd.DataFrame({"place": places[liquid], "value_vnd": values[liquid]})
    # Equal amounts first: texts need comparing only among the few lines that share one.
    shared = lines.duplicated(keep=False).to_numpy()
    words = assets[list(WORDING)].iloc[liquid[shared]].reset_index(drop=True).join(lines[shared].reset_index(drop=True))
    again = words[words.duplicated()]
    return np.bincount(again["place"], weights=again["value_vnd"], minlength=count)
