"""Lines of which the form tells neither place nor number nor size: sums by section, as some forms have them."""

import numpy as np
import pandas as pd

from pipeline.match.codes import mixed, place_in
from pipeline.match.items import Items
from pipeline.match.reasons import REASONS

# The words are the heading of a section rather than a name: likely the same holding, restated.
CONFIDENCE = 0.85
UNKNOWN_CODES = ("certificate", "registration", "address", "place")
UNKNOWN_FIGURES = ("area", "acquired")


def only_of_their_name(before: pd.DataFrame, after: pd.DataFrame, items: Items) -> pd.DataFrame:
    """One row a link (pair, before, after, reason, confidence) of lines that nothing but their words describes.

    Where a household has one line of these words and this holder in either year, it is one holding whose value was
    stated anew, and not one that left and another that came.
    """
    left, right = _alone_by_words(before, items), _alone_by_words(after, items)
    found = place_in(left.key.to_numpy(), right.key.to_numpy())
    links = right[found >= 0].rename(columns={"position": "after"})
    links = links.assign(before=left.position.to_numpy()[found[found >= 0]])
    links = links.assign(reason=REASONS.index("name"), confidence=CONFIDENCE)
    return links[["pair", "before", "after", "reason", "confidence"]]


def _alone_by_words(side: pd.DataFrame, items: Items) -> pd.DataFrame:
    """The undescribed lines that are the only one of their pair, section, words and holder, with that as a key."""
    rows = items.rows.loc[side.position]
    unknown = [(rows[name] < 0).to_numpy() for name in UNKNOWN_CODES]
    unknown += [rows[name].isna().to_numpy() for name in UNKNOWN_FIGURES]
    counted = (rows.quantity.notna() & (rows.quantity != 1.0)).to_numpy()
    worded = ((rows["name"] >= 0) | (rows.kind >= 0)).to_numpy()
    held = np.logical_and.reduce([*unknown, ~counted, worded])
    same = [rows[name].to_numpy()[held] for name in ("category", "name", "kind", "holder")]
    lines = side[held]
    lines = lines.assign(key=mixed(lines.pair.to_numpy(), *same))
    return lines.drop_duplicates("key", keep=False)
