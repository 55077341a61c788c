"""What a form is made of, before it is DOCX or XLSX."""

from typing import NamedTuple


class Text(NamedTuple):
    """A line; `style` is one of title, centre, part, section, item, field."""

    text: str
    style: str


class Entry(NamedTuple):
    """A label and what is written beside it; dots where nothing is."""

    label: str
    value: str


class Heading(NamedTuple):
    """Two texts side by side without lines: above the form, and for the signatures."""

    left: str
    right: str


class Grid(NamedTuple):
    """A table with lines; `merged` are (row, first column, last column)."""

    rows: list[tuple[str, ...]]
    merged: tuple[tuple[int, int, int], ...] = ()


Element = Text | Entry | Heading | Grid
