"""Workbooks: a look before one is opened, the names of its sheets, and a sheet as CSV from a child process."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from pipeline.store import reading_sheet_child
from pipeline.store.reading_error import UnreadableError

OLD_OR_PROTECTED = b"\xd0\xcf\x11\xe0"
MEMBERS = 2_000
UNPACKED_BYTES = 4 << 30
# XML of sheets shrinks to a twentieth; a member beyond both is taken for a bomb.
RATIO = 250
RATIO_BYTES = 50 << 20
WORKBOOK_XML_BYTES = 8 << 20
CHILD_MEMORY_BYTES = 4 << 30
CHILD_SECONDS = 600
PIPE_BYTES = 1 << 20


def check_archive(path: Path, name: str) -> None:
    """Refuses a workbook or document that is not what its name says, by its directory alone, unpacking nothing."""
    with path.open("rb") as file:
        _archive(file, name).close()


def checked_archive(path: Path, name: str, limit_bytes: int) -> zipfile.ZipFile:
    """The archive, wholly in memory, after the same look; a file beyond the limit is refused unread."""
    if path.stat().st_size > limit_bytes:
        raise UnreadableError("forms.large", file=name)
    return _archive(BytesIO(path.read_bytes()), name)


def _archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    if file.read(4) == OLD_OR_PROTECTED:
        raise UnreadableError("reading.protected", file=name)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken(name) from error
    _check_members(archive.infolist(), name)
    return archive


def _broken(name: str) -> UnreadableError:
    return UnreadableError("forms.document" if name.lower().endswith(".docx") else "reading.workbook", file=name)


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("reading.protected", file=name)
    if any(inner.lower().rstrip("/").rpartition("/")[2] == "vbaproject.bin" for inner in names):
        raise UnreadableError("reading.macros", file=name)
    if len(set(names)) != len(names) or any(_leads_out(inner) for inner in names):
        raise _broken(name)
    if len(members) > MEMBERS or sum(m.file_size for m in members) > UNPACKED_BYTES or any(map(_explodes, members)):
        raise UnreadableError("reading.bomb", file=name)


def _leads_out(inner: str) -> bool:
    return inner.startswith(("/", "\\")) or ".." in inner.replace("\\", "/").split("/")


def _explodes(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_BYTES and member.file_size > RATIO * max(member.compress_size, 1)


def sheet_names(path: Path, name: str) -> list[str]:
    """The worksheets of a workbook in their order; refuses what cannot be read."""
    check_archive(path, name)
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as file:
            content = file.read(WORKBOOK_XML_BYTES)
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (zipfile.BadZipFile, KeyError, OSError, ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableError("reading.workbook", file=name) from error
    return [element.get("name", "") for element in root.iter() if re.fullmatch(r"(\{.*\})?sheet", element.tag)]


def sheet_blocks(
    path: Path,
    sheet: str,
    name: str,
    memory_bytes: int = CHILD_MEMORY_BYTES,
    seconds: int = CHILD_SECONDS,
) -> Iterator[bytes]:
    """A sheet as UTF-8 CSV in blocks; the child that reads it may use so much memory and processor time."""
    check_archive(path, name)
    command = [sys.executable, "-I", reading_sheet_child.__file__, str(path), sheet, str(memory_bytes), str(seconds)]
    # The command is this interpreter and a file of the project; path and sheet are arguments, not shell words.
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)  # noqa: S603
    if child.stdout is None:
        raise AssertionError("the child was started with a pipe")
    try:
        while block := child.stdout.read(PIPE_BYTES):
            yield block
        status = child.wait()
    finally:
        child.stdout.close()
        child.kill()
        child.wait()
    if status == reading_sheet_child.UNREADABLE:
        raise UnreadableError("reading.workbook", file=name)
    if status != 0:
        raise UnreadableError("reading.sheet_size", file=name, sheet=sheet)
