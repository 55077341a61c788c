"""How all pictures look: fonts, colours that the colour-blind can tell apart, and files that repeat byte for byte."""

import io
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's palette.
BLUE, ORANGE, GREEN, RED, SKY, PINK, YELLOW = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#56B4E9",
    "#CC79A7",
    "#F0E442",
)
INK, GREY, PALE = "#1f2933", "#6b7785", "#d9dee4"
# DejaVu Sans comes with matplotlib and has every Vietnamese letter; text stays text, to be searched and copied.
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    # A dollar sign in a name is a dollar sign, not the beginning of a formula.
    "text.parse_math": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.7,
    "xtick.color": GREY,
    "ytick.color": INK,
    "xtick.labelcolor": INK,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",
    "svg.hashsalt": "pictures",
    "legend.frameon": False,
}
FONTS = "'DejaVu Sans', Verdana, 'Noto Sans', sans-serif"


def picture(width_cm: float, height_cm: float, draw: Callable[[Axes], None]) -> bytes:
    """An SVG file of one drawing; the same drawing always gives the same bytes."""
    with rc_context(STYLE):
        figure = Figure(figsize=(width_cm / 2.54, height_cm / 2.54), layout="constrained")
        draw(figure.add_subplot())
        return _svg(figure)


def entitle(axes: Axes, title: str) -> None:
    """The title at the left edge of the picture, where long ones have room."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")


def message(text: str) -> bytes:
    """A picture that says in words why there is nothing to draw."""

    def draw(axes: Axes) -> None:
        axes.set_axis_off()
        axes.text(0.0, 0.5, text, va="center", color=GREY, transform=axes.transAxes)

    return picture(16, 1.6, draw)


def shade(axes: Axes, cells: Any, labels: Any) -> None:
    """A grid of shaded cells with their numbers; the darker, the more (logarithmic)."""
    depth = np.log1p(cells)
    deepest = max(float(depth.max()), 1e-9)
    edges = [np.arange(length + 1) - 0.5 for length in cells.shape]
    axes.pcolormesh(
        edges[1], edges[0], depth, cmap="Blues", vmin=0, vmax=deepest * 1.15, edgecolors="white", linewidth=1.5
    )
    for (row, column), label in labels:
        colour = "white" if depth[row, column] > deepest * 0.62 else INK
        axes.text(column, row, label, ha="center", va="center", fontsize=8, color=colour)
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def inline(svg: bytes, name: str, description: str) -> str:
    """The SVG as an element of a page: ids made unique by `name`, width by the page, a description for readers."""
    text = svg.decode("utf-8")
    text = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", text)
    label = description.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', text, count=1)


def _svg(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue().replace(b"'DejaVu Sans'", FONTS.encode())
