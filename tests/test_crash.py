"""What goes wrong around a run, not in its data: one line and an exit status, and the next run ends as it should."""

import os
import resource
import signal
import subprocess
import time

import psutil
import pytest

from pipeline.run import ORDER
from tests.commands import PROJECT, command, pack_in, started, words_of


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=30, years=2, seed=12, units=4)


@pytest.fixture(scope="module")
def finished(pack, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "finished"
    done = command("run", data=pack, out=out, workers=1, capacity=2)
    assert done.returncode == 0, done.stderr
    return out


def one_line(done, *said):
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert all(word in done.stderr.splitlines()[-1] for word in said), done.stderr


@pytest.mark.parametrize("bytes_a_file", [2_000, 60_000])
def test_a_disk_without_room_is_one_line_and_the_next_run_ends_well(bytes_a_file, pack, finished, tmp_path):
    out = tmp_path / "out"
    done = subprocess.run(
        words_of("run", data=pack, out=out, workers=2, capacity=2),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file)),
    )
    one_line(done, "đĩa đã đầy", "OUT")
    assert command("run", data=pack, out=out, workers=1, capacity=2).returncode == 0
    for name in ("scores.parquet", "flags.parquet", "cases/flagged_cases.csv"):
        assert (out / name).read_bytes() == (finished / name).read_bytes(), name


def test_two_runs_at_once_into_one_folder(pack, tmp_path):
    first = started("run", data=pack, out=tmp_path / "out", workers=1, capacity=2)
    while not any(file.path.endswith(".declaration-run") for file in psutil.Process(first.pid).open_files()):
        time.sleep(0.05)
    one_line(command("run", data=pack, out=tmp_path / "out", workers=1, capacity=2), "lần chạy khác", "OUT")
    first.communicate(timeout=300)
    assert first.returncode == 0


def test_a_folder_that_cannot_be_made(pack, tmp_path):
    """Below a file nobody can make a folder, not even the owner of the machine."""
    (tmp_path / "file").write_text("theirs")
    one_line(command("run", data=pack, out=tmp_path / "file" / "out", workers=1), "không ghi được", "OUT")
    assert (tmp_path / "file").read_text() == "theirs"


def test_a_folder_of_another_program_is_left_as_it_is(pack, tmp_path):
    (tmp_path / "theirs.txt").write_text("theirs")
    one_line(command("run", data=pack, out=tmp_path, workers=1), "OUT")
    assert [path.name for path in tmp_path.iterdir()] == ["theirs.txt"]


@pytest.mark.parametrize("days", [-4000, 4000])
def test_a_clock_that_is_wrong_changes_nothing(days, pack, finished):
    """Files that seem to come from the future or from long ago are read by their content."""
    moment = time.time() + days * 86_400
    for path in pack.rglob("*"):
        os.utime(path, (moment, moment))
    again = command("run", data=pack, out=finished, workers=1, capacity=2)
    assert (again.returncode, again.stderr.count("không thay đổi")) == (0, len(ORDER))


def test_a_run_that_is_stopped_by_hand_says_so(pack, tmp_path):
    process = started("run", data=pack, out=tmp_path / "out", workers=1, capacity=2)
    while not any(file.path.endswith(".declaration-run") for file in psutil.Process(process.pid).open_files()):
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said


def test_a_worker_ended_from_outside_is_one_line_or_costs_nothing(pack, finished, tmp_path):
    process = started("run", data=pack, out=tmp_path / "out", workers=2, capacity=2)
    ended = 0
    while process.poll() is None and not ended:
        for child in psutil.Process(process.pid).children(recursive=True):
            if child.cpu_times().user > 0.3 and child.ppid() != process.pid:
                child.kill()
                ended += 1
        time.sleep(0.05)
    _, said = process.communicate(timeout=300)
    assert "Traceback" not in said, said
    if process.returncode == 2:
        assert "WORKERS=1" in said
    assert command("run", data=pack, out=tmp_path / "out", workers=1, capacity=2).returncode == 0
    assert (tmp_path / "out" / "scores.parquet").read_bytes() == (finished / "scores.parquet").read_bytes()
