"""Pictures as one sees them: no words over other words, nothing cut off, and the look of each as it was agreed.

After a wished change of the look: `PYTHONPATH=. python -m tests.test_figures_as_images` draws the agreed images again.
"""

import io
from itertools import combinations
from unittest import mock

import matplotlib.image
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from pipeline.exports import drawing
from tests.conftest import PROJECT
from tests.test_figures import drawn

AGREED = PROJECT / "tests" / "pictures"
DOTS_PER_INCH = 50
# Of 255 levels, on average; other versions of the font renderer smooth edges a little differently.
TOLERANCE = 6.0


def as_figures(language):
    """The Figure behind each picture, by name."""
    with mock.patch.object(drawing, "_svg", lambda figure: figure):
        return drawn.__wrapped__(language)


def image(figure):
    """The picture as levels of grey, 0 to 255, at a coarse resolution."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH)
    buffer.seek(0)
    return (matplotlib.image.imread(buffer)[..., :3].mean(axis=2) * 255).round()


@pytest.fixture(scope="module")
def figures_vi():
    return as_figures("vi")


NAMES = ("sources_and_uses", "balance", "peers", "matrix", "scores", "quarantine", "overlap", "families")


@pytest.mark.parametrize("name", NAMES)
def test_the_look_is_the_agreed_one(name, figures_vi):
    agreed, now = matplotlib.image.imread(AGREED / f"{name}.png")[..., :3].mean(axis=2) * 255, image(figures_vi[name])
    assert now.shape == agreed.shape
    assert np.abs(blurred(now) - blurred(agreed)).mean() < TOLERANCE


def test_the_comparison_of_looks_sees_a_missing_bar(figures_vi):
    agreed = image(figures_vi["sources_and_uses"])
    without = np.where(agreed < 200, 255, agreed)
    assert np.abs(blurred(without) - blurred(agreed)).mean() > TOLERANCE


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_stand_neither_over_each_other_nor_outside(language):
    for name, figure in as_figures(language).items():
        boxes, page = written(figure), figure.bbox
        outside = [word for word, box in boxes if box.x0 < -1 or box.x1 > page.x1 + 1 or box.y0 < -1]
        assert outside == [], name
        over = [(one[0], other[0]) for one, other in combinations(boxes, 2) if share_over(one[1], other[1]) > 0.1]
        assert over == [], name


def written(figure):
    """Text and box of every word that is drawn; slanted ones are left out, whose boxes are larger than they are."""
    boxes, draw = [], Text.draw

    def note(text, renderer):
        if text.get_visible() and text.get_text().strip() and text.get_rotation() in (0, 90):
            boxes.append((text.get_text(), text.get_window_extent(renderer)))
        draw(text, renderer)

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    with mock.patch.object(Text, "draw", note):
        canvas.draw()
    return boxes


def share_over(one, other):
    """The share of the smaller box that lies under the other."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(width, 0) * max(height, 0) / smaller if smaller else 0.0


def blurred(levels, size=4):
    """Means over squares, so that a shift of half a dot changes little."""
    height, width = (length - length % size for length in levels.shape[:2])
    grey = levels[:height, :width] if levels.ndim == 2 else levels[:height, :width, :3].mean(axis=2)
    return grey.reshape(height // size, size, width // size, size).mean(axis=(1, 3))


if __name__ == "__main__":
    AGREED.mkdir(exist_ok=True)
    for name, figure in as_figures("vi").items():
        levels = image(figure)
        matplotlib.image.imsave(AGREED / f"{name}.png", levels, cmap="gray", vmin=0, vmax=255)
