"""Every sentence that a person reads, by language: message catalogues, numbers and dates in the country's manner."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from pipeline.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Catalogue:
    """Sentences of one language by id; `say("dossier.footer", name=...)` fills the places in braces."""

    language: str
    messages: dict[str, str]

    def __call__(self, message_id: str, **values: Any) -> str:
        return self.messages[message_id].format(**values)

    def __contains__(self, message_id: str) -> bool:
        return message_id in self.messages

    def money(self, amount_vnd: float | None) -> str:
        """Whole dong with the country's separators; a dash where the amount is unknown."""
        return "–" if amount_vnd is None or _unknown(amount_vnd) else f"{self.number(amount_vnd)} ₫"

    def number(self, value: float | None, digits: int = 0) -> str:
        if value is None or _unknown(value):
            return "–"
        return str(format_decimal(round(float(value), digits), format=_pattern(digits), locale=self.language))

    def share(self, value: float | None) -> str:
        return (
            "–"
            if value is None or _unknown(value)
            else str(format_percent(value, format="#,##0.#%", locale=self.language))
        )

    def day(self, value: "date | pd.Timestamp | None") -> str:
        if value is None or _unknown(value):
            return "–"
        pattern = "dd/MM/yyyy" if self.language == "vi" else "d MMM yyyy"
        return str(format_date(value, format=pattern, locale=self.language))


def _unknown(value: "float | date | pd.Timestamp") -> bool:
    """Whether pandas knows no value; loaded late, since the help of the console command has to come at once."""
    import pandas as pd

    return bool(pd.isna(value))


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "#" * digits if digits else "")


@cache
def catalogue(language: str) -> Catalogue:
    """All catalogues `<subject>.<language>.po` of this folder in one."""
    messages: dict[str, str] = {}
    for path in sorted(FOLDER.glob(f"*.{language}.po")):
        with path.open("rb") as file:
            messages |= {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}
    return Catalogue(language, messages)


class ToldError(InputError):
    """Arguments or input that cannot be used, said in the reader's language: file, row, what was found, what to do.

    `said(language)` is the one line; `str()` is that of `spoken`.
    """

    spoken = "en"

    def __init__(self, message_id: str, **values: Any) -> None:
        self.message_id = message_id
        self.values = values
        super().__init__(self.said(self.spoken))

    def said(self, language: str) -> str:
        """The line without line breaks, which names may hold."""
        return " ".join(catalogue(language)(self.message_id, **self.values).split())

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.message_id, self.values)


def _again(kind: type[ToldError], message_id: str, values: dict[str, Any]) -> ToldError:
    """The error anew, for one that crosses from a worker process."""
    return kind(message_id, **values)
