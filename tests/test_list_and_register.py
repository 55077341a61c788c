"""The list and the register: what staff wrote comes in before a new list takes its place, and what is settled stays away."""

import json
import shutil

import openpyxl
import pandas as pd
import pytest

from pipeline.__main__ import main
from pipeline.register.filled import heading_of
from pipeline.run import ORDER
from pipeline.stages.register_file import registered
from pipeline.store.access_log import NAME, verify
from tests.commands import pack_in


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A pack of 60 officials over three years, and the run directory of its first list."""
    folder = tmp_path_factory.mktemp("year")
    pack_in(folder / "pack", declarants=60, years=3, seed=5, guilty_share=0.05, units=6)
    assert run("run", folder, "2025-08-03T08:00:00+07:00", why="danh sách tháng 8") == 0
    return folder


@pytest.fixture
def office(first, tmp_path):
    """A copy of the first run, to go on from with the same pack."""
    shutil.copytree(first / "run", tmp_path / "run")
    (tmp_path / "pack").symlink_to(first / "pack")
    return tmp_path


def run(word, folder, at, out="run", **options):
    texts = {
        "data": (folder / "pack").resolve(),
        "out": folder / out,
        "workers": 1,
        "capacity": 4,
        "at": at,
        "who": "hoa",
        **options,
    }
    return main([word, *(part for name, text in texts.items() for part in (f"--{name.replace('_', '-')}", str(text)))])


def listed(folder, out="run"):
    return pd.read_csv(folder / out / "cases" / "flagged_cases.csv", dtype="str")


def fill(folder, out="run", **words):
    """Words written into the first row of the list, by column; the case that stands there."""
    path = folder / out / "cases" / "flagged_cases.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    heading = heading_of(rows)
    for name, text in words.items():
        sheet.cell(heading.row + 1, heading.columns[name] + 1).value = text
    book.save(path)
    return rows[heading.row][heading.columns["case_id"]]


def register(folder, out="run"):
    return registered(folder / out / "register" / "register.sqlite")


def log(folder):
    return [json.loads(line) for line in (folder / "run" / NAME).read_text("utf-8").splitlines()]


def test_the_first_list_is_noted_and_its_export_logged(first):
    cases = listed(first)
    held = register(first)["listings"]
    assert list(held.case_id) == list(cases.case_id)
    assert set(held.listed_on) == {pd.Timestamp("2025-08-03")}
    entry = log(first)[0]
    assert (entry["who"], entry["why"], entry["what"]) == (
        "hoa",
        "danh sách tháng 8",
        f"cases: {len(cases)} cases, profile analyst",
    )


def test_a_settled_case_makes_room_and_does_not_come_back(office, capsys):
    before = listed(office)
    case = fill(office, outcome="Đã giải trình hợp lý", outcome_on="20/09/2025", officer="Minh")
    assert case == before.case_id[0]
    assert run("cases", office, "2025-09-21T08:00:00+07:00") == 0
    kept = list((office / "run" / "register" / "filled").iterdir())
    assert len(kept) == 1
    assert kept[0].name in capsys.readouterr().err
    assert case not in set(listed(office).case_id)
    assert len(listed(office)) == len(before), "the next in order moves up"
    assert list(register(office)["register"].case_id) == [case]
    listings = register(office)["listings"]
    assert listings.listed_on[listings.case_id == case].tolist() == [pd.Timestamp("2025-08-03")]
    assert verify(office / "run" / NAME) is None


def test_a_list_that_is_being_filled_in_stays_where_nothing_else_changed(office, capsys):
    fill(office, outcome="Đã giải trình hợp lý")
    capsys.readouterr()
    assert run("run", office, "2025-09-21T08:00:00+07:00") == 0
    assert capsys.readouterr().err.count("không thay đổi") == len(ORDER)
    assert register(office)["register"].empty


def test_an_outcome_makes_a_new_list_once(office, capsys):
    before = json.loads((office / "run" / "manifest.json").read_text())["register"]
    case = listed(office).case_id[0]
    assert run("outcome", office, "2025-09-21T08:00:00+07:00", case=case, outcome="explained") == 0
    for unchanged in (len(ORDER) - 2, len(ORDER)):
        capsys.readouterr()
        assert run("run", office, "2025-09-22T08:00:00+07:00") == 0
        assert capsys.readouterr().err.count("không thay đổi") == unchanged
    assert json.loads((office / "run" / "manifest.json").read_text())["register"] != before
    assert case not in set(listed(office).case_id)


def test_what_cannot_be_read_is_kept_and_named(office, capsys):
    fill(office, outcome="chắc là được")
    assert run("cases", office, "2025-09-21T08:00:00+07:00") == 0
    (kept,) = (office / "run" / "register" / "filled").iterdir()
    said = capsys.readouterr().err
    assert kept.name in said
    assert "chắc là được" in said
    assert register(office)["register"].empty


def test_the_next_years_run_knows_through_a_shared_register(office):
    shared = office / "run" / "register" / "register.sqlite"
    case = listed(office).case_id[0]
    run("outcome", office, "2025-09-21T08:00:00+07:00", case=case, outcome="verified_truthful")
    shutil.copytree(office / "run", office / "next", ignore=shutil.ignore_patterns("register"))
    assert run("cases", office, "2026-08-03T08:00:00+07:00", out="next", register=shared) == 0
    again = listed(office, "next")
    assert case not in set(again.case_id)
    assert set(again.case_id) & set(listed(office).case_id), "an open case keeps its id"
    assert not (office / "next" / "register").exists()
    assert set(again.case_id) <= set(registered(shared)["listings"].case_id)


def test_an_untruthful_case_is_settled_until_something_new_happens(office):
    """The decision came before the last declaration, in which funds are missing again."""
    scores = pd.read_parquet(office / "run" / "scores.parquet").set_index("declaration_id")
    cases = listed(office)
    missing = cases[cases.declaration_id.map(scores.unexplained_low_vnd) > 0].iloc[0]
    day = scores.declared_on[missing.declaration_id]
    words = {"case": missing.case_id, "outcome": "explained"}
    run("outcome", office, "2025-09-21T08:00:00+07:00", **words, outcome_on=day - pd.Timedelta(days=30))
    assert run("cases", office, "2025-09-22T08:00:00+07:00") == 0
    assert missing.case_id in set(listed(office).case_id)
    run("outcome", office, "2025-09-23T08:00:00+07:00", **words, outcome_on=day + pd.Timedelta(days=30))
    assert run("cases", office, "2025-09-24T08:00:00+07:00") == 0
    assert missing.case_id not in set(listed(office).case_id)
