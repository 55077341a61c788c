"""The frames that rules judge: the declared tables with who declared them and when beside each row.

Every frame has declaration_id, declarant_id and declared_on, and a unique index. Frames of a register that is
not there are left out, and their rules are "not testable".
"""

from collections.abc import Mapping

import pandas as pd

from pipeline.model import TABLES
from pipeline.params import Parameters
from pipeline.rules.filings import filings, missing_years
from pipeline.rules.history import histories
from pipeline.rules.interests import interest_frames
from pipeline.rules.items import followed_items, plot_sales, told_sales
from pipeline.rules.join import beside
from pipeline.rules.outcomes import numbered
from pipeline.text import folded

Tables = Mapping[str, pd.DataFrame]
BASE = (
    "declarations",
    "positions",
    "item_changes",
    "explained",
    "assets",
    "incomes",
    "movements",
    "family",
    "liabilities",
)
WHO = ["declarant_id", "declared_on", "kind", "post_field", "is_leader", "unit_code", "unit_name", "birth_date"]


def prepare(tables: Tables, parameters: Parameters) -> dict[str, pd.DataFrame]:
    """Every frame by name; a base table that is not given is empty, a register that is not given is left out."""
    base = {name: tables[name] if name in tables else TABLES[name].empty() for name in BASE}
    registers = {name: frame for name, frame in tables.items() if name not in BASE}
    declarations = base["declarations"].reset_index(drop=True).rename(columns={"grade": "pay_grade"})
    positions = histories({**base, **registers}, parameters)
    explained = _explained(base, positions)
    items = followed_items(base, positions, registers, parameters)
    frames = {
        **registers,
        "declarations": declarations,
        "positions": positions,
        "item_changes": items,
        "plot_sales": plot_sales(items, positions, registers.get("land_prices"), parameters),
        "assets": _assets(base, positions, items),
        "incomes": _incomes(base, positions),
        "family": _family(base),
        "explained": explained,
        "told_sales": told_sales(explained, positions),
        "totals": _totals(base, positions),
        "kinds": _kinds(base, parameters),
        "filings": filings(positions, registers.get("obliged"), parameters),
    }
    if len(registers.get("obliged", ())):
        frames["missing"] = missing_years(positions, registers["obliged"], parameters, registers.get("calendar"))
    return numbered({**frames, **interest_frames(frames)})


def _assets(base: Tables, positions: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """One row an item of section II, with what became of it and how often its number stands in the declaration."""
    columns = [*WHO, "income_year_vnd", "household_names", "sequence_no", "has_spouse"]
    assets = beside(base["assets"].reset_index(drop=True).rename(columns={"kind": "item_kind"}), positions, columns)
    number = assets["certificate_no"].fillna(assets["registration_no"])
    times = assets.groupby(["declaration_id", "category", number.rename("number")], dropna=True)["item_no"].transform(
        "size"
    )
    after = items.dropna(subset=["item_no"]).drop_duplicates(["declaration_id", "item_no"])
    states = after[["declaration_id", "item_no", "state", "cause"]]
    return assets.assign(
        number=number,
        has_number=number.notna().astype("boolean"),
        is_dated=assets["acquired_on"].notna().astype("boolean"),
        names_holder=assets["certificate_holder"].notna().astype("boolean"),
        same_number_count=times.where(number.notna()),
        before_birth_days=(assets["birth_date"] - assets["acquired_on"]).dt.days,
        after_declaration_days=(assets["acquired_on"] - assets["declared_on"]).dt.days,
    ).merge(states, how="left", on=["declaration_id", "item_no"], validate="m:1")


def _incomes(base: Tables, positions: pd.DataFrame) -> pd.DataFrame:
    """One row an income, with the household's income of the period."""
    incomes = base["incomes"].reset_index(drop=True)
    return beside(incomes, positions, [*WHO, "income_vnd"]).assign(
        income_share=lambda frame: frame.amount_vnd / frame.income_vnd.where(frame.income_vnd > 0),
        payer_is_unit=lambda frame: folded(frame.payer) == folded(frame.unit_name),
    )


def _family(base: Tables) -> pd.DataFrame:
    """One row a person named in a declaration, with age and what is wrong with the identity, if anything."""
    declarations = base["declarations"].rename(
        columns={"personal_id": "declarant_personal_id", "birth_date": "declarant_birth"}
    )
    columns = ["declarant_id", "declared_on", "declarant_personal_id"]
    family = beside(base["family"].reset_index(drop=True), declarations, columns)
    spouses = family["relation"].eq("spouse").groupby(family["declaration_id"]).transform("sum")
    repeated = family.duplicated(["declaration_id", "personal_id"], keep=False) & family["personal_id"].notna()
    age = (family["declared_on"] - family["birth_date"]).dt.days / 365.25
    problem = pd.Series(None, index=family.index, dtype="str")
    adult_or_known = family["relation"].ne("minor_child") | family["birth_date"].notna()
    problem[adult_or_known] = "none"
    problem[repeated] = "repeated_id"
    problem[family["personal_id"].eq(family["declarant_personal_id"]).fillna(False).astype(bool)] = "declarant_id"
    problem[(family["relation"] == "spouse") & (spouses > 1)] = "two_spouses"
    blanks = family[["birth_date", "personal_id", "occupation", "workplace"]].isna().sum(axis=1).astype("float64")
    return family.assign(age_years=age, identity_problem=problem, blank_fields_count=blanks)


def _explained(base: Tables, positions: pd.DataFrame) -> pd.DataFrame:
    """One row an amount named in section III's words, with the purchases and the increase that it stands beside."""
    columns = ["declarant_id", "declared_on", "kind", "unit_code", "acquired_vnd", "increase_vnd", "post_field"]
    return beside(base["explained"].reset_index(drop=True), positions, columns)


def _totals(base: Tables, positions: pd.DataFrame) -> pd.DataFrame:
    """One row a sum that the form states and its parts: a recipient's income, or section III beside section II."""
    incomes = base["incomes"]
    keys = ["declaration_id", "recipient"]
    stated = incomes[incomes["source"].isna()].groupby(keys)["amount_vnd"].sum(min_count=1)
    parts = incomes[incomes["source"].notna()].groupby(keys)["amount_vnd"].sum(min_count=1)
    income = pd.concat([stated.rename("stated_vnd"), parts.rename("summed_vnd")], axis=1).dropna().reset_index()
    section = _section_three(base)
    both = pd.concat([income, section], ignore_index=True).rename(columns={"recipient": "what"})
    both = both.astype({"declaration_id": "str", "what": "str"})
    return beside(both, positions, ["declarant_id", "declared_on"]).assign(
        gap_vnd=lambda frame: (frame.stated_vnd - frame.summed_vnd).abs()
    )


def _section_three(base: Tables) -> pd.DataFrame:
    """One row a category that section III gives a value for: that value, and the change of the category's items."""
    keys = ["declaration_id", "category"]
    movements = base["movements"][base["movements"]["category"] != "income"]
    stated = _known_sums(movements, keys).rename("stated_vnd")
    summed = _known_sums(base["item_changes"], keys).rename("summed_vnd")
    return pd.concat([stated, summed], axis=1).dropna().reset_index().assign(recipient="section_three")


def _known_sums(rows: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The sums of changes of value of the groups all of whose changes are known."""
    sums = rows.groupby(keys)["value_change_vnd"].agg(["sum", "count", "size"])
    known: pd.Series = sums[sums["count"] == sums["size"]]["sum"]
    return known


def _kinds(base: Tables, parameters: Parameters) -> pd.DataFrame:
    """One row a category that has a threshold, within a declaration: items, their sum, and those just under it."""
    movable = ("precious_metal", "money", "shares", "bonds", "capital_contribution", "other_securities")
    assets = base["assets"][base["assets"]["category"].isin(movable)]
    assets = beside(assets, base["declarations"], ["declared_on"])
    line = parameters.in_force("item_threshold_vnd", assets["declared_on"])
    low = line * parameters.in_force("split_item_share", assets["declared_on"])
    near = assets["value_vnd"].where((assets["value_vnd"] >= low) & (assets["value_vnd"] < line))
    grouped = assets.assign(near_vnd=near, near_holder=assets["holder"].where(near.notna())).groupby(
        ["declaration_id", "category"]
    )
    kinds = grouped.agg(
        total_vnd=("value_vnd", "sum"),
        known_count=("value_vnd", "count"),
        items_count=("value_vnd", "size"),
        near_total_vnd=("near_vnd", "sum"),
        near_count=("near_vnd", "count"),
        near_holders_count=("near_holder", "nunique"),
    ).reset_index()
    known = kinds["known_count"] == kinds["items_count"]
    kinds = kinds.assign(total_vnd=kinds["total_vnd"].where(known)).astype(
        {"near_count": "float64", "near_holders_count": "float64"}
    )
    return beside(kinds, base["declarations"], ["declarant_id", "declared_on"])
