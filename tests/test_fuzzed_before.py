"""What changed packs once brought down, each as small as it could be made (`make fuzz` looks for more)."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from pipeline.exports.drawing import message
from pipeline.model import INPUTS
from pipeline.rules.beside_others import with_shared
from pipeline.rules.words import with_items
from pipeline.store.reading import UnreadableError, find_tables
from pipeline.store.reading_sheets import sheet_blocks
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
