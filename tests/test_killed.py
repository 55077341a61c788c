"""A run that is killed leaves no half-written file under its final name, and the next one ends as if nothing had been."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager

import psutil
import pyarrow.parquet as pq
import pytest

from pipeline.run import ORDER
from tests.commands import PROJECT, command, pack_in, started

STAGES = tuple(ORDER)
# What tells when and at what cost something was done differs between two runs; all else must not.
OF_THE_MOMENT = ("manifest.json", "work/stages/", "access", ".declaration-run")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=40, years=2, seed=11, units=4)


@pytest.fixture(scope="module")
def undisturbed(pack, tmp_path_factory):
    """The content of every file of a run that nothing disturbed, and the seconds of its stages."""
    out = tmp_path_factory.mktemp("runs") / "undisturbed"
    done = command("run", data=pack, out=out, workers=2, capacity=2)
    assert done.returncode == 0, done.stderr
    stages = json.loads((out / "manifest.json").read_text())["stages"]
    return contents(out), {name: stages[name]["wall_seconds"] for name in STAGES}


def contents(out):
    """Every file of a run directory that may not differ from one run to the next."""
    names = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in names.items() if not any(part in name for part in OF_THE_MOMENT)}


def assert_whole(out):
    """Every file with a final name can be read to its end."""
    for path in (path for path in out.rglob("*") if path.is_file() and not path.name.endswith(".unfinished")):
        content = path.read_bytes()
        if path.suffix == ".parquet":
            pq.read_table(io.BytesIO(content))
        elif path.suffix == ".json":
            json.loads(content)
        elif path.suffix == ".xlsx":
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        elif path.suffix == ".html":
            assert content.rstrip().endswith(b"</html>"), path
        elif path.suffix == ".csv":
            assert content.endswith(b"\n"), path


def begin_again_from(out, stage):
    """The directory as a run leaves it that did the stages before this one only, with all that lies about."""
    for later in STAGES[STAGES.index(stage) :]:
        (out / "work" / "stages" / f"{later}.json").unlink(missing_ok=True)


def until_it_works(process):
    """Wait until the run has taken its directory: before that there is nothing to interrupt."""
    while process.poll() is None and not holds_a_directory(psutil.Process(process.pid)):
        time.sleep(0.02)


def holds_a_directory(process):
    return any(file.path.endswith(".declaration-run") for file in process.open_files())


def killed(out, seconds, **options):
    """The run killed without warning so many seconds after it took its directory; its children are left to themselves."""
    process = started("run", out=out, **options)
    until_it_works(process)
    time.sleep(seconds)
    children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return children


def kill_and_finish(out, moments, undisturbed, dice, **options):
    """So many kills at moments of all stages, each followed by a look; then the run is let finish."""
    content, seconds = undisturbed
    for number in range(moments):
        stage = STAGES[number % len(STAGES)]
        begin_again_from(out, stage)
        killed(out, dice.uniform(0, seconds[stage]), **options)
        assert_whole(out)
    done = command("run", out=out, **options)
    assert done.returncode == 0, done.stderr
    found = contents(out)
    assert sorted(found) == sorted(content)
    assert [name for name in content if found[name] != content[name]] == []


def test_killed_at_38_moments_it_ends_with_the_same_bytes(pack, undisturbed, tmp_path):
    kill_and_finish(tmp_path / "out", 38, undisturbed, random.Random(7), data=pack, workers=2, capacity=2)


@contextmanager
def dask_cluster():
    """A scheduler and two workers in processes of their own; gives the scheduler's address."""
    script = (
        "import sys, distributed\n"
        "if __name__ == '__main__':\n"
        "    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)\n"
        "    print(cluster.scheduler_address, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    surroundings = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": "0"}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, text=True, env=surroundings) as run:
        try:
            yield run.stdout.readline().strip()
        finally:
            run.stdin.close()


def test_killed_at_12_moments_on_a_cluster_it_ends_with_the_same_bytes(pack, undisturbed, tmp_path):
    with dask_cluster() as address:
        choices = {"data": pack, "engine": "dask", "scheduler": address, "capacity": 2}
        kill_and_finish(tmp_path / "out", 12, undisturbed, random.Random(8), **choices)


def test_workers_end_with_the_run_that_was_killed(pack, tmp_path):
    workers = killed(tmp_path / "out", 6, data=pack, workers=2, capacity=2)
    gone, alive = psutil.wait_procs(workers, timeout=20)
    assert gone and not alive


def test_what_was_killed_under_other_choices_is_not_taken_for_done(pack, tmp_path):
    out, choices = tmp_path / "out", {"data": pack, "workers": 1, "capacity": 2}
    assert command("run", out=out, seed=1, **choices).returncode == 0
    first = contents(out)
    for seconds in (1.0, 3.0, 5.0):
        killed(out, seconds, seed=2, **choices)
    assert command("run", out=out, seed=1, **choices).returncode == 0
    # The register also keeps that a list was made under the other choices.
    again = {name: content for name, content in contents(out).items() if not name.startswith("register/")}
    assert [name for name, content in again.items() if first[name] != content] == []
