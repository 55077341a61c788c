"""The site of a run: pages that stand alone, say what could not be tested, and hold the numbers of the tables."""

import base64
import dataclasses
import hashlib
import html
import re

import pandas as pd
import pytest

from pipeline.exports.page import source
from pipeline.exports.site import PAGES, site
from pipeline.exports.site_context import SiteContext
from pipeline.exports.site_tables import (
    MOST_COMPARISONS,
    case_table,
    comparison_table,
    filing_table,
    rule_table,
    unit_table,
)
from pipeline.texts import catalogue
from tests import export_samples as samples

ROWS = pd.DataFrame(
    {"table": ["declarations", "assets"], "read": [400.0, 4300], "accepted": [398.0, 4062], "quarantined": [2.0, 238]}
)
WHOLE = SiteContext(
    rows=ROWS,
    cases=samples.cases(30),
    returns=samples.cases(2),
    scores=samples.scores(),
    positions=samples.positions(),
    declarations=samples.declarations(),
    flags=samples.flags(),
    rule_outcomes=samples.rule_outcomes(),
    item_changes=samples.item_changes(),
    quarantine=samples.quarantine(),
    facts=dataclasses.replace(samples.run_facts(), notes=("Danh sách yếu.",)),
)


@pytest.fixture(scope="module")
def pages():
    return {name: content.decode() for name, content in site(WHOLE, "vi").items()}


def words(page):
    text = re.sub(r"<(style|svg|script).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_every_page_of_the_menu_is_there_but_the_validation_report(pages):
    assert set(PAGES) - set(pages) == {"data_docs/index.html"}


def test_pages_lead_to_each_other_and_to_the_dossiers_only(pages):
    links = {link for page in pages.values() for link in re.findall(r'href="([^"#][^"]*)"', page)}
    dossiers = {f"cases/dossiers/{case_id}.html" for case_id in WHOLE.cases["case_id"]}
    assert links == set(PAGES) | dossiers


def test_nothing_is_loaded(pages):
    for page in pages.values():
        assert re.findall(r'\bsrc="|url\((?!#)|@import', page) == []


def test_only_our_script_may_run(pages):
    script = source("list.js")
    wanted = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    for page in pages.values():
        assert re.search(r"script-src ([^;\"]+)", html.unescape(page))[1] == f"'sha256-{wanted}'"
        assert re.findall(r"<script>(.*?)</script>", page, re.DOTALL) == [script]


def test_the_script_is_small():
    assert len(source("list.js").encode()) < 2048


def test_the_first_page_says_what_could_not_be_tested(pages):
    told = words(pages["index.html"])
    assert "không có bảng projects (400" in told
    assert told.index("Chưa kiểm tra được") < told.index("Theo đơn vị")


def test_the_first_page_holds_the_figures(pages):
    told = words(pages["index.html"])
    for wanted in ("400 bản kê khai đã so sánh", "30 hồ sơ đề nghị làm rõ", "240 dòng bị giữ lại", "Danh sách yếu."):
        assert wanted in told


@pytest.mark.parametrize("profile", ["summary", "analyst"])
def test_nobody_is_named(profile):
    for page in site(WHOLE, "vi", profile).values():
        for private in (b"Nguy\xe1\xbb\x85n V\xc4\x83n An", "Minh Khôi".encode(), b"049081001234"):
            assert private not in page


def test_what_people_wrote_is_text():
    hostile = samples.cases(1).assign(reasons="<script>alert(1)</script>", case_id='"><b>x')
    page = site(dataclasses.replace(WHOLE, cases=hostile), "vi")["index.html"].decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_run_without_anything_has_a_site(language):
    assert set(site(SiteContext(), language)) == set(PAGES) - {"data_docs/index.html"}


def test_pages_do_not_depend_on_the_order_of_rows(pages):
    turned = {
        name: getattr(WHOLE, name).iloc[::-1]
        for name in ("cases", "scores", "positions", "flags", "rule_outcomes", "item_changes", "quarantine")
    }
    again = site(dataclasses.replace(WHOLE, **turned), "vi")
    assert {name: content.decode() for name, content in again.items()} == pages


def test_cases_stand_in_their_order_with_numbers_to_sort_by():
    table = case_table(WHOLE, catalogue("vi"), "analyst")
    assert [row[0] for row in table.rows[:2]] == [("1", "1"), ("2", "2")]
    assert table.rows[0][3][0] == "N.V.A."
    assert table.heads[0] == ("Thứ tự", "n")


def test_a_page_holds_the_first_comparisons_only():
    many = samples.scores(10).loc[[0] * (MOST_COMPARISONS + 5)].assign(rank=range(MOST_COMPARISONS + 5, 0, -1))
    table = comparison_table(dataclasses.replace(WHOLE, scores=many), catalogue("vi"))
    assert len(table.rows) == MOST_COMPARISONS
    assert table.rows[0][0] == ("1", "1")


def test_four_outcomes_of_a_rule_with_their_denominators():
    health = pd.DataFrame({"indicator": ["UW01"], "drift_share": [0.0021], "explained_share": [None]})
    table = rule_table(samples.rule_outcomes(), samples.flags(), health, catalogue("vi"))
    heads = [head for head, _ in table.heads]
    told = {row[0][0][:4]: dict(zip(heads, (text for text, _ in row), strict=True)) for row in table.rows}
    assert told["UW01"]["Có cảnh báo"] == "3"
    assert told["UW01"]["Không đánh giá được"] == "17"
    assert told["UW01"]["Thuộc đối tượng"] == "400"
    assert told["UW01"]["Tỷ lệ cảnh báo"] == "0,8%"
    assert told["UW01"]["Thay đổi so với lần chạy trước"] == "0,2%"
    assert told["RE07"]["Tỷ lệ cảnh báo"] == ""
    assert told["RE07"]["Thay đổi so với lần chạy trước"] == ""


def test_units_with_late_or_missing_declarations_are_named_the_most_missing_first():
    filing = pd.DataFrame(
        {"unit_code": ["U00", "U01", "U02"], "year": 2025.0, "obliged": [9.0, 8.0, 7.0], "declared": [9.0, 6.0, 7.0]}
    ).assign(late=[2.0, 0.0, 0.0], missing=[0.0, 2.0, 0.0], awaited=0.0)
    table = filing_table(dataclasses.replace(WHOLE, filing=filing), catalogue("vi"))
    assert [[text for text, _ in row[2:]] for row in table.rows] == [
        ["2025", "8", "6", "0", "2", "0"],
        ["2025", "9", "9", "2", "0", "0"],
    ]
    page = site(dataclasses.replace(WHOLE, filing=filing), "vi")["index.html"].decode()
    assert "Kê khai chậm và chưa kê khai theo đơn vị" in page


def test_units_are_compared_by_flags_per_hundred_declarations():
    table = unit_table(WHOLE, catalogue("vi"))
    first = next(row for row in table.rows if row[0][0] == "U00")
    assert [text for text, _ in first[2:]] == ["45", "4", "6,7", "0%"]
