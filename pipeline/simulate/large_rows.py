"""The tables of a chunk of many households, written column by column in Arrow."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.model import INPUTS
from pipeline.simulate.economy import GRADES
from pipeline.simulate.geography import Commune
from pipeline.simulate.large_lives import SLOTS, Lives, Period, Truths, Whole
from pipeline.simulate.world import World

THRESHOLD_BY_SUM = ("precious_metal", "money", "shares", "other_securities", "perennial_trees", "structure")
THRESHOLD_BY_THING = ("registered_vehicle", "other_asset")
PLACED = np.array([slot.area_m2 > 0 for slot in SLOTS])
MARKED = {"land_residential": "CH ", "land_other": "BT ", "house": "DA ", "registered_vehicle": "92A-", "money": "50"}
FIELDS = ("land", "finance", "construction", "health", "education", "agriculture", "administration")
TITLES = ("Giám đốc", "Phó Giám đốc", "Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Kế toán viên")


@dataclass(frozen=True)
class Setting:
    """What all rows of one round of declarations share."""

    world: World
    communes: tuple[Commune, ...]
    names: pa.Array  # a pool of full names
    year: int
    day: date
    before: date | None  # the round before; None for the first
    units: int


def tables(lives: Lives, period: Period | None, setting: Setting, noise: np.random.Generator) -> dict[str, pa.Table]:
    """Canonical tables of one round; the columns that it leaves out are null."""
    ids = _ids(lives, setting)
    rows: dict[str, dict[str, Any]] = {
        "declarations": _declarations(lives, setting, ids),
        "family": _family(lives, setting, ids),
        "assets": _assets(lives, setting, ids, noise),
    }
    if period is not None:
        rows["incomes"] = _incomes(period, ids)
        rows["movements"] = _movements(period, lives, setting, ids, noise)
        told = pc.is_in(ids, value_set=pc.unique(rows["movements"]["declaration_id"]))
        rows["declarations"]["no_change_stated"] = pc.invert(told)
    return {name: _typed(name, columns) for name, columns in rows.items()}


def _typed(name: str, columns: dict[str, Any]) -> pa.Table:
    schema = INPUTS[name].schema()
    arrays = {column: _cast(values, schema.field(column).type) for column, values in columns.items()}
    return pa.table(arrays)


def _cast(values: Any, kind: pa.DataType) -> pa.Array:
    array = values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, from_pandas=True)
    return array if array.type == kind else pc.cast(array, kind, safe=False)


def _ids(lives: Lives, setting: Setting) -> pa.Array:
    return pa.array([f"K{setting.year}.{number:07d}.1" for number in lives.numbers.tolist()])


def _pool(words: tuple[str, ...] | list[str], index: Whole) -> pa.Array:
    """The words by their numbers; an empty one is null."""
    return pa.array([word or None for word in words], pa.string()).take(pa.array(index))


def _joined(*parts: Any) -> pa.Array:
    """Texts joined element by element; numbers are written out."""
    texts = [pc.cast(pa.array(part), pa.string()) if isinstance(part, np.ndarray) else part for part in parts]
    return pc.binary_join_element_wise(*texts, "")


def _declarations(lives: Lives, setting: Setting, ids: pa.Array) -> dict[str, Any]:
    count, number = len(lives.numbers), lives.numbers
    unit = number % setting.units
    reformed = setting.day >= setting.world.reform_on
    born = np.datetime64("1966-01-01") + (number * 7919) % 9_000
    leader = (number // setting.units) < 2
    return {
        "declaration_id": ids,
        "declarant_id": pa.array([f"D{one:07d}" for one in number.tolist()]),
        "kind": _pool(["ANNUAL" if setting.before else "FIRST"], np.zeros(count, dtype=np.int64)),
        "declared_on": pa.array(np.full(count, np.datetime64(setting.day))),
        "period_start": pa.array(
            np.full(count, np.datetime64(setting.before or setting.day)), mask=_all(count, not setting.before)
        ),
        "period_end": pa.array(np.full(count, np.datetime64(setting.day) - 1), mask=_all(count, not setting.before)),
        "full_name": setting.names.take(pa.array(number % len(setting.names))),
        "birth_date": pa.array(born),
        "personal_id": _joined("0490", 66 + (number * 7919) % 9_000 // 366, 100_000 + (number * 31) % 900_000),
        "position": _pool(TITLES, np.where(leader, number // setting.units, 2 + number % 4)),
        "grade": _pool(list(GRADES), lives.grade),
        "post_field": _pool(FIELDS, unit % len(FIELDS)),
        "is_leader": pa.array(leader),
        "unit_code": _joined("H48." if reformed else "H49.", 10_000 + unit),
        "unit_name": _joined("Đơn vị số ", 10_000 + unit),
        "province_code": _pool(["48" if reformed else "49"], np.zeros(count, dtype=np.int64)),
        "commune_code": _codes(setting, lives.home),
        "control_body": _pool(["Thanh tra tỉnh"], np.zeros(count, dtype=np.int64)),
        "appointed_on": pa.array(np.datetime64("2012-01-01") + (number * 104_729) % 3_200),
        "no_change_stated": pa.array(np.zeros(count, dtype=bool)),
    }


def _all(count: int, value: bool) -> Truths:
    return np.full(count, value)


def _codes(setting: Setting, commune: Whole) -> pa.Array:
    reformed = setting.day >= setting.world.reform_on
    return _pool([place.new_code if reformed else place.code for place in setting.communes], commune)


def _family(lives: Lives, setting: Setting, ids: pa.Array) -> dict[str, Any]:
    """The spouse and the minor children of each household."""
    members = lives.married.astype(np.int64) + lives.children
    row = np.repeat(np.arange(len(members)), members)
    place = np.arange(members.sum()) - np.repeat(np.cumsum(members) - members, members)
    spouse = lives.married[row] & (place == 0)
    number = lives.numbers[row]
    days = np.where(spouse, (number * 6_091) % 9_000, 15_700 + (number * 37 + place * 900) % 3_500)
    return {
        "declaration_id": ids.take(pa.array(row)),
        "person_no": pc.cast(pa.array(place + 1), pa.string()),
        "relation": _pool(["minor_child", "spouse"], spouse.astype(np.int64)),
        "full_name": setting.names.take(pa.array((number * 13 + place * 101 + 7) % len(setting.names))),
        "birth_date": pa.array(np.datetime64("1967-01-01") + days),
        "occupation": _pool(["Học sinh", "Giáo viên"], spouse.astype(np.int64)),
    }


def declared(lives: Lives, limit: float) -> Truths:
    """Which things the form shows: all land and houses, the rest from the threshold on."""
    shown = lives.owned.copy()
    categories = np.array([slot.category for slot in SLOTS])
    for category in THRESHOLD_BY_SUM:
        held = categories == category
        total = (lives.value[:, held] * lives.owned[:, held]).sum(axis=1)
        shown[:, held] &= (total >= limit)[:, None]
    things = np.isin(categories, THRESHOLD_BY_THING)
    shown[:, things] &= lives.value[:, things] >= limit
    return shown


def _assets(lives: Lives, setting: Setting, ids: pa.Array, noise: np.random.Generator) -> dict[str, Any]:
    shown = declared(lives, setting.world.item_threshold(setting.day))
    row, slot = np.nonzero(shown)
    counts = shown.sum(axis=1)
    place = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    value = _values(lives, row, slot, noise)
    placed, area = PLACED[slot], lives.area[row, slot]
    return {
        "declaration_id": ids.take(pa.array(row)),
        "item_no": pc.cast(pa.array(place + 1), pa.string()),
        "category": _pool([one.category for one in SLOTS], slot),
        "kind": _pool([one.kind for one in SLOTS], slot),
        "name": _pool([one.name for one in SLOTS], slot),
        "holder": _pool(["declarant", "joint", "spouse"], np.where(lives.married[row], lives.mark[row, slot] % 3, 0)),
        "address": _where(_addresses(setting, lives, row, slot), placed),
        "commune_code": _where(_codes(setting, lives.commune[row, slot]), placed),
        "quantity": pa.array(_quantities(value, slot), mask=np.array([one.unit == "" for one in SLOTS])[slot]),
        "unit": _pool([one.unit for one in SLOTS], slot),
        "area_m2": pa.array(area, mask=~placed),
        "value_vnd": pa.array(value),
        **_marks(lives, row, slot, noise),
        "acquired_on": pa.array(np.datetime64("1970-01-01") + lives.since[row, slot], mask=~placed),
    }


def _where(texts: pa.Array, held: Truths) -> pa.Array:
    return pc.if_else(pa.array(held), texts, pa.scalar(None, pa.string()))


def _values(lives: Lives, row: Whole, slot: Whole, noise: np.random.Generator) -> Any:
    """Values as declared: money rounded as the household rounds; two in a thousand typed with three zeros too many."""
    value = lives.value[row, slot]
    money = np.array([one.category == "money" for one in SLOTS])[slot]
    step = lives.step[row]
    value = np.where(money, np.maximum(np.round(value / step), 1) * step, value)
    return np.where(noise.random(len(value)) < 0.0002, value * 1_000, value)


def _quantities(value: Any, slot: Whole) -> Any:
    gold = np.array([one.unit == "lượng" for one in SLOTS])[slot]
    return np.where(gold, np.round(value / 60e6, 1), 1.0)


def _addresses(setting: Setting, lives: Lives, row: Whole, slot: Whole) -> pa.Array:
    reformed = setting.day >= setting.world.reform_on
    ends = [
        f", {place.new_name}, thành phố Đà Nẵng" if reformed else f", {place.name}, {place.district}, tỉnh Quảng Nam"
        for place in setting.communes
    ]
    parts = [f"{word} {number}{end}" for end in ends for word in ("thôn", "tổ") for number in range(1, 10)]
    return _pool(parts, lives.commune[row, slot] * 18 + lives.mark[row, slot] % 18)


def _marks(lives: Lives, row: Whole, slot: Whole, noise: np.random.Generator) -> dict[str, Any]:
    """Certificates of land and houses (a tenth left blank), plates of vehicles, numbers of accounts."""
    category = np.array([one.category for one in SLOTS])[slot]
    written = noise.random(len(row)) > 0.1
    text = _joined(_pool([MARKED.get(one.category, "S") for one in SLOTS], slot), lives.mark[row, slot])
    deposit = np.array([one.kind == "deposit" for one in SLOTS])[slot]
    certificate = (PLACED[slot] & written) | (deposit & (lives.mark[row, slot] % 3 == 0))
    return {
        "certificate_no": _where(text, certificate),
        "registration_no": _where(text, category == "registered_vehicle"),
    }


def _incomes(period: Period, ids: pa.Array) -> dict[str, Any]:
    """Incomes by recipient and source; nobody writes a line of nothing."""
    kinds = (
        ("declarant", "salary", period.salary),
        ("spouse", "salary", period.spouse),
        ("joint", "interest", period.interest),
        ("declarant", "other", period.other),
        ("joint", "asset_sale", period.sale),
    )
    amounts = np.stack([amount for _, _, amount in kinds], axis=1)
    row, place = np.nonzero(amounts > 0)
    return {
        "declaration_id": ids.take(pa.array(row)),
        "recipient": _pool([recipient for recipient, _, _ in kinds], place),
        "source": _pool([source for _, source, _ in kinds], place),
        "amount_vnd": pa.array(amounts[row, place]),
    }


def _movements(
    period: Period, lives: Lives, setting: Setting, ids: pa.Array, noise: np.random.Generator
) -> dict[str, Any]:
    """Lines of section III: what was bought, what was sold, and savings that grew or fell."""
    count = len(lives.numbers)
    limit = setting.world.item_threshold(setting.day)
    price = lives.value[np.arange(count), np.maximum(period.bought, 0)]
    buys = np.flatnonzero((period.bought >= 0) & (price >= limit))
    sells = np.flatnonzero(period.sold >= 0)
    saves = np.flatnonzero((np.abs(period.money) >= 2e7) & (noise.random(count) < 0.7))
    words = pa.concat_arrays(
        [
            _joined(
                "Mua bằng tiền tiết kiệm",
                _loan(period.loan[buys]),
                ", giá ",
                price[buys].astype(np.int64) // 1_000_000,
                " triệu",
            ),
            _joined("Đã bán với giá ", period.sale[sells].astype(np.int64) // 1_000_000, " triệu đồng"),
            _pool(
                ["Tích lũy từ lương và phụ cấp", "Rút tiết kiệm để chi tiêu"],
                (period.money[saves] < 0).astype(np.int64),
            ),
        ]
    )
    names = [one.category for one in SLOTS]
    money = np.full(len(saves), 11)
    return {
        "declaration_id": ids.take(pa.array(np.concatenate([buys, sells, saves]))),
        "category": _pool(names, np.concatenate([period.bought[buys], period.sold[sells], money])),
        "quantity_change": pa.array(
            np.concatenate([np.ones(len(buys)), -np.ones(len(sells)), np.full(len(saves), np.nan)]), from_pandas=True
        ),
        "value_change_vnd": pa.array(
            np.concatenate([price[buys], -period.sold_cost[sells], np.round(period.money[saves], -6)])
        ),
        "explanation": words,
    }


def _loan(amount: Any) -> pa.Array:
    text = _joined(" và vay Ngân hàng Agribank ", amount.astype(np.int64) // 1_000_000, " triệu")
    return pc.if_else(pa.array(amount > 0), text, "")
