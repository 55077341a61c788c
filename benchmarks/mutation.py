"""Mutation testing of the rooms that speak about people: `python -m benchmarks.mutation --out runs/mutation.json`.

A stratified sample of mutants (`benchmarks/mutants.py`; every kind of fault alike, chosen by `--seed`) is put into
`pipeline/rules`, `changes`, `match` and `cases`, one at a time, and the tests that run the changed line are run on it,
the fastest first, until one fails. Which test runs which line is measured once (coverage, one context a test) and kept
beside the result. A call stops after `--minutes` and the next goes on; results are kept by mutant.
Each mutant is a forked process: one inside a function is put into the loaded module, one that acts on import is served
to a process that has loaded none of the program.
"""

import argparse
import gc
import importlib.abc
import importlib.util
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from random import Random
from types import CodeType, FunctionType
from unittest.mock import patch

import coverage
import pytest

from benchmarks.mutants import KINDS, Mutant, mutants

ROOMS = ("rules", "changes", "match", "cases")
# Loaded before the forks, since every test loads them.
LOADED = (
    "pandas",
    "numpy",
    "pyarrow",
    "scipy.stats",
    "sklearn.ensemble",
    "yaml",
    "babel.messages.pofile",
    "hypothesis",
)
# What rules declare is read by the documents that are made of it.
ON_IMPORT = ("tests/test_rule_cards.py", "tests/test_repository.py::test_generated", "tests/test_rules")
# What a fixture of a whole run may take on a busy computer, beside the tests that share it.
LONGEST_FIXTURE_SECONDS = 240
QUIET = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0", "--no-header", "--tb=no"]


def sample(room: str, number: int, seed: int) -> list[Mutant]:
    """So many mutants of a room: each kind in turn gives one, as long as it has any."""
    every = [
        m for path in sorted(Path("pipeline", room).glob("*.py")) for m in mutants(path.as_posix(), path.read_bytes())
    ]
    queues = []
    for kind in KINDS:
        of_kind = [mutant for mutant in every if mutant.kind == kind]
        Random(f"{seed}:{room}:{kind}").shuffle(of_kind)
        queues.append(of_kind)
    longest = max(len(queue) for queue in queues)
    in_turn = [queue[place] for place in range(longest) for queue in queues if place < len(queue)]
    return in_turn[:number]


class Contexts:
    """Tells coverage which test is running, and keeps how long each took."""

    def __init__(self, cover: coverage.Coverage) -> None:
        self.cover, self.seconds, self.failed = cover, defaultdict(float), set()

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self.cover.switch_context(f"{item.nodeid}|setup")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        self.cover.switch_context(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)


def run_here(*words: str, environment: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess:
    """`tests.commands.command` in this process, where the fault is."""
    commands = importlib.import_module("tests.commands")
    out, err = io.StringIO(), io.StringIO()
    given = commands.words_of(*words, **options)
    with patch.dict(os.environ, environment or {}), redirect_stdout(out), redirect_stderr(err):
        try:
            status = importlib.import_module("pipeline.__main__").main(given[3:])
        except SystemExit as ended:
            status = ended.code
    return subprocess.CompletedProcess(given, status or 0, out.getvalue(), err.getvalue())


def measured(tests: list[str]) -> dict[str, object]:
    """Which tests run which line of the rooms, the seconds of each, and those that fail without a fault."""
    cover = coverage.Coverage(data_file=None, source=[f"pipeline/{room}" for room in ROOMS], messages=False)
    contexts = Contexts(cover)
    cover.start()
    importlib.import_module("tests.commands").command = run_here
    pytest.main([*QUIET[:1], *QUIET[2:], *tests], plugins=[contexts])
    cover.stop()
    data, lines = cover.get_data(), {}
    for path in data.measured_files():
        by_line = data.contexts_by_lineno(path)
        name = Path(path).relative_to(Path.cwd()).as_posix()
        lines[name] = {str(line): sorted(set(found) - {""}) for line, found in by_line.items()}
    return {"lines": lines, "seconds": dict(contexts.seconds), "failed": sorted(contexts.failed)}


def chosen(mutant: Mutant, cover: dict, most_seconds: float) -> list[str]:
    """The tests that run a mutant's lines, file by file, the cheapest first; of a fixture all tests of its file."""
    lines, seconds = cover["lines"].get(mutant.module, {}), cover["seconds"]
    on_import = not mutant.function
    asked = lines if on_import else {str(line) for line in mutant.lines}
    found = {context for line in asked for context in lines.get(line, [])}
    files = {context.split("::")[0] for context in found if context.endswith("|setup")}
    tests = {context for context in found if not context.endswith("|setup")}
    tests |= {test for test in seconds if test.split("::")[0] in files}
    tests |= {test for test in seconds if on_import and test.startswith(ON_IMPORT)}
    return affordable(tests & set(seconds) - set(cover["failed"]), files, seconds, most_seconds)


def affordable(tests: set[str], with_fixture: set[str], seconds: dict[str, float], most_seconds: float) -> list[str]:
    """File by file, so that a fixture is made once; what it takes is told by the dearest test of its file."""
    of_files = defaultdict(list)
    for test in sorted(tests, key=lambda test: (seconds[test], test)):
        of_files[test.split("::")[0]].append(test)
    cost = {name: sum(seconds[test] for test in of_file) for name, of_file in of_files.items()}
    for name in with_fixture & set(cost):
        cost[name] = max(cost[name], *(second for test, second in seconds.items() if test.split("::")[0] == name))
    kept, total = [], 0.0
    for name in sorted(of_files, key=lambda name: (cost[name], name)):
        total += cost[name]
        if total <= most_seconds:
            kept += of_files[name]
    return kept


class Served(importlib.abc.MetaPathFinder):
    """Loads the module of a mutant from changed source."""

    def __init__(self, mutant: Mutant) -> None:
        self.path, self.name = Path(mutant.module).resolve(), module_name(mutant)
        self.code = compile(mutant.source(self.path.read_bytes()), str(self.path), "exec")

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.name:
            return None
        loader = SourceFileLoader(name, str(self.path))
        loader.get_code = lambda _: self.code
        return importlib.util.spec_from_file_location(name, self.path, loader=loader)


def module_name(mutant: Mutant) -> str:
    return mutant.module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def codes(code: CodeType) -> dict[str, CodeType]:
    """Code of every function and method of a module by its qualified name."""
    found = {}
    for part in code.co_consts:
        if isinstance(part, CodeType):
            found |= {part.co_qualname: part} | codes(part)
    return found


def put_in(mutant: Mutant) -> bool:
    """The fault put into the loaded function; false where it is not loaded under that name."""
    path = Path(mutant.module).resolve()
    changed = codes(compile(mutant.source(path.read_bytes()), str(path), "exec")).get(mutant.function)
    gc.unfreeze()  # what is frozen is not among the objects that are listed
    of_function = [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, FunctionType)
        and thing.__code__.co_filename == str(path)
        and thing.__code__.co_qualname == mutant.function
    ]
    for function in of_function if changed else []:
        function.__code__ = changed
    return bool(of_function and changed)


class Killer:
    """Notes the first test that fails."""

    def __init__(self) -> None:
        self.test = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.test:
            self.test = f"collecting {report.nodeid}"


def judge(mutant: Mutant, tests: list[str], answer: int, loaded: bool) -> None:
    """In the forked process: the fault, its tests, and one line of what came of it."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for channel in (0, 1, 2):
        os.dup2(quiet, channel)
    try:
        if not (loaded and put_in(mutant)):
            sys.meta_path.insert(0, Served(mutant))
        importlib.import_module("tests.commands").command = run_here
        killer = Killer()
        status = pytest.main([*QUIET, *tests], plugins=[killer])
        told = f"killed {killer.test}" if status != 0 else "survived"
    except BaseException as error:  # a fault may raise anything, also while it is put in
        told = f"killed {type(error).__name__}"
    os.write(answer, told.encode())
    os._exit(0)


def started(mutant: Mutant, tests: list[str], loaded: bool) -> tuple[int, int]:
    """Process and the end of the pipe on which it answers."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.setpgid(0, 0)
        judge(mutant, tests, writing, loaded)
    os.close(writing)
    return process, reading


def judged(work: list[Mutant], cover: dict, results: dict, wishes: argparse.Namespace, loaded: bool) -> None:
    """Every mutant of a portion, some at once; what is over its time counts as killed and says so."""
    until, running, waiting = time.monotonic() + 60 * wishes.minutes, {}, list(work)
    while running or (waiting and time.monotonic() < until):
        while waiting and len(running) < wishes.workers and time.monotonic() < until:
            mutant = waiting.pop(0)
            tests = chosen(mutant, cover, wishes.seconds)
            if tests:
                limit = LONGEST_FIXTURE_SECONDS + 5 * sum(cover["seconds"][test] for test in tests)
                process, pipe = started(mutant, tests, loaded)
                running[process] = (mutant, pipe, time.monotonic() + limit)
            else:
                results[mutant.name()] = told(mutant, "survived: no test runs it")
        ended, _ = os.waitpid(-1, os.WNOHANG) if running else (0, 0)
        late = [process for process, (_, _, end) in running.items() if time.monotonic() > end]
        for process in late:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
        if ended:
            mutant, pipe, _ = running.pop(ended)
            results[mutant.name()] = told(mutant, os.read(pipe, 4000).decode() or "killed over its time")
            os.close(pipe)
            write_text(wishes.out, json.dumps(results, indent=1, sort_keys=True))
        else:
            time.sleep(0.02)


def told(mutant: Mutant, result: str) -> dict[str, object]:
    place = {"room": mutant.module.split("/")[1], "module": mutant.module, "line": mutant.lines[0], "kind": mutant.kind}
    return place | {"function": mutant.function, "before": mutant.before, "after": mutant.after, "result": result}


def report(results: dict, planned: list[Mutant]) -> str:
    """Room by room and kind by kind: mutants, killed, share; then each survivor."""
    rows, lines = [results[m.name()] for m in planned if m.name() in results], []
    for title, key in (("room", "room"), ("kind", "kind")):
        for value in sorted({row[key] for row in rows}):
            of_value = [row for row in rows if row[key] == value]
            killed = sum(row["result"].startswith("killed") for row in of_value)
            lines.append(f"{title} {value}: {killed} of {len(of_value)} killed, {killed / len(of_value):.1%}")
    for row in rows:
        if not row["result"].startswith("killed"):
            before, after = (" ".join(str(row[text]).split())[:150] for text in ("before", "after"))
            lines.append(f"{row['module']}:{row['line']} {row['kind']} [{row['result']}]\n    {before}\n    {after}")
    return "\n".join(lines)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("runs/mutation.json"))
    parser.add_argument("--mutants", type=int, default=130, help="of each room")
    parser.add_argument("--rooms", nargs="+", default=list(ROOMS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="of this call; the next goes on")
    parser.add_argument("--seconds", type=float, default=60, help="of tests on a mutant at most")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tests", nargs="+", default=["tests"])
    parser.add_argument("--report", action="store_true", help="only tell what is known")
    return parser.parse_args()


def main() -> None:
    wishes = options()
    store, cover_file = wishes.out, wishes.out.with_suffix(".cover.json")
    store.parent.mkdir(parents=True, exist_ok=True)
    results = json.loads(store.read_text()) if store.is_file() else {}
    planned = [mutant for room in wishes.rooms for mutant in sample(room, wishes.mutants, wishes.seed)]
    if not wishes.report:
        if not cover_file.is_file():
            in_child(lambda: cover_file.write_text(json.dumps(measured(wishes.tests))))
        run(planned, json.loads(cover_file.read_text()), results, wishes)
        write_text(store, json.dumps(results, indent=1, sort_keys=True))
    print(report(results, planned))


def write_text(path: Path, text: str) -> None:
    """Whole or not at all, so that a call that is stopped leaves what was known."""
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def in_child(work: object) -> None:
    """Work in a process of its own, so that this one loads nothing of the program."""
    process = os.fork()
    if not process:
        work()
        os._exit(0)
    os.waitpid(process, 0)


def run(planned: list[Mutant], cover: dict, results: dict, wishes: argparse.Namespace) -> None:
    """First what acts on import, in processes that know only the libraries; then the rest, in those that know all."""
    for name in LOADED:
        importlib.import_module(name)
    missing = [mutant for mutant in planned if mutant.name() not in results]
    began = time.monotonic()
    judged([mutant for mutant in missing if not mutant.function], cover, results, wishes, loaded=False)
    wishes.minutes -= (time.monotonic() - began) / 60
    files = sorted({test.split("::")[0] for test in cover["seconds"]})
    importlib.import_module("tests.commands").command = run_here
    pytest.main(["-o", "addopts=", "--collect-only", "-p", "no:cacheprovider", "-p", "no:terminal", *files])
    gc.freeze()
    judged([mutant for mutant in missing if mutant.function], cover, results, wishes, loaded=True)


if __name__ == "__main__":
    main()
