# ruff: noqa: SIM905, E501
"""Declarations of random households for the round trip, and tables as they stand after any other way of reading."""

from collections.abc import Mapping, Sequence

import pandas as pd
from hypothesis import strategies as st

from pipeline.model import ASSETS, DECLARATIONS, FAMILY, INCOMES, INPUTS, MOVEMENTS
from pipeline.model.vocabulary import CATEGORIES, HOLDERS, KINDS, MONEY_KINDS, MOVEMENT_CATEGORIES, RECIPIENTS, SOURCES
from pipeline.sources.areas import land_units
from pipeline.sources.pack import canonical
from pipeline.sources.rejected import Place
from pipeline.texts import catalogue

DECLARED = ("declarations", "family", "assets", "incomes", "movements")
PLACES = ("source_file", "source_sheet", "source_row", "source_place", "raw")
NAMES = st.sampled_from(
    ("Nguyễn Văn An", "TRẦN THỊ BÌNH", "Zơrâm Hòa", "le thi hoa", "Alăng Đức", "Phạm Thuỳ Dương", "Hồ Kỳ")
    + ("Bùi Con", "Võ Thị Chung", "Lê Sinh Ngày", "Đỗ Đất", "H'Hen Niê", "Y-Thông Êban", "Vàng A Tiền", "Lò Thị Nhà")
)
WORDS = st.lists(
    st.sampled_from(
        "tích lũy từ lương mua bán nhà đất xã Duy Nghĩa năm 2015 số 12 vay của anh ruột, tặng cho (có công chứng) "
        'hợp đồng 15/HĐ thửa 120 tờ bản đồ 3 tổ dân phố A&B <mới> "cũ" 100% Agribank không tăng giảm con vợ chồng chung '
        "500 triệu 1,2 tỷ 120 m2 3 cây vàng giá trị đất ở nhà ở tiền mặt xe máy 92A-123.45 chưa được cấp – dự án. ½".split()
    ),
    min_size=2,
    max_size=9,
).map(lambda words: "Ghi " + " ".join(words).strip(" ,"))
ITEM_NAMES = (
    *("Sổ tiết kiệm SHB", "Vàng SJC 9999", "Xe máy", "Đất ở", "Tường rào, cổng ngõ", "Cây cảnh (sanh, si)", "Nhà ở"),
    *("3 cây vàng", "Cổ phiếu VNM", "Cho ông Ba vay", "Tiền mặt", "Quạt 500 triệu", "Xe 43A-123.45", "Keo lai 2 ha"),
)
DAYS = st.dates(pd.Timestamp("1940-01-01").date(), pd.Timestamp("2030-12-31").date()).map(pd.Timestamp)
MONEY = st.one_of(
    st.integers(0, 10**4), st.integers(1, 5 * 10**6).map(lambda thousands: thousands * 1000), st.integers(1, 10**13)
)
AREAS = st.integers(1, 10**9).map(lambda units: units / 100)
DIGITS = st.text("0123456789", min_size=3, max_size=8)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def declaration():
    return st.fixed_dictionaries(
        {
            "declaration_id": DIGITS.map("K".__add__),
            "declarant_id": DIGITS.map("D".__add__),
            "kind": st.sampled_from(KINDS),
            "declared_on": DAYS,
            "full_name": NAMES,
            "birth_date": maybe(DAYS),
            "personal_id": maybe(st.text("123456789", min_size=11, max_size=11).map("0".__add__)),
            "position": maybe(st.sampled_from(("Giám đốc", "Phó Trưởng phòng", "Kế toán viên/thủ quỹ"))),
            "grade": maybe(st.sampled_from(("A3.1", "B.2"))),
            "is_leader": maybe(st.booleans()),
            "unit_code": st.sampled_from(("H49.01", "SO-Y-TE")),
            "unit_name": st.sampled_from(("Sở Tài chính", "UBND xã Prao", "TRUNG TÂM Y TẾ")),
            "province_code": maybe(st.just("48")),
            "control_body": maybe(st.just("Thanh tra Chính phủ")),
            "appointed_on": maybe(DAYS),
            "no_change_stated": st.booleans(),
        }
    )


def member():
    return st.fixed_dictionaries(
        {
            "full_name": NAMES,
            "birth_date": maybe(DAYS),
            "personal_id": maybe(st.text("123456789", min_size=9, max_size=9)),
            "occupation": maybe(st.sampled_from(("Giáo viên", "Nội trợ", "Làm nông"))),
            "workplace": maybe(st.sampled_from(("Trường THCS Lê Lợi", "Chợ Tam Kỳ"))),
        }
    )


@st.composite
def asset(draw):
    category = draw(st.sampled_from(CATEGORIES))
    unit = draw(maybe(st.sampled_from(("chiếc", "cái", "bộ", "cổ phiếu"))))
    value = draw(maybe(MONEY))
    abroad = draw(st.booleans()) and category in ("money", "foreign_asset")
    kinds = st.sampled_from(MONEY_KINDS) if category == "money" else st.sampled_from(("Loại A", "đất trồng lúa"))
    return {
        "category": category,
        "kind": draw(kinds if category == "money" else maybe(kinds)),
        # A name by which the thing is known: without one a line of sections 3 to 8 says nothing.
        "name": draw(st.sampled_from(ITEM_NAMES)),
        "holder": draw(st.sampled_from(HOLDERS)),
        "address": draw(maybe(WORDS)),
        "commune_code": draw(maybe(st.just("20401"))),
        "quantity": draw(AREAS) if unit else None,
        "unit": unit if category not in ("precious_metal",) else unit and "lượng",
        "area_m2": draw(maybe(AREAS)),
        "value_vnd": value,
        "value_unknown_reason": None if value is not None else draw(st.sampled_from((None, "mua đã lâu", "không xác định được giá trị vì cha ông để lại"))),
        "certificate_no": draw(maybe(st.sampled_from(("CĐ 456789", "BN123456", "2896435748438", "H.0012")))),
        "certificate_holder": draw(maybe(NAMES)),
        "registration_no": draw(maybe(st.sampled_from(("92A-123.45", "43D122233")))) if category == "registered_vehicle" else None,
        "acquired_on": draw(maybe(DAYS)),
        "country": draw(st.sampled_from(("US", "AU"))) if category.startswith("foreign") else None,
        "currency": "USD" if abroad else None,
        "foreign_amount": float(draw(st.integers(1, 10**6))) if abroad else None,
        "note": draw(maybe(WORDS)),
    }  # fmt: skip


def income():
    return st.fixed_dictionaries(
        {
            "recipient": st.sampled_from(RECIPIENTS),
            "source": maybe(st.sampled_from(SOURCES)),
            "payer": maybe(st.sampled_from(("UBND xã Prao", "Công ty An Thịnh"))),
            "amount_vnd": MONEY,
            "description": maybe(WORDS),
        }
    ).map(lambda row: row if row["source"] else row | {"payer": None, "description": None})


def movement():
    return st.fixed_dictionaries(
        {
            "category": st.sampled_from(MOVEMENT_CATEGORIES),
            "quantity_change": maybe(st.integers(-(10**6), 10**6).map(lambda number: number / 10)),
            "value_change_vnd": st.one_of(MONEY, MONEY.map(lambda amount: -amount)),
            "explanation": maybe(WORDS),
        }
    )


@st.composite
def household(draw) -> dict[str, pd.DataFrame]:
    """The tables of one declaration, in the order of the form."""
    filed = draw(declaration())
    members = [{"relation": "spouse"} | draw(member())] if draw(st.booleans()) else []
    members += [{"relation": "minor_child"} | one for one in draw(st.lists(member(), max_size=3))]
    items = sorted(draw(st.lists(asset(), max_size=6)), key=lambda row: CATEGORIES.index(row["category"]))
    incomes = draw(st.lists(income(), max_size=5, unique_by=lambda row: (row["recipient"], row["source"])))
    moves = sorted(draw(st.lists(movement(), max_size=5)), key=lambda row: MOVEMENT_CATEGORIES.index(row["category"]))
    if incomes:
        filed |= {"period_start": draw(DAYS), "period_end": draw(DAYS)}
    rows = {"declarations": [filed], "family": members, "assets": items, "incomes": incomes, "movements": moves}
    numbers = {"family": "person_no", "assets": "item_no"}
    return {
        name: INPUTS[name].conform(
            pd.DataFrame(
                [
                    row | {"declaration_id": filed["declaration_id"]} | ({numbers[name]: str(n)} if name in numbers else {})
                    for n, row in enumerate(held, 1)
                ]
            )
        )
        for name, held in rows.items()
    }  # fmt: skip


def numbered(households: Sequence[dict[str, pd.DataFrame]], first: int = 0) -> list[dict[str, pd.DataFrame]]:
    """Households with ids of declarations that none of the others has."""
    return [
        {name: frame.assign(declaration_id=f"K{number:07d}") for name, frame in tables.items()}
        for number, tables in enumerate(households, first)
    ]


def as_one(households: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    return {name: pd.concat([tables[name] for tables in households], ignore_index=True) for name in DECLARED}


def comparable(tables: Mapping[str, pd.DataFrame], parameters) -> dict[str, list[str]]:
    """Rows as text without their places, identifiers in the spelling in which every source is read."""
    land, say = land_units(parameters), catalogue("vi")
    found = {}
    for table in (DECLARATIONS, FAMILY, ASSETS, INCOMES, MOVEMENTS):
        frame = tables[table.name].drop(columns=list(PLACES)).reset_index(drop=True)
        read = canonical(table, frame, Place("x"), say, land)
        assert read.quarantine.empty
        plain = read.frame.drop(columns=list(PLACES)).astype("object").to_dict("records")
        found[table.name] = sorted(
            str({name: _plain(value) for name, value in row.items() if not pd.isna(value)}) for row in plain
        )
    return found


def _plain(value):
    return round(value, 4) if isinstance(value, float) else value
