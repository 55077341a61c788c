"""Text of cells: composed Unicode without spaces at the ends. Keys for comparing are in `pipeline.text`."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sources.cell import arrow_text, text_series


def composed(texts: pd.Series) -> pd.Series:
    """The texts in composed Unicode without spaces at their ends, null where nothing is left; fast where all are so."""
    values = arrow_text(texts)
    if not _surely_composed(values):
        values = pc.utf8_normalize(values, form="NFC")
    if pc.any(pc.match_substring_regex(values, r"^\s|\s$")).as_py():
        values = pc.utf8_trim_whitespace(values)
        values = pc.if_else(pc.equal(values, ""), None, values)
    return text_series(values, texts.index)


def _surely_composed(values: pa.ChunkedArray) -> bool:
    """True where no text can change: only letters of the blocks that Vietnamese needs, all of them composed."""
    for chunk in values.chunks:
        content = chunk.buffers()[2]
        if content is not None and not _latin_only(content):
            return False
    return True


def _latin_only(content: pa.Buffer) -> bool:
    """True where UTF-8 bytes hold no lead byte but those of U+0080 to U+01BF, U+1000 to U+20FF."""
    codes = np.frombuffer(content, dtype=np.uint8)
    high = codes[codes >= 0xC7]
    return bool(((high == 0xE1) | (high == 0xE2)).all())
