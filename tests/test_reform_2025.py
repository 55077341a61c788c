# ruff: noqa: E501
"""The reform of 2025-07-01 between two declarations, through the whole run: nothing is gone or new for its sake.

63 provinces became 34, districts were abolished, communes renamed, merged and divided, and units taken over by others.
What a plot was called and which unit an official belongs to changes; what they own does not.
"""

import pandas as pd
import pytest

from tests.commands import command
from tests.tables import table

DECLARATIONS = table(
    """
    declaration_id | declarant_id | kind   | declared_on | full_name      | birth_date | unit_code | unit_name                     | province_code | commune_code
    A24            | 049075000001 | ANNUAL | 2024-12-10  | Trần Văn An    | 1975-02-03 | STC-QN    | Sở Tài chính Quảng Nam        | 49            | 20335
    A25            | 049075000001 | ANNUAL | 2025-12-10  | Trần Văn An    | 1975-02-03 | STC-DN    | Sở Tài chính Đà Nẵng          | 48            | 20335
    B24            | 049181000002 | ANNUAL | 2024-12-12  | Lê Thị Bình    | 1981-05-06 | UB-TK     | UBND thành phố Tam Kỳ         | 49            | 20341
    B25            | 049181000002 | ANNUAL | 2025-12-12  | Lê Thị Bình    | 1981-05-06 | UB-BT     | UBND phường Bàn Thạch         | 48            | 20350
    C24            | 049079000003 | ANNUAL | 2024-12-15  | Phạm Quốc Cường | 1979-07-08 | UB-PN    | UBND huyện Phú Ninh           | 49            | 20364
    C25            | 049079000003 | ANNUAL | 2025-12-15  | Phạm Quốc Cường | 1979-07-08 | UB-PN2   | UBND xã Phú Ninh              | 48            | 20360
    """
)
# Renamed with its code (An); merged with another one (Bình); divided between two (Cường); the district is left out.
ASSETS = table(
    """
    declaration_id | item_no | category         | address                                      | commune_code | area_m2 | value_vnd  | certificate_no
    A24            | 1       | land_residential | 45 Trần Cao Vân, TP Tam Kỳ, tỉnh Quảng Nam   | 20335        | 120     | 900000000  | CD 456789
    A25            | 1       | land_residential | 45 Trần Cao Vân, phường Tam Kỳ, TP Đà Nẵng   | 20335        | 120     | 900000000  | CD 456789
    A24            | 2       | house            | 45 Trần Cao Vân, TP Tam Kỳ, tỉnh Quảng Nam   | 20335        | 90      | 700000000  |
    A25            | 2       | house            | 45 Trần Cao Vân, phường Tam Kỳ, TP Đà Nẵng   | 20335        | 90      | 700000000  |
    B24            | 1       | land_residential | Khối phố 3, phường An Phú, Tam Kỳ, Quảng Nam | 20341        | 150     | 1100000000 |
    B25            | 1       | land_residential | Khối phố 3, phường Bàn Thạch, Đà Nẵng        | 20350        | 150     | 1100000000 |
    C24            | 1       | land_other       | thôn Khánh Thọ, xã Tam Thái, huyện Phú Ninh  | 20364        | 2000    | 300000000  |
    C25            | 1       | land_other       | thôn Khánh Thọ, xã Phú Ninh, Đà Nẵng         | 20360        | 2000    | 300000000  |
    C24            | 2       | land_other       | thôn Hòa Bình, xã Tam Thái, huyện Phú Ninh   | 20364        | 800     | 100000000  |
    C25            | 2       | land_other       | thôn Hòa Bình, xã Chiên Đàn, Đà Nẵng         | 20370        | 800     | 100000000  |
    """
)
COMMUNE_CHANGES = table(
    """
    old_code | new_code | from_date
    20341    | 20350    | 2025-07-01
    20344    | 20350    | 2025-07-01
    20364    | 20360    | 2025-07-01
    20364    | 20370    | 2025-07-01
    """
)
UNITS = table(
    """
    unit_code | unit_name              | valid_from | valid_to   | successor_code
    STC-QN    | Sở Tài chính Quảng Nam | 1997-01-01 | 2025-06-30 | STC-DN
    STC-DN    | Sở Tài chính Đà Nẵng   | 1997-01-01 |            |
    UB-TK     | UBND thành phố Tam Kỳ  | 1997-01-01 | 2025-06-30 | UB-BT
    UB-BT     | UBND phường Bàn Thạch  | 2025-07-01 |            |
    UB-PN     | UBND huyện Phú Ninh    | 2005-01-01 | 2025-06-30 | UB-PN2
    UB-PN2    | UBND xã Phú Ninh       | 2025-07-01 |            |
    """
)
INCOMES = pd.DataFrame({"declaration_id": DECLARATIONS.declaration_id, "recipient": "joint", "amount_vnd": "250000000"})
OBLIGED = pd.DataFrame(
    {
        "declarant_id": DECLARATIONS.declarant_id,
        "year": DECLARATIONS.declared_on.astype("str").str[:4],
        # The list of those obliged was drawn up before the units changed.
        "unit_code": DECLARATIONS.groupby("declarant_id").unit_code.transform("first"),
        "kind": "ANNUAL",
    }
)
PACK = {
    "declarations": DECLARATIONS,
    "assets": ASSETS,
    "incomes": INCOMES,
    "commune_changes": COMMUNE_CHANGES,
    "units": UNITS,
    "obliged": OBLIGED,
}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reform")
    (folder / "pack").mkdir()
    for name, frame in PACK.items():
        frame.to_csv(folder / "pack" / f"{name}.csv", index=False)
    ended = command("run", data=folder / "pack", out=folder / "out", workers=1)
    assert ended.returncode == 0, ended.stderr
    return folder / "out"


def test_every_plot_and_house_is_kept(done):
    changes = pd.read_parquet(done / "item_changes.parquet")
    assert len(changes) == len(ASSETS) // 2
    assert set(changes.state) == {"kept"}
    assert (changes.previous_item_no == changes.item_no).all()


def test_nothing_is_unexplained_and_nobody_is_missing(done):
    scores = pd.read_parquet(done / "scores.parquet")
    assert set(scores.declaration_id) == {"A25", "B25", "C25"}
    assert scores.unexplained_low_vnd.tolist() == [0, 0, 0]
    missing = done / "filing_missing.parquet"
    assert not missing.exists() or pd.read_parquet(missing).empty


def test_no_row_is_set_aside_and_no_finding_speaks_of_the_reform(done):
    assert pd.read_parquet(done / "quarantine.parquet").empty
    flags = pd.read_parquet(done / "flags.parquet")
    assert not flags.amount_vnd.gt(0).any()
