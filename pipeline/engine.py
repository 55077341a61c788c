"""Map a function over parts: in this process, in local processes, or on a Dask cluster.

Results come back in the order of the tasks, so that nothing depends on which worker was faster.
"""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from tqdm import tqdm

from pipeline.texts import ToldError

Task = TypeVar("Task")
Result = TypeVar("Result")
# What a process answers of itself: the hash of its code, and what it finds in the run directory.
Seen = Callable[[], tuple[str, str]]
# Loaded once by the server that the workers are forked from: a worker then starts at once.
WORKER_MEMORY = "2GiB"
SECONDS_TO_ANSWER = 5
PRELOADED = ["pandas", "pyarrow.parquet", "pipeline.model"]


@dataclass(frozen=True)
class Engine:
    """Where work is done; `executor` is None for this process, `lost` are the errors by which it gives work up."""

    executor: Executor | None
    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def map(self, function: Callable[[Task], Result], tasks: Sequence[Task], label: str) -> list[Result]:
        """The results in the order of the tasks; a bar on a terminal, silence elsewhere."""
        if self.executor is None or len(tasks) <= 1:
            results: Any = map(function, tasks)
        else:
            results = self.executor.map(function, tasks)
        try:
            return list(tqdm(results, desc=label, total=len(tasks), disable=quiet(), leave=False, unit="part"))
        except self.lost:
            raise ToldError("error.worker", label=label) from None


def quiet() -> bool:
    """True where nobody watches a terminal: bars would only fill a log."""
    return not sys.stderr.isatty()


@contextmanager
def opened(name: str, workers: int, scheduler: str = "", seen: Seen | None = None) -> Iterator[Engine]:
    """An engine by name: `local` with so many workers, or `dask` on the scheduler's address.

    `seen` is asked of every worker of a cluster, and has to be answered there as here.
    """
    if name == "dask":
        with _dask(workers, scheduler) as client:
            check_workers(client, scheduler, seen)
            yield Engine(client.get_executor(pure=False), _lost_on_a_cluster())
    elif name != "local":
        raise ToldError("error.one_of", name="ENGINE", text=name, choices="local, dask")
    elif workers <= 1:
        yield Engine(None)
    else:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_one_of_many) as pool:
            yield Engine(pool)


def _one_of_many() -> None:
    """Libraries inside a worker start no threads of their own, and a worker ends with the run that it works for."""
    import pyarrow

    os.environ["OMP_NUM_THREADS"] = "1"
    pyarrow.set_cpu_count(1)
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """Where the run was killed, its worker must not go on writing beside the run that follows."""
    run = multiprocessing.parent_process()
    if run is not None:
        run.join()
        os._exit(1)


@contextmanager
def _dask(workers: int, scheduler: str) -> Iterator[Any]:
    """A client of the scheduler, or of a cluster of this process where none is named."""
    from distributed import Client, LocalCluster

    if scheduler:
        try:
            client = Client(scheduler, timeout=SECONDS_TO_ANSWER)
        except (OSError, TimeoutError, ValueError) as error:
            raise ToldError("error.scheduler", text=scheduler, why=type(error).__name__) from None
        with client:
            yield client
    else:
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client


def _lost_on_a_cluster() -> tuple[type[BaseException], ...]:
    """A task that ended several workers, no worker for long, a scheduler that is gone."""
    from distributed import CancelledError, KilledWorker
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import NoWorkerError

    return (KilledWorker, NoWorkerError, CancelledError, CommClosedError)


def check_workers(client: Any, scheduler: str, seen: Seen | None) -> None:
    """Raises InputError where no worker is there, one has other code than this process, or another folder."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
    except TimeoutError:
        raise ToldError("error.scheduler_empty", text=scheduler) from None
    if seen is None:
        return
    code, folder = seen()
    for worker, answer in sorted(client.run(seen, on_error="return").items()):
        if not isinstance(answer, tuple) or answer[0] != code:
            raise ToldError("error.worker_code", text=worker)
        if answer[1] != folder:
            raise ToldError("error.worker_folder", text=worker)


def serve(workers: int, port: int) -> None:
    """A Dask cluster on this computer for trying, until it is interrupted; each worker is held to its memory."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=WORKER_MEMORY,
        dashboard_address=None,
        scheduler_port=port,
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        threading.Event().wait()
