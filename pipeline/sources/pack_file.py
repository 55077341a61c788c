"""A table file of a pack, read in pieces."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.model import INPUTS, Table
from pipeline.params import Parameters
from pipeline.sources.areas import land_units
from pipeline.sources.corrections import corrected_pieces
from pipeline.sources.headings import Matched, match_headings
from pipeline.sources.pack import canonical
from pipeline.sources.read import Read
from pipeline.sources.rejected import Place, ragged, refused, stacked, under_labels
from pipeline.store.reading import Cells, InputFile, read_cells
from pipeline.store.reading_ahead import ahead
from pipeline.texts import Catalogue


def read_pack_file(
    file: InputFile,
    parameters: Parameters,
    say: Catalogue,
    region: str = "trung_bo",
    corrections: pd.DataFrame | None = None,
) -> Iterator[Read]:
    """A table file of a pack in pieces; raises UnreadableError where the file cannot be used."""
    table, land, matched = INPUTS[file.table], land_units(parameters, region), None
    for cells in corrected_pieces(ahead(read_cells(file)), file, corrections):
        first = matched is None
        matched = matched or match_headings(table, cells.labels, file.name)
        read = _piece(table, cells, matched, file, say, land)
        yield read._replace(notes=[*matched.notes, *read.notes]) if first else read


def _piece(
    table: Table, cells: Cells, matched: Matched, file: InputFile, say: Catalogue, land: Mapping[str, float]
) -> Read:
    """One piece of a file; in a sheet a row without any cell is no row, in a text it is one of quarantine."""
    place, empty = Place(file.name, file.sheet), _empty_rows(cells.frame)
    filled = cells.frame[~empty] if empty.any() else cells.frame
    as_read = under_labels(filled, cells.labels)
    rejected = [ragged(table.name, cells.ragged, list(as_read.columns), place, say)] if cells.ragged else []
    if empty.any() and file.format != "sheet":
        rejected.append(refused(table.name, cells.frame[empty], say("quarantine.empty"), place))
    if file.same_as:
        rejected.append(refused(table.name, as_read, say("quarantine.same_file", other=file.same_as), place))
        return Read(table.name, table.empty(), stacked(rejected), [], sum(map(len, rejected)))
    named = filled[list(matched.columns)].set_axis(list(matched.columns.values()), axis=1)
    written = {matched.columns[a]: texts for a, texts in cells.written.items() if a in matched.columns}
    found = canonical(table, named, place, say, land, matched.manners, as_read, written)
    rejects = stacked([found.quarantine, *rejected])
    return Read(table.name, found.frame, rejects, found.notes, len(found.frame) + len(rejects))


def _empty_rows(frame: pd.DataFrame) -> pd.Series:
    """True for rows without any cell; a column that is nowhere empty answers for all rows at once."""
    if any(not frame[name].hasnans for name in frame.columns):
        return pd.Series(False, index=frame.index)
    return frame.isna().all(axis=1)
