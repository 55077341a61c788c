"""Packs: headings, canonical rows with raw text and place, quarantine, conservation, corrections."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import ASSETS, INCOMES, INPUTS, QUARANTINE
from pipeline.params import Parameters
from pipeline.sources import Read, load_corrections, read_file
from pipeline.sources.pack import canonical
from pipeline.sources.rejected import Place
from pipeline.store.reading import UnreadableError, find_tables
from pipeline.texts import catalogue
from tests.input_files import workbook, written

SAY = catalogue("en")
ROWS = (
    "\ufeff"
    + """Declaration_ID,Item No,category,value_vnd (triệu đồng),area_m2,quantity,acquired_on,holder,a,certificate_no
D1,1,money,"1.200","120,5",,2015,Spouse,x,
D1,2,house,1.200.000.000,85.125,,31/12/2020,declarant,,CĐ 456789
D1,3,precious_metal,50.000 USD,,3 cây vàng,2020-02-01,other,,
D1,4,money,không xác định được giá trị,,,12/31/2020,,,
D1,5,land_other,,500,,,friend,,chưa được cấp giấy chứng nhận
,,,,,,,,,
D1,6
D1,7,house,"1,5 tỷ",2 sào,,,joint,,BA123456
"""
)


def read_one(folder: Path, parameters: Parameters, corrections: pd.DataFrame | None = None) -> Read:
    (file,) = find_tables(folder, INPUTS).files
    (read,) = read_file(file, parameters, SAY, corrections=corrections)
    return read


@pytest.fixture
def assets(tmp_path: Path, parameters: Parameters) -> Read:
    written(tmp_path, "2024/assets.csv", ROWS)
    return read_one(tmp_path, parameters)


def test_every_row_is_accepted_or_quarantined(assets: Read) -> None:
    assert (assets.rows_read, len(assets.accepted), len(assets.quarantine)) == (8, 3, 5)
    assert sorted([*assets.accepted.source_row, *assets.quarantine.source_row]) == list(range(2, 10))


def test_accepted_rows_have_the_shape_of_the_table(assets: Read) -> None:
    assert list(assets.accepted.columns) == ASSETS.names
    pd.testing.assert_series_equal(assets.accepted.dtypes, ASSETS.empty().dtypes)
    pd.testing.assert_series_equal(assets.quarantine.dtypes, QUARANTINE.empty().dtypes)


def test_values_are_read_in_the_unit_of_the_heading(assets: Read) -> None:
    first, gold, last = assets.accepted.to_dict("records")
    assert (first["value_vnd"], first["area_m2"], first["holder"]) == (1_200_000_000, 120.5, "spouse")
    assert (last["value_vnd"], last["area_m2"], last["certificate_no"]) == (1_500_000_000, 1000, "BA123456")
    assert (gold["quantity"], gold["unit"]) == (3, "lượng")


def test_a_foreign_amount_without_dong_is_kept_as_such(assets: Read) -> None:
    gold = assets.accepted.iloc[1]
    assert (gold.currency, gold.foreign_amount, gold.value_unknown_reason) == ("USD", 50_000, "50.000 USD")
    assert np.isnan(gold.value_vnd)


def test_raw_keeps_what_was_interpreted_and_nothing_else(assets: Read) -> None:
    assert json.loads(assets.accepted.raw.iloc[0]) == {
        "holder": "Spouse", "area_m2": "120,5", "value_vnd": "1.200", "acquired_on": "2015"
    }  # fmt: skip
    assert json.loads(assets.accepted.raw.iloc[2]) == {"area_m2": "2 sào", "value_vnd": "1,5 tỷ"}


def test_reasons_name_column_and_text(assets: Read) -> None:
    reasons = dict(zip(assets.quarantine.source_row, assets.quarantine.reason, strict=True))
    assert "area_m2" in reasons[3]
    assert "85.125" in reasons[3]
    assert "value_vnd" in reasons[3], "all problems of a row are told, not only the first"
    assert "12/31/2020" in reasons[5]
    assert "friend" in reasons[6]
    assert reasons[7] == SAY("quarantine.empty")
    assert reasons[8] == SAY("quarantine.ragged", count=2, expected=10)


def test_quarantined_rows_are_kept_as_they_were_read(assets: Read) -> None:
    row = json.loads(assets.quarantine.set_index("source_row").row[3])
    assert row["value_vnd (triệu đồng)"] == "1.200.000.000"
    assert row["certificate_no"] == "CĐ 456789"
    assert (assets.quarantine.table == "assets").all()
    assert assets.quarantine.set_index("source_row").column[6] == "holder"


def test_what_is_left_aside_is_told(assets: Read) -> None:
    told = {note.message_id: note.values for note in assets.notes}
    assert told["note.unknown_columns"]["labels"] == "a"
    assert told["note.partial_date"]["count"] == 1


def test_a_missing_required_column_is_named_with_the_remedy(tmp_path: Path, parameters: Parameters) -> None:
    written(tmp_path, "assets.csv", "declaration_id,category\nD1,house\n")
    with pytest.raises(UnreadableError) as refusal:
        read_one(tmp_path, parameters)
    assert refusal.value.exit_status == 2
    assert "assets.csv" in refusal.value.said("en")
    assert "item_no" in refusal.value.said("en")


def test_lost_zeros_are_put_back_and_told(tmp_path: Path, parameters: Parameters) -> None:
    frame = pd.DataFrame(
        {"declaration_id": ["D1"], "person_no": [1], "relation": ["spouse"], "personal_id": [49085001234]}
    )
    written(tmp_path, "book.xlsx", workbook({"Family": frame}))
    read = read_one(tmp_path, parameters)
    assert read.accepted.personal_id.tolist() == ["049085001234"]
    assert json.loads(read.accepted.raw[0])["personal_id"] == "49085001234"
    assert [note.message_id for note in read.notes] == ["note.lost_zero"]
    assert read.accepted[["source_sheet", "source_row"]].to_numpy().tolist() == [["Family", 2.0]]


def test_a_foreign_amount_needs_a_place_for_it(tmp_path: Path, parameters: Parameters) -> None:
    written(tmp_path, "incomes.csv", "declaration_id,recipient,amount_vnd\nD1,joint,500 USD\nD1,joint,\n")
    read = read_one(tmp_path, parameters)
    assert (len(read.accepted), len(read.quarantine)) == (1, 1)
    assert SAY("problem.amount.foreign") in read.quarantine.reason[0]


def test_movements_are_signed(tmp_path: Path, parameters: Parameters) -> None:
    written(
        tmp_path, "movements.csv", "declaration_id,category,value_change_vnd\nD1,money,giảm 300 triệu\nD1,house,+5 tỷ\n"
    )
    assert read_one(tmp_path, parameters).accepted.value_change_vnd.tolist() == [-300e6, 5e9]


def test_typed_columns_pass_as_they_are(tmp_path: Path, parameters: Parameters) -> None:
    frame = pd.DataFrame(
        {
            "declaration_id": ["D1", "D2", "D3"],
            "item_no": [1, 2, 3],
            "category": pd.Categorical(["house", "money", "villa"]),
            "value_vnd": pd.array([1_200_000_001, None, 3], dtype="Int64"),
            "area_m2": [85.125, None, 1.0],
            "acquired_on": [dt.date(2020, 1, 2), None, None],
        }
    )
    frame.to_parquet(tmp_path / "assets.parquet")
    read = read_one(tmp_path, parameters)
    assert read.accepted.item_no.tolist() == ["1", "2"]
    assert read.accepted.value_vnd.fillna(-1).tolist() == [1_200_000_001, -1]
    assert read.accepted.area_m2.iloc[0] == 85.125
    assert read.accepted.acquired_on.iloc[0] == pd.Timestamp("2020-01-02")
    assert read.accepted.raw.isna().all()
    assert read.quarantine.source_row.tolist() == [4]


def test_text_and_typed_files_of_one_table_agree(tmp_path: Path, parameters: Parameters) -> None:
    frame = pd.DataFrame(
        {"declaration_id": ["D1", "D2"], "recipient": "joint", "source": ["gift", None], "amount_vnd": [5_000_000, 1]}
    )
    written(tmp_path / "a", "incomes.csv", frame.to_csv(index=False))
    (tmp_path / "b").mkdir()
    frame.to_parquet(tmp_path / "b" / "incomes.parquet")
    written(tmp_path / "c", "book.xlsx", workbook({"incomes": frame}))
    facts = [column for column in INCOMES.names if not column.startswith(("source_", "raw"))]
    text, typed, sheet = (read_one(tmp_path / name, parameters).accepted[facts] for name in "abc")
    pd.testing.assert_frame_equal(text, typed)
    pd.testing.assert_frame_equal(text, sheet)


cell_texts = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.sampled_from(["1.200", "500 triệu", "2020-01-02", "house", "joint", "x", "1,2 tỷ", "0", "2 sào", "-"]),
)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(*[cell_texts] * 6), max_size=5))
def test_rows_are_conserved_whatever_the_cells_say(rows: list[tuple[str | None, ...]]) -> None:
    columns = ["declaration_id", "category", "value_vnd", "area_m2", "acquired_on", "holder"]
    cells = pd.DataFrame(rows, columns=columns, index=range(2, 2 + len(rows)), dtype="str")
    before = cells.copy(deep=True)
    found = canonical(ASSETS, cells, Place("a.csv"), SAY, {"m2": 1.0, "sào": 500.0})
    assert sorted([*found.frame.source_row, *found.quarantine.source_row]) == list(range(2, 2 + len(rows)))
    assert found.frame.value_vnd.notna().sum() <= cells.value_vnd.notna().sum()
    pd.testing.assert_frame_equal(cells, before)


DEBTS = "declaration_id,item_no,outstanding_vnd\nD1,1,500\nD1,2,600\nD2,1,\n"
HEAD = "file,row,declaration_id,item_no,column,was,becomes,reason,author,expires_on\n"


def with_corrections(folder: Path, parameters: Parameters, lines: str, today: dt.date | None = None) -> Read:
    written(folder, "liabilities.csv", DEBTS)
    written(folder, "corrections.csv", HEAD + lines)
    found = find_tables(folder, INPUTS)
    return read_one(folder, parameters, load_corrections(found.corrections, SAY, today))


def test_corrections_by_row_and_by_item(tmp_path: Path, parameters: Parameters) -> None:
    lines = (
        "liabilities.csv,2,,,outstanding_vnd,500,500 triệu,letter of the unit,A,\n"
        "liabilities.csv,,D2,1,outstanding_vnd,,7,letter of the unit,A,2030-01-01\n"
    )
    read = with_corrections(tmp_path, parameters, lines, dt.date(2026, 11, 23))
    assert read.accepted.outstanding_vnd.tolist() == [500_000_000, 600, 7]
    assert json.loads(read.accepted.raw[0]) == {"outstanding_vnd": "500"}, "raw is what the source says"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("liabilities.csv,2,,,outstanding_vnd,501,5,r,A,", "501"),
        ("liabilities.csv,9,,,outstanding_vnd,500,5,r,A,", "9"),
        ("liabilities.csv,,D9,,outstanding_vnd,500,5,r,A,", "D9"),
        ("liabilities.csv,,,,outstanding_vnd,500,5,r,A,", "outstanding_vnd"),
        ("liabilities.csv,2,,,amount,500,5,r,A,", "amount"),
        ("liabilities.csv,2,,,outstanding_vnd,500,5,r,A,2026-11-23", "2026-11-23"),
        ("liabilities.csv,2,,,outstanding_vnd,500,5,r,A,soon", "soon"),
    ],
)
def test_a_correction_that_does_not_fit_the_source_fails_loudly(
    line: str, told: str, tmp_path: Path, parameters: Parameters
) -> None:
    with pytest.raises(UnreadableError) as refusal:
        with_corrections(tmp_path, parameters, line + "\n", dt.date(2026, 11, 23))
    assert told in refusal.value.said("en")
