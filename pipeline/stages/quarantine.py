"""quarantine.xlsx: the rows set aside as a workbook in which a unit writes the right values."""

from pathlib import Path

from pipeline.exports.quarantine_workbook import quarantine_workbook
from pipeline.model import QUARANTINE
from pipeline.stages.partitions import registers
from pipeline.stages.run_context import Run
from pipeline.store.tables import read_table
from pipeline.store.writing import write_bytes


def write_quarantine(run: Run) -> Path:
    """The workbook beside the other results of the run; where it lies."""
    run.directory.record("validate")
    units = registers(run).get("units")
    names = {} if units is None else dict(zip(units.unit_code, units.unit_name.fillna(units.unit_code), strict=True))
    rows = read_table(run.directory.file("quarantine.parquet"), QUARANTINE)
    path = run.directory.file("quarantine.xlsx")
    write_bytes(path, quarantine_workbook(rows, names, run.options.lang_ui))
    return path
