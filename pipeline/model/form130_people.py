"""What a section of the form is; the head of the form and part I.

Names are folded (small letters without diacritics), so that they serve text with and without them.
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
