"""Stage `handover`: a file encrypted for those who are to have it."""

from pathlib import Path

from pipeline.exports.handover import encrypted
from pipeline.stages.run_context import Run
from pipeline.store.content import read_content
from pipeline.store.writing import write_files


def handover(run: Run, recipients: list[str], file: Path) -> Path:
    """handover/<name of the file>.age in the run directory, readable with the recipients' keys alone."""
    content = encrypted(read_content(file), recipients)
    name = f"{file.name}.age"
    write_files(run.directory.file("handover"), {name: content})
    return run.directory.file("handover", name)
