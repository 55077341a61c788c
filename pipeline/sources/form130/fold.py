"""Text folded letter by letter, so that a place in the folded text is the same place in the text."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = {
    "đ": "d",
    "Đ": "d",
    "₫": "d",
    "…": "_",
    "·": ".",
    "：": ":",
    "；": ";",
    "²": "2",
    "³": "3",
    "\u2013": "-",
    "\u2014": "-",
    "\u2012": "-",
    "\u2212": "-",
    "\u2011": "-",
    "•": "-",
    "▪": "-",
    "●": "-",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00a0": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u200b": " ",
    "\ufeff": " ",
    "\t": " ",
}


def _base(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[0].lower()
    return first if len(first) == 1 else letter


_LETTERS = {
    code: _base(chr(code)) for block in (range(0x41, 0x5B), range(0xC0, 0x250), range(0x1E00, 0x1F00)) for code in block
}
_TABLE = _LETTERS | {ord(sign): plain for sign, plain in _SIGNS.items()}
# What stands for "fill in here": three dots or more, ellipses, underscores.
_LEADER = re.compile(r"(?:[._]\s?){3,}|\.*_[._]*")
_ENDS = " \t\n\r,;"


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Small letters without diacritics and with plain signs, as long as the text (which is composed Unicode)."""
    return text.translate(_TABLE)


def compose(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=50_000)
def undotted(text: str) -> str:
    """The text without the dotted lines that the form gives to write on, and without separators at its ends."""
    folded = fold(text)
    if "_" not in folded and "..." not in folded and ". ." not in folded:
        return text.strip(_ENDS)
    pieces, place = [], 0
    for leader in _LEADER.finditer(folded):
        pieces.append(text[place : leader.start()])
        place = leader.end()
    return " ".join(filter(None, (piece.strip(_ENDS) for piece in [*pieces, text[place:]]))).strip(_ENDS)


def stable_code(text: str) -> str:
    """A code that everybody who writes the same name gives: `Sở Tài chính` is `SO-TAI-CHINH`."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(compose(text)))).upper()
