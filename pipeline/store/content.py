"""A whole file as bytes, for what is passed on as it is."""

from pathlib import Path

from pipeline.errors import InputError


def read_content(path: Path) -> bytes:
    """The bytes of a file; raises InputError in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name an existing file in FILE") from None
