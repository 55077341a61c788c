"""Every line followed: the links between the two lists of each pair, and the lines that stay alone."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.match.assign import best_links
from pipeline.match.candidates import PLOT, another_area, candidates
from pipeline.match.division import divided
from pipeline.match.items import Items, recognisable
from pipeline.match.lines import Lines
from pipeline.match.reasons import MONEY, REASONS, confidence, reasons
from pipeline.match.returning import returned
from pipeline.match.sums import Sums, metal_sums, money_sums
from pipeline.match.undescribed import only_of_their_name
from pipeline.params import Parameters

# A followed item: numbers of its pair and positions in the assets (-1: none; `earlier`: where it stood before it left),
# how it was followed and by what it was recognised; amounts only where they are sums.
LINK = {
    "pair": "int64", "before": "int64", "after": "int64", "earlier": "int64", "how": "int64", "reason": "int64",
    "confidence": "float64", "group": "float64", "value_before": "float64", "value_after": "float64",
    "quantity_before": "float64", "quantity_after": "float64",
}  # fmt: skip
LINKED, ALONE, SPLIT, MERGED, RETURNED, SUM = range(6)
# Sums by kind compare the same thing by definition.
SUM_CONFIDENCE = 0.95


@dataclass(frozen=True)
class Free:
    """The lines of both sides that are still to be followed (position, pair)."""

    before: pd.DataFrame
    after: pd.DataFrame

    @property
    def sides(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self.before, self.after

    def without(self, links: pd.DataFrame) -> "Free":
        before, after = self.before, self.after
        return Free(before[~before.position.isin(links.before)], after[~after.position.isin(links.after)])

    def without_sums(self, sums: Sums) -> "Free":
        before, after = self.before, self.after
        return Free(before[~before.position.isin(sums.before)], after[~after.position.isin(sums.after)])


def follow(
    assets: pd.DataFrame, compared: pd.DataFrame, lines: Lines, unchanged: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """One row an item (columns LINK) of those that are not `unchanged`, and which items came back after years."""
    free = Free(_rest(lines.before_pair, unchanged.before), _rest(lines.after_pair, unchanged.after))
    # Money without an account number has no identity: it only waits for the sums.
    anonymous = (lines.category == MONEY) & assets.certificate_no.isna().to_numpy()
    named = Free(*(side[~anonymous[side.position]] for side in (free.before, free.after)))
    items = recognisable(assets, lines, np.union1d(named.before.position, named.after.position), parameters)
    links, alone = _followed(named, items, parameters)
    before, after = (_money(side, left, anonymous, lines) for side, left in zip(free.sides, alone.sides, strict=True))
    sums = _sums(money_sums(before, after, assets, lines, parameters))
    alone = Free(_without_money(alone.before, lines), _without_money(alone.after, lines))
    links += [_alone(alone.before, "before"), _alone(alone.after, "after")]
    return _table(returned(_table(*links), compared, items, parameters), sums)


def _money(side: pd.DataFrame, left: pd.DataFrame, anonymous: np.ndarray, lines: Lines) -> pd.DataFrame:
    """Lines of money for the sums: those without a number, and those whose account was not found on the other side."""
    accounts: pd.DataFrame = left[lines.category[left.position] == MONEY]
    waiting: pd.DataFrame = side[anonymous[side.position]]
    return pd.concat([waiting, accounts], ignore_index=True)


def _without_money(side: pd.DataFrame, lines: Lines) -> pd.DataFrame:
    things: pd.DataFrame = side[lines.category[side.position] != MONEY]
    return things


def _followed(free: Free, items: Items, parameters: Parameters) -> tuple[list[pd.DataFrame], Free]:
    """The links, surest first, and what is left: each step takes the lines that it follows out of `free`."""
    metal = metal_sums(free.before, free.after, items, "name")
    free = free.without_sums(metal)
    edges = candidates(free.before, free.after, items, parameters)
    other_area = another_area(edges, items.rows.category.reindex(edges.before).to_numpy())
    linked = _assigned(edges[~other_area], free, items, parameters)
    free = free.without(linked)
    parts = _parts(free, items, parameters)
    free = free.without(parts)
    measured_anew = _assigned(edges[other_area], free, items, parameters)
    free = free.without(measured_anew)
    of_kind = metal_sums(free.before, free.after, items, "kind")
    free = free.without_sums(of_kind)
    restated = only_of_their_name(*free.sides, items).assign(how=LINKED)
    free = free.without(restated)
    return [_sums(metal.rows), linked, parts, measured_anew, _sums(of_kind.rows), restated], free


def _rest(pair: np.ndarray, followed: pd.Series) -> pd.DataFrame:
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


def _table(*parts: pd.DataFrame) -> pd.DataFrame:
    """The parts as one frame with the columns LINK."""
    rows = pd.concat([part.reindex(columns=list(LINK)) for part in parts], ignore_index=True)
    return rows.fillna({"before": -1, "after": -1, "earlier": -1, "reason": -1}).astype(LINK)
