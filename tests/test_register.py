"""The register: every version is kept, nothing twice, nothing lost, and what is cleared stays cleared."""

import multiprocessing
import sqlite3
import time

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.exports.lists import case_list
from pipeline.model import FLAGS, SCORES
from pipeline.model.registered import CASE_OUTCOMES, LISTINGS, MEASURES, REGISTER, REGISTERED
from pipeline.register.cleared import cleared
from pipeline.register.filled import day_of, measure_code, outcome_code, read_filled
from pipeline.register.versions import CONTENT, current, expired, history, new_versions
from pipeline.stages.register_file import save_filled
from pipeline.store import database
from pipeline.store.filled_sheets import filled_sheets
from pipeline.store.run_directory import RunDirectory
from pipeline.texts import catalogue
from tests.tables import table
from tests.test_lists import content

SAY = catalogue("vi")
AT = "2026-03-20T09:00:00+07:00"


def register(text):
    return REGISTER.conform(table(text).assign(recorded_at=AT))


def taken_in(held, incoming, at=AT):
    return pd.concat([held, new_versions(held, LISTINGS.empty(), incoming, at)], ignore_index=True)


FIRST = """
    case_id | outcome               | outcome_on | officer | note
    CA      | more_requested        | 2026-03-01 | Hoa     | asked for the contract
    CB      | verification_proposed |            | Hoa     |
"""
LATER = """
    case_id | outcome               | outcome_on | officer | note
    CA      | explained             | 2026-03-15 | Hoa     | contract seen
    CB      | verification_proposed |            | Hoa     |
"""


def test_a_changed_cell_adds_a_version_and_an_identical_row_adds_none():
    held = taken_in(REGISTER.empty(), table(FIRST))
    held = taken_in(held, table(LATER))
    assert list(history(held, "CA").outcome) == ["more_requested", "explained"]
    assert list(history(held, "CA").version) == [1, 2]
    assert list(history(held, "CB").version) == [1]
    assert list(current(held).outcome) == ["explained", "verification_proposed"]


@pytest.mark.parametrize("column", CONTENT)
def test_every_column_that_staff_fill_counts_as_a_change(column):
    held = taken_in(REGISTER.empty(), table(FIRST))
    other = {"outcome": "no_action", "measure": "warned", "outcome_on": pd.Timestamp("2026-03-02")}.get(column, "other")
    changed = REGISTER.conform(table(FIRST)).assign(**{column: other})
    assert list(history(taken_in(held, changed), "CA").version) == [1, 2]


def test_a_row_that_nobody_filled_in_says_nothing():
    empty = REGISTER.conform(table(FIRST)[["case_id"]])
    assert new_versions(REGISTER.empty(), LISTINGS.empty(), empty, AT).empty


def test_where_a_row_stood_is_no_change():
    held = taken_in(REGISTER.empty(), table(FIRST).assign(source="a.xlsx!7"))
    assert len(taken_in(held, table(FIRST).assign(source="b.xlsx!9"))) == len(held)


def test_the_official_comes_from_the_list_where_the_row_does_not_say():
    listings = LISTINGS.conform(
        table("case_id | run_id | declarant_id | declaration_id | unit_code\nCA | R1 | D7 | K9 | U3")
    )
    added = new_versions(REGISTER.empty(), listings, table(FIRST), AT)
    assert list(added.declarant_id.fillna("?")) == ["D7", "?"]
    assert added.unit_code.iloc[0] == "U3"


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("ABC"), st.sampled_from(CASE_OUTCOMES), st.sampled_from(["", "x", "y"])),
            max_size=5,
        ),
        max_size=3,
    )
)
def test_versions_are_gapless_never_repeat_themselves_and_importing_again_adds_nothing(imports):
    held = REGISTER.empty()
    for rows in imports:
        incoming = pd.DataFrame(rows, columns=["case_id", "outcome", "note"]).replace("", None)
        before = held
        held = taken_in(held, incoming)
        pd.testing.assert_frame_equal(held.head(len(before)), before, check_dtype=False)
        once = incoming.drop_duplicates("case_id", keep="last")
        assert len(taken_in(held, once)) == len(held)
    for case in held.case_id.unique():
        versions = history(held, case)
        assert list(versions.version) == list(range(1, len(versions) + 1))
        said = versions[["outcome", "note"]].fillna("")
        assert not (said == said.shift()).all(axis=1).any()


# The filled list.


def filled_workbook(path, cells, language="vi"):
    """The exported list with cells filled in by heading: {(place of the case, column): value}."""
    path.write_bytes(case_list(content(), catalogue(language))["flagged_cases.xlsx"])
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    say = catalogue(language)
    top = next(row for row in range(1, 20) if sheet.cell(row, 2).value == say("list.column.case_id"))
    places = {sheet.cell(top, at).value: at for at in range(1, sheet.max_column + 1)}
    for (row, column), value in cells.items():
        sheet.cell(top + 1 + row, places[say(f"list.column.{column}")]).value = value
    book.save(path)
    return sheet.cell(top + 1, 2).value


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_filled_list_comes_back(tmp_path, language):
    say = catalogue(language)
    cells = {
        (0, "outcome"): say("case_outcome.explained"),
        (0, "outcome_on"): pd.Timestamp("2026-03-15").to_pydatetime(),
        (0, "decision_no"): "012/QĐ-TT",
        (0, "officer"): "Trần Thị Hoa",
        (1, "outcome"): say("case_outcome.verified_untruthful"),
        (1, "measure"): say("measure.supervise"),
        (1, "outcome_on"): "1/4/2026",
    }
    case = filled_workbook(tmp_path / "list.xlsx", cells, language)
    found = read_filled(filled_sheets(tmp_path / "list.xlsx"), "list.xlsx", SAY)
    assert found.problems == []
    first, second = (found.rows.iloc[place] for place in (0, 1))
    assert (first.case_id, first.outcome, first.decision_no) == (case, "explained", "012/QĐ-TT")
    assert first.outcome_on == pd.Timestamp("2026-03-15")
    assert first.declarant_id == "P001"
    assert (second.outcome, second.measure, second.outcome_on) == (
        "verified_untruthful",
        "supervise",
        pd.Timestamp("2026-04-01"),
    )
    assert first.source.startswith("list.xlsx!"), "file, sheet and row can be found again"
    assert len(found.rows) == 2


def test_what_is_not_understood_is_named_with_its_place(tmp_path):
    filled_workbook(tmp_path / "list.xlsx", {(0, "outcome"): "chắc là ổn", (1, "outcome_on"): "mai"})
    problems = read_filled(filled_sheets(tmp_path / "list.xlsx"), "list.xlsx", SAY).problems
    assert len(problems) == 2
    assert "chắc là ổn" in problems[0]
    assert "mai" in problems[1]
    assert all(problem.startswith("list.xlsx!") for problem in problems)


def test_a_list_that_staff_filled_in_is_kept_when_a_new_one_takes_its_place(tmp_path):
    run = RunDirectory(tmp_path)
    path = run.file("cases", "flagged_cases.xlsx")
    path.parent.mkdir()
    assert save_filled(run) is None, "there is no list yet"
    filled_workbook(path, {})
    assert save_filled(run) is None, "nobody has filled it in"
    filled_workbook(path, {(0, "officer"): "Hoa"})
    kept = save_filled(run)
    assert kept.read_bytes() == path.read_bytes()
    assert save_filled(run) == kept


def test_a_filled_csv_comes_back_too(tmp_path):
    (tmp_path / "drawn.csv").write_text(
        "case_id;declarant_id;outcome;outcome_on;note\nL1;D1;Đã giải trình hợp lý;2026-05-02;'=ok\n", "utf-8-sig"
    )
    rows = read_filled(filled_sheets(tmp_path / "drawn.csv"), "drawn.csv", SAY).rows
    assert list(rows[["case_id", "outcome", "note"]].iloc[0]) == ["L1", "explained", "=ok"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_outcome_and_measure_is_read_back_from_its_words(language):
    say = catalogue(language)
    assert [outcome_code(say(f"case_outcome.{code}").upper()) for code in CASE_OUTCOMES] == list(CASE_OUTCOMES)
    assert [measure_code(f" {say(f'measure.{code}')} ") for code in MEASURES] == list(MEASURES)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-15", "2026-03-15"),
        ("15/3/2026", "2026-03-15"),
        ("15.03.2026", "2026-03-15"),
        ("31/02/2026", None),
        ("mai", None),
    ],
)
def test_days(text, day):
    assert day_of(text) == (pd.Timestamp(day).date() if day else None)


# What is cleared does not come back.

SCORED = """
    declarant_id | declaration_id | previous_declaration_id | declared_on
    D1           | K1             | K0                      | 2025-12-20
    D1           | K2             | K1                      | 2026-12-20
    D2           | M1             | M0                      | 2025-12-20
"""
CLEARED = (
    "case_id | version | declarant_id | declaration_id | outcome | outcome_on\nCD1 | 1 | D1 | K1 | {} | 2026-04-01"
)


def case_of(row):
    return f"C{row.declarant_id}"


def flags(text):
    return FLAGS.conform(table(text).assign(judgement="enrichment", severity=2, reason="."))


OLD = "declaration_id | declarant_id | indicator | amount_vnd\nK1 | D1 | UW01 | 500\nK2 | D1 | UW01 | 500"
NEW = OLD + "\nK2 | D1 | RE03 | 900"


@pytest.mark.parametrize(
    ("outcome", "findings", "expected"),
    [
        ("explained", None, [True, False, False]),
        ("explained", OLD, [True, True, False]),
        ("explained", NEW, [True, False, False]),
        ("data_error", OLD, [True, True, False]),
        ("more_requested", OLD, [False, False, False]),
        ("verification_proposed", None, [False, False, False]),
    ],
)
def test_a_closed_matter_comes_back_only_with_a_new_finding(outcome, findings, expected):
    found = cleared(
        register(CLEARED.format(outcome)), SCORES.conform(table(SCORED)), case_of, findings and flags(findings)
    )
    assert list(found) == expected


def test_another_matter_of_the_same_official_is_not_cleared():
    held = register(CLEARED.format("explained"))
    assert not cleared(held, SCORES.conform(table(SCORED)), lambda row: "C-other").any()


def test_without_outcomes_nothing_is_cleared():
    assert not cleared(REGISTER.empty(), SCORES.conform(table(SCORED)), case_of).any()
    assert cleared(REGISTER.empty(), SCORES.empty(), case_of).empty


# Retention.


def test_only_closed_cases_expire_and_none_that_was_listed_since():
    held = register("""
        case_id | version | outcome        | outcome_on
        OLD     | 1       | explained      | 2020-01-10
        OPEN    | 1       | more_requested | 2020-01-10
        NEW     | 1       | explained      | 2026-01-10
        AGAIN   | 1       | explained      | 2020-01-10
    """)
    listings = LISTINGS.conform(table("case_id | run_id | listed_on\nAGAIN | R9 | 2025-12-31\nOLD | R1 | 2019-12-31"))
    assert expired(held, listings, pd.Timestamp("2022-01-01")) == {"OLD"}


# The file.


def with_rows(path, frame):
    with database.opened(path, REGISTERED) as connection:
        database.append(connection, REGISTER, REGISTER.conform(frame))
    return database.read_database(path, REGISTERED)["register"]


def test_rows_come_back_as_they_went_in(tmp_path):
    frame = register(FIRST).assign(version=1)
    pd.testing.assert_frame_equal(with_rows(tmp_path / "r.sqlite", frame), REGISTER.conform(frame))
    assert (tmp_path / "r.sqlite").stat().st_mode & 0o077 == 0


def test_no_program_can_change_or_delete_a_version(tmp_path):
    with_rows(tmp_path / "r.sqlite", register(FIRST).assign(version=1))
    other = sqlite3.connect(tmp_path / "r.sqlite")
    for statement in ("UPDATE register SET outcome = 'explained'", "DELETE FROM register"):
        with pytest.raises(sqlite3.IntegrityError, match="keeps every version"):
            other.execute(statement)
    other.close()


def test_what_raises_inside_leaves_nothing_behind(tmp_path):
    with_rows(tmp_path / "r.sqlite", register(FIRST).assign(version=1))
    with pytest.raises(RuntimeError), database.opened(tmp_path / "r.sqlite", REGISTERED) as connection:
        database.append(connection, REGISTER, register(LATER).assign(version=2))
        raise RuntimeError
    assert len(database.read_database(tmp_path / "r.sqlite", REGISTERED)["register"]) == 2


def test_removed_cases_are_gone_from_the_bytes_and_the_rest_is_still_protected(tmp_path):
    path = tmp_path / "r.sqlite"
    with_rows(path, register(FIRST).assign(version=1))
    database.remove(path, REGISTERED, {"CA"})
    assert list(database.read_database(path, REGISTERED)["register"].case_id) == ["CB"]
    assert not any(b"asked for the contract" in file.read_bytes() for file in tmp_path.iterdir())
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        other.execute("DELETE FROM register")
    other.close()


def hold(path, ready, done):
    with database.opened(path, REGISTERED):
        ready.set()
        done.wait(30)


def test_a_register_that_another_process_writes_in_is_one_line(tmp_path, monkeypatch):
    path = tmp_path / "r.sqlite"
    with_rows(path, register(FIRST).assign(version=1))
    fresh = multiprocessing.get_context("spawn")
    ready, done = fresh.Event(), fresh.Event()
    other = fresh.Process(target=hold, args=(path, ready, done))
    other.start()
    assert ready.wait(60)
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    started = time.monotonic()
    with pytest.raises(InputError, match="another program is writing"):
        with_rows(path, register(LATER).assign(version=2))
    assert time.monotonic() - started < 10
    assert len(database.read_database(path, REGISTERED)["register"]) == 2, "reading goes on"
    done.set()
    other.join(30)


@pytest.mark.parametrize("content_of_file", [b"this is no database at all, only a text" * 40])
def test_a_file_of_another_kind_is_one_line(tmp_path, content_of_file):
    (tmp_path / "r.sqlite").write_bytes(content_of_file)
    with pytest.raises(InputError, match="is no register or is damaged"):
        database.read_database(tmp_path / "r.sqlite", REGISTERED)


def test_a_register_of_a_later_version_is_left_alone(tmp_path):
    with_rows(tmp_path / "r.sqlite", register(FIRST).assign(version=1))
    later = sqlite3.connect(tmp_path / "r.sqlite")
    later.execute("PRAGMA user_version = 9")
    later.close()
    with pytest.raises(InputError, match="format 9"):
        database.read_database(tmp_path / "r.sqlite", REGISTERED)
