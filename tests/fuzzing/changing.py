"""Changes of tables: values, keys, columns, rows, registers, the way of writing, corrections."""

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.model import INPUTS

KEYS = (
    "declaration_id",
    "declarant_id",
    "person_no",
    "item_no",
    "unit_code",
    "company_id",
    "person_id",
    "commune_code",
)
AMOUNTS = (
    "0", "-1", "-5 tỷ", "1e400", "1e18", "9" * 30, "9223372036854775808", "0,0000001", "1.2.3.4", "1,2,3", "nan", "inf",
    "-inf", "½ tỷ", "1 tỷ 200 triệu", "hai trăm triệu đồng", "500", "1.200.000.000 đ", "12.500 USD", "5 cây vàng", "٣٤٥",
    "１２３", "1 000", "1'000", "1..000", "+5", "--5", "0x10", "1_000", "1/0", "10%", "1.5 tỷ tỷ", "tỷ", "-", "triệu 5",
    "2 sào 3 thước", "0,5 ha", "5 công", "1e-300", "1.7976931348623157e308", "4e15",
)  # fmt: skip
DAYS = (
    "0001-01-01", "9999-12-31", "1677-09-20", "2262-04-12", "2023-02-29", "31/12/2023", "12/31/2023", "2023", "02/2023",
    "0000-00-00", "1900-02-29", "45000", "2023-13-01", "30/02/2024", "2024-02-29T23:59:60Z", "10000-01-01", "-1-01-01",
    "năm 2020", "trước 1975", "2023-12-31 00:00:00", "20231231", "1/1/1", "۲۰۲۳-۰۱-۰۱",
)  # fmt: skip
TEXTS = (
    "", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\x00", "\x07", "\r", "\n", "a\nb", "a\r\nb", '"', '""', "'", ",", ";",
    "NULL", "None", "nan", "NaN", "<NA>", "N/A", "#REF!", "true", "False", "x" * 5_000, "ư" * 20_000, "😀" * 50,
    "\u202eabc", "e\u0301\u0323", "=1+1", "=cmd|' /C calc'!A0", "+84", "-", "@SUM(A1)", "＝1", "<script>alert(1)</script>",
    "\" onmouseover=\"x", "javascript:alert(1)", "{0}", "{name}", "{", "}", "%s", "%(x)s", "%", "$x^2$", "$\\frac$", "$",
    "\\", "\\N{DASH}", "${jndi:x}", "../../x", "..\\x", "/etc/passwd", "CON", "a/b", "a\\b", ".", "..", "x" * 300,
    "\uffff", "\U0010ffff", "[]", "{}", '{"a": 1}', "1", "0", "-0", "spouse", "minor_child", "joint", "money",
    "foreign_asset", "land_residential", "ANNUAL", "SUPPLEMENT", "FIRST", "gift", "sum", "index", "__class__",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "tcvn3", "vni", "latin-1", "cp1252",
             "utf-7", "utf-32", "gb18030")  # fmt: skip
TYPES = (
    pa.int64(), pa.int8(), pa.uint64(), pa.float64(), pa.float16(), pa.bool_(), pa.date32(), pa.timestamp("ns"),
    pa.timestamp("s", "Asia/Ho_Chi_Minh"), pa.decimal128(38, 2), pa.binary(), pa.large_string(),
    pa.dictionary(pa.int32(), pa.string()), pa.list_(pa.string()), pa.null(), pa.time64("us"), pa.string_view(),
)  # fmt: skip


def odd(dice):
    """A text that somebody, or some program, could have put into a cell."""
    return dice.choice(dice.choice((AMOUNTS, DAYS, TEXTS)))


def table_in(pack, dice):
    path = dice.choice(sorted(pack.tables))
    return path, pack.tables[path]


def change_values(pack, dice):
    """Cells of a column, one or many, become odd."""
    path, frame = table_in(pack, dice)
    if frame.empty or not len(frame.columns):
        return
    column = dice.randrange(len(frame.columns))
    for row in dice.sample(range(len(frame)), dice.choice((1, 1, 3, len(frame))) if len(frame) > 3 else 1):
        frame.iat[row, column] = odd(dice)


def one_value_for_all(pack, dice):
    """A whole column is the same odd text."""
    path, frame = table_in(pack, dice)
    if len(frame.columns):
        frame.isetitem(dice.randrange(len(frame.columns)), pd.Series(odd(dice), index=frame.index, dtype="str"))


def change_keys(pack, dice):
    """Keys are repeated, lost, exchanged or written in another way, in one table or in all."""
    column = dice.choice(KEYS)
    texts = {path: frame for path, frame in pack.tables.items() if column in frame and len(frame)}
    if not texts:
        return
    frame = texts[dice.choice(sorted(texts))]
    row, other = dice.randrange(len(frame)), dice.randrange(len(frame))
    place = frame.columns.get_loc(column)
    if not isinstance(place, int):
        return
    old = frame.iat[row, place]
    ways = (frame.iat[other, place], "", f" {old} ", old.lower(), f"{old}\u200b", odd(dice), f"00{old}", "MISSING")
    new = dice.choice(ways)
    if dice.random() < 0.5:
        frame.iat[row, place] = new
        return
    for each in texts.values():
        each[column] = each[column].mask(each[column] == old, new)


def change_columns(pack, dice):
    """Headings are left out, renamed, repeated, exchanged or added."""
    path, frame = table_in(pack, dice)
    if not len(frame.columns):
        return
    names = list(frame.columns)
    place = dice.randrange(len(names))
    way = dice.choice(("drop", "upper", "rename", "repeat", "swap", "shuffle", "add", "empty", "another", "spaces"))
    if way == "drop":
        pack.tables[path] = frame.drop(columns=names[place])
        return
    if way == "shuffle":
        pack.tables[path] = frame[dice.sample(names, len(names))]
        return
    if way == "add":
        pack.tables[path] = frame.assign(
            **{dice.choice(("x", "source_row", "source_file", "=1", "declarant")): odd(dice)}
        )
        return
    others = {name for columns in (table.names for table in INPUTS.values()) for name in columns}
    changed = {
        "upper": names[place].upper(), "rename": odd(dice), "repeat": dice.choice(names), "empty": "",
        "another": dice.choice(sorted(others)), "spaces": f" {names[place].replace('_', ' ')}\u00a0", "swap": names[place],
    }  # fmt: skip
    other = dice.randrange(len(names))
    names[place], names[other] = (names[other], names[place]) if way == "swap" else (changed[way], names[other])
    frame.columns = pd.Index(names)


def change_rows(pack, dice):
    """Rows are repeated, left out, shuffled, or there are none."""
    path, frame = table_in(pack, dice)
    if frame.empty:
        return
    rows = list(range(len(frame)))
    some = dice.sample(rows, dice.randint(1, len(rows)))
    way = dice.choice(("repeat", "drop", "none", "shuffle", "one", "many", "table", "backwards"))
    chosen = {
        "repeat": rows + some, "drop": [row for row in rows if row not in some], "none": [], "one": some[:1],
        "shuffle": dice.sample(rows, len(rows)), "many": rows * 12, "table": [], "backwards": rows[::-1],
    }  # fmt: skip
    pack.tables[path] = frame.iloc[chosen[way]].reset_index(drop=True)
    if way == "table":
        del pack.tables[path]


def change_registers(pack, dice):
    """Registers that contradict themselves: circles, one's own relative, an end before the beginning."""
    names = [path for path in pack.tables if path.startswith("registers/") and len(pack.tables[path])]
    if not names:
        return
    frame = pack.tables[dice.choice(sorted(names))]
    columns = dice.sample(list(frame.columns), min(2, len(frame.columns)))
    if len(columns) < 2 or not frame.columns.is_unique:
        return
    first, second = columns
    way = dice.choice(("same", "exchanged", "turned", "circle"))
    if way == "same":
        frame[second] = frame[first]
    elif way == "exchanged":
        frame[[first, second]] = frame[[second, first]].to_numpy()
    elif way == "turned":
        frame[second] = frame[second].to_numpy()[::-1]
    else:
        frame[second] = np.roll(frame[first].to_numpy(), 1)


def exchange_columns_of_rows(pack, dice):
    """Two cells of a row exchange their texts, as where somebody slipped into the next box."""
    path, frame = table_in(pack, dice)
    if frame.empty or len(frame.columns) < 2:
        return
    row, (first, second) = dice.randrange(len(frame)), dice.sample(range(len(frame.columns)), 2)
    frame.iat[row, first], frame.iat[row, second] = frame.iat[row, second], frame.iat[row, first]


def change_manner(pack, dice):
    """The way of writing: delimiter, ends of lines, encoding, what stands above the heading."""
    path = dice.choice(sorted(pack.tables))
    manner = pack.manner(path)
    manner.format = dice.choice(("csv", "csv", "csv", "csv.gz", "parquet", "sheet"))
    manner.delimiter = dice.choice((",", ";", "\t", "|"))
    manner.line_end = dice.choice(("\n", "\r\n", "\r"))
    manner.encoding = dice.choice(ENCODINGS)
    manner.before = dice.choice(("", "", "", "\n\n", "sep=;\n", ",,,\n", "Tiêu đề\n", "\ufeff"))
    if manner.before not in ("", "\ufeff", "\n\n"):
        pack.uncertain.add(path.rpartition("/")[2])


def change_types(pack, dice):
    """Columns of a Parquet file have other types than text."""
    path, frame = table_in(pack, dice)
    manner = pack.manner(path)
    manner.format = "parquet"
    for column in frame.columns:
        if dice.random() < 0.3:
            manner.types[column] = dice.choice(TYPES)


def change_years(pack, dice):
    """All days of a kind of declaration move, or the period of a declaration ends before it begins."""
    for frame in (frame for path, frame in pack.tables.items() if path.endswith("declarations")):
        for column in ("declared_on", "period_start", "period_end", "birth_date"):
            if column in frame and frame.columns.is_unique and dice.random() < 0.4:
                frame[column] = dice.choice((DAYS[dice.randrange(len(DAYS))], *frame[column].head(2)))


def add_corrections(pack, dice):
    """Corrections of cells of the pack, some of them of what is not there."""
    path, frame = table_in(pack, dice)
    if frame.empty or not len(frame.columns):
        return
    row, column = dice.randrange(len(frame)), dice.choice(list(frame.columns))
    was = frame.iloc[row, list(frame.columns).index(column)]
    cells = {
        "file": f"{path}.csv", "row": str(row + 2), "column": column, "was": was, "becomes": odd(dice), "reason": "x",
        "author": "y", "expires_on": dice.choice(("", "2030-01-01", "2020-01-01", odd(dice))),
    }  # fmt: skip
    if dice.random() < 0.4:
        cells[dice.choice(sorted(cells))] = odd(dice)
    made = pd.DataFrame([cells] * dice.choice((1, 1, 2)))
    pack.tables["corrections"] = made
    pack.uncertain.add("corrections")


def change_options(pack, dice):
    """Choices of the run that a user may make."""
    choices = {
        "capacity": ("1", "3", "1000"), "lang_ui": ("vi", "en"), "profile": ("summary", "analyst", "full"),
        "region": ("bac_bo", "trung_bo", "nam_bo"), "as_of": ("2024-06-30", "1999-01-01", "2090-01-01"),
        "seed": ("0", "1", "4294967296"),
    }  # fmt: skip
    name = dice.choice(sorted(choices))
    pack.options[name] = dice.choice(choices[name])


CHANGES = (
    change_values, change_values, change_values, one_value_for_all, change_keys, change_keys, change_columns, change_rows,
    change_registers, exchange_columns_of_rows, change_manner, change_types, change_years, add_corrections,
    change_options,
)  # fmt: skip
