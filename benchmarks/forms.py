"""Filled forms: do they come back as they were, and how long does reading take beside merely opening the file?

`python -m benchmarks.forms [households] [seed]`: prints failures and, in processor time on one core, milliseconds a
file for opening it with the library (python-docx; python-calamine and openpyxl for XLSX) and for reading it whole.
The ratio is reading over opening; the aim is 1.5.
"""

import sys
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

from pipeline.exports.form130 import FORMATS, filled_form
from pipeline.simulate import SAMPLE, Province, province
from pipeline.sources.form130 import read_form_files
from pipeline.store.resources import load_parameters
from pipeline.texts import catalogue
from tests.form_households import DECLARED, comparable

AT_ONCE = 200


def declarations(world: Province) -> Iterator[tuple[str, dict[str, pd.DataFrame]]]:
    """The tables of each declaration, once each."""
    parts = {name: dict(tuple(world.tables[name].groupby("declaration_id"))) for name in DECLARED}
    for declaration_id, filed in parts["declarations"].items():
        tables = {name: parts[name].get(declaration_id, world.tables[name].iloc[:0]) for name in DECLARED}
        yield str(declaration_id), tables | {"declarations": filed.head(1)}


def opened(path: Path) -> Callable[[], object]:
    if path.suffix == ".docx":
        return lambda: docx.Document(str(path))
    return lambda: python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def clocked(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def main(households: int, seed: int) -> None:
    parameters, say = load_parameters(), catalogue("vi")
    world = province(replace(SAMPLE, declarants=max(households // 4, 24), seed=seed))
    waiting = islice(declarations(world), households)
    totals = {form: {"open": 0.0, "openpyxl": 0.0, "read": 0.0} for form in FORMATS}
    failures, done = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        while some := list(islice(waiting, AT_ONCE)):
            done += len(some)
            for form in FORMATS:
                failures += batch(Path(folder), some, form, totals[form], parameters, say)
            print(f"{done} households, {failures} failures", flush=True)
    for form, seconds in totals.items():
        per_file = {name: value / done * 1000 for name, value in seconds.items()}
        ratio = seconds["read"] / seconds["open"]
        other = f", openpyxl {per_file['openpyxl']:.1f}" if form == "xlsx" else ""
        print(f"{form}: open {per_file['open']:.2f} ms{other}, read {per_file['read']:.2f} ms, ratio {ratio:.2f}")


def batch(folder: Path, some: list, form: str, seconds: dict[str, float], parameters, say) -> int:
    """Failures among some declarations in one format; adds to the seconds."""
    files = []
    for name, tables in some:
        path = folder / f"{name}.{form}"
        path.write_bytes(filled_form(tables, form))
        files.append((path, path.name))
    seconds["open"] += sum(clocked(opened(path)) for path, _ in files)
    if form == "xlsx":
        # One in ten: it takes as long as all the rest.
        seconds["openpyxl"] += 10 * sum(
            clocked(lambda path=path: openpyxl.load_workbook(path)) for path, _ in files[::10]
        )
    reads: list = []
    seconds["read"] += clocked(lambda: reads.extend(read_form_files(files, parameters, say)))
    found = {name: [one.accepted for one in reads if one.table == name] for name in DECLARED}
    given = {name: pd.concat([tables[name] for _, tables in some]) for name in DECLARED}
    back = {name: pd.concat(parts) if parts else given[name].iloc[:0] for name, parts in found.items()}
    wanted, got = comparable(given, parameters), comparable(back, parameters)
    refused = sum(len(one.quarantine) for one in reads)
    return refused + sum(len(set(wanted[name]) ^ set(got[name])) for name in DECLARED)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*(arguments + [10_000, 1][len(arguments) :]))
