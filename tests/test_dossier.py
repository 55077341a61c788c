"""The dossier: what it says, what it does not say, and that it stands alone."""

import dataclasses
import html
import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

from pipeline.exports import dossier_words
from pipeline.exports.dossier import dossier
from pipeline.exports.dossier_context import DossierContext, context_of, peer_values
from pipeline.exports.dossier_items import followed_back, item_table
from pipeline.exports.words import readable
from pipeline.model import ITEM_CHANGES, POSITIONS
from pipeline.texts import catalogue
from tests import export_samples as samples
from tests.tables import table

WHOLE = DossierContext(
    positions=samples.positions(),
    item_changes=samples.item_changes(),
    flags=samples.flags(),
    hypotheses=samples.hypotheses(),
    explained=samples.explained(),
    movements=samples.movements(),
    scores=samples.scores(3),
    declarations=samples.declarations(),
    family=samples.family(),
    peers=samples.peers(),
    facts=samples.run_facts(),
)
CASE = samples.cases(1).iloc[0]


def page(context=WHOLE, case=CASE, language="vi", profile="analyst"):
    return dossier(case, context, language, profile).decode()


@cache
def shown_to(profile):
    return page(profile=profile)


def told(*arguments, **named):
    """The words of the page without its tags, styles and pictures."""
    text = re.sub(r"<(style|svg).*?</\1>", " ", page(*arguments, **named), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


WANTED = {
    "headline in one sentence": "Kê khai hằng năm ngày 22/12/2025: 1,05 tỷ đến 1,82 tỷ đã sử dụng mà chưa thấy nguồn",
    "both declarations": "22/12/2025 (K3) so với 18/12/2024 (K2), cách nhau 369 ngày",
    "finding": "Sử dụng vượt nguồn kê khai 1,06 tỷ đồng.",
    "observed, limit and article": "quan sát: 1.055.000.000 ₫ · giới hạn: 300.000.000 ₫ · căn cứ: 36/2018/QH14",
    "a law still to be compared": "con số pháp lý này còn phải đối chiếu với văn bản",
    "an item and its place": "II.1.2 Các loại đất khác · Vợ hoặc chồng · mục II → mục II, trang 3",
    "what the data show": "số liệu cho thấy: mua, nhận chuyển nhượng",
    "an unknown value": "không ghi giá trị",
    "the declarant's own words": "Vay 300 triệu của chị L.T.H., bố mẹ cho 200 triệu, còn lại tích lũy.",
    "what was read out of them": "hệ thống đọc được: Vay mượn, 300 triệu",
    "evidence for": "Một ô tô không còn kê khai.",
    "evidence against": "Giá gốc chỉ 180 triệu đồng.",
    "a document": "Văn bản phân chia di sản",
    "a question on funds": "phần sử dụng vượt nguồn kê khai ít nhất 1,05 tỷ",
    "a question on a new item": "Thửa đất 88, xã Điện Bàn Tây (2,4 tỷ) lần đầu xuất hiện.",
    "a question on what rose": "tăng từ",
    "a question on a gone item": "Ô tô Mazda 3 (180 triệu) không còn trong bản kê khai.",
    "drivers in words": "Phần phải tiết kiệm được: 41% của mức khác thường",
    "where income stands": "mục II.10",
    "the run": "Lần chạy run-2026-01 · số liệu đến 01/11/2026 · tham số 3f9a51c07d",
    "what it is not": "Tài liệu nội bộ – không kết luận vi phạm",
}


@pytest.fixture(scope="module")
def words():
    return told()


@pytest.mark.parametrize("name", WANTED)
def test_the_dossier_says(name, words):
    assert WANTED[name] in words


def test_three_pictures_are_inside():
    assert page().count("<svg ") == 3


@pytest.mark.parametrize("profile", ["summary", "analyst"])
@pytest.mark.parametrize(
    "private",
    ["Nguyễn Văn An", "Trần Thị Bích", "Minh Khôi", "Lê Thị Hoa", "049081001234", "765432", "678.90", "9988776655"],
)
def test_no_name_or_personal_number_is_in_it(private, profile):
    assert private not in shown_to(profile)


def test_the_full_profile_has_the_name_and_says_so(words):
    full = told(profile="full")
    assert "Nguyễn Văn An (P001)" in full
    assert catalogue("vi")("dossier.profile.full") in full
    assert catalogue("vi")("dossier.profile.full") not in words


def test_nothing_is_loaded_and_no_script_may_run():
    made = page()
    assert "default-src &#39;none&#39;" in made
    assert "<script" not in made
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"|url\((?!#)[^)]*\)|@import', made) == []


def test_what_people_wrote_is_text():
    hostile = samples.movements().assign(explanation='<script>alert(1)</script><img src="x" onerror="y">')
    made = page(dataclasses.replace(WHOLE, movements=hostile))
    assert "<script>" not in made
    assert "<img" not in made


@pytest.mark.parametrize("name", [part.name for part in dataclasses.fields(DossierContext)])
def test_it_is_made_although_one_table_is_empty(name):
    empty = {name: getattr(DossierContext(), name)}
    assert "không kết luận vi phạm" in page(dataclasses.replace(WHOLE, **empty))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_made_although_all_tables_are_empty(language):
    assert CASE["case_id"] in page(DossierContext(), language=language)


def test_a_first_declaration_has_nothing_to_compare_with():
    first = CASE.copy()
    first["declaration_id"] = "K1"
    assert "chưa có bản kê khai trước để so sánh" in told(case=first)


def test_a_filing_without_section_two_does_not_look_as_if_all_were_gone():
    positions = samples.positions()
    positions.loc[positions["declaration_id"] == "K3", "has_asset_list"] = False
    words = told(dataclasses.replace(WHOLE, positions=positions, item_changes=ITEM_CHANGES.empty()))
    assert catalogue("vi")("dossier.no_asset_list") in words
    assert "không còn trong bản kê khai" not in words


REORDERED = ("positions", "item_changes", "flags", "hypotheses", "explained", "movements", "family", "peers")


def test_it_repeats_byte_for_byte_whatever_the_order_of_rows():
    turned = {name: getattr(WHOLE, name).iloc[::-1] for name in REORDERED}
    assert page(dataclasses.replace(WHOLE, **turned)) == page()


def test_english_is_complete():
    words = told(language="en")
    assert "Annual declaration of 22 Dec 2025" in words
    assert "Internal document – no conclusion of violation" in words


def test_nobody_is_accused():
    accusing = re.compile(r"gian dối|gian lận|không trung thực|đã vi phạm|tham nhũng", re.IGNORECASE)
    assert not accusing.search(told())


YEARS = table("""
    previous_declaration_id | previous_item_no | declaration_id | item_no | state | value_before_vnd | value_after_vnd
    K0 | a | K1 | b | kept | 100 | 110
    K1 | b | K2 | c | kept | 110 | 120
    K2 | c | K3 | d | kept | 120 | 130
    K1 | x | K2 | y | kept | 7   | 8
    K2 |   | K3 | e | new  |     | 50
    K2 | y | K3 |   | gone | 8   |
""")


def test_an_item_is_followed_back_through_the_declarations_before():
    rows = followed_back(ITEM_CHANGES.conform(YEARS), "K3").set_index("state")
    earlier = rows[["value_earlier_1_vnd", "value_earlier_2_vnd"]]
    assert earlier.loc["kept"].tolist() == [110, 100]
    assert earlier.loc["gone", "value_earlier_1_vnd"] == 7
    assert earlier.loc["new"].isna().all()


def test_years_stand_in_order_and_a_missing_year_is_blank():
    position = POSITIONS.conform(
        table("""
        declaration_id | baseline_declared_on | declared_on
        K3 | 2023-12-01 | 2024-12-01
        """)
    ).iloc[0]
    days = [pd.Timestamp("2022-12-01"), pd.Timestamp("2021-12-01")]
    rows = ITEM_CHANGES.conform(YEARS.assign(category="money"))
    shown = item_table(rows, position, days, catalogue("vi"))
    assert shown["heads"] == ["01/12/2021", "01/12/2022", "01/12/2023", "01/12/2024"]
    assert {row["state"]: row["values"] for row in shown["rows"]} == {
        "new": ["", "", "", "50"],
        "gone": ["", "7", "8", ""],
        "kept": ["100", "110", "120", "130"],
    }


def test_many_unchanged_items_are_counted_and_the_others_shown():
    many = pd.DataFrame(
        {
            "declaration_id": "K3",
            "category": "money",
            "state": ["kept"] * 50 + ["new"],
            "item_no": [str(number) for number in range(51)],
        }
    )
    shown = item_table(ITEM_CHANGES.conform(many), samples.positions().iloc[-1], [], catalogue("vi"))
    assert [row["state"] for row in shown["rows"]] == ["new"]
    assert shown["kept_left_out"] == 50


@pytest.mark.parametrize("cause", ["threshold_raised", "child_turned_18", "place_renamed"])
def test_what_the_law_explains_is_not_asked(cause):
    items = samples.item_changes().assign(cause=cause)
    asked = dossier_words.questions(None, items, samples.explained().head(0), catalogue("vi"))
    assert asked == []


@pytest.mark.parametrize(
    ("amount", "vietnamese", "english"),
    [
        (0, "0 đồng", "0 dong"),
        (999, "999 đồng", "999 dong"),
        (350e6, "350 triệu", "350 million"),
        (1_250_000, "1,25 triệu", "1.25 million"),
        (999_999_999, "1 tỷ", "1 billion"),
        (12_340_000_000, "12,3 tỷ", "12.3 billion"),
        (-2.5e9, "−2,5 tỷ", "−2.5 billion"),
        (np.nan, "–", "–"),
    ],
)
def test_amounts_are_read_at_a_glance(amount, vietnamese, english):
    assert readable(amount, catalogue("vi")) == vietnamese
    assert readable(amount, catalogue("en")) == english


def test_peers_are_the_cell_and_the_finer_cells_within_it():
    balances = table("""
        declaration_id | peer_cell           | balance_low_vnd
        K3             | year=2025           | 900
        K4             | year=2025           | 1
        K5             | year=2025;post=A1   | 2
        K6             | year=2024           | 3
        K7             | year=2025           |
    """)
    assert peer_values(CASE, balances)["value"].tolist() == [1, 2]


def test_a_context_holds_the_rows_of_its_person_alone():
    other = samples.positions().assign(declarant_id="P999", declaration_id=["X1", "X2", "X3"])
    tables = {
        "positions": pd.concat([samples.positions(), other]),
        "movements": pd.concat([samples.movements(), samples.movements().assign(declaration_id="X3")]),
    }
    context = context_of(CASE, tables, samples.peers(), samples.run_facts())
    assert set(context.positions["declarant_id"]) == {"P001"}
    assert set(context.movements["declaration_id"]) == {"K3"}
    assert context.flags.empty
