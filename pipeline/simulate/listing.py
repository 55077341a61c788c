"""Section II of the form: the items of a household as they are written in one year."""

from datetime import date, timedelta
from typing import Any

from pipeline.model.vocabulary import CATEGORIES
from pipeline.simulate import geography, writing
from pipeline.simulate.dice import chance, pick, rounded
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.world import World


def figure(home: Household, item: Item) -> int | None:
    """The value as declared: money rounded in the household's manner, the rest at its cost."""
    if item.value_vnd is None or item.category != "money" or "foreign" in item.kind:
        return item.value_vnd
    return rounded(item.value_vnd, home.style.step_vnd)


Row = dict[str, Any]


def listing(home: Household, declaration_id: str, shown: dict[int, Item], day: date, world: World) -> list[Row]:
    """The items in the order of the form's sections, and in no order within them; numbered anew."""
    order = sorted(shown.values(), key=lambda item: (CATEGORIES.index(item.category), float(home.rng.random())))
    return [_asset(home, declaration_id, str(number), item, day, world) for number, item in enumerate(order, 1)]


def _asset(home: Household, declaration_id: str, item_no: str, item: Item, day: date, world: World) -> Row:
    rewritten = chance(home.rng, world.rewritten_share)
    bare = bool(item.certificate_no) and item.category != "money" and chance(home.rng, world.certificate_missing_share)
    certificate_no, certificate_holder = ("", "") if bare else (item.certificate_no, item.certificate_holder)
    return {
        "declaration_id": declaration_id,
        "item_no": item_no,
        "category": item.category,
        "kind": item.kind or None,
        "name": _name(home, item, rewritten),
        "holder": item.holder,
        "address": _address(home, item, rewritten, day, world),
        "commune_code": geography.code_on(item.place.commune, day, world.reform_on)
        if item.place and chance(home.rng, 0.94)
        else None,
        "quantity": item.quantity,
        "unit": item.unit or None,
        "area_m2": item.area_m2,
        "value_vnd": figure(home, item),
        "value_unknown_reason": item.value_unknown_reason or None,
        "certificate_no": certificate_no or None,
        "certificate_holder": certificate_holder or None,
        "registration_no": _plate(home, item, rewritten) or None,
        "acquired_on": item.acquired_on if home.style.dates and item.category != "money" else None,
        "country": item.country or None,
        "currency": item.currency or None,
        "foreign_amount": item.foreign_amount,
        "note": item.note or None,
        "_item": item,
        "_disturbance": ";".join(
            word for word, held in (("rewritten", rewritten), ("certificate_missing", bare)) if held
        ),
        "_cause": home.marks.get(item.uid, ""),
    }


def _name(home: Household, item: Item, rewritten: bool) -> str:
    others = {
        "Đất ở": ("Đất thổ cư", "Quyền sử dụng đất ở", "Đất ở đô thị"),
        "Nhà ở riêng lẻ": ("Nhà ở", "Nhà cấp 4", "Nhà 2 tầng"),
        "Vàng SJC": ("Vàng miếng", "Vàng", "Vàng 9999"),
        "Tiền mặt": ("Tiền mặt tại nhà", "Tiền mặt giữ tại gia đình"),
    }
    name = pick(home.rng, others.get(item.name, (item.name,))) if rewritten else item.name
    if rewritten:
        name = (
            name.replace("Tiền gửi tiết kiệm tại Ngân hàng", "Sổ tiết kiệm")
            .replace("Xe máy ", pick(home.rng, ("", "Mô tô ")))
            .replace("Ô tô ", pick(home.rng, ("Xe ", "Xe ô tô ")))
        )
    return writing.as_written(home.style, name)


def _address(home: Household, item: Item, rewritten: bool, day: date, world: World) -> str | None:
    if item.place is None:
        return None
    manner = pick(home.rng, ("full", "short", "lot")) if rewritten else home.style.address
    # Some go on writing the old names after the reform.
    known = day if not rewritten or chance(home.rng, 0.75) else min(day, world.reform_on - timedelta(days=1))
    text = geography.address(item.place, known, world.reform_on, manner)
    return writing.as_written(home.style, writing.shortened(home.rng, text) if rewritten else text)


def _plate(home: Household, item: Item, rewritten: bool) -> str:
    return (
        item.registration_no.replace("-", " ").replace(".", "")
        if rewritten and chance(home.rng, 0.5)
        else item.registration_no
    )
