"""What ships with the project and is read at run time: parameters, expectations."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline import params
from pipeline.texts import ToldError

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent


def load_parameters(as_of: date | None = None, thresholds: str = "") -> params.Parameters:
    """All parameters of `pipeline/parameters/*.yaml`, as they stood on a day, under an office's own thresholds."""
    documents: dict[str, Any] = {}
    for path in sorted((PACKAGE / "parameters").glob("*.yaml")):
        documents |= yaml.safe_load(path.read_text(encoding="utf-8"))
    shipped = params.parse(documents).as_of(as_of)
    return params.overlaid(shipped, office_thresholds(Path(thresholds))) if thresholds else shipped


def office_thresholds(path: Path) -> dict[str, Any]:
    """The records of an office's file of thresholds (YAML); InputError for a file that cannot be read as one."""
    try:
        records = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ToldError("error.thresholds_unread", file=path, why=type(error).__name__) from None
    if not isinstance(records, dict):
        raise ToldError("error.thresholds_empty", file=path)
    return records


def parameters_hash(parameters: params.Parameters) -> str:
    """SHA-256 over every parameter's values and sources."""
    return hashlib.sha256(repr(sorted(parameters.by_name.items())).encode()).hexdigest()


def load_suites() -> dict[str, dict[str, Any]]:
    """The Great Expectations suite of each table, as written in `expectations/<table>.json`."""
    folder = PROJECT / "expectations"
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def rule_examples() -> list[str]:
    """The text tables of `tests/rules/`: the worked examples that the cards show and the tests execute."""
    return [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "tests" / "rules").glob("*.txt"))]


def project_texts(folder: str, kind: str) -> dict[str, str]:
    """Text files of the project by name below the folder: of a kind (`.md`) at any depth, else by pattern in it."""
    root = PROJECT / folder
    paths = root.rglob(f"*{kind}") if kind.startswith(".") else root.glob(kind)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def code_hash() -> str:
    """SHA-256 over the project's own code, suites and parameters: a stage runs anew when it changes."""
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*"), *(PROJECT / "expectations").glob("*.json")]):
        if path.is_file() and path.suffix in {".py", ".json", ".yaml", ".csv", ".po", ".html"}:
            digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
