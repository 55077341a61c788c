"""Amounts of money inside running Vietnamese text: `vay 1 tỷ 2 của ngân hàng`, `bán xe 450.000.000đ`, `hai trăm triệu`.

Only the shape of a text (which characters are digits) decides where an amount begins and ends, so a
reader may look for amounts once in many texts of one shape and read the value of each afterwards.
"""

import math
import re
import unicodedata
from typing import NamedTuple

FOREIGN = {"usd": "USD", "us$": "USD", "$": "USD", "do la": "USD", "dola": "USD", "eur": "EUR", "euro": "EUR"}
SCALES = {"ty": 1e9, "ti": 1e9, "trieu": 1e6, "trd": 1e6, "tr": 1e6, "nghin": 1e3, "ngan": 1e3, "k": 1e3}
# Below this, `12 đ` is a street (`12 Đ. Lê Lợi`) and no money.
SMALLEST_VND = 1000
MULTIPLES = {"chuc": 10, "tram": 100, "nghin": 1000, "ngan": 1000}
NUMERALS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
# The numerals as they are written with diacritics: `từ` and `má` fold to the same letters as `tư` and `ma`.
WRITTEN = frozenset(
    re.findall(
        r"\w+",
        "một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi trăm linh lẻ rưỡi "
        "tỷ tỉ triệu nghìn ngàn đồng",
    )
)

_NUMBER = r"(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?: \d{3}){2,}|\d+(?:[.,]\d+)?)(?!\d)"
_BIG = r"(?:ty(?! (?:gia|le|trong|suat))|ti)(?![a-z])"
_MILLION = r"(?:trieu|trd|tr)(?![a-z])"
_THOUSAND = r"(?:nghin|ngan|k)(?![a-z])"
# What may follow the loose last digits of `1 tỷ 2`: otherwise `1 tỷ 2 tầng` would be read as 1.2 billion.
_AFTER_TAIL = (
    r"(?= ?(?:$|[,;.)/+-]|(?:dong|d|vnd|va|de|tu|vay|gui|mua|ban|cho|cua|con|cung|tai|ngay|vao|tra|do|la)(?![a-z])))"
)
_TAIL = rf"\s*(?P<tail>\d{{1,3}})(?![\d.,]*\d){_AFTER_TAIL}"
_DIGIT = r"(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
_TENS = rf"(?:{_DIGIT} )?muoi(?: {_DIGIT})?"
_GROUP = rf"(?:{_DIGIT} tram(?: (?:linh|le) {_DIGIT}| {_TENS}| ruoi)?|{_TENS}|{_DIGIT})"
_UNIT = r"\s*(?P<currency>viet nam dong|dong|vnd|d|usd|us\$|\$|do la|dola|eur|euro)(?![a-z])"
_PER = r"\s*(?:/|(?:mot|moi|1|hang|tren) )\s*(?P<per>thang|nam|m2|m²|met|chi|luong|cay|kg|ha|sao|nguoi|lan)(?![a-z])"

_PATTERN = re.compile(
    rf"(?<![\w.,/])(?:"
    rf"(?P<big>{_NUMBER})\s*(?:(?P<many_big>tram|chuc|nghin|ngan) )?(?P<big_scale>{_BIG})"
    rf"(?:\s*(?P<more>{_NUMBER})\s*(?P<more_scale>{_MILLION}|{_THOUSAND})(?:\s*(?P<most>{_NUMBER})\s*{_THOUSAND})?"
    rf"|\s*(?P<half>ruoi)|{_TAIL})?"
    rf"|(?P<small>{_NUMBER})\s*(?:(?P<many_small>tram|chuc) )?(?P<small_scale>{_MILLION}|{_THOUSAND})"
    rf"(?:\s*(?P<rest>{_NUMBER})\s*{_THOUSAND}|\s*(?P<half_small>ruoi)|{_TAIL.replace('tail', 'tail_small')})?"
    rf"|(?P<words>{_GROUP} (?:{_BIG}(?: (?:{_GROUP} trieu(?: {_GROUP} (?:nghin|ngan))?|ruoi|{_GROUP}))?"
    rf"|trieu(?: (?:{_GROUP} (?:nghin|ngan)|ruoi))?))(?![a-z])"
    rf"|(?P<sign>\$|usd )\s*(?P<after_sign>{_NUMBER})"
    rf"|(?P<bare>{_NUMBER})(?={_UNIT.replace('?P<currency>', '?:')})"
    rf"|(?P<grouped>\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d{{1,3}}(?:,\d{{3}}){{2,}})(?![\d.,]*\d)"
    rf")(?:{_UNIT})?(?:{_PER})?"
)
_RATE = re.compile(rf"[^\d;]{{0,12}}ty gia\D{{0,25}}(?P<rate>{_NUMBER})")
_EQUALS = re.compile(r"[\s,(]*(?:tuong duong|quy doi|quy ra|bang|khoang|~|=)[^\d;]{0,25}$")


class Amount(NamedTuple):
    """An amount in a text: where it stands, what it is worth, and how sure the reading of its figures is (0 to 1)."""

    start: int
    end: int
    value_vnd: float
    currency: str
    per: str
    confidence: float


def _letters() -> dict[int, str]:
    """Every composed Latin letter with diacritics to its bare small letter; one character stays one character."""
    table = {code: unicodedata.normalize("NFD", chr(code))[0].lower() for code in range(0xC0, 0x1EFA)}
    bare = {code: letter for code, letter in table.items() if "a" <= letter <= "z"}
    return bare | {ord("đ"): "d", ord("Đ"): "d", 0xA0: " "} | {code: chr(code).lower() for code in range(65, 91)}


_BARE = _letters()


def bare(text: str) -> str:
    """Small letters without diacritics, character for character, so that places in it are places in the text."""
    return text.translate(_BARE)


def find_amounts(text: str) -> list[Amount]:
    """All amounts of a text in composed Unicode, in order; a foreign one without rate has no value (NaN)."""
    plain = bare(text)
    found = [_amount(match, text) for match in _PATTERN.finditer(plain)]
    return _exchanged([amount for amount in found if amount], plain)


def value_of(words: str) -> tuple[float, float]:
    """Value in dong and confidence of words that are one amount; (NaN, 0.0) where they are none."""
    amounts = find_amounts(words)
    return (amounts[0].value_vnd, amounts[0].confidence) if amounts else (math.nan, 0.0)


def _amount(match: re.Match[str], text: str) -> Amount | None:
    words = match["words"]
    if words and not _are_numerals(text[slice(*match.span("words"))]):
        return None
    value, confidence = (_spoken(words), 0.95) if words else _figures(match)
    currency = FOREIGN.get(match["currency"] or (match["sign"] or "").strip(), "VND")
    known = float(round(value)) if currency == "VND" else math.nan
    if known < SMALLEST_VND:
        return None
    return Amount(match.start(), match.end(), known, currency, match["per"] or "", confidence)


def _are_numerals(words: str) -> bool:
    """True where each word is a numeral with its diacritics, or the whole is written without any."""
    written = words.lower().split()
    return all(word in WRITTEN for word in written) or words.lower() == bare(words)


def _figures(match: re.Match[str]) -> tuple[float, float]:
    """Value and confidence of an amount written in digits."""
    if match["big"]:
        return _scaled(match, "big", "many_big", "half", "tail", match["more"], match["more_scale"], match["most"])
    if match["small"]:
        return _scaled(match, "small", "many_small", "half_small", "tail_small", match["rest"], "nghin", None)
    value, confidence = _number(match["after_sign"] or match["bare"] or match["grouped"], "")
    return value, min(confidence, 0.85 if match["grouped"] and not match["currency"] else 1.0)


def _scaled(
    match: re.Match[str],
    head: str,
    many: str,
    half: str,
    tail: str,
    more: str | None,
    more_scale: str | None,
    most: str | None,
) -> tuple[float, float]:
    """`1 tỷ 200 triệu`, `2tr5`, `3 tỷ rưỡi`: a head with its scale, and what is added to it."""
    scale_word = match[f"{head}_scale"]
    scale = SCALES[scale_word] * MULTIPLES.get(match[many] or "", 1)
    value, confidence = _number(match[head], scale_word)
    value *= scale
    if more:
        added, sure = _number(more, more_scale or "")
        value, confidence = value + added * SCALES[more_scale or "trieu"], min(confidence, sure)
    if most:
        value += _number(most, "nghin")[0] * SCALES["nghin"]
    if match[half]:
        value += scale / 2
    if match[tail]:
        value, confidence = value + scale * int(match[tail]) / 10 ** len(match[tail]), min(confidence, 0.9)
    return float(round(value)), confidence


def _number(figures: str, scale: str) -> tuple[float, float]:
    """A number in Vietnamese figures and how sure its separators are read; `scale` is the word after it."""
    separators = [mark for mark in figures if mark in ".,"]
    last = figures[figures.rfind(separators[-1]) + 1 :] if separators else ""
    if len(separators) == 1 and len(last) != 3:
        return float(figures.replace(",", ".")), 0.9 if separators == ["."] else 1.0
    if len(separators) == 1 and scale in ("ty", "ti"):
        return float(figures.replace(",", ".")), 0.9 if separators == [","] else 0.6
    if len(separators) > 1 and len(last) != 3:
        whole = figures[: -len(last) - 1]
        return float(re.sub(r"[.,]", "", whole) + "." + last), 0.9
    sure = 1.0 if set(separators) <= {"."} else 0.7 if len(separators) == 1 and scale else 0.9
    return float(re.sub(r"[., ]", "", figures)), sure


def _spoken(words: str) -> float:
    """`một tỷ hai trăm triệu`, `một tỷ hai`, `năm trăm triệu rưỡi`: an amount in words, in dong."""
    total = group = 0.0
    scale = 1e9
    for word in words.split():
        if word in SCALES:
            total, group, scale = total + group * SCALES[word], 0.0, SCALES[word]
        elif word == "ruoi":
            total += scale / 2 if not group else 50 * scale / 1000
        else:
            group = _grown(group, word)
    # Loose last words count in the next smaller unit: `một tỷ hai` is 1.2, `một tỷ hai trăm` 1.2 billion too.
    return total + group * (scale / 10 if group < 10 else scale / 1000)


def _grown(group: float, word: str) -> float:
    """A group of up to three digits with one more word."""
    if word == "tram":
        return group * 100
    if word == "muoi":
        tens = group % 10 or 1
        return group - group % 10 + tens * 10
    return group + NUMERALS.get(word, 0)


def _exchanged(amounts: list[Amount], plain: str) -> list[Amount]:
    """Foreign amounts joined with the rate or the sum in dong that the text gives for them."""
    joined: list[Amount] = []
    for amount in amounts:
        before = joined[-1] if joined else None
        if before and before.currency != "VND" and _EQUALS.match(plain[before.end : amount.start]):
            joined[-1] = amount._replace(start=before.start)
        else:
            joined.append(_rated(amount, plain) if amount.currency != "VND" else amount)
    return joined


def _rated(amount: Amount, plain: str) -> Amount:
    """A foreign amount with the rate named after it: `20.000 USD (tỷ giá 24.500)`."""
    rate = _RATE.match(plain, amount.end)
    figures = re.search(_NUMBER, plain[amount.start : amount.end])
    if not rate or not figures:
        return amount
    value = _number(figures[0], "")[0] * _number(rate["rate"], "")[0]
    return amount._replace(end=rate.end(), value_vnd=float(round(value)), confidence=min(amount.confidence, 0.9))
