# ruff: noqa: E501
"""Forms as other hands type them: what each line must become, and what must be asked back instead of guessed."""

import io
import json

import openpyxl
import pytest
from docx import Document

from pipeline.sources.form130 import read_form_file
from pipeline.texts import catalogue

PERSON = """
SỞ XÂY DỰNG
BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM
(Ngày 12 tháng 12 năm 2024)
I. THÔNG TIN CHUNG
1. Người kê khai tài sản, thu nhập
- Họ và tên: Nguyễn Văn Dũng      Ngày tháng năm sinh: 01/02/1975
- Chức vụ/chức danh công tác: Trưởng phòng Quản lý nhà
- Cơ quan/đơn vị công tác: Sở Xây dựng
- Số căn cước công dân hoặc giấy chứng minh nhân dân(3): 049075001234 ngày cấp 10/5/2021 nơi cấp Cục CS QLHC
2. Vợ hoặc chồng của người kê khai tài sản, thu nhập
- Họ và tên: Lê Thị Hồng   Ngày tháng năm sinh: 15-8-1978
- Số căn cước công dân: 049178002345; ngày cấp: 11/6/2021; nơi cấp: Cục CS
3. Con chưa thành niên (con đẻ, con nuôi theo quy định của pháp luật)
3.1. Con thứ nhất:
- Họ và tên: Nguyễn Lê Bảo An    Ngày tháng năm sinh: 20/11/2010
3.2. Con thứ hai: Nguyễn Lê Gia Bảo, sinh ngày 03/04/2014
"""


def read(folder, parameters, text, table=()):
    """The tables and the reasons of quarantine of a document of these paragraphs, and one table at its end."""
    page = Document()
    for line in (PERSON + text).strip().split("\n"):
        page.add_paragraph(line.strip())
    if table:
        grid = page.add_table(rows=len(table), cols=max(map(len, table)))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    buffer = io.BytesIO()
    page.save(buffer)
    path = folder / "form.docx"
    path.write_bytes(buffer.getvalue())
    return tables_of(path, parameters)


def tables_of(path, parameters):
    reads = list(read_form_file(path, path.name, parameters, catalogue("vi")))
    found = {one.table: one.accepted for one in reads}
    return found, [reason for one in reads for reason in one.quarantine["reason"]]


def said(frame, *columns):
    """Rows as lists of known values."""
    return frame[list(columns)].astype("object").where(frame[list(columns)].notna(), None).values.tolist()


def test_a_number_with_its_day_and_place_beside_it(tmp_path, parameters):
    tables, refused = read(tmp_path, parameters, "")
    person = tables["declarations"].iloc[0]
    assert (person["personal_id"], person["declarant_id"]) == ("049075001234", "049075001234")
    assert json.loads(person["raw"])["id_issued_by"] == "Cục CS QLHC"
    assert tables["family"]["full_name"].tolist() == ["Lê Thị Hồng", "Nguyễn Lê Bảo An", "Nguyễn Lê Gia Bảo"]
    assert [str(day)[:10] for day in tables["family"]["birth_date"]] == ["1978-08-15", "2010-11-20", "2014-04-03"]
    assert tables["family"]["personal_id"][0] == "049178002345"
    assert refused == []


@pytest.mark.parametrize(
    ("text", "number", "holder"),
    [
        ("CĐ 123456 do Nguyễn Văn Dũng đứng tên", "CĐ123456", "Nguyễn Văn Dũng"),
        ("AB 654321, tên Lê Thị Hồng", "AB654321", "Lê Thị Hồng"),
        ("CH 445566, cấp cho bà Lê Thị Hồng", "CH445566", "Lê Thị Hồng"),
        ("CH 445566, cấp cho Đỗ Đất", "CH445566", "Đỗ Đất"),
        ("CH 445566, cap cho Do Thi Lan", "CH445566", "Do Thi Lan"),
        ("chưa được cấp giấy chứng nhận quyền sử dụng đất", None, None),
    ],
)
def test_certificates(text, number, holder, tmp_path, parameters):
    lines = f"1.1. Đất ở(7):\n- Địa chỉ(8): ...Số 45 Trần Cao Vân....\n- Diện tích(9): ...120m2...\n- Giá trị(10): ....1 tỷ 2....\n- Giấy chứng nhận quyền sử dụng(11): .....{text}......"
    tables, refused = read(tmp_path, parameters, lines)
    assert said(tables["assets"], "address", "area_m2", "value_vnd", "certificate_no", "certificate_holder") == [
        ["Số 45 Trần Cao Vân", 120.0, 1.2e9, number, holder]
    ]
    assert refused == []


def test_plots_in_sentences_are_plots_of_their_own(tmp_path, parameters):
    """The second must not become a note of the first: its value would be gone."""
    tables, refused = read(
        tmp_path,
        parameters,
        """1.1. Đất ở:
        - Thửa đất số 120, phường An Sơn, diện tích 150m2, giá trị 2 tỷ đồng, GCN số CĐ 556677 đứng tên Lê Thị Hồng
        - Thửa đất tại xã Bình Minh, diện tích 300m2, được cha mẹ cho năm 2010, giá trị ước tính 500 triệu đồng, chưa được cấp giấy chứng nhận""",
    )
    columns = ("address", "area_m2", "value_vnd", "certificate_no", "holder", "note")
    assert said(tables["assets"], *columns) == [
        ["Thửa đất số 120, phường An Sơn", 150.0, 2e9, "CĐ556677", "spouse", None],
        [
            "Thửa đất tại xã Bình Minh",
            300.0,
            5e8,
            None,
            None,
            "được cha mẹ cho năm 2010; chưa được cấp giấy chứng nhận",
        ],
    ]
    assert refused == []


def test_several_things_in_one_line(tmp_path, parameters):
    tables, refused = read(
        tmp_path,
        parameters,
        """5. Tiền
        Gửi tiết kiệm tại Agribank 500 triệu, kỳ hạn 12 tháng; tiền mặt 70 triệu
        - Tiền cho vay: 1,200,000.00
        7.1. 01 xe ô tô Innova, biển số 92A-11111, giá 700 triệu; 01 xe máy Air Blade 92B1-22222 giá 52 triệu""",
    )
    assert said(tables["assets"], "category", "value_vnd", "registration_no") == [
        ["money", 5e8, None],
        ["money", 7e7, None],
        ["money", 1.2e6, None],
        ["registered_vehicle", 7e8, "92A11111"],
        ["registered_vehicle", 5.2e7, "92B122222"],
    ]
    assert refused == []


def test_the_unit_of_the_form_counts_for_bare_numbers(tmp_path, parameters):
    tables, refused = read(
        tmp_path,
        parameters,
        """Đơn vị tính: triệu đồng
        II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN
        2. Nhà ở
        2.1. Nhà ở
        - Địa chỉ: 1 Lê Lợi; Loại nhà: căn hộ; Diện tích sử dụng: 70; Giá trị: 1.850; GCN: CT 112233
        5. Tiền
        - Tiền mặt: 200
        - Tiền gửi Agribank: 1.200 triệu
        10. Thu nhập
        - Người kê khai: 240
        - Vợ: 180,5""",
    )
    assert tables["assets"]["value_vnd"].tolist() == [1.85e9, 2e8, 1.2e9]
    assert tables["incomes"]["amount_vnd"].tolist() == [2.4e8, 1.805e8]
    assert refused == []


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("Người kê khai: lương 200 triệu; phụ cấp 20 triệu", [["declarant", "salary", 2e8], ["declarant", "salary", 2e7]]),
        ("Người kê khai: 1,2 tỷ, trong đó: lương 200 triệu; bán đất 1 tỷ", [["declarant", None, 1.2e9], ["declarant", "salary", 2e8], ["declarant", "asset_sale", 1e9]]),
        ("Người kê khai: lương 200 triệu, phụ cấp 20 triệu", None),
        ("- Tổng thu nhập của vợ (hoặc chồng): chưa xác định", None),
        ("- Tổng thu nhập của vợ (hoặc chồng): 15 triệu/tháng", None),
    ],
)  # fmt: skip
def test_incomes_are_whole_or_asked_back(line, rows, tmp_path, parameters):
    tables, refused = read(tmp_path, parameters, f"10. Tổng thu nhập giữa hai lần kê khai\n{line}")
    assert (
        said(tables["incomes"], "recipient", "source", "amount_vnd") if "incomes" in tables else None
    ) == rows or rows is None
    assert len(refused) == (rows is None)


def test_headings_by_number_alone(tmp_path, parameters):
    """`10. Thu nhập` is no money of section 5, `III. Không có biến động` the statement of part III."""
    tables, refused = read(
        tmp_path,
        parameters,
        "5. Tiền: tiền mặt 60 triệu\n8. Không\n9. Không\n10. Thu nhập\nVợ: 120 triệu\nIII. Không có biến động",
    )
    assert tables["assets"]["value_vnd"].tolist() == [6e7]
    assert said(tables["incomes"], "recipient", "amount_vnd") == [["spouse", 1.2e8]]
    assert tables["declarations"]["no_change_stated"].tolist() == [True]
    assert refused == []


@pytest.mark.parametrize(
    ("line", "category", "quantity", "value"),
    [
        ("- Đất ở: giảm 01 thửa, -1 tỷ (bán)", "land_residential", -1, -1e9),
        ("- Tiền: tăng 1 tỷ (từ bán đất)", "money", None, 1e9),
        ("- Tiền: giảm 300 triệu", "money", None, -3e8),
    ],
)
def test_what_falls_does_not_rise(line, category, quantity, value, tmp_path, parameters):
    tables, refused = read(tmp_path, parameters, f"III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP\n{line}")
    assert said(tables["movements"], "category", "quantity_change", "value_change_vnd") == [[category, quantity, value]]
    assert refused == []


def test_the_supplement_of_appendix_two(tmp_path, parameters):
    tables, refused = read(
        tmp_path,
        parameters,
        "II. BIẾN ĐỘNG TÀI SẢN, THU NHẬP; GIẢI TRÌNH NGUỒN GỐC CỦA TÀI SẢN, THU NHẬP TĂNG THÊM",
        [
            ["Loại tài sản, thu nhập", "Số lượng tài sản", "Giá trị tài sản, thu nhập", "Nội dung giải trình"],
            ["1.1. Đất ở", "+1", "+2.500.000.000đ", "Mua thửa 12 tờ 5, tiền bán đất cũ 2 tỷ và tiết kiệm 500 triệu"],
            ["", "-1", "-2 tỷ", "Bán thửa 7"],
            ["3.2. Vật kiến trúc gắn liền với đất", "", "+ 60 triệu", "Xây tường rào"],
            ["10. Tổng thu nhập giữa hai lần kê khai", "", "2.300.000.000", "Bán đất 2 tỷ, lương 300 triệu"],
        ],
    )
    assert said(tables["movements"], "category", "quantity_change", "value_change_vnd") == [
        ["land_residential", 1, 2.5e9],
        ["land_residential", -1, -2e9],
        ["structure", None, 6e7],
        ["income", None, 2.3e9],
    ]
    assert refused == []


def test_the_day_under_a_table_is_no_explanation(tmp_path, parameters):
    text = "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP\n5. Tiền: tăng 300 triệu do tiết kiệm\nTam Kỳ, ngày 12 tháng 12 năm 2024"
    tables, _ = read(tmp_path, parameters, text)
    assert tables["movements"]["explanation"].tolist() == ["do tiết kiệm"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1.1. Đất ở\n- Địa chỉ: Lô 12\n- Diện tích: 5 x 20 m, nở hậu\n- Giá trị: 1 tỷ", "5 x 20 m, nở hậu"),
        ("1.1. Đất ở\n- Địa chỉ: Lô 12\n- Diện tích: 100 m2\n- Giá trị: theo giá thị trường", "theo giá thị trường"),
        ("5. Tiền\n- Tiền mặt: 1.200", "1.200"),
        ("5. Tiền\n- Tiền cho vay: 500,000 đồng", "500,000"),
        ("4. Vàng: một ít nữ trang", "một ít nữ trang"),
    ],
)
def test_what_is_not_certain_is_asked_back_with_its_text(text, left, tmp_path, parameters):
    tables, refused = read(tmp_path, parameters, f"II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN\n{text}")
    assert "assets" not in tables or tables["assets"].empty
    assert len(refused) == 1 and left in refused[0]


def test_a_sheet_with_numbers_in_their_own_cells(tmp_path, parameters):
    rows = [
        ["SỞ Y TẾ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM"],
        ["Ngày 20 tháng 12 năm 2022"],
        ["1", "Người kê khai tài sản, thu nhập"],
        ["", "Họ và tên", "Đỗ Thị Mai"],
        ["", "Số CCCD", 49182000111],
        ["II", "THÔNG TIN MÔ TẢ VỀ TÀI SẢN"],
        ["1.1", "Đất ở"],
        ["", "Địa chỉ", "Lô A5"],
        ["", "Diện tích (m2)", 95.5],
        ["", "Giá trị (triệu đồng)", 1350],
        ["4", "Vàng, kim cương", "Vàng nhẫn", "5 lượng", 400000000],
        ["5", "Tiền", "Tiền gửi VCB", "", 700000000],
        ["", "", "Tiền mặt", "", 80000000],
        ["10", "Tổng thu nhập giữa hai lần kê khai"],
        ["", "Người kê khai", 300000000],
        ["", "Con chưa thành niên", 0],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A2:E2")
    path = tmp_path / "form.xlsx"
    book.save(path)
    tables, refused = tables_of(path, parameters)
    assert tables["declarations"]["declarant_id"].item() == "049182000111", "the lost zero is put back"
    assert said(tables["assets"], "category", "area_m2", "quantity", "value_vnd") == [
        ["land_residential", 95.5, None, 1.35e9],
        ["precious_metal", None, 5.0, 4e8],
        ["money", None, None, 7e8],
        ["money", None, None, 8e7],
    ]
    assert tables["incomes"]["amount_vnd"].tolist()[0] == 3e8
    assert refused == []
