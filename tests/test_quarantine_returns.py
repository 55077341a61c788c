"""The way of the quarantine: a run, the workbook for the unit, its right values, the next run; and what may go wrong."""

import datetime as dt
import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline import __main__ as console
from tests.tables import table

SAMPLES = Path(__file__).resolve().parent.parent / "data_samples" / "forms"
DECLARATIONS = """
    declaration_id | declarant_id | kind   | declared_on | unit_code | full_name
    K1             | D1           | FIRST  | 2023-12-15  | U1        | Nguyễn Văn An
    K2             | D2           | FIRST  | 2023-12-16  | U1        | Trần Thị Bình
    K3             | D1           | ANNUAL | 2024-12-15  | U1        | Nguyễn Văn An
    K4             | D2           | ANNUAL | 2024-12-16  | U1        | Trần Thị Bình
"""
ASSETS = """
    declaration_id | item_no | category         | address     | value_vnd
    K1             | 1       | land_residential | 12 Lê Lợi   | 1,2 tỷ
    K2             | 1       | land_residential | 5 Trần Phú  | năm trăm gì đó
    K3             | 1       | land_residential | 12 Lê Lợi   | 1.200.000.000 đ
    K4             | 1       | house            | 5 Trần Phú  | 500,000
"""
HEADINGS = {"becomes": "Giá trị đúng", "reason": "Lý do sửa", "author": "Người sửa", "expires_on": "Hiệu lực đến ngày"}


def pack(folder: Path) -> Path:
    data = folder / "data"
    (data / "2024").mkdir(parents=True)
    table(DECLARATIONS).to_csv(data / "2024" / "declarations.csv", index=False)
    table(ASSETS).to_csv(data / "2024" / "assets.csv", index=False)
    shutil.copy(SAMPLES / "14_not_understood.docx", data / "form.docx")
    return data


def done(word: str, data: Path, out: Path, **options: str) -> int:
    words = [word, "--data", str(data), "--out", str(out), "--workers", "1"]
    words += [text for name, value in options.items() for text in (f"--{name.replace('_', '-')}", value)]
    try:
        return console.main(words) or 0
    except SystemExit as left:
        return int(left.code or 0)


def checked(data: Path, out: Path, **options: str) -> int:
    return done("ingest", data, out, **options) or done("validate", data, out, **options)


def rows_of(out: Path) -> dict[str, dict[str, int]]:
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))["rows"]


def fill(book: Path, found: str, **cells: object) -> None:
    """Writes into the row of the workbook in which a text stands."""
    held = openpyxl.load_workbook(book)
    sheet = held.worksheets[0]
    heading = {cell.value: cell.column for cell in sheet[1]}
    rows = [row for row in range(2, sheet.max_row + 1) if found in [sheet.cell(row, c.column).value for c in sheet[1]]]
    assert len(rows) == 1, [[cell.value for cell in row] for row in sheet.iter_rows()]
    for name, value in cells.items():
        sheet.cell(rows[0], heading[HEADINGS[name]]).value = value
    held.save(book)


@pytest.fixture
def quarantined(tmp_path):
    """A pack that was read once, with the workbook of its quarantine beside the data."""
    data, out = pack(tmp_path), tmp_path / "out"
    assert checked(data, out) == 0
    assert done("quarantine", data, out) == 0
    (data / "from_units").mkdir()
    book = data / "from_units" / "quarantine_U1.xlsx"
    shutil.copy(out / "quarantine.xlsx", book)
    return data, out, book


def test_a_right_value_is_read_by_the_next_run(quarantined):
    data, out, book = quarantined
    before = rows_of(out)["assets"]
    fill(book, "năm trăm gì đó", becomes=500_000_000, reason="hỏi lại người kê khai", author="An")
    fill(book, "500,000", becomes="500 triệu", reason="gõ nhầm", author="An", expires_on="31/12/2030")
    assert checked(data, out) == 0
    after = rows_of(out)["assets"]
    assert after["read"] == before["read"] == after["accepted"] + after["quarantined"]
    assert after["accepted"] == before["accepted"] + 2
    assets = pd.concat(map(pd.read_parquet, (out / "work" / "checked" / "assets").glob("*.parquet")))
    assert assets.set_index("declaration_id").value_vnd[["K2", "K4"]].tolist() == [5e8, 5e8]
    assert json.loads(assets.set_index("declaration_id").raw["K2"])["value_vnd"] == "năm trăm gì đó"
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert "from_units/quarantine_U1.xlsx" in [record["file"] for record in manifest["inputs"]]
    assert any("quarantine_U1.xlsx" in note and "2" in note for note in manifest["notes"])


def test_fields_and_lines_of_a_form_are_put_right(quarantined):
    data, out, book = quarantined
    before = rows_of(out)
    said = {"reason": "hỏi lại", "author": "An"}
    fill(book, "1.200 tỷ", becomes="1,2 tỷ", **said)
    fill(book, "ngang 5 m, dài 20 m", becomes=100, **said)
    fill(book, "31/02/1981", becomes=dt.datetime(1981, 2, 28), **said)
    fill(book, "Tiền gửi ở vài ngân hàng", becomes="Tiền gửi ngân hàng: 800 triệu", **said)
    assert checked(data, out) == 0
    after = rows_of(out)
    assert after["declarations"]["accepted"] == before["declarations"]["accepted"] + 1
    # The fields of two plots, a line of money, and the line that the declaration itself had made an orphan.
    assert after["assets"]["accepted"] == before["assets"]["accepted"] + 4
    assert all(row["read"] == row["accepted"] + row["quarantined"] for row in after.values())
    assets = pd.concat(map(pd.read_parquet, (out / "work" / "checked" / "assets").glob("*.parquet")))
    of_form = assets[assets.source_file == "form.docx"]
    assert {1.2e9, 8e8} <= set(of_form.value_vnd)
    assert 100.0 in set(of_form.area_m2)
    declarations = pd.concat(map(pd.read_parquet, (out / "work" / "checked" / "declarations").glob("*.parquet")))
    assert dt.date(1981, 2, 28) in set(declarations.birth_date)


@pytest.mark.parametrize("where", ["table", "form field", "form line"])
def test_the_guard_fails_loudly_when_the_source_says_something_else(where, quarantined, capsys):
    data, out, book = quarantined
    found = {"table": "500,000", "form field": "1.200 tỷ", "form line": "Tiền gửi ở vài ngân hàng"}[where]
    fill(book, found, becomes="500 triệu", reason="gõ nhầm", author="An")
    if where == "table":
        assets = data / "2024" / "assets.csv"
        assets.write_text(assets.read_text(encoding="utf-8").replace('"500,000"', '"700,000"'), encoding="utf-8")
    else:
        held = openpyxl.load_workbook(book)
        for row in held.worksheets[0].iter_rows():
            for cell in row:
                cell.value = "khác hẳn" if cell.value == found else cell.value
        held.save(book)
    capsys.readouterr()
    assert checked(data, out) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert "đính chính" in said and ("assets.csv" in said or "form.docx" in said)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"expires_on": "31/12/2023"}, "hết hạn"),
        ({"author": None}, "row"),
        ({"expires_on": "mai"}, "mai"),
    ],
)
def test_a_correction_that_cannot_be_used_stops_the_run_in_one_line(change, told, quarantined, capsys):
    data, out, book = quarantined
    fill(book, "500,000", **({"becomes": "500 triệu", "reason": "gõ nhầm", "author": "An"} | change))
    capsys.readouterr()
    assert checked(data, out) == 2
    assert told in capsys.readouterr().err.strip().splitlines()[-1]


def test_what_today_is_comes_from_the_data_or_from_as_of(quarantined):
    """The last year of the data is 2025 (the form): what expires in 2026 holds, unless the run is as of a later day."""
    data, out, book = quarantined
    fill(book, "500,000", becomes="500 triệu", reason="gõ nhầm", author="An", expires_on="30/06/2026")
    assert checked(data, out) == 0
    assert checked(data, out, as_of="2026-06-30") == 0
    assert checked(data, out, as_of="2026-07-01") == 2


def test_a_source_that_went_away_is_noticed(quarantined, capsys):
    data, out, book = quarantined
    fill(book, "1.200 tỷ", becomes="1,2 tỷ", reason="gõ nhầm", author="An")
    (data / "form.docx").unlink()
    capsys.readouterr()
    assert checked(data, out) == 2
    assert "form.docx" in capsys.readouterr().err


def test_two_returns_of_the_same_cell_are_one_and_an_unfilled_one_is_none(quarantined):
    data, out, book = quarantined
    shutil.copy(book, book.with_name("blank.xlsx"))
    fill(book, "500,000", becomes="500 triệu", reason="gõ nhầm", author="An")
    shutil.copy(book, book.with_name("again.xlsx"))
    assert checked(data, out) == 0
    assert "forms" not in rows_of(out)


def test_a_workbook_that_looks_like_one_by_its_name_only_is_no_return(tmp_path):
    """It is known by its headings: another workbook of that name stays what it is, a form that cannot be read."""
    data, out = pack(tmp_path), tmp_path / "out"
    book = openpyxl.Workbook()
    book.active.append(["Giá trị đúng", "Lý do sửa"])
    book.save(data / "quarantine.xlsx")
    assert checked(data, out) == 0
    assert rows_of(out)["forms"]["quarantined"] == 1


@pytest.mark.parametrize(("region", "area"), [("bac_bo", 720.0), ("trung_bo", 1000.0), ("nam_bo", 2000.0)])
def test_how_large_a_sao_is_depends_on_the_region(region, area, tmp_path):
    data, out = pack(tmp_path), tmp_path / "out"
    assets = table(ASSETS).assign(area_m2=["2 sào", None, None, None])
    assets.to_csv(data / "2024" / "assets.csv", index=False)
    assert done("ingest", data, out, region=region) == 0
    read = pd.concat(map(pd.read_parquet, (out / "work" / "ingested" / "assets").glob("*.parquet")))
    assert read.set_index("declaration_id").area_m2["K1"] == area
