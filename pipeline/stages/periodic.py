"""Stage `periodic`: the periodic report on assets and income, from the checked data and the register."""

from pathlib import Path

import pandas as pd

from pipeline.errors import InputError
from pipeline.exports.periodic_report import Report, periodic_report
from pipeline.model import DECLARATIONS
from pipeline.model.registers import COMPLAINTS, UNITS, VERIFICATIONS
from pipeline.periodic import declared_until, figures, period_of
from pipeline.stages.partitions import registers
from pipeline.stages.register_file import registered
from pipeline.stages.run_context import Run
from pipeline.store.tables import read_parts
from pipeline.store.writing import write_files
from pipeline.texts import catalogue

NEEDED = ["declaration_id", "declarant_id", "kind", "declared_on", "unit_code", "source_file", "source_row"]


def periodic(run: Run, register: Path, period: str) -> Path:
    """reports/<period>.xlsx and .docx; raises InputError where the data have not been checked yet."""
    say = catalogue(run.options.lang_ui)
    asked = period_of(period, run.parameters)
    tables = tables_of(run, register)
    until = declared_until(tables["declarations"])
    report = Report(asked.part, asked.year, asked.first, asked.last, *figures(tables, asked), until)
    folder = run.directory.file("reports")
    write_files(folder, periodic_report(report, say, run.options.profile))
    path = folder / f"{asked.name}.xlsx"
    print(say("period.done", name=say(f"period.name.{asked.part}", year=asked.year), path=path))
    return path


def tables_of(run: Run, register: Path) -> dict[str, pd.DataFrame]:
    """Declarations, verifications, units, complaints and register; a register that was not given is empty."""
    paths = run.directory.parts("accepted", DECLARATIONS.name)
    if not paths:
        raise InputError(catalogue(run.options.lang_ui)("period.no_run", path=run.directory.root))
    given = registers(run)
    tables = {table.name: given.get(table.name, table.empty()) for table in (VERIFICATIONS, UNITS, COMPLAINTS)}
    declarations = read_parts(paths, DECLARATIONS, NEEDED)
    return tables | {"declarations": declarations, "register": registered(register)["register"]}
