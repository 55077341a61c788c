# ruff: noqa: E501
"""The forms of data_samples/forms: how clerks really fill the official form, written by hand.

`python -m tests.forms_variants` writes the files again. A string is a paragraph, a list of rows a table; a cell that is
a pair (text, number) spans so many columns, and the cell `^` goes on with the one above it.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from docx import Document
from docx.table import Table

FOLDER = Path(__file__).resolve().parent.parent / "data_samples" / "forms"
Cell = str | tuple[str, int]
Rows = Sequence[Sequence[Cell]]
Content = Sequence[str | Rows]
DOTS = "." * 30
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"

OFFICIAL: Content = [
    [["UBND TỈNH QUẢNG NAM\nSỞ TÀI CHÍNH\n-------", NATION + "\n---------------"]],
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM (1)",
    "(Ngày 15 tháng 12 năm 2024) (2)",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    f"- Họ và tên: Nguyễn Văn An{DOTS}Ngày tháng năm sinh: 02/09/1975{DOTS}",
    f"- Chức vụ/chức danh công tác: Phó Giám đốc{DOTS}",
    f"- Cơ quan/đơn vị công tác: Sở Tài chính{DOTS}",
    "- Nơi thường trú: 25 Hùng Vương, phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "- Số căn cước công dân hoặc giấy chứng minh nhân dân (3): 049075001234 ngày cấp: 10/05/2021 nơi cấp: Cục Cảnh sát "
    "quản lý hành chính về trật tự xã hội",
    "2. Vợ hoặc chồng của người kê khai tài sản, thu nhập",
    "- Họ và tên: Trần Thị Bình            Ngày tháng năm sinh: 20/10/1978",
    "- Nghề nghiệp: Giáo viên",
    "- Nơi làm việc (4): Trường THPT Trần Cao Vân",
    "- Nơi thường trú: 25 Hùng Vương, phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "- Số căn cước công dân hoặc giấy chứng minh nhân dân: 049178002345 ngày cấp: 11/05/2021 nơi cấp: Cục Cảnh sát",
    "3. Con chưa thành niên (con đẻ, con nuôi theo quy định của pháp luật)",
    "3.1. Con thứ nhất:",
    "- Họ và tên: Nguyễn Trần Minh Châu        Ngày tháng năm sinh: 05/03/2010",
    "- Nơi thường trú: như trên",
    f"- Số căn cước công dân hoặc giấy chứng minh nhân dân: {DOTS} ngày cấp: {DOTS} nơi cấp: {DOTS}",
    "3.2. Con thứ hai:",
    "- Họ và tên: Nguyễn Trần Gia Bảo        Ngày tháng năm sinh: 17/08/2014",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN (5)",
    "1. Quyền sử dụng thực tế đối với đất (6):",
    "1.1. Đất ở (7):",
    "1.1.1. Thửa thứ nhất:",
    "- Địa chỉ (8): thửa đất số 120, tờ bản đồ số 15, phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "- Diện tích (9): 150 m2",
    "- Giá trị (10): 850.000.000 đồng",
    "- Giấy chứng nhận quyền sử dụng (11): số BM 123456, tên người được cấp: Nguyễn Văn An và Trần Thị Bình",
    f"- Thông tin khác (nếu có) (12): {DOTS}",
    "1.1.2. Thửa thứ 2: (kê khai tương tự như thửa thứ nhất)",
    "- Địa chỉ: thôn 4, xã Tam Ngọc, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "- Diện tích: 200 m²",
    "- Giá trị: không xác định được giá trị do cha mẹ để lại từ năm 1990",
    "- Giấy chứng nhận quyền sử dụng: chưa được cấp giấy chứng nhận quyền sử dụng đất",
    "- Thông tin khác (nếu có): cho em trai mượn ở",
    "1.2. Các loại đất khác (13):",
    "1.2.1. Thửa thứ nhất:",
    "- Loại đất: đất trồng cây lâu năm; Địa chỉ: xã Tam Đại, huyện Phú Ninh, tỉnh Quảng Nam",
    "- Diện tích: 0,5 ha",
    "- Giá trị: 120.000.000 đồng (giá trị ước tính)",
    "- Giấy chứng nhận quyền sử dụng: CĐ 654321, tên người được cấp: Trần Thị Bình",
    "2. Nhà ở, công trình xây dựng:",
    "2.1. Nhà ở:",
    "2.1.1. Nhà thứ nhất:",
    "- Địa chỉ: 25 Hùng Vương, phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "- Loại nhà (14): nhà ở riêng lẻ",
    "- Diện tích sử dụng (15): 180 m2",
    "- Giá trị: 1.200.000.000 đồng",
    "- Giấy chứng nhận quyền sở hữu: chưa được cấp giấy chứng nhận",
    f"- Thông tin khác (nếu có): {DOTS}",
    "2.2. Công trình xây dựng khác (16): Không có",
    "3. Tài sản khác gắn liền với đất (17):",
    "3.1. Cây lâu năm (18):",
    "- Loại cây: keo lá tràm     Số lượng: 1.200 cây     Giá trị: 60.000.000 đồng",
    "3.2. Rừng sản xuất (19): Không",
    "3.3. Vật kiến trúc khác gắn liền với đất: Không",
    "4. Vàng, kim cương, bạch kim và các kim loại quý, đá quý khác có tổng giá trị từ 50 triệu đồng trở lên (20):",
    "- Vàng SJC: 3 lượng, 225.000.000 đồng",
    "5. Tiền (tiền Việt Nam, ngoại tệ) gồm tiền mặt, tiền cho vay, tiền trả trước, tiền gửi cá nhân, tổ chức trong nước, "
    "tổ chức nước ngoài tại Việt Nam mà tổng giá trị quy đổi từ 50 triệu đồng trở lên (21):",
    "- Tiền mặt: 80.000.000 đồng",
    "- Tiền gửi tiết kiệm tại Ngân hàng Agribank: 500.000.000 đồng",
    "- Cho ông Lê Văn Tám vay: 100.000.000 đồng",
    "6. Cổ phiếu, trái phiếu, vốn góp, các loại giấy tờ có giá khác mà tổng giá trị từ 50 triệu đồng trở lên:",
    "6.1. Cổ phiếu:",
    "- Tên cổ phiếu: VCB      Số lượng: 1.000      Giá trị: 85.000.000 đồng",
    "6.2. Trái phiếu: Không",
    "6.3. Vốn góp (22): Không",
    "6.4. Các loại giấy tờ có giá khác (23):",
    "- Tên giấy tờ có giá: Hợp đồng bảo hiểm nhân thọ Bảo Việt    Giá trị: 55.000.000 đồng",
    "7. Tài sản khác mà mỗi tài sản có giá trị từ 50 triệu đồng trở lên, bao gồm:",
    "7.1. Tài sản theo quy định của pháp luật phải đăng ký sử dụng và được cấp giấy đăng ký (tầu bay, tầu thủy, thuyền, "
    "máy ủi, máy xúc, ô tô, mô tô, xe gắn máy...) (24):",
    "- Tên tài sản: Ô tô Toyota Vios     Số đăng ký: 92A-123.45     Giá trị: 520.000.000 đồng",
    "7.2. Tài sản khác (đồ mỹ nghệ, đồ thờ cúng, bàn ghế, cây cảnh, tranh, ảnh, các loại tài sản khác) (25):",
    f"- Tên tài sản: {DOTS} Năm bắt đầu sở hữu: {DOTS} Giá trị: {DOTS}",
    "8. Tài sản ở nước ngoài (26): Không",
    "9. Tài khoản ở nước ngoài (27):",
    f"- Tên chủ tài khoản: {DOTS}, số tài khoản: {DOTS}",
    f"- Tên ngân hàng, chi nhánh ngân hàng, tổ chức nơi mở tài khoản: {DOTS}",
    "10. Tổng thu nhập giữa hai lần kê khai (28):",
    "- Tổng thu nhập của người kê khai: 240.000.000 đồng",
    "- Tổng thu nhập của vợ (hoặc chồng): 180.000.000 đồng",
    f"- Tổng thu nhập của con chưa thành niên: {DOTS}",
    "- Tổng các khoản thu nhập chung: 25.000.000 đồng",
    "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM (29)",
    "(Nếu không có biến động thì ghi rõ là “Không có biến động” ngay sau tên của Mục III)",
    [
        ["Loại tài sản, thu nhập", ("Tăng (30) /giảm (31)", 2), "Nội dung giải trình nguồn gốc của tài sản tăng thêm và tổng thu nhập"],
        ["^", "Số lượng tài sản", "Giá trị tài sản, thu nhập", "^"],
        ["1. Quyền sử dụng thực tế đối với đất", "", "", ""],
        ["1.1. Đất ở", "", "", ""],
        ["1.2. Các loại đất khác", "+ 1 thửa", "+ 120.000.000 đồng", "Nhận tặng cho từ cha mẹ vợ, hợp đồng tặng cho ngày 12/03/2024"],
        ["2. Nhà ở, công trình xây dựng", "", "", ""],
        ["2.1. Nhà ở", "", "", ""],
        ["2.2. Công trình xây dựng khác", "", "", ""],
        ["3. Tài sản khác gắn liền với đất", "", "", ""],
        ["3.1. Cây lâu năm, rừng sản xuất", "", "", ""],
        ["3.2. Vật kiến trúc gắn liền với đất", "", "", ""],
        ["4. Vàng, kim cương, bạch kim và các kim loại quý, đá quý khác có tổng giá trị từ 50 triệu đồng trở lên", "", "", ""],
        ["5. Tiền (tiền Việt Nam, ngoại tệ) gồm tiền mặt, tiền cho vay, tiền trả trước, tiền gửi cá nhân", "", "+ 150.000.000 đồng", "Tích lũy từ tiền lương của hai vợ chồng"],
        ["6. Cổ phiếu, trái phiếu, vốn góp, các loại giấy tờ có giá khác", "", "", ""],
        ["6.1. Cổ phiếu", "- 200", "- 17.000.000 đồng", "Bán cổ phiếu VCB"],
        ["6.2. Trái phiếu", "", "", ""],
        ["6.3. Vốn góp", "", "", ""],
        ["6.4. Các loại giấy tờ có giá khác", "", "", ""],
        ["7. Tài sản khác có giá trị từ 50 triệu đồng trở lên:", "", "", ""],
        ["7.1. Tài sản theo quy định của pháp luật phải đăng ký sử dụng và được cấp giấy đăng ký", "", "", ""],
        ["7.2. Tài sản khác", "", "", ""],
        ["8. Tài sản ở nước ngoài", "", "", ""],
        ["9. Tổng thu nhập giữa hai lần kê khai (32)", "", "445.000.000 đồng", "Lương của chồng 240.000.000 đồng, lương của vợ 180.000.000 đồng, cho thuê nhà 25.000.000 đồng"],
    ],
    [["Tam Kỳ, ngày 20 tháng 12 năm 2024\nNGƯỜI NHẬN BẢN KÊ KHAI\n(Ký, ghi rõ họ tên, chức vụ/chức danh)\nPhạm Văn Kiểm", "Tam Kỳ, ngày 15 tháng 12 năm 2024\nNGƯỜI KÊ KHAI TÀI SẢN\n(Ký, ghi rõ họ tên)\nNguyễn Văn An"]],
]  # fmt: skip

NO_DIACRITICS: Content = [
    "PHONG GIAO DUC VA DAO TAO",
    "CONG HOA XA HOI CHU NGHIA VIET NAM",
    "Doc lap - Tu do - Hanh phuc",
    "BAN KE KHAI TAI SAN, THU NHAP HANG NAM",
    "(Ngay 20 thang 11 nam 2023)",
    "THONG TIN CHUNG",
    "Nguoi ke khai tai san, thu nhap",
    "Ho va ten: LE THI HOA",
    "Ngay thang nam sinh: 12/4/1980",
    "Chuc vu/chuc danh cong tac: Truong phong",
    "Co quan/don vi cong tac: Phong Giao duc va Dao tao",
    "Noi thuong tru: xa Dien Hoa",
    "So CCCD: 49180012345, ngay cap: 01/01/2022, noi cap: Cuc Canh sat",
    "Vo hoac chong cua nguoi ke khai: khong co (doc than)",
    "Con chua thanh nien: khong",
    "THONG TIN MO TA VE TAI SAN",
    "Quyen su dung thuc te doi voi dat",
    "Dat o",
    "Thua 1: dia chi: to 3, thon Bich Bac, xa Dien Hoa; dien tich: 2 sao; gia tri: 300 trieu; giay chung nhan: AB 112233 dung ten Le Thi Hoa",
    "Cac loai dat khac: khong",
    "Nha o, cong trinh xay dung",
    "Nha o",
    "Dia chi: to 3, thon Bich Bac, xa Dien Hoa",
    "Loai nha: nha cap 4",
    "Dien tich su dung: 95 m2",
    "Gia tri: 450 trieu dong",
    "Giay chung nhan: chua duoc cap",
    "Cong trinh xay dung khac: khong",
    "Vang, kim cuong, bach kim: 3 cay vang SJC 210 trieu",
    "Tien: tien mat 60 trieu",
    "- So tiet kiem tai Agribank: 1 ty 200 trieu",
    "Xe may Honda SH bien so 92H1-123.45 tri gia 85 trieu",
    "Tai san o nuoc ngoai: khong",
    "Tai khoan o nuoc ngoai: khong",
    "Tong thu nhap giua hai lan ke khai: tu ngay 25/11/2022 den ngay 19/11/2023",
    "Cua nguoi ke khai: 195 trieu",
    "Cua vo (chong): khong",
    "BIEN DONG TAI SAN, THU NHAP; GIAI TRINH NGUON GOC: Khong co bien dong",
    "NGUOI KE KHAI TAI SAN",
]  # fmt: skip

ONE_TABLE: Content = [
    [
        [("TÊN CƠ QUAN, ĐƠN VỊ: CHI CỤC KIỂM LÂM", 4)],
        [("BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM", 4)],
        [("Ngày hoàn thành bản kê khai: 05/11/2025", 4)],
        ["I", ("THÔNG TIN CHUNG", 3)],
        ["1", ("Người kê khai tài sản, thu nhập", 3)],
        ["", "Họ và tên", ("Zơrâm Thị Nhung", 2)],
        ["", "Ngày tháng năm sinh", "1985", "Số CCCD: 049185003456"],
        ["", "Chức vụ", ("Kiểm lâm viên", 2)],
        ["", "Cơ quan/đơn vị công tác", ("Chi cục Kiểm lâm", 2)],
        ["2", ("Vợ hoặc chồng", 3)],
        ["", "Họ và tên", "Alăng Minh", "Ngày sinh: 07/07/1983"],
        ["", "Nghề nghiệp", ("Làm nông", 2)],
        ["3", ("Con chưa thành niên", 3)],
        ["", "Họ và tên", "Ngày sinh", "Nơi thường trú"],
        ["1", "Alăng Thị Mai", "01/06/2012", "xã Prao"],
        ["2", "Alăng Văn Nam", "15/09/2016", "xã Prao"],
        ["II", ("THÔNG TIN MÔ TẢ VỀ TÀI SẢN", 3)],
        ["1.1", ("Đất ở", 3)],
        ["", "Địa chỉ", ("thôn Ngã Ba, xã Prao, huyện Đông Giang", 2)],
        ["", "Diện tích", ("400 m2", 2)],
        ["", "Giá trị", ("50.000.000 đ", 2)],
        ["", "Giấy chứng nhận", ("AK 456123, Alăng Minh và Zơrâm Thị Nhung", 2)],
        ["1.2", ("Các loại đất khác", 3)],
        ["", "Loại đất", ("Đất rừng sản xuất", 2)],
        ["", "Diện tích", ("2 ha 5.000 m2", 2)],
        ["", "Giá trị", ("Không xác định được giá trị (đất khai hoang)", 2)],
        ["3.2", ("Rừng sản xuất", 3)],
        ["", "Rừng keo trồng 3 năm tuổi", "diện tích: 2 ha", "giá trị: 70.000.000 đ"],
        ["5", ("Tiền", 3)],
        ["", "Tiền mặt", ("55.000.000 đ", 2)],
        ["7.1", ("Tài sản phải đăng ký", 3)],
        ["", "Xe tải Thaco", "92C-045.67", "310.000.000 đ"],
        ["10", ("Tổng thu nhập giữa hai lần kê khai", 3)],
        ["", "Người kê khai", ("132.000.000 đ", 2)],
        ["", "Vợ hoặc chồng", ("90.000.000 đ", 2)],
        ["III", ("BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC", 3)],
        ["Loại tài sản, thu nhập", "Số lượng", "Giá trị", "Giải trình"],
        ["Rừng sản xuất", "", "+70.000.000 đ", "Trồng rừng từ năm 2022, chi phí cây giống và công"],
        ["Tài sản phải đăng ký", "+1", "+310.000.000 đ", "Mua xe bằng tiền bán keo và vay Ngân hàng Agribank 150.000.000 đ"],
        ["Tổng thu nhập", "", "222.000.000 đ", "Lương 132.000.000 đ; bán keo 90.000.000 đ"],
    ],
]  # fmt: skip

MERGED_CELLS: Content = [
    "SỞ XÂY DỰNG",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP PHỤC VỤ CÔNG TÁC CÁN BỘ",
    "Quảng Nam, ngày 03/06/2025",
    "I. THÔNG TIN CHUNG",
    [
        [("1. Người kê khai tài sản, thu nhập", 4)],
        ["Họ và tên:", "Phan Quốc Huy", "Ngày tháng năm sinh:", "30/01/1979"],
        ["Chức vụ/chức danh công tác:", ("Trưởng phòng Quản lý xây dựng", 3)],
        ["Cơ quan/đơn vị công tác:", ("Sở Xây dựng", 3)],
        ["Số căn cước công dân:", "048079004567", "ngày cấp:", "22/12/2021"],
        [("2. Vợ hoặc chồng của người kê khai tài sản, thu nhập", 4)],
        ["Họ và tên:", "Đỗ Thị Kim Loan", "Ngày tháng năm sinh:", "14/02/1983"],
        ["Nghề nghiệp:", "Nhân viên ngân hàng", "Nơi làm việc:", "Vietcombank Quảng Nam"],
        [("3. Con chưa thành niên: Không có", 4)],
    ],
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    [
        [("1. Quyền sử dụng thực tế đối với đất", 6)],
        [("1.1. Đất ở", 6)],
        ["STT", "Địa chỉ", "Diện tích (m2)", "Giá trị (triệu đồng)", "Giấy chứng nhận quyền sử dụng", "Thông tin khác"],
        ["1", "Lô 15, khu dân cư số 1, phường An Phú", "120", "1.850", "CS 111222, đứng tên Phan Quốc Huy", ""],
        ["2", "12 Lê Lợi, phường Phước Hòa", "95,5", "2.100", "CT 333444, đứng tên Phan Quốc Huy và Đỗ Thị Kim Loan", "Đang cho thuê"],
        [("1.2. Các loại đất khác: Không", 6)],
        [("2.1. Nhà ở", 6)],
        ["STT", "Địa chỉ", "Loại nhà", "Diện tích sử dụng", "Giá trị", "Giấy chứng nhận"],
        ["1", "12 Lê Lợi, phường Phước Hòa", "nhà ở riêng lẻ", "210 m2", "1 tỷ 800 triệu đồng", "CT 333444"],
    ],
    "2.2. Công trình xây dựng khác: Không",
    "3. Tài sản khác gắn liền với đất: Không",
    "4. Vàng, kim cương, bạch kim: Không",
    "5. Tiền",
    [["Loại tiền", "Giá trị"], ["Tiền gửi tiết kiệm Vietcombank", "900.000.000 đồng"], ["Tiền mặt", "50.000.000 đồng"]],
    "6. Cổ phiếu, trái phiếu, vốn góp: Không",
    "7.1. Ô tô, mô tô, xe gắn máy:",
    [["Tên tài sản", "Số đăng ký", "Giá trị"], ["Mazda CX-5", "92A-456.78", "860.000.000 đồng"]],
    "8. Tài sản ở nước ngoài: Không",
    "9. Tài khoản ở nước ngoài: Không",
    "10. Tổng thu nhập giữa hai lần kê khai",
    [
        ["Người kê khai", "Vợ hoặc chồng", "Con chưa thành niên", "Thu nhập chung"],
        ["210.000.000 đồng", "320.000.000 đồng", "", "60.000.000 đồng"],
    ],
    "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM",
    [
        ["Loại tài sản, thu nhập", ("Tăng/giảm", 2), "Nội dung giải trình"],
        ["^", "Số lượng tài sản", "Giá trị tài sản, thu nhập", "^"],
        ["1.1. Đất ở", "+1", "+2.100.000.000 đồng", "Nhận chuyển nhượng lô đất 12 Lê Lợi"],
        ["^", "-1", "-700.000.000 đồng", "Chuyển nhượng lô đất tại phường Tân Thạnh"],
        ["2.1. Nhà ở", "", "", ""],
        ["5. Tiền", "", "+250.000.000 đồng\n-100.000.000 đồng", "Tích lũy từ lương\nTrả nợ vay ngân hàng"],
        ["10. Tổng thu nhập giữa hai lần kê khai", "", "590.000.000 đồng", "Lương, thưởng của hai vợ chồng"],
    ],
]  # fmt: skip

ONE_LINE: Content = [
    "UBND XÃ DUY NGHĨA",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP HÀNG NĂM",
    "Ngày 30 tháng 10 năm 2025",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập: Họ và tên: Võ Hữu Phúc. Ngày tháng năm sinh: 11/11/1970. Chức vụ: Chủ tịch UBND xã. Cơ quan, đơn vị công tác: UBND xã Duy Nghĩa. CCCD: 049070006789.",
    "2. Vợ hoặc chồng: Họ và tên: Bùi Thị Lan; Ngày sinh: 1972; Nghề nghiệp: nội trợ; CMND: 205123456",
    "3. Con chưa thành niên: Không",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    "1.1. Đất ở: Thửa thứ nhất: Địa chỉ: thôn Thuận An, xã Duy Nghĩa. Diện tích: 1.200 m2 (trong đó 200 m2 đất ở). Giá trị: một tỷ hai trăm năm mươi triệu đồng. Giấy chứng nhận quyền sử dụng: số AL 998877, tên người được cấp: hộ ông Võ Hữu Phúc. Thông tin khác: đất hương hỏa.",
    "1.2. Các loại đất khác: Không",
    "2.1. Nhà ở: Địa chỉ: thôn Thuận An, xã Duy Nghĩa. Loại nhà: nhà ở riêng lẻ. Diện tích sử dụng: 140 m2. Giá trị: 600.000.000 đồng (sáu trăm triệu đồng). Giấy chứng nhận quyền sở hữu: chưa được cấp giấy chứng nhận. Thông tin khác: xây năm 2015.",
    "4. Vàng: 5 chỉ vàng 9999 trị giá bốn mươi triệu đồng",
    "5. Tiền (tiền Việt Nam, ngoại tệ): Tiền gửi ngân hàng Sacombank: hai trăm triệu đồng",
    "10. Tổng thu nhập giữa hai lần kê khai: của người kê khai: một trăm chín mươi lăm triệu đồng",
    "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM: Không có biến động",
    "NGƯỜI KÊ KHAI TÀI SẢN",
]  # fmt: skip

OFFICIAL_SHEET: Content = [
    [
        ["SỞ Y TẾ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["", "", "Độc lập - Tự do - Hạnh phúc"],
        ["BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM"],
        ["(Ngày 12 tháng 11 năm 2025)"],
        ["I. THÔNG TIN CHUNG"],
        ["1. Người kê khai tài sản, thu nhập"],
        ["- Họ và tên:", "Huỳnh Thị Mỹ Duyên"],
        ["- Ngày tháng năm sinh:", "08/03/1982"],
        ["- Chức vụ/chức danh công tác:", "Trưởng phòng Kế hoạch - Tài chính"],
        ["- Cơ quan/đơn vị công tác:", "Sở Y tế"],
        ["- Nơi thường trú:", "K12/5 Núi Thành, phường Hòa Cường, thành phố Đà Nẵng"],
        ["- Số căn cước công dân:", "048182007890", "ngày cấp: 03/04/2022", "nơi cấp: Cục Cảnh sát"],
        ["2. Vợ hoặc chồng của người kê khai tài sản, thu nhập"],
        ["- Họ và tên:", "Ngô Đức Thành"],
        ["- Ngày tháng năm sinh:", "1980"],
        ["- Nghề nghiệp:", "Kinh doanh tự do"],
        ["3. Con chưa thành niên"],
        ["3.1. Con thứ nhất"],
        ["- Họ và tên:", "Ngô Huỳnh Khánh Vy"],
        ["- Ngày tháng năm sinh:", "09/10/2011"],
        ["II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN"],
        ["1. Quyền sử dụng thực tế đối với đất"],
        ["1.1. Đất ở"],
        ["Thửa thứ nhất"],
        ["- Địa chỉ:", "K12/5 Núi Thành, phường Hòa Cường"],
        ["- Diện tích:", "85,2 m2"],
        ["- Giá trị:", "3200000000"],
        ["- Giấy chứng nhận quyền sử dụng:", "DA 112244, tên người được cấp: Huỳnh Thị Mỹ Duyên"],
        ["- Thông tin khác (nếu có):", "Thế chấp tại BIDV"],
        ["1.2. Các loại đất khác", "Không"],
        ["2. Nhà ở, công trình xây dựng"],
        ["2.1. Nhà ở"],
        ["Nhà thứ nhất"],
        ["- Địa chỉ:", "Căn hộ 12A05, chung cư Sơn Trà"],
        ["- Loại nhà:", "căn hộ"],
        ["- Diện tích sử dụng:", "68"],
        ["- Giá trị:", "2,1 tỷ"],
        ["- Giấy chứng nhận quyền sở hữu:", "chưa được cấp giấy chứng nhận"],
        ["2.2. Công trình xây dựng khác", "Không"],
        ["3. Tài sản khác gắn liền với đất", "Không"],
        ["4. Vàng, kim cương, bạch kim và các kim loại quý, đá quý khác", "Không"],
        ["5. Tiền (tiền Việt Nam, ngoại tệ)"],
        ["- Tiền gửi USD tại Vietcombank:", "10.000 USD (tương đương 250.000.000 đồng)"],
        ["- Tiền mặt:", "100000000"],
        ["6.1. Cổ phiếu", "Không"],
        ["6.3. Vốn góp"],
        ["- Hình thức góp vốn:", "Góp vốn trực tiếp vào Công ty TNHH Minh Khang"],
        ["- Giá trị:", "500 triệu đồng"],
        ["7.1. Tài sản theo quy định của pháp luật phải đăng ký"],
        ["- Tên tài sản:", "Xe Kia Morning", "Số đăng ký: 43A-567.89", "Giá trị: 360 triệu"],
        ["- Tên tài sản:", "Xe máy SH", "Số đăng ký: 43D1-222.33", "Giá trị: 95 triệu"],
        ["8. Tài sản ở nước ngoài", "Không"],
        ["9. Tài khoản ở nước ngoài"],
        ["- Tên chủ tài khoản:", "Ngô Đức Thành", "số tài khoản: 0012345678"],
        ["- Tên ngân hàng, chi nhánh ngân hàng, tổ chức nơi mở tài khoản:", "DBS Bank, Singapore"],
        ["10. Tổng thu nhập giữa hai lần kê khai (từ ngày 15/11/2024 đến ngày 11/11/2025)"],
        ["- Tổng thu nhập của người kê khai:", "285.000.000 đồng"],
        ["- Tổng thu nhập của vợ (hoặc chồng):", "600.000.000 đồng"],
        ["III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM"],
        ["Loại tài sản, thu nhập", ("Tăng/giảm", 2), "Nội dung giải trình"],
        ["", "Số lượng tài sản", "Giá trị tài sản, thu nhập", ""],
        ["2.1. Nhà ở", "+1", "+2.100.000.000 đồng", "Mua căn hộ trả góp, vay BIDV 1.400.000.000 đồng, tích lũy 700.000.000 đồng"],
        ["5. Tiền", "", "-300.000.000 đồng", "Dùng để mua căn hộ"],
        ["10. Tổng thu nhập giữa hai lần kê khai", "", "885.000.000 đồng", "Lương 285.000.000 đồng, kinh doanh 600.000.000 đồng"],
    ],
]  # fmt: skip

MOVED_COLUMNS_SHEET: Content = [
    [
        ["Cơ quan, đơn vị:", "Văn phòng UBND tỉnh"],
        ["Mã đơn vị:", "H49.21"],
        ["Mã bản kê khai:", "VP-2024-017"],
        ["BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM"],
        ["Ngày kê khai:", "2024-12-02"],
        ["Đơn vị tính: triệu đồng"],
        ["I. Thông tin chung"],
        ["1. Người kê khai"],
        ["Họ và tên", "Ngày sinh", "Chức vụ", "Số CCCD"],
        ["Đặng Quang Vinh", "24/05/1976", "Phó Chánh Văn phòng", "049076001122"],
        ["2. Vợ hoặc chồng"],
        ["Họ và tên", "Ngày sinh", "Nghề nghiệp", "Nơi làm việc"],
        ["Hồ Thị Hạnh", "19/06/1979", "Bác sĩ", "Bệnh viện đa khoa tỉnh"],
        ["3. Con chưa thành niên"],
        ["Họ và tên", "Ngày sinh"],
        ["Đặng Hồ An Nhiên", "02/02/2013"],
        ["II. Thông tin mô tả về tài sản"],
        ["1.1 Đất ở"],
        ["TT", "Giá trị", "Diện tích", "Địa chỉ", "Thông tin khác", "Giấy chứng nhận"],
        ["1", "1.450", "110 m2", "Lô B7 khu tái định cư", "", "CK 909090"],
        ["2", "không xác định được giá trị", "300 m2", "thôn Phú Bình", "Thừa kế", "chưa được cấp"],
        ["4. Vàng"],
        ["Tên gọi", "Số lượng", "Giá trị"],
        ["Vàng nhẫn 9999", "2 lượng 5 chỉ", "200"],
        ["5. Tiền"],
        ["Loại tiền", "Giá trị"],
        ["Tiền gửi tiết kiệm", "650"],
        ["Cho vay", "120"],
        ["10. Tổng thu nhập giữa hai lần kê khai"],
        ["Tổng thu nhập của người kê khai", "255"],
        ["Tổng thu nhập của vợ hoặc chồng", "310,5"],
        ["III. Biến động tài sản, thu nhập"],
        ["Nội dung giải trình", "Giá trị tài sản, thu nhập", "Số lượng tài sản", "Loại tài sản, thu nhập"],
    ],
]  # fmt: skip

FIRST_TIME: Content = [
    "TRƯỜNG CAO ĐẲNG Y TẾ",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP LẦN ĐẦU",
    "(Ngày 05 tháng 8 năm 2026)",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "- Họ và tên: Tạ Minh Khoa   Ngày tháng năm sinh: 28/02/1998",
    "- Chức vụ/chức danh công tác: Chuyên viên",
    "- Cơ quan/đơn vị công tác: Trường Cao đẳng Y tế",
    "- Số căn cước công dân hoặc giấy chứng minh nhân dân: 048098008899",
    "2. Vợ hoặc chồng của người kê khai tài sản, thu nhập: Chưa kết hôn",
    "3. Con chưa thành niên: Không",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    "1. Quyền sử dụng thực tế đối với đất: Không",
    "2. Nhà ở, công trình xây dựng: Không",
    "4. Vàng, kim cương, bạch kim và các kim loại quý, đá quý khác có tổng giá trị từ 150 triệu đồng trở lên: Không có",
    "5. Tiền (tiền Việt Nam, ngoại tệ):",
    "- Tiền gửi tại Ngân hàng MB: 160.000.000 đồng",
    "6. Cổ phiếu, trái phiếu, vốn góp, các loại giấy tờ có giá khác: Không có",
    "7. Tài sản khác mà mỗi tài sản có giá trị từ 150 triệu đồng trở lên: Không có",
    "8. Tài sản ở nước ngoài: Không có",
    "9. Tài khoản ở nước ngoài: Không có",
    "10. Tổng thu nhập giữa hai lần kê khai: " + DOTS,
    "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM: " + DOTS,
    "NGƯỜI KÊ KHAI TÀI SẢN",
    "Tạ Minh Khoa",
]

SUPPLEMENT: Content = [
    "PHỤ LỤC II",
    "(Ban hành kèm theo Nghị định số 130/2020/NĐ-CP)",
    [["BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", NATION]],
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP BỔ SUNG",
    "(Ngày 18 tháng 9 năm 2025)",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "- Họ và tên: Lương Tấn Đạt",
    "- Ngày tháng năm sinh: 06/06/1984",
    "- Chức vụ/chức danh công tác: Kế toán trưởng",
    "- Cơ quan/đơn vị công tác: Ban Quản lý dự án đầu tư xây dựng",
    "- Nơi thường trú: phường Hương Trà, thành phố Đà Nẵng",
    "2. Vợ hoặc chồng của người kê khai tài sản, thu nhập",
    "- Họ và tên: Mai Thị Ngân",
    "- Ngày tháng năm sinh: 25/12/1986",
    "3. Con chưa thành niên",
    "- Họ và tên: Lương Mai Anh; Ngày tháng năm sinh: 01/01/2015",
    "- Họ và tên: Lương Tấn Phát; Ngày tháng năm sinh: 30/04/2018",
    "II. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM",
    [
        ["Loại tài sản, thu nhập", ("Tăng/giảm", 2), "Nội dung giải trình nguồn gốc của tài sản tăng thêm"],
        ["^", "Số lượng tài sản", "Giá trị tài sản, thu nhập", "^"],
        ["1.1. Đất ở", "+ 1", "+ 1.350.000.000 đồng", "Mua đất nền dự án, nguồn tiền: bán xe ô tô 600.000.000 đồng, mượn anh ruột 400.000.000 đồng, tiền tiết kiệm 350.000.000 đồng"],
        ["5. Tiền", "", "giảm 350.000.000 đồng", "Trả tiền mua đất"],
        ["7.1. Ô tô", "- 1", "- 680.000.000 đồng", "Bán xe ô tô Mazda 3"],
    ],
    "NGƯỜI KÊ KHAI TÀI SẢN",
]  # fmt: skip

ITEMISED: Content = [
    "SỞ CÔNG THƯƠNG",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM",
    "(Ngày 28 tháng 11 năm 2024)",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "- Họ và tên: Đinh Công Tùng",
    "- Ngày tháng năm sinh: ngày 9 tháng 4 năm 1977",
    "- Chức vụ/chức danh công tác: Phó Giám đốc Sở",
    "- Cơ quan/đơn vị công tác: Sở Công Thương",
    "- Số CCCD/CMND: 049 077 001 555",
    "2. Vợ hoặc chồng của người kê khai tài sản, thu nhập",
    "- Họ và tên: Cao Thị Yến",
    "- Ngày tháng năm sinh: 16/05/1980",
    "- Nghề nghiệp: Kinh doanh",
    "3. Con chưa thành niên: Không có",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    "5. Tiền (tiền Việt Nam, ngoại tệ)",
    "- Tiền mặt: 20.000 USD (tương đương 500.000.000 đồng), do con gái ở Mỹ gửi về",
    "- Tiền đặt cọc mua căn hộ: 200 triệu đồng (hợp đồng số 15/2024)",
    "6.1. Cổ phiếu:",
    "- 2.000 cổ phiếu FPT, giá trị 190.000.000 đồng (mua năm 2022)",
    "7.1. Xe ô tô, mô tô:",
    "- Xe ô tô Ford Ranger (biển số 92C-111.22), mua năm 2021: 750 triệu đồng",
    "7.2. Tài sản khác (đồ mỹ nghệ, đồ thờ cúng):",
    "- Bộ bàn ghế gỗ hương; năm bắt đầu sở hữu: 2018; giá trị: khoảng 85 triệu",
    "8. Tài sản ở nước ngoài:",
    "- Nhà ở tại Úc, diện tích 110 m2, trị giá 400.000 AUD (tương đương 6.600.000.000 đồng)",
    "9. Tài khoản ở nước ngoài:",
    "- Tên chủ tài khoản: Cao Thị Yến; số tài khoản: AU-556677; tên ngân hàng: ANZ, chi nhánh Sydney",
    "10. Tổng thu nhập giữa hai lần kê khai (từ 01/12/2023 đến 27/11/2024)",
    "- Tổng thu nhập của người kê khai: 410.000.000 đồng, trong đó:",
    "  + Lương, phụ cấp: 260.000.000 đồng",
    "  + Thù lao hội đồng: 30.000.000 đồng",
    "  + Bán đất tại xã Bình Tú: 120.000.000 đồng (giá vốn 100.000.000 đồng)",
    "- Tổng thu nhập của vợ (hoặc chồng): 350.000.000 đồng (kinh doanh vật liệu xây dựng: 300.000.000 đồng; lãi tiền gửi: 50.000.000 đồng)",
    "- Tổng thu nhập của con chưa thành niên: không",
    "- Tổng các khoản thu nhập chung: cho thuê nhà 48.000.000 đồng",
    "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM",
    "1.2. Các loại đất khác: giảm 100.000.000 đồng, do bán đất tại xã Bình Tú",
    "5. Tiền: Giá trị: +300.000.000 đồng; Giải trình: con gái gửi về và tích lũy",
    "7.2. Tài sản khác: Không có biến động",
    "10. Tổng thu nhập giữa hai lần kê khai: Giá trị: 808.000.000 đồng; Nội dung giải trình: như mục II.10",
    "NGƯỜI KÊ KHAI TÀI SẢN",
]  # fmt: skip

OLD_LAYOUT: Content = [
    "CÔNG TY TNHH MTV CẤP THOÁT NƯỚC",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP NĂM 2022",
    "(Kê khai hằng năm)",
    "Ngày 25/12/2022",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "- Họ và tên: Trương Văn Lộc",
    "- Năm sinh: 1968",
    "- Chức vụ/chức danh: Giám đốc",
    "- Cơ quan/đơn vị công tác: Công ty TNHH MTV Cấp thoát nước",
    "- Hộ khẩu thường trú: khối phố 5, phường Tân Thạnh",
    "- Chỗ ở hiện tại: như trên",
    "2. Vợ hoặc chồng của người kê khai tài sản, thu nhập",
    "- Họ và tên: Phạm Thị Nga",
    "- Năm sinh: 1970",
    "- Chức vụ/chức danh: Hưu trí",
    "3. Con chưa thành niên: Không",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    "1. Nhà, công trình xây dựng:",
    "a) Nhà ở:",
    "1) Nhà thứ nhất:",
    "- Loại nhà: Nhà cấp 3       - Cấp công trình: cấp 3",
    "- Diện tích xây dựng: 250 m2",
    "- Giá trị: 900 triệu đồng",
    "- Giấy chứng nhận quyền sở hữu: chưa có",
    "- Thông tin khác: xây trên đất ở nêu tại mục 2",
    "b) Công trình xây dựng khác: Không",
    "2. Quyền sử dụng đất:",
    "a) Đất ở:",
    "1) Thửa thứ nhất:",
    "- Địa chỉ: khối phố 5, phường Tân Thạnh",
    "- Diện tích: 220 m2",
    "- Giá trị: 1,5 tỷ đồng",
    "- Giấy chứng nhận quyền sử dụng đất: số phát hành AC 224466",
    "b) Các loại đất khác: Không",
    "3. Tiền (tiền Việt Nam, ngoại tệ) gồm tiền mặt, tiền cho vay, tiền gửi cá nhân, tổ chức trong nước, nước ngoài mà giá trị quy đổi mỗi loại từ 50 triệu đồng trở lên.",
    "Tiền gửi tiết kiệm 400 triệu đồng",
    "4. Ô tô, mô tô, xe gắn máy, xe máy, tầu thủy, tầu bay, thuyền và những động sản khác mà Nhà nước quản lý có giá trị mỗi loại từ 50 triệu đồng trở lên.",
    "Ô tô Toyota Camry BKS 92A-888.88: 1,15 tỷ đồng",
    "5. Kim loại quý, đá quý, cổ phiếu, giấy tờ có giá: Không",
    "8. Các khoản nợ gồm: các khoản phải trả, giá trị các tài sản quản lý hộ, giữ hộ có giá trị từ 50 triệu đồng trở lên.",
    "Vay Ngân hàng BIDV: 350 triệu đồng",
    "9. Tổng thu nhập trong năm: 420.000.000 đồng",
    "III. GIẢI TRÌNH SỰ BIẾN ĐỘNG CỦA TÀI SẢN, THU NHẬP: không có biến động",
    "Người kê khai tài sản",
]  # fmt: skip

MIXED_UNITS: Content = [
    "HẠT KIỂM LÂM NAM GIANG",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM",
    "(Ngày 01 tháng 12 năm 2023)",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "Họ tên: Ung Quốc Bảo",
    "Ngày sinh: 03-03-1990",
    "Chức vụ: Hạt phó",
    "Đơn vị công tác: Hạt Kiểm lâm Nam Giang",
    "2. Vợ hoặc chồng: Không",
    "3. Con chưa thành niên: Không",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    "1.1. Đất ở",
    "- Thửa 1: thị trấn Thạnh Mỹ",
    "Diện tích: 1 sào 250 m2",
    "Giá trị: 1 tỷ 2",
    "Giấy chứng nhận: chưa được cấp",
    "1.2. Các loại đất khác",
    "- Thửa 1:",
    "Loại đất: đất lúa",
    "Địa chỉ: thôn Dung",
    "Diện tích: 3 sào",
    "Giá trị: 45tr",
    "- Thửa 2:",
    "Loại đất: đất rừng",
    "Địa chỉ: xã Tà Bhing",
    "Diện tích: 1,25 ha",
    "Giá trị: 2tr5 một sào, tổng khoảng 62 triệu",
    "3.1. Cây lâu năm: 500 cây quế, trị giá 75 triệu",
    "4. Vàng, kim cương, bạch kim",
    "3 cây 5 chỉ vàng SJC: 245 triệu",
    "5. Tiền",
    "tiền mặt 50tr",
    "gửi Agribank 1,2 tỷ",
    "7.1. Xe: ",
    "xe máy Exciter 92K1-234.56 giá 52tr",
    "10. Tổng thu nhập",
    "người kê khai: 156.000.000đ",
    "III. BIẾN ĐỘNG TÀI SẢN: Không có biến động",
]

ONE_COLUMN_SHEET: Content = [[[line] for line in NO_DIACRITICS if isinstance(line, str)]]

NOT_UNDERSTOOD: Content = [
    "SỞ NỘI VỤ",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM",
    "(Ngày 10 tháng 12 năm 2025)",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "- Họ và tên: Thái Thị Diệp",
    "- Ngày tháng năm sinh: 31/02/1981",
    "- Chức vụ/chức danh công tác: Chuyên viên chính",
    "- Số điện thoại liên hệ: 0905 123 456",
    "2. Vợ hoặc chồng: Không",
    "3. Con chưa thành niên: xem bản kê khai năm trước",
    "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
    "1.1. Đất ở",
    "- Địa chỉ: 5 Phan Bội Châu",
    "- Diện tích: ngang 5 m, dài 20 m",
    "- Giá trị: 850.000",
    "- Thửa thứ hai:",
    "- Địa chỉ: 7 Phan Bội Châu",
    "- Diện tích: 90 m2",
    "- Giá trị: 1.200 tỷ",
    "5. Tiền",
    "- Tiền gửi ở vài ngân hàng",
    "- Tiền mặt: 60.000.000 đồng",
    "7.1. Ô tô, mô tô: như năm ngoái",
    "10. Tổng thu nhập giữa hai lần kê khai",
    "- Tổng thu nhập của người kê khai: đủ sống",
    "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP",
    [
        ["Loại tài sản, thu nhập", "Số lượng", "Giá trị", "Nội dung giải trình"],
        ["5. Tiền", "", "tăng ít", "tiết kiệm"],
    ],
]

VARIANTS: dict[str, tuple[str, Content]] = {
    "01_official": ("docx", OFFICIAL),
    "02_no_diacritics": ("docx", NO_DIACRITICS),
    "03_one_table": ("docx", ONE_TABLE),
    "04_merged_cells": ("docx", MERGED_CELLS),
    "05_one_line": ("docx", ONE_LINE),
    "06_official_sheet": ("xlsx", OFFICIAL_SHEET),
    "07_moved_columns": ("xlsx", MOVED_COLUMNS_SHEET),
    "08_first_time": ("docx", FIRST_TIME),
    "09_supplement": ("docx", SUPPLEMENT),
    "10_itemised": ("docx", ITEMISED),
    "11_old_layout": ("docx", OLD_LAYOUT),
    "12_mixed_units": ("docx", MIXED_UNITS),
    "13_one_column_sheet": ("xlsx", ONE_COLUMN_SHEET),
    "14_not_understood": ("docx", NOT_UNDERSTOOD),
}


def document(content: Content) -> bytes:
    """The content as DOCX."""
    page = Document()
    for part in content:
        if isinstance(part, str):
            page.add_paragraph(part)
        else:
            width = max(sum(_span(cell)[1] for cell in row) for row in part)
            _fill(page.add_table(rows=len(part), cols=width), part)
    buffer = BytesIO()
    page.save(buffer)
    return undated(buffer)


def _span(cell: Cell) -> tuple[str, int]:
    return (cell, 1) if isinstance(cell, str) else cell


def _fill(table: Table, rows: Rows) -> None:
    for number, row in enumerate(rows):
        column = 0
        for text, span in map(_span, row):
            cell = table.cell(number, column)
            if span > 1:
                cell = cell.merge(table.cell(number, column + span - 1))
            if text == "^":
                table.cell(number - 1, column).merge(cell)
            elif text:
                cell.text = text
            column += span


def workbook(content: Content) -> bytes:
    """The content as XLSX: paragraphs in the first column, tables below each other."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("Mẫu kê khai")
    line = 0
    for part in content:
        for row in [[part]] if isinstance(part, str) else part:
            column = 0
            for text, span in map(_span, row):
                if text.isdigit() and len(text) > 7 and not text.startswith("0"):
                    sheet.write_number(line, column, int(text))
                elif text:
                    sheet.write_string(line, column, text)
                column += span
            line += 1
    book.close()
    return buffer.getvalue()


def undated(buffer: BytesIO) -> bytes:
    """The archive without the time at which it was written."""
    plain = BytesIO()
    with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in written.infolist():
            archive.writestr(zipfile.ZipInfo(member.filename), written.read(member), zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def made() -> dict[str, bytes]:
    """The files of all variants by name."""
    write = {"docx": document, "xlsx": workbook}
    return {f"{name}.{form}": write[form](content) for name, (form, content) in VARIANTS.items()}


if __name__ == "__main__":
    for file_name, file_content in made().items():
        (FOLDER / file_name).write_bytes(file_content)
