"""Filled forms: do they come back as they were, and how long does reading take beside merely opening the file?

    python -m benchmarks.forms --round-trip 10000
    python -m benchmarks.forms --speed 5000

`--round-trip` fills forms from so many random households (`tests/form_households.py`) in both formats, reads them and
prints how many rows did not come back. `--speed` prints, for so many forms that households of the synthetic province
fill, milliseconds a file for opening each with its library (python-docx; python-calamine for XLSX, and openpyxl beside
it) and for reading them into tables, by the clock and in processor time. The ratio is reading over opening; the aim is
at most 1.5. Opening and reading take turns, one batch each, so that a busy machine slows both.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import python_calamine
from hypothesis import HealthCheck, Phase, given, seed, settings

from pipeline.exports.form130 import FORMATS, filled_form
from pipeline.simulate import SAMPLE, province
from pipeline.sources.form130 import read_form_files
from pipeline.stages.forms import filled
from pipeline.store.resources import load_parameters
from pipeline.texts import catalogue
from tests.form_households import DECLARED, as_one, comparable, household, numbered

AT_ONCE = 500
PARAMETERS, SAY = load_parameters(), catalogue("vi")
Household = dict[str, pd.DataFrame]


def random_households(count: int, seed_number: int) -> Iterator[list[Household]]:
    """Random households in batches; each batch is drawn with a seed of its own."""
    for first in range(0, count, AT_ONCE):
        held: list[Household] = []
        drawn(held, min(AT_ONCE, count - first), seed_number + first)
        yield numbered(held, first)


def drawn(held: list[Household], count: int, seed_number: int) -> None:
    @seed(seed_number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(household())
    def draw(tables: Household) -> None:
        held.append(tables)

    draw()


def round_trip(count: int, seed_number: int) -> None:
    done, failures = 0, dict.fromkeys(FORMATS, 0)
    with tempfile.TemporaryDirectory() as folder:
        for some in random_households(count, seed_number):
            done += len(some)
            for form in FORMATS:
                failures[form] += differences(Path(folder), some, form)
            print(f"{done} households; rows that did not come back: {failures}", flush=True)


def differences(folder: Path, some: list[Household], form: str) -> int:
    """Rows that were filled in and not read, read and not filled in, or quarantined; the first few are printed."""
    files = [(folder / f"{number}.{form}", f"{number}.{form}") for number in range(len(some))]
    for (path, _), tables in zip(files, some, strict=True):
        path.write_bytes(filled_form(tables, form))
    reads = list(read_form_files(files, PARAMETERS, SAY))
    wanted = as_one(some)
    found = wanted | {name: wanted[name].iloc[:0] for name in DECLARED} | {one.table: one.accepted for one in reads}
    expected, got = comparable(wanted, PARAMETERS), comparable(found, PARAMETERS)
    wrong = [reason for one in reads for reason in one.quarantine["reason"]]
    for name in DECLARED:
        wrong += [f"- {row}" for row in sorted(set(expected[name]) - set(got[name]))]
        wrong += [f"+ {row}" for row in sorted(set(got[name]) - set(expected[name]))]
    print("\n".join(wrong[:6]), end="\n" if wrong else "")
    return len(wrong)


def opened(path: Path) -> Callable[[], object]:
    if path.suffix == ".docx":
        return lambda: docx.Document(str(path))
    return lambda: python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def speed(count: int, seed_number: int) -> None:
    world = province(replace(SAMPLE, declarants=max(count // 2, 24), seed=seed_number))
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, list[Path]] = {form: [] for form in FORMATS}
        for number, (name, content) in enumerate(filled(world, 2 * count, seed_number)):
            path = Path(folder) / f"{number:05d}.{name.rpartition('.')[2]}"
            path.write_bytes(content)
            files[path.suffix[1:]].append(path)
        for form, paths in files.items():
            measured(form, paths[:count])


def measured(form: str, paths: list[Path]) -> None:
    """Prints one line: opening and reading the same files, batch by batch."""
    totals = {name: [0.0, 0.0] for name in ("open", "read", "openpyxl")}
    waiting = iter(paths)
    while some := list(islice(waiting, AT_ONCE)):
        named = [(path, path.name) for path in some]
        works = {
            "open": lambda some=some: [opened(path)() for path in some],
            "read": lambda named=named: list(read_form_files(named, PARAMETERS, SAY)),
            "openpyxl": lambda some=some: [openpyxl.load_workbook(path) for path in some[::20] if form == "xlsx"],
        }
        for name, work in works.items():
            for place, seconds in enumerate(clocked(work)):
                totals[name][place] += seconds
    for place, name in enumerate(("clock", "cpu")):
        opening, reading, beside = (totals[work][place] / len(paths) * 1000 for work in ("open", "read", "openpyxl"))
        other = f" (openpyxl {beside * 20:.1f} ms)" if form == "xlsx" else ""
        print(
            f"{form} {name:5} {len(paths)} files: open {opening:.2f} ms{other}, read {reading:.2f} ms, "
            f"ratio {reading / opening:.2f}",
            flush=True,
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--round-trip", type=int, default=0)
    options.add_argument("--speed", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if chosen.round_trip:
        round_trip(chosen.round_trip, chosen.seed)
    if chosen.speed:
        speed(chosen.speed, chosen.seed)


if __name__ == "__main__":
    main()
