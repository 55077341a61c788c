"""Links of items against the truth of a synthetic province, and against real declarations."""

import pandas as pd
import pytest

from pipeline import link
from pipeline.evaluate.links import cause_quality, confidence_curve, link_quality
from pipeline.explanations import read_explanations
from pipeline.match import match_items
from pipeline.model import EXPLAINED, FAMILY, MOVEMENTS
from pipeline.model.registers import COMMUNE_CHANGES
from pipeline.simulate import World, province
from tests.conftest import SHARED
from tests.tables import table

# Most forms are filled in by another clerk than last year, and every household has something happen to it.
HARD = World(declarants=300, years=5, seed=11, error_share=0.3, event_share=0.3, rewritten_share=0.6)


@pytest.fixture(scope="module")
def followed(parameters):
    made = province(HARD)
    tables, declarations = made.tables, made.tables["declarations"]
    pairs = link.pairs(declarations, link.whole_lists(declarations, tables["assets"], parameters))
    given = (tables["assets"], tables["family"], tables["movements"], read_explanations(tables["movements"]))
    return match_items(pairs, *given, tables["commune_changes"], parameters), made.truth["links"]


def test_precision_and_recall_reach_the_goals(followed):
    quality = link_quality(*followed).set_index(["by", "group"])
    everything = quality.loc[("all", "all")]
    assert everything.precision >= 0.995
    assert everything.recall >= 0.98
    assert everything.true > 5_000


def test_every_disturbance_is_seen_through(followed):
    quality = link_quality(*followed)
    quality = quality[(quality.by == "disturbance") & (quality.true >= 5)]
    assert {"rewritten", "certificate_missing", "place_renamed", "value_slip"} <= set(quality.group)
    assert quality.loc[(quality.precision < 0.95) | (quality.recall < 0.95), ["group", "precision", "recall"]].empty


def test_causes(followed):
    quality = cause_quality(*followed).set_index("cause")
    slips = quality.loc[["unit_slip", "area_unit_slip", "threshold_raised", "sale", "purchase", "inheritance"]]
    assert (slips.precision >= 0.9).all()
    assert (slips.recall >= 0.75).all()


def test_surer_links_are_righter(followed):
    curve = confidence_curve(*followed)
    assert curve.precision.iloc[-1] >= curve.precision.iloc[0]
    assert curve.linked.is_monotonic_decreasing


def test_what_is_counted():
    """One link is right, one joins two items; a true link was missed, and money is compared as a sum."""
    made = table("""
        previous_declaration_id | declaration_id | previous_item_no | item_no | category | link_reason | link_confidence
        A                       | B              | 1                | 1       | house    | name        | 0.9
        A                       | B              | 2                | 3       | house    | name        | 0.6
        A                       | B              | 3                |         | house    |             |
        A                       | B              | 4                | 4       | money    | sum         | 0.95
        """)
    true = table("""
        previous_declaration_id | declaration_id | previous_item_no | item_no | category | state | cause | disturbance
        A                       | B              | 1                | 1       | house    | kept  |       |
        A                       | B              | 3                | 3       | house    | kept  |       | rewritten
        A                       | B              | 4                | 5       | money    | kept  |       |
        """)
    counts = link_quality(made, true).set_index(["by", "group"]).loc[("all", "all")]
    assert counts[["linked", "right", "true", "found"]].tolist() == [2, 1, 2, 1]
    assert confidence_curve(made, true).precision.iloc[0] == 0.5


if (SHARED / "real").is_dir():

    def test_what_is_repeated_word_for_word_is_linked(parameters):
        """Items of real declarations: 70 officials, up to nine years; equal lines count as often as they stand."""
        from tests.test_sources_maps import load_map, read_all

        read = read_all(load_map("taiwan"), SHARED / "real" / "taiwan", parameters)
        declarations, assets = read["declarations"][0], read["assets"][0].reset_index(drop=True)
        pairs = link.pairs(declarations, assets.declaration_id)
        empty = (FAMILY.empty(), MOVEMENTS.empty(), EXPLAINED.empty(), COMMUNE_CHANGES.empty())
        changes = match_items(pairs, assets, *empty, parameters)
        repeated = _repeated(pairs, assets)
        linked = changes[changes.item_no.notna()]
        keys = ["previous_declaration_id", "declaration_id", "previous_item_no"]
        missed = ~pd.MultiIndex.from_frame(repeated).isin(pd.MultiIndex.from_frame(linked[keys]))
        assert len(repeated) > 5_000
        assert missed.sum() == 0


def _repeated(pairs: pd.DataFrame, assets: pd.DataFrame) -> pd.DataFrame:
    """The items of each list that stand in the next one word for word."""
    words = ["category", "kind", "name", "holder", "address", "quantity", "unit", "area_m2", "value_vnd"]
    words += ["acquired_on", "currency", "foreign_amount", "note"]
    lines = assets[words].astype("str").fillna("").assign(declaration=assets.declaration_id, item=assets.item_no)
    lines["number"] = lines.groupby(["declaration", *words]).cumcount()
    compared = pairs[["baseline_declaration_id", "declaration_id"]].dropna()
    before = lines.merge(compared, left_on="declaration", right_on="baseline_declaration_id")
    after = lines[["declaration", "number", *words]].rename(columns={"declaration": "declaration_id"})
    both = before.merge(after, on=["declaration_id", "number", *words])
    return both[["baseline_declaration_id", "declaration_id", "item"]]
