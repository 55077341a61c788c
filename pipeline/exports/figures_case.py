"""Pictures of one case: sources and uses of funds, assets over the years, the case among its peers."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from pipeline.exports.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PINK,
    RED,
    SKY,
    YELLOW,
    entitle,
    message,
    picture,
)
from pipeline.exports.waterfall import Step, steps
from pipeline.exports.words import between, readable
from pipeline.texts import Catalogue

COLOURS = {"source": BLUE, "use": ORANGE, "sum": GREY, "covered": SKY, "unexplained": RED, "left": GREEN}
# Groups that do not overlap, from the least to the most mobile.
GROUPS = {
    "real_estate": BLUE,
    "attached": GREEN,
    "vehicle": SKY,
    "capital": PINK,
    "foreign": YELLOW,
    "other": GREY,
    "liquid": ORANGE,
}
SMALLEST_PEER_GROUP = 5


def sources_and_uses(position: pd.Series, say: Catalogue) -> bytes:
    """A waterfall from the sources of the household's funds through their uses to what is left or unexplained."""
    bars = steps(position)
    if not bars:
        return message(say("figure.sources_and_uses.empty"))
    return picture(17, 2.9 + 0.72 * len(bars), lambda axes: _waterfall(axes, bars, position, say))


def balance_over_years(positions: pd.DataFrame, say: Catalogue) -> bytes:
    """Declared assets of one person by group at each declaration, beside the income of the period before it."""
    listed = positions[positions["has_asset_list"].fillna(True)].sort_values(["declared_on", "declaration_id"])
    if listed.empty or listed["assets_after_vnd"].isna().all():
        return message(say("figure.balance.empty"))
    return picture(17, 8.5, lambda axes: _balance(axes, listed, say))


def peer_strip(values: pd.Series, own: float, say: Catalogue) -> bytes:
    """Every peer as a dot along one axis, the middle half as a band, the case marked and named."""
    peers = values.dropna().sort_values(ignore_index=True)
    if pd.isna(own) or len(peers) < SMALLEST_PEER_GROUP:
        return message(say("figure.peers.empty"))
    return picture(17, 5.2, lambda axes: _strip(axes, peers.to_numpy(), own, say))


def _waterfall(axes: Axes, bars: list[Step], position: pd.Series, say: Catalogue) -> None:
    scale = money_axis(axes, max(max(abs(bar.start_vnd), abs(bar.end_vnd)) for bar in bars), say, "x")
    for row, bar in enumerate(bars):
        left, right = sorted((bar.start_vnd / scale, bar.end_vnd / scale))
        hatch = "////" if bar.role == "unexplained" else None
        axes.barh(row, right - left, left=left, height=0.62, color=COLOURS[bar.role], hatch=hatch, edgecolor="white")
        axes.annotate(_amount(bar, position, say), (right, row), (4, 0), textcoords="offset points", va="center")
    for row, bar in enumerate(bars[:-1]):
        axes.plot([bar.end_vnd / scale] * 2, [row, row + 1], color=GREY, linewidth=0.7, zorder=0)
    axes.set_yticks(range(len(bars)), [say(f"figure.part.{bar.part}") for bar in bars])
    axes.get_yticklabels()[-1].set_fontweight("bold")
    axes.invert_yaxis()
    axes.use_sticky_edges = False
    axes.margins(x=0.14, y=0.04)
    axes.axvline(0, color=INK, linewidth=1)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)
    entitle(axes, _period(position, say))


def _amount(bar: Step, position: pd.Series, say: Catalogue) -> str:
    if bar.role == "unexplained":
        return between(bar.amount_vnd, position["unexplained_high_vnd"], say)
    return readable(bar.amount_vnd, say)


def _period(position: pd.Series, say: Catalogue) -> str:
    if pd.isna(position["baseline_declared_on"]):
        return say("figure.sources_and_uses.title_first")
    days = {"start": say.day(position["baseline_declared_on"]), "end": say.day(position["declared_on"])}
    return say("figure.sources_and_uses.title", **days)


def _balance(axes: Axes, listed: pd.DataFrame, say: Catalogue) -> None:
    amounts = listed[[f"{group}_after_vnd" for group in GROUPS]].fillna(0).to_numpy().T
    income = listed["income_vnd"].to_numpy(dtype=float)
    scale = money_axis(axes, max(amounts.sum(axis=0).max(), np.nanmax(np.append(income, 0.0))), say, "y")
    places, bottom = np.arange(len(listed)), np.zeros(len(listed))
    for (group, colour), amount in zip(GROUPS.items(), amounts, strict=True):
        if amount.any():
            bars = axes.bar(places, amount / scale, 0.5, bottom / scale, color=colour, edgecolor="white", linewidth=1)
            bars.set_label(say(f"stock.{group}"))
            bottom = bottom + amount
    for place, total in zip(places, bottom, strict=True):
        axes.annotate(readable(total, say), (place, total / scale), (0, 4), textcoords="offset points", ha="center")
    axes.plot(places + 0.36, income / scale, "D", color=INK, markersize=5, label=say("figure.balance.income"))
    axes.set_xticks(places, [say.day(day) for day in listed["declared_on"]])
    axes.set_xlim(-0.6, len(listed) - 0.3)
    axes.margins(y=0.12)
    axes.grid(axis="y")
    axes.tick_params(axis="x", length=0)
    legend = {"loc": "outside lower left", "ncols": 3, "handlelength": 1.2}
    axes.get_figure(root=True).legend(**legend)  # type: ignore[union-attr]
    entitle(axes, say("figure.balance.title"))


def _strip(axes: Axes, peers: np.ndarray, own: float, say: Catalogue) -> None:
    low, high = _window(peers, own)
    scale = money_axis(axes, max(abs(low), abs(high)), say, "x")
    middle = np.quantile(peers, [0.25, 0.75]).clip(low, high) / scale
    axes.axvspan(middle[0], middle[1], ymin=0.14, ymax=0.72, color=PALE, zorder=0, linewidth=0)
    # The golden ratio spreads neighbours evenly, and always in the same way.
    heights = (np.arange(len(peers)) * 0.6180339887) % 1.0
    shown = (peers >= low) & (peers <= high)
    axes.scatter(peers[shown] / scale, heights[shown], s=14, color=BLUE, alpha=0.55, linewidths=0)
    axes.scatter([own / scale], [0.5], marker="D", s=70, color=RED, edgecolors="white", zorder=3)
    words = f"{say('figure.peers.own', value=readable(own, say))}\n{_standing(peers, own, say)}"
    side = "right" if own > (low + high) / 2 else "left"
    above: dict[str, Any] = {"ha": side, "va": "bottom", "color": RED, "fontweight": "bold"}
    axes.annotate(words, (own / scale, 1.06), textcoords="data", **above)
    below: dict[str, Any] = {"textcoords": "offset points", "va": "top", "color": GREY}
    axes.annotate(say("figure.peers.middle"), (middle.mean(), -0.1), (0, -2), ha="center", **below)
    _beyond(axes, peers, (low, high), scale, say)
    axes.set_ylim(-0.42, 1.72)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    entitle(axes, say("figure.peers.title", count=say.number(len(peers))))


def _window(peers: np.ndarray, own: float) -> tuple[float, float]:
    """What the strip shows: nearly all peers and the case; a few far ones would press all others into one line."""
    low, high = np.quantile(peers, [0.02, 0.98])
    low, high = min(low, own), max(high, own)
    margin = 0.05 * (high - low) or max(abs(own), 1.0)
    return float(low - margin), float(high + margin)


def _beyond(axes: Axes, peers: np.ndarray, window: tuple[float, float], scale: float, say: Catalogue) -> None:
    """At each end of the strip, how many peers lie beyond it."""
    low, high = window
    axes.set_xlim(low / scale, high / scale)
    for side, count, place in (("left", (peers < low).sum(), 0.0), ("right", (peers > high).sum(), 1.0)):
        if count:
            words = say(f"figure.peers.beyond_{side}", count=say.number(count))
            axes.annotate(words, (place, 0.02), xycoords="axes fraction", ha=side, va="bottom", color=BLUE, fontsize=8)


def _standing(peers: np.ndarray, own: float, say: Catalogue) -> str:
    below = float((peers < own).mean())
    return say("figure.peers.above_all") if below == 1 else say("figure.peers.share", share=say.share(below))


def money_axis(axes: Axes, largest_vnd: float, say: Catalogue, which: str) -> float:
    """Labels an axis in million or billion dong, whichever reads better; the number of dong in its unit."""
    unit, scale = ("billion", 1e9) if largest_vnd >= 1e9 else ("million", 1e6)
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_label_text(say(f"figure.unit_{unit}"))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, say)))
    return scale


def _tick(value: float, say: Catalogue) -> str:
    return ("−" if value < 0 else "") + say.number(abs(value), 2)
