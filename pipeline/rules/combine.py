"""What all partitions gathered, put together once: shared keys, prices, growth, loans, the last day."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.params import Parameters
from pipeline.rules.join import beside

LONGEST_CIRCLE = 4


def combine(parts: Sequence[Mapping[str, pd.DataFrame]], parameters: Parameters) -> dict[str, pd.DataFrame]:
    """`shared`, `prices`, `loans`, `growth` and `calendar` from what `gather` gave for every partition."""
    whole = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    return {
        "shared": _shared(whole["keys"], whole["who"]),
        "prices": _levels(whole["prices"], parameters),
        "loans": _between_officials(whole["loans"], whole["who"]),
        "growth": _growth_levels(whole["growth"], parameters),
        "calendar": pd.DataFrame({"last_declared_on": [whole["who"]["declared_on"].max()]}),
    }


def _shared(keys: pd.DataFrame, who: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration and a key that two or more officials have: how many, and one of the others."""
    grouped = keys.groupby(["what", "key"])["declarant_id"]
    ends = keys.assign(
        declarants=grouped.transform("nunique"), first=grouped.transform("min"), last=grouped.transform("max")
    )
    shared = ends[ends["declarants"] > 1]
    other = shared["first"].where(shared["first"] != shared["declarant_id"], shared["last"])
    shared = shared.assign(other_id=other, declarants=shared["declarants"].astype("float64")).drop(
        columns=["first", "last"]
    )
    named = keys[keys["what"] == "person"].drop_duplicates(["declarant_id", "key"])
    numbers = who.dropna(subset=["personal_id"]).drop_duplicates(["declarant_id", "personal_id"])
    couples = named.merge(
        numbers[["declarant_id", "personal_id"]], left_on="key", right_on="personal_id", suffixes=("", "_other")
    )
    pairs = set(zip(couples["declarant_id"], couples["declarant_id_other"], strict=True))
    children = named.merge(named, on="key", suffixes=("", "_other"))
    pairs |= set(zip(children["declarant_id"], children["declarant_id_other"], strict=True))
    near = [(a, b) in pairs or (b, a) in pairs for a, b in zip(shared["declarant_id"], shared["other_id"], strict=True)]
    order = ["declaration_id", "what", "key", "item_no"]
    shared = shared.assign(are_household=pd.Series(near, index=shared.index, dtype="boolean"))
    # A couple who both declare has the same figures by right.
    couple = shared["what"].eq("figures") & shared["are_household"] & shared["declarants"].eq(2)
    return shared[~couple].sort_values(order, ignore_index=True)


def _levels(prices: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a commune, category and year with enough prices: median and robust spread of the log price."""
    grouped = prices.dropna().groupby(["commune_code", "category", "year"])["log_price"]
    table = grouped.agg(log_price_median="median", prices_count="size")
    table["log_price_spread"] = (
        1.4826
        * (prices.dropna().set_index(["commune_code", "category", "year"])["log_price"] - table["log_price_median"])
        .abs()
        .groupby(level=[0, 1, 2])
        .median()
    )
    table["log_price_spread"] = table["log_price_spread"].clip(lower=0.1)
    enough: pd.DataFrame = table[table["prices_count"] >= parameters.number("peer_prices_min")].reset_index()
    return enough


def _growth_levels(growth: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a year and field of work (`*` for all fields): median and 95th percentile of log growth, and rows."""
    everybody = growth.assign(post_field="*")
    grouped = pd.concat([growth, everybody], ignore_index=True).groupby(["year", "post_field"])["log_growth"]
    table = grouped.agg(growth_median="median", growth_count="size")
    table = table.assign(growth_95th=grouped.quantile(0.95)).reset_index()
    enough: pd.DataFrame = table[
        (table["growth_count"] >= parameters.number("growth_cell_min")) | (table["post_field"] == "*")
    ].reset_index(drop=True)
    return enough


def _between_officials(loans: pd.DataFrame, who: pd.DataFrame) -> pd.DataFrame:
    """One row a loan between two officials of one unit, matched by the name alone: what the lender had, and circles."""
    known = beside(loans, who, ["declarant_id", "unit_code", "liquid_before_vnd"])
    names = who.sort_values(["declared_on", "declaration_id"]).drop_duplicates("declarant_id", keep="last")
    names = names.dropna(subset=["name_key", "unit_code"]).drop_duplicates(["unit_code", "name_key"], keep=False)
    others = names[["unit_code", "name_key", "declarant_id", "liquid_before_vnd"]]
    others = others.rename(
        columns={"name_key": "other_key", "declarant_id": "other_id", "liquid_before_vnd": "other_liquid_vnd"}
    )
    joined = known.merge(others, on=["unit_code", "other_key"])
    joined = joined[joined["other_id"] != joined["declarant_id"]]
    lends = joined["lends"].astype(bool)
    joined = joined.assign(
        lender_id=joined["declarant_id"].where(lends, joined["other_id"]),
        borrower_id=joined["other_id"].where(lends, joined["declarant_id"]),
        lender_liquid_vnd=joined["liquid_before_vnd"].where(lends, joined["other_liquid_vnd"]),
    )
    edges = list(zip(joined["borrower_id"], joined["lender_id"], strict=True))
    onward: dict[str, set[str]] = {}
    for borrower, lender in edges:
        onward.setdefault(borrower, set()).add(lender)
    circles = [_circle(edge, onward) for edge in edges]
    joined = joined.assign(grade="weak", cycle_count=pd.Series(circles, index=joined.index, dtype="float64"))
    keys = ["declaration_id", "lender_id", "borrower_id"]
    ordered = joined.sort_values([*keys, "amount_vnd"], ascending=[True, True, True, False])
    return ordered.drop_duplicates(keys, ignore_index=True)[
        [*keys, "amount_vnd", "lender_liquid_vnd", "cycle_count", "grade"]
    ]


def _circle(edge: tuple[str, str], onward: Mapping[str, set[str]]) -> int:
    """Members of the shortest circle of lending that a loan belongs to, at most four; 0 for none."""
    reached = {edge[1]}
    for members in range(2, LONGEST_CIRCLE + 1):
        reached = {lender for person in reached for lender in onward.get(person, ())}
        if edge[0] in reached:
            return members
    return 0
