"""The lines of section II that are compared: in which pair each stands before, and in which after."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.match.codes import text_codes
from pipeline.match.places import same_place
from pipeline.model.vocabulary import CATEGORIES
from pipeline.text import arrow_text


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


def _natural_order(item_no: pd.Series) -> np.ndarray:
    """The rank of each item number: 2 before 10, II.1.2 before II.1.10."""
    codes, names = text_codes(item_no)
    parts = [
        [int(part) if place % 2 else part for place, part in enumerate(re.split(r"([0-9]+)", name))] for name in names
    ]
    rank = np.empty(len(names), dtype="int64")
    rank[sorted(range(len(names)), key=parts.__getitem__)] = np.arange(len(names))
    return np.asarray(rank[codes])
