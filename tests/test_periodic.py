"""The periodic report: its periods, and figures that are nothing but the number of their rows."""

import io

import docx
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.exports.periodic_report import Report, content, periodic_report
from pipeline.model import DECLARATIONS
from pipeline.model.registered import DISCIPLINES, REGISTER
from pipeline.model.registers import COMPLAINTS, UNITS, VERIFICATIONS
from pipeline.periodic import OPEN, ORDER, PARTS, declared_until, figures, period_of
from pipeline.texts import catalogue
from tests.tables import table

SAY = catalogue("vi")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-Q1", "2025-12-15", "2026-03-14"),
        ("2026-Q2", "2026-03-15", "2026-06-14"),
        ("2026-Q3", "2026-06-15", "2026-09-14"),
        ("2026-Q4", "2026-09-15", "2026-12-14"),
        ("2026-H1", "2025-12-15", "2026-06-14"),
        ("2026-9M", "2025-12-15", "2026-09-14"),
        ("2026-Y", "2025-12-15", "2026-12-14"),
        (" 2024-y ", "2023-12-15", "2024-12-14"),
    ],
)
def test_periods_of_the_circular(parameters, name, first, last):
    found = period_of(name, parameters)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("name", ["2026", "2026-Q5", "Q3", "2026-H2", "26-Q1", ""])
def test_another_period_is_one_line(parameters, name):
    with pytest.raises(InputError, match="2026-Q3"):
        period_of(name, parameters)


def test_quarters_make_the_year_without_gap_or_overlap(parameters):
    quarters = [period_of(f"2026-Q{n}", parameters) for n in (1, 2, 3, 4)]
    year = period_of("2026-Y", parameters)
    assert (quarters[0].first, quarters[-1].last) == (year.first, year.last)
    assert all((after.first - before.last).days == 1 for before, after in zip(quarters, quarters[1:], strict=False))


DECLARED = """
    declaration_id | declarant_id | kind       | declared_on | unit_code | source_file | source_row
    K1             | D1           | ANNUAL     | 2025-12-15  | U1        | d.csv       | 2
    K2             | D2           | ANNUAL     | 2025-12-31  | U1        | d.csv       | 3
    K3             | D2           | SUPPLEMENT | 2026-05-04  | U2        | d.csv       | 4
    K4             | D3           | FIRST      | 2026-06-14  | U2        | d.csv       | 5
    early          | D4           | ANNUAL     | 2025-12-14  | U1        | d.csv       | 6
    late           | D1           | ANNUAL     | 2026-06-15  | U1        | d.csv       | 7
"""
VERIFIED = """
    declarant_id | decided_on | ground
    D1           | 2026-02-20 | 41.1.d
    D2           | 2026-02-20 | 41.1.d
    D2           | 2026-03-20 | 41.1.d
    D3           | 2026-06-15 | 41.1.d
    D9           | 2026-03-01 | 41.1.d
"""
UNDER = """
    unit_code | valid_from | valid_to
    U1        | 2020-01-01 |
    U2        | 2020-01-01 | 2026-06-14
    U3        | 2020-01-01 | 2026-06-13
    U4        | 2026-06-15 |
"""
REPORTED = """
    complaint_id | person_id | received_on | situation
    N1           | D1        | 2026-01-05  | COI-6
    N2           | D1        | 2026-01-06  | COI-2
    N3           | D2        | 2026-01-06  |
    N4           | D3        | 2025-01-06  | COI-2
"""
OUTCOMES = """
    case_id | version | declarant_id | unit_code | outcome             | measure   | outcome_on
    C1      | 1       | D1           | U1        | verified_untruthful |           | 2026-04-01
    C1      | 2       | D1           | U1        | verified_untruthful | warned    | 2026-05-20
    C2      | 1       | D5           | U2        | verified_truthful   |           | 2026-05-20
    C3      | 1       | D6           | U2        | explained           | supervise | 2026-05-21
    C4      | 1       | D7           | U2        | explained           | warned    | 2026-05-21
    C5      | 1       | D8           | U2        | verified_truthful   |           | 2026-07-01
"""


def tables():
    return {
        "declarations": DECLARATIONS.conform(table(DECLARED)),
        "verifications": VERIFICATIONS.conform(table(VERIFIED)),
        "units": UNITS.conform(table(UNDER)),
        "complaints": COMPLAINTS.conform(table(REPORTED)),
        "register": REGISTER.conform(table(OUTCOMES).assign(recorded_at="2026-06-01T08:00:00+07:00")),
    }


def values(found):
    return found.set_index("figure")["value"]


@pytest.fixture
def half(parameters):
    return figures(tables(), period_of("2026-H1", parameters))


@pytest.mark.parametrize(
    ("figure", "value", "why"),
    [
        ("declared", 4, "the first and the last day belong to the period, the days beside it do not"),
        ("declared_ANNUAL", 2, ""),
        ("declared_FIRST", 1, ""),
        ("declared_SUPPLEMENT", 1, ""),
        ("declared_PERSONNEL", 0, ""),
        ("declarants", 3, "D2 filed twice"),
        ("verified_persons", 4, "D1 and D2 decided, D5 concluded, D9; D2 once, D3 later, D8 later"),
        ("verified_units", 2, "U1 and U2; where D9 works is unknown"),
        ("units_controlled", 2, "U2 ends on the last day and still counts"),
        ("verified_untruthful", 1, "two versions of one case are one person"),
        ("verified_truthful", 1, "the other was concluded after the period"),
        ("disciplined_warned", 1, "D7 was warned over a declaration that was explained: another breach"),
        ("disciplined", 1, ""),
        ("conflicts_found", 2, "D1, twice reported, and D6; a complaint without a situation is none"),
        ("conflicts_supervise", 1, ""),
        ("conflicts_handled", 1, ""),
    ],
)
def test_figures(half, figure, value, why):
    assert values(half[0])[figure] == value, why


def test_every_figure_is_the_number_of_its_rows(half):
    found, rows = half
    counts = rows.figure.value_counts()
    for figure in found.itertuples():
        if figure.figure in OPEN:
            assert pd.isna(figure.value), "what the data cannot give is left open, not 0"
            assert figure.figure not in counts
        else:
            parts = figure.rows_of.split("; ") if figure.rows_of else [figure.figure]
            assert figure.value == sum(counts.get(part, 0) for part in parts)


def test_every_row_leads_back_to_where_it_was_read(half):
    rows = half[1]
    declared = rows[rows.figure.str.startswith("declared_")]
    assert set(zip(declared.reference, declared.source_row, strict=True)) == {
        ("K1", 2),
        ("K2", 3),
        ("K3", 4),
        ("K4", 5),
    }


def test_where_nothing_is_given_every_figure_is_open_and_none_is_zero(parameters):
    bare = {name: frame.iloc[:0] for name, frame in tables().items()}
    assert values(figures(bare, period_of("2026-Y", parameters))[0]).isna().all()


@pytest.mark.parametrize(
    ("missing", "opened", "kept"),
    [
        (("units",), ["units_controlled"], {"declared": 4, "verified_persons": 4}),
        (("verifications",), [], {"verified_persons": 2}),
        (("register",), ["disciplined_warned", "disciplined", "conflicts_handled"], {"verified_persons": 3}),
        (("verifications", "register"), ["verified_persons", "verified_units"], {"declared": 4}),
        (("complaints", "register"), ["conflicts_found"], {"declared": 4}),
        (("declarations",), ["declared", "declared_FIRST", "declarants"], {"disciplined": 1}),
    ],
)
def test_a_table_that_is_not_given_leaves_its_figures_open_and_no_other(parameters, missing, opened, kept):
    less = {name: frame.iloc[:0] if name in missing else frame for name, frame in tables().items()}
    found = values(figures(less, period_of("2026-H1", parameters))[0])
    assert found[opened].isna().all()
    assert found[list(kept)].to_dict() == kept


def test_declarations_that_end_before_the_period_are_not_none(parameters):
    """The last one is of 15 June: the third quarter has it, the fourth nobody can count."""
    third, fourth = (values(figures(tables(), period_of(f"2026-{name}", parameters))[0]) for name in ("Q3", "Q4"))
    assert third["declared"] == 1
    assert pd.isna(fourth[["declared", "declared_ANNUAL", "declarants"]]).all()


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(parameters, random):
    given_tables = tables()
    shuffled = {
        name: frame.sample(frac=1, random_state=random.randint(0, 9999)) for name, frame in given_tables.items()
    }
    for part in ("H1", "Y"):
        first, second = (figures(one, period_of(f"2026-{part}", parameters)) for one in (given_tables, shuffled))
        pd.testing.assert_frame_equal(first[0], second[0])
        pd.testing.assert_frame_equal(first[1], second[1])


def test_quarters_add_up_to_the_year_where_each_row_is_one(parameters):
    year = values(figures(tables(), period_of("2026-Y", parameters))[0])
    quarters = [values(figures(tables(), period_of(f"2026-Q{n}", parameters))[0]) for n in (1, 2, 3, 4)]
    for figure in ("declared", "declared_ANNUAL", "declared_FIRST"):
        assert pd.Series([quarter[figure] for quarter in quarters]).sum() == year[figure]


# The files.


def report(parameters, part="H1"):
    asked = period_of(f"2026-{part}", parameters)
    until = declared_until(tables()["declarations"])
    return Report(asked.part, asked.year, asked.first, asked.last, *figures(tables(), asked), until)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_shows_each_figure_and_its_rows(parameters, language):
    say = catalogue(language)
    made = periodic_report(report(parameters), say, "analyst")
    assert set(made) == {"2026-H1.xlsx", "2026-H1.docx"}
    book = openpyxl.load_workbook(io.BytesIO(made["2026-H1.xlsx"]))
    first, rows = book.worksheets
    shown = {row[3]: row[1] for row in first.iter_rows(min_row=5, values_only=True)}
    assert list(shown) == ORDER
    assert shown["declared"] == 4
    assert shown["published"] == say("period.open")
    codes = [row[1] for row in rows.iter_rows(min_row=5, values_only=True)]
    assert codes.count("declared_ANNUAL") == shown["declared_ANNUAL"]
    assert first.page_setup.paperSize == rows.page_setup.paperSize == 9
    assert first.freeze_panes == "B5"
    assert not any(cell.data_type == "f" for page in book for line in page.iter_rows() for cell in line)


def test_the_text_names_what_is_left_open_and_accuses_nobody_by_id(parameters):
    document = docx.Document(io.BytesIO(periodic_report(report(parameters), SAY, "analyst")["2026-H1.docx"]))
    words = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert "6 tháng đầu năm 2026 (số liệu từ ngày 15/12/2025 đến ngày 14/06/2026)" in words
    assert "Số bản kê khai đã công khai" in words.rpartition("để trống")[2]
    assert "D1" not in words.split()
    assert document.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize(("part", "said"), [("H1", False), ("Y", True)])
def test_the_text_says_how_far_the_declarations_reach_where_they_end_early(parameters, part, said):
    document = docx.Document(io.BytesIO(periodic_report(report(parameters, part), SAY, "analyst")[f"2026-{part}.docx"]))
    assert ("có đến ngày 15/06/2026" in "\n".join(p.text for p in document.paragraphs)) == said


def test_the_same_report_is_the_same_bytes(parameters):
    assert periodic_report(report(parameters), SAY, "analyst") == periodic_report(report(parameters), SAY, "analyst")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_figure_and_every_period_has_its_words(language):
    say = catalogue(language)
    assert [name for name in ORDER if f"period.figure.{name}" not in say] == []
    assert [part for part in PARTS if f"period.name.{part}" not in say] == []
    assert [form for form in DISCIPLINES if f"measure.{form}" not in say] == []


@pytest.mark.parametrize(("what", "words"), [("ANNUAL", "hằng năm"), ("supervise", "Giám sát"), ("41.1.d", "41.1.d")])
def test_a_row_says_its_content_in_words(what, words):
    assert words.lower() in content(what, catalogue("vi")).lower()
