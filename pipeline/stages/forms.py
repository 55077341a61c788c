"""The official form: a blank one to fill in, and forms that the households of a synthetic province fill."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.errors import InputError
from pipeline.exports.form130 import FORMATS, blank_form, filled_form
from pipeline.model import DECLARED
from pipeline.simulate import Province
from pipeline.store.writing import write_bytes
from pipeline.texts import catalogue


def write_blank_form(path: Path, language: str = "vi") -> str:
    """Writes the blank form, DOCX or XLSX by the ending of the path; the line that says where it is."""
    say = catalogue(language)
    form = path.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise InputError(say("forms.format", file=path.name or path.as_posix()))
    write_bytes(path, blank_form(form))
    return say("forms.written", file=path.as_posix())


def forms_of(province: Province, count: int, seed: int) -> dict[str, bytes]:
    """Forms that `count` declarations of a province fill, by file name: one folder a year, DOCX and XLSX mixed.

    A declaration that was filed twice is filled once; the same seed gives the same forms.
    """
    return dict(filled(province, count, seed))


def filled(province: Province, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The forms of `forms_of` one after another, so that thousands of them need not lie in memory."""
    rng = np.random.default_rng(seed)
    ids = province.tables["declarations"]["declaration_id"].drop_duplicates().sort_values().to_numpy()
    chosen = np.sort(rng.permutation(ids)[:count])
    formats = rng.integers(len(FORMATS), size=len(chosen))
    groups = {
        table.name: dict(tuple(_first_of_each(province.tables[table.name], table.key).groupby("declaration_id")))
        for table in DECLARED
        if table.name in province.tables
    }
    for declaration_id, form in zip(chosen, formats, strict=True):
        tables = {name: rows[declaration_id] for name, rows in groups.items() if declaration_id in rows}
        year = pd.Timestamp(tables["declarations"]["declared_on"].iloc[0]).year
        yield f"{year}/{declaration_id}.{FORMATS[form]}", filled_form(tables, FORMATS[form])


def _first_of_each(rows: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    return rows.drop_duplicates(list(key)) if key else rows
