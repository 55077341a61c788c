"""All rules over a synthetic province, beside reading the same tables from their Parquet files, in one run.

    python -m benchmarks.rules [--declarants 10000] [--run DIRECTORY]

The pack is that of `make province`, taken as far as the peer cells; a run directory that is there already is used as
it is. Then, in one process and for each partition: the accepted and followed tables are read, the frames of the rules
are prepared, every rule judges its frame, and the innocent reasons are tested. One line a rule: its seconds in all
partitions and the most memory that it held at once (measured apart, on the last partition). The last line is the ratio
of everything to reading. Seconds are those of the processor,
so that other work on the computer does not count. Goal: at most 3.
"""

import argparse
import resource
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import rules as room
from pipeline.engine import opened
from pipeline.model import FLAGS
from pipeline.options import Options
from pipeline.rules.catalogue import AFTER_ALL, RULES
from pipeline.rules.evaluate import evaluate
from pipeline.rules.frames import prepare
from pipeline.rules.reasons import hypotheses
from pipeline.run import ORDER, with_run, with_stages
from pipeline.stages.features import scored
from pipeline.stages.partitions import parts, registers
from pipeline.stages.province import write_province
from pipeline.stages.run_context import Part, Run
from pipeline.stages.shared import tables_of, write_shared
from pipeline.store.frames import read_frame
from pipeline.texts import Catalogue, catalogue

BEFORE = list(ORDER)[: list(ORDER).index("rules")]
MIB = 2**20
Tables = dict[str, pd.DataFrame]


def timed(seconds: Counter[str], name: str, act: Callable[..., Any], *given: Any) -> Any:
    started = time.process_time()
    made = act(*given)
    seconds[name] += time.process_time() - started
    return made


def read(part: Part) -> Tables:
    """What the stage reads for one partition."""
    shared = {path.stem: read_frame(path) for path in part.run.directory.parts("scored", "shared")}
    return tables_of(part) | registers(part.run) | shared | {"peers": read_frame(scored(part, "peers"))}


def judge(tables: Tables, run: Run, seconds: Counter[str], say: Catalogue) -> Tables:
    """The frames of one partition, after every rule and every reason was tried on them."""
    frames = timed(seconds, "prepare", prepare, tables, run.parameters)
    found = [
        timed(seconds, rule.id, evaluate, rule, frames, run.parameters, say)[0]
        for rule in RULES.values()
        if rule.id not in AFTER_ALL
    ]
    held = [flags for flags in found if len(flags)]
    flags = FLAGS.conform(pd.concat(held, ignore_index=True)) if held else FLAGS.empty()
    timed(seconds, "reasons", hypotheses, flags.sort_values(room.ORDER, ignore_index=True), frames, run.parameters, say)
    return frames


def held_mib(frames: Tables, run: Run, say: Catalogue) -> dict[str, float]:
    """The most memory that each rule held at once, in MiB."""
    most = {}
    tracemalloc.start()
    for rule in RULES.values():
        if rule.id not in AFTER_ALL:
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            evaluate(rule, frames, run.parameters, say)
            most[rule.id] = (tracemalloc.get_traced_memory()[1] - before) / MIB
    tracemalloc.stop()
    return most


def measure(run: Run) -> tuple[Counter[str], dict[str, float]]:
    """Seconds by name over all partitions, and the memory of each rule on the last of them."""
    with opened("local", 1, "") as engine:
        write_shared(run, engine)
    seconds: Counter[str] = Counter()
    say, frames = catalogue(run.options.lang_ui), {}
    for part in parts(run):
        tables = timed(seconds, "reading", read, part)
        frames = judge(tables, run, seconds, say)
    return seconds, held_mib(frames, run, say)


def report(run: Run) -> None:
    seconds, most = measure(run)
    for name, spent in seconds.most_common():
        print(f"{name:8} {spent:8.2f} s  {most.get(name, float('nan')):8.1f} MiB")
    everything = sum(seconds.values()) - seconds["reading"]
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"reading {seconds['reading']:.1f} s, rules {everything:.1f} s, largest process {largest:,.0f} MiB")
    print(f"ratio {everything / seconds['reading']:.2f} (goal: at most 3)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--declarants", type=int, default=10_000)
    parser.add_argument("--run", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options = Options(data=Path(folder, "pack"), out=chosen.run or Path(folder, "run"), workers=1)
        if not chosen.run:
            write_province(options.data, chosen.declarants, 2, options.seed)
            with_stages(options, [name for name in BEFORE if name != "forest"], only_changed=True)
        with_run(options, report)


if __name__ == "__main__":
    main()
