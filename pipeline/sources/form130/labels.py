"""Labels of the form in a line: `Địa chỉ: 12 Lê Lợi ..... Diện tích (m2): 120` is two fields."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.form130 import Field
from pipeline.sources.form130.fold import fold, undotted

# A mark of a note (`(10)`, `[8]`), a unit in brackets or `(nếu có)` may stand between a label and its colon.
_MARK = r"\s*(?:\s*[(\[][^)\]:]{0,60}[)\]]|\s?\d{1,2})*\s*"
_BEFORE = r"(?:(?<=^)|(?<=[\s;,.(_+*\-]))"
_LEADS = re.compile(r"[\s\-+*.]*(?:\(?(?:\d{1,2}|[a-h])[.)]\s*)?[\s\-+*]*")

# Columns whose text may run on over several lines.
RUNNING = (
    "address", "note", "certificate_no", "residence", "workplace", "position", "occupation", "description",
    "value_unknown_reason", "name", "explanation",
)  # fmt: skip


class Labelled(NamedTuple):
    """A field with the label as written and the text after it."""

    column: str
    label: str
    value: str


class Split(NamedTuple):
    """A line taken apart: what stands before the first label, and the fields."""

    before: str
    fields: tuple[Labelled, ...]


class Labels:
    """The labels of a section, ready to be looked for."""

    def __init__(self, fields: Sequence[Field], beside: Sequence[Field] = ()) -> None:
        names: dict[str, Field] = {}
        for field in (*fields, *beside):
            for name in field.names:
                names.setdefault(name, field)
        self.by_name = names
        own = {name for field in fields for name in field.names}
        longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        # Short words are labels only where a sentence cannot have them: at the start or after a semicolon.
        inner = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if " " in name or name in own)
        self.anywhere = re.compile(rf"{_BEFORE}({inner or '(?!)'}){_MARK}(?::|(?=_|\.\.\.))")
        self.first = re.compile(rf"({longest or '(?!)'}){_MARK}(?::|(?=_|\.\.\.)|$)")
        self.whole = re.compile(rf"({longest or '(?!)'}){_MARK}[:.]?")
        self.bare = re.compile(rf"({longest or '(?!)'})\s+(?=\S)")
        self.split = lru_cache(maxsize=20_000)(self._split)
        self.label_of = lru_cache(maxsize=20_000)(self._label_of)

    def _label_of(self, text: str) -> Field | None:
        """The field whose label is the whole text of a cell."""
        folded = fold(text).strip()
        start = _LEADS.match(folded)
        match = self.whole.fullmatch(folded, start.end() if start else 0)
        return self.by_name[match[1]] if match else None

    def _split(self, text: str) -> Split:
        folded = fold(text)
        found = self._places(folded)
        if not found:
            return Split(text, ())
        ends = [match.start() for match in found[1:]] + [len(text)]
        fields = tuple(
            self._labelled(match, text, end, last=end == len(text)) for match, end in zip(found, ends, strict=True)
        )
        return Split(undotted(text[: found[0].start()]).strip(" -+*:"), fields)

    def _labelled(self, match: re.Match[str], text: str, end: int, last: bool) -> Labelled:
        column = self.by_name[match[1]].column
        written = text[match.end() : end]
        value = _value(written)
        # A full stop ends a sentence of several fields; at the end of running text, or before a semicolon, it
        # belongs to the text.
        whole = column in RUNNING and (last or written.rstrip().endswith(";"))
        return Labelled(column, text[match.start() : match.end()], value if whole else value.rstrip(" ."))

    def _places(self, folded: str) -> list[re.Match[str]]:
        """Labels in order; a short one counts only at the start or after a semicolon."""
        starts = [0, *(place.end() for place in re.finditer(r"[;\n]", folded))]
        leading = [
            match
            for start in starts
            if (leads := _LEADS.match(folded, start)) is not None and (match := self.first.match(folded, leads.end()))
        ]
        inner = list(self.anywhere.finditer(folded))
        by_start = {match.start(): match for match in (*inner, *leading)}
        return [by_start[start] for start in sorted(by_start) if not _within(start, by_start)]


def _within(start: int, matches: dict[int, re.Match[str]]) -> bool:
    """True for a label inside a longer one that begins before it."""
    return any(match.start() < start < match.end() for match in matches.values())


def _value(text: str) -> str:
    return re.sub(r"\s+[-+*]+$", "", undotted(text.strip()))
