"""The whole chain on a small province: what goes in comes out, twice the same, and broken input is one line."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline.model import CASES, FLAGS, ITEM_CHANGES, SCORES
from pipeline.run import ORDER
from tests.commands import command, pack_in
from tests.conftest import SHARED

OUTPUTS = ("scores.parquet", "flags.parquet", "cases/flagged_cases.csv")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A small province: 60 officials, three years, with all its registers."""
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=60, years=3, seed=5, guilty_share=0.05, units=6)


@pytest.fixture(scope="module")
def run(pack, tmp_path_factory):
    """The run directory of the whole chain with one worker."""
    out = tmp_path_factory.mktemp("runs") / "first"
    done = command("run", data=pack, out=out, workers=1, capacity=8)
    assert done.returncode == 0, done.stderr
    return out, done


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("scores.parquet", SCORES),
        ("flags.parquet", FLAGS),
        ("item_changes.parquet", ITEM_CHANGES),
        ("cases/flagged_cases.parquet", CASES),
    ],
)
def test_every_output_has_the_columns_of_its_table(run, name, table):
    assert list(pd.read_parquet(run[0] / name).columns) == table.names


def test_every_pair_of_consecutive_declarations_is_scored(run, pack):
    declarations = pd.concat([pd.read_csv(path, dtype="str") for path in sorted(pack.glob("2*/declarations.csv*"))])
    scores = pd.read_parquet(run[0] / "scores.parquet")
    quarantined = pd.read_parquet(run[0] / "quarantine.parquet")
    persons = declarations.declarant_id.nunique()
    assert (quarantined.table == "declarations").sum() == 0
    assert len(scores) == len(declarations) - persons
    assert sorted(scores["rank"]) == list(range(1, len(scores) + 1))
    assert scores[["anomaly_score", "error_score"]].apply(lambda values: values.between(0, 1).all()).all()


def test_the_list_is_explained_and_no_longer_than_the_capacity(run):
    cases = pd.read_csv(run[0] / "cases" / "flagged_cases.csv", dtype="str")
    assert 0 < len(cases) <= 8
    assert cases[["reasons", "innocent_hypothesis", "legal_ground", "documents_to_request"]].notna().all(axis=None)
    assert cases[["outcome", "outcome_on", "note"]].isna().all(axis=None)
    assert {f"{case}.html" for case in cases.case_id} == {
        path.name for path in (run[0] / "cases" / "dossiers").iterdir()
    }


def test_no_row_is_lost(run):
    rows = json.loads((run[0] / "manifest.json").read_text())["rows"]
    assert len(rows) >= 15
    assert {name: row for name, row in rows.items() if row["read"] != row["accepted"] + row["quarantined"]} == {}


def test_the_manifest_says_what_was_done_with_what(run, pack):
    manifest = json.loads((run[0] / "manifest.json").read_text())
    files = {path.relative_to(pack).as_posix() for path in pack.rglob("*.csv*")}
    read = {record["file"] for record in manifest["inputs"]}
    assert {name for name in files - read if not name.startswith("truth/")} == set()
    assert all(len(record["sha256"]) == 64 for record in manifest["inputs"])
    assert list(ORDER) == [name for name in ORDER if name in manifest["stages"]]
    assert {"ingest", "validate", "changes", "score", "cases", "report"} <= set(manifest["stages"])
    assert any("truth" in note for note in manifest["notes"]), "unknown tables are reported"


def test_the_same_bytes_with_other_workers_hashes_hours_and_letters(run, pack, tmp_path):
    surroundings = {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}
    done = command("run", data=pack, out=tmp_path / "second", workers=4, capacity=8, environment=surroundings)
    assert done.returncode == 0, done.stderr
    first, second = contents(run[0]), contents(tmp_path / "second")
    assert set(first) == set(second)
    assert {name for name in first if first[name] != second[name]} == set()
    assert {*OUTPUTS, "item_changes.parquet", "cases/flagged_cases.xlsx", "index.html", "work/people.parquet"} <= {
        *first
    }


def contents(out):
    """Every file of a run by its name, without those that tell seconds, memory and the hour."""
    timed = ("manifest.json", "access_log.jsonl", "work/stages/")
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(timed)}


def test_the_same_bytes_with_shuffled_rows_in_other_files(run, pack, tmp_path):
    """Each table is cut in two, its rows shuffled, its folders in another order; where a row stood is all that differs."""
    shuffle(pack, tmp_path / "pack")
    out = tmp_path / "second"
    surroundings = {"PYTHONHASHSEED": "random", "TZ": "America/Los_Angeles", "LC_ALL": "vi_VN.UTF-8"}
    done = command("run", data=tmp_path / "pack", out=out, workers=2, capacity=8, environment=surroundings)
    assert done.returncode == 0, done.stderr
    assert {name for name in OUTPUTS if (run[0] / name).read_bytes() != (out / name).read_bytes()} == set()
    first, second = (pd.read_parquet(folder / "item_changes.parquet") for folder in (run[0], out))
    assert {name for name in first if not first[name].equals(second[name])} == {
        "source_place_before",
        "source_place_after",
    }


def shuffle(pack, to):
    """The pack with the rows of each table shuffled into two files, of which the later one in name has the first rows."""
    years = sorted(folder.name for folder in pack.glob("2*"))
    names = dict(zip(years, (f"{year} ({len(years) - place})" for place, year in enumerate(years)), strict=True))
    for path in sorted(pack.rglob("*.csv"), reverse=True):
        rows = pd.read_csv(path, dtype="str", keep_default_na=False).sample(frac=1, random_state=1)
        folder = path.parent.relative_to(pack).as_posix()
        for part, some in (("b", rows[: len(rows) // 2]), ("a", rows[len(rows) // 2 :])):
            place = to / part / names.get(folder, folder) / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            some.to_csv(place, index=False)


def test_a_second_call_does_nothing_again(run, pack):
    again = command("run", data=pack, out=run[0], workers=1, capacity=8)
    assert again.returncode == 0
    assert again.stderr.count("không thay đổi") == len(ORDER)


def test_each_stage_starts_from_what_the_one_before_left(run, pack, tmp_path):
    out = tmp_path / "out"
    for stage in ("ingest", "validate", "changes", "score", "cases", "report"):
        done = command(stage, data=pack, out=out, workers=1, capacity=8)
        assert done.returncode == 0, done.stderr
    assert (out / OUTPUTS[2]).read_bytes() == (run[0] / OUTPUTS[2]).read_bytes()


def test_a_stage_without_the_one_before_says_so(pack, tmp_path):
    done = command("score", data=pack, out=tmp_path / "out")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "make" in done.stderr


def spoil_column(folder):
    path = next(iter(folder.glob("2022/declarations.csv")))
    rows = pd.read_csv(path, dtype="str")
    rows.drop(columns="declared_on").to_csv(path, index=False)
    return "2022/declarations.csv"


def spoil_empty(folder):
    (folder / "2022" / "incomes.csv").write_bytes(b"")
    return "2022/incomes.csv"


def spoil_parquet(folder):
    (folder / "2022" / "liabilities.parquet").write_bytes(b"PAR1" + b"\0" * 40 + b"PAR1")
    return "2022/liabilities.parquet"


def spoil_nothing_there(folder):
    shutil.rmtree(folder)
    folder.mkdir()
    return folder.name


@pytest.mark.parametrize("spoil", [spoil_column, spoil_empty, spoil_parquet, spoil_nothing_there])
def test_broken_input_is_one_line_that_names_the_file(spoil, pack, tmp_path):
    broken = tmp_path / "pack"
    shutil.copytree(pack, broken)
    named = spoil(broken)
    done = command("run", data=broken, out=tmp_path / "out", workers=1)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert named in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("capacity", "many", "CAPACITY=many"),
        ("lang_ui", "fr", "LANG_UI=fr"),
        ("as_of", "2026-31-01", "AS_OF=2026-31-01"),
    ],
)
def test_a_choice_that_cannot_be_is_one_line(option, value, said, pack, tmp_path):
    done = command("run", data=pack, out=tmp_path / "out", **{option: value})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_a_blocking_expectation_ends_with_3_and_leaves_its_findings(pack, tmp_path):
    broken = tmp_path / "pack"
    shutil.copytree(pack, broken)
    for path in broken.glob("2*/declarations.csv"):
        rows = pd.read_csv(path, dtype="str")
        rows.assign(kind="YEARLY").to_csv(path, index=False)
    done = command("run", data=broken, out=tmp_path / "out", workers=1)
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) <= 2
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["rows"]["declarations"]["accepted"] == 0
    assert not json.loads((tmp_path / "out" / "validation.json").read_text())["success"]


@pytest.mark.skipif(not (SHARED / "real").is_dir(), reason="the real declarations lie beside the project")
@pytest.mark.parametrize("name", ["taiwan", "kosovo"])
def test_real_declarations_become_a_list(name, tmp_path):
    done = command("run", data=SHARED / "real" / name, out=tmp_path / "out", map=name, capacity=10)
    assert done.returncode == 0, done.stderr
    cases = pd.read_csv(Path(tmp_path / "out" / "cases" / "flagged_cases.csv"), dtype="str")
    assert len(cases) == 10
    assert cases.reasons.notna().all()
