"""What rules need to know of everybody: small columns of each partition, put together once for all of them.

`gather` runs on one partition, `combine` on what all partitions gave; its frames go back into every partition as
the tables `shared`, `prices`, `loans`, `growth` and `calendar`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import PLOTS
from pipeline.rules.combine import combine
from pipeline.rules.join import beside
from pipeline.text import compact, folded

Tables = Mapping[str, pd.DataFrame]
# Shorter words and fewer items are the same by chance.
SHORTEST_TEXT, FEWEST_FIGURES = 40, 3
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


__all__ = ["combine", "gather"]
