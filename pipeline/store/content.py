"""A whole file as bytes, for what is passed on as it is."""

from pathlib import Path

from pipeline.texts import ToldError


def read_content(path: Path) -> bytes:
    """The bytes of a file; raises InputError in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToldError("error.file_unread", file=path, why=error.strerror) from None
