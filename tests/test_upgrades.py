"""A run directory of another version: a whole run renews it, a single command refuses it in one line.

Tables have other columns and files from one version to the next; read by the wrong one they would end in an error that
nobody in the office understands, or in wrong figures. Registers are carried over: tests/test_register_formats.py.
"""

import json
import shutil

import pytest

from pipeline.run import ORDER, STARTS_FROM
from tests.commands import command, pack_in


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=30, years=2, seed=12, units=4)


@pytest.fixture(scope="module")
def finished(pack, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "finished"
    done = command("run", data=pack, out=out, workers=1, capacity=2)
    assert done.returncode == 0, done.stderr
    return out


def files(out):
    return {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def as_the_first_versions_wrote(out):
    """Records told neither of which code nor of which run they were, and some tables had not been thought of."""
    for path in (out / "work" / "stages").glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        kept = {name: value for name, value in record.items() if name not in ("code", "run_id")}
        path.write_text(json.dumps({**kept, "key": "of another version"}), encoding="utf-8")
    shutil.rmtree(out / "work" / "people")
    (out / "filing_by_unit.parquet").unlink()


@pytest.fixture
def earlier(finished, tmp_path):
    out = tmp_path / "earlier"
    shutil.copytree(finished, out)
    as_the_first_versions_wrote(out)
    return out


@pytest.mark.parametrize("stage", ["validate", "changes", "score", "cases", "report"])
def test_a_stage_does_not_start_from_what_another_version_left(stage, pack, earlier):
    before = files(earlier)
    done = command(stage, data=pack, out=earlier, workers=1, capacity=2)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "phiên bản khác" in done.stderr and "make run" in done.stderr
    assert files(earlier) == before


def test_outcomes_are_not_taken_from_a_list_that_does_not_say_of_which_run_it_is(pack, earlier):
    done = command("outcome", data=pack, out=earlier, file=earlier / "cases" / "flagged_cases.xlsx")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "'cases' do một phiên bản khác" in done.stderr


def test_a_whole_run_renews_the_directory_of_another_version(pack, earlier, finished):
    done = command("run", data=pack, out=earlier, workers=1, capacity=2)
    assert done.returncode == 0, done.stderr
    for name in ("scores.parquet", "flags.parquet", "item_changes.parquet", "cases/flagged_cases.csv"):
        assert (earlier / name).read_bytes() == (finished / name).read_bytes(), name
    assert command("report", data=pack, out=earlier, workers=1, capacity=2).returncode == 0


@pytest.mark.parametrize("mark", ["0", "2", "declarations 3.0", ""])
def test_a_directory_of_another_format_is_refused_and_left_as_it_is(mark, pack, finished, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(finished, out)
    (out / ".declaration-run").write_text(mark, encoding="utf-8")
    before = files(out)
    for words in (["run"], ["cases"], ["quarantine"]):
        done = command(*words, data=pack, out=out, workers=1)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert "dạng" in done.stderr and "OUT" in done.stderr
    assert files(out) == before


def test_every_stage_but_the_first_says_what_it_starts_from():
    assert set(ORDER) - set(STARTS_FROM) == {"ingest"}
