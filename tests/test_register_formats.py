"""A register written by an earlier version: carried over with nothing lost, and kept as it was beside it."""

import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import InputError
from pipeline.model.registered import LISTINGS, REGISTERED
from pipeline.store import database
from pipeline.store.earlier_formats import STEPS, copy_path

WRITTEN = Path(__file__).parent / "registers"


@pytest.fixture
def earlier(tmp_path):
    """A register as the first version wrote it."""
    path = tmp_path / "register.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript((WRITTEN / "format_1.sql").read_text(encoding="utf-8"))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return path


def held_by(path):
    """All rows of a database file, by table, and the format that it names."""
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return rows, found


def test_every_format_before_this_one_is_carried_over_and_has_its_fixture():
    assert list(STEPS) == list(range(1, database.FORMAT))
    assert {path.stem for path in WRITTEN.glob("*.sql")} == {f"format_{found}" for found in STEPS}


def test_reading_carries_over_every_row(earlier):
    before, _ = held_by(earlier)
    held = database.read_database(earlier, REGISTERED)
    assert {name: len(rows) for name, rows in held.items()} == {"register": 3, "listings": 2, "lottery": 1}
    assert list(held["register"].outcome) == ["more_requested", "explained", "verification_proposed"]
    assert held["register"].note[0] == "hỏi thêm hợp đồng"
    assert list(held["listings"]["rank"]) == [1, 2]
    assert held["listings"].priority.isna().all(), "what was not noted then is unknown, not 0"
    after, found = held_by(earlier)
    assert found == database.FORMAT
    assert [row[:7] for row in after["listings"]] == before["listings"]


def test_the_register_as_it_was_is_kept_beside_it_for_its_owner_alone(earlier):
    before = held_by(earlier)
    database.read_database(earlier, REGISTERED)
    copy = copy_path(earlier, 1)
    assert held_by(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in earlier.parent.iterdir() if path.name.endswith(".part")] == []


def test_carried_over_once_the_copy_stays_as_it_was(earlier):
    database.read_database(earlier, REGISTERED)
    with database.opened(earlier, REGISTERED) as connection:
        database.append(connection, LISTINGS, listing("CC"))
    database.read_database(earlier, REGISTERED)
    rows, found = held_by(copy_path(earlier, 1))
    assert (found, len(rows["listings"])) == (1, 2)


def listing(case_id):
    row = {"case_id": case_id, "run_id": "R2", "rank": 1, "priority": 0.5, "listed_on": pd.Timestamp("2026-02-01")}
    return LISTINGS.conform(pd.DataFrame([row]))


def test_what_is_new_is_written_beside_the_old(earlier):
    with database.opened(earlier, REGISTERED) as connection:
        database.append(connection, LISTINGS, listing("CC"))
    assert list(database.read_database(earlier, REGISTERED)["listings"].priority.fillna(-1)) == [-1, -1, 0.5]


def test_no_row_can_be_changed_after_it_was_carried_over(earlier):
    database.read_database(earlier, REGISTERED)
    connection = sqlite3.connect(earlier)
    with pytest.raises(sqlite3.IntegrityError, match="keeps every version"):
        connection.execute("UPDATE listings SET priority = 1")
    connection.close()


def test_a_step_that_fails_leaves_the_register_as_it_was(earlier, monkeypatch):
    before = held_by(earlier)
    monkeypatch.setitem(STEPS, 1, (*STEPS[1], "INSERT INTO no_such_table VALUES (1)"))
    with pytest.raises(InputError, match="no_such_table"):
        database.read_database(earlier, REGISTERED)
    assert held_by(earlier) == before


def test_what_is_forgotten_is_forgotten_in_the_copy_too(earlier):
    database.read_database(earlier, REGISTERED)
    database.remove(earlier, REGISTERED, {"CA"})
    files = b"".join(path.read_bytes() for path in earlier.parent.iterdir())
    assert "hỏi thêm hợp đồng".encode() not in files
    assert set(database.read_database(earlier, REGISTERED)["register"].case_id) == {"CB"}
