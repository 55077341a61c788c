"""The documentation of the project as a static site in a folder."""

from pathlib import Path

from pipeline.exports.handbook import handbook
from pipeline.store.resources import project_texts
from pipeline.store.writing import write_shared_files


def write_handbook(folder: Path) -> Path:
    """All pages below docs/ and both READMEs as HTML with their pictures; where the first page lies."""
    pages = project_texts("docs", ".md") | project_texts("", "README*.md")
    pictures = {name: text.encode() for name, text in project_texts("docs", ".svg").items()}
    write_shared_files(folder, handbook(pages, pictures))
    return folder / "index.html"
