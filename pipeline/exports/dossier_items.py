"""Items of a case over the years: each followed back through the declarations before."""

from typing import Any

import pandas as pd

from pipeline.exports.words import term
from pipeline.model.vocabulary import SECTIONS
from pipeline.texts import Catalogue

# Declarations before the baseline that a dossier shows, and rows from which on unchanged items are only counted.
EARLIER, MANY_ROWS = 2, 40
# What changed most is told first within a form section.
STATE_ORDER = ("new", "gone", "returned", "revalued", "changed", "split", "merged", "kept")


def followed_back(item_changes: pd.DataFrame, declaration_id: str) -> pd.DataFrame:
    """One row an item of the declaration, with `value_earlier_1_vnd`, `_2_`, ...: its value in the declarations
    before the baseline, unknown where it was not listed or cannot be followed."""
    rows = item_changes[item_changes["declaration_id"] == declaration_id].reset_index(drop=True)
    rows = rows.assign(at_declaration=rows["previous_declaration_id"], at_item=rows["previous_item_no"])
    links = item_changes.dropna(subset=["item_no", "previous_item_no"]).drop_duplicates(["declaration_id", "item_no"])
    for step in range(1, EARLIER + 1):
        rows = _one_further(rows, links, step)
    return rows.drop(columns=["at_declaration", "at_item"])


def _one_further(rows: pd.DataFrame, links: pd.DataFrame, step: int) -> pd.DataFrame:
    found = links.rename(columns={"value_before_vnd": f"value_earlier_{step}_vnd"})[
        ["declaration_id", "item_no", "previous_declaration_id", "previous_item_no", f"value_earlier_{step}_vnd"]
    ].rename(
        columns={
            "declaration_id": "at_declaration",
            "item_no": "at_item",
            "previous_declaration_id": "next_declaration",
            "previous_item_no": "next_item",
        }
    )
    joined = rows.merge(found, on=["at_declaration", "at_item"], how="left", validate="many_to_one")
    moved = joined.assign(at_declaration=joined["next_declaration"], at_item=joined["next_item"])
    return moved.drop(columns=["next_declaration", "next_item"])


def item_table(
    item_changes: pd.DataFrame, position: pd.Series, days: list[pd.Timestamp], say: Catalogue
) -> dict[str, Any]:
    """What the page shows: heads of the columns of values, rows by form section, and how many kept ones are left out.

    days: days of the declarations before the baseline, latest first.
    """
    rows = followed_back(item_changes, position["declaration_id"])
    kept = rows["state"] == "kept"
    hidden = kept & (len(rows) > MANY_ROWS)
    earlier = [step for step, _ in enumerate(days[:EARLIER], start=1)][::-1]
    order = rows.assign(
        section=rows["category"].map({name: place for place, name in enumerate(SECTIONS)}),
        state_order=rows["state"].map({name: place for place, name in enumerate(STATE_ORDER)}),
    )[~hidden].sort_values(["section", "state_order", "item_no", "previous_item_no"])
    heads = [*(say.day(days[step - 1]) for step in earlier), say.day(position["baseline_declared_on"])]
    return {
        "heads": [*heads, say.day(position["declared_on"])],
        "rows": [_row(item, earlier, say) for _, item in order.iterrows()],
        "kept_left_out": int(hidden.sum()),
    }


def _row(item: pd.Series, earlier: list[int], say: Catalogue) -> dict[str, Any]:
    before, after = item["value_before_vnd"], item["value_after_vnd"]
    values = [_known(item[f"value_earlier_{step}_vnd"], say) for step in earlier]
    return {
        "section": SECTIONS[item["category"]],
        "category": term(say, "category", item["category"]),
        "name": _text(item["name"]),
        "address": _text(item["address"]),
        "holder": term(say, "holder", _either(item["holder_after"], item["holder_before"])),
        "size": _size(item, say),
        "values": [*values, _value(before, item["previous_item_no"], say), _value(after, item["item_no"], say)],
        "change": say.number(item["value_change_vnd"]) if item["state"] != "kept" else "",
        "state": item["state"],
        "state_word": term(say, "state", item["state"]),
        "cause": say("dossier.cause", cause=term(say, "cause", item["cause"])) if pd.notna(item["cause"]) else "",
        "place": _place(item),
    }


def _known(value: float, say: Catalogue) -> str:
    return "" if pd.isna(value) else say.number(value)


def _value(value: float, item_no: Any, say: Catalogue) -> str:
    """An amount; words for an item that is listed without one; nothing where the item is not listed."""
    if pd.isna(item_no):
        return ""
    return say("dossier.value_unknown") if pd.isna(value) else say.number(value)


def _size(item: pd.Series, say: Catalogue) -> str:
    area = _either(item["area_after_m2"], item["area_before_m2"])
    if pd.notna(area):
        return f"{say.number(area, 1)} m²"
    quantity = _either(item["quantity_after"], item["quantity_before"])
    return f"{say.number(quantity, 2)} {_text(item['unit'])}".strip() if pd.notna(quantity) else ""


def _place(item: pd.Series) -> str:
    places = [_text(item["source_place_before"]), _text(item["source_place_after"])]
    return " → ".join(dict.fromkeys(place for place in places if place))


def _either(first: Any, second: Any) -> Any:
    return first if pd.notna(first) else second


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
