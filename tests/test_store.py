"""What a run writes: whole files, exact money, one run at a time, nobody else's folder."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.model import ASSETS
from pipeline.store import run_directory, tables, writing


@given(st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15)), min_size=1))
def test_money_is_exact_through_a_file(tmp_path_factory, amounts):
    path = tmp_path_factory.mktemp("store") / "assets.parquet"
    frame = ASSETS.conform(pd.DataFrame({"value_vnd": pd.Series(amounts, dtype="float64")}))
    writing.write_table(path, frame, ASSETS)
    assert tables.read_table(path, ASSETS).value_vnd.equals(frame.value_vnd)


def test_every_type_survives_a_file(tmp_path):
    frame = ASSETS.conform(
        pd.DataFrame({"declaration_id": ["007", None], "acquired_on": ["2004-01-02", None], "area_m2": [1.5, None]})
    )
    writing.write_table(tmp_path / "assets.parquet", frame, ASSETS)
    pd.testing.assert_frame_equal(tables.read_table(tmp_path / "assets.parquet", ASSETS), frame)


def test_a_failed_write_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), writing.whole_file(tmp_path / "list.csv") as unfinished:
        unfinished.write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_folders_and_files_are_the_owners_alone(tmp_path):
    writing.write_bytes(tmp_path / "run" / "cases" / "list.csv", b"x")
    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "run" / "cases" / "list.csv").stat().st_mode & 0o777 == 0o600


def test_a_name_never_leads_out_of_the_folder(tmp_path):
    with pytest.raises(ValueError, match="leads out"):
        writing.write_files(tmp_path / "run", {"../escaped.html": b"x"})
    assert not (tmp_path / "escaped.html").exists()


def test_two_runs_never_write_into_one_directory(tmp_path):
    with run_directory.opened(tmp_path / "run"), pytest.raises(InputError, match="another run"):  # noqa: SIM117
        with run_directory.opened(tmp_path / "run"):
            pass


def test_a_folder_of_another_program_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(InputError, match="holds files that no run wrote"), run_directory.opened(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_run_of_another_format_is_refused(tmp_path):
    with run_directory.opened(tmp_path / "run") as directory:
        writing.write_bytes(directory.root / run_directory.MARK, b"0")
    with pytest.raises(InputError, match="format 0"), run_directory.opened(tmp_path / "run"):
        pass
