"""A folder of forms of three years, Word and Excel mixed, with broken ones among them, becomes a list of cases."""

import json
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from pipeline import __main__ as console
from pipeline.simulate import SAMPLE, province
from pipeline.stages.forms import filled
from tests.test_form130_hostile import CASES

BROKEN = ("cut_in_half.docx", "far_cell.xlsx", "laughs.docx", "macros.xlsm", "zip_password.docx", "bomb.docx")


def run(*words: str) -> int:
    try:
        return console.main(list(words)) or 0
    except SystemExit as left:
        return int(left.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """About 100 forms of 36 officials; six that cannot be read; one that lies there twice."""
    data = tmp_path_factory.mktemp("forms")
    world = province(replace(SAMPLE, declarants=36, years=3, seed=11))
    names = []
    for name, content in filled(world, 120, seed=11):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes(content)
        names.append(name)
    for name in BROKEN:
        (data / name).write_bytes(CASES[name])
    (data / "again").mkdir()
    shutil.copy(data / names[0], data / "again")
    shutil.copy(data / names[1], data / "again" / f"copy_of_{names[1].rpartition('/')[2]}")
    return data, names


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "run"
    assert run("run", "--data", str(folder[0]), "--out", str(out), "--workers", "1", "--capacity", "10") == 0
    return out


def test_the_forms_become_a_list(done, folder):
    cases = pd.read_csv(done / "cases" / "flagged_cases.csv", dtype="str")
    scores = pd.read_parquet(done / "scores.parquet")
    years = {name.partition("/")[0] for name in folder[1]}
    assert len(years) == 3
    assert 0 < len(cases) <= 10
    assert set(cases.declaration_id) <= set(scores.declaration_id)
    assert len(list((done / "cases" / "dossiers").glob("*.html"))) == len(cases)


def test_every_declaration_is_there_once_and_the_books_add_up(done, folder):
    rows = json.loads((done / "manifest.json").read_text(encoding="utf-8"))["rows"]
    assert all(row["read"] == row["accepted"] + row["quarantined"] for row in rows.values())
    assert rows["declarations"]["accepted"] == len(folder[1])


def test_what_cannot_be_read_is_one_row_each(done):
    quarantine = pd.read_parquet(done / "quarantine.parquet")
    forms = quarantine[quarantine.table == "forms"]
    assert sorted(forms.source_file[forms.source_file.isin(BROKEN)]) == sorted(set(BROKEN) - {"macros.xlsm"})
    manifest = json.loads((done / "manifest.json").read_text(encoding="utf-8"))
    assert any("macros.xlsm" in text for text in [*manifest["notes"], *forms.reason])


def test_the_same_form_under_another_name_is_not_counted_twice(done):
    quarantine = pd.read_parquet(done / "quarantine.parquet")
    assert {name.partition("/")[0] for name in quarantine.source_file[quarantine.table == "declarations"]} <= {"again"}


def test_a_link_out_of_the_folder_stops_the_run(folder, tmp_path, capsys):
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(folder[0] / folder[1][0], data)
    (data / "form.docx").symlink_to(folder[0] / folder[1][1])
    assert run("ingest", "--data", str(data), "--out", str(tmp_path / "out"), "--workers", "1") == 2
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "form.docx" in line]
    assert "Traceback" not in line
