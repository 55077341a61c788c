"""Rows of many forms as canonical tables: amounts, dates and codes are read for all of them at once."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.model import DECLARED, QUARANTINE, Table
from pipeline.params import Parameters
from pipeline.sources.areas import land_units
from pipeline.sources.form130.rows import FormRow, Problem
from pipeline.sources.form130.understanding import Understood, raw_json
from pipeline.sources.pack import canonical, shown
from pipeline.sources.rejected import Place
from pipeline.store.reading_folder import Note
from pipeline.texts import Catalogue

FORMS = "forms"


class Form(NamedTuple):
    """A form as it was understood, with the file and sheet where it stands."""

    place: Place
    content: Understood


class FormRead(NamedTuple):
    """Accepted rows of each table, rows of quarantine (of a table, or `forms` for a whole form), and notes."""

    tables: dict[str, pd.DataFrame]
    quarantine: pd.DataFrame
    notes: list[Note]


class _Placed(NamedTuple):
    row: FormRow
    form: Form


def frames(forms: Sequence[Form], parameters: Parameters, say: Catalogue, region: str = "trung_bo") -> FormRead:
    """All rows of some forms; what a column's reader refuses is a row of quarantine beside what was not understood."""
    land = land_units(parameters, region)
    tables: dict[str, pd.DataFrame] = {}
    rejected: list[pd.DataFrame] = []
    notes: list[Note] = []
    placed = [_Placed(row, form) for form in forms for row in form.content.rows if not form.content.refusal]
    for table in DECLARED:
        rows = [one for one in placed if one.row.table == table.name]
        if rows:
            tables[table.name], refused, told = _table(table, rows, say, land)
            rejected.append(refused)
            notes += told
        else:
            tables[table.name] = table.empty()
    rejected.append(_problems(forms, say))
    held = [piece for piece in rejected if len(piece)]
    return FormRead(tables, pd.concat(held, ignore_index=True) if held else QUARANTINE.empty(), notes)


def _table(
    table: Table, rows: Sequence[_Placed], say: Catalogue, land: Mapping[str, float]
) -> tuple[pd.DataFrame, pd.DataFrame, list[Note]]:
    """One table: the index of the cells is the place in `rows`, which comes back as `source_row`."""
    columns = [name for name in table.names if any(name in one.row.cells for one in rows)]
    cells = pd.DataFrame(
        {
            name: pd.Series([one.row.cells.get(name) for one in rows], dtype="str").replace("", np.nan)
            for name in columns
        }
    )
    found = canonical(table, cells, Place(_files(rows, say)), say, land)
    accepted = found.frame.assign(**_provenance(rows, found.frame["source_row"]))
    accepted["raw"] = _texts(found.frame["source_row"], lambda number: raw_json(rows[number].row.raw))
    refused = found.quarantine
    if len(refused):
        numbers = refused["source_row"]
        refused = QUARANTINE.conform(
            refused.assign(
                **_provenance(rows, numbers),
                row=_texts(numbers, lambda number: raw_json(rows[number].row.raw)),
                unit_code=_texts(numbers, lambda number: rows[number].form.content.unit_code),
            )
        )
    return table.conform(accepted), refused, found.notes


def _files(rows: Sequence[_Placed], say: Catalogue) -> str:
    """What notes name as the file: the file, or how many forms were read together."""
    files = {one.form.place.file for one in rows}
    return files.pop() if len(files) == 1 else say("forms.several_files", count=len(files))


def _texts(numbers: pd.Series, told: Callable[[int], str | None]) -> pd.Series:
    return pd.Series([told(int(number)) or None for number in numbers], index=numbers.index, dtype="str")


def _provenance(rows: Sequence[_Placed], numbers: pd.Series) -> dict[str, pd.Series]:
    """File, sheet, row of a sheet, and place of each row."""
    chosen = [rows[int(number)] for number in numbers]
    told = {
        "source_file": pd.Series([one.form.place.file for one in chosen], dtype="str"),
        "source_sheet": pd.Series([one.form.place.sheet or None for one in chosen], dtype="str"),
        "source_row": pd.Series(
            [float(one.row.row) if one.form.place.sheet and one.row.row else np.nan for one in chosen], dtype="float64"
        ),
        "source_place": pd.Series([one.row.place for one in chosen], dtype="str"),
    }
    return {name: values.set_axis(numbers.index) for name, values in told.items()}


def _problems(forms: Sequence[Form], say: Catalogue) -> pd.DataFrame:
    """One row for each text that was not understood; exactly one for a form that is none."""
    rows = [
        row
        for form in forms
        for row in (
            [_refusal(form, say)]
            if form.content.refusal
            else [_problem(one, form, say) for one in form.content.problems]
        )
    ]
    return QUARANTINE.conform(pd.DataFrame(rows, columns=QUARANTINE.names)) if rows else QUARANTINE.empty()


def _problem(problem: Problem, form: Form, say: Catalogue) -> dict[str, object]:
    return {
        "table": problem.table,
        "source_file": form.place.file,
        "source_sheet": form.place.sheet or None,
        "source_row": float(problem.row) if form.place.sheet and problem.row else np.nan,
        "source_place": problem.where,
        "reason": say(problem.message, place=problem.where, text=shown(problem.text)),
        "row": json.dumps({"text": problem.text}, ensure_ascii=False),
        "rule": "reading",
        "column": problem.column or None,
        "unit_code": form.content.unit_code or None,
    }


def _refusal(form: Form, say: Catalogue) -> dict[str, object]:
    if form.content.reason:
        return refusal(form.place, form.content.reason)
    missing = ", ".join(say(f"forms.missing.{column}") for column in form.content.missing)
    return refusal(form.place, say(form.content.refusal, missing=missing, file=form.place.file))


def refusal(place: Place, reason: str) -> dict[str, object]:
    """The row of quarantine that stands for a whole form."""
    return {
        "table": FORMS,
        "source_file": place.file,
        "source_sheet": place.sheet or None,
        "source_row": np.nan,
        "source_place": None,
        "reason": reason,
        "row": None,
        "rule": "reading",
        "column": None,
        "unit_code": None,
    }
