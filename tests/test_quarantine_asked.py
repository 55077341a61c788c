"""What a unit is asked: its own rows, and nothing about rows that come in with their declaration."""

import json

import pytest

from pipeline.exports.quarantine_asked import asked
from pipeline.model import QUARANTINE
from tests.tables import table

HELD = """
    table        | source_file | source_row | rule           | unit_code | declaration
    declarations | d.csv       | 3          | declared_on    | U1        | LATE
    assets       | a.csv       | 7          | declared       |           | LATE
    assets       | a.csv       | 8          | declared;range |           | LATE
    assets       | a.csv       | 9          | declared       |           | NOWHERE
    assets       | a.csv       | 10         | reading        |           | TAKEN
    forms        | x.docx      |            | reading        |           |
"""


@pytest.fixture(scope="module")
def rows():
    given = table(HELD)
    written = [json.dumps({"declaration_id": name}) if isinstance(name, str) else None for name in given.declaration]
    return QUARANTINE.conform(given.drop(columns="declaration").assign(row=written, reason="why"))


def test_rows_that_wait_for_a_declaration_in_quarantine_are_not_asked_about(rows):
    assert asked(rows, {}).source_row.dropna().tolist() == [3, 8, 9, 10]


def test_every_row_stands_under_the_unit_of_its_declaration(rows):
    units = asked(rows, {"TAKEN": "U2"}).unit_code
    assert units.fillna("").tolist() == ["U1", "U1", "", "U2", ""]


@pytest.mark.parametrize("text", ["no json", "[1]", "null", '{"declaration_id": null}', None])
def test_a_row_that_names_no_declaration_stays(rows, text):
    assert len(asked(rows.head(2).assign(row=text), {})) == 2


def test_an_empty_quarantine_asks_nothing():
    assert asked(QUARANTINE.empty(), {}).empty
