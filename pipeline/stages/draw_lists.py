"""The lists that a draw is made from, out of DATA: who declares every year, who leads, who is left out and why.

Nothing else of DATA is read. A row that cannot be read stops the draw: somebody's ticket would be missing.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.errors import InputError
from pipeline.model.registers import OBLIGED, POSTS, UNITS, VERIFICATIONS
from pipeline.params import Parameters
from pipeline.sources import read_file
from pipeline.store.reading import InputFile, find_tables, read_cells
from pipeline.texts import Catalogue

LEADING = ("head", "deputy")
# A day on which every successor of the register of units has taken over.
AFTER_ALL_MERGERS = date(9000, 1, 1)
EXCLUSION_REASONS = ("under_investigation", "seriously_ill", "abroad")
# Why somebody is left out is the office's to know; the list that everybody may check says only that it is so.
EXCLUDED = "excluded"


def lists_of(data: Path, parameters: Parameters, say: Catalogue) -> dict[str, pd.DataFrame]:
    """`obliged`, `posts`, `units`, `verifications` and `exclusions` (declarant_id, reason, note)."""
    if not data.is_dir():
        raise InputError(say("draw.no_folder", data=data))
    models = {table.name: table for table in (OBLIGED, POSTS, UNITS, VERIFICATIONS)}
    files = find_tables(data, {*models, "exclusions"}).files
    held = {
        name: [
            rows for file in files if file.table == name and not file.same_as for rows in _read(file, parameters, say)
        ]
        for name in models
    }
    if not held["obliged"]:
        raise InputError(say("draw.no_obliged", data=data))
    tables = {name: pd.concat(held[name]) if held[name] else model.empty() for name, model in models.items()}
    excluded = [exclusions(file, say) for file in files if file.table == "exclusions" and not file.same_as]
    nobody = pd.DataFrame({"declarant_id": pd.Series(dtype="str"), "reason": pd.Series(dtype="str")})
    return tables | {"exclusions": pd.concat([nobody, *excluded], ignore_index=True)}


def _read(file: InputFile, parameters: Parameters, say: Catalogue) -> Iterator[pd.DataFrame]:
    for read in read_file(file, parameters, say):
        if len(read.quarantine):
            first = read.quarantine.iloc[0]
            raise InputError(say("draw.unread_row", file=file.name, row=say.number(first.source_row), why=first.reason))
        yield read.accepted


def exclusions(file: InputFile, say: Catalogue) -> pd.DataFrame:
    """The table of those whom the law leaves out of the draw; raises InputError for a reason that it does not know."""
    parts = []
    for cells in read_cells(file):
        named = cells.frame.rename(columns={letter: label.strip().lower() for letter, label in cells.labels.items()})
        if not {"declarant_id", "reason"} <= set(named.columns):
            raise InputError(say("draw.exclusions_columns", file=file.name))
        parts.append(named[["declarant_id", "reason"]].apply(lambda texts: texts.str.strip()))
    rows = pd.concat(parts)
    wrong = rows[~rows.reason.isin(EXCLUSION_REASONS) | rows.declarant_id.isna()]
    if len(wrong):
        row, reason, choices = wrong.index[0], wrong.reason.iloc[0], ", ".join(EXCLUSION_REASONS)
        raise InputError(say("draw.exclusions_reason", file=file.name, row=row, reason=reason, choices=choices))
    return pd.DataFrame(rows)


def annual_declarants(lists: dict[str, pd.DataFrame], drawn_on: date) -> tuple[pd.DataFrame, int]:
    """declarant_id, unit_code, is_leader of those who declare every year, and the year of the list.

    The year is the latest not after the draw; units that were merged since stand under their successor.
    """
    obliged = lists["obliged"]
    year = obliged.year[obliged.year <= drawn_on.year].max()
    latest = obliged[(obliged.year == year) & (obliged.kind.isna() | (obliged.kind == "ANNUAL"))]
    unit = today(latest.unit_code, lists["units"], drawn_on)
    annual = latest.assign(unit_code=unit)[["declarant_id", "unit_code"]].drop_duplicates()
    leading = leaders(lists["posts"], lists["units"], drawn_on)
    # A list of the year may name the unit as it is called after a merger to come: both sides go by the last name.
    lasting = today(annual.unit_code, lists["units"], AFTER_ALL_MERGERS)
    held = pd.MultiIndex.from_frame(annual.assign(unit_code=lasting)).isin(pd.MultiIndex.from_frame(leading))
    return annual.assign(is_leader=held).reset_index(drop=True), 0 if pd.isna(year) else int(year)


def leaders(posts: pd.DataFrame, units: pd.DataFrame, drawn_on: date) -> pd.DataFrame:
    """declarant_id and last unit_code (after all mergers) of heads and deputies whose post is valid on the day."""
    day = pd.Timestamp(drawn_on)
    valid = (posts.from_date.isna() | (posts.from_date <= day)) & (posts.to_date.isna() | (posts.to_date >= day))
    held = posts[valid & posts.role.isin(LEADING)]
    unit = today(held.unit_code, units, AFTER_ALL_MERGERS)
    return pd.DataFrame({"declarant_id": held.person_id, "unit_code": unit}).drop_duplicates()


def today(codes: pd.Series, units: pd.DataFrame, drawn_on: date) -> pd.Series:
    """Each unit's code on the day: that of the unit that took over, as often as one did."""
    ended = units[(units.valid_to < pd.Timestamp(drawn_on)) & units.successor_code.notna()]
    successor = ended.sort_values(["unit_code", "valid_to"]).drop_duplicates("unit_code", keep="last")
    follows = successor.set_index("unit_code").successor_code
    for _ in range(len(follows)):
        later = codes.map(follows)
        if later.isna().all() or (later == codes).all():
            break
        codes = later.fillna(codes)
    return codes
