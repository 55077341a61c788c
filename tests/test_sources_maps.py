"""Column maps: what an analyst can write, the shipped maps on real declarations, and strictness about labels."""

import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from pipeline.model import INPUTS
from pipeline.params import Parameters
from pipeline.sources import load_map, map_files, read_file
from pipeline.sources.column_map import SHIPPED, ColumnMap
from pipeline.sources.map_words import look_up
from pipeline.sources.rates import rate_of, rates
from pipeline.store.reading import UnreadableError, find_tables
from pipeline.texts import catalogue
from tests.conftest import SHARED
from tests.input_files import written

SAY = catalogue("en")
FILES = "input,files,heading_rows,style,currency,rate_on\nitems,items*.csv,,en,TWD,2012-06-30\n"
COLUMNS = """input,table,block,column,source,words,unit,constant,optional
items,declarations,form,declaration_id,{stem}-{id},,,,
items,declarations,form,declarant_id,name,,,,
items,declarations,form,kind,,,,ANNUAL,
items,declarations,form,declared_on,,,,{folder}-12-31,
items,declarations,form,unit_code,unit | office,,,,
items,assets,land,when,land,,,*,
items,assets,land,declaration_id,{stem}-{id},,,,
items,assets,land,item_no,{block} {row},,,,
items,assets,land,category,,,,land_other,
items,assets,land,holder,owner,owners,,,
items,assets,land,value_vnd,land,costs,,,
items,assets,cash,when,cash,,,*,
items,assets,cash,declaration_id,{stem}-{id},,,,
items,assets,cash,item_no,{block} {row},,,,
items,assets,cash,category,,,,money,
items,assets,cash,value_vnd,cash,,VND,,
items,assets,cash,note,remark,,,,yes
items,,,,page,,,,
"""
WORDS = """list,text,word
owners,me,declarant
owners,/wife|husband/,spouse
costs,"/([\\d,]+) NT/",\\1
costs,/long ago.*/,?
costs,none,-
"""
ITEMS = """id,name,unit,owner,land,cash,page
1,A,U1,me,"1,000 NT",,7
2,B,U1,husband,"long ago, by my father","5,000,000",8
3,C,U2,aunt,"2,000 NT",,9
4,D,U2,,none,,9
"""


def folder_with(tmp_path: Path, columns: str = COLUMNS, items: str = ITEMS) -> tuple[ColumnMap, Path]:
    written(tmp_path, "map/files.csv", FILES)
    written(tmp_path, "map/columns.csv", columns)
    written(tmp_path, "map/words.csv", WORDS)
    written(tmp_path, "data/2014/items.csv", items)
    return load_map(tmp_path / "map"), tmp_path / "data"


def read_all(column_map: ColumnMap, folder: Path, parameters: Parameters) -> dict[str, list[pd.DataFrame]]:
    """Accepted and quarantined rows of each table, and the notes."""
    found = map_files(column_map, find_tables(folder))
    reads = [read for file in found.files for read in read_file(file, parameters, SAY, column_map)]
    assert all(read.rows_read == len(read.accepted) + len(read.quarantine) for read in reads)
    notes = [note for read in reads for note in read.notes]
    tables = {
        name: [
            pd.concat([getattr(read, part) for read in reads if read.table == name])
            for part in ("accepted", "quarantine")
        ]
        for name in dict.fromkeys(read.table for read in reads)
    }
    return tables | {"notes": [pd.DataFrame([(note.message_id, note.values.get("labels")) for note in notes])]}


def test_a_wide_sheet_gives_a_row_for_each_block(tmp_path: Path, parameters: Parameters) -> None:
    read = read_all(*folder_with(tmp_path), parameters)
    declarations, _ = read["declarations"]
    assert declarations[["declaration_id", "unit_code"]].to_numpy().tolist() == [
        ["items-1", "U1"], ["items-2", "U1"], ["items-3", "U2"], ["items-4", "U2"]
    ]  # fmt: skip
    assert (declarations.declared_on == pd.Timestamp("2014-12-31")).all()
    accepted, rejected = read["assets"]
    assert accepted.item_no.tolist() == ["land 2", "land 3", "cash 3", "land 5"]
    assert rejected.reason.str.contains("aunt").tolist() == [True]


def test_currencies_words_and_reasons(tmp_path: Path, parameters: Parameters) -> None:
    accepted, _ = read_all(*folder_with(tmp_path), parameters)["assets"]
    rate = rate_of("TWD", "2012-06-30")
    assert accepted.value_vnd.fillna(-1).tolist() == [1000 * rate, -1, 5_000_000, -1]
    assert accepted.value_unknown_reason.fillna("").tolist() == ["", "long ago, by my father", "", ""]
    assert accepted.holder.fillna("").tolist() == ["declarant", "spouse", "", ""]
    assert json.loads(accepted.raw.iloc[0]) == {"holder": "me", "value_vnd": "1,000 NT"}


def test_labels_that_the_map_does_not_know_are_named(tmp_path: Path, parameters: Parameters) -> None:
    column_map, folder = folder_with(tmp_path, items=ITEMS.replace(",page", ",pages"))
    notes = read_all(column_map, folder, parameters)["notes"][0]
    assert ["note.map_unknown", "pages"] in notes.to_numpy().tolist()
    assert ["note.map_lacking", "page, remark"] in notes.to_numpy().tolist()


@pytest.mark.parametrize("label", ["land", "name", "id", "unit"])
def test_labels_that_the_file_does_not_have_stop_the_run(label: str, tmp_path: Path, parameters: Parameters) -> None:
    column_map, folder = folder_with(tmp_path, items=ITEMS.replace(label, "other", 1))
    with pytest.raises(UnreadableError) as refusal:
        read_all(column_map, folder, parameters)
    assert label in refusal.value.said("en")
    assert "2014/items.csv" in refusal.value.said("en")


def test_an_alternative_label_is_as_good(tmp_path: Path, parameters: Parameters) -> None:
    column_map, folder = folder_with(tmp_path, items=ITEMS.replace("unit", "Office", 1))
    assert read_all(column_map, folder, parameters)["declarations"][0].unit_code.tolist() == ["U1", "U1", "U2", "U2"]


def test_the_same_text_next_year_gives_the_same_values(tmp_path: Path, parameters: Parameters) -> None:
    column_map, folder = folder_with(tmp_path)
    written(folder, "2015/items.csv", ITEMS + "\n")
    accepted, _ = read_all(column_map, folder, parameters)["assets"]
    facts = ["holder", "value_vnd", "value_unknown_reason", "category", "raw"]
    first, second = (rows[facts].reset_index(drop=True) for _, rows in accepted.groupby("source_file"))
    pd.testing.assert_frame_equal(first, second)


def test_rows_that_no_block_takes_are_quarantined(tmp_path: Path, parameters: Parameters) -> None:
    only_assets = "\n".join(line for line in COLUMNS.splitlines() if ",declarations," not in line)
    column_map, folder = folder_with(tmp_path, only_assets, "id,owner,land,cash,page\n1,me,5,,1\n2,me,,,\n")
    accepted, rejected = read_all(column_map, folder, parameters)["assets"]
    assert (len(accepted), rejected.source_row.tolist()) == (1, [3])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("assets,cash,category", "assets,cash,kategory", "column kategory"),
        ("items,assets,cash,category", "things,assets,cash,category", "input things"),
        ("items,assets,cash,category", "items,asset,cash,category", "table asset"),
        ("owner,owners,", "owner,owner,", "words owner"),
        ("items,assets,cash,category,,,,money,", "", "category"),
        ("land_other", "", "source"),
    ],
)
def test_a_map_that_cannot_work_is_refused_with_its_line(before: str, after: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refusal:
        folder_with(tmp_path, COLUMNS.replace(before, after))
    assert told in refusal.value.said("en")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("skip_rows", "2023-12-31 00:00:00"),
        ("skip_rows", "-1"),
        ("heading_rows", "0"),
        ("style", "fr"),
        ("calendar", "lunar"),
        ("rate_on", "31/12/2023"),
    ],
)
def test_a_cell_about_the_files_that_says_nothing_is_refused(column: str, text: str, tmp_path: Path) -> None:
    files = pd.read_csv(StringIO(FILES), dtype="str").assign(**{column: text}).to_csv(index=False)
    written(tmp_path, "map/files.csv", files)
    written(tmp_path, "map/columns.csv", COLUMNS)
    with pytest.raises(UnreadableError) as refusal:
        load_map(tmp_path / "map")
    assert column in refusal.value.said("en")
    assert text in refusal.value.said("en")


@pytest.mark.parametrize(("text", "word"), [("/(/", "x"), ("/a*/", r"\1"), ("/(a)/", r"\g<b>")])
def test_a_pattern_that_is_none_is_refused(text: str, word: str, tmp_path: Path) -> None:
    written(tmp_path, "map/files.csv", FILES)
    written(tmp_path, "map/columns.csv", COLUMNS)
    written(tmp_path, "map/words.csv", f"{WORDS}category,{text},{word}\n")
    with pytest.raises(UnreadableError) as refusal:
        load_map(tmp_path / "map")
    assert text in refusal.value.said("en")


def test_a_line_of_a_map_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"columns\.csv: .*18"):
        folder_with(tmp_path, COLUMNS.replace(",yes", ",yes,no"))


def test_an_unknown_map_names_those_there_are() -> None:
    with pytest.raises(UnreadableError, match="kosovo, taiwan"):
        load_map("atlantis")


def test_a_folder_without_the_files_of_the_map_is_refused(tmp_path: Path) -> None:
    column_map, folder = folder_with(tmp_path)
    (folder / "2014" / "items.csv").rename(folder / "2014" / "things.csv")
    with pytest.raises(UnreadableError, match=r"items\*\.csv"):
        map_files(column_map, find_tables(folder))


def test_words_are_tried_in_order_and_the_rest_stays() -> None:
    found = look_up(
        pd.Series(["a", "b7", "c", None, "d"], dtype="str"), [("/b(\\d)/", "\\1"), ("a", "x"), ("/./", "?")]
    )
    assert found.texts.tolist()[:2] == ["x", "7"]
    assert found.unknown.dropna().tolist() == ["c", "d"]
    assert found.texts.isna().tolist() == [False, False, True, True, True]


def test_a_rate_is_that_of_the_day(tmp_path: Path) -> None:
    dated = rates().query("currency == 'USD'").sort_values("from_date")
    assert rate_of("USD", "2015-07-01") == dated[dated.from_date <= "2015-07-01"].rate_vnd.iloc[-1]
    assert rate_of("VND", "2015-07-01") == 1
    with pytest.raises(UnreadableError, match="USD"):
        rate_of("USD", "1990-01-01")


@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.iterdir() if path.is_dir()))
def test_shipped_maps_are_whole(name: str) -> None:
    column_map = load_map(name)
    assert {line.table for line in column_map.lines if line.table} <= set(INPUTS)
    for known in column_map.inputs:
        assert rate_of(known.currency, known.rate_on) > 0


if (SHARED / "real").is_dir():

    def test_taiwan_is_read_almost_whole(parameters: Parameters) -> None:
        read = read_all(load_map("taiwan"), SHARED / "real" / "taiwan", parameters)
        rows = {name: tuple(map(len, tables)) for name, tables in read.items() if name != "notes"}
        assert rows["declarations"] == (545, 0)
        assert rows["liabilities"] == (528, 0)
        assert sum(rows["assets"]) == 18_147
        assert rows["assets"][1] < 15
        assets = read["assets"][0]
        assert (assets.declaration_id + "/" + assets.item_no).is_unique
        assert assets.value_unknown_reason[assets.value_vnd.isna()].notna().mean() > 0.98
        deposits = assets[(assets.kind == "deposit") & assets.currency.notna()]
        assert (deposits.foreign_amount.notna() & deposits.value_vnd.notna()).mean() > 0.9
        assert read["notes"][0].empty or not read["notes"][0][0].eq("note.map_unknown").any()
        debt = read["liabilities"][0].query("source_row == 3").iloc[0]
        assert (debt.lender, debt.note, debt.taken_on) == (
            "臺灣土地銀行新莊分行",
            "declarant",
            pd.Timestamp("2011-10-26"),
        )
        assert debt.outstanding_vnd == 10_718_893 * rate_of("TWD", "2012-06-30")

    def test_kosovo_is_read_whole(parameters: Parameters) -> None:
        read = read_all(load_map("kosovo"), SHARED / "real" / "kosovo", parameters)
        rows = {name: tuple(map(len, tables)) for name, tables in read.items() if name != "notes"}
        assert rows == {"declarations": (614, 0), "assets": (1736, 0), "liabilities": (303, 0), "incomes": (881, 0)}
        euro = rate_of("EUR", "2012-06-30")
        member = read["assets"][0].query("declaration_id == '2010/Deputeti 127'").set_index("item_no").value_vnd
        assert member.to_dict() == {"real_estate_own": 232_000 * euro, "money_own": 15_084 * euro}
        incomes = read["incomes"][0].query("declaration_id == '2010/Deputeti 127'")
        assert incomes.set_index("recipient").amount_vnd.to_dict() == {
            "declarant": 18_000 * euro,
            "joint": 6_000 * euro,
        }
        assert read["notes"][0].empty
