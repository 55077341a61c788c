"""The notebooks executed on a run directory, and their pages beside the run."""

import tempfile
from pathlib import Path
from typing import Any

import papermill
from traitlets.config import Config

from pipeline.errors import InputError
from pipeline.exports.notebook_page import notebook_page
from pipeline.notebook.book import open_run
from pipeline.options import Options
from pipeline.store.frames import json_content
from pipeline.store.resources import PROJECT
from pipeline.store.writing import make_folder, write_files
from pipeline.texts import Catalogue

SHIPPED = PROJECT / "notebooks"


def _how(folder: Path) -> dict[str, Any]:
    """The kernel of the same interpreter, spoken to through socket files in a folder and no port."""
    sockets = {"transport": "ipc", "ip": str(folder / "kernel")}
    return {"kernel_name": "python3", "progress_bar": False, "config": Config({"KernelManager": sockets})}


def write_notebooks(options: Options) -> list[Path]:
    """OUT/notebooks/<name>.html of every notebook, executed on the run in OUT; InputError where none is there."""
    book = open_run(str(options.out), options.lang_ui, options.profile)
    folder = options.out / "notebooks"
    make_folder(folder)
    paths = sorted(SHIPPED.glob("*.ipynb"))
    for path in paths:
        write_files(folder, {f"{path.stem}.html": executed(path, options, book.say)})
    return [folder / f"{path.stem}.html" for path in paths]


def executed(path: Path, options: Options, say: Catalogue) -> bytes:
    """The page of one notebook; the executed copy with its outputs is not kept."""
    parameters = {"run_directory": str(options.out.resolve()), "language": options.lang_ui, "profile": options.profile}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            papermill.execute_notebook(path, copy, parameters, cwd=PROJECT, **_how(Path(folder)))
        except papermill.PapermillExecutionError as error:
            last = str(error.evalue).strip().splitlines()[-1:]
            raise InputError(say("notebook.failed", name=path.name, why=" ".join([error.ename, *last]))) from None
        return notebook_page(json_content(copy), say)
