"""A line of section 3 to 8 as people write it: `Vàng SJC: 3 lượng, 250.000.000 đồng (giá trị ước tính)`."""

import re
from typing import NamedTuple

from pipeline.sources.form130.fold import fold
from pipeline.sources.form130.money import AMOUNT, COUNT, UNKNOWN, find

_LEAD = re.compile(r"[\s\-+*.]*(?:\(?\d{1,2}[.)]\s+|[a-h][.)]\s+)?")
_VALUE_WORD = re.compile(
    r"[\s,;:.(-]*(?:gia tri|tri gia|so tien|tong gia tri|gia|voi|la|duoc|mua)?\s*(?:la)?[\s,;:.(-]*$"
)
_PLATE = re.compile(
    r"(?:(?:bien kiem soat|bien so|bks|so dang ky|dang ky so|bs)\s*[:.]?\s*)?"
    r"\b(\d{2}\s?[a-z]{1,2}\d?\s?[-. ]\s?\d{3}[. ]?\d{1,2})\b"
)
_BOOK = re.compile(
    r"(?:so tai khoan|stk|so so|so tiet kiem so|so hop dong|hop dong so)\s*[:.]?\s*([a-z0-9][a-z0-9./-]{4,})"
)


class Told(NamedTuple):
    """A line taken apart, as the columns of an asset; empty where the line does not say it."""

    name: str = ""
    quantity: str = ""
    value: str = ""
    unknown: str = ""
    plate: str = ""
    account: str = ""
    note: str = ""

    @property
    def only_value(self) -> bool:
        return bool(self.value) and not self.name

    @property
    def valued(self) -> bool:
        return bool(self.value or self.unknown)


def told(text: str) -> Told:
    """What a free line says; without an amount it is a name only."""
    lead = _LEAD.match(fold(text))
    whole = text[lead.end() if lead else 0 :].strip()
    line = _without_plate(whole)
    unknown = UNKNOWN.search(fold(line))
    if unknown:
        name, quantity = _named(_without_value_word(line[: unknown.start()]))
        return _with_numbers(Told(name, quantity, unknown=line[unknown.start() :].strip(" )")), whole)
    if len(AMOUNT.findall(fold(line))) > 1:
        # Which of the figures is the value nobody can tell: the whole line is left to the reader of amounts.
        return Told(value=line)
    found = find(AMOUNT, line)
    if found is None:
        return _with_numbers(Told(*_named(line)), whole)
    name, quantity = _named(_without_value_word(found.before))
    after = found.after
    if not quantity and (counted := find(COUNT, after)) and not counted.before:
        quantity, after = counted.text, counted.after
    return _with_numbers(Told(name, quantity, found.text, note=after), whole)


def _without_value_word(text: str) -> str:
    match = _VALUE_WORD.search(fold(text))
    return text[: match.start()].strip(" ,;:(-") if match else text


def _named(text: str) -> tuple[str, str]:
    """Name and quantity of `Vàng SJC: 3 lượng`; the rest of the words stays in the name."""
    counted = find(COUNT, text)
    if counted is None:
        return text.strip(" ,;:-"), ""
    name = " ".join(filter(None, (counted.before, counted.after)))
    return re.sub(r"\s*[,:;]?\s*(?:số lượng|so luong)\s*$", "", name, flags=re.I).strip(" ,;:(-"), counted.text


def _without_plate(name: str) -> str:
    """The name without the plate, which has a column of its own."""
    plate = _PLATE.search(fold(name))
    if plate is None:
        return name
    return " ".join(filter(None, (name[: plate.start()].strip(" ,;:(-"), name[plate.end() :].strip(" ,;:)-"))))


def _with_numbers(line: Told, text: str) -> Told:
    """With the plate or the number of an account that the line names."""
    folded = fold(text)
    plate, book = _PLATE.search(folded), _BOOK.search(folded)
    return line._replace(
        plate=text[plate.start(1) : plate.end(1)] if plate else "",
        account=text[book.start(1) : book.end(1)] if book else "",
    )
