"""What rules need to know of everybody: small columns of each partition, put together once for all of them.

`gather` runs on one partition, `combine` on what all partitions gave; its frames go back into every partition as
the tables `shared`, `prices`, `loans`, `growth` and `calendar`.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import PLOTS
from pipeline.rules.join import beside
from pipeline.text import compact, folded

Tables = Mapping[str, pd.DataFrame]
# Shorter words are the same by chance; fewer prices or items say nothing.
SHORTEST_TEXT, FEWEST_PRICES, FEWEST_FIGURES, SMALLEST_CELL = 40, 8, 3, 30
LONGEST_CIRCLE = 4
LENDS = r"\b(?:vay|muon)\b"
LENT_TO = r"\bcho (.+?) (?:vay|muon)\b"
ADDRESS = r"^(?:(?:cua|tu|dong nghiep|ban be|ban|nguoi quen|anh|chi|em|ong|ba|co|chu|bac|trai|gai|ruot|ho) )+"


def gather(tables: Tables) -> dict[str, pd.DataFrame]:
    """Small columns of one partition: keys of words, figures, numbers and persons; prices; loans; who is who."""
    declarations = tables["declarations"]
    columns = ["declaration_id", "declarant_id", "declared_on", "personal_id", "unit_code"]
    who = declarations[columns].assign(name_key=folded(declarations["full_name"]))
    keys = pd.concat([_texts(tables), _figures(tables), _numbers(tables), _persons(tables)], ignore_index=True)
    liquid = tables["positions"].set_index("declaration_id")["liquid_before_vnd"]
    return {
        "keys": beside(keys, who, ["declarant_id"]),
        "who": who.assign(liquid_before_vnd=liquid.reindex(who["declaration_id"]).to_numpy()),
        "prices": _prices(tables["item_changes"]),
        "loans": _loans(tables),
        "growth": _growth(tables["positions"]),
    }


def _hashed(words: pd.Series) -> pd.Series:
    return pd.Series(pd.util.hash_array(words.to_numpy(dtype=object), categorize=False), index=words.index).astype(
        "str"
    )


def _texts(tables: Tables) -> pd.DataFrame:
    words = tables["positions"][["declaration_id", "explanation"]].dropna()
    key = folded(words["explanation"])
    long = key.str.len() >= SHORTEST_TEXT
    return pd.DataFrame(
        {"declaration_id": words.loc[long, "declaration_id"], "what": "text", "key": _hashed(key[long])}
    )


def _figures(tables: Tables) -> pd.DataFrame:
    """One key for all items and values of a declaration, whatever their order."""
    assets = tables["assets"][tables["assets"]["value_vnd"].notna()]
    words = assets["category"] + "\0" + assets["value_vnd"].astype("int64").astype("str")
    hashes = pd.util.hash_array(words.to_numpy(dtype=object), categorize=False).astype("uint64")
    grouped = pd.Series(hashes, index=assets.index).groupby(assets["declaration_id"]).agg(["sum", "size"])
    many = grouped[grouped["size"] >= FEWEST_FIGURES]
    return pd.DataFrame({"declaration_id": many.index, "what": "figures", "key": many["sum"].astype("str").to_numpy()})


def _numbers(tables: Tables) -> pd.DataFrame:
    assets = tables["assets"]
    number = compact(assets["certificate_no"].fillna(assets["registration_no"]))
    held = assets[number.notna()][["declaration_id", "category", "item_no", "name", "value_vnd"]]
    return held.assign(what="number", key=number.dropna(), number=number.dropna())


def _persons(tables: Tables) -> pd.DataFrame:
    family = tables["family"].dropna(subset=["personal_id"])
    return family[["declaration_id"]].assign(what="person", key=family["personal_id"])


def _prices(items: pd.DataFrame) -> pd.DataFrame:
    new = items[
        items["state"].eq("new")
        & items["category"].isin(PLOTS)
        & (items["value_after_vnd"] > 0)
        & (items["area_after_m2"] > 0)
    ]
    return pd.DataFrame(
        {
            "commune_code": new["commune_code"],
            "category": new["category"],
            "year": new["declared_on"].dt.year.astype("float64"),
            "log_price": np.log(new["value_after_vnd"] / new["area_after_m2"]),
        }
    )


def _loans(tables: Tables) -> pd.DataFrame:
    """One row a loan from or to a named person: in section III's words, or as money lent."""
    explained, assets = tables["explained"], tables["assets"]
    person = explained["counterpart"].notna() & explained["counterpart_kind"].isin(["relative", "person", "unknown"])
    borrowed = explained[person & explained["source"].eq("loan") & ~explained["direction"].eq("out")]
    words = folded(explained["text"]).fillna("")
    gives = explained[person & explained["direction"].eq("out") & words.str.contains(LENDS)]
    lent = assets[assets["category"].eq("money") & assets["kind"].eq("lent")]
    named = folded(lent["name"]).str.extract(LENT_TO)[0]
    parts = [
        pd.DataFrame(
            {
                "declaration_id": borrowed["declaration_id"],
                "amount_vnd": borrowed["amount_vnd"],
                "other_key": _name(folded(borrowed["counterpart"])),
                "lends": False,
            }
        ),
        pd.DataFrame(
            {
                "declaration_id": gives["declaration_id"],
                "amount_vnd": gives["amount_vnd"],
                "other_key": _name(folded(gives["counterpart"])),
                "lends": True,
            }
        ),
        pd.DataFrame(
            {
                "declaration_id": lent["declaration_id"],
                "amount_vnd": lent["value_vnd"],
                "other_key": _name(named),
                "lends": True,
            }
        ),
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset=["other_key"]).drop_duplicates(ignore_index=True)


def _name(key: pd.Series) -> pd.Series:
    """The name without the words of address and kinship before it."""
    return key.str.replace(ADDRESS, "", regex=True)


def _growth(positions: pd.DataFrame) -> pd.DataFrame:
    """Log growth of the declared assets of compared declarations that list both."""
    before, after = positions["assets_before_vnd"], positions["assets_after_vnd"]
    grown = positions[(before > 0) & (after > 0) & positions["has_asset_list"].fillna(False).astype(bool)]
    return pd.DataFrame(
        {
            "year": grown["declared_on"].dt.year.astype("float64"),
            "post_field": grown["post_field"].fillna("?"),
            "log_growth": np.log(grown["assets_after_vnd"] / grown["assets_before_vnd"]),
        }
    )


def combine(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """`shared`, `prices`, `loans`, `growth` and `calendar` from what `gather` gave for every partition."""
    whole = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    return {
        "shared": _shared(whole["keys"], whole["who"]),
        "prices": _levels(whole["prices"]),
        "loans": _between_officials(whole["loans"], whole["who"]),
        "growth": _growth_levels(whole["growth"]),
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


def _levels(prices: pd.DataFrame) -> pd.DataFrame:
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
    enough: pd.DataFrame = table[table["prices_count"] >= FEWEST_PRICES].reset_index()
    return enough


def _growth_levels(growth: pd.DataFrame) -> pd.DataFrame:
    """One row a year and field of work (`*` for all fields): median and 95th percentile of log growth, and rows."""
    everybody = growth.assign(post_field="*")
    grouped = pd.concat([growth, everybody], ignore_index=True).groupby(["year", "post_field"])["log_growth"]
    table = grouped.agg(growth_median="median", growth_count="size")
    table = table.assign(growth_95th=grouped.quantile(0.95)).reset_index()
    enough: pd.DataFrame = table[(table["growth_count"] >= SMALLEST_CELL) | (table["post_field"] == "*")].reset_index(
        drop=True
    )
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
    circles = [_circle(edge, set(edges)) for edge in edges]
    joined = joined.assign(grade="weak", cycle_count=pd.Series(circles, index=joined.index, dtype="float64"))
    keys = ["declaration_id", "lender_id", "borrower_id"]
    ordered = joined.sort_values([*keys, "amount_vnd"], ascending=[True, True, True, False])
    return ordered.drop_duplicates(keys, ignore_index=True)[
        [*keys, "amount_vnd", "lender_liquid_vnd", "cycle_count", "grade"]
    ]


def _circle(edge: tuple[str, str], edges: set[tuple[str, str]]) -> int:
    """Members of the shortest circle of lending that a loan belongs to, at most four; 0 for none."""
    onward: dict[str, list[str]] = {}
    for borrower, lender in edges:
        onward.setdefault(borrower, []).append(lender)
    reached = {edge[1]}
    for members in range(2, LONGEST_CIRCLE + 1):
        reached = {lender for person in reached for lender in onward.get(person, ())}
        if edge[0] in reached:
            return members
    return 0
