"""Files for tests: packs, legacy encodings, and files that are broken or hostile."""

import datetime as dt
import gzip
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd

from pipeline.store.reading_legacy import TCVN3, VNI

# The same frames, the same bytes.
CREATED = dt.datetime(2020, 1, 1)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_tcvn3(text: str) -> str:
    """Unicode as the Latin-1 characters of TCVN3; capitals with a tone lose their size, as with the real font."""
    codes = {letter: code for code, letter in TCVN3.items()}
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


def in_vni(text: str) -> str:
    """Unicode as the Latin-1 characters of VNI."""
    codes: dict[str, str] = {}
    for code, letter in VNI.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(letter, letter) for letter in text)


def in_windows_1258(text: str) -> bytes:
    """Unicode as windows-1258: base letters composed, tones apart."""
    return "".join(map(_tone_apart, text)).encode("cp1258")


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tones


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """A workbook of some frames."""
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        writer.book.set_properties({"created": CREATED})
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False)
    return buffer.getvalue()


def changed_workbook(
    content: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None
) -> bytes:
    """A workbook with its members changed and others added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(member, old.read(member)))
        for name, added in (extra or {}).items():
            new.writestr(name, added)
    return buffer.getvalue()


def sparse_bomb() -> bytes:
    """A small workbook with a value in the first and in the very last cell of its sheet `units`."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    small = workbook({"units": pd.DataFrame({"unit_code": ["U1"]})})
    return changed_workbook(small, lambda name, old: old.replace(b"</sheetData>", far) if "sheet1" in name else old)


def zip_bomb() -> bytes:
    """A workbook whose sheet unpacks to 60 MB of the same character."""
    small = workbook({"units": pd.DataFrame({"unit_code": ["U1"]})})
    return changed_workbook(small, lambda name, old: b" " * (60 << 20) if "sheet1" in name else old)


def with_entities(member: str) -> bytes:
    """A workbook with nested entities in one of its parts."""
    laugh = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    small = workbook({"units": pd.DataFrame({"unit_code": ["U1"]})})
    return changed_workbook(small, lambda name, old: laugh if name == member else old)


def encrypted_flag(content: bytes) -> bytes:
    """A workbook whose directory says that its parts are encrypted."""
    raw = bytearray(content)
    place = raw.find(b"PK\x01\x02")
    while place >= 0:
        raw[place + 8] |= 1
        place = raw.find(b"PK\x01\x02", place + 4)
    return bytes(raw)


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
