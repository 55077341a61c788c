"""The official form: how clerks really fill it, against the tables that each file must give."""

import io
from pathlib import Path

import pandas as pd
import pytest

from pipeline.model import DECLARED, INPUTS
from pipeline.sources.form130 import read_form_file
from pipeline.texts import catalogue

FOLDER = Path(__file__).resolve().parent.parent / "data_samples" / "forms"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".docx", ".xlsx"))
QUARANTINE_COLUMNS = ["table", "source_sheet", "source_row", "source_place", "reason", "row", "column", "unit_code"]


def tables_of(path: Path, parameters) -> dict[str, str]:
    """What a file gives, as CSV by table; columns without any value are left out."""
    reads = list(read_form_file(path, path.name, parameters, catalogue("vi")))
    found = {read.table: written(read.accepted) for read in reads if len(read.accepted)}
    refused = [read.quarantine for read in reads if len(read.quarantine)]
    return found | ({"quarantine": written(pd.concat(refused)[QUARANTINE_COLUMNS])} if refused else {})


def written(frame: pd.DataFrame) -> str:
    buffer = io.StringIO()
    frame.dropna(axis="columns", how="all").to_csv(buffer, index=False, lineterminator="\n")
    return buffer.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_variant_gives_exactly_its_tables(path, parameters):
    expected = {file.stem: file.read_text(encoding="utf-8") for file in (FOLDER / "expected" / path.stem).glob("*.csv")}
    assert tables_of(path, parameters) == expected


def test_there_are_a_dozen_variants_and_both_formats():
    assert len(FILES) >= 12
    assert {path.suffix for path in FILES} == {".docx", ".xlsx"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_read_are_rows_accepted_and_rows_of_quarantine(path, parameters):
    for read in read_form_file(path, path.name, parameters, catalogue("vi")):
        assert read.rows_read == len(read.accepted) + len(read.quarantine)
        assert (read.quarantine["table"] == read.table).all()
        assert list(read.accepted.columns) == INPUTS[read.table].names
        assert read.accepted["source_place"].notna().all()
        assert (read.accepted["source_file"] == path.name).all()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_amount_of_a_form_is_lost(path, parameters):
    """Every figure of a million or more stands in some row, as read or as written, or in quarantine."""
    from tests.form_texts import figures_of

    reads = list(read_form_file(path, path.name, parameters, catalogue("vi")))
    kept = "\n".join(
        text
        for read in reads
        for column in ("raw", "explanation", "description", "note", "row")
        for frame in (read.accepted, read.quarantine)
        if column in frame
        for text in frame[column].dropna()
    )
    lost = [figure for figure in figures_of(path) if figure not in kept]
    assert lost == []


def test_the_tables_are_those_of_the_model():
    assert {table.name for table in DECLARED} >= {"declarations", "family", "assets", "incomes", "movements"}
