"""Lines that open a new item: `Thửa thứ nhất`, `Nhà thứ 2`, `- Thửa 1:`, `3.1. Con thứ nhất`."""

import re
from functools import lru_cache

from pipeline.sources.form130.fold import fold

_WORDS = (
    "thua dat|thua|lo dat|lo|ngoi nha|can nha|nha o|nha|can ho|can|cong trinh|cay|rung|vat kien truc|tai san|xe|"
    "co phieu|trai phieu|tai khoan|con|khoan|muc"
)
_ORDINALS = "nhat|hai|nhi|ba|tu|bon|nam|sau|bay|tam|chin|muoi(?: mot| hai| ba)?|mot"
_MARKER = re.compile(
    rf"[\s\-+*.]*(?:\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)]?\s*|[a-h][.)]\s*)?[\s\-+*]*(?:{_WORDS})\s+"
    rf"(?:(?:thu|so)\s*(?:{_ORDINALS}|\d{{1,2}})|\d{{1,2}}|[ivx]{{1,4}}(?=\s*(?:$|[:.])))\s*(?:\(\d{{1,2}}\)|\[\d{{1,2}}\])?\s*(?=$|[:.,;\-])[:.,;\s\-]*"
)


@lru_cache(maxsize=50_000)
def item_opened(text: str) -> int:
    """How many characters of the line open an item; 0 where it opens none."""
    match = _MARKER.match(fold(text))
    return match.end() if match else 0
