"""TCVN3 (ABC) and VNI, the Vietnamese encodings of the time before Unicode, as tables.

Both write Vietnamese with the codes of a Western font: TCVN3 one code for each small letter (capitals with a
tone were a matter of the font), VNI a base letter followed by the codes of its marks. The tables are keyed by
the Latin-1 characters that a program shows for these codes when it does not know better.
"""

import re
import unicodedata

# Each run of letters stands at consecutive codes of TCVN 5712:1993 VN3, beginning at the code named.
_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờở",
    0xEC: "ỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {chr(start + place): letter for start, run in _TCVN3_RUNS.items() for place, letter in enumerate(run)}
# VNI: the mark's character (small form) and the combining marks that it stands for.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_BREVES = {
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
_VNI_MARKS = {
    "a": _VNI_TONES | _VNI_HATS | _VNI_BREVES,
    "e": _VNI_TONES | _VNI_HATS,
    "o": _VNI_TONES | _VNI_HATS,
    "u": _VNI_TONES,
    "y": _VNI_TONES,
    "ô": _VNI_TONES,
    "ö": _VNI_TONES,
}


def _vni() -> dict[str, str]:
    """Every small and capital VNI sequence of one or two characters, and its letter."""
    small = dict(_VNI_SINGLE)
    for base, marks in _VNI_MARKS.items():
        letter = _VNI_SINGLE.get(base, base)
        small |= {base + mark: unicodedata.normalize("NFC", letter + over) for mark, over in marks.items()}
    capitals = {sequence.upper(): letter.upper() for sequence, letter in small.items()}
    mixed = {s[0].upper() + s[1:]: letter.upper() for s, letter in small.items() if len(s) == 2}
    return small | mixed | capitals


VNI = _vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_TCVN3_TABLE = str.maketrans(TCVN3)
_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(latin: str) -> str:
    """TCVN3 text, shown as Latin-1, in Unicode. A word whose plain letters are all capitals becomes all capitals."""
    return "\n".join(_tcvn3_line(line) if not line.isascii() else line for line in latin.split("\n"))


def _tcvn3_line(line: str) -> str:
    """One line: capitals are restored word by word, as the font showed them."""
    return _WORD.sub(lambda match: _capitals(match[0]), line.translate(_TCVN3_TABLE))


def _capitals(word: str) -> str:
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word


def from_vni(latin: str) -> str:
    """VNI text, shown as Latin-1, in Unicode."""
    return _VNI_PATTERN.sub(lambda match: VNI[match[0]], latin)
