"""What declarants write in section III, as data: for each matter several ways of saying it."""

PHRASES: dict[str, tuple[str, ...]] = {
    "savings_up": (
        "Tích lũy từ lương và phụ cấp của hai vợ chồng",
        "Tiền tiết kiệm từ thu nhập hằng năm của gia đình",
        "Do tích lũy từ lương",
        "Tiền dành dụm hằng tháng gửi tiết kiệm",
        "Từ lương, thưởng trong kỳ sau khi trừ chi tiêu gia đình",
        "Lãi tiền gửi và tiền lương tích lũy",
        "Tích lũy {money} từ tiền lương và thu nhập của vợ/chồng",
        "Thu nhập trong năm còn lại sau chi tiêu",
    ),
    "savings_down": (
        "Rút tiết kiệm để chi tiêu gia đình",
        "Sử dụng vào việc mua sắm, chi tiêu trong năm",
        "Rút tiền gửi chi phí học tập cho con",
        "Rút sổ tiết kiệm để mua tài sản nêu trên",
        "Giảm do chi tiêu và chữa bệnh cho người thân",
        "Chi sửa chữa nhà cửa, tiêu dùng",
    ),
    "own_funds": (
        "tiền tiết kiệm của gia đình",
        "tiền tích lũy của hai vợ chồng",
        "tiền gửi tiết kiệm {own}",
        "vốn tự có {own}",
        "tiền dành dụm {own}",
    ),
    "bank_loan": (
        "vay Ngân hàng {bank} {loan}",
        "vay {loan} tại Ngân hàng {bank}",
        "vay thế chấp NH {bank} số tiền {loan}",
    ),
    "family_loan": (
        "vay anh trai ruột {lender} {loan}",
        "mượn của người nhà {lender} {loan}",
        "vay bố mẹ vợ {loan}",
        "vay người thân {loan}",
    ),
    "bought_land": (
        "Nhận chuyển nhượng quyền sử dụng đất với giá {price}; nguồn tiền: {funds}",
        "Mua thửa đất {area} m2 tại {where}, giá {price}, từ {funds}",
        "Mua đất giá {price} bằng {funds}",
        "Trong năm có mua 01 lô đất tại {where} trị giá {price}. Nguồn gốc: {funds}",
    ),
    "bought_thing": (
        "Mua {what} giá {price}, nguồn tiền: {funds}",
        "Mua mới {what}, trị giá {price} từ {funds}",
        "Mua {what} bằng {funds}",
        "{what}: mua ngày {day} với giá {price}; {funds}",
    ),
    "built": (
        "Xây nhà trên thửa đất của gia đình, chi phí {price}, nguồn: {funds}",
        "Xây dựng mới nhà ở hết {price} từ {funds}",
        "Hoàn thành xây dựng nhà, kinh phí {price}; {funds}",
    ),
    "sold": (
        "Bán {what} cho {buyer} với giá {price}",
        "Chuyển nhượng {what} tại {where}, số tiền {price} theo hợp đồng ngày {day}",
        "Đã bán {what}, thu về {price}",
        "Chuyển nhượng cho {buyer} ngày {day}, giá chuyển nhượng {price}",
    ),
    "from_sale": (
        "Tiền bán {what} được {price}",
        "Do bán {what} thu {price}, gửi ngân hàng",
        "Nguồn: bán {what} với giá {price}",
    ),
    "sold_thing": ("Bán {what} cũ được {price}", "Đã bán {what} với giá {price}", "Thanh lý {what}, thu {price}"),
    "scrapped": ("{what} đã cũ hỏng, không còn sử dụng", "Đã cho người thân {what} cũ", "Thanh lý, không còn sử dụng"),
    "inherited": (
        "Được thừa kế từ {giver} mất ngày {death}, theo văn bản phân chia di sản ngày {day}, trị giá {price}",
        "Thừa kế của {giver} (mất ngày {death}), giá trị ước tính {price}",
        "Nhận phần di sản thừa kế do {giver} để lại {price}, có văn bản thỏa thuận của các đồng thừa kế ngày {day}",
    ),
    "given": (
        "Được {giver} tặng cho theo hợp đồng tặng cho ngày {day}, giá trị ước tính {price}",
        "{giver} cho, có hợp đồng tặng cho công chứng ngày {day}",
        "Nhận tặng cho từ {giver} trị giá {price}",
    ),
    "money_given": (
        "{giver} cho tiền {price}",
        "Được {giver} hỗ trợ {price}",
        "Cha mẹ cho {price}, người cho: {giver}",
    ),
    "compensation": (
        "Nhà nước thu hồi {area} m2 đất làm {project}, nhận tiền bồi thường, hỗ trợ {price} theo quyết định ngày {day}",
        "Tiền đền bù giải tỏa {price} do thu hồi đất làm {project}",
        "Bồi thường, hỗ trợ khi Nhà nước thu hồi đất {price}",
    ),
    "insurance": (
        "Đáo hạn hợp đồng bảo hiểm nhân thọ {insurer}, nhận {price}",
        "Công ty {insurer} chi trả quyền lợi bảo hiểm {price} ngày {day}",
    ),
    "lump_sum": (
        "Vợ/chồng nghỉ hưu, nhận trợ cấp một lần {price}",
        "Nhận trợ cấp nghỉ hưu trước tuổi theo Nghị định 178/2024/NĐ-CP số tiền {price}",
        "Trợ cấp một lần khi nghỉ việc do sắp xếp bộ máy: {price}",
    ),
    "married": (
        "Kết hôn ngày {day}, tài sản của {who} có trước hôn nhân",
        "Tài sản riêng của {who} trước khi kết hôn (đăng ký kết hôn ngày {day})",
    ),
    "wedding_gifts": (
        "Vàng cưới được hai bên gia đình tặng ngày {day}",
        "Vàng, tiền mừng cưới tháng {month}, trị giá {price}",
    ),
    "divorced": (
        "Ly hôn theo Quyết định số {number}/QĐST-HNGĐ ngày {day} của Tòa án nhân dân khu vực, chia tài sản cho {who}",
        "Giảm do phân chia tài sản khi ly hôn, Quyết định số {number}/QĐST-HNGĐ ngày {day}",
    ),
    "child_18": (
        "Con {who} đã đủ 18 tuổi, không thuộc diện kê khai",
        "Tài sản của con {who} đã thành niên (sinh {day})",
    ),
    "threshold": (
        "Giá trị dưới 150 triệu đồng, không thuộc diện phải kê khai theo quy định mới",
        "Không kê khai do dưới mức 150 triệu đồng theo Luật sửa đổi có hiệu lực từ 01/7/2026",
    ),
    "split": (
        "Tách thửa đất thành {count} thửa",
        "Tách thửa theo giấy chứng nhận mới cấp ngày {day}, tổng diện tích không đổi",
    ),
    "merged": (
        "Hợp {count} thửa liền kề thành một thửa",
        "Gộp thửa, cấp lại giấy chứng nhận ngày {day}, diện tích bằng tổng các thửa cũ",
    ),
    "reissued": (
        "Cấp đổi giấy chứng nhận quyền sử dụng đất ngày {day}",
        "Đổi sổ mới do sắp xếp đơn vị hành chính, không thay đổi diện tích",
    ),
    "revalued": (
        "Điều chỉnh giá trị theo bảng giá đất mới",
        "Giá vàng tăng, số lượng không thay đổi",
        "Kê khai lại theo giá thị trường",
    ),
    "gold_bought": (
        "Mua {what} từ tiền tích lũy",
        "Mua {what} bằng tiền lương, thưởng",
        "Mua {what} tại tiệm vàng, nguồn tiền tiết kiệm",
    ),
    "gold_sold": ("Bán {what} được {price}", "Bán {what} để lấy tiền chi tiêu, thu {price}"),
    "hui_in": ("Hốt hụi {price}", "Nhận tiền góp hụi (họ) đến kỳ {price}"),
    "hui_out": ("Góp hụi (họ) hằng tháng với nhóm đồng nghiệp, hàng xóm", "Tiền chơi hụi {price}, nhóm {count} người"),
    "lent": ("Cho {who} vay {price}", "Cho {who} mượn {price} làm ăn"),
    "lent_back": ("Thu hồi tiền cho {who} vay {price}", "{who} trả nợ {price}"),
    "bank_repaid": ("Trả nợ vay Ngân hàng {bank} {price}", "Đã trả gốc và lãi vay {bank} {price}"),
    "loan_repaid": ("Trả nợ vay {lender} {price}", "Hoàn trả {price} đã mượn của {lender} năm {year}"),
    "wedding_of_child": ("Chi tổ chức đám cưới cho con {price}", "Cưới con, mua vàng cho con, hết {price}"),
    "shares_bought": ("Mua cổ phiếu niêm yết từ tiền tích lũy", "Mua {what} qua công ty chứng khoán, giá {price}"),
    "capital_in": ("Góp vốn {price} từ {funds}", "Góp vốn vào {what} bằng tiền tích lũy"),
    "second_job": ("Thu nhập làm thêm tại {payer} {price}", "Hợp đồng cộng tác với {payer}, thu nhập sau thuế {price}"),
    "income": (
        "Tổng thu nhập trong kỳ: {lines}",
        "Gồm: {lines}",
        "Trong đó: {lines}",
        "{lines}",
    ),
    "income_short": (
        "Lương và các khoản thu nhập khác trong năm",
        "Thu nhập từ lương, phụ cấp và thu nhập của vợ/chồng",
        "Tổng thu nhập giữa hai lần kê khai",
    ),
}
SOURCE_WORDS = {
    "salary": ("lương, phụ cấp", "tiền lương", "lương và thưởng"),
    "business": ("kinh doanh", "thu nhập từ buôn bán", "hộ kinh doanh"),
    "farm": ("sản xuất nông nghiệp", "làm vườn, chăn nuôi", "bán nông sản"),
    "rent": ("cho thuê nhà", "tiền cho thuê mặt bằng"),
    "interest": ("lãi tiền gửi", "lãi tiết kiệm"),
    "asset_sale": ("tiền bán tài sản", "tiền chuyển nhượng đất, tài sản"),
    "gift": ("được tặng cho", "cha mẹ cho"),
    "inheritance": ("thừa kế",),
    "compensation": ("tiền bồi thường, hỗ trợ", "đền bù, bảo hiểm chi trả"),
    "loan": ("tiền vay",),
    "other": ("thu nhập khác", "thu khác"),
}
RECIPIENT_WORDS = {"declarant": "bản thân", "spouse": "vợ/chồng", "minor_children": "con", "joint": "chung"}
