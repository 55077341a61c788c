"""Pictures: bars that add up, words that can be selected, the same bytes every time."""

import re
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties, findfont, get_font

from pipeline.exports import drawing, figures, waterfall
from pipeline.model import FLAGS, ITEM_CHANGES, POSITIONS, QUARANTINE
from pipeline.texts import catalogue
from tests import export_samples as samples

PARTS = (
    "income_vnd",
    "acquired_vnd",
    "disposed_cost_vnd",
    "explained_gift_vnd",
    "explained_loan_vnd",
    "debt_taken_vnd",
    "debt_repaid_vnd",
    "uses_low_vnd",
    "sources_high_vnd",
)
MONEY = st.one_of(st.just(np.nan), st.integers(0, 10**10).map(float))
SVG = "{http://www.w3.org/2000/svg}"


@cache
def drawn(language):
    """Every picture of the samples by name."""
    say, positions = catalogue(language), samples.positions()
    return {
        "sources_and_uses": figures.sources_and_uses(positions.iloc[-1], say),
        "balance": figures.balance_over_years(positions, say),
        "peers": figures.peer_strip(samples.peers()["value"], 1.055e9, say),
        "matrix": figures.movement_matrix(samples.item_changes(), say),
        "scores": figures.score_distribution(samples.scores()["priority"], 0.45, say),
        "quarantine": figures.quarantine_map(samples.quarantine(), say),
        "overlap": figures.rule_overlap(samples.flags(), say),
        "families": figures.flags_by_family(samples.flags(), say),
    }


def words(svg):
    return " ".join("".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@given(
    st.fixed_dictionaries(dict.fromkeys(PARTS, MONEY)),
    st.integers(-(10**10), 10**10),
)
def test_the_bars_of_the_waterfall_add_up_to_the_totals(amounts, liquid_change):
    position = pd.Series({**dict.fromkeys(POSITIONS.names, np.nan), **amounts, "liquid_change_vnd": liquid_change})
    sources, uses = amounts["sources_high_vnd"], amounts["uses_low_vnd"]
    position["unexplained_low_vnd"] = max(uses - sources, 0)
    bars = waterfall.steps(position)
    if np.isnan(sources) or np.isnan(uses):
        assert bars == []
        return
    of_role = {role: sum(bar.amount_vnd for bar in bars if bar.role == role) for role in ("source", "sum", "use")}
    assert of_role["source"] == pytest.approx(sources, abs=1)
    assert of_role["sum"] == sources
    assert of_role["use"] == pytest.approx(uses, abs=1)
    assert bars[-1].amount_vnd == pytest.approx(abs(sources - uses), abs=1)


def test_an_unknown_value_that_may_have_paid_is_shown_instead_of_a_gap():
    position = samples.positions().iloc[-1].copy()
    position["unexplained_low_vnd"] = 0.0
    assert [(bar.part, bar.amount_vnd) for bar in waterfall.steps(position)][-2:] == [
        ("may_cover", 1_055_000_000),
        ("unexplained", 0),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_of_pictures_are_text_and_all_letters_are_in_the_font(language):
    letters = get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    for name, svg in drawn(language).items():
        written = words(svg)
        assert len(written) > 20, name
        assert [letter for letter in written if ord(letter) not in letters] == [], name


def test_every_sentence_of_both_languages_could_be_drawn():
    letters = get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    for language in ("vi", "en"):
        told = "".join(text for key, text in catalogue(language).messages.items() if key.startswith("figure."))
        assert {letter for letter in told if ord(letter) not in letters} <= {"\n"}


def test_pictures_repeat_byte_for_byte():
    assert drawn.__wrapped__("vi") == drawn("vi")


def test_pictures_load_nothing():
    for svg in drawn("vi").values():
        assert re.findall(rb'(?:href|src)="(?!#)[^"]*"', svg) == []


def test_amounts_are_read_in_the_language_of_the_reader():
    position = samples.positions().iloc[-1]
    assert "1,05 tỷ đến 1,82 tỷ" in words(figures.sources_and_uses(position, catalogue("vi")))
    assert "1.05 billion to 1.82 billion" in words(figures.sources_and_uses(position, catalogue("en")))


def test_order_of_rows_does_not_matter():
    say = catalogue("vi")
    for picture, frame in (
        (figures.balance_over_years, samples.positions()),
        (figures.movement_matrix, samples.item_changes()),
        (figures.quarantine_map, samples.quarantine()),
        (figures.rule_overlap, samples.flags()),
    ):
        assert picture(frame, say) == picture(frame.iloc[::-1], say), picture.__name__


@pytest.mark.parametrize(
    ("picture", "frame", "message"),
    [
        (figures.balance_over_years, POSITIONS.empty(), "figure.balance.empty"),
        (figures.movement_matrix, ITEM_CHANGES.empty(), "figure.matrix.empty"),
        (figures.quarantine_map, QUARANTINE.empty(), "figure.quarantine.empty"),
        (figures.rule_overlap, FLAGS.empty(), "figure.overlap.empty"),
        (figures.flags_by_family, FLAGS.empty(), "figure.overlap.empty"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_where_there_is_nothing_to_draw_the_picture_says_so(picture, frame, message):
    say = catalogue("vi")
    assert say(message) in words(picture(frame, say))


def test_a_handful_of_peers_is_no_group():
    say = catalogue("vi")
    assert say("figure.peers.empty") in words(figures.peer_strip(pd.Series([1.0, 2.0]), 3.0, say))
    assert say("figure.peers.empty") in words(figures.peer_strip(samples.peers()["value"], np.nan, say))


def test_two_pictures_of_a_page_share_no_id():
    svg = figures.movement_matrix(samples.item_changes(), catalogue("vi"))
    first, second = (set(re.findall(r'\bid="([^"]+)"', drawing.inline(svg, name, ""))) for name in ("first", "second"))
    assert first
    assert not first & second


def test_a_description_cannot_break_out_of_the_picture():
    svg = drawing.inline(drawing.message("x"), "name", '"><script>')
    assert "<script>" not in svg
    assert 'aria-label="&quot;>&lt;script>"' in svg


def test_colours_of_the_bars_differ_in_lightness_or_hue_for_the_red_green_blind():
    seen = [deuteranope(colour) for colour in (drawing.BLUE, drawing.ORANGE, drawing.RED, drawing.GREEN, drawing.GREY)]
    distances = [np.linalg.norm(one - other) for place, one in enumerate(seen) for other in seen[:place]]
    assert min(distances) > 0.1


def deuteranope(colour):
    """The colour as somebody without green cones sees it (Viénot, Brettel and Mollon, 1999), in linear RGB."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = np.array([red, green, blue]) ** 2.2
    projection = np.array([[0.29275, 0.70725, -0.02978], [0.29275, 0.70725, -0.02978], [-0.02233, 0.02233, 1.0]])
    return projection @ linear
