"""Text of cells: composed Unicode without spaces at the ends. Keys for comparing are in `pipeline.text`."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sources.cell import arrow_text, text_series

# Lead bytes of UTF-8 beyond the blocks that Vietnamese needs; below them every letter that occurs is composed.
_FIRST_FOREIGN_BYTE = 0xC7
_HARMLESS_LEADS = (0xE1, 0xE2)
_SPACE_BYTE = 0x20
# Lead bytes of the spaces beyond ASCII: no-break, typographic, ideographic.
_WIDE_SPACE_LEADS = (0xC2, 0xE2, 0xE3)


def composed(texts: pd.Series) -> pd.Series:
    """The texts in composed Unicode without spaces at their ends, null where nothing is left; fast where all are so."""
    values = arrow_text(texts)
    if not all(map(_surely_composed, values.chunks)):
        values = pc.utf8_normalize(values, form="NFC")
    if not all(map(_surely_trimmed, values.chunks)):
        trimmed = pc.utf8_trim_whitespace(values)
        values = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    return text_series(values, texts.index)


def _bytes(texts: pa.Array) -> np.ndarray:
    content = texts.buffers()[2]
    return np.frombuffer(content, dtype=np.uint8) if content is not None else np.empty(0, dtype=np.uint8)


def _surely_composed(texts: pa.Array) -> bool:
    """True where no text can change: all bytes are of the blocks that Vietnamese needs."""
    codes = _bytes(texts)
    highest = codes.max(initial=0)
    if highest < 0x80:
        return True
    # Subtracting in one byte turns the whole range between the two harmless blocks into small numbers.
    between = codes - np.uint8(_FIRST_FOREIGN_BYTE) < _HARMLESS_LEADS[0] - _FIRST_FOREIGN_BYTE
    return bool(highest <= _HARMLESS_LEADS[1]) and not bool(between.any())


def _surely_trimmed(texts: pa.Array) -> bool:
    """True where no text can begin or end with a space of any kind, and none is empty."""
    kind = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    content = texts.buffers()[1]
    if content is None:
        return True
    offsets = np.frombuffer(content, dtype=kind)[texts.offset : texts.offset + len(texts) + 1]
    filled = np.diff(offsets) > 0
    starts, ends, codes = offsets[:-1][filled], offsets[1:][filled], _bytes(texts)
    if len(starts) < len(texts) - texts.null_count or not len(codes):
        return bool(len(starts) == len(texts) - texts.null_count)
    plain = (codes[starts] > _SPACE_BYTE) & (codes[ends - 1] > _SPACE_BYTE)
    # The last letter of a text may be one of three bytes; at its start only the lead byte counts.
    wide = [codes[np.maximum(ends - back, starts)] for back in (2, 3)] + [codes[starts]]
    return bool(plain.all()) and not any(bool((leads == lead).any()) for leads in wide for lead in _WIDE_SPACE_LEADS)
