"""The measures of the list, against counts made by hand."""

import pandas as pd
import pytest

from pipeline.evaluate.detection import average_precision, detection, order_of_officials
from tests.tables import table

PLANTED = table(
    """
    declarant_id | role   | typology | pair_id
    an           | guilty | T01      | 1
    binh         | twin   | L01      | 1
    chi          | guilty | T07      | 2
    dung         | twin   | L07      | 2
    em           | error  | E01      |
    """
)


def place(*names):
    return pd.Series(range(1, len(names) + 1), index=list(names))


@pytest.mark.parametrize(
    ("case", "names", "expected"),
    [
        ("both first", ("an", "chi", "x"), 1.0),
        ("first and third", ("an", "x", "chi"), (1 / 1 + 2 / 3) / 2),
        ("one never placed", ("an", "x"), 0.5),
        ("nobody", ("x", "y"), 0.0),
    ],
)
def test_average_precision(case, names, expected):
    assert average_precision(place(*names), {"an", "chi"}) == pytest.approx(expected), case


def test_figures_at_capacity():
    found = detection(place("an", "em", "dung", "chi", "binh", "x"), PLANTED, capacity=3)
    assert found.precision_at_capacity == pytest.approx(1 / 3)
    assert found.recall_at_capacity == pytest.approx(1 / 2)
    assert found.recall_at_twice_guilty == 1.0
    assert found.twins_ordered_share == pytest.approx(1 / 2), "chi stands behind her twin dung"
    assert found.errors_in_top_share == pytest.approx(1 / 2)
    assert found.lookalikes_in_top_share == 0.0
    assert found.typologies.set_index("typology").found.to_dict() == {"T01": 1, "T07": 0}


def test_an_official_counts_with_the_best_declaration():
    scores = table(
        """
        declaration_id | declarant_id | priority
        a22            | an           | 0.1
        a23            | an           | 0.9
        b23            | binh         | 0.5
        """
    )
    assert order_of_officials(scores).to_dict() == {"an": 1, "binh": 2}


def test_nothing_planted_gives_no_figure():
    empty = PLANTED.iloc[:0]
    assert pd.isna(detection(place("x"), empty, 1).average_precision)
