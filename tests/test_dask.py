"""ENGINE=dask for real, in several processes: the bytes of a local run, workers that are killed, and what is not there."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psutil
import pytest

from pipeline import engine
from pipeline.texts import ToldError
from tests.commands import PROJECT, command, pack_in, started

# Partitions of 30 declarations, so that a small pack has several.
SMALL_PARTITIONS = (
    "import sys; from pipeline.stages import partitions; partitions.DECLARATIONS_IN_A_PARTITION = 30; "
    "from pipeline.__main__ import main; sys.exit(main(sys.argv[1:]))"
)
# What tells when, where and at what cost something was done differs between two runs; all else must not.
OF_THE_MOMENT = ("manifest.json", "work/stages/", "access_log", ".declaration-run")


def in_partitions(out, pack, **options):
    """`declarations run` with several partitions, running."""
    given = {"data": pack, "out": out, "capacity": 3, **options}
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    call = [sys.executable, "-c", SMALL_PARTITIONS, "run", *words]
    pipe = subprocess.PIPE
    surroundings = os.environ | {"PYTHONHASHSEED": "0"}
    return subprocess.Popen(call, cwd=PROJECT, stdout=pipe, stderr=pipe, text=True, env=surroundings)


def ended(process):
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out


def contents(out):
    names = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in names.items() if not any(part in name for part in OF_THE_MOMENT)}


@contextmanager
def told_address(process):
    """What a process prints first; it is ended with all that it started."""
    try:
        yield process.stdout.readline().strip()
    finally:
        everyone = [*psutil.Process(process.pid).children(recursive=True), process]
        for one in everyone:
            one.kill()
        process.communicate()


@pytest.fixture(scope="module")
def cluster():
    """`make cluster`: the process and its scheduler's address."""
    process = started("cluster", workers=2, port=0)
    with told_address(process) as address:
        yield process, address


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=45, years=2, seed=5, guilty_share=0.1, units=4)


@pytest.fixture(scope="module")
def local(pack, tmp_path_factory):
    """Every file of a run without a cluster."""
    out = tmp_path_factory.mktemp("local") / "out"
    ended(in_partitions(out, pack, workers=1))
    return contents(out)


def workers_of(process):
    """The worker processes of a cluster, the first one first."""
    children = psutil.Process(process.pid).children()
    return [child for child in children if any("spawn_main" in word for word in child.cmdline())]


def kill_one(process):
    """A worker killed without warning; which one it was."""
    worker = workers_of(process)[0]
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=20)
    return worker.pid


def same(out, local):
    found = contents(out)
    assert sorted(found) == sorted(local)
    return [name for name in local if found[name] != local[name]] == []


def test_a_cluster_gives_the_bytes_of_a_local_run(cluster, pack, local, tmp_path):
    ended(in_partitions(tmp_path / "out", pack, engine="dask", scheduler=cluster[1]))
    assert len([name for name in local if name.startswith("work/people/")]) > 1
    assert same(tmp_path / "out", local)


def test_workers_killed_in_mid_run_cost_time_and_no_results(cluster, pack, local, tmp_path):
    out = tmp_path / "out"
    run = in_partitions(out, pack, engine="dask", scheduler=cluster[1])
    for stage in ("ingest", "validate", "features"):
        while run.poll() is None and not (out / "work" / "stages" / f"{stage}.json").exists():
            time.sleep(0.02)
        assert run.poll() is None
        kill_one(cluster[0])
    ended(run)
    assert same(out, local)


def slow(number):
    time.sleep(0.4)
    return number, os.getpid()


def deadly(_number):
    os.kill(os.getpid(), signal.SIGKILL)


def test_the_tasks_of_a_killed_worker_are_done_by_another(cluster):
    process, address = cluster
    with engine.opened("dask", 1, address) as cluster_engine, ThreadPoolExecutor(1) as aside:
        going = aside.submit(cluster_engine.map, slow, range(12), "slow")
        time.sleep(1.0)
        killed = kill_one(process)
        done = going.result(timeout=60)
    assert [number for number, _ in done] == list(range(12))
    assert killed not in {pid for number, pid in done if number > 6}


def test_what_ends_every_worker_is_one_line(cluster):
    with engine.opened("dask", 1, cluster[1]) as cluster_engine, pytest.raises(ToldError, match="deadly"):
        cluster_engine.map(deadly, range(2), "deadly")


def test_a_task_is_done_again_where_it_was_done_before(cluster, tmp_path):
    """A run that begins again empties its folders: what a cluster remembers of the one before must not count."""
    with engine.opened("dask", 1, cluster[1]) as first, engine.opened("dask", 1, cluster[1]) as second:
        marks = [tmp_path / "a", tmp_path / "b"]
        held = first.executor.map(touched, marks)
        assert list(held) == [True, True]
        for mark in marks:
            mark.unlink()
        second.map(touched, marks, "touched")
    assert all(mark.exists() for mark in marks)


def touched(path):
    path.touch()
    return path.exists()


def one_line(done, *words):
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1), done.stderr
    assert all(word in done.stderr for word in words)


def test_a_scheduler_that_is_not_there_is_one_line(pack, tmp_path):
    done = command("run", data=pack, out=tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:9")
    one_line(done, "SCHEDULER=tcp://127.0.0.1:9")


BARE = """
import sys, distributed
if __name__ == "__main__":
    cluster = distributed.LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None)
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(("workers", "told"), [(0, "make cluster"), (1, "phiên bản")])
def test_a_cluster_that_cannot_work_is_one_line(workers, told, pack, tmp_path):
    """A scheduler without workers would be waited for without end; workers without the project can do nothing."""
    (tmp_path / "bare.py").write_text(BARE)
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    call = [sys.executable, "bare.py", str(workers)]
    pipe = subprocess.PIPE
    bare = subprocess.Popen(call, cwd=tmp_path, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=surroundings)
    with told_address(bare) as address:
        done = command("run", data=pack, out=tmp_path / "out", engine="dask", scheduler=address)
    one_line(done, told)
