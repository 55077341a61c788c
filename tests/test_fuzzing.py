"""Changed packs, a small part of `make fuzz`: one line and an exit status, no row lost, nothing written but OUT."""

import importlib
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.__main__ import made_pack, one, tried
from tests.fuzzing.judging import faults
from tests.fuzzing.packs import Pack, files_of, world
from tests.fuzzing.watching import Seen


@pytest.fixture(scope="module", autouse=True)
def loaded():
    """Everything loaded once, so that a copy of this process begins at once."""
    importlib.import_module("pipeline.run")


@settings(max_examples=12, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_a_changed_pack_is_read_or_refused(dice):
    pack, files, sent = made_pack(dice)
    with tempfile.TemporaryDirectory() as folder:
        found, _ = tried(Path(folder), pack, files, sent, words=("ingest",))
    assert found == []


@pytest.mark.parametrize("number", [90, 190])
def test_a_changed_pack_goes_through_all_stages(number):
    assert one(number, whole_every=number)["faults"] == []


@pytest.mark.parametrize("number", [2, 7, 9])
def test_the_same_number_is_the_same_pack(number):
    first, again = (made_pack(random.Random(number)) for _ in range(2))
    assert (first[0].kinds, first[1]) == (again[0].kinds, again[1])


FAULTS = {
    "an exception": {"status": 99, "err": "Traceback (most recent call last):\nKeyError: 'x'\n"},
    "ended for its time": {"status": -24},
    "an unknown exit status": {"status": 1},
    "two lines": {"status": 2, "err": "one\ntwo\n"},
    "no line": {"status": 2, "err": ""},
    "too much memory": {"peak_bytes": 3 << 30},
    "a write elsewhere": {"forbidden": ["writes '/elsewhere'"]},
}


@pytest.mark.parametrize("case", FAULTS)
def test_the_judge_sees_every_fault(case, tmp_path):
    whole = {"status": 2, "out": "", "err": "one line\n", "seconds": 1.0, "peak_bytes": 1 << 28, "forbidden": []}
    assert faults(Seen(**whole), tmp_path, {}, {}, {}, "run") == []
    assert faults(Seen(**whole | FAULTS[case]), tmp_path, {}, {}, {}, "run") != []


def test_the_judge_sees_what_changed_beside_the_run(tmp_path):
    seen = Seen(2, "", "one line\n", 1.0, 1 << 28, [])
    assert faults(seen, tmp_path, {}, {"a.csv": "1"}, {"a.csv": "2"}, "run") != []


def test_the_watch_sees_a_write_beside_out_and_a_lost_row(tmp_path):
    """A run whose OUT is not where it was said to be writes elsewhere; rows that were never sent are missed."""
    pack = Pack({name: frame for name, frame in world(12).items() if name.startswith("20")}, {})
    pack.options["out"] = str(tmp_path / "elsewhere")
    found, _ = tried(tmp_path / "watched", pack, files_of(pack), {}, words=("ingest",))
    assert any("writes" in fault for fault in found)
    del pack.options["out"]
    found, _ = tried(tmp_path / "again", pack, files_of(pack), {"assets": 3}, words=("ingest",))
    assert any("assets: 3 rows sent" in fault for fault in found)
