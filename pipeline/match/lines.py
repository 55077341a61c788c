"""The lines of section II that are compared: in which pair each stands before, and in which after."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.match.codes import cell_codes, mixed, numbered, place_in, text_codes
from pipeline.match.places import same_place
from pipeline.model.vocabulary import CATEGORIES
from pipeline.text import arrow_text

# Every cell by which a line of one year is word for word that of another.
WORDS = (
    "category", "kind", "name", "holder", "address", "quantity", "unit", "area_m2", "value_vnd", "certificate_no",
    "registration_no", "acquired_on", "country", "currency", "foreign_amount",
)  # fmt: skip


@dataclass(frozen=True)
class Lines:
    """One entry a row of the assets, by position: the pair it is in (-1: none), its category, place and order."""

    before_pair: np.ndarray
    after_pair: np.ndarray
    category: np.ndarray
    place: np.ndarray
    order: np.ndarray


def compared_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of lists of assets, in a fixed order: its number is the position."""
    compared = pairs[pairs.has_asset_list.fillna(True).astype(bool) & pairs.baseline_declaration_id.notna()]
    return compared.sort_values(["declarant_id", "declared_on", "sequence_no", "declaration_id"], ignore_index=True)


def lines_of(assets: pd.DataFrame, compared: pd.DataFrame, commune_changes: pd.DataFrame) -> Lines:
    """Every list is `after` in at most one pair and `before` in at most one: pairs follow each other in a chain."""
    declaration = arrow_text(assets.declaration_id)
    codes, names = text_codes(assets.category)
    return Lines(
        before_pair=number_in(declaration, compared.baseline_declaration_id),
        after_pair=number_in(declaration, compared.declaration_id),
        category=np.array([CATEGORIES.index(name) for name in names], dtype="int64")[codes],
        place=same_place(assets.commune_code, commune_changes),
        order=_natural_order(assets.item_no),
    )


def number_in(wanted: pa.Array, names: pd.Series) -> np.ndarray:
    """The position of each wanted text among the names, -1 where it is not one of them."""
    found = pc.index_in(wanted, value_set=arrow_text(names), skip_nulls=True)
    return np.asarray(pc.fill_null(found, -1)).astype("int64")


def identical(assets: pd.DataFrame, lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Positions before and after of lines that are word for word the same (the naming of communes set aside)."""
    held = [cell_codes(assets[column]) for column in WORDS if assets[column].notna().any()]
    words = mixed(lines.place, *held)
    before, after = np.flatnonzero(lines.before_pair >= 0), np.flatnonzero(lines.after_pair >= 0)
    keys_before = numbered(mixed(words[before], lines.before_pair[before]), lines.order[before])
    keys_after = numbered(mixed(words[after], lines.after_pair[after]), lines.order[after])
    found = place_in(keys_before, keys_after)
    return before[found[found >= 0]], after[found >= 0]


def _natural_order(item_no: pd.Series) -> np.ndarray:
    """The rank of each item number: 2 before 10, II.1.2 before II.1.10."""
    codes, names = text_codes(item_no)
    parts = [
        [int(part) if place % 2 else part for place, part in enumerate(re.split(r"([0-9]+)", name))] for name in names
    ]
    rank = np.empty(len(names), dtype="int64")
    rank[sorted(range(len(names)), key=parts.__getitem__)] = np.arange(len(names))
    return np.asarray(rank[codes])
