"""What lies in a data folder: tables, possible forms, and what is left aside with a note."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_sheets import sheet_names

CORRECTIONS = "corrections"
DOCUMENTS = (".docx", ".doc", ".docm")
WORKBOOKS = (".xlsx",)
OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".ods")
TABLE_ENDINGS = (".csv", ".csv.gz", ".parquet")


@dataclass(frozen=True)
class InputFile:
    """A table in a file: `name` is the path within the folder, `same_as` the file whose content it repeats."""

    path: Path
    name: str
    table: str
    format: str
    sheet: str = ""
    same_as: str = ""


@dataclass(frozen=True)
class Note:
    """Something to tell the reader: the id of a sentence and what stands in its places."""

    message_id: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """Tables, files that may be forms (documents, workbooks without a known sheet), corrections, notes on the rest."""

    files: list[InputFile]
    forms: list[Path]
    notes: list[Note]
    corrections: list[InputFile] = field(default_factory=list)


def find_files(folder: Path, tables: Collection[str] | None) -> Found:
    """Everything below the folder, sorted by name."""
    if not folder.is_dir():
        raise UnreadableError("reading.no_folder", file=folder.as_posix())
    files: list[InputFile] = []
    forms: list[Path] = []
    notes: list[Note] = []
    for path, name in _walk(folder.resolve(), notes):
        found = _tables_of(path, name, tables)
        files += found.files
        forms += found.forms
        notes += found.notes
    tabular = sorted((f for f in files if f.table != CORRECTIONS), key=lambda file: (file.name, file.sheet))
    corrections = [file for file in files if file.table == CORRECTIONS]
    marked, repeated = _repeated(tabular)
    return Found(marked, forms, [*notes, *repeated], corrections)


def _walk(root: Path, notes: list[Note]) -> Iterator[tuple[Path, str]]:
    """Every file below the root with its name within it, sorted; hidden files and linked folders are noted."""
    for directory, folders, names in os.walk(root, followlinks=False):
        here = Path(directory)
        _check_links(root, here, folders, notes)
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        for name in sorted(names):
            path = here / name
            _check_link(root, path)
            inner = path.relative_to(root).as_posix()
            if name.startswith((".", "~$", "._")) or name.endswith("~"):
                notes.append(Note("note.ignored", {"file": inner}))
            elif path.is_file():
                _check_name(inner)
                yield path, inner


def _check_links(root: Path, here: Path, folders: list[str], notes: list[Note]) -> None:
    for folder in folders:
        path = here / folder
        if path.is_symlink():
            _check_link(root, path)
            notes.append(Note("note.linked_folder", {"file": path.relative_to(root).as_posix()}))


def _check_link(root: Path, path: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        raise UnreadableError("reading.link", file=path.relative_to(root).as_posix())


def _check_name(inner: str) -> None:
    """Refuses a name that is no UTF-8: it could stand in no manifest, message or letter."""
    told = inner.encode("utf-8", "backslashreplace").decode("utf-8")
    if told != inner:
        raise UnreadableError("reading.file_name", file=told)


def _tables_of(path: Path, name: str, tables: Collection[str] | None) -> Found:
    """What one file holds."""
    stem, ending = _parts(path.name)
    if ending in WORKBOOKS:
        return _workbook(path, name, tables)
    if ending in DOCUMENTS:
        return Found([], [path], [])
    table = _table_name(stem, ending, PurePosixPath(name), tables)
    if table is None:
        if ending in OTHER_WORKBOOKS and tables is not None and known(stem, tables):
            raise UnreadableError("reading.protected" if ending == ".xls" else "reading.macros", file=name)
        return Found([], [], [Note("note.unknown_file", {"file": name})])
    return Found([InputFile(path, name, table, "parquet" if ending == ".parquet" else "csv")], [], [])


def _parts(file_name: str) -> tuple[str, str]:
    """Stem and ending in small letters: `Assets.CSV.gz` is (`Assets`, `.csv.gz`)."""
    path = PurePosixPath(file_name)
    packed = path.suffix.lower() == ".gz"
    inner = PurePosixPath(path.stem) if packed else path
    return inner.stem, inner.suffix.lower() + (".gz" if packed else "")


def _table_name(stem: str, ending: str, name: PurePosixPath, tables: Collection[str] | None) -> str | None:
    """The table that a file holds by its own name, or, for Parquet, by that of its folder."""
    if ending not in TABLE_ENDINGS:
        return None
    if tables is None:
        return stem
    by_folder = known(name.parent.name, tables) if ending == ".parquet" else None
    return known(stem, tables) or by_folder


def known(name: str, tables: Collection[str]) -> str | None:
    """The table that a name means, without regard to case and spaces at its ends."""
    wanted = name.strip().lower().replace(" ", "_").replace("-", "_")
    return wanted if wanted in tables or wanted == CORRECTIONS else None


def _workbook(path: Path, name: str, tables: Collection[str] | None) -> Found:
    """A workbook is tables if a sheet bears the name of one, else perhaps a form."""
    try:
        sheets = sheet_names(path, name)
    except UnreadableError:
        if tables is None or known(_parts(path.name)[0], tables):
            raise
        return Found([], [path], [])
    of_tables = {sheet: sheet if tables is None else known(sheet, tables) for sheet in sheets}
    files = [InputFile(path, name, table, "sheet", sheet) for sheet, table in of_tables.items() if table]
    if not files:
        return Found([], [path], [])
    others = [sheet for sheet, table in of_tables.items() if not table]
    return Found(files, [], [Note("note.unknown_sheet", {"file": name, "sheet": sheet}) for sheet in others])


def _repeated(files: list[InputFile]) -> tuple[list[InputFile], list[Note]]:
    """The files, each that repeats the content of an earlier one of the same table marked, with notes."""
    sizes: dict[tuple[str, int], list[InputFile]] = defaultdict(list)
    for file in files:
        sizes[(file.table, file.path.stat().st_size)].append(file)
    first: dict[tuple[str, str, str], InputFile] = {}
    same: dict[InputFile, str] = {}
    for file in [file for group in sizes.values() if len(group) > 1 for file in group]:
        before = first.setdefault((file.table, file.sheet, _digest(file.path)), file)
        if before is not file:
            same[file] = before.name
    notes = [Note("note.same_file", {"file": file.name, "other": other}) for file, other in same.items()]
    return [replace(file, same_as=same.get(file, "")) for file in files], notes


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
