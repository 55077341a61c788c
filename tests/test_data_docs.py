"""The validation report: readable in both languages, loads nothing, shows no value of a row."""

import re
from typing import Any

import pandas as pd
import pytest
from lxml import html

from pipeline.exports.data_docs import data_docs
from pipeline.texts import LANGUAGES
from pipeline.validate import validation_json
from tests.tables import table

FINDINGS = table("""
    table        | rule           | column    | severity | on_failure | rows_checked | rows_failed | share | blocking
    declarations | required       |           | critical | quarantine | 1000         | 0           | 0     | false
    declarations | declared_on    | declared_on | critical | quarantine | 1000       | 600         | 0.6   | true
    declarations | V09            | period_end | warning | report     | 0            | 0           |       | false
    assets       | money_in_range | value_vnd | warning  | quarantine | 12345        | 7           | 0.0006 | false
    assets       | unique         | item_no   | critical | quarantine | 12345        | 5           | 0.0004 | false
""")
ROWS = table("""
    table        | rows_read | rows_accepted | rows_quarantined
    declarations | 1000      | 400           | 600
    assets       | 12352     | 12340         | 12
""")


def validation(rows: pd.DataFrame = ROWS) -> dict[str, Any]:
    success = FINDINGS["rule"].isin(["required", "V09", "unique"])
    texts = "validate." + FINDINGS["rule"]
    findings = FINDINGS.assign(success=success, text=texts, type="expect", mostly=1.0, min_rows=0)
    return validation_json(findings.assign(column=findings["column"].fillna("")), rows)


def page(language: str = "vi", content: dict[str, Any] | None = None) -> str:
    files = data_docs(content or validation(), language)
    assert list(files) == ["data_docs/index.html"]
    return files["data_docs/index.html"].decode()


def cells(text: str, line: str) -> list[str]:
    rows = html.fromstring(text).xpath("//tr[th[contains(., $line)]]", line=line)
    return [" ".join(cell.text_content().split()) for cell in rows[0]]


def test_rows_of_each_table() -> None:
    assert cells(page(), "(assets)") == ["Tài sản (assets)", "12.352", "12.340", "12", "< 0,1%", "1"]
    assert cells(page(), "Tổng cộng") == ["Tổng cộng", "13.352", "12.740", "612", "4,6%", "2"]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        (
            "Các cột bắt buộc đều có nội dung",
            ["required", "", "Bắt buộc", "Tách ra chờ sửa", "1.000", "0", "0%", "Đạt"],
        ),
        (
            "Ngày kê khai từ",
            [
                "declared_on",
                "declared_on",
                "Bắt buộc",
                "Tách ra chờ sửa",
                "1.000",
                "600",
                "60%",
                "Chưa đạt, dừng quy trình",
            ],
        ),
        (
            "có ghi thu nhập trong kỳ",
            ["V09", "period_end", "Cần xem", "Giữ lại, ghi nhận", "0", "0", "–", "Không có dữ liệu để xét"],
        ),
        (
            "Số tiền không âm",
            ["money_in_range", "value_vnd", "Cần xem", "Tách ra chờ sửa", "12.345", "7", "< 0,1%", "Chưa đạt"],
        ),
        (
            "Không có hai dòng cùng mã",
            ["unique", "item_no", "Bắt buộc", "Tách ra chờ sửa", "12.345", "5", "< 0,1%", "Trong giới hạn cho phép"],
        ),
    ],
)
def test_each_expectation_says_what_came_of_it(sentence: str, outcome: list[str]) -> None:
    assert cells(page(), sentence)[1:] == outcome


def test_the_page_says_what_stops_the_run_and_where_the_rows_are() -> None:
    assert "chưa đạt 1 tiêu chí bắt buộc" in page()
    assert html.fromstring(page()).xpath("//a/@href[starts-with(., '..')]") == [
        "../quarantine.csv",
        "../quarantine.parquet",
    ]


def test_rows_that_do_not_add_up_are_named() -> None:
    wrong = ROWS.assign(rows_accepted=[400, 1])
    assert "không khớp ở các bảng: Tài sản (assets)" in page(content=validation(wrong))
    assert "không khớp" not in page()


def test_a_run_without_findings() -> None:
    empty = validation(ROWS.head(0))
    assert "Tổng quan theo bảng" in page(content=empty)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_comes_from_outside(language: str) -> None:
    text = page(language)
    assert re.findall(r"https?:|//\w|@import|url\(|<script|<img|<iframe|<link", text) == []
    assert "default-src 'none'" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_that_cannot_see_finds_the_way(language: str) -> None:
    document = html.fromstring(page(language))
    assert document.get("lang") == language
    assert document.xpath("string(//title)")
    assert len(document.xpath("//h1")) == 1
    tables = document.xpath("//table")
    assert len(tables) == 3
    assert all(found.xpath("caption") and found.xpath("thead//th[@scope='col']") for found in tables)
    assert all(row.xpath("th[@scope='row']") for row in document.xpath("//tbody/tr"))
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in document.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    assert set(document.xpath("//@aria-labelledby")) <= set(ids)


def test_names_are_text_and_never_markup() -> None:
    content = validation()
    content["suites"][0]["table"] = "<script>alert(1)</script>"
    content["suites"][0]["results"][0]["column"] = '"><img src=x onerror=alert(1)>'
    text = page(content=content)
    assert "<script>" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text


def test_the_same_findings_give_the_same_bytes() -> None:
    assert page() == page()
    assert page("en") != page("vi")
