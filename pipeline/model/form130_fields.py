"""Labels of the form that several sections of part II share."""

from pipeline.model.form130_people import Field

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
    "giay cnqsdd",
    "giay cnqsd dat",
    "gcn quyen su dung dat",
    "gcn qsd dat",
    "gcnqsd dat",
    "gcn qsdd",
    "gcnqsdd",
    "so do",
    "so hong",
    "gcn",
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
