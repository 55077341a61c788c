"""Pictures of a run: movements, scores, quarantine, and which indicators fire together."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.exports.drawing import BLUE, GREY, ORANGE, RED, entitle, message, picture, shade
from pipeline.exports.words import rule_title, term
from pipeline.model.vocabulary import CATEGORIES, STATES
from pipeline.texts import Catalogue

MOST_UNITS = 20
MOST_INDICATORS = 15
# From more columns than this on, their heads stand upright; fewer than FEW leave the rest of the width free.
MANY_COLUMNS, FEW_COLUMNS = 9, 6


def movement_matrix(item_changes: pd.DataFrame, say: Catalogue, across: str = "state") -> bytes:
    """How many items of each category became what; `across="unit_code"` counts those not kept, by unit, instead.

    A column `items` says how many items a row stands for; without it each row is one.
    """
    moved = item_changes if across == "state" else item_changes[item_changes["state"] != "kept"]
    items = moved["items"] if "items" in moved else pd.Series(1, index=moved.index)
    keys = [moved["category"].astype("str"), moved[across].astype("str").fillna("–")]
    counts = items.groupby(keys).sum().unstack(fill_value=0).rename_axis(index=None, columns=None)
    if counts.empty:
        return message(say("figure.matrix.empty"))
    columns = (
        [state for state in STATES if state in counts] if across == "state" else _largest(counts.sum(), MOST_UNITS)
    )
    counts = counts.reindex(index=[name for name in CATEGORIES if name in counts.index], columns=columns)
    rows = [term(say, "category", name) for name in counts.index]
    heads = [term(say, "state", name) if across == "state" else name for name in counts.columns]
    title = say("figure.matrix.title" if across == "state" else "figure.matrix.title_unit")
    return _grid(counts.to_numpy(), rows, heads, title, say)


def quarantine_map(quarantine: pd.DataFrame, say: Catalogue) -> bytes:
    """How many rows were set aside, by unit (the largest, then all others) and field."""
    if quarantine.empty:
        return message(say("figure.quarantine.empty"))
    units = quarantine["unit_code"].fillna(say("figure.quarantine.unit_unknown"))
    largest = _largest(units.value_counts(), MOST_UNITS)
    units = units.where(units.isin(largest), say("figure.quarantine.others"))
    fields = quarantine["column"].fillna(say("figure.quarantine.column_unknown"))
    counts = pd.crosstab(units, fields)
    order = [unit for unit in [*largest, say("figure.quarantine.others")] if unit in counts.index]
    counts = counts.loc[order, _largest(counts.sum(), MOST_INDICATORS)]
    return _grid(counts.to_numpy(), list(counts.index), list(counts.columns), say("figure.quarantine.title"), say)


def rule_overlap(flags: pd.DataFrame, say: Catalogue) -> bytes:
    """How many declarations two indicators share; on the diagonal, how many an indicator flags."""
    if flags.empty:
        return message(say("figure.overlap.empty"))
    fired = pd.crosstab(flags["declaration_id"], flags["indicator"]).clip(upper=1)
    fired = fired[_largest(fired.sum(), MOST_INDICATORS)]
    shared = np.tril((fired.T @ fired).to_numpy())
    names = [rule_title(say, indicator) for indicator in fired.columns]
    return _grid(shared, names, list(fired.columns), say("figure.overlap.title"), say)


def score_distribution(scores: pd.Series, cut: float, say: Catalogue, name: str = "priority") -> bytes:
    """How many declarations have which score, and from where on they are on the list (`cut`, NaN for no list)."""
    known = scores.dropna().to_numpy(dtype=float)
    if not len(known):
        return message(say("figure.scores.empty"))
    return picture(17, 7, lambda axes: _histogram(axes, known, cut, say, name))


def flags_by_family(flags: pd.DataFrame, say: Catalogue) -> bytes:
    """How many declarations have a flag of each family of indicators."""
    if flags.empty:
        return message(say("figure.overlap.empty"))
    family = flags["indicator"].str[:2].rename("family")
    counts = flags["declaration_id"].groupby(family).nunique().sort_index().sort_values(kind="stable")
    return picture(17, 2 + 0.6 * len(counts), lambda axes: _bars(axes, counts, say))


def _histogram(axes: Axes, scores: np.ndarray, cut: float, say: Catalogue, name: str) -> None:
    edges = np.histogram_bin_edges(scores, bins=40).tolist()
    listed = scores >= (np.inf if pd.isna(cut) else cut)
    axes.hist(
        [scores[~listed], scores[listed]], edges, stacked=True, color=[BLUE, ORANGE], edgecolor="white", linewidth=0.5
    )
    axes.set_yscale("log")
    axes.set_ylim(bottom=0.7)
    if listed.any():
        words = say("figure.scores.cut", cut=say.number(cut, 2), count=say.number(int(listed.sum())))
        axes.axvline(cut, color=RED, linestyle="--", linewidth=1.4)
        side, shift = ("right", -6) if cut > scores.max() / 2 else ("left", 6)
        axes.annotate(
            words, (cut, 0.97), (shift, 0), ("data", "axes fraction"), "offset points", ha=side, va="top", color=RED
        )
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: say.number(value)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say.number(value, 2)))
    axes.set_xlabel(say(f"figure.scores.{name}"))
    axes.set_ylabel(say("figure.scores.count"))
    axes.grid(axis="y")
    entitle(axes, say("figure.scores.title", score=say(f"figure.scores.{name}")))


def _bars(axes: Axes, counts: pd.Series, say: Catalogue) -> None:
    axes.barh(range(len(counts)), counts, height=0.62, color=BLUE)
    for row, count in enumerate(counts):
        axes.annotate(say.number(count), (count, row), (4, 0), textcoords="offset points", va="center")
    axes.set_yticks(range(len(counts)), [term(say, "family", family) for family in counts.index])
    axes.set_xlabel(say("figure.families.declarations"), color=GREY)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say.number(value)))
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.1)
    entitle(axes, say("figure.families.title"))


def _grid(counts: np.ndarray, rows: list[str], columns: list[str], title: str, say: Catalogue) -> bytes:
    labels = [(place, say.number(count)) for place, count in np.ndenumerate(counts) if count > 0]
    longest = max(map(len, columns))
    turned = 90 if len(columns) > MANY_COLUMNS else 30 if longest > 4 else 0

    def draw(axes: Axes) -> None:
        shade(axes, counts, labels)
        axes.set_xticks(range(len(columns)), columns, rotation=turned, ha="right" if turned == 30 else "center")
        # A few columns keep the width of a few columns.
        axes.set_xlim(-0.5, max(len(columns), FEW_COLUMNS) - 0.5)
        axes.set_yticks(range(len(rows)), rows)
        entitle(axes, title)

    heads = {0: 0.5, 30: 0.4 + 0.09 * longest, 90: 0.3 + 0.19 * longest}[turned]
    return picture(17, 1.6 + heads + 0.58 * len(rows), draw)


def _largest(counts: pd.Series, most: int) -> list[str]:
    """The names with the largest counts, ties by name."""
    return [str(name) for name in counts.sort_index().sort_values(ascending=False, kind="stable").index[:most]]
