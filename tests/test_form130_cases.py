# ruff: noqa: E501
"""Single questions to the reader of the form: one line or one small form each."""

import io

import pandas as pd
import pytest
import xlsxwriter

from pipeline.sources.form130 import read_form, read_form_file
from pipeline.sources.form130.assets_line import told
from pipeline.sources.form130.fold import fold, stable_code, undotted
from pipeline.sources.form130.headings import heading, is_nothing
from pipeline.sources.form130.incomes import recipient, source_of
from pipeline.sources.form130.money import value_of
from pipeline.sources.rejected import Place
from pipeline.store.reading_documents import Line, Piece
from pipeline.texts import catalogue

HEAD = (
    "SỞ NỘI VỤ",
    "BẢN KÊ KHAI TÀI SẢN, THU NHẬP HẰNG NĂM",
    "Ngày 10 tháng 12 năm 2025",
    "I. THÔNG TIN CHUNG",
    "1. Người kê khai tài sản, thu nhập",
    "- Họ và tên: Thái Thị Diệp; Ngày tháng năm sinh: 02/03/1981",
)


def form(*texts: str, parameters, head=HEAD):
    lines = [Line((Piece(text, f"đoạn {number}"),)) for number, text in enumerate((*head, *texts), 1)]
    return read_form(lines, Place("a.docx"), parameters, catalogue("vi"))


@pytest.mark.parametrize(
    ("text", "part", "code"),
    [
        ("1.1. Đất ở (7):", "II", "II.1.1"),
        ("a) Đất ở", "II", "II.1.1"),
        ("DAT O", "II", "II.1.1"),
        ("Đất ở tại đô thị 120 m2", "II", None),
        ("3.2. Rừng sản xuất", "II", "II.3.2"),
        ("3.2. Vật kiến trúc gắn liền với đất", "III", "III.3.2"),
        ("3.2. Rừng sản xuất", "III", "III.3.1"),
        ("3.1. Cây lâu năm, rừng sản xuất", "III", "III.3.1"),
        ("4. Vàng, kim cương, bạch kim", "II", "II.4"),
        ("Vàng SJC: 3 lượng, 250 triệu", "II", None),
        ("5. Tiền (tiền Việt Nam, ngoại tệ) gồm tiền mặt", "II", "II.5"),
        ("- Tiền mặt: 50 triệu", "II", None),
        ("7.1. Phương tiện:", "II", "II.7.1"),
        ("7. Tài sản khác mà mỗi tài sản có giá trị từ 50 triệu", "II", "II.7"),
        ("7.2. Tài sản khác (đồ mỹ nghệ)", "II", "II.7.2"),
        ("10. Tổng thu nhập giữa hai lần kê khai (28):", "II", "II.10"),
        ("- Tổng thu nhập của người kê khai: 5 triệu", "II", "II.10"),
        ("2. Vợ hoặc chồng của người kê khai", "I", "I.2"),
        ("III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP", "II", "III"),
        ("II. Tài sản:", "I", "II"),
        ("1. Đất", "II", "II.1"),
        ("1/ Đất đai: Không", "II", "II.1"),
        ("1. Đất thổ cư 120 m2", "II", None),
        ("- Đất", "II", None),
        ("1. Đất", "III", None),
        ("2. Nhà:", "II", "II.2.1"),
        ("2. Nhà cấp 4 tại Tam Kỳ", "II", None),
        ("2. Nhà, công trình", "II", "II.2"),
        ("3. Tài sản gắn liền với đất", "II", "II.3"),
        ("6. Chứng khoán: không có", "II", "II.6"),
    ],
)
def test_headings_are_known_by_name(text, part, code):
    found = heading(text, part)
    assert (found.section.code if found else None) == code


@pytest.mark.parametrize(
    "text",
    ["Không", "Không có.", "ko", "......", "…", "- Không có tài sản nào", "KHÔNG", "/", "khong co (doc than)", "x"],
)
def test_nothing_to_declare(text):
    assert is_nothing(text)


@pytest.mark.parametrize(
    "text", ["Không xác định được giá trị", "Không rõ", "1", "Cây cảnh", "Không có giấy tờ nhưng ở từ 1990"]
)
def test_something_to_declare(text):
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("line", "name", "quantity", "value"),
    [
        ("Vàng SJC: 3 lượng, 250.000.000 đồng", "Vàng SJC", "3 lượng", "250.000.000 đồng"),
        ("3 cây vàng SJC: 245 triệu", "vàng SJC", "3 cây", "245 triệu"),
        ("- Tiền mặt 60 triệu", "Tiền mặt", "", "60 triệu"),
        ("Sổ tiết kiệm BIDV trị giá 1 tỷ 200 triệu đồng", "Sổ tiết kiệm BIDV", "", "1 tỷ 200 triệu đồng"),
        ("Cho anh Ba mượn: hai trăm triệu đồng", "Cho anh Ba mượn", "", "hai trăm triệu đồng"),
        ("10.000 USD (tương đương 250 triệu đồng)", "", "", "10.000 USD (tương đương 250 triệu đồng)"),
        ("2.000 cổ phiếu FPT, giá trị 190.000.000 đồng", "FPT", "2.000 cổ phiếu", "190.000.000 đồng"),
        ("Tiền gửi ở vài ngân hàng", "Tiền gửi ở vài ngân hàng", "", ""),
        # Two figures: nobody can tell which is the value, so the line goes to quarantine as it is.
        ("Vàng 150 triệu và nhẫn 80 triệu", "", "", "Vàng 150 triệu và nhẫn 80 triệu"),
        ("xe máy Exciter 92K1-234.56 giá 52tr", "xe máy Exciter", "", "52tr"),
    ],
)
def test_free_lines(line, name, quantity, value):
    found = told(line)
    assert (found.name, found.quantity, found.value) == (name, quantity, value)


@pytest.mark.parametrize(
    ("text", "amount", "rest"),
    [
        ("850.000.000 đồng", "850.000.000 đồng", ""),
        ("1,2 tỷ (mua năm 2015)", "1,2 tỷ", "mua năm 2015"),
        ("600.000.000 đồng (sáu trăm triệu đồng)", "600.000.000 đồng (sáu trăm triệu đồng)", ""),
        # A second figure could be the value as well: left whole, for quarantine.
        ("2tr5 một sào, tổng khoảng 62 triệu", "2tr5 một sào, tổng khoảng 62 triệu", ""),
        ("500 triệu đất, 700 triệu nhà", "500 triệu đất, 700 triệu nhà", ""),
    ],
)
def test_amounts_beside_their_label(text, amount, rest):
    assert value_of(text)[::2] == (amount, rest)


def test_folding_keeps_every_letter_in_its_place():
    text = "Quyền sử dụng ĐẤT Ở… – m²"
    assert fold(text) == "quyen su dung dat o_ - m2"
    assert len(fold(text)) == len(text)


def test_dotted_lines_are_no_text():
    assert undotted("......12 Lê Lợi.........phường 1 ….") == "12 Lê Lợi phường 1"


def test_codes_do_not_depend_on_spelling():
    assert stable_code("SỞ  Tài chính") == stable_code("sở tài chính") == "SO-TAI-CHINH"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("- Tổng thu nhập của người kê khai: 5 triệu", "declarant"),
        ("Vợ (hoặc chồng): 5 triệu", "spouse"),
        ("cua vo/chong: 5 trieu", "spouse"),
        ("Tổng các khoản thu nhập chung: 5 triệu", "joint"),
        ("+ Lương của vợ: 5 triệu", None),
    ],
)
def test_recipients(text, who):
    found = recipient(text)
    assert (found[0] if found else None) == who


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lương, phụ cấp", "salary"),
        ("bán đất ở Tam Kỳ", "asset_sale"),
        ("cho thuê nhà", "rent"),
        ("được mẹ cho", "gift"),
        ("trúng số", "other"),
    ],
)
def test_sources_of_income(text, source):
    assert source_of(text) == source


def test_without_number_the_person_is_name_and_birth_date(parameters):
    filed = form(parameters=parameters).tables["declarations"]
    assert filed["declarant_id"].item() == "P-THAI-THI-DIEP-02-03-1981"
    assert filed["unit_code"].item() == "SO-NOI-VU"


def test_the_id_of_a_declaration_depends_on_content_and_name_alone(parameters):
    first, again = (form("5. Tiền: tiền mặt 60 triệu", parameters=parameters) for _ in range(2))
    other = form("5. Tiền: tiền mặt 70 triệu", parameters=parameters)
    ids = [found.tables["declarations"]["declaration_id"].item() for found in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]


def test_every_value_keeps_its_place_and_its_text(parameters):
    item = form("II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN", "5. Tiền", "- Tiền mặt: 1,2 tỷ", parameters=parameters).tables[
        "assets"
    ]
    assert item["source_place"].item() == "II.5, đoạn 9"
    assert '"value_vnd": "1,2 tỷ"' in item["raw"].item()


def test_a_form_without_name_is_one_row(parameters):
    found = form("II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN", "5. Tiền: tiền mặt 60 triệu", head=HEAD[:5], parameters=parameters)
    assert found.quarantine["table"].tolist() == ["forms"]
    assert all(frame.empty for frame in found.tables.values())


def test_signatures_on_every_page_lose_nothing(parameters):
    texts = (
        "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
        "5. Tiền",
        "NGƯỜI KÊ KHAI (ký từng trang)",
        "- Tiền mặt: 60 triệu",
        "7.1. Xe",
    )
    assert form(*texts, parameters=parameters).tables["assets"]["value_vnd"].tolist() == [60e6]


def test_an_amount_behind_the_signatures_is_quarantined(parameters):
    found = form("5. Tiền: không", "NGƯỜI KÊ KHAI TÀI SẢN", "Bổ sung: tiền mặt 60 triệu", parameters=parameters)
    assert "60 triệu" in found.quarantine["reason"].item()


def test_income_without_its_heading_keeps_its_recipient(parameters):
    texts = ("9. Tài khoản ở nước ngoài: Không", "- Tổng thu nhập của vợ: 5 triệu", "- Của con: 1 triệu")
    assert form(*texts, parameters=parameters).tables["incomes"]["recipient"].tolist() == ["spouse", "minor_children"]


def test_a_day_in_the_text_is_no_signature(parameters):
    texts = (
        "1.1. Đất ở",
        "- Địa chỉ: 5 Lê Lợi",
        "- Giá trị: 60 triệu",
        "nhận thừa kế ngày 5 tháng 6 năm 2020",
        "- Diện tích: 90 m2",
    )
    item = form(*texts, parameters=parameters).tables["assets"]
    assert item[["area_m2", "note"]].values.tolist() == [[90.0, "nhận thừa kế ngày 5 tháng 6 năm 2020"]]


def test_the_day_above_the_signatures_is_the_day_of_the_form(parameters):
    texts = ("10. Tổng thu nhập: người kê khai: 5 triệu", "Tam Kỳ, ngày 7 tháng 12 năm 2025", "NGƯỜI KÊ KHAI TÀI SẢN")
    found = form(*texts, head=(*HEAD[:2], *HEAD[3:]), parameters=parameters)
    assert found.tables["declarations"]["declared_on"].item() == pd.Timestamp("2025-12-07")
    assert found.quarantine.empty


@pytest.mark.parametrize(
    ("text", "quantity", "value", "explanation"),
    [
        ("1.1. Đất ở: tăng 01 thửa, trị giá 500.000.000 đồng, nguồn gốc: tiền bán xe", 1, 5e8, "tiền bán xe"),
        ("5. Tiền: giảm 50 triệu do mua xe", None, -5e7, "do mua xe"),
        ("7.1. Ô tô: Số lượng: -1; Giá trị: -680 triệu; Giải trình: bán xe", -1, -68e7, "bán xe"),
    ],
)
def test_movements_in_sentences(text, quantity, value, explanation, parameters):
    row = form("III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP", text, parameters=parameters).tables["movements"]
    assert row["value_change_vnd"].item() == value
    assert row["explanation"].item() == explanation
    assert row["quantity_change"].dropna().tolist() == ([] if quantity is None else [quantity])


@pytest.mark.parametrize(
    "text", ["10. Tổng thu nhập: người kê khai: lương 15 triệu đồng/tháng", "5. Tiền: gửi 400 triệu và 600 triệu"]
)
def test_a_figure_that_may_be_another_one_is_quarantined(text, parameters):
    found = form(text, parameters=parameters)
    assert len(found.quarantine) == 1
    assert found.tables["assets"].empty and found.tables["incomes"].empty


def test_a_value_on_the_next_line(parameters):
    item = form("5. Tiền", "a) Tiền mặt:", "60.000.000 đồng", parameters=parameters).tables["assets"]
    assert item[["name", "value_vnd"]].values.tolist() == [["Tiền mặt", 6e7]]


def test_two_forms_in_one_file_are_refused(parameters):
    found = form("5. Tiền: không", *HEAD, parameters=parameters)
    assert found.quarantine["table"].tolist() == ["forms"]


def test_an_unknown_row_of_part_three_does_not_count_for_the_row_above(parameters):
    rows = [("5. Tiền", "", "+100.000.000 đồng", "tiết kiệm"), ("Máy bay", "-1", "-9.000.000.000 đồng", "bán")]
    lines = [Line((Piece(text, f"đoạn {n}"),)) for n, text in enumerate((*HEAD, "III. BIẾN ĐỘNG TÀI SẢN, THU NHẬP"), 1)]
    lines += [
        Line(tuple(Piece(text, f"dòng {n}, ô {c}", c) for c, text in enumerate(row) if text), 1, n)
        for n, row in enumerate(rows, 1)
    ]
    found = read_form(lines, Place("a.docx"), parameters, catalogue("vi"))
    assert found.tables["movements"]["category"].tolist() == ["money"]
    assert "Máy bay" in found.quarantine["reason"].item()


def test_a_form_over_several_sheets_is_one(tmp_path, parameters):
    sheets = {
        "Trang 1": HEAD,
        "Danh mục": ("Tỉnh",),
        "Trang 2": ("II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN", "5. Tiền: tiền mặt 60 triệu"),
    }
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, texts in sheets.items():
        book.add_worksheet(name).write_column(0, 0, texts)
    book.close()
    path = tmp_path / "spread.xlsx"
    path.write_bytes(buffer.getvalue())
    reads = {read.table: read.accepted for read in read_form_file(path, path.name, parameters, catalogue("vi"))}
    assert reads["assets"]["source_place"].item() == "II.5, Trang 2!A2"
    assert len(reads["declarations"]) == 1
    assert isinstance(reads["assets"], pd.DataFrame)


def test_plots_below_a_bare_heading_of_land_are_asked_back_and_those_below_their_kind_are_read(parameters):
    found = form(
        "II. Tài sản",
        "1. Đất",
        "Thửa 1: Địa chỉ: 12 Lê Lợi, Huế; Diện tích: 5x20m; Giá trị: 1,2 tỷ",
        "1.1. Đất ở",
        "Thửa 1: Địa chỉ: 5 Trần Phú, Huế; Diện tích: một trăm hai mươi mét vuông; Giá trị: 900 triệu",
        "2. Nhà",
        "Nhà 1: Địa chỉ: 5 Trần Phú, Huế; Diện tích sử dụng: 80 m2; Giá trị: 500 triệu",
        parameters=parameters,
    )
    assets = found.tables["assets"]
    assert assets[["category", "area_m2", "value_vnd"]].to_numpy().tolist() == [
        ["land_residential", 120.0, 900e6],
        ["house", 80.0, 500e6],
    ]
    assert ["12 Lê Lợi" in text for text in found.quarantine["row"]] == [True]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Ngày 31.12.24", "2024-12-31"),
        ("Ngày 31-12-2024", "2024-12-31"),
        ("(Ngày 05/12/2024)", "2024-12-05"),
        ("Ngày 05/12/24", None),
    ],
)
def test_the_day_of_a_form_with_two_digits_for_the_year(written, day, parameters):
    head = tuple(written if text.startswith("Ngày") else text for text in HEAD)
    found = form("II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN", "1.1. Đất ở: Không", parameters=parameters, head=head)
    days = found.tables["declarations"]["declared_on"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ([day] if day else [])
    assert len(found.quarantine) == (0 if day else 1)


@pytest.mark.parametrize(("written", "square_metres"), [("5x20m2", 100), ("5m x 20m", 100), ("120 m2", 120)])
def test_sides_in_a_sentence_are_never_the_last_side_alone(written, square_metres, parameters):
    found = form(
        "II. THÔNG TIN MÔ TẢ VỀ TÀI SẢN",
        "1.1. Đất ở:",
        f"Thửa đất tại 12 Lê Lợi, Huế diện tích {written}, giá trị 1,2 tỷ",
        parameters=parameters,
    )
    assert found.tables["assets"][["area_m2", "value_vnd"]].to_numpy().tolist() == [[square_metres, 1.2e9]]
