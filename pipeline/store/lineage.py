"""What a stage rests on: the modules that it uses, the choices they ask for and the parameters they name.

A stage is run again when one of these changes, and not when something changes that it does not use.
"""

import hashlib
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pipeline.store.resources import PACKAGE, PROJECT

IMPORT = re.compile(
    r"^[ \t]*from (pipeline[\w.]*) import (\([^)]*\)|[^\n]+)|^[ \t]*import (pipeline[\w.]*)", re.MULTILINE
)
OPTION = re.compile(r"\boptions\.(\w+)")
TEXT = re.compile(r"""f?"([A-Za-z0-9_{}.\[\]()]+)\"""")
SLOT = re.compile(r"\{[^}]*\}")
# Texts, tables and pages that modules read; the numbers of `parameters/` are told apart by name.
RESOURCES = {".po", ".csv", ".html", ".json", ".css", ".js"}


def files_of(stage: str) -> list[Path]:
    """What a stage of `pipeline/stages/` uses; the suites of expectations go with the stage that checks by them."""
    suites = sorted((PROJECT / "expectations").glob("*.json")) if stage == "validate" else []
    return [*modules_of(f"pipeline.stages.{stage}"), *suites]


@cache
def modules_of(name: str) -> tuple[Path, ...]:
    """The files of a module of the project and of all that it imports, directly or not, sorted."""
    found: set[Path] = set()
    waiting = [name]
    while waiting:
        for path in _files(waiting.pop()) - found:
            found.add(path)
            waiting += _imported(path)
    return tuple(sorted(found))


def _files(name: str) -> set[Path]:
    """The file of a module and those of the packages around it."""
    parts = name.split(".")
    around = {PROJECT.joinpath(*parts[: n + 1], "__init__.py") for n in range(len(parts))}
    return {path for path in {*around, PROJECT.joinpath(*parts).with_suffix(".py")} if path.is_file()}


@cache
def _imported(path: Path) -> tuple[str, ...]:
    """The names that a file imports from the project; a name may be a module or something in one."""
    names: list[str] = []
    for package, given, module in IMPORT.findall(_text(path)):
        words = re.findall(r"\w+", re.sub(r"#.*|\bas \w+", "", given))
        names += [module] if module else [package, *(f"{package}.{word}" for word in words)]
    return tuple(names)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def options_of(paths: Collection[Path], names: Collection[str]) -> list[str]:
    """The options that the modules ask for, of those there are, sorted."""
    asked = {name for path in paths for name in OPTION.findall(_text(path))}
    return sorted(asked & set(names))


def parameters_of(paths: Collection[Path], names: Collection[str]) -> list[str]:
    """The parameters that the modules (and the suites, for those that read them) name, sorted.

    A name that is put together counts for every parameter that it could be.
    """
    said = {text for path in paths for text in TEXT.findall(_text(path))}
    made = [
        re.compile(".+".join(map(re.escape, SLOT.split(text)))) for text in said if SLOT.search(text) and _tells(text)
    ]
    return sorted(name for name in names if name in said or any(pattern.fullmatch(name) for pattern in made))


def _tells(text: str) -> bool:
    """Whether what is fixed in a text is enough of a name."""
    return len(SLOT.sub("", text).strip("_.")) >= 4


def hash_of(paths: Collection[Path]) -> str:
    """SHA-256 over the modules and the texts, tables and pages that ship with them."""
    digest = hashlib.sha256()
    for path in [*sorted(paths), *_resources()]:
        digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def _resources() -> tuple[Path, ...]:
    return tuple(sorted(path for path in PACKAGE.rglob("*") if path.suffix in RESOURCES))
