"""Plots that were divided into several, or joined into one: areas add up."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from pipeline.match.items import Items
from pipeline.match.likeness import NEAR, OTHER, SAME, UNKNOWN, address_levels, close, codes, days
from pipeline.params import Parameters

# More free plots than this in one commune are not tried in all combinations.
MOST_FREE_PLOTS = 12
NOTHING = pd.DataFrame(
    {name: pd.Series(dtype="int64") for name in ("pair", "before", "after", "group")}
    | {"merged": pd.Series(dtype=bool), "confidence": pd.Series(dtype="float64")}
)
WHOLE = ["pair", "position_whole", "area_whole", "value_whole", "order_whole", "merged"]


def divided(before: pd.DataFrame, after: pd.DataFrame, items: Items, parameters: Parameters) -> pd.DataFrame:
    """One row a part of a plot that was divided, or joined: pair, before, after (positions), merged, group, confidence.

    Two to four parts in the commune of the whole whose areas add up within the tolerance, and for which besides the
    values add up, or an address or the certificate is that of the whole. `group` counts within the pair.
    """
    tolerance = parameters.number("match_tolerance_share")
    if before.empty or after.empty:
        return NOTHING
    split = _pieces(before, after, items, parameters).assign(merged=False)
    merged = _pieces(after, before, items, parameters).assign(merged=True)
    pieces = _that_reach(pd.concat([split, merged], ignore_index=True), tolerance)
    if pieces.empty or pieces.number.max() == 0:
        return NOTHING
    found = pd.concat(_combinations(pieces, parameters), ignore_index=True)
    rows = _without_overlap(found)
    rows["before"] = rows.position_whole.where(~rows.merged, rows.members).astype("int64")
    rows["after"] = rows.members.where(~rows.merged, rows.position_whole).astype("int64")
    return rows[["pair", "before", "after", "merged", "group", "confidence"]]


def _pieces(wholes: pd.DataFrame, parts: pd.DataFrame, items: Items, parameters: Parameters) -> pd.DataFrame:
    """One row a whole and a smaller plot that may be part of it: one that is not in another commune."""
    columns = ["place", "area", "value", "address", "certificate", "acquired", "order"]
    left, right = (side.join(items.rows[columns], on="position") for side in (wholes, parts))
    pieces = left[left.area > 0].merge(right[right.area > 0], on="pair", suffixes=("_whole", ""))
    pieces = pieces[pieces.area < pieces.area_whole * (1.0 - parameters.number("match_tolerance_share"))]
    place, certificate = codes(pieces.place_whole, pieces.place), codes(pieces.certificate_whole, pieces.certificate)
    address = address_levels(pieces.address_whole, pieces.address, items.texts, parameters)
    elsewhere = (place == UNKNOWN) & ~np.isin(address, [SAME, NEAR])
    other_day = days(pieces.acquired_whole, pieces.acquired) == OTHER
    pieces = pieces.assign(told=(address == SAME) | (certificate == SAME), other_day=other_day, elsewhere=elsewhere)
    pieces = pieces[place != OTHER]
    pieces = pieces.sort_values(["position_whole", "order", "position"], ignore_index=True)
    pieces["number"] = pieces.groupby("position_whole").cumcount()
    crowded = pieces.groupby("position_whole").number.transform("max") >= MOST_FREE_PLOTS
    few: pd.DataFrame = pieces[~crowded]
    return few


def _that_reach(pieces: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    """The pieces of wholes that all their pieces together reach: most free plots have no such neighbours."""
    all_together = pieces.groupby(["position_whole", "merged"]).area.transform("sum")
    return pieces[all_together >= pieces.area_whole * (1.0 - tolerance)].reset_index(drop=True)


def _combinations(pieces: pd.DataFrame, parameters: Parameters) -> list[pd.DataFrame]:
    """Two, three, ... pieces of a whole whose areas add up: `members` is a tuple of their positions."""
    tolerance, exact = parameters.number("match_tolerance_share"), parameters.number("match_exact_share")
    rows = pieces.assign(members=_tuples((position,) for position in pieces.position))
    more = pieces[["position", "number", "area", "value", "told", "other_day", "elsewhere"]].add_suffix("_more")
    more = more.join(pieces[["position_whole", "merged"]])
    found = []
    most = min(int(parameters.number("match_split_most_parts")), int(pieces.number.max()) + 1)
    for count in range(2, most + 1):
        rows = _joined(rows, more)
        rows = rows[rows.area <= rows.area_whole * (1.0 + tolerance)]
        found.append(_that_add_up(rows, tolerance, exact).assign(parts=count))
    return found


def _that_add_up(rows: pd.DataFrame, tolerance: float, exact: float) -> pd.DataFrame:
    """The combinations whose areas make the whole within the tolerance, and for which more speaks than against.

    For it: costs that add up to the dong (sums that are merely near are a coincidence), a common address or number,
    and then an exact sum of areas. Against it: other costs, another day of acquisition, an unknown commune with
    another address.
    """
    error = (rows.area - rows.area_whole).abs() / rows.area_whole
    adds_up, known = close(rows.value, rows.value_whole, exact), (rows.value + rows.value_whole).notna()
    spoken_for = [adds_up, rows.told, (adds_up | rows.told) & (error <= exact)]
    against = [known & ~close(rows.value, rows.value_whole, tolerance), rows.other_day, rows.elsewhere]
    evidence = sum(np.asarray(one, dtype="int64") for one in spoken_for)
    rows = rows.assign(error=error, evidence=evidence - sum(np.asarray(one, dtype="int64") for one in against))
    return rows[(error <= tolerance) & (rows.evidence > 0)]


def _joined(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The combinations with one more piece each, the pieces in the order of their numbers."""
    rows = rows.merge(more, on=["position_whole", "merged"])
    rows = rows[rows.number_more > rows.number]
    return rows.assign(
        members=_tuples((*held, one) for held, one in zip(rows.members, rows.position_more, strict=True)),
        area=rows.area + rows.area_more,
        value=rows.value + rows.value_more,
        told=rows.told | rows.told_more,
        other_day=rows.other_day | rows.other_day_more,
        elsewhere=rows.elsewhere | rows.elsewhere_more,
        number=rows.number_more,
    )[[*WHOLE, "members", "area", "value", "told", "other_day", "elsewhere", "number"]]


def _tuples(members: Iterable[tuple[int, ...]]) -> np.ndarray:
    """Tuples as the cells of a column."""
    return np.fromiter(members, dtype=object)


def _without_overlap(found: pd.DataFrame) -> pd.DataFrame:
    """Each plot of a pair in one division only: best evidence first, then fewest parts, then least error."""
    order = ["evidence", "parts", "error", "order_whole", "position_whole", "members"]
    ranked = found.sort_values(order, ascending=[False, True, True, True, True, True], ignore_index=True)
    used: set[tuple[int, int]] = set()
    kept: list[int] = []
    for place, pair, whole, members in zip(
        ranked.index, ranked.pair, ranked.position_whole, ranked.members, strict=True
    ):
        plots = {(pair, position) for position in (whole, *members)}
        if used.isdisjoint(plots):
            used |= plots
            kept.append(place)
    chosen = ranked.iloc[kept].sort_values(["pair", "merged", "order_whole"], ignore_index=True)
    chosen["group"] = chosen.groupby("pair").cumcount() + 1
    chosen["confidence"] = np.where(chosen.evidence >= 2, 0.98, 0.9)
    return chosen.explode("members", ignore_index=True)


def shares(amount: np.ndarray, group: np.ndarray, weight: np.ndarray, digits: int) -> np.ndarray:
    """Each row's part of its group's amount, by weight, rounded to so many digits; the parts add up to the amount."""
    rows = pd.DataFrame({"amount": amount, "group": group, "weight": weight})
    portion = rows.amount * rows.weight / rows.groupby("group").weight.transform("sum")
    upto = portion.groupby(rows.group).cumsum().round(digits)
    return np.asarray((upto - upto.groupby(rows.group).shift().fillna(0.0)).round(digits))
