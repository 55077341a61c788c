"""The synthetic province: its books add up, its truth is true of its tables, and it is the same every time."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from pipeline.model import INPUTS
from pipeline.model.vocabulary import CAUSES, STATES
from pipeline.simulate import SAMPLE, Province, World, province, write_pack

FLOWS_IN = ("income_vnd", "borrowed_vnd", "hidden_vnd")
FLOWS_OUT = ("living_vnd", "spent_vnd", "repaid_vnd", "bought_vnd", "left_vnd")


@pytest.fixture(scope="module")
def sample() -> Province:
    return province(SAMPLE)


def households(made: Province, role: str) -> set[str]:
    planted = made.truth["planted"]
    return set(planted.loc[planted["role"] == role, "declarant_id"])


def test_the_tables_are_canonical(sample: Province) -> None:
    for name, frame in sample.tables.items():
        table = INPUTS[name]
        pd.testing.assert_frame_equal(table.conform(frame), frame)
        assert frame[table.required].notna().all().all(), name
        assert not table.key or not frame.duplicated(list(table.key)).any(), name
        for column in table:
            if column.vocabulary:
                assert set(frame[column.name].dropna()) <= set(column.vocabulary), (name, column.name)


def test_every_contract_table_is_there(sample: Province) -> None:
    assert set(INPUTS) - set(sample.tables) == {"liabilities"}
    assert all(len(frame) for frame in sample.tables.values())


def test_the_books_of_every_household_add_up_to_the_dong(sample: Province) -> None:
    """Change of money = what came in - what went out, with the hidden money of the guilty counted in."""
    ledgers = sample.truth["ledgers"].sort_values(["declarant_id", "until"], kind="stable")
    change = ledgers.groupby("declarant_id")["money_after_vnd"].diff()
    flows = ledgers[list(FLOWS_IN)].sum(axis=1) - ledgers[list(FLOWS_OUT)].sum(axis=1)
    assert (change - flows).dropna().abs().max() == 0


def test_only_the_guilty_have_hidden_money(sample: Province) -> None:
    ledgers = sample.truth["ledgers"]
    assert set(ledgers.loc[ledgers["hidden_vnd"] != 0, "declarant_id"]) <= households(sample, "guilty")


def test_honest_households_can_pay_for_what_they_declare(sample: Province) -> None:
    """Declared growth is covered by declared income and loans, but for living below the low scenario."""
    declared = unexplained(sample)
    planted = set(sample.truth["planted"]["declarant_id"])
    honest = declared[~declared["declarant_id"].isin(planted)]
    assert (honest["gap_vnd"] > 50e6).mean() < 0.002
    assert (honest["gap_vnd"] > 0).mean() < 0.06


def unexplained(made: Province) -> pd.DataFrame:
    """Growth of all declared values + 2.8 million a person and month - declared income - loans, by filing."""
    filed = made.tables["declarations"].sort_values(["declarant_id", "declared_on"], kind="stable")
    listed = filed.loc[filed["declaration_id"].isin(made.tables["assets"]["declaration_id"])]
    total = made.tables["assets"].groupby("declaration_id")["value_vnd"].sum()
    income = made.tables["incomes"].groupby("declaration_id")["amount_vnd"].sum()
    ledger = made.truth["ledgers"].set_index("declaration_id")
    listed = listed.assign(
        total=listed["declaration_id"].map(total),
        income=listed["declaration_id"].map(income),
        loans=listed["declaration_id"].map(ledger["borrowed_vnd"] + ledger["entered_vnd"]),
        people=listed["declaration_id"].map(ledger["household_size"]),
    )
    grown = listed.groupby("declarant_id")[["total"]].diff()["total"]
    months = listed.groupby("declarant_id")["declared_on"].diff().dt.days / 30.4
    gap = grown + listed["people"] * months * 2.8e6 - listed["income"] - listed["loans"]
    return listed.assign(gap_vnd=gap).dropna(subset=["gap_vnd"])


def test_the_biggest_increase_does_not_find_the_guilty(sample: Province) -> None:
    """Slips, revaluations and honest sales stand before them."""
    total = sample.tables["assets"].groupby("declaration_id")["value_vnd"].sum()
    filed = sample.tables["declarations"].sort_values(["declarant_id", "declared_on"], kind="stable")
    grown = filed.assign(total=filed["declaration_id"].map(total))
    grown["growth"] = grown.groupby("declarant_id")["total"].diff()
    top = grown.nlargest(12, "growth")
    assert len(set(top["declarant_id"]) & households(sample, "guilty")) <= 3


def test_the_truth_speaks_of_items_that_exist(sample: Province) -> None:
    assets = set(zip(sample.tables["assets"]["declaration_id"], sample.tables["assets"]["item_no"], strict=True))
    links = sample.truth["links"]
    after = links.dropna(subset=["item_no"])
    before = links.dropna(subset=["previous_item_no"])
    assert set(zip(after["declaration_id"], after["item_no"], strict=True)) <= assets
    assert set(zip(before["previous_declaration_id"], before["previous_item_no"], strict=True)) <= assets
    assert set(links["state"]) <= set(STATES)
    assert set(links["cause"].dropna()) <= set(CAUSES)


def test_the_truth_tells_the_fate_of_every_item(sample: Province) -> None:
    """Each item of a list that has one before it is in the links, and each of a list that has one after it."""
    links, filed = sample.truth["links"], sample.tables["declarations"]
    listed = sample.tables["assets"].merge(filed[["declaration_id", "declarant_id", "declared_on"]])
    days = listed.groupby("declarant_id")["declared_on"]
    later = listed[listed["declared_on"] > days.transform("min")]
    earlier = listed[listed["declared_on"] < days.transform("max")]
    told = links.dropna(subset=["item_no"])
    assert len(later) == len(told.drop_duplicates(["declaration_id", "item_no"]))
    told = links.dropna(subset=["previous_item_no"])
    assert len(earlier) == len(told.drop_duplicates(["previous_declaration_id", "previous_item_no"]))


def test_items_vanish_lawfully_when_the_threshold_rises(sample: Province) -> None:
    links = sample.truth["links"]
    lawful = links[links["cause"] == "threshold_raised"]
    dates = sample.tables["declarations"].set_index("declaration_id")["declared_on"]
    assert len(lawful) > 200
    assert (lawful["declaration_id"].map(dates) >= pd.Timestamp("2026-07-01")).all()
    movable = ("registered_vehicle", "other_asset")
    assets = sample.tables["assets"].merge(sample.tables["declarations"][["declaration_id", "declared_on"]])
    now = assets[(assets["declared_on"] >= "2026-07-01") & assets["category"].isin(movable)]
    assert (now["value_vnd"] < 150e6).mean() < 0.3


def test_a_supplement_may_list_no_assets_and_then_tells_changes(sample: Province) -> None:
    filed = sample.tables["declarations"]
    supplements = filed[filed["kind"] == "SUPPLEMENT"]["declaration_id"]
    bare = supplements[~supplements.isin(sample.tables["assets"]["declaration_id"])]
    assert len(bare)
    assert bare.isin(sample.tables["movements"]["declaration_id"]).all()


def test_a_first_declaration_has_no_income_and_no_changes(sample: Province) -> None:
    filed = sample.tables["declarations"]
    first = filed.loc[filed["kind"] == "FIRST", "declaration_id"]
    assert len(first) > 10
    assert not first.isin(sample.tables["incomes"]["declaration_id"]).any()
    assert not first.isin(sample.tables["movements"]["declaration_id"]).any()


def test_some_are_late_and_some_are_missing(sample: Province) -> None:
    obliged, filed = sample.tables["obliged"], sample.tables["declarations"]
    year = filed["declaration_id"].str[1:5].astype(int)
    made = set(zip(filed["declarant_id"], year, strict=True))
    due = set(zip(obliged["declarant_id"], obliged["year"].astype(int), strict=True))
    assert 3 <= len(due - made) <= 40
    assert (filed["declared_on"].dt.year > year).sum() > 10


def test_units_and_communes_change_their_codes_with_the_reform(sample: Province) -> None:
    filed = sample.tables["declarations"]
    before, after = filed[filed["declared_on"] < "2025-07-01"], filed[filed["declared_on"] >= "2025-07-01"]
    assert not set(before["unit_code"]) & set(after["unit_code"])
    units = sample.tables["units"]
    assert set(after["unit_code"]) <= set(units["successor_code"])
    renamed = sample.tables["commune_changes"]
    places = sample.tables["assets"].merge(after[["declaration_id"]])["commune_code"]
    assert not places.isin(renamed["old_code"]).any()


def test_the_sample_has_its_size_and_its_mix(sample: Province) -> None:
    roles = sample.truth["planted"].groupby("role")["declarant_id"].nunique()
    assert sample.tables["declarations"]["declarant_id"].nunique() == 420
    assert roles["guilty"] == roles["twin"] == 12
    assert 36 <= roles["error"] <= 44
    assert 25 <= roles["event"] <= 30
    items = sample.tables["assets"].groupby("declaration_id").size().mean()
    assert 8.5 < items < 12
    assert sum(map(len, write_pack(sample).values())) < 6_000_000


def test_the_same_world_gives_the_same_bytes() -> None:
    """The digest is the same on every machine: no order of sets, no hash, no clock."""
    world = World(declarants=90, years=3, first_year=2024, guilty_share=0.04, event_share=0.06, seed=7)
    one, other = write_pack(province(world)), write_pack(province(world))
    assert one == other
    changed = write_pack(
        province(World(declarants=90, years=3, first_year=2024, guilty_share=0.04, event_share=0.06, seed=8))
    )
    assert digest(one) != digest(changed)


def digest(files: dict[str, bytes]) -> str:
    return hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()


def test_a_province_without_guilty_has_none() -> None:
    made = province(World(declarants=120, years=2, guilty_share=0.05, no_guilty=True, seed=3))
    assert not households(made, "guilty")
    assert (made.truth["ledgers"]["hidden_vnd"] == 0).all()


def test_a_missing_register_is_left_out() -> None:
    made = province(World(declarants=40, years=2, guilty_share=0, missing_registers=("relations", "posts"), seed=3))
    assert not {"relations", "posts"} & set(made.tables)


def test_too_many_parts_for_too_few_people_is_refused() -> None:
    with pytest.raises(ValueError, match="declarants"):
        province(World(declarants=20, guilty_share=0.5))


def test_amounts_as_people_write_them_are_in_the_files(sample: Province) -> None:
    files = write_pack(sample)
    text = files["2024/movements.csv"].decode("utf-8")
    assert "triệu" in text and "tỷ" in text and " đ" in text
    registers = {name for name in files if name.startswith("registers/")}
    assert len(registers) == 14
    assert {"truth/planted.csv", "truth/ledgers.csv"} <= set(files)
    assert np.isin(["2022", "2023", "2024", "2025", "2026"], [name.split("/")[0] for name in files]).all()
