"""`make fuzz`: changed packs by number, each run and judged; a line for every fault, and what was done at the end."""

import argparse
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from functools import cache
from pathlib import Path

from tests.fuzzing import breaking, judging, watching
from tests.fuzzing.changing import CHANGES
from tests.fuzzing.packs import drawn_pack, files_of, form_pack, mapped_pack, rows_sent

# One in so many is run as a command of its own.
COMMAND_EVERY = 40
# What a file says is found in the first stages; all of them take ten times as long as reading alone.
STAGES = {"ingest": ("ingest",), "changes": ("ingest", "validate", "changes"), "run": ("run",)}


def made_pack(dice):
    """A changed pack, its files as bytes, and how many rows of a table it certainly holds."""
    drawn = dice.random()
    pack = mapped_pack(dice) if drawn < 0.06 else form_pack(dice) if drawn < 0.12 else drawn_pack(dice)
    if pack.maps:
        for _ in range(dice.choice((0, 1, 1, 2))):
            breaking.break_map(pack.maps, dice)
            pack.kinds.append("break_map")
    for _ in range(dice.choice((1, 1, 2, 2, 3, 5)) if pack.tables else 0):
        change = dice.choice(CHANGES)
        if pack.tables:
            change(pack, dice)
            pack.kinds.append(change.__name__)
    sent = rows_sent(pack)
    files = files_of(pack)
    return pack, broken(pack, files, dice), sent if files else {}


def broken(pack, files, dice):
    """The files, in one pack of four broken or moved; then no number of rows is certain."""
    chance = 0.9 if not pack.tables else 0.25
    if files and dice.random() < chance:
        way = dice.choice((breaking.break_files, breaking.break_files, breaking.move_files))
        way(files, dice)
        pack.kinds.append(way.__name__)
        pack.uncertain.add("*")
    if dice.random() < 0.02:
        breaking.add_link(pack, dice)
        pack.kinds.append("add_link")
        pack.uncertain.add("*")
    return files


def written(folder, pack, files):
    """The pack as a folder; names that this system does not take are left out."""
    (folder / "data").mkdir(parents=True)
    for name, content in (files | {f"../map/{name}": content for name, content in pack.maps.items()}).items():
        path = folder / "data" / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError:
            continue
    for name, target in pack.links.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() and not path.is_symlink():
            path.symlink_to(target)


def around(folder):
    """What lies in a folder, as a hash of each file."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def tried(folder, pack, files, sent, words=("run",), alone=False):
    """The faults of a run of the pack in a folder, and how it ended."""
    written(folder, pack, files)
    said = folder / "said"
    said.mkdir()
    choices = {"data": folder / "data", "out": folder / "out", "workers": 1, "capacity": 2} | pack.options
    choices |= {"map": folder / "map"} if pack.maps else {}
    given = [text for name, value in choices.items() for text in (f"--{name.replace('_', '-')}", str(value))]
    before = around(folder / "data")
    seen = (watching.started if alone else watching.forked)(words, given, folder / "out", said)
    beside = {path.name for path in folder.iterdir()} - {"data", "out", "said", "map"}
    beside |= {path.name for path in said.iterdir()} - {"said", "complained", "forbidden", ".config", ".cache"}
    after = around(folder / "data") | {f"beside/{name}": "new" for name in beside}
    certain = {} if "*" in pack.uncertain else sent
    return judging.faults(seen, folder / "out", certain, before, after, words[-1]), seen


def how_far(number, whole_every):
    """The last stage for a pack: one in `whole_every` runs through all of them, three in as many through three."""
    if number % COMMAND_EVERY == 0 or number % whole_every == 0:
        return "run"
    return "changes" if number % whole_every <= 3 else "ingest"


def one(number, keep="", whole_every=1):
    """Pack `number`, the same on every day: what was changed, how the run ended, what it took, its faults."""
    pack, files, sent = made_pack(random.Random(number))
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    alone = number % COMMAND_EVERY == 0
    words = STAGES[how_far(number, whole_every)]
    try:
        found, seen = tried(folder, pack, files, sent, words, alone)
        if found and keep:
            shutil.copytree(folder, Path(keep) / str(number), symlinks=True, dirs_exist_ok=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = {"number": number, "kinds": pack.kinds, "words": words, "status": seen.status, "faults": found}
    said = seen.err.strip().rpartition("\n")[2] if seen.status in (2, 3) else ""
    return told | {"said": said, "seconds": round(seen.seconds, 2), "mebibytes": seen.peak_bytes >> 20}


def warmed():
    """Everything that a run loads, loaded; a pack without changes passes."""
    from tests.fuzzing.packs import Manner, Pack, world

    pack = Pack({name: frame.copy() for name, frame in world(12).items()}, {name: Manner() for name in world(12)})
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        from pipeline import run
        from pipeline.__main__ import main

        written(Path(folder), pack, files_of(pack))
        run.load_parameters = cache(run.load_parameters)
        assert main(["run", "--data", f"{folder}/data", "--out", f"{folder}/out", "--workers", "1"]) == 0


def many(numbers, workers, **choices):
    """What came of each pack; so many at once, each in a copy of this process that has loaded everything."""
    warmed()
    running, numbers = {}, iter(numbers)
    with tempfile.TemporaryDirectory(prefix="fuzz-told-") as told:
        while True:
            while len(running) < workers and (number := next(numbers, None)) is not None:
                running[_apart(number, Path(told), choices)] = number
            if not running:
                return
            child, _ = os.wait()
            path = Path(told) / str(running.pop(child))
            yield json.loads(path.read_text("utf-8"))


def _apart(number, told, choices):
    child = os.fork()
    if child == 0:
        try:
            content = one(number, **choices)
        except Exception as error:
            traceback.print_exc()
            content = {"number": number, "kinds": [], "words": [], "status": 96, "faults": [f"not run: {error!r}"]}
            content |= {"seconds": 0.0, "mebibytes": 0, "said": ""}
        (told / str(number)).write_text(json.dumps(content), "utf-8")
        sys.stderr.flush()
        os._exit(0)
    return child


def main():
    asked = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    asked.add_argument("--packs", type=int, default=2000, help="how many")
    asked.add_argument("--first", type=int, default=0, help="number of the first")
    asked.add_argument("--workers", type=int, default=2, help="how many at once")
    asked.add_argument(
        "--whole-every", type=int, default=1, help="one in so many goes through all stages, three through three"
    )
    asked.add_argument("--keep", default="", help="folder for the packs that failed, with their runs")
    asked.add_argument("--log", default=os.devnull, help="file to add a line of JSON to for every pack")
    given = asked.parse_args()
    began, counted, kinds, failed, dearest = time.monotonic(), Counter(), Counter(), 0, (0.0, 0)
    numbers = range(given.first, given.first + given.packs)
    with Path(given.log).open("a", encoding="utf-8") as log:
        for told in many(numbers, given.workers, keep=given.keep, whole_every=given.whole_every):
            log.write(f"{json.dumps(told)}\n")
            log.flush()
            counted[f"{len(told['words'])} {told['status']}"] += 1
            kinds.update(told["kinds"])
            failed += bool(told["faults"])
            dearest = max(dearest[0], told["seconds"]), max(dearest[1], told["mebibytes"])
            for fault in told["faults"]:
                print(f"{told['number']}: {', '.join(told['kinds'])}: {fault}", flush=True)
    print(
        f"{given.packs} packs in {time.monotonic() - began:.0f} s, {failed} with faults; commands and exit {dict(counted)}"
    )
    print(f"longest {dearest[0]:.1f} s of a processor, most memory {dearest[1]} MiB; changes {dict(kinds)}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
