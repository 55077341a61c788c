"""Small packs as frames of text, and as the files that a province could send."""

import gzip
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.simulate import World, province, write_pack
from pipeline.sources.column_map import SHIPPED
from tests.input_files import in_tcvn3, in_vni, in_windows_1258, workbook

FORMS = Path(__file__).resolve().parents[2] / "data_samples" / "forms"
MOST_ROWS = 40
# What compares declarations; registers are drawn, so that a pack is read in a moment.
DECLARED = ("declarations", "family", "assets", "incomes", "movements")


@dataclass
class Manner:
    """How a table is written: as what, and as which kind of text."""

    format: str = "csv"
    delimiter: str = ","
    line_end: str = "\n"
    encoding: str = "utf-8"
    before: str = ""
    types: dict[str, pa.DataType] = field(default_factory=dict)


@dataclass
class Pack:
    """Tables by path without ending (`2023/assets`), how each is written, other files, and the choices of the run.

    `uncertain` are the tables of which a change makes it open how many rows a reader finds.
    """

    tables: dict[str, pd.DataFrame]
    manners: dict[str, Manner]
    files: dict[str, bytes] = field(default_factory=dict)
    maps: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    uncertain: set[str] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)

    def manner(self, path):
        return self.manners.setdefault(path, Manner())


@cache
def world(seed):
    """Every table of a small province, as text."""
    made = write_pack(province(World(declarants=6, years=2, seed=seed, units=3)))
    names = [name for name in made if name.endswith(".csv") and not name.startswith("truth/")]
    return {name.removesuffix(".csv"): table_of(made[name]).head(MOST_ROWS) for name in names}


def table_of(content):
    return pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)


def drawn_pack(dice):
    """A pack with the declarations of two years and some of its registers, in a manner of writing."""
    made = world(dice.choice((12, 13, 14)))
    registers = [name for name in made if not name.endswith(DECLARED)]
    chosen = dice.sample(registers, dice.randint(0, 4))
    tables = {name: frame.copy() for name, frame in made.items() if name.endswith(DECLARED) or name in chosen}
    manner = dice.choice(("csv", "csv", "csv", "csv.gz", "parquet", "sheet", "book"))
    return Pack(tables, {name: Manner(manner) for name in tables})


def mapped_pack(dice):
    """A file that a shipped map reads, with the map beside it as a folder that can be changed."""
    columns = (SHIPPED / "kosovo" / "columns.csv").read_bytes()
    named = table_of(columns)["source"]
    labels = [text.split(" > ") for text in named if " > " in text]
    heads = [["Nr", "Partia", *(path[0] for path in labels)], ["", "", *(path[-1] for path in labels)]]
    rows = [[f"{number}", "A", *(str(dice.randint(0, 90_000)) for _ in labels)] for number in range(1, 8)]
    lines = [["x"] * len(heads[0]), *heads, *rows]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines) + "\n"
    maps = {path.name: path.read_bytes() for path in sorted((SHIPPED / "kosovo").iterdir())}
    return Pack({}, {}, files={"2011.csv": text.encode(), "2012.csv": text.replace("1", "2").encode()}, maps=maps)


def form_pack(dice):
    """Forms as people fill them in."""
    paths = dice.sample(sorted(FORMS.glob("*.*")), dice.randint(1, 3))
    return Pack({}, {}, files={f"forms/{path.name}": path.read_bytes() for path in paths})


def files_of(pack):
    """The files of a pack by name, as bytes."""
    books: dict[str, dict[str, pd.DataFrame]] = {}
    written = {}
    for path, frame in pack.tables.items():
        manner = pack.manner(path)
        folder, _, table = path.rpartition("/")
        if manner.format == "book":
            books.setdefault(f"{folder}/book.xlsx", {})[table] = frame
        else:
            name, content = one_file(path, frame, manner)
            written[name] = content
    written |= {name: workbook(sheets) for name, sheets in books.items()}
    return written | pack.files


def one_file(path, frame, manner):
    if manner.format == "parquet":
        return f"{path}.parquet", parquet(frame, manner.types)
    if manner.format == "sheet":
        return f"{path}.xlsx", workbook({path.rpartition("/")[2]: frame})
    content = encoded(as_text(frame, manner), manner.encoding)
    return f"{path}.{manner.format}", gzip.compress(content, mtime=0) if manner.format == "csv.gz" else content


def as_text(frame, manner):
    sink = StringIO(newline="")
    frame.to_csv(sink, index=False, sep=manner.delimiter, lineterminator=manner.line_end)
    return manner.before + sink.getvalue()


def encoded(text, encoding):
    """The text in an encoding; letters that it does not have become question marks."""
    if encoding == "tcvn3":
        return in_tcvn3(text).encode("latin-1", "replace")
    if encoding == "vni":
        return in_vni(text).encode("latin-1", "replace")
    if encoding == "cp1258":
        try:
            return in_windows_1258(text)
        except UnicodeEncodeError:
            return text.encode("cp1258", "replace")
    return text.encode(encoding, "replace")


def parquet(frame, types):
    """The frame as Parquet, columns of a type where their texts can be cast to it."""
    columns = [typed(frame.iloc[:, place], types.get(name)) for place, name in enumerate(frame.columns)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(columns, names=list(frame.columns)), sink)
    return sink.getvalue().to_pybytes()


def typed(texts, wanted):
    values = pa.array([text.encode("utf-8", "replace").decode() or None for text in texts], type=pa.string())
    if wanted is None:
        return values
    try:
        return pa.array([[text] for text in texts]) if pa.types.is_list(wanted) else values.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return values


def rows_sent(pack):
    """How many rows of each table were sent, where that is certain."""
    counted: dict[str, int] = {}
    for path, frame in pack.tables.items():
        table = path.rpartition("/")[2]
        counted[table] = counted.get(table, 0) + len(frame)
        filled = frame.apply(lambda cells: cells.str.strip()).ne("").any(axis=1).all()
        if not filled or breaks_lines(frame, pack.manner(path)):
            pack.uncertain.add(table)
    return {table: rows for table, rows in counted.items() if table not in pack.uncertain}


def breaks_lines(frame, manner):
    """True where a cell holds the other line break: it is written without quotes, and a reader may part the row there."""
    other = "".join(sign for sign in "\r\n" if sign not in manner.line_end)
    return bool(other) and any(cells.str.contains(f"[{other}]").any() for _, cells in frame.items())
