"""The truth about a province: what was planted, the fate of every item, and the real flows of money."""

from typing import Any

import numpy as np
import pandas as pd

from pipeline.simulate.declaring import Filed
from pipeline.simulate.items import Item
from pipeline.simulate.listing import Row

PLANTED = ("declarant_id", "declaration_id", "role", "typology", "pair_id", "note", "amount_vnd")
LINKS = (
    "declarant_id",
    "previous_declaration_id",
    "previous_item_no",
    "declaration_id",
    "item_no",
    "category",
    "state",
    "cause",
    "disturbance",
)
UNREADABLE = ("hơn một tỷ", "khoảng 500-600 triệu", "xem hợp đồng", "1.5.00 triệu", "??", "bằng giá thị trường")
# Where the truth speaks of a cause in words of its own: how an item came.
CAME = {"purchase": "purchase", "inheritance": "inheritance", "gift": "gift", "marriage": "marriage"}


def links(histories: list[list[Filed]]) -> pd.DataFrame:
    """One row is an item followed between two consecutive filings that list assets (a split or merger has several)."""
    rows: list[Row] = []
    for filings in histories:
        listing = [filed for filed in filings if filed.filing.lists_assets]
        seen: set[int] = set()
        for before, after in zip(listing, listing[1:], strict=False):
            rows += _between(before, after, seen)
            seen |= {row["_item"].uid for row in before.assets}
    frame = pd.DataFrame(rows, columns=list(LINKS))
    return frame.astype("str").where(frame.notna(), None)


def _between(before: Filed, after: Filed, seen: set[int]) -> list[Row]:
    old, new = _by_uid(before.assets), _by_uid(after.assets)
    made_of = {
        parent: uid
        for uid, rows in new.items()
        for parent in rows[0]["_item"].parents
        if parent in old and uid not in old
    }
    rows: list[Row] = []
    for uid, ahead in new.items():
        behind = old.get(uid, [])
        rows += [_row(before, after, one, other, *_fate(one, other)) for one, other in zip(behind, ahead, strict=False)]
        extra = ahead[len(behind) :]
        if not behind:
            rows += _arrived(before, after, extra[0], old, seen)
            extra = extra[1:]
        rows += [_row(before, after, None, other, "new", "duplicate") for other in extra]
    for uid, behind in old.items():
        surplus = behind[len(new.get(uid, [])) :]
        if uid not in new and uid not in made_of:
            rows.append(_row(before, after, surplus[0], None, "gone", after.exits.get(uid, "")))
        rows += [
            _row(before, after, one, None, "gone", "duplicate") for one in (surplus if uid in new else surplus[1:])
        ]
    return rows


def _by_uid(rows: list[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["_item"].uid, []).append(row)
    return grouped


def _arrived(before: Filed, after: Filed, row: Row, old: dict[int, list[Row]], seen: set[int]) -> list[Row]:
    """An item that the list before did not show: made of others, come back, or new."""
    item: Item = row["_item"]
    parents = [uid for uid in item.parents if uid in old]
    if parents:
        state = "merged" if len(item.parents) > 1 else "split"
        return [_row(before, after, old[uid][0], row, state, "") for uid in parents]
    if item.uid in seen:
        return [_row(before, after, None, row, "returned", "")]
    return [_row(before, after, None, row, "new", CAME.get(item.cause, ""))]


def _fate(one: Row, other: Row) -> tuple[str, str]:
    """State and cause of an item shown on both lists."""
    cause = other["_cause"] or one["_cause"]
    same = all(one[column] == other[column] for column in ("value_vnd", "area_m2", "quantity", "holder"))
    if same:
        return "kept", cause if cause in ("certificate_reissued", "place_renamed") else ""
    return ("revalued" if cause == "revaluation" else "changed"), cause


def _row(before: Filed, after: Filed, one: Row | None, other: Row | None, state: str, cause: str) -> Row:
    shown = other or one or {}
    words = [row["_disturbance"] for row in (one, other) if row and row["_disturbance"]]
    if one and other and shown["_item"].place and _reformed(before, after):
        words.append("place_renamed")
    return {
        "declarant_id": after.declarant_id,
        "previous_declaration_id": before.declaration_id,
        "previous_item_no": one["item_no"] if one else None,
        "declaration_id": after.declaration_id,
        "item_no": other["item_no"] if other else None,
        "category": shown["category"],
        "state": state,
        "cause": cause or None,
        "disturbance": ";".join(sorted({word for held in words for word in held.split(";")})) or None,
    }


def _reformed(before: Filed, after: Filed) -> bool:
    """The reform lies between the two filings: places have other names and codes."""
    return bool(before.declaration["province_code"] != after.declaration["province_code"])


def ledgers(histories: list[list[Filed]]) -> pd.DataFrame:
    """One row is a filing with the real flows of money of its period, in VND."""
    return pd.DataFrame([filed.ledger for filings in histories for filed in filings])


def planted(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """One row is something planted on a declarant, with the declaration in which it first shows."""
    frame = pd.DataFrame(rows, columns=list(PLANTED))
    text = [column for column in PLANTED if column != "amount_vnd"]
    frame[text] = frame[text].astype("str").where(frame[text].notna(), None)
    return frame.astype({"amount_vnd": "float64"}).sort_values(["role", "typology", "declarant_id"], ignore_index=True)


def unreadable(assets: pd.DataFrame, spared: set[str], rng: np.random.Generator, count: int) -> pd.DataFrame:
    """One row is a value of an item that nobody can read in the files; the tables hold what it should be."""
    valued = assets["value_vnd"].notna().to_numpy()
    free = np.flatnonzero(valued & ~assets["declarant_id"].isin(spared).to_numpy())
    chosen = np.sort(rng.choice(free, size=min(count, len(free)), replace=False))
    rows = assets.iloc[chosen][["declarant_id", "declaration_id", "item_no", "value_vnd"]]
    text = [UNREADABLE[place % len(UNREADABLE)] for place in range(len(chosen))]
    return rows.assign(row=chosen.astype("float64"), text=text)


def unreadable_planted(cells: pd.DataFrame) -> list[dict[str, Any]]:
    """The same as errors that were planted."""
    note = "a value that nobody can read"
    amounts = zip(cells["declarant_id"], cells["declaration_id"], cells["value_vnd"], strict=True)
    return [
        dict(zip(PLANTED, (declarant, declaration, "error", "E25", None, note, value), strict=True))
        for declarant, declaration, value in amounts
    ]
