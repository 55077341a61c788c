"""Words that the synthetic province is made of. Persons, firms and places are invented."""

FAMILY_NAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Trương", "Mai", "Đoàn", "Lương", "Hà", "Cao", "Châu", "Tạ", "Thái", "Ung", "Alăng", "Zơrâm",
)  # fmt: skip
FAMILY_WEIGHTS = (
    30, 11, 9, 7, 6, 5, 5, 3, 3, 2, 2, 2, 2, 1, 1, 2, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.4, 0.3, 0.3,
)  # fmt: skip
MIDDLE_MALE = ("Văn", "Đức", "Hữu", "Minh", "Quốc", "Công", "Thanh", "Xuân", "Ngọc", "Đình", "Tấn", "Anh", "Quang")
MIDDLE_FEMALE = ("Thị", "Thị Thu", "Thị Kim", "Thị Thanh", "Ngọc", "Thị Mỹ", "Thị Bích", "Thùy", "Thị Hồng", "Minh")
GIVEN_MALE = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hòa", "Hùng", "Khoa", "Kiên", "Lâm", "Long", "Lộc",
    "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Tâm", "Thành", "Thắng", "Tiến", "Toàn", "Trí", "Trung",
    "Tuấn", "Tùng", "Việt", "Vinh", "Vũ",
)  # fmt: skip
GIVEN_FEMALE = (
    "Ánh", "Châu", "Chi", "Diệp", "Dung", "Duyên", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Huyền", "Lan",
    "Liên", "Linh", "Loan", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phượng", "Quyên", "Tâm", "Thảo", "Thủy",
    "Trang", "Trinh", "Tuyết", "Vân", "Yến",
)  # fmt: skip

# district: its communes. The first of a district is its town.
DISTRICTS = {
    "thành phố Tam Sơn": ("An Mỹ", "An Xuân", "Hòa Hương", "Trường Xuân", "Tam Ngọc", "Tam Phú"),
    "thị xã Điện Thắng": ("Vĩnh Điện", "Điện An", "Điện Minh", "Điện Hòa", "Điện Tiến", "Điện Hồng"),
    "huyện Thu Bồn": ("Nam Phước", "Duy Sơn", "Duy Trinh", "Duy Châu", "Duy Nghĩa", "Duy Hải"),
    "huyện Bình Giang": ("Hà Lam", "Bình Quý", "Bình Tú", "Bình Triều", "Bình Minh", "Bình Trị"),
    "huyện Phú An": ("Phú Thịnh", "Tam Dân", "Tam Thái", "Tam Lộc", "Tam Vinh", "Tam Đại"),
    "huyện Trà Linh": ("Trà My", "Trà Dương", "Trà Giang", "Trà Tân", "Trà Đốc", "Trà Kót"),
    "huyện Đông Lâm": ("Prao", "Tà Lu", "A Rooi", "Za Hung", "Sông Kôn", "Mà Cooih"),
    "huyện Quế Hiệp": ("Đông Phú", "Quế Xuân", "Quế Phú", "Quế Mỹ", "Quế Thuận", "Quế Long"),
}
NEW_COMMUNES = {
    "thành phố Tam Sơn": ("phường Tam Sơn", "phường Hương Trà"),
    "thị xã Điện Thắng": ("phường Điện Bàn Đông", "xã Gò Nổi"),
    "huyện Thu Bồn": ("xã Nam Phước", "xã Duy Nghĩa"),
    "huyện Bình Giang": ("xã Thăng Bình", "xã Thăng Trường"),
    "huyện Phú An": ("xã Tây Hồ", "xã Chiên Đàn"),
    "huyện Trà Linh": ("xã Trà My", "xã Trà Đốc"),
    "huyện Đông Lâm": ("xã Đông Giang", "xã Sông Kôn"),
    "huyện Quế Hiệp": ("xã Quế Sơn", "xã Xuân Phú"),
}
OLD_PROVINCE, NEW_PROVINCE = "tỉnh Quảng Nam", "thành phố Đà Nẵng"
OLD_PROVINCE_CODE, NEW_PROVINCE_CODE = "49", "48"
STREETS = (
    "Phan Bội Châu", "Trần Cao Vân", "Huỳnh Thúc Kháng", "Hùng Vương", "Nguyễn Du", "Lý Thường Kiệt", "Tôn Đức Thắng",
    "Phan Chu Trinh", "Trưng Nữ Vương", "Nguyễn Hoàng", "Lê Lợi", "Trần Phú", "Bạch Đằng", "Duy Tân", "Tiểu La",
)  # fmt: skip
BANKS = (
    "Agribank", "Vietcombank", "BIDV", "VietinBank", "Sacombank", "ACB", "Đông Á", "MB", "SHB", "LPBank",
    "Kienlongbank",
)  # fmt: skip
INSURERS = ("Prudential", "Bảo Việt Nhân thọ", "Manulife", "Dai-ichi Life", "AIA")
LISTED_SHARES = (
    ("VCB", "Ngân hàng Vietcombank", 85_000), ("FPT", "Công ty cổ phần FPT", 95_000),
    ("VNM", "Vinamilk", 70_000), ("HPG", "Tập đoàn Hòa Phát", 26_000), ("MBB", "Ngân hàng MB", 21_000),
    ("SSI", "Chứng khoán SSI", 28_000), ("REE", "Cơ điện lạnh REE", 62_000),
)  # fmt: skip
CARS = (
    ("Toyota Vios", 480), ("Kia Morning", 360), ("Hyundai Grand i10", 400), ("Mazda 3", 680), ("Honda City", 560),
    ("Toyota Innova", 780), ("Mitsubishi Xpander", 620), ("Hyundai Tucson", 850), ("Ford Ranger", 750),
    ("VinFast VF 5", 540), ("VinFast Fadil", 380), ("Mazda CX-5", 860), ("Toyota Fortuner", 1_150), ("Kia Seltos", 690),
    ("Toyota Camry", 1_180),
)  # fmt: skip
MOTORBIKES = (
    ("Honda SH 150i", 105), ("Honda SH Mode", 63), ("Honda Air Blade", 48), ("Honda Vision", 36),
    ("Yamaha Exciter", 52),
    ("Honda Winner X", 47), ("Piaggio Liberty", 60), ("Yamaha Grande", 50),
)  # fmt: skip
VALUABLES = (
    ("Bộ bàn ghế gỗ hương", 85), ("Sập gụ, tủ chè", 120), ("Cây cảnh", 95), ("Bộ dàn âm thanh", 70),
    ("Đồ thờ cúng bằng gỗ mít", 65),
    ("Tranh sơn mài", 60), ("Hệ thống điện mặt trời áp mái", 110), ("Bộ bàn ghế gỗ cẩm lai", 160),
)  # fmt: skip
TREES = ("Keo lá tràm", "Cao su", "Cà phê", "Tiêu", "Bưởi da xanh", "Sầu riêng", "Cau", "Quế Trà My", "Dừa")
STRUCTURES = (
    "Tường rào, cổng ngõ",
    "Chuồng trại chăn nuôi",
    "Nhà kho",
    "Giếng khoan, sân bê tông",
    "Hồ nuôi cá",
    "Mái che sân",
)
CONSTRUCTIONS = ("Nhà kho", "Nhà trọ 6 phòng", "Ki ốt cho thuê", "Nhà xưởng", "Trang trại heo", "Nhà nghỉ nhỏ")
LAND_KINDS = (
    ("Đất trồng cây lâu năm", 1_500), ("Đất trồng lúa", 900), ("Đất trồng cây hằng năm", 1_200),
    ("Đất rừng sản xuất", 15_000), ("Đất nuôi trồng thủy sản", 3_000), ("Đất thương mại, dịch vụ", 250),
)  # fmt: skip
SPOUSE_JOBS = (
    # occupation, workplace, income source, yearly income in million VND, weight
    ("Giáo viên", "Trường THCS {commune}", "salary", 140, 22),
    ("Công chức", "UBND {commune}", "salary", 130, 12),
    ("Bác sĩ", "Bệnh viện đa khoa khu vực", "salary", 230, 6),
    ("Điều dưỡng", "Trung tâm Y tế huyện", "salary", 120, 6),
    ("Nhân viên ngân hàng", "Ngân hàng {bank}", "salary", 260, 6),
    ("Kế toán", "Công ty TNHH {firm}", "salary", 130, 9),
    ("Công nhân", "Công ty may {firm}", "salary", 100, 7),
    ("Kinh doanh", "Hộ kinh doanh tại nhà", "business", 200, 12),
    ("Buôn bán", "Chợ {commune}", "business", 150, 8),
    ("Nông dân", "Làm nông tại địa phương", "farm", 80, 8),
    ("Nội trợ", "", "", 0, 6),
    ("Hưu trí", "Nghỉ hưu", "salary", 80, 3),
)
FIRM_WORDS = (
    "Hoàng Gia", "Trường Phát", "An Thịnh", "Đại Lộc Phát", "Minh Khang", "Thành Công", "Quảng Đà", "Sông Thu",
    "Phú Hưng",
    "Tân Tiến", "Nam Việt", "Đất Quảng", "Bình An", "Hưng Thịnh", "Thiên Ân", "Vạn Phúc", "Khải Hoàn", "Tiến Đạt",
)  # fmt: skip
FIRM_FIELDS = {
    "construction": "Xây dựng", "land": "Bất động sản", "health": "Thiết bị y tế", "education": "Thiết bị giáo dục",
    "transport": "Vận tải", "finance": "Tư vấn tài chính", "agriculture": "Nông nghiệp", "trade": "Thương mại",
    "culture": "Du lịch", "technology": "Công nghệ", "environment": "Môi trường", "mining": "Khoáng sản",
}  # fmt: skip
