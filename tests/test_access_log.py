"""The access log: every export stands in it, and nothing can be changed, left out or put in unseen."""

import json
import multiprocessing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.store import run_directory
from pipeline.store.access_log import NAME, append, verify
from pipeline.store.run_directory import RunDirectory

AT = "2026-02-05T09:00:00+07:00"


@pytest.fixture
def directory(tmp_path):
    with run_directory.opened(tmp_path / "run") as opened:
        yield opened


def three(directory):
    for number in range(3):
        append(directory, "hoa", f"cases: list {number}", "giao cho tổ xác minh", AT)
    return directory.file(NAME)


def test_an_entry_says_who_what_why_and_when(directory):
    mark = append(directory, "hoa", "handover: list.xlsx", "gửi Ủy ban kiểm tra", AT)
    entry = json.loads(directory.file(NAME).read_text("utf-8"))
    assert entry | {"who": "hoa", "why": "gửi Ủy ban kiểm tra", "at": AT, "number": 1, "hash": mark} == entry
    assert directory.file(NAME).stat().st_mode & 0o077 == 0


def test_an_untouched_log_is_whole(directory):
    assert verify(directory.file(NAME)) is None, "nothing was written yet"
    assert verify(three(directory)) is None


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda lines: [lines[0], lines[1].replace("list 1", "list 9"), lines[2]], 2),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [*lines, lines[2]], 4),
        (lambda lines: [lines[0], "not an entry", lines[2]], 2),
        (lambda lines: [lines[0], "[]", lines[2]], 2),
    ],
    ids=["changed", "left out", "first left out", "swapped", "repeated", "no entry", "other entry"],
)
def test_the_first_line_that_does_not_fit_is_named(directory, change, broken):
    log = three(directory)
    log.write_text("\n".join(change(log.read_text("utf-8").splitlines())) + "\n", "utf-8")
    assert verify(log) == broken


@pytest.mark.parametrize("kept", [0, 1, 2], ids=["emptied", "two cut off", "last cut off"])
def test_lines_cut_off_are_seen_by_a_hash_noted_elsewhere(directory, kept):
    log = three(directory)
    noted = append(directory, "hoa", "draw", "", AT)
    assert verify(log, noted) is None
    log.write_text("".join(log.read_text("utf-8").splitlines(keepends=True)[:kept]), "utf-8")
    assert verify(log) is None, "the rest of the chain fits"
    assert verify(log, noted) == kept + 1


def test_a_log_that_was_taken_away_is_seen_by_a_hash_noted_elsewhere(directory):
    noted = append(directory, "hoa", "draw", "", AT)
    directory.file(NAME).unlink()
    assert verify(directory.file(NAME), noted) == 1


@pytest.mark.parametrize("last", ["{", "not an entry", "{}", "[]", '{"number": 3, "hash": "0"}'])
def test_nothing_is_added_behind_a_line_that_does_not_fit(directory, last):
    log = three(directory)
    lines = log.read_text("utf-8").splitlines()
    log.write_text("\n".join([*lines[:2], last]) + "\n", "utf-8")
    before = log.read_bytes()
    with pytest.raises(InputError, match="line 3"):
        append(directory, "hoa", "draw", "", AT)
    assert log.read_bytes() == before


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_single_character_can_be_changed_unseen(tmp_path_factory, data):
    run = RunDirectory(tmp_path_factory.mktemp("run"))
    log = three(run)
    text = log.read_text("utf-8")
    place = data.draw(st.integers(0, len(text) - 2))
    other = data.draw(st.sampled_from('0aZ "}{').filter(lambda letter: letter != text[place]))
    log.write_text(text[:place] + other + text[place + 1 :], "utf-8")
    found = verify(log)
    told = [line.split() for line in log.read_text("utf-8").splitlines()]
    assert found is not None or told == [line.split() for line in text.splitlines()]


def write_many(root, who):
    for number in range(20):
        append(RunDirectory(root), who, str(number), "", AT)


def test_two_programs_at_once_leave_one_chain(tmp_path):
    fresh = multiprocessing.get_context("spawn")
    writers = [fresh.Process(target=write_many, args=(tmp_path, who)) for who in ("hoa", "minh")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len((tmp_path / NAME).read_text("utf-8").splitlines()) == 40
    assert verify(tmp_path / NAME) is None


def test_a_log_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(InputError, match="nothing was exported"):
        append(RunDirectory(tmp_path), "hoa", "cases", "", AT)
