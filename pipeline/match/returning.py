"""Items that left in an earlier year and are there again."""

import pandas as pd

from pipeline.match.assign import best_links
from pipeline.match.candidates import candidates
from pipeline.match.items import Items
from pipeline.match.reasons import confidence, reasons
from pipeline.params import Parameters

RETURNED = 4


def returned(links: pd.DataFrame, compared: pd.DataFrame, items: Items, parameters: Parameters) -> pd.DataFrame:
    """The links, with each new item that is one gone in an earlier pair of the same official joined to it.

    The row of the new item gets the position of its last listing as `earlier`; the row of the year in which it left
    stays, and so do the amounts: what came back is there now and was not there before.
    """
    person = pd.factorize(compared.declarant_id)[0]
    alone = links[(links.before < 0) | (links.after < 0)]
    alone = alone.assign(person=person[alone.pair])
    gone, new = alone[alone.after < 0], alone[alone.before < 0]
    gone = gone[gone.pair < gone.person.map(new.groupby("person").pair.max())]
    new = new[new.pair > new.person.map(gone.groupby("person").pair.min())]
    if gone.empty or new.empty:
        return links
    chosen = best_links(_later(gone, new, items, parameters), parameters.number("match_returned_minimum_logit"))
    return _joined(links, chosen, items)


def _later(gone: pd.DataFrame, new: pd.DataFrame, items: Items, parameters: Parameters) -> pd.DataFrame:
    """Edges from items gone to items new in a later pair of the same person."""
    left = pd.DataFrame({"position": gone.before, "pair": gone.person})
    right = pd.DataFrame({"position": new.after, "pair": new.person})
    edges = candidates(left, right, items, parameters)
    pair_of_gone, pair_of_new = gone.set_index("before").pair, new.set_index("after").pair
    return edges[edges.before.map(pair_of_gone) < edges.after.map(pair_of_new)]


def _joined(links: pd.DataFrame, chosen: pd.DataFrame, items: Items) -> pd.DataFrame:
    chosen = chosen.assign(
        by=reasons(chosen, items.rows.category.reindex(chosen.before).to_numpy()), sure=confidence(chosen.logit)
    ).set_index("after")
    back = (links.before < 0) & links.after.isin(chosen.index)
    found = chosen.reindex(links.after[back])
    links = links.copy()
    links.loc[back, "earlier"] = found.before.to_numpy(dtype="int64")
    links.loc[back, "how"] = RETURNED
    links.loc[back, "reason"] = found.by.to_numpy(dtype="int64")
    links.loc[back, "confidence"] = found.sure.to_numpy()
    return links
