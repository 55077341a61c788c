"""What a form says, as rows of text under canonical names: before amounts, dates and codes are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.sources.form130.gathering import Item, Unread


@dataclass
class FormRow:
    """A row of a table: `cells` go through the readers of the columns, `raw` is what was written."""

    table: str
    section: str
    cells: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    row: int = 0

    @property
    def place(self) -> str:
        """`II.1.1, đoạn 45 – đoạn 49`."""
        held = list(dict.fromkeys(self.places))
        where = held[:1] if len(held) < 2 else [f"{held[0]} – {held[-1]}"]
        return ", ".join([self.section, *where])


@dataclass(frozen=True)
class Problem:
    """Text that was not understood: the table concerned, where it stands, and the id of the sentence that says why."""

    table: str
    section: str
    place: str
    row: int
    text: str
    message: str = "forms.not_understood"
    column: str = ""

    @property
    def where(self) -> str:
        return ", ".join(filter(None, (self.section, self.place)))


def row_of(table: str, section: str, item: Item, columns: Sequence[str] = ()) -> FormRow:
    """The row of an item with those of its texts that are columns of the table; `raw` keeps all of them."""
    cells = {column: text for column, text in item.texts.items() if column in columns and text}
    return FormRow(table, section, cells, dict(item.texts), item.places, item.row)


def unread_problems(table: str, section: str, unread: Sequence[Unread]) -> list[Problem]:
    return [Problem(table, section, text.place, text.row, text.text) for text in unread]
