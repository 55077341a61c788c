"""Vietnamese numerals in words: `một tỷ hai trăm linh năm triệu`, `hai tỷ rưỡi`, with or without diacritics.

Words without diacritics are read where they are numerals all the same (`nam tram trieu`); one word that is no
numeral makes the whole text none.
"""

import unicodedata

ONES = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3}
FILLERS = ("linh", "le")


def bare(text: str) -> str:
    """Small letters without diacritics, `đ` as `d`."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def numeral(text: str) -> int | None:
    """The number that words stand for; None where they are not one well-formed numeral, or one of two numbers.

    `một tỷ hai` is 1.2 billion as people say it; `một tỷ hai trăm` is left open (1,200,000,000 or 1,000,000,200).
    """
    words = bare(text).replace(",", " ").replace("-", " ").split()
    return _value(words, 10**15) if words else None


def _value(words: list[str], limit: int) -> int | None:
    """Words parted at their largest scale; None where the number would not be below the limit."""
    scale = max((SCALES[word] for word in words if word in SCALES), default=1)
    if scale == 1:
        small = _hundreds(words)
        return None if small is None or small >= limit else small
    place = max(place for place, word in enumerate(words) if SCALES.get(word) == scale)
    many, rest = _value(words[:place], limit // scale), _rest(words[place + 1 :], scale)
    return None if not many or rest is None else many * scale + rest


def _rest(words: list[str], scale: int) -> int | None:
    """What follows a scale word: nothing, `rưỡi` (half of it), one digit (tenths of it), or a smaller number."""
    if not words:
        return 0
    if words == ["ruoi"]:
        return scale // 2
    if words[0] in FILLERS:
        return _value(words[1:], scale)
    if len(words) == 1 and words[0] in ONES:
        return ONES[words[0]] * scale // 10
    open_to_two = scale > SCALES["nghin"] and words[0] != "khong" and not any(word in SCALES for word in words)
    return None if open_to_two else _value(words, scale)


def _hundreds(words: list[str]) -> int | None:
    """A number below 1,000 in words."""
    if "tram" not in words:
        return _tens(words)
    place = words.index("tram")
    head, tail = words[:place], [word for word in words[place + 1 :] if word not in FILLERS]
    rest = 50 if tail == ["ruoi"] else _tens(tail) if tail else 0
    return None if len(head) != 1 or head[0] not in ONES or rest is None else ONES[head[0]] * 100 + rest


def _tens(words: list[str]) -> int | None:
    """A number below 100 in words."""
    if len(words) == 1:
        return 10 if words[0] == "muoi" else ONES.get(words[0])
    if "muoi" not in words[:2] or len(words) > 3:
        return None
    head, tail = words[: words.index("muoi")], words[words.index("muoi") + 1 :]
    if len(tail) > 1 or any(word not in ONES for word in head + tail) or head[:1] == ["mot"]:
        return None
    return (ONES[head[0]] if head else 1) * 10 + (ONES[tail[0]] if tail else 0)
