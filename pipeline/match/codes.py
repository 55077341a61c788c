"""Columns as whole numbers: equal cells have equal numbers, so that rows are compared at the speed of numbers."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.text import arrow_text

ODD = np.uint64(0x9E3779B97F4A7C15)
HALF = np.uint64(29)


def codes_of(texts: pd.Series) -> np.ndarray:
    """A number for each text, -1 where unknown."""
    return _numbers(arrow_text(texts).dictionary_encode())


def text_codes(texts: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A number for each text (-1 where unknown), and the distinct texts in the order of their numbers."""
    encoded = arrow_text(texts).dictionary_encode()
    return _numbers(encoded), encoded.dictionary.to_numpy(zero_copy_only=False)


def place_of(texts: pd.Series, names: tuple[str, ...]) -> np.ndarray:
    """The place of each text among the names, -1 where it is none of them."""
    found = pc.index_in(arrow_text(texts), value_set=pa.array(names, type=pa.large_string()), skip_nulls=True)
    return np.asarray(pc.fill_null(found, -1)).astype("int64")


def _numbers(encoded: pa.DictionaryArray) -> np.ndarray:
    numbers = encoded.indices if encoded.null_count == 0 else pc.fill_null(encoded.indices, -1)
    return np.asarray(numbers.to_numpy(zero_copy_only=False), dtype="int64")


def cell_codes(values: pd.Series) -> np.ndarray:
    """A 64-bit number for each cell, whatever the type of the column; unknown cells are alike."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.to_numpy().view("int64").view("uint64")
    if pd.api.types.is_numeric_dtype(values):
        # Adding 0.0 turns the negative zero into the ordinary one.
        return (values.to_numpy(dtype="float64", na_value=np.nan) + 0.0).view("uint64")
    return codes_of(values).view("uint64")


def mixed(*columns: np.ndarray) -> np.ndarray:
    """One 64-bit key for each row of several columns of numbers."""
    key = np.full(len(columns[0]), ODD)
    for column in columns:
        key = (key ^ column.astype("uint64", copy=False)) * ODD
        key ^= key >> HALF
    return key


def place_in(keys: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Where each wanted key stands in `keys` (all different), -1 where it does not."""
    return np.asarray(pd.Index(keys).get_indexer(wanted))


def single(keys: np.ndarray) -> np.ndarray:
    """Which keys stand only once."""
    return ~pd.Series(keys).duplicated(keep=False).to_numpy()


def numbered(keys: np.ndarray, order: np.ndarray) -> np.ndarray:
    """The keys told apart where one stands several times: by `order` the first keeps it, the others get new ones."""
    repeated = np.flatnonzero(pd.Series(keys).duplicated(keep=False).to_numpy())
    if not len(repeated):
        return keys
    ranked = repeated[np.lexsort((order[repeated], keys[repeated]))]
    starts = np.flatnonzero(np.r_[True, np.diff(keys[ranked]) != 0])
    number = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.r_[starts, len(ranked)]))
    told = keys.copy()
    told[ranked] = np.where(number == 0, keys[ranked], mixed(keys[ranked], number))
    return told
