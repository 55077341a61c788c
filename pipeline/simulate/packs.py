"""A province as the files of a pack: one folder a year, registers, truth; cells written as people write them."""

import io
import zlib
from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.model import INPUTS, PROVENANCE
from pipeline.simulate.dice import stream
from pipeline.simulate.world import Province
from pipeline.simulate.writing import comma, dots

DECLARED = ("declarations", "family", "assets", "incomes", "movements")
WHOLE = ("money", "integer")
WRITTEN = {"assets": ("value_vnd", "area_m2"), "incomes": ("amount_vnd",), "movements": ("value_change_vnd",)}
COMPRESSED_ABOVE = 500_000  # bytes


def write_pack(province: Province) -> dict[str, bytes]:
    """The files of the pack by their path, the same bytes on every machine."""
    files: dict[str, bytes] = {}
    filed = province.tables["declarations"].set_index("declaration_id")["declared_on"]
    year = pd.Series(filed.index.str[1:5], index=filed.index)  # the year that a filing is for
    for name in DECLARED:
        cells = _cells(name, province)
        for label, rows in cells.groupby(province.tables[name]["declaration_id"].map(year)):
            files |= _file(f"{label}/{name}.csv", rows)
    for name, table in sorted(province.tables.items()):
        if name not in DECLARED:
            files |= _file(f"registers/{name}.csv", _plain(name, table))
    for name, table in province.truth.items():
        files |= _file(f"truth/{name}.csv", _truth(table))
    return files


def _file(path: str, cells: pd.DataFrame) -> dict[str, bytes]:
    text = io.StringIO()
    cells.dropna(axis="columns", how="all").to_csv(text, index=False, lineterminator="\n")
    content = text.getvalue().encode("utf-8")
    if len(content) > COMPRESSED_ABOVE:
        # `gzip.compress` names another system in its header from Python 3.13 on; zlib writes the same bytes everywhere.
        return {f"{path}.gz": zlib.compress(content, level=9, wbits=31)}
    return {path: content}


def _plain(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The cells of a table as text: whole numbers without a point, days in ISO, unknown empty."""
    kept = [column for column in INPUTS[name] if column not in PROVENANCE]
    return pd.DataFrame({column.name: _text(table[column.name], column.type) for column in kept}, index=table.index)


def _text(values: pd.Series, type_name: str) -> pd.Series:
    if type_name in WHOLE:
        return _mapped(values, lambda value: str(int(value)))
    if type_name == "number":
        return _mapped(values, lambda value: f"{value:.10g}")
    if type_name == "date":
        return pd.Series(values.dt.strftime("%Y-%m-%d"), index=values.index, dtype="object")
    if type_name == "boolean":
        return _mapped(values, lambda value: "true" if value else "false")
    return values.astype("object")


def _mapped(values: pd.Series, told: Callable[[float], str]) -> pd.Series:
    return pd.Series([None if pd.isna(value) else told(value) for value in values], index=values.index, dtype="object")


def _truth(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: _mapped(table[name], lambda value: f"{value:.0f}") if table[name].dtype.kind == "f" else table[name]
            for name in table
        }
    )


def _cells(name: str, province: Province) -> pd.DataFrame:
    """The cells of a declared table, some written by people and a handful that nobody can read."""
    table, world = province.tables[name], province.world
    cells = _plain(name, table)
    for place, column in enumerate(WRITTEN.get(name, ())):
        rng = stream(world.seed, 59, DECLARED.index(name), place)
        chosen = np.flatnonzero(rng.random(len(table)) < world.written_share)
        write = _area if column == "area_m2" else _money
        amounts = table[column].to_numpy(dtype="float64")
        written = {int(row): write(rng, float(amounts[row])) for row in chosen if not np.isnan(amounts[row])}
        cells[column] = _replaced(cells[column], written)
    if name == "assets":
        cells["value_vnd"] = _replaced(cells["value_vnd"], _unreadable(province))
    return cells


def _replaced(values: pd.Series, written: dict[int, str]) -> pd.Series:
    """The column with other text in some rows, by their place."""
    cells = values.tolist()
    for place, text in written.items():
        cells[place] = text
    return pd.Series(cells, index=values.index, dtype="object")


def _unreadable(province: Province) -> dict[int, str]:
    """Rows of assets whose value nobody can read, with what is written there."""
    cells = province.truth["unreadable"]
    return {int(row): str(text) for row, text in zip(cells["row"], cells["text"], strict=True)}


def _money(rng: np.random.Generator, amount: float) -> str:
    """An amount as people write it, never ambiguous and never another amount."""
    whole, sign = int(abs(amount)), "-" if amount < 0 else ""
    ways = [f"{dots(whole)} đ", f"{dots(whole)} đồng", dots(whole) if whole >= 1_000_000 else f"{dots(whole)} đ"]
    if whole and whole % 1_000_000 == 0:
        ways += [f"{whole // 1_000_000} triệu"]
        ways += _billions(whole // 1_000_000)
    return sign + ways[int(rng.integers(len(ways)))]


def _billions(millions: int) -> list[str]:
    if millions < 1_000:
        return []
    ways = [f"{millions // 1_000} tỷ {millions % 1_000} triệu"] if millions % 1_000 else [f"{millions // 1_000} tỷ"]
    return ways + ([f"{comma(millions / 1_000, 1)} tỷ"] if millions % 100 == 0 else [])


def _area(rng: np.random.Generator, area: float) -> str:
    """An area in square metres, hectares or sào of Central Vietnam (500 m²) where it comes out even."""
    ways = [f"{comma(area, 1)} m2", f"{comma(area, 1)} m²"]
    if area >= 1_000 and area % 100 == 0:
        ways.append(f"{comma(area / 10_000, 2)} ha")
    if area % 500 == 0:
        ways.append(f"{int(area // 500)} sào")
    return ways[int(rng.integers(len(ways)))]
