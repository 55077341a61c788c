"""A small invented case and run, in the shapes of the model, for the tests of exports."""

import numpy as np
import pandas as pd

from pipeline.exports.facts import RunFacts
from pipeline.model import (
    CASES,
    DECLARATIONS,
    EXPLAINED,
    FAMILY,
    FLAGS,
    HYPOTHESES,
    ITEM_CHANGES,
    MOVEMENTS,
    POSITIONS,
    QUARANTINE,
    RULE_OUTCOMES,
    SCORES,
)
from tests.tables import table

MILLION = 1e6


def run_facts() -> RunFacts:
    return RunFacts("run-2026-01", pd.Timestamp("2026-11-01").date(), "3f9a51c07d", "0.1.0", 30, 7)


def positions() -> pd.DataFrame:
    """Three declarations of one official; the last buys land of 2.4 billion on an income of 640 million."""
    rows = table("""
        declaration_id | previous_declaration_id | baseline_declared_on | declared_on | kind | days | assets_before_vnd | assets_after_vnd
        K1 | | | 2023-12-20 | FIRST | | | 2_150_000_000
        K2 | K1 | 2023-12-20 | 2024-12-18 | ANNUAL | 364 | 2_150_000_000 | 2_410_000_000
        K3 | K2 | 2024-12-18 | 2025-12-22 | ANNUAL | 369 | 2_410_000_000 | 4_980_000_000
    """)
    rows["previous_declared_on"] = rows["baseline_declared_on"]
    rows["baseline_declaration_id"] = rows["previous_declaration_id"]
    rows = rows.assign(
        declarant_id="P001",
        unit_code="U01",
        unit_name="Sở Nông nghiệp và Môi trường",
        position="Phó Giám đốc",
        control_body="Thanh tra tỉnh",
        post_field="land",
        has_asset_list=True,
        household_size=4,
        sequence_no=[1, 2, 3],
        real_estate_after_vnd=[1.6e9, 1.6e9, 4.0e9],
        liquid_after_vnd=[0.35e9, 0.61e9, 0.43e9],
        vehicle_after_vnd=[0.2e9, 0.2e9, 0.55e9],
        income_vnd=[np.nan, 590 * MILLION, 640 * MILLION],
        acquired_vnd=[np.nan, 0, 2750 * MILLION],
        disposed_cost_vnd=[np.nan, 0, 180 * MILLION],
        liquid_change_vnd=[np.nan, 260 * MILLION, -180 * MILLION],
        explained_vnd=[np.nan, 0, 500 * MILLION],
        explained_loan_vnd=[np.nan, 0, 300 * MILLION],
        debt_taken_vnd=[np.nan, np.nan, 300 * MILLION],
        explained_gift_vnd=[np.nan, 0, 200 * MILLION],
        uses_low_vnd=[np.nan, 260 * MILLION, 2750 * MILLION],
        uses_high_vnd=[np.nan, 640 * MILLION, 3140 * MILLION],
        sources_low_vnd=[np.nan, 590 * MILLION, 1320 * MILLION],
        sources_high_vnd=[np.nan, 590 * MILLION, 1695 * MILLION],
        balance_low_vnd=[np.nan, -330 * MILLION, 1055 * MILLION],
        balance_high_vnd=[np.nan, 50 * MILLION, 1820 * MILLION],
        unexplained_low_vnd=[np.nan, 0, 1055 * MILLION],
        unexplained_high_vnd=[np.nan, 50 * MILLION, 1820 * MILLION],
        unknown_values_before=[np.nan, 1, 1],
        unknown_values_after=[1, 1, 1],
        no_change_stated=[False, False, False],
    )
    return POSITIONS.conform(rows)


def item_changes() -> pd.DataFrame:
    """What became of the items between K2 and K3."""
    rows = table("""
        previous_item_no | item_no | category | state | cause | name | address | value_before_vnd | value_after_vnd | certificate_no | certificate_holder | holder_before | holder_after
        1 | 1 | land_residential | kept | | Thửa đất 125 | phường Hội An | 900000000 | 900000000 | BX 123456 | Nguyễn Văn An | joint | joint
        2 | 2 | house | kept | | Nhà cấp 3 | phường Hội An | 700000000 | 700000000 | BX 123456 | Nguyễn Văn An | joint | joint
        | 3 | land_other | new | purchase | Thửa đất 88 | xã Điện Bàn Tây | | 2400000000 | CH 765432 | Trần Thị Bích | | spouse
        3 | | registered_vehicle | gone | sale | Ô tô Mazda 3 | | 180000000 | | | | declarant |
        | 4 | registered_vehicle | new | | Ô tô Toyota Camry | | | 350000000 | | | | declarant
        4 | 5 | money | changed | | Tiền gửi tiết kiệm | | 610000000 | 430000000 | 1023456789 | | joint | joint
        5 | 6 | precious_metal | kept | | Vàng | | | | | | joint | joint
        | 7 | money | new | gift | Sổ tiết kiệm của cháu Nguyễn Minh Khôi | | | 200000000 | 9988776655 | Nguyễn Minh Khôi | | minor_child
    """)
    before, after = rows["value_before_vnd"].fillna(0), rows["value_after_vnd"].fillna(0)
    rows = rows.assign(
        declarant_id="P001",
        previous_declaration_id="K2",
        declaration_id="K3",
        declared_on=pd.Timestamp("2025-12-22"),
        value_change_vnd=(after - before).where(rows["state"] != "kept", 0.0),
        registration_no=[None, None, None, "92A-123.45", "92A-678.90", None, None, None],
        explanation=[None, None, "Vay 300 triệu của chị Lê Thị Hoa, bố mẹ cho 200 triệu"] + [None] * 5,
        source_place_before="mục II",
        source_place_after="mục II, trang 3",
    )
    return ITEM_CHANGES.conform(rows)


def flags() -> pd.DataFrame:
    rows = table("""
        indicator | severity | amount_vnd | judgement | observed | limit | legal_basis | reason
        UW01 | 4 | 1055000000 | enrichment | 1055000000 | 300000000 | 36/2018/QH14, Điều 41.1.b | Sử dụng vượt nguồn kê khai 1,06 tỷ đồng.
        LN01 | 2 | 300000000 | enrichment | 300000000 | 200000000 | 36/2018/QH14, Điều 40 | Khoản vay của cá nhân 300 triệu đồng chưa nêu thời hạn.
        RE07 | 3 | 2400000000 | interest | | | 36/2018/QH14, Điều 23 | Thửa đất mua trước khi công bố dự án trong cùng xã.
    """)
    rows["item_no"] = [None, None, "3"]
    return FLAGS.conform(rows.assign(declaration_id="K3", declarant_id="P001", to_check=[True, False, False]))


def hypotheses() -> pd.DataFrame:
    rows = table("""
        indicator | reason_id | verdict | evidence_for | evidence_against | document
        UW01 | inheritance | unknown | Mục III không nêu thừa kế. | | Văn bản phân chia di sản
        UW01 | sale | supports | Một ô tô không còn kê khai. | Giá gốc chỉ 180 triệu đồng. | Hợp đồng mua bán xe
        LN01 | loan | supports | Mục III nêu khoản vay 300 triệu. | Bên cho vay là cá nhân. | Hợp đồng vay, sao kê tài khoản
    """)
    return HYPOTHESES.conform(rows.assign(declaration_id="K3", declarant_id="P001"))


def explained() -> pd.DataFrame:
    rows = table("""
        category | source | direction | amount_vnd | counterpart | counterpart_kind | text
        land_other | loan | in | 300000000 | Lê Thị Hoa | person | vay 300 triệu của chị Lê Thị Hoa
        land_other | gift | in | 200000000 | bố mẹ | relative | bố mẹ cho 200 triệu
    """)
    return EXPLAINED.conform(rows.assign(declaration_id="K3"))


def movements() -> pd.DataFrame:
    rows = table("""
        category | value_change_vnd | explanation
        land_other | 2400000000 | Vay 300 triệu của chị Lê Thị Hoa, bố mẹ cho 200 triệu, còn lại tích lũy. CCCD 049081001234
        registered_vehicle | 170000000 | Đổi xe
    """)
    return MOVEMENTS.conform(rows.assign(declaration_id="K3", source_place="mục III"))


def family() -> pd.DataFrame:
    rows = table("""
        person_no | relation | full_name | personal_id
        1 | spouse | Trần Thị Bích | 049183004321
        2 | minor_child | Nguyễn Minh Khôi | 049215000777
    """)
    return FAMILY.conform(rows.assign(declaration_id="K3"))


def declarations() -> pd.DataFrame:
    row = {"declaration_id": "K3", "declarant_id": "P001", "full_name": "Nguyễn Văn An", "personal_id": "049081001234"}
    return DECLARATIONS.conform(pd.DataFrame([row]))


def scores(count: int = 400) -> pd.DataFrame:
    generator = np.random.default_rng(3)
    priority = np.sort(generator.gamma(1.2, 0.12, count).clip(0, 1))[::-1]
    frame = pd.DataFrame(
        {
            "declaration_id": ["K3", *(f"D{number:05d}" for number in range(1, count))],
            "declarant_id": ["P001", *(f"P{number:05d}" for number in range(1, count))],
            "previous_declaration_id": "before",
            "declared_on": pd.Timestamp("2025-12-22"),
            "unit_code": [f"U{number % 9:02d}" for number in range(count)],
            "unexplained_low_vnd": (priority * 1e9).round(),
            "unexplained_high_vnd": (priority * 2e9).round(),
            "anomaly_score": priority,
            "error_score": 0.1,
            "priority": priority,
            "rank": np.arange(1, count + 1),
            "drivers": '{"saved_to_income": 0.41, "liquid_change": 0.22}',
        }
    )
    return SCORES.conform(frame)


def cases(count: int = 1) -> pd.DataFrame:
    scored = scores().head(count)
    rows = scored.assign(
        case_id=[f"HS-{number:04d}" for number in range(1, count + 1)],
        reasons="UW01: sử dụng vượt nguồn 1,06 tỷ đồng; LN01: khoản vay của cá nhân",
        innocent_hypothesis="Khoản vay nêu tại mục III",
        legal_ground="36/2018/QH14, Điều 40",
        documents_to_request="Hợp đồng chuyển nhượng; Hợp đồng vay; Sao kê tài khoản",
    )
    return CASES.conform(rows)


def rule_outcomes() -> pd.DataFrame:
    return RULE_OUTCOMES.conform(
        table("""
        indicator | outcome | why | rows | declarations
        UW01 | flagged | | 3 | 3
        UW01 | clear | | 380 | 380
        UW01 | not_evaluated | thu nhập chưa biết | 17 | 17
        LN01 | flagged | | 5 | 5
        LN01 | clear | | 395 | 395
        RE07 | not_evaluated | không có bảng projects | 400 | 400
    """)
    )


def quarantine() -> pd.DataFrame:
    generator = np.random.default_rng(5)
    count = 240
    return QUARANTINE.conform(
        pd.DataFrame(
            {
                "table": "assets",
                "source_file": "assets.csv",
                "source_row": np.arange(count),
                "reason": "không đọc được",
                "column": generator.choice(
                    ["value_vnd", "area_m2", "acquired_on", "category"], count, p=[0.6, 0.2, 0.15, 0.05]
                ),
                "unit_code": generator.choice([f"U{number:02d}" for number in range(6)], count),
            }
        )
    )


def peers(count: int = 60) -> pd.DataFrame:
    generator = np.random.default_rng(11)
    return pd.DataFrame({"value": generator.normal(-120e6, 150e6, count).round()})
