"""Texts that want to be more than text: formulas, markup, addresses, places for values, paths, in every column.

A pack in which every text is such a payload goes through the whole run and through the commands of the office; then
every file that was written is read as the program reads it that would fall for it.
"""

import csv
import html
import io
import re
import zipfile
from html.parser import HTMLParser
from itertools import cycle

import pandas as pd
import pytest
from defusedxml import ElementTree

from pipeline.exports.safe import formula_safe
from pipeline.model import INPUTS
from tests.commands import command, pack_in

PAYLOADS = (
    "=HYPERLINK(0)", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1:A9)", "\t=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠SUM(1)",
    "\u200b=1", "=DDE(\"cmd\")", "<script>alert(1)</script>", "<xinj onload=alert(1)>", "\"><xinj>", "' onmouseover='xinj()",
    "</td></table><xinj>", "</title><xinj>", "</style><xinj>", "]]><xinj/>", "<!--<xinj>", "&lt;xinj&gt;", "&#60;xinj&#62;",
    "javascript:xinj()", "<a href=\"https://example.org/xinj\">x</a>", "<img src=x onerror=xinj()>", "{{ 7*7 }}", "{% x %}",
    "{0}", "{name}", "{", "}", "%s", "%(name)s", "%", "$x^2$", "$\\frac$", "$", "\\textbf{x}", "${HOME}", "`id`", "$(id)",
    "../../../xinj", "..\\xinj", "xinj\u202egnp.exe", "_hidden", "a|b\n- [x](y)", "IMPORTXML(1)", "#REF!", "nan", "'", "\"",
)  # fmt: skip
# Letters that a browser, a spreadsheet or a file system reads as something else.
IN_CODES = ("<xinj>", "../../xinj", "=1+1", "a/b", "{0}", "$x^2$", "%s", "\"xinj", "'xinj", "&amp;", "xinj\\", ".", "..", "CON",
            "x" * 260, "tên có dấu", "a\u202eb", "|", "#", "?", ";", "a,b")  # fmt: skip
OWN_SCRIPTS = ("list.js",)
WORDS = {"run": {}, "quarantine": {}, "draw": {"seed_text": "=1+1 <xinj>", "drawn_on": "2024-03-01"}}


def filled(folder, columns_of, payloads, same=False):
    """Every text of the columns replaced; with `same` one text always by the same payload, so that keys still meet."""
    given, turn = {}, cycle(payloads)

    def payload(text):
        if not same:
            return next(turn)
        return given.setdefault(text, f"{next(turn)}{text}")

    for path in sorted(folder.rglob("*.csv")):
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        if path.stem in INPUTS:
            for name in set(columns_of(INPUTS[path.stem])) & set(frame):
                frame[name] = [payload(text) if text else text for text in frame[name]]
            frame.to_csv(path, index=False)


def text_columns(table):
    return [column.name for column in table if column.type == "text" and not column.vocabulary]


def key_columns(table):
    return [name for name in table.names if name in ("declaration_id", "declarant_id", "unit_code", "person_id")]


@pytest.fixture(scope="module", params=["texts", "codes"])
def written(request, tmp_path_factory):
    """The run directory of a pack of payloads, after every command that writes for people."""
    folder = tmp_path_factory.mktemp("hostile")
    pack = pack_in(folder / "pack", declarants=20, years=2, seed=3, units=3)
    if request.param == "texts":
        filled(pack, text_columns, PAYLOADS)
    else:
        filled(pack, key_columns, IN_CODES, same=True)
    for word, more in WORDS.items():
        done = command(word, data=pack, out=folder / "out", workers=1, capacity=8, profile="full", **more)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["out", "pack"], "nothing beside OUT"
    return folder / "out"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the texts of its scripts."""

    def __init__(self):
        super().__init__()
        self.elements, self.scripts, self._script = [], [], False

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._script = tag == "script"

    def handle_data(self, data):
        if self._script:
            self.scripts.append(data)


def suspicious(tag, attributes):
    """An element that no template has: of another name, with a handler, with an address that leads out."""
    leads = [attributes.get(name) or "" for name in ("href", "src", "action", "xlink:href")]
    return (
        "xinj" in tag
        or tag in ("iframe", "object", "embed", "base", "form", "link")
        or any(name.startswith("on") or "xinj" in name for name in attributes)
        or any(re.match(r"\s*(javascript|https?|data:text|file|//)", address, re.IGNORECASE) for address in leads)
    )


def pages(out):
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in sorted(out.rglob("*.html"))}


def test_no_page_has_an_element_that_came_from_a_text(written):
    found = pages(written)
    assert {"index.html", "data_docs/index.html", "draw/protocol.vi.html"} & set(found) or len(found) > 8
    assert sum(name.startswith("cases/dossiers/") for name in found) >= 5
    for name, text in found.items():
        parser = Elements()
        parser.feed(text)
        assert [element for element in parser.elements if suspicious(*element)] == [], name
        assert not [script for script in parser.scripts if "xinj" in script or "alert(1)" in script], name


def test_no_cell_of_a_text_file_is_a_formula(written):
    for path in sorted(written.rglob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        cells = {cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)}
        assert [cell for cell in cells if formula_safe(cell) != cell] == [], path.name


def test_no_workbook_calculates_or_leads_out(written):
    books = sorted(written.rglob("*.xlsx"))
    assert {"flagged_cases.xlsx", "quarantine.xlsx"} <= {path.name for path in books}
    for path in books:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                ElementTree.fromstring(content)
                assert not re.search(rb"<f[ >]|externalLink|TargetMode=\"External\"|<ddeLink|oleLink", content), (
                    path,
                    name,
                )


def test_no_document_holds_a_field_or_leads_out(written):
    documents = sorted(written.rglob("*.docx"))
    assert documents
    for path in documents:
        with zipfile.ZipFile(path) as archive:
            content = archive.read("word/document.xml")
            links = archive.read("word/_rels/document.xml.rels")
        ElementTree.fromstring(content)
        assert not re.search(rb"instrText|fldSimple|w:hyperlink|<xinj", content), path.name
        assert b'TargetMode="External"' not in links


def test_a_text_stands_where_it_belongs_as_it_was_written(written):
    """No place for a value was filled, no dollar became a formula, and nothing was lost by escaping twice."""
    told = html.unescape(" ".join(pages(written).values()))
    assert "$x^2$" in told
    assert "{0}" in told
    assert "&amp;lt;" not in " ".join(pages(written).values()).replace("&amp;lt;xinj", "")


def test_no_file_has_a_name_from_a_text(written):
    names = [path.relative_to(written).as_posix() for path in written.rglob("*")]
    assert [name for name in names if not re.fullmatch(r"[\w./ -]+", name) or ".." in name or len(name) > 120] == []
