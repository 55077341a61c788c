"""quarantine.xlsx, in which units write the right values, and a letter to each unit that can be printed."""

from pathlib import Path

from pipeline.exports.quarantine_asked import asked
from pipeline.exports.quarantine_letter import quarantine_letters
from pipeline.exports.quarantine_workbook import quarantine_workbook
from pipeline.model import DECLARATIONS, QUARANTINE
from pipeline.stages.access import logged
from pipeline.stages.partitions import registers
from pipeline.stages.run_context import Run
from pipeline.store.tables import read_parts, read_table
from pipeline.store.writing import clear_folder, write_bytes, write_files

LETTERS = "quarantine_letters"


def write_quarantine(run: Run) -> Path:
    """The workbook beside the other results of the run, and the letters in a folder; where the workbook lies."""
    run.directory.record("validate")
    units = registers(run).get("units")
    names = {} if units is None else dict(zip(units.unit_code, units.unit_name.fillna(units.unit_code), strict=True))
    rows = asked(read_table(run.directory.file("quarantine.parquet"), QUARANTINE), unit_by_declaration(run))
    path = run.directory.file("quarantine.xlsx")
    logged(run, f"quarantine: {len(rows)} rows")
    write_bytes(path, quarantine_workbook(rows, names, run.options.lang_ui))
    letters = quarantine_letters(rows, names, run.options.lang_ui)
    clear_folder(run.directory.file(LETTERS))
    write_files(run.directory.file(LETTERS), letters)
    return path


def unit_by_declaration(run: Run) -> dict[str, str]:
    """The unit of every accepted declaration."""
    paths = run.directory.parts("accepted", DECLARATIONS.name)
    held = read_parts(paths, DECLARATIONS, ["declaration_id", "unit_code"]) if paths else DECLARATIONS.empty()
    return dict(zip(held.declaration_id, held.unit_code, strict=True))
