# ruff: noqa: E501
"""Broken and hostile forms: each is one row of quarantine with one line, in bounded time, and the others go on."""

import random
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.sources.form130 import read_form_files
from pipeline.texts import catalogue

FOLDER = Path(__file__).resolve().parent.parent / "data_samples" / "forms"
DOCUMENT = (FOLDER / "09_supplement.docx").read_bytes()
WORKBOOK = (FOLDER / "06_official_sheet.xlsx").read_bytes()
BODY, SHEET, STRINGS = "word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def with_member(content: bytes, name: str, member: bytes | None, extra: str = "") -> bytes:
    """The archive with one member replaced, added or left out."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for inner in old.namelist():
            if inner != name:
                new.writestr(inner, old.read(inner))
        if member is not None:
            new.writestr(extra or name, member)
    return buffer.getvalue()


def body(text: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {WORD}><w:body>{text}</w:body></w:document>'.encode()
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def sheet(cells: str, head: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet {space}><sheetData>{cells}</sheetData></worksheet>'.encode()


def cell(place: str, text: str) -> str:
    return f'<row><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def encrypted(content: bytes) -> bytes:
    """The archive with the flag of a password on every member."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(signature)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(signature, place + 4)
    return bytes(changed)


def declared_larger(content: bytes, name: str, size: int) -> bytes:
    """The archive whose directory says that a member is larger than it is."""
    changed, wanted = bytearray(content), name.encode()
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", changed, place + 28)[0]
        if changed[place + 46 : place + 46 + length] == wanted:
            struct.pack_into("<I", changed, place + 24, size)
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def damaged(content: bytes, seed: int) -> bytes:
    """The file with a run of bytes in its first half overwritten."""
    rng = random.Random(seed)
    place = rng.randrange(100, len(content) // 2)
    return content[:place] + rng.randbytes(200) + content[place + 200 :]


def bomb(content: bytes, name: str, size: int) -> bytes:
    return with_member(content, name, b"<" + b"a" * size)


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth


LONG = "x" * 10_000_000
DOCUMENTS = {
    "empty": b"",
    "one_byte": b"P",
    "zeros": bytes(4096),
    "plain_text": "Bản kê khai tài sản".encode(),
    "html": b"<html><body>Ban ke khai tai san</body></html>",
    "rtf": rb"{\rtf1 Ban ke khai}",
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "old_word_or_password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "zip_password": encrypted(DOCUMENT),
    "cut_in_half": DOCUMENT[: len(DOCUMENT) // 2],
    "cut_before_end": DOCUMENT[:-30],
    "no_body": with_member(DOCUMENT, BODY, None),
    "empty_body": with_member(DOCUMENT, BODY, b""),
    "body_without_content": with_member(DOCUMENT, BODY, body("")),
    "no_xml": with_member(DOCUMENT, BODY, b"\x00\x01\x02"),
    "cut_xml": with_member(DOCUMENT, BODY, body(paragraph("x"))[:-20]),
    "other_xml": with_member(DOCUMENT, BODY, b"<a/>"),
    "other_zip": with_member(WORKBOOK, "none", b""),
    "macros": with_member(DOCUMENT, "", b"x", "word/vbaProject.bin"),
    "laughs": with_member(DOCUMENT, BODY, body(paragraph("&i;"), LAUGHS)),
    "file_entity": with_member(
        DOCUMENT, BODY, body(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    "net_entity": with_member(
        DOCUMENT, BODY, body(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "http://localhost:9/x">]>')
    ),
    "outer_dtd": with_member(DOCUMENT, BODY, body(paragraph("x"), '<!DOCTYPE d SYSTEM "http://localhost:9/d.dtd">')),
    "utf16_entity": with_member(
        DOCUMENT, BODY, body(paragraph("&i;"), LAUGHS).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    ),
    "unknown_entity": with_member(DOCUMENT, BODY, body(paragraph("&nothing;"))),
    "bomb": bomb(DOCUMENT, BODY, 60 << 20),
    "bomb_elsewhere": with_member(DOCUMENT, "", bytes(80 << 20), "word/media/image1.png"),
    "large_body": with_member(DOCUMENT, BODY, body(paragraph("x" * 1000) * 34_000)),
    "long_paragraph": with_member(DOCUMENT, BODY, body(paragraph(LONG))),
    "many_paragraphs": with_member(DOCUMENT, BODY, body(paragraph("x") * 60_000)),
    "many_cells": with_member(DOCUMENT, BODY, body(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 50_000}</w:tr></w:tbl>")),
    "deep_tables": with_member(DOCUMENT, BODY, body(nested(60))),
    "deeper_tables": with_member(DOCUMENT, BODY, body(nested(5000))),
    "deep_runs": with_member(DOCUMENT, BODY, body("<w:p>" + "<w:ins>" * 200 + "</w:ins>" * 200 + "</w:p>")),
    "wide_span": with_member(
        DOCUMENT,
        BODY,
        body(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 30}"/></w:tcPr>{paragraph("x")}</w:tc></w:tr></w:tbl>'
        ),
    ),
    "many_members": b"",
    "climbing_name": with_member(DOCUMENT, "", b"x", "../../outside.xml"),
    "absolute_name": with_member(DOCUMENT, "", b"x", "/etc/outside.xml"),
    "backslashes": with_member(DOCUMENT, "", b"x", "..\\..\\outside.xml"),
    "larger_than_told": declared_larger(DOCUMENT, BODY, 1 << 31),
    "smaller_than_told": declared_larger(DOCUMENT, BODY, 100),
    "another_letter": with_member(DOCUMENT, BODY, body(paragraph("Kính gửi Sở Nội vụ"))),
    "a_title_only": with_member(DOCUMENT, BODY, body(paragraph("BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM"))),
    "a_thousand_titles": with_member(
        DOCUMENT, BODY, body(paragraph("1.1. Đất ở: 1.1. Đất ở: Địa chỉ: Địa chỉ:") * 3000)
    ),
    "dots": with_member(DOCUMENT, BODY, body(paragraph("1.1. Đất ở: " + ". " * 40_000))),
    "digits": with_member(DOCUMENT, BODY, body(paragraph("5. Tiền: ") + paragraph("1.000 " * 15_000))),
    "brackets": with_member(DOCUMENT, BODY, body(paragraph("5. Tiền: ") + paragraph("Giá trị" + "(" * 40_000))),
    "spaces": with_member(DOCUMENT, BODY, body(paragraph("1. Người kê khai" + " " * 80_000 + "x"))),
}
WORKBOOKS = {
    "empty_sheet_file": b"",
    "sheet_password": encrypted(WORKBOOK),
    "sheet_old_or_password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "sheet_cut": WORKBOOK[: len(WORKBOOK) // 2],
    "sheet_cut_at_end": WORKBOOK[:-30],
    "no_sheet": with_member(WORKBOOK, SHEET, None),
    "no_workbook": with_member(WORKBOOK, "xl/workbook.xml", None),
    "cut_sheet_xml": with_member(WORKBOOK, SHEET, sheet(cell("A1", "x"))[:-30]),
    "sheet_macros": with_member(WORKBOOK, "", b"x", "xl/vbaProject.bin"),
    "far_cell": with_member(WORKBOOK, SHEET, sheet(cell("A1", "x") + cell("XFD1048576", "x"))),
    "far_row": with_member(WORKBOOK, SHEET, sheet(cell("A1", "x") + cell("A1048576", "x"))),
    "beyond_the_last_cell": with_member(WORKBOOK, SHEET, sheet(cell("ZZZ9999999", "x"))),
    "far_cell_in_quotes": with_member(
        WORKBOOK, SHEET, sheet(cell("XFD1048576", "x").replace('"', "'") + cell("A1", "x"))
    ),
    "far_cell_escaped": with_member(WORKBOOK, SHEET, sheet(cell("&#88;FD1048576", "x") + cell("A1", "x"))),
    "sheet_laughs": with_member(WORKBOOK, SHEET, sheet(cell("A1", "&i;"), LAUGHS)),
    "strings_laughs": with_member(WORKBOOK, STRINGS, LAUGHS.encode() + b"<sst><si><t>&i;</t></si></sst>"),
    "sheet_file_entity": with_member(
        WORKBOOK, SHEET, sheet(cell("A1", "&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    "long_cell": with_member(WORKBOOK, SHEET, sheet(cell("A1", LONG))),
    "sheet_bomb": bomb(WORKBOOK, SHEET, 60 << 20),
    "strings_bomb": bomb(WORKBOOK, STRINGS, 60 << 20),
    "five_thousand_columns": with_member(
        WORKBOOK,
        SHEET,
        sheet("<row>" + "".join('<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(5000)) + "</row>"),
    ),
    "utf16_sheet": with_member(
        WORKBOOK, SHEET, sheet(cell("A1", "x")).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    ),
    "wrong_string_number": with_member(WORKBOOK, SHEET, sheet('<row><c r="A1" t="s"><v>99999999</v></c></row>')),
    "minus_string_number": with_member(WORKBOOK, SHEET, sheet('<row><c r="A1" t="s"><v>-1</v></c></row>')),
    "a_list_of_prices": with_member(WORKBOOK, SHEET, sheet(cell("A1", "Bảng giá đất"))),
}


def with_many_members() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(3000):
            archive.writestr(f"word/{number}.xml", b"<a/>")
    return buffer.getvalue()


CASES = {f"{name}.docx": content for name, content in DOCUMENTS.items()}
CASES |= {f"{name}.xlsx": content for name, content in WORKBOOKS.items()}
CASES |= {"many_members.docx": with_many_members(), "macros.docm": DOCUMENT, "macros.xlsm": WORKBOOK}
# What is damaged in a way that a reader may pass over: no traceback, and the books add up.
SHAKEN = {f"damaged_{seed}.docx": damaged(DOCUMENT, seed) for seed in range(12)}
SHAKEN |= {f"damaged_{seed}.xlsx": damaged(WORKBOOK, seed) for seed in range(12)}


def read(folder: Path, files: dict[str, bytes], parameters):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(read_form_files([(folder / name, name) for name in files], parameters, catalogue("vi")))


def test_there_are_enough_of_them():
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_form_is_one_row_of_quarantine(name, tmp_path, parameters):
    reads = read(tmp_path, {name: CASES[name]}, parameters)
    assert [(one.table, one.rows_read, len(one.quarantine)) for one in reads] == [("forms", 1, 1)]
    reason = reads[0].quarantine["reason"].item()
    assert name in reason
    assert "\n" not in reason
    assert len(reason) < 300


@pytest.mark.parametrize("name", SHAKEN)
def test_a_damaged_form_is_read_or_refused(name, tmp_path, parameters):
    for one in read(tmp_path, {name: SHAKEN[name]}, parameters):
        assert one.rows_read == len(one.accepted) + len(one.quarantine)


def test_a_broken_document_is_not_called_a_workbook(tmp_path, parameters):
    (refused,) = read(tmp_path, {"hong.docx": b"PK no archive"}, parameters)
    assert refused.quarantine["reason"].item() == catalogue("vi")("forms.document", file="hong.docx")


def test_the_others_go_on(tmp_path, parameters):
    reads = read(
        tmp_path, {"a.docx": b"x", "b.docx": DOCUMENT, "c.xlsx": CASES["far_cell.xlsx"], "d.xlsx": WORKBOOK}, parameters
    )
    filed = next(one for one in reads if one.table == "declarations").accepted
    refused = next(one for one in reads if one.table == "forms").quarantine
    assert list(filed["source_file"]) == ["b.docx", "d.xlsx"]
    assert list(refused["source_file"]) == ["a.docx", "c.xlsx"]


def test_a_stream_longer_than_its_directory_says_is_not_unpacked(tmp_path, parameters):
    """A directory that gives a member's size as a hundred bytes does not let sixty megabytes through."""
    lying = declared_larger(bomb(WORKBOOK, SHEET, 60 << 20), SHEET, 100)
    assert zlib.crc32(lying)
    assert [one.table for one in read(tmp_path, {"lying.xlsx": lying}, parameters)] == ["forms"]
