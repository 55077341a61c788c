"""The generated parts of docs/: the data dictionary and what other modules add."""

from pathlib import Path

from pipeline.exports.data_dictionary import data_dictionary
from pipeline.store.writing import write_bytes


def generated() -> dict[str, str]:
    """Content of every generated document by its name in docs/."""
    return {"data_dictionary.md": data_dictionary()}


def write_documents(folder: Path) -> None:
    for name, content in generated().items():
        write_bytes(folder / name, content.encode())
        (folder / name).chmod(0o644)
