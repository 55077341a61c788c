"""A file that cannot be read: one line for the reader, in the language of the catalogue asked for."""

from typing import Any

from pipeline.errors import InputError
from pipeline.texts import catalogue


class UnreadableError(InputError):
    """Stops the run with exit status 2. `str()` is the Vietnamese line; `said("en")` the English one."""

    def __init__(self, message_id: str, **values: Any) -> None:
        self.message_id = message_id
        self.values = values
        super().__init__(self.said("vi"))

    def said(self, language: str) -> str:
        """The line that names file, place and remedy; line breaks in names are taken out."""
        return " ".join(catalogue(language)(self.message_id, **self.values).split())

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.message_id, self.values)


def _again(message_id: str, values: dict[str, Any]) -> UnreadableError:
    """The error anew, for one that crosses from a worker process."""
    return UnreadableError(message_id, **values)
