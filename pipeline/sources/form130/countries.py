"""The country that a line of sections 8 and 9 names, as its ISO 3166 code."""

import re
from functools import lru_cache

from pipeline.sources.form130.fold import fold

NAMES = {
    "US": ("hoa ky", "my", "usa", "california", "texas"),
    "AU": ("uc", "australia", "sydney", "melbourne"),
    "CA": ("canada",),
    "GB": ("vuong quoc anh", "nuoc anh", "london"),
    "FR": ("phap",),
    "DE": ("cong hoa lien bang duc", "nuoc duc", "duc"),
    "JP": ("nhat ban", "nhat", "tokyo"),
    "KR": ("han quoc", "korea", "seoul"),
    "CN": ("trung quoc",),
    "TW": ("dai loan",),
    "HK": ("hong kong", "hongkong"),
    "SG": ("singapore",),
    "TH": ("thai lan",),
    "LA": ("lao",),
    "KH": ("campuchia",),
    "NZ": ("new zealand",),
    "CH": ("thuy si",),
    "RU": ("lien bang nga", "nuoc nga"),
    "CZ": ("cong hoa sec", "tiep khac"),
}
_CODES = {name: code for code, names in NAMES.items() for name in names}
_NAMED = re.compile(rf"(?<![a-z])({'|'.join(sorted(_CODES, key=len, reverse=True))})(?![a-z])")
# Short names are words of their own; they count only behind a word of place.
_SHORT = re.compile(r"(?:tai|o|ben|nuoc|sang)\s+$")


@lru_cache(maxsize=10_000)
def country_in(text: str) -> str:
    """The code of the first country named; empty where none is."""
    folded = fold(text)
    for match in _NAMED.finditer(folded):
        if len(match[1]) > 4 or _SHORT.search(folded[: match.start()]):
            return _CODES[match[1]]
    return ""


@lru_cache(maxsize=10_000)
def country_code(text: str) -> str:
    """The code for what stands beside the label `Quốc gia`: a name, or a code as it is."""
    return _CODES.get(fold(text).strip(" ."), text.strip())
