"""Counts and sums of a declaration's items by kind."""

from collections.abc import Mapping

import pandas as pd

from pipeline.model.vocabulary import PLOTS, REAL_ESTATE
from pipeline.rules.join import beside, placed, share, tally, with_columns
from pipeline.text import folded

Tables = Mapping[str, pd.DataFrame]
# Words that say that nothing of a loan is owed any more.
SETTLED = r"\b(?:tat toan|tra het|tra xong|hoan tat|xoa no)\b"
# Words that name savings as the source of a purchase.
SAVED = r"\b(?:tiet kiem|tich luy|tich gop|danh dum|de danh|tien mat|tien san co|co san|vang)\b"
# What a square metre of forest yields beside one of farm land.
FOREST_YIELD = 0.1
GARAGE = r"ga ?ra|nhà (?:để )?xe|garage"


def counted(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Counts and sums of items by kind for each declaration; spouse's part of the value."""
    assets, items = placed(positions, tables["assets"]), placed(positions, tables["item_changes"])
    category = assets["category"]
    value, money = assets["value_vnd"], assets["category"].eq("money")
    built = category.isin(["structure", "construction"])
    garage = built.copy()
    garage[built] = (
        (assets.loc[built, "name"].fillna("") + " " + assets.loc[built, "kind"].fillna(""))
        .str.lower()
        .str.contains(GARAGE)
    )
    liquid = items["category"].isin(["money", "precious_metal"])
    same = liquid & items["state"].eq("kept") & items["value_before_vnd"].eq(items["value_after_vnd"])
    gold = items["category"].eq("precious_metal") & items["quantity_after"].gt(items["quantity_before"].fillna(0))
    new = items["state"].eq("new")
    vehicles = items["category"].eq("registered_vehicle")
    lines = tally(positions, assets, money & value.notna())
    explained = placed(positions, tables["explained"])
    movements = placed(positions, tables["movements"])
    quoted = ~movements["category"].isin(["income", "money"]) & folded(movements["explanation"]).str.contains(
        SAVED, na=False
    )
    paid_back = explained["source"].eq("loan") & explained["direction"].eq("out")
    settled = paid_back & folded(explained["text"]).str.contains(SETTLED, na=False)
    plots = items["category"].isin(PLOTS)
    shrank = items["state"].isin(["gone", "split", "merged"]) | items["area_after_m2"].lt(items["area_before_m2"])
    counted = with_columns(
        positions,
        plots_left_count=tally(positions, items, plots & shrank),
        spouse_salary_vnd=_spouse_salary(positions, tables["incomes"]),
        savings_told_count=tally(positions, movements, quoted),
        loans_settled_count=tally(positions, explained, settled),
        loan_private_vnd=_told_loans(positions, explained),
        houses_count=tally(positions, assets, category.eq("house")),
        separate_houses_count=tally(
            positions, assets, category.eq("house") & ~assets["kind"].fillna("").str.lower().str.contains("căn hộ")
        ),
        plots_count=tally(positions, assets, category.isin(PLOTS)),
        farm_area_m2=_farm_area(positions, assets),
        garages_count=tally(positions, assets, garage),
        vehicles_count=tally(positions, assets, category.eq("registered_vehicle")),
        capital_items_count=tally(positions, assets, category.eq("capital_contribution")),
        money_lines_count=lines,
        identical_money_count=tally(positions, items, same).where(tally(positions, items, liquid & ~same) == 0, 0.0),
        gold_bought_vnd=tally(positions, items, gold, items["value_change_vnd"]),
        new_plots_count=tally(positions, items, new & items["category"].isin(PLOTS)),
        vehicle_replaced=(
            (tally(positions, items, new & vehicles) > 0)
            & (tally(positions, items, items["state"].eq("gone") & vehicles) > 0)
        ).astype("float64"),
    )
    return _spouse_part(_bought_lately(counted, assets), items)


def _told_loans(positions: pd.DataFrame, explained: pd.DataFrame) -> pd.Series:
    """Loans of others than banks that section III tells; those of a first declaration, too, which compares nothing."""
    private = (
        explained["source"].eq("loan") & explained["direction"].eq("in") & ~explained["counterpart_kind"].eq("bank")
    )
    told = tally(positions, explained, private & explained["amount_vnd"].notna(), explained["amount_vnd"])
    first = positions["baseline_declaration_id"].isna()
    return positions["loan_private_vnd"].fillna(told.where(first & (told > 0)))


def _farm_area(positions: pd.DataFrame, assets: pd.DataFrame) -> pd.Series:
    """Farm land in square metres, forest at a tenth of its area: it yields about so much less; unknown where none."""
    other = assets["category"].eq("land_other")
    forest = assets["category"].eq("production_forest") | (
        other & folded(assets["name"]).str.contains("rung", na=False)
    )
    area = assets["area_m2"].where(~forest, assets["area_m2"] * FOREST_YIELD)
    farm = tally(positions, assets, other | forest, area)
    return farm.where(farm > 0)


def _spouse_salary(positions: pd.DataFrame, incomes: pd.DataFrame) -> pd.Series:
    """What of the spouse's income is salary, where the form says so."""
    salary = incomes["recipient"].eq("spouse") & incomes["source"].eq("salary")
    return tally(positions, incomes, salary, incomes["amount_vnd"])


def _bought_lately(positions: pd.DataFrame, assets: pd.DataFrame) -> pd.DataFrame:
    """Plots whose day of acquisition lies within 24 months before the declaration."""
    plots = assets[assets["category"].isin(PLOTS)]
    dated = beside(plots[["declaration_id", "acquired_on"]], positions, ["declared_on"])
    recent = (dated["declared_on"] - dated["acquired_on"]).dt.days.between(0, 730)
    undated = tally(positions, dated, dated["acquired_on"].isna())
    known = undated.eq(0)
    return positions.assign(plots_bought_count=tally(positions, dated, recent).where(known))


def _spouse_part(positions: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """The spouse's part of the value and of the income, before and after."""
    parts = {}
    for when in ("before", "after"):
        value, holder = items[f"value_{when}_vnd"], items[f"holder_{when}"]
        whole = tally(positions, items, holder.notna(), value)
        parts[f"spouse_assets_{when}_share"] = share(tally(positions, items, holder.eq("spouse"), value), whole)
    gone = items["state"].eq("gone")
    left = tally(positions, items, gone, items["value_before_vnd"])
    income = positions[["income_declarant_vnd", "income_spouse_vnd"]].sum(axis=1, min_count=2)
    return positions.assign(
        **parts,
        left_share=share(left, positions["assets_before_vnd"]),
        spouse_own_income_share=share(positions["income_spouse_vnd"], income),
        spouse_income_times=share(positions["income_spouse_vnd"], positions["income_declarant_vnd"]),
        real_estate_new_count=tally(positions, items, items["state"].eq("new") & items["category"].isin(REAL_ESTATE)),
    )
