"""The form of Decree 130/2020, Appendices I and II, as data: its sections, labels and the columns that they fill.

A section is known by its name, not by its number: II.3.2 is production forest, III.3.2 is structures. Here are income
and part III; part I is in `form130_people`, the assets of part II in `form130_assets`.
"""

from pipeline.model.form130_assets import ASSET_SECTIONS, DEBTS, GATHERING, PART_II
from pipeline.model.form130_fields import BESIDE
from pipeline.model.form130_people import (
    CHILDREN,
    DECLARANT,
    HEAD,
    KIND_NAMES,
    KIND_WORDS,
    MOTTO,
    NATION,
    PART_I,
    PEOPLE,
    SPOUSE,
    TITLE,
    Field,
    Section,
)

__all__ = [
    "ASSET_SECTIONS",
    "BESIDE",
    "CHILDREN",
    "DEBTS",
    "DECLARANT",
    "Field",
    "GATHERING",
    "HEAD",
    "KIND_NAMES",
    "KIND_WORDS",
    "MOTTO",
    "NATION",
    "PART_I",
    "PART_II",
    "PEOPLE",
    "SPOUSE",
    "Section",
    "TITLE",
]

INCOME = Section(
    "II.10",
    "Tổng thu nhập giữa hai lần kê khai",
    ("tong thu nhap giua hai lan ke khai", "tong thu nhap giua 02 lan ke khai", "tong thu nhap giua 2 lan ke khai")
    + ("tong thu nhap trong nam", "tong thu nhap trong ky", "tong thu nhap"),
    "incomes",
    "income",
)
RECIPIENT_LABELS = {
    "declarant": "Tổng thu nhập của người kê khai",
    "spouse": "Tổng thu nhập của vợ (hoặc chồng)",
    "minor_children": "Tổng thu nhập của con chưa thành niên",
    "joint": "Tổng các khoản thu nhập chung",
}
RECIPIENT_NAMES = {
    "declarant": ("cua nguoi ke khai", "cua ban than", "nguoi ke khai", "ban than"),
    "spouse": (
        "cua vo (hoac chong)",
        "cua vo hoac chong",
        "cua vo/chong",
        "cua vo (chong)",
        "cua vo",
        "cua chong",
        "vo/chong",
        "vo hoac chong",
        "vo (chong)",
        "vo",
        "chong",
    ),
    "minor_children": ("cua con chua thanh nien", "con chua thanh nien", "cua con", "con"),
    "joint": ("cac khoan thu nhap chung", "thu nhap chung", "khoan chung", "chung"),
}
SOURCE_WORDS = {
    "salary": "tiền lương, phụ cấp, thưởng, thù lao",
    "business": "kinh doanh, dịch vụ",
    "farm": "sản xuất nông nghiệp",
    "rent": "cho thuê tài sản",
    "interest": "lãi tiền gửi, đầu tư",
    "asset_sale": "bán, chuyển nhượng tài sản",
    "gift": "được cho, tặng, biếu",
    "inheritance": "thừa kế",
    "compensation": "bồi thường, bảo hiểm, trợ cấp",
    "loan": "tiền vay",
    "other": "nguồn khác",
}
INCOME_FIELDS = (
    Field("source", "Nguồn thu", ("nguon thu", "nguon")),
    Field("amount_vnd", "Số tiền", ("so tien", "gia tri", "thanh tien")),
    Field("payer", "Nơi chi trả", ("noi chi tra", "don vi chi tra")),
    Field("description", "Nội dung", ("noi dung", "dien giai", "ghi chu")),
)
MONEY_WORDS = {"cash": "tiền mặt", "deposit": "tiền gửi", "lent": "tiền cho vay", "prepaid": "tiền trả trước"}
HOLDER_WORDS = {
    "declarant": "người kê khai",
    "spouse": "vợ hoặc chồng",
    "minor_child": "con chưa thành niên",
    "joint": "sở hữu chung",
    "other": "người khác",
}

NO_CHANGE = "Không có biến động"
NOTHING = "Không có"
NO_CERTIFICATE = "chưa được cấp giấy chứng nhận"
UNKNOWN_VALUE = "không xác định được giá trị"
PART_III = Section(
    "III",
    "BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM",
    (
        "bien dong tai san",
        "giai trinh su bien dong",
        "giai trinh nguon goc",
        "bien dong ve tai san",
        "bien dong:",
        "bien dong",
    ),
    "movements",
)
MOVEMENT_FIELDS = (
    Field("quantity_change", "Số lượng tài sản", ("so luong tai san", "so luong")),
    Field("value_change_vnd", "Giá trị tài sản, thu nhập", ("gia tri tai san, thu nhap", "gia tri tai san", "gia tri")),
    Field(
        "explanation",
        "Nội dung giải trình nguồn gốc của tài sản tăng thêm và tổng thu nhập",
        (
            "noi dung giai trinh nguon goc cua tai san tang them va tong thu nhap",
            "noi dung giai trinh",
            "giai trinh nguon goc",
            "giai trinh",
            "nguon goc",
            "ly do",
        ),
    ),
)
MOVEMENT_HEADING = ("Loại tài sản, thu nhập", "Tăng/giảm", "Nội dung giải trình")


def _movement(code: str, word: str, title: str, names: str) -> Section:
    return Section(f"III.{code}", title, tuple(names.split("|")), "movements", word)


def _as_in_part_two(category: str, names: str = "") -> Section:
    section = next(section for section in ASSET_SECTIONS if section.word == category)
    return _movement(section.number, category, section.title, names or "|".join(section.names))


GATHERING_MOVEMENTS = tuple(
    _movement(section.number, "", section.title, "|".join(section.names)) for section in GATHERING
)
TREES_AND_FOREST = "Cây lâu năm, rừng sản xuất"
# Row 3.1 of part III is trees and forest together, and 3.2 is structures.
MOVEMENT_SECTIONS = (
    _as_in_part_two("land_residential"),
    _as_in_part_two("land_other"),
    _as_in_part_two("house"),
    _as_in_part_two("construction"),
    _movement("3.1", "trees_or_forest", TREES_AND_FOREST, "cay lau nam, rung san xuat|cay lau nam va rung san xuat"),
    _movement("3.1", "perennial_trees", "Cây lâu năm", "cay lau nam"),
    _movement("3.1", "production_forest", "Rừng sản xuất", "rung san xuat|rung trong"),
    _movement("3.2", "structure", "Vật kiến trúc gắn liền với đất", "vat kien truc gan lien|vat kien truc"),
    *map(_as_in_part_two, ("precious_metal", "money", "shares", "bonds", "capital_contribution", "other_securities")),
    *map(_as_in_part_two, ("registered_vehicle", "other_asset", "foreign_asset", "foreign_account")),
    _movement("10", "income", INCOME.title, "|".join(INCOME.names)),
)
SECTIONS = (PART_I, *PEOPLE, PART_II, *GATHERING, *ASSET_SECTIONS, DEBTS, INCOME, PART_III)
