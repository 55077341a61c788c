"""The form of Decree 130/2020, Appendices I and II, as data: its sections, labels and the columns that they fill.

Names are folded (small letters without diacritics), so that they serve text with and without them. A section is
known by its name, not by its number: II.3.2 is production forest, III.3.2 is structures.
"""

from typing import NamedTuple


class Field(NamedTuple):
    """A label of the form, the canonical column that it fills, and the other names that people give it.

    Columns that no table has (`residence`, `id_issued_on`, `id_issued_by`) are kept in `raw`.
    """

    column: str
    label: str
    names: tuple[str, ...]


class Section(NamedTuple):
    """A section: where its rows go, what its heading may be called, what one item is called, and its fields.

    `word` is the category of an asset or movement, the relation of a person, or empty; in a `free` section people
    write whole lines (`Vàng SJC: 3 lượng, 250.000.000 đồng`).
    """

    code: str
    title: str
    names: tuple[str, ...]
    table: str
    word: str = ""
    item: str = ""
    fields: tuple[Field, ...] = ()
    free: bool = False

    @property
    def number(self) -> str:
        """`1.1` of `II.1.1`."""
        return self.code.partition(".")[2] or self.code


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = "BẢN KÊ KHAI TÀI SẢN, THU NHẬP"
KIND_WORDS = {
    "FIRST": "LẦN ĐẦU",
    "ANNUAL": "HẰNG NĂM",
    "SUPPLEMENT": "BỔ SUNG",
    "PERSONNEL": "PHỤC VỤ CÔNG TÁC CÁN BỘ",
}
KIND_NAMES = {
    "PERSONNEL": ("phuc vu cong tac can bo", "cong tac can bo", "phuc vu bo nhiem", "phuc vu bau cu", "ung cu"),
    "SUPPLEMENT": ("bo sung",),
    "FIRST": ("lan dau",),
    "ANNUAL": ("hang nam", "thuong nien", "dinh ky"),
}

NAME = Field("full_name", "Họ và tên", ("ho va ten", "ho ten", "ho, ten", "ten nguoi ke khai"))
BORN = Field(
    "birth_date",
    "Ngày tháng năm sinh",
    ("ngay thang nam sinh", "ngay, thang, nam sinh", "ngay sinh", "nam sinh", "sinh ngay", "ngay/thang/nam sinh"),
)
RESIDENCE = Field(
    "residence", "Nơi thường trú", ("noi thuong tru", "noi dang ky thuong tru", "ho khau thuong tru", "cho o hien tai")
)
ID_NUMBER = Field(
    "personal_id",
    "Số căn cước công dân hoặc giấy chứng minh nhân dân",
    (
        "so can cuoc cong dan hoac giay chung minh nhan dan",
        "so can cuoc cong dan hoac chung minh nhan dan",
        "can cuoc cong dan hoac giay chung minh nhan dan",
        "so can cuoc cong dan",
        "can cuoc cong dan",
        "so dinh danh ca nhan",
        "so can cuoc",
        "so cccd/cmnd",
        "so cccd hoac cmnd",
        "cccd/cmnd",
        "so cccd",
        "so cmnd",
        "cccd",
        "cmnd",
        "so chung minh nhan dan",
    ),
)
ID_DAY = Field("id_issued_on", "ngày cấp", ("ngay cap", "cap ngay"))
ID_PLACE = Field("id_issued_by", "nơi cấp", ("noi cap", "co quan cap"))
JOB = Field("occupation", "Nghề nghiệp", ("nghe nghiep", "chuc vu/chuc danh", "chuc vu", "chuc danh"))
WORKPLACE = Field(
    "workplace",
    "Nơi làm việc",
    ("noi lam viec", "co quan/don vi cong tac", "co quan, don vi cong tac", "don vi cong tac", "noi cong tac"),
)
IDENTITY = (ID_NUMBER, ID_DAY, ID_PLACE)

# What an office prints above the form beside the official text; all may be missing.
HEAD = Section(
    "head",
    TITLE,
    (),
    "declarations",
    fields=(
        Field("unit_name", "Tên cơ quan, đơn vị", ("ten co quan, don vi", "co quan, don vi", "ten don vi")),
        Field("declaration_id", "Mã bản kê khai", ("ma ban ke khai", "so ban ke khai", "ma ho so")),
        Field("declarant_id", "Mã người kê khai", ("ma nguoi ke khai",)),
        Field("unit_code", "Mã cơ quan, đơn vị", ("ma co quan, don vi", "ma don vi", "ma co quan")),
        Field("province_code", "Mã tỉnh, thành phố", ("ma tinh, thanh pho", "ma tinh")),
        Field("commune_code", "Mã xã, phường", ("ma xa, phuong", "ma xa")),
        Field("grade", "Mã ngạch, bậc", ("ma ngach, bac", "ngach, bac")),
        Field("post_field", "Lĩnh vực công tác", ("linh vuc cong tac",)),
        Field("is_leader", "Là người đứng đầu hoặc cấp phó", ("la nguoi dung dau hoac cap pho",)),
        Field("control_body", "Cơ quan kiểm soát tài sản, thu nhập", ("co quan kiem soat tai san, thu nhap",)),
        Field("appointed_on", "Ngày bổ nhiệm", ("ngay bo nhiem",)),
        Field(
            "declared_on", "Ngày hoàn thành bản kê khai", ("ngay hoan thanh ban ke khai", "ngay ke khai", "ngay lap")
        ),
    ),
)
PART_I = Section("I", "THÔNG TIN CHUNG", ("thong tin chung",), "declarations")
DECLARANT = Section(
    "I.1",
    "Người kê khai tài sản, thu nhập",
    ("nguoi ke khai tai san", "nguoi ke khai"),
    "declarations",
    "declarant",
    "",
    (
        NAME,
        BORN,
        Field(
            "position",
            "Chức vụ/chức danh công tác",
            (
                "chuc vu/chuc danh cong tac",
                "chuc vu, chuc danh cong tac",
                "chuc vu/chuc danh",
                "chuc vu, chuc danh",
                "chuc danh",
                "chuc vu",
            ),
        ),
        WORKPLACE._replace(label="Cơ quan/đơn vị công tác"),
        RESIDENCE,
        *IDENTITY,
    ),
)
SPOUSE = Section(
    "I.2",
    "Vợ hoặc chồng của người kê khai tài sản, thu nhập",
    ("vo hoac chong", "vo/chong", "vo (chong)", "vo (hoac chong)", "vo hoac (chong)", "vo chong cua nguoi"),
    "family",
    "spouse",
    "",
    (NAME, BORN, JOB, WORKPLACE, RESIDENCE, *IDENTITY),
)
CHILDREN = Section(
    "I.3",
    "Con chưa thành niên (con đẻ, con nuôi theo quy định của pháp luật)",
    ("con chua thanh nien", "con chua thanh nien (con de"),
    "family",
    "minor_child",
    "Con",
    (
        NAME,
        BORN,
        RESIDENCE,
        *IDENTITY,
        JOB,
        WORKPLACE._replace(
            label="Nơi học tập, làm việc", names=("noi hoc tap, lam viec", "noi hoc tap", "truong", "noi lam viec")
        ),
    ),
)
PEOPLE = (DECLARANT, SPOUSE, CHILDREN)
PART_II = Section("II", "THÔNG TIN MÔ TẢ VỀ TÀI SẢN", ("thong tin mo ta ve tai san", "thong tin ve tai san"), "assets")

ADDRESS = Field("address", "Địa chỉ", ("dia chi", "vi tri", "noi co dat"))
AREA = Field("area_m2", "Diện tích", ("dien tich dat", "dien tich"))
VALUE = Field("value_vnd", "Giá trị", ("gia tri", "tri gia", "so tien", "tong gia tri", "thanh tien"))
COUNT = Field("quantity", "Số lượng", ("so luong", "khoi luong", "so co phan"))
OTHER = Field("note", "Thông tin khác (nếu có)", ("thong tin khac", "ghi chu"))
NAMED = Field("name", "Tên gọi", ("ten goi", "ten tai san", "ten"))
CERTIFICATE_NAMES = (
    "giay chung nhan quyen su dung dat",
    "giay chung nhan quyen su dung",
    "giay chung nhan quyen so huu",
    "giay chung nhan qsd dat",
    "giay chung nhan",
    "gcn qsdd",
    "gcnqsdd",
    "so do",
    "so hong",
)
LAND_CERTIFICATE = Field("certificate_no", "Giấy chứng nhận quyền sử dụng", CERTIFICATE_NAMES)
HOUSE_CERTIFICATE = Field("certificate_no", "Giấy chứng nhận quyền sở hữu", CERTIFICATE_NAMES)
PLATE = Field(
    "registration_no",
    "Số đăng ký",
    ("so dang ky", "bien kiem soat", "bien so dang ky", "bien so", "bks", "dang ky so"),
)
# What may be said of any asset beside its section's fields; written after "Thông tin khác".
BESIDE = (
    NAMED,
    Field("kind", "Loại", ("loai tai san", "loai tien", "loai")),
    ADDRESS,
    AREA,
    COUNT,
    VALUE,
    Field("certificate_no", "Số tài khoản, số giấy tờ", ("so tai khoan, so giay to", "so tai khoan", "so giay to")),
    Field(
        "certificate_holder",
        "Người đứng tên giấy tờ",
        ("nguoi dung ten giay to", "ten nguoi duoc cap", "nguoi duoc cap", "ten chu tai khoan", "ten nguoi dung ten"),
    ),
    PLATE,
    Field("holder", "Chủ sở hữu, sử dụng", ("chu so huu, su dung", "chu so huu", "nguoi so huu", "dung ten")),
    Field(
        "acquired_on",
        "Thời điểm có được",
        ("thoi diem co duoc", "thoi diem bat dau so huu", "nam bat dau so huu", "ngay mua", "nam mua"),
    ),
    Field("commune_code", "Mã xã, phường", ("ma xa, phuong", "ma xa")),
    Field("building_class", "Cấp công trình", ("cap cong trinh",)),
    Field("country", "Quốc gia", ("quoc gia", "ten nuoc", "tai nuoc")),
    Field("foreign", "Số ngoại tệ", ("so ngoai te", "ngoai te")),
    Field("value_unknown_reason", "Lý do không xác định được giá trị", ("ly do khong xac dinh duoc gia tri", "ly do")),
    OTHER,
)


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
    ("bien dong tai san", "giai trinh su bien dong", "giai trinh nguon goc", "bien dong ve tai san"),
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
