"""What changed packs once brought down, each as small as it could be made (`make fuzz` looks for more)."""

import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.exports.drawing import message
from pipeline.model import ASSETS, INPUTS, ITEM_CHANGES, MOVEMENTS, POSITIONS
from pipeline.rules.beside_others import with_shared
from pipeline.rules.entries import with_liquid_slips
from pipeline.rules.words import with_items
from pipeline.sources.columns import Manner, read
from pipeline.store.reading import UnreadableError, find_tables
from pipeline.store.reading_parquet import parquet_cells
from pipeline.store.reading_sheets import sheet_blocks
from pipeline.store.writing import arrow
from pipeline.texts import catalogue
from tests.commands import PROJECT
from tests.input_files import workbook, written
from tests.tables import table


def test_a_thing_named_by_signs_alone_is_told_by_its_kind():
    rows = table("""
        category | name
        house    | ...
        house    | ＝＋
        house    | Nhà cấp 4
    """)
    kind = catalogue("vi")("category.house")
    assert list(with_items(rows, catalogue("vi"))["item"]) == [kind, kind, f"{kind}: Nhà cấp 4"]


def test_a_relative_named_by_signs_alone_is_no_name():
    family = table("""
        declaration_id | full_name
        K1             | ???
        K1             | Lê Thị Hoa
    """)
    positions = table("""
        declaration_id | full_name
        K1             | Trần Văn Nam
    """)
    found = with_shared(positions, {"family": family})
    assert list(found["household_names"]) == ["tran van nam / le thi hoa"]


def test_a_file_name_that_is_no_utf_8_is_refused_in_one_line(tmp_path):
    written(tmp_path, "2024/\udcff/units.csv", "unit_code\nU1\n")
    with pytest.raises(UnreadableError, match=r"2024/\\udcff/units\.csv") as refusal:
        find_tables(tmp_path, INPUTS)
    assert refusal.value.said("vi").encode("utf-8")


def test_a_terminal_without_vietnamese_letters_ends_no_command():
    surroundings = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = [sys.executable, "-m", "pipeline", "law", "--as-of", "2026-01-01"]
    done = subprocess.run(words, cwd=PROJECT, env=surroundings, capture_output=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("name", ["$\\frac$", "$x^2$", "$", "\\textbf{x}", "{0} %s"])
def test_signs_of_formulas_in_a_picture_are_signs(name):
    assert name in message(name).decode("utf-8")


def test_a_workbook_is_read_under_the_limits_of_the_office(tmp_path):
    """An account whose processes may take less than a sheet is allowed to."""
    path = written(tmp_path, "book.xlsx", workbook({"units": pd.DataFrame({"unit_code": ["U1"]})}))
    script = (
        "import resource, sys; from pathlib import Path; from pipeline.store.reading_sheets import sheet_blocks;"
        "resource.setrlimit(resource.RLIMIT_CPU, (300, 300));"
        "sys.stdout.buffer.write(b''.join(sheet_blocks(Path(sys.argv[1]), 'units', 'book.xlsx')))"
    )
    words = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, check=False, timeout=300)
    assert done.stdout == b"".join(sheet_blocks(path, "units", "book.xlsx"))


@pytest.mark.parametrize("written_as", ["str", "float64"])
@pytest.mark.parametrize("number", ["9223372036854775807", "406800068000068000680", "-9007199254740992", "1e30"])
def test_money_that_no_column_can_hold_goes_back(number, written_as):
    values = [float(number), 5e6] if written_as == "float64" else [number, "5.000.000"]
    found = read(MOVEMENTS.by_name["value_change_vnd"], pd.Series(values, dtype=written_as), Manner(), {})
    assert found.values.isna().tolist() == [True, False]
    assert found.odd["problem"].notna().tolist()[:1] == [True]


def test_a_large_amount_in_a_large_currency_goes_back():
    found = read(ASSETS.by_name["value_vnd"], pd.Series(["9000000000000000", "9"], dtype="str"), Manner(rate=25e3), {})
    assert found.values.isna().tolist() == [True, False]
    assert found.odd.loc[0, "problem"] == "problem.number.beyond"


@pytest.mark.parametrize("name", ["value_vnd", "year"])
def test_the_largest_number_that_is_read_can_be_written(name):
    of_table = next(of_name for of_name in INPUTS.values() if name in of_name.by_name)
    column = of_table.by_name[name]
    cells = pd.Series(["9007199254740991", "9007199254740992"], dtype="str")
    found = read(column, cells, Manner(), {})
    assert found.values.isna().tolist() == [False, True]
    frame = of_table.conform(pd.DataFrame({name: found.values.iloc[:1]}))
    assert arrow(frame, of_table).column(name).to_pylist() == [9007199254740991]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_parquet_file_with_bytes_that_are_no_text_is_refused_in_one_line(kind, tmp_path):
    values = pa.array(["U1", "U2"]).cast(kind)
    pq.write_table(pa.table({"unit_code": values}), tmp_path / "units.parquet", compression="none")
    content = (tmp_path / "units.parquet").read_bytes()
    (tmp_path / "units.parquet").write_bytes(content.replace(b"U2", b"U\xd5"))
    with pytest.raises(UnreadableError, match=r"units\.parquet"):
        list(parquet_cells(tmp_path / "units.parquet", "units.parquet", 100))


def test_a_parquet_file_with_a_label_that_is_no_text_is_refused_in_one_line(tmp_path):
    pq.write_table(pa.table({"unit_code_z": ["U1"]}), tmp_path / "units.parquet", store_schema=False)
    content = (tmp_path / "units.parquet").read_bytes()
    (tmp_path / "units.parquet").write_bytes(content.replace(b"unit_code_z", b"unit_code_\xd5"))
    with pytest.raises(UnreadableError, match=r"units\.parquet"):
        list(parquet_cells(tmp_path / "units.parquet", "units.parquet", 100))


def test_figures_of_nobody_are_compared(parameters):
    """Tables without rows as a file without rows gives them: columns of text that have no piece at all."""
    positions, items = (without_pieces(of_table.empty()) for of_table in (POSITIONS, ITEM_CHANGES))
    assert with_liquid_slips(positions, items, parameters)["liquid_slip_times"].tolist() == []


def without_pieces(frame):
    texts = [name for name in frame if frame[name].dtype == "str"]
    nothing = pa.table({name: pa.chunked_array([], pa.large_string()) for name in texts})
    return frame.assign(**nothing.to_pandas(types_mapper={pa.large_string(): pd.StringDtype(na_value=np.nan)}.get))
