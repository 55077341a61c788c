"""The order of work, and the manifest that says what was done with what."""

import hashlib
import importlib.metadata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline import engine as engines
from pipeline.engine import Engine
from pipeline.errors import BlockingError
from pipeline.meter import metered
from pipeline.options import WITHOUT_EFFECT, Options
from pipeline.params import Parameters
from pipeline.profiling import profiled
from pipeline.stages.cases import cases
from pipeline.stages.changes import changes
from pipeline.stages.features import features
from pipeline.stages.forest import forest
from pipeline.stages.ingest import ingest
from pipeline.stages.profile import write_profile
from pipeline.stages.quarantine import write_quarantine
from pipeline.stages.register_file import register_mark, register_path
from pipeline.stages.report import report
from pipeline.stages.rules import rules
from pipeline.stages.run_context import Run
from pipeline.stages.score import score
from pipeline.stages.summary import say_stage, say_summary
from pipeline.stages.validate import validate
from pipeline.stopping import go_on
from pipeline.store import lineage, run_directory
from pipeline.store.resources import code_hash, file_hash, files_in, load_parameters, parameters_hash
from pipeline.store.writing import write_json
from pipeline.texts import ToldError

Stage = Callable[[Run, Engine], dict[str, Any]]
# The order of work: each stage starts from what the one before left in the run directory.
ORDER: dict[str, Stage] = {
    "ingest": ingest,
    "validate": validate,
    "changes": changes,
    "features": features,
    "forest": forest,
    "rules": rules,
    "score": score,
    "cases": cases,
    "report": report,
}
# What a stage starts from; those before that count through them.
STARTS_FROM = {
    "validate": ("ingest",),
    "changes": ("validate",),
    "features": ("changes",),
    "forest": ("features",),
    "rules": ("features",),
    "score": ("forest", "rules"),
    "cases": ("score",),
    "report": ("cases",),
}
# Words of the console that stand for several stages.
TOGETHER = {"score": ("features", "forest", "rules", "score")}
# What the manifest says elsewhere, or what the access log says.
NOT_TOLD = ("data", "out", "register", "who", "why", "at")
# Stages that look into the register of outcomes; what they themselves note there is no change.
KNOW_OUTCOMES = ("cases", "report")
# Stages whose pages say by which parameters the run was made.
TELL_PARAMETERS = ("cases", "report")
__all__ = ["ORDER", "one_stage", "whole_run", "with_run", "write_quarantine"]
PACKAGES = ("pandas", "numpy", "pyarrow", "scikit-learn", "great-expectations", "matplotlib", "numba")


def whole_run(options: Options) -> None:
    """Every stage in order, then what was found."""
    with_stages(options, list(ORDER), only_changed=True)


def one_stage(options: Options, name: str) -> None:
    with_stages(options, list(TOGETHER.get(name, (name,))), only_changed=False)


def profiled_run(options: Options) -> None:
    """Every stage once more and in this process; profile/<stage>.csv says where its time went."""
    order = {name: partial(_in_profile, name) for name in ORDER}
    with_stages(replace(options, workers=1, engine="local", scheduler=""), list(ORDER), only_changed=False, order=order)


def _in_profile(name: str, run: Run, engine: Engine) -> dict[str, Any]:
    with profiled() as functions:
        facts = ORDER[name](run, engine)
    write_profile(run, name, functions)
    return facts


def parameters_of(options: Options) -> Parameters:
    """The numbers that hold in a run; InputError where the office's own thresholds cannot be used."""
    try:
        return load_parameters(options.as_of, options.thresholds)
    except ValueError as error:
        raise ToldError("error.thresholds", file=options.thresholds, why=str(error)) from None


def with_run(options: Options, act: Callable[[Run], Any]) -> Any:
    """What is done with a run that is already there, its directory locked."""
    parameters = parameters_of(options)
    with run_directory.opened(options.out) as directory:
        return act(Run(options, directory, parameters, parameters_hash(parameters)))


def with_stages(
    options: Options, names: list[str], only_changed: bool, order: Mapping[str, Stage] = MappingProxyType(ORDER)
) -> None:
    parameters = parameters_of(options)
    if options.scheduler:
        # Workers were started elsewhere: the folders have one name for all of them.
        options = replace(options, data=options.data.resolve(), out=options.out.resolve())
    with run_directory.opened(options.out) as directory:
        run = Run(options, directory, parameters, parameters_hash(parameters))
        seen = partial(run_directory.seen, directory)
        with engines.opened(options.engine, options.processes, options.scheduler, seen) as engine:
            for name in names:
                _stage(run, engine, name, order[name], only_changed)
        if "report" in names:
            say_summary(run)


def _stage(run: Run, engine: Engine, name: str, stage: Stage, only_changed: bool) -> None:
    """One stage: its record says what it made, of what, and at what cost; the manifest is written anew."""
    key = _key(run, name)
    if only_changed and _unchanged(run, name, key):
        say_stage(run, name, run.directory.record(name), again=False)
        return
    _of_this_version(run, name)
    run.directory.forget_record(name)
    try:
        with metered() as cost:
            facts = stage(of_stage(run, name), engine)
            go_on()
    except BlockingError:
        write_manifest(run)
        raise
    spent = {"wall_seconds": round(cost.seconds, 3), "peak_memory_mib": cost.peak_mib}
    key = _key(run, name) if name in KNOW_OUTCOMES else key
    run.directory.write_record(name, {"key": key, "code": _code(name), **facts, **spent})
    write_manifest(run)
    say_stage(run, name, run.directory.record(name), again=True)


@cache
def _code(name: str) -> str:
    """A hash of the code and texts of a stage, as they were when this process first asked."""
    return lineage.hash_of(lineage.files_of(name))


def _of_this_version(run: Run, name: str) -> None:
    """What a stage starts from was left by this code: tables of another version have other columns and files."""
    for stage in STARTS_FROM.get(name, ()):
        if run.directory.record(stage).get("code") != _code(stage):
            raise ToldError("error.stage_version", file=run.directory.root, stage=stage)


def of_stage(run: Run, name: str) -> Run:
    """The run with the parameters alone that count for the stage's key, so that none can be used and not counted."""
    return replace(run, parameters=run.parameters.only(lineage.parameters_of(lineage.files_of(name), run.parameters)))


def _key(run: Run, name: str) -> str:
    """A hash of all that a stage depends on: what it starts from, and the choices, numbers and code that it uses."""
    files = lineage.files_of(name)
    used = set(lineage.options_of(files, vars(run.options))) - set(WITHOUT_EFFECT)
    chosen = {option: str(getattr(run.options, option)) for option in sorted(used)}
    before = [run.directory.record(stage)["key"] for stage in STARTS_FROM.get(name, ())]
    source = before or _input_hashes(run.options)
    outcomes = register_mark(register_path(run.options)) if name in KNOW_OUTCOMES else ""
    numbers = run.parameters_hash if name in TELL_PARAMETERS else parameters_hash(of_stage(run, name).parameters)
    known = (name, source, chosen, numbers, _code(name), outcomes)
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _input_hashes(options: Options) -> list[tuple[str, str]]:
    """The files of DATA by name, and those of a folder of maps."""
    if not options.data.is_dir():
        raise ToldError("reading.no_folder", file=options.data)
    folders = [options.data, Path(options.map)] if options.map and Path(options.map).is_dir() else [options.data]
    return [(path.relative_to(folder).as_posix(), file_hash(path)) for folder in folders for path in files_in(folder)]


def _unchanged(run: Run, name: str, key: str) -> bool:
    """Made of the same by the same code; a record of a version that did not note its code is made again."""
    made = run.directory.record(name) if run.directory.has_record(name) else {}
    return made.get("key") == key and made.get("code") == _code(name)


def write_manifest(run: Run) -> None:
    """manifest.json: inputs with their hashes, parameters, versions, rows of every table, cost of every stage."""
    records = {name: run.directory.record(name) for name in ORDER if run.directory.has_record(name)}
    ingested, validated = records.get("ingest", {}), records.get("validate", {})
    chosen = {name: str(value) for name, value in vars(run.options).items() if name not in NOT_TOLD}
    write_json(
        run.directory.file("manifest.json"),
        {
            "inputs": ingested.get("inputs", []),
            "notes": ingested.get("notes", []),
            "rows": validated.get("rows", ingested.get("rows", {})),
            "options": chosen,
            "parameters": {name: [vars(value) for value in p.values] for name, p in sorted(run.parameters.items())},
            "parameters_hash": run.parameters_hash,
            "code_hash": code_hash(),
            "register": register_mark(register_path(run.options)),
            "seed": run.options.seed,
            "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
            "stages": {
                name: {k: v for k, v in record.items() if k not in ("inputs", "notes", "rows", "read")}
                for name, record in records.items()
            },
        },
    )
