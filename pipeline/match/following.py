"""Every line followed: the links between the two lists of each pair, and the lines that stay alone."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.match.assign import best_links
from pipeline.match.candidates import (
    ACCOUNTS,
    MONEY,
    PLOT,
    REASONS,
    another_area,
    candidates,
    confidence,
    reasons,
)
from pipeline.match.division import divided
from pipeline.match.items import Items, recognisable
from pipeline.match.lines import Lines, identical
from pipeline.match.returning import returned
from pipeline.match.sums import members, metal_sums, money_sums
from pipeline.params import Parameters

# A followed item: numbers of its pair and positions in the assets (-1: none; `earlier`: where it stood before it left),
# how it was followed and by what it was recognised; amounts only where they are sums.
LINK = {
    "pair": "int64", "before": "int64", "after": "int64", "earlier": "int64", "how": "int64", "reason": "int64",
    "confidence": "float64", "group": "float64", "value_before": "float64", "value_after": "float64",
    "quantity_before": "float64", "quantity_after": "float64",
}  # fmt: skip
LINKED, ALONE, SPLIT, MERGED, RETURNED, SUM = range(6)
# Sums by kind compare the same thing by definition; nothing is sure beyond a number of a register.
SUM_CONFIDENCE, SAME_WORDS_CONFIDENCE, SAME_NUMBER_CONFIDENCE = 0.95, 0.99, 1.0


@dataclass(frozen=True)
class Free:
    """The lines of both sides that are still to be followed (position, pair)."""

    before: pd.DataFrame
    after: pd.DataFrame

    def without(self, links: pd.DataFrame) -> "Free":
        before, after = self.before, self.after
        return Free(before[~before.position.isin(links.before)], after[~after.position.isin(links.after)])

    def without_sums(self, sums: pd.DataFrame, items: Items) -> "Free":
        before, after = self.before, self.after
        return Free(before[~members(before, sums, "before", items)], after[~members(after, sums, "after", items)])


def follow(assets: pd.DataFrame, compared: pd.DataFrame, lines: Lines, parameters: Parameters) -> pd.DataFrame:
    """One row an item followed within its pair (columns LINK), and which items came back after years."""
    same_before, same_after = identical(assets, lines)
    free = Free(_rest(lines.before_pair, same_before), _rest(lines.after_pair, same_after))
    items = recognisable(assets, lines, np.union1d(free.before.position, free.after.position), parameters)
    links = _followed(free, items, parameters)
    links.append(_word_for_word(assets, lines, same_before, same_after))
    return _table(returned(_table(*links), compared, items, parameters))


def _followed(free: Free, items: Items, parameters: Parameters) -> list[pd.DataFrame]:
    """The lines that are not word for word the same, surest first: each step takes what it follows out of `free`."""
    metal = metal_sums(free.before, free.after, items, "name")
    free = free.without_sums(metal, items)
    edges = candidates(free.before, free.after, items, parameters)
    other_area = another_area(edges, items.rows.category.reindex(edges.before).to_numpy())
    linked = _assigned(edges[~other_area], free, items, parameters)
    free = free.without(linked)
    parts = _parts(free, items, parameters)
    free = free.without(parts)
    measured_anew = _assigned(edges[other_area], free, items, parameters)
    free = free.without(measured_anew)
    of_kind = metal_sums(free.before, free.after, items, "kind")
    free = free.without_sums(of_kind, items)
    money = money_sums(free.before, free.after, items)
    free = free.without_sums(money, items)
    sums = [_sums(found) for found in (metal, of_kind, money)]
    return [*sums, linked, parts, measured_anew, _alone(free.before, "before"), _alone(free.after, "after")]


def _rest(pair: np.ndarray, followed: np.ndarray) -> pd.DataFrame:
    """One row a line of one side that is still to be followed: position and pair."""
    is_free = pair >= 0
    is_free[followed] = False
    positions = np.flatnonzero(is_free)
    return pd.DataFrame({"position": positions, "pair": pair[positions]})


def _assigned(edges: pd.DataFrame, free: Free, items: Items, parameters: Parameters) -> pd.DataFrame:
    """The best assignment among edges whose ends are both free."""
    held = edges.before.isin(free.before.position) & edges.after.isin(free.after.position)
    chosen = best_links(edges[held], parameters.number("match_minimum_logit"))
    category = items.rows.category.reindex(chosen.before).to_numpy()
    return chosen[["pair", "before", "after"]].assign(
        how=LINKED, reason=reasons(chosen, category), confidence=confidence(chosen.logit)
    )


def _parts(free: Free, items: Items, parameters: Parameters) -> pd.DataFrame:
    """Plots divided and joined."""
    plots = items.rows.index[items.rows.category.isin(PLOT)]
    before, after = (side[side.position.isin(plots)] for side in (free.before, free.after))
    parts = divided(before, after, items, parameters)
    return parts.assign(how=np.where(parts.merged, MERGED, SPLIT), reason=REASONS.index("area_sum"))


def _sums(sums: pd.DataFrame) -> pd.DataFrame:
    """Sums as links; a kind of metal in one line on both sides is no sum."""
    both = (sums.before >= 0) & (sums.after >= 0)
    single = (sums.category != MONEY) & (sums.lines_before == 1) & (sums.lines_after == 1)
    reason = np.where(single, REASONS.index("likeness"), REASONS.index("sum"))
    return sums.assign(how=SUM, reason=np.where(both, reason, -1), confidence=np.where(both, SUM_CONFIDENCE, np.nan))


def _alone(side: pd.DataFrame, name: str) -> pd.DataFrame:
    """Lines without a counterpart."""
    return side.rename(columns={"position": name}).assign(how=ALONE)


def _word_for_word(assets: pd.DataFrame, lines: Lines, before: np.ndarray, after: np.ndarray) -> pd.DataFrame:
    held = assets[["certificate_no", "registration_no", "area_m2", "name"]].notna().to_numpy()[after]
    account = np.isin(lines.category[after], ACCOUNTS)
    tests = [held[:, 0] & account, held[:, 0], held[:, 1], held[:, 2], held[:, 3]]
    names = ["account", "certificate", "registration", "place_and_area", "name"]
    reason = np.select(tests, [REASONS.index(name) for name in names], REASONS.index("identical"))
    sure = np.where(held[:, 0] | held[:, 1], SAME_NUMBER_CONFIDENCE, SAME_WORDS_CONFIDENCE)
    pair = lines.after_pair[after]
    return pd.DataFrame(
        {"pair": pair, "before": before, "after": after, "how": LINKED, "reason": reason, "confidence": sure}
    )


def _table(*parts: pd.DataFrame) -> pd.DataFrame:
    """The parts as one frame with the columns LINK."""
    rows = pd.concat([part.reindex(columns=list(LINK)) for part in parts], ignore_index=True)
    return rows.fillna({"before": -1, "after": -1, "earlier": -1, "reason": -1}).astype(LINK)
