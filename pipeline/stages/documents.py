"""The generated parts of docs/: the data dictionary and what other modules add."""

from pathlib import Path

from pipeline.exports.data_dictionary import data_dictionary
from pipeline.store.writing import write_shared_files


def generated() -> dict[str, str]:
    """Content of every generated document by its name in docs/."""
    return {"data_dictionary.md": data_dictionary()}


def write_documents(folder: Path) -> None:
    write_shared_files(folder, {name: content.encode() for name, content in generated().items()})
