"""The run directory: where each thing of a run lies, whose it is, and that one run at a time writes in it."""

import fcntl
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.store.resources import code_hash
from pipeline.store.writing import clear_folder, make_folder, write_bytes, write_json
from pipeline.texts import ToldError

MARK = ".declaration-run"
FORMAT = "1"


@dataclass(frozen=True)
class RunDirectory:
    """`root` holds what people and other programs read, `root/work` what the stages hand to each other."""

    root: Path

    def file(self, *names: str) -> Path:
        return self.root.joinpath(*names)

    def work(self, *names: str) -> Path:
        return self.root.joinpath("work", *names)

    def parts(self, *names: str) -> list[Path]:
        """The part files of a folder below `work`, in order of their names."""
        return sorted(self.work(*names).glob("*.parquet"))

    def clear(self, *names: str) -> None:
        """An empty folder below `work`."""
        clear_folder(self.work(*names))

    def keep_only(self, name: str, kept: Collection[str]) -> None:
        """Of the folders below `work/<name>` those alone."""
        for path in sorted(self.work(name).glob("*")):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)

    def record(self, stage: str) -> dict[str, Any]:
        """What a stage wrote of itself; raises InputError where it has not been run."""
        path = self.work("stages", f"{stage}.json")
        if not path.exists():
            raise ToldError("error.stage_missing", file=self.root, stage=stage)
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content

    def has_record(self, stage: str) -> bool:
        return self.work("stages", f"{stage}.json").exists()

    def forget_record(self, stage: str) -> None:
        """A stage that begins to write again is not done until it says so anew, whatever interrupts it."""
        self.work("stages", f"{stage}.json").unlink(missing_ok=True)

    def write_record(self, stage: str, content: dict[str, Any]) -> None:
        write_json(self.work("stages", f"{stage}.json"), content)


def seen(directory: RunDirectory) -> tuple[str, str]:
    """What a process sees of a run: the hash of its own code, and when the directory there was made ("" for none)."""
    mark = directory.file(MARK)
    return code_hash(), str(int(mark.stat().st_mtime)) if mark.exists() else ""


@contextmanager
def opened(root: Path) -> Iterator[RunDirectory]:
    """The run directory, made where needed and locked; refuses a folder of another program in one line."""
    _claim(root)
    with (root / MARK).open("rb") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ToldError("error.busy", file=root) from None
        _remove_unfinished(root)
        yield RunDirectory(root)


def _remove_unfinished(root: Path) -> None:
    """What a killed run was writing; nobody else writes here while the directory is locked."""
    for path in root.rglob(".*.unfinished"):
        path.unlink(missing_ok=True)


def _claim(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise ToldError("error.out_is_file", file=root)
    try:
        make_folder(root)
        if not (root / MARK).exists():
            if any(root.iterdir()):
                raise ToldError("error.out_foreign", file=root)
            write_bytes(root / MARK, FORMAT.encode())
        _check_format(root)
        if not os.access(root, os.W_OK):
            raise PermissionError
    except OSError as error:
        raise ToldError("error.out_write", file=root, why=error.strerror or "permission") from None


def _check_format(root: Path) -> None:
    found = (root / MARK).read_text(encoding="utf-8").strip()
    if found != FORMAT:
        raise ToldError("error.out_format", file=root, found=found, expected=FORMAT)
