"""Packs of any size: canonical columns, about ten things each, and books that add up without a loop over households."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.__main__ import main
from pipeline.model import INPUTS
from pipeline.simulate.large import large, large_registers


@pytest.fixture(scope="module")
def pack() -> dict[str, pd.DataFrame]:
    chunks = list(large(3_000, declarations_each=3, seed=5, chunk=1_200))
    return {name: pd.concat([chunk[name].to_pandas() for chunk in chunks], ignore_index=True) for name in chunks[0]}


def test_the_tables_fit_the_model(pack: dict[str, pd.DataFrame]) -> None:
    for name, frame in pack.items():
        table = INPUTS[name]
        assert set(frame.columns) <= set(table.names)
        typed = table.conform(frame)
        assert typed[table.required].notna().all().all()
        assert not table.key or not typed.duplicated(list(table.key)).any()
        for column in table:
            if column.vocabulary:
                assert set(typed[column.name].dropna()) <= set(column.vocabulary)


def test_everybody_files_three_times_about_ten_things(pack: dict[str, pd.DataFrame]) -> None:
    assert (pack["declarations"].groupby("declarant_id").size() == 3).all()
    assert 8.5 < len(pack["assets"]) / len(pack["declarations"]) < 12
    assert pack["declarations"]["declarant_id"].nunique() == 3_000


def test_declared_growth_is_paid_by_declared_income_and_loans(pack: dict[str, pd.DataFrame]) -> None:
    """Of 6,000 comparisons only slips of three zeros and rises over the threshold stand out."""
    filed = pack["declarations"].sort_values(["declarant_id", "declared_on"])
    total = pack["assets"].groupby("declaration_id")["value_vnd"].sum()
    income = pack["incomes"].groupby("declaration_id")["amount_vnd"].sum()
    words = pack["movements"]["explanation"].str.extract(r"Agribank (\d+) triệu")[0].astype(float) * 1e6
    loans = words.groupby(pack["movements"]["declaration_id"]).sum()
    filed["growth"] = filed["declaration_id"].map(total).groupby(filed["declarant_id"]).diff()
    gap = filed["growth"] - filed["declaration_id"].map(income) - filed["declaration_id"].map(loans).fillna(0)
    assert (gap.dropna() > 100e6).mean() < 0.01


def test_things_come_go_stay_and_fall_below_the_threshold(pack: dict[str, pd.DataFrame]) -> None:
    dates = pack["declarations"].set_index("declaration_id")["declared_on"]
    vehicles = pack["assets"][pack["assets"]["category"] == "registered_vehicle"]
    by_year = vehicles.groupby(pd.to_datetime(vehicles["declaration_id"].map(dates)).dt.year)["value_vnd"]
    assert by_year.min().to_dict()[2026] >= 150e6 > by_year.min().to_dict()[2025] >= 50e6
    signs = np.sign(pack["movements"]["value_change_vnd"])
    assert (signs > 0).sum() > 300 and (signs < 0).sum() > 300
    kept = pack["assets"].dropna(subset=["certificate_no"]).groupby("certificate_no").size()
    assert (kept > 1).mean() > 0.5


def test_the_same_seed_gives_the_same_pack() -> None:
    one, other = (next(large(500, seed=9)) for _ in range(2))
    assert all(one[name].equals(other[name]) for name in one)
    assert not next(large(500, seed=10))["assets"].equals(one["assets"])


def test_the_registers_fit_the_model() -> None:
    for name, table in large_registers(1_000).items():
        assert set(table.column_names) <= set(INPUTS[name].names)
        assert INPUTS[name].conform(table.to_pandas())[INPUTS[name].required].notna().all().all()


def test_the_command_writes_a_folder_a_year_that_can_be_written_anew(tmp_path: Path) -> None:
    written = main(["province", "--out", str(tmp_path / "pack"), "--declarants", "300", "--years", "2"])
    files = {path.relative_to(tmp_path / "pack").as_posix() for path in (tmp_path / "pack").rglob("*.parquet")}
    assert written == 0
    assert {"2025/assets/part-00000.parquet", "2026/incomes/part-00000.parquet", "registers/units.parquet"} <= files
    before = (tmp_path / "pack" / "2026/assets/part-00000.parquet").read_bytes()
    assert main(["province", "--out", str(tmp_path / "pack"), "--declarants", "300", "--years", "2"]) == 0
    assert (tmp_path / "pack" / "2026/assets/part-00000.parquet").read_bytes() == before


def test_the_command_never_clears_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    assert main(["province", "--out", str(tmp_path), "--declarants", "30"]) == 2
    assert (tmp_path / "letters.txt").read_text() == "mine"
