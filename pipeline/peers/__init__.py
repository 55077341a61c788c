"""Peers: who is compared with whom, and how far a declaration stands from those like it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.params import Parameters
from pipeline.peers import cells as within

UNKNOWN = "?"
# From coarse to fine; a thin cell gives up the last one first. An unknown value is a level of its own.
DIMENSIONS = ("year", "post", "field", "leader", "province", "commune")
MEASURES = (
    "net_worth_log",
    "change_to_income",
    "liquid_change_to_income",
    "liquid_share",
    "cash_share",
    "spouse_income_share",
    "income_log",
    "income_change_log",
    "item_count",
    "property_count_change",
    "round_share",
    "unexplained_low_to_income",
)


def peer_cells(positions: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a declaration: declaration_id, the finest cell with enough members, and its members."""
    levels = dimensions(positions, parameters)
    return placed(positions["declaration_id"], levels, named_cells(counted_levels([levels]), parameters))


def counted_levels(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row a combination of DIMENSIONS, sorted, with the declarations (`rows`) that have it in all parts."""
    counts = [part.groupby(list(DIMENSIONS)).size().rename("rows").reset_index() for part in parts]
    return pd.concat(counts).groupby(list(DIMENSIONS))["rows"].sum().reset_index()


def named_cells(levels: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The counted combinations, each with the finest cell that has enough members (peer_cell, peer_size)."""
    minimum = parameters.number("peer_cell_rows")
    names = pd.Series(within.EVERYBODY, index=levels.index, dtype="str")
    sizes = pd.Series(float(levels["rows"].sum()), index=levels.index)
    label = pd.Series("", index=levels.index, dtype="str")
    for depth, dimension in enumerate(DIMENSIONS):
        named = dimension + "=" + levels[dimension]
        label = named if depth == 0 else label + within.PART + named
        size = levels["rows"].groupby(label).transform("sum").astype("float64")
        names, sizes = names.where(size < minimum, label), sizes.where(size < minimum, size)
    return levels.assign(peer_cell=names, peer_size=sizes)


def placed(declaration_id: pd.Series, levels: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration: declaration_id, peer_cell and peer_size, by its dimensions."""
    found = levels.merge(named.drop(columns="rows"), how="left", on=list(DIMENSIONS), validate="m:1")
    return (
        found[["peer_cell", "peer_size"]]
        .set_index(declaration_id.index)
        .assign(declaration_id=declaration_id)[["declaration_id", "peer_cell", "peer_size"]]
    )


def dimensions(positions: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The dimensions of each declaration as text; `?` where unknown."""
    return pd.DataFrame(
        {
            "year": _text(positions["declared_on"].dt.year.astype("Int64")),
            "post": _text(positions["grade"].fillna(positions["position"])),
            "field": _text(positions["post_field"]),
            "leader": _text(positions["is_leader"].map({True: "yes", False: "no"})),
            "province": _text(province_of_the_day(positions["province_code"], positions["declared_on"], parameters)),
            "commune": _text(positions["commune_code"]),
        }
    )


def province_of_the_day(codes: pd.Series, days: pd.Series, parameters: Parameters) -> pd.Series:
    """Each province by the code in force on the day: a unit that still writes a merged one is of the new province."""
    for merged in parameters["provinces_merged"].values:
        newer = dict(pair.split(">") for pair in str(merged.value).split())
        codes = codes.mask((days >= pd.Timestamp(merged.since)) & codes.isin(list(newer)), codes.map(newer))
    return codes


def _text(values: pd.Series) -> pd.Series:
    """As text, without the sign that parts the dimensions of a cell's name."""
    return values.astype("str").fillna(UNKNOWN).str.replace(within.PART, "/", regex=False).astype("str")


def peer_statistics(
    positions: pd.DataFrame, cells: pd.DataFrame, parameters: Parameters, features: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row a declaration: its cell and, for each measure, value, the peers' median and quartiles, robust z.

    features: the feature table, for the two measures that need items (property_count_change, round_share).
    """
    joined = cells.set_index("declaration_id").reindex(positions["declaration_id"])
    grouped = within.read_cells(joined["peer_cell"])
    values = measures(positions, features)
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for name in MEASURES:
        known = values[name].to_numpy()
        held = within.statistics(known, grouped, parameters.number("peer_scale_weight"))
        columns |= described(name, known, grouped.codes, held, parameters)
    return joined.reset_index().join(pd.DataFrame(columns))


def described(
    name: str,
    values: npt.NDArray[np.float64],
    codes: npt.NDArray[np.int64],
    held: within.Statistics,
    parameters: Parameters,
) -> dict[str, npt.NDArray[np.float64]]:
    """The columns of one measure; `codes` is the place of each row's cell in the statistics."""
    return {
        name: values,
        f"{name}_median": held.median[codes],
        f"{name}_q1": held.first_quartile[codes],
        f"{name}_q3": held.third_quartile[codes],
        f"{name}_z": within.standard(values, codes, held, parameters.number("peer_score_limit")),
    }


def measures(positions: pd.DataFrame, features: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a declaration (in the order of `positions`): the measures that peers are compared by."""
    rows = positions.reset_index(drop=True)
    income = rows["income_vnd"].where(rows["income_vnd"] > 0)
    change = rows["liquid_change_vnd"] + rows["acquired_vnd"] - rows["disposed_cost_vnd"]
    liquid = rows["liquid_after_vnd"].where(rows["liquid_after_vnd"] > 0)
    items = _of_features(rows["declaration_id"], features)
    return pd.DataFrame(
        {
            "net_worth_log": np.log1p(rows["assets_after_vnd"].clip(lower=0)),
            "change_to_income": change / income,
            "liquid_change_to_income": rows["liquid_change_vnd"] / income,
            "liquid_share": rows["liquid_after_vnd"] / rows["assets_after_vnd"].where(rows["assets_after_vnd"] > 0),
            "cash_share": rows["cash_after_vnd"] / liquid,
            "spouse_income_share": rows["income_spouse_vnd"] / income,
            "income_log": np.log1p(income),
            "income_change_log": np.log(income / _previous(rows, income)),
            "item_count": rows["items_after"],
            "property_count_change": items["property_count_change"],
            "round_share": items["round_share"],
            "unexplained_low_to_income": rows["unexplained_low_vnd"] / income,
        },
        dtype="float64",
    )


def _previous(positions: pd.DataFrame, values: pd.Series) -> pd.Series:
    """The value of the declaration before."""
    known = pd.Series(values.to_numpy(), index=positions["declaration_id"])
    return pd.Series(known.reindex(positions["previous_declaration_id"]).to_numpy(), index=positions.index)


def _of_features(declaration_id: pd.Series, features: pd.DataFrame | None) -> pd.DataFrame:
    """The two measures that the feature table holds; unknown where there is none."""
    wanted = ["property_count_change", "round_share"]
    if features is None:
        return pd.DataFrame(np.nan, index=declaration_id.index, columns=wanted)
    return features.reindex(index=declaration_id, columns=wanted).reset_index(drop=True)
