"""From accepted tables to followed ones: pairs, items and balances of one partition. No file, no clock."""

from collections.abc import Mapping

import pandas as pd

from pipeline import link
from pipeline.changes import positions
from pipeline.explanations import read_explanations
from pipeline.match import match_items, with_hindsight
from pipeline.params import Parameters

NOTHING_WITHHELD = pd.DataFrame({"declaration_id": pd.Series(dtype="str"), "table": pd.Series(dtype="str")})
Tables = Mapping[str, pd.DataFrame]


def follow(tables: Tables, communes: pd.DataFrame, parameters: Parameters) -> dict[str, pd.DataFrame]:
    """pairs, explained, item_changes and positions of one partition of officials.

    `tables` may hold `withheld`: one row a row in quarantine, with declaration_id and table.
    """
    listed = link.whole_lists(tables["declarations"], tables["assets"], parameters)
    pairs = link.pairs(tables["declarations"], listed)
    explained = read_explanations(tables["movements"])
    items = match_items(pairs, tables["assets"], tables["family"], tables["movements"], explained, communes, parameters)
    balance = positions(pairs, items, tables, explained, parameters)
    items = with_hindsight(items, tables.get("withheld", NOTHING_WITHHELD), tables["incomes"])
    return {"pairs": pairs, "explained": explained, "item_changes": items, "positions": balance}
