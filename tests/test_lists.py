"""The list as files: the columns that were agreed, no formula, a workbook that staff can fill in."""

import dataclasses
import io

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import lists, sheets, workbook
from pipeline.exports.list_content import ListContent
from pipeline.exports.safe import formula_safe, safe_text
from pipeline.model import CASES, vocabulary
from pipeline.model.judged import GRADES, JUDGEMENTS, OUTCOMES, VERDICTS
from pipeline.model.registered import REGISTER
from pipeline.texts import catalogue
from tests import export_samples as samples

VOCABULARIES = {
    "category": vocabulary.MOVEMENT_CATEGORIES,
    "state": vocabulary.STATES,
    "cause": vocabulary.CAUSES,
    "source": (*vocabulary.SOURCES, "savings", "insurance"),
    "holder": vocabulary.HOLDERS,
    "recipient": vocabulary.RECIPIENTS,
    "relation": vocabulary.MEMBER_RELATIONS,
    "kind": vocabulary.KINDS,
    "money_kind": vocabulary.MONEY_KINDS,
    "role": vocabulary.ROLES,
    "kin": vocabulary.KIN,
    "company_role": vocabulary.COMPANY_ROLES,
    "contract_stage": vocabulary.CONTRACT_STAGES,
    "conflict": vocabulary.CONFLICT_SITUATIONS,
    "judgement": JUDGEMENTS,
    "outcome": OUTCOMES,
    "verdict": VERDICTS,
    "match_grade": GRADES,
    "case_outcome": workbook.CASE_OUTCOMES,
    "measure": workbook.MEASURES,
}


def content(**changed):
    whole = ListContent(
        cases=samples.cases(12),
        reserve=samples.cases(14).tail(2),
        returns=samples.cases(16).tail(2),
        positions=samples.positions(),
        declarations=samples.declarations(),
        scores=samples.scores(),
        family=samples.family(),
        item_changes=samples.item_changes(),
        flags=samples.flags(),
        rule_outcomes=samples.rule_outcomes(),
        facts=dataclasses.replace(samples.run_facts(), notes=("Danh sách yếu.",)),
    )
    return dataclasses.replace(whole, **changed)


def book(of, language="vi", profile="analyst"):
    return openpyxl.load_workbook(io.BytesIO(workbook.workbook(of, catalogue(language), profile)))


def heads(page):
    """Heading to column number, and the row that they stand in."""
    row = page.auto_filter.ref.split(":")[0].lstrip("A")
    return {cell.value: cell.column for cell in page[int(row)] if cell.value}, int(row)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_of_every_vocabulary_can_be_said(name, language):
    say = catalogue(language)
    assert [code for code in VOCABULARIES[name] if f"{name}.{code}" not in say] == []


def test_the_csv_has_exactly_the_agreed_columns_and_its_ids_as_they_are():
    cases = samples.cases(3).assign(unit_code=["0012", "007", None])
    read = pd.read_csv(io.BytesIO(lists.csv(cases)), dtype=str, keep_default_na=False)
    assert list(read.columns) == CASES.names
    assert read["unit_code"].tolist() == ["0012", "007", ""]
    assert read["rank"].tolist() == ["1", "2", "3"]
    assert set(read["outcome"]) == {""}
    assert read["unexplained_low_vnd"].str.fullmatch(r"\d+").all()


def test_the_files_do_not_depend_on_the_order_of_rows():
    say = catalogue("vi")
    turned = content(
        cases=samples.cases(12).iloc[::-1],
        item_changes=samples.item_changes().iloc[::-1],
        flags=samples.flags().iloc[::-1],
        rule_outcomes=samples.rule_outcomes().iloc[::-1],
    )
    assert lists.case_list(content(), say) == lists.case_list(turned, say)


def test_the_parquet_file_has_the_types_of_the_model():
    read = pq.read_table(io.BytesIO(lists.parquet(samples.cases(3))))
    assert read.schema.equals(CASES.schema())
    assert read.column("rank").to_pylist() == [1, 2, 3]


def test_a_list_without_cases_is_still_three_whole_files():
    files = lists.case_list(ListContent(CASES.empty()), catalogue("vi"))
    assert sorted(files) == ["flagged_cases.csv", "flagged_cases.parquet", "flagged_cases.xlsx"]
    assert files["flagged_cases.csv"].decode().strip() == ",".join(CASES.names)
    assert book(ListContent(CASES.empty())).sheetnames[0] == "Danh sách"


FORMULAS = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1", "\u200b=1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text):
    cases = samples.cases(1).assign(reasons=text, unit_code=text)
    read = pd.read_csv(io.BytesIO(lists.csv(cases)), dtype=str)
    assert read["reasons"].str.startswith("'").all()
    page = book(content(cases=cases)).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}


@given(st.text(max_size=30))
def test_a_safe_text_never_begins_like_a_formula(text):
    assert formula_safe(text).lstrip("\u200b\u200e\u200f\ufeff \n\r\t")[:1] not in tuple("=+-@＝＋－＠")
    assert formula_safe(text) == safe_text(pd.Series([text], dtype="str")).iloc[0]


def test_staff_find_frozen_headings_filters_and_drop_downs():
    page = book(content())["Danh sách"]
    places, head = heads(page)
    say = catalogue("vi")
    assert page.freeze_panes == f"C{head + 1}"
    lists_of_words = [rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert lists_of_words == [
        '"' + ",".join(say(f"case_outcome.{code}") for code in workbook.CASE_OUTCOMES) + '"',
        '"' + ",".join(say(f"measure.{code}") for code in workbook.MEASURES) + '"',
    ]
    assert {page.cell(head + 1, places[say(f"list.column.{name}")]).value for name in ("outcome", *sheets.FILLED)} == {
        None
    }


def test_drop_downs_fit_into_a_cell_of_a_spreadsheet():
    for language in ("vi", "en"):
        say = catalogue(language)
        words = [say(f"case_outcome.{code}") for code in workbook.CASE_OUTCOMES]
        assert len(",".join(words)) <= 255
        assert not any("," in word for word in words)


def test_the_workbook_prints_on_a4_and_says_what_it_is_not():
    for page in book(content()).worksheets:
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert "không kết luận vi phạm" in page.oddFooter.left.text


def test_numbers_are_numbers_and_ids_are_text():
    page = book(content())["Danh sách"]
    places, head = heads(page)
    low = page.cell(head + 1, places["Chưa rõ nguồn, mức thấp (đồng)"])
    assert (low.data_type, low.number_format) == ("n", "#,##0")
    assert page.cell(head + 1, places["Mã người kê khai"]).data_type == "s"
    assert page.cell(head + 1, places["Ngày kê khai"]).is_date


def every_text(of, profile):
    whole = book(of, profile=profile)
    return "\n".join(str(cell.value) for page in whole for row in page.iter_rows() for cell in row if cell.value)


@pytest.mark.parametrize("profile", ["summary", "analyst"])
def test_no_name_and_no_personal_number_leaves_in_the_workbook(profile):
    told = every_text(content(), profile)
    for private in (
        "Nguyễn Văn An",
        "Trần Thị Bích",
        "Minh Khôi",
        "Lê Thị Hoa",
        "049081001234",
        "CH 765432",
        "92A-678.90",
    ):
        assert private not in told


def test_the_full_profile_names_the_official():
    assert "Nguyễn Văn An" in every_text(content(), "full")


def test_items_of_children_are_counted_not_listed():
    page = book(content())["Biến động hạng mục"]
    told = [str(cell.value) for row in page.iter_rows() for cell in row]
    assert "1 hạng mục do con chưa thành niên đứng tên không được liệt kê ở đây." in told
    assert "Con chưa thành niên" not in told


def test_only_listed_cases_have_their_items_and_flags_shown():
    other = samples.flags().assign(declaration_id="not listed")
    rows = sheets.sheets(content(flags=pd.concat([samples.flags(), other])), catalogue("vi"), "analyst")[4].rows
    assert set(rows["declaration_id"]) == {"K3"}


def test_what_could_not_be_tested_is_said_with_its_reason():
    rows = sheets.untested(samples.rule_outcomes(), catalogue("vi"))
    assert rows[["why", "declarations"]].values.tolist() == [
        ["không có bảng projects", 400],
        ["thu nhập chưa biết", 17],
    ]


def test_a_cell_that_is_too_long_is_cut_and_a_control_character_goes():
    cases = samples.cases(1).assign(reasons="a\x00" + "b" * 40_000)
    page = book(content(cases=cases))["Danh sách"]
    places, head = heads(page)
    told = page.cell(head + 1, places["Lý do cần làm rõ"]).value
    assert told.startswith("a b")
    assert len(told) <= 32_767


def test_what_was_noted_before_stands_beside_the_case():
    case = samples.cases(1).case_id.iloc[0]
    noted = REGISTER.conform(
        pd.DataFrame(
            {"case_id": case, "version": [1, 2], "outcome": ["more_requested", "verified_truthful"],
             "outcome_on": pd.to_datetime(["2026-03-01", "2026-05-02"]), "recorded_at": "2026-05-03"}
        )
    )  # fmt: skip
    content = ListContent(samples.cases(2), register=noted)
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(content, catalogue("vi"), "analyst")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    heads = next(row for row in rows if "Kết quả đã ghi trước đây" in row)
    told = {row[1]: row[heads.index("Kết quả đã ghi trước đây")] for row in rows}
    assert told[case] == "Đã xác minh: trung thực · 02/05/2026"


def test_on_paper_come_the_changes_and_flags_of_the_list_alone():
    """The last case of the list and the first of the reserve both have evidence; only that of the first is printed."""
    whole, say = content(), catalogue("vi")
    listed, reserve = whole.cases.declaration_id.iloc[-1], whole.reserve.declaration_id.iloc[0]
    case_of_list = whole.cases.case_id.iloc[-1]
    twice = {
        name: pd.concat([frame.assign(declaration_id=which) for which in (reserve, listed)], ignore_index=True)
        for name, frame in (("flags", whole.flags), ("item_changes", whole.item_changes))
    }
    made = lists.case_list(dataclasses.replace(whole, **twice), say)["flagged_cases.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(made))
    for name in twice:
        page = book[say(f"list.sheet.{name}")]
        cells = [row[0].value for row in page.iter_rows()]
        head, printed = cells.index(say("list.column.case_id")) + 1, int(page.print_area.rpartition("$")[2])
        assert set(cells[head:printed]) == {case_of_list}
        assert set(cells[printed:]) == {whole.reserve.case_id.iloc[0]}
        assert say("list.on_paper") in cells[:head]
