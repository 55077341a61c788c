"""What a run costs: rows, seconds and memory a stage, and where the time goes."""

import pandas as pd
import pytest

from pipeline.model import DECLARATIONS
from pipeline.profiling import by_time, profiled
from pipeline.run import ORDER
from pipeline.stages.summary import STAGES, made_by
from tests.commands import command, pack_in


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A profiled run: its process and its folder."""
    pack = pack_in(tmp_path_factory.mktemp("pack"), declarants=30, first_year=2023, years=2, seed=5)
    out = tmp_path_factory.mktemp("run") / "out"
    return command("profile", data=pack, out=out, capacity=2, lang_ui="en"), out


def test_functions_of_the_project_are_counted_and_others_are_not():
    with profiled() as rows:
        for _ in range(3):
            DECLARATIONS.empty()
    found = by_time(rows).set_index("function")
    assert found.loc[found.index.str.endswith("Table.empty"), "calls"].tolist() == [3]
    assert found.index.str.startswith("pipeline.").all()
    assert (found.seconds >= found.own_seconds).all()


def test_the_longest_comes_first():
    rows = [
        {"function": "pipeline.a", "calls": 1, "seconds": 1.0, "own_seconds": 1.0},
        {"function": "pipeline.b", "calls": 1, "seconds": 2.0, "own_seconds": 0.5},
        {"function": "pipeline.a", "calls": 1, "seconds": 1.5, "own_seconds": 0.2},
    ]
    assert by_time(rows)[["function", "calls", "seconds"]].to_numpy().tolist() == [
        ["pipeline.a", 2, 2.5],
        ["pipeline.b", 1, 2.0],
    ]


def test_every_stage_tells_what_it_made_and_at_what_cost(made):
    process, _ = made
    assert process.returncode == 0, process.stderr
    lines = [line for line in process.stderr.splitlines() if "peak memory" in line]
    assert len(lines) == len(ORDER) == len(STAGES)
    assert all(int(line.split(": ")[1].split()[0].replace(",", "")) >= 0 for line in lines)
    assert process.stdout.splitlines()[-1].startswith("All stages: ")


def test_what_is_counted_is_what_is_recorded():
    rows = {"assets": {"read": 9, "accepted": 7}, "incomes": {"read": 4, "accepted": 4}}
    assert made_by("ingest", {"rows_read": {"assets": 9, "incomes": 4}}) == 13
    assert made_by("validate", {"rows": rows}) == 11
    assert made_by("rules", {"flags": 5, "rules": 143}) == 5


def test_a_profile_names_functions_of_the_stage_and_no_folder_of_the_computer(made):
    _, out = made
    for name in ORDER:
        table = pd.read_csv(out / "profile" / f"{name}.csv")
        assert f"pipeline.stages.{name}.{name}" in set(table.function)
        assert table.seconds.is_monotonic_decreasing
        assert not table.function.str.contains("/").any()
