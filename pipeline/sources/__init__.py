"""Sources: files of any office become canonical tables, and what cannot be read for certain a row of quarantine."""

from collections.abc import Iterator

import pandas as pd

from pipeline.params import Parameters
from pipeline.sources.column_map import ColumnMap, load_map
from pipeline.sources.corrections import load_corrections
from pipeline.sources.mapped import map_files, read_mapped_file
from pipeline.sources.pack_file import read_pack_file
from pipeline.sources.read import Read
from pipeline.store.reading import InputFile
from pipeline.texts import Catalogue

__all__ = ["ColumnMap", "Read", "load_corrections", "load_map", "map_files", "read_file", "read_pack_file"]


def read_file(
    file: InputFile,
    parameters: Parameters,
    say: Catalogue,
    column_map: ColumnMap | None = None,
    corrections: pd.DataFrame | None = None,
    region: str = "trung_bo",
) -> Iterator[Read]:
    """A file in pieces: by a column map, or without one as a table of a pack, under its corrections (CORRECTIONS).

    Each Read has rows_read = accepted + quarantined. Raises InputError (one line: file, place, remedy) for a file that
    cannot be used. `region` decides how large a sào is (`bac_bo`, `trung_bo`, `nam_bo`).
    """
    if column_map is None:
        return read_pack_file(file, parameters, say, region, corrections)
    return read_mapped_file(file, column_map, parameters, say, region, corrections)
