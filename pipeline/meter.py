"""What work costs: seconds, and the memory of this process and all that it started, at its peak."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

SECONDS_BETWEEN_LOOKS = 0.2
MIB = 2**20


@dataclass
class Cost:
    """Filled while the work goes on; `peak_mib` counts memory that processes share once."""

    seconds: float = 0.0
    peak_mib: int = 0


@contextmanager
def metered() -> Iterator[Cost]:
    """The cost of what is done inside."""
    cost, done = Cost(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(cost, done), daemon=True, name="meter")
    started = time.perf_counter()
    watcher.start()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - started
        done.set()
        watcher.join()


def _watch(cost: Cost, done: threading.Event) -> None:
    cost.peak_mib = tree_mib(0)
    while not done.wait(SECONDS_BETWEEN_LOOKS):
        cost.peak_mib = max(cost.peak_mib, tree_mib(cost.peak_mib))


def tree_mib(known_mib: int) -> int:
    """Memory of this process and its descendants now; where it cannot exceed `known_mib`, that.

    Resident memory counts shared pages once a process and is quick to read; only where it exceeds the peak known so
    far is the exact share read, which takes the system longer.
    """
    own = psutil.Process()
    tree = [own, *own.children(recursive=True)]
    if sum(_resident(process) for process in tree) <= known_mib * MIB:
        return known_mib
    return sum(_share(process) for process in tree) // MIB


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _share(process: psutil.Process) -> int:
    """Memory with shared pages counted by the share of the process; resident memory where the system does not say."""
    try:
        held = process.memory_full_info()
        return int(getattr(held, "pss", held.rss))
    except psutil.Error:
        return 0
