"""Part II of the form, sections 1 to 9: what is owned."""

from pipeline.model.form130_fields import (
    ADDRESS,
    AREA,
    COUNT,
    HOUSE_CERTIFICATE,
    LAND_CERTIFICATE,
    NAMED,
    OTHER,
    PLATE,
    VALUE,
)
from pipeline.model.form130_people import Field, Section

PART_II = Section("II", "THÔNG TIN MÔ TẢ VỀ TÀI SẢN", ("thong tin mo ta ve tai san", "thong tin ve tai san"), "assets")


def _asset(
    code: str, category: str, title: str, names: str, item: str, fields: tuple[Field, ...], free: bool = False
) -> Section:
    return Section(f"II.{code}", title, tuple(names.split("|")), "assets", category, item, fields, free)


def _kind(label: str, names: str) -> Field:
    return Field("kind", label, tuple(names.split("|")))


def _name(label: str, names: str) -> Field:
    return Field("name", label, tuple(names.split("|")))


# Headings that only gather sections; a number beside them is the number of the form.
GATHERING = (
    Section("II.1", "Quyền sử dụng thực tế đối với đất", ("quyen su dung thuc te", "quyen su dung dat"), "assets"),
    Section("II.2", "Nhà ở, công trình xây dựng", ("nha o, cong trinh xay dung", "nha, cong trinh xay dung"), "assets"),
    Section("II.3", "Tài sản khác gắn liền với đất", ("tai san khac gan lien voi dat",), "assets"),
    Section(
        "II.6",
        "Cổ phiếu, trái phiếu, vốn góp, các loại giấy tờ có giá khác mà tổng giá trị từ 50 triệu đồng trở lên",
        ("co phieu, trai phieu, von gop", "co phieu, trai phieu"),
        "assets",
    ),
    Section(
        "II.7",
        "Tài sản khác mà mỗi tài sản có giá trị từ 50 triệu đồng trở lên",
        ("tai san khac ma moi tai san", "tai san khac co gia tri tu"),
        "assets",
    ),
)
LAND_FIELDS = (ADDRESS, AREA, VALUE, LAND_CERTIFICATE, OTHER)
ASSET_SECTIONS = (
    _asset("1.1", "land_residential", "Đất ở", "dat o|dat tho cu", "Thửa", LAND_FIELDS),
    _asset(
        "1.2",
        "land_other",
        "Các loại đất khác",
        "cac loai dat khac|loai dat khac|dat khac",
        "Thửa",
        (_kind("Loại đất", "loai dat"), *LAND_FIELDS),
    ),
    _asset(
        "2.1",
        "house",
        "Nhà ở",
        "nha o|nha o rieng le",
        "Nhà",
        (
            ADDRESS,
            _kind("Loại nhà", "loai nha"),
            Field("area_m2", "Diện tích sử dụng", ("dien tich su dung", "dien tich xay dung", "tong dien tich san")),
            VALUE,
            HOUSE_CERTIFICATE,
            OTHER,
        ),
    ),
    _asset(
        "2.2",
        "construction",
        "Công trình xây dựng khác",
        "cong trinh xay dung khac|cong trinh xay dung",
        "Công trình",
        (
            _name("Tên công trình", "ten cong trinh"),
            ADDRESS,
            _kind("Loại công trình", "loai cong trinh"),
            Field("building_class", "Cấp công trình", ("cap cong trinh",)),
            AREA,
            VALUE,
            HOUSE_CERTIFICATE,
            OTHER,
        ),
    ),
    _asset(
        "3.1",
        "perennial_trees",
        "Cây lâu năm",
        "cay lau nam",
        "Cây",
        (_name("Loại cây", "loai cay|ten cay"), COUNT, VALUE),
        True,
    ),
    _asset(
        "3.2",
        "production_forest",
        "Rừng sản xuất",
        "rung san xuat|rung trong",
        "Rừng",
        (_name("Loại rừng", "loai rung|ten rung"), AREA, VALUE),
        True,
    ),
    _asset(
        "3.3",
        "structure",
        "Vật kiến trúc khác gắn liền với đất",
        "vat kien truc khac|vat kien truc",
        "Vật kiến trúc",
        (NAMED, COUNT, VALUE),
        True,
    ),
    _asset(
        "4",
        "precious_metal",
        "Vàng, kim cương, bạch kim và các kim loại quý, đá quý khác có tổng giá trị từ 50 triệu đồng trở lên",
        "vang, kim cuong|vang bac, da quy|vang, bac|vang bac|vang|kim loai quy, da quy|kim loai quy|vang, kim loai quy",
        "",
        (),
        True,
    ),
    _asset(
        "5",
        "money",
        "Tiền (tiền Việt Nam, ngoại tệ) gồm tiền mặt, tiền cho vay, tiền trả trước, tiền gửi cá nhân, tổ chức trong "
        "nước, tổ chức nước ngoài tại Việt Nam mà tổng giá trị quy đổi từ 50 triệu đồng trở lên",
        "tien (tien viet nam|tien viet nam, ngoai te|tien",
        "",
        (),
        True,
    ),
    _asset(
        "6.1",
        "shares",
        "Cổ phiếu",
        "co phieu",
        "Cổ phiếu",
        (_name("Tên cổ phiếu", "ten co phieu|ma co phieu"), COUNT, VALUE),
        True,
    ),
    _asset(
        "6.2",
        "bonds",
        "Trái phiếu",
        "trai phieu",
        "Trái phiếu",
        (_name("Tên trái phiếu", "ten trai phieu"), COUNT, VALUE),
        True,
    ),
    _asset(
        "6.3",
        "capital_contribution",
        "Vốn góp",
        "von gop|gop von",
        "",
        (_kind("Hình thức góp vốn", "hinh thuc gop von"), VALUE),
        True,
    ),
    _asset(
        "6.4",
        "other_securities",
        "Các loại giấy tờ có giá khác",
        "cac loai giay to co gia khac|cac giay to co gia khac|giay to co gia khac|giay to co gia",
        "",
        (_name("Tên giấy tờ có giá", "ten giay to co gia|ten giay to"), VALUE),
        True,
    ),
    _asset(
        "7.1",
        "registered_vehicle",
        "Tài sản theo quy định của pháp luật phải đăng ký sử dụng và được cấp giấy đăng ký (tầu bay, tầu thủy, "
        "thuyền, máy ủi, máy xúc, ô tô, mô tô, xe gắn máy...)",
        "tai san theo quy dinh cua phap luat phai dang ky|tai san phai dang ky|o to, mo to, xe gan may|o to, mo to|"
        "xe o to, mo to|xe o to|o to|xe may|mo to|xe",
        "",
        (_name("Tên tài sản", "ten tai san|ten phuong tien|loai xe"), PLATE, VALUE),
        True,
    ),
    _asset(
        "7.2",
        "other_asset",
        "Tài sản khác (đồ mỹ nghệ, đồ thờ cúng, bàn ghế, cây cảnh, tranh, ảnh, các loại tài sản khác)",
        "tai san khac|cac loai tai san khac",
        "",
        (
            _name("Tên tài sản", "ten tai san"),
            Field("acquired_on", "Năm bắt đầu sở hữu", ("nam bat dau so huu", "nam so huu")),
            VALUE,
        ),
        True,
    ),
    _asset(
        "8",
        "foreign_asset",
        "Tài sản ở nước ngoài",
        "tai san o nuoc ngoai",
        "",
        (_name("Tên tài sản", "ten tai san"), VALUE),
        True,
    ),
    _asset(
        "9",
        "foreign_account",
        "Tài khoản ở nước ngoài",
        "tai khoan o nuoc ngoai",
        "",
        (
            Field(
                "certificate_holder",
                "Tên chủ tài khoản",
                ("ten chu tai khoan", "chu tai khoan", "ho va ten chu tai khoan"),
            ),
            Field("certificate_no", "Số tài khoản", ("so tai khoan",)),
            _name(
                "Tên ngân hàng, chi nhánh ngân hàng, tổ chức nơi mở tài khoản",
                "ten ngan hang, chi nhanh ngan hang, to chuc noi mo tai khoan|noi mo tai khoan|ten ngan hang|ngan hang",
            ),
        ),
    ),
)
# Only on the form before 2020; kept, since a household that still uses it must not lose its debts.
DEBTS = Section("II.debts", "Các khoản nợ", ("cac khoan no", "khoan no"), "liabilities", "debt", "", (), True)
