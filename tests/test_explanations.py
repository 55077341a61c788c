"""Section III's sentences: which source of funds, how much, whose and when."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.explanations import read_explanations
from pipeline.model import EXPLAINED, MOVEMENTS

MILLION = 1_000_000
# text: what is read of it, as source, direction, millions (None: not stated), kind of counterpart
READ: dict[str, list[tuple[str, str, float | None, str]]] = {
    "Vay ngân hàng Agribank số tiền 500 triệu đồng, thời hạn 10 năm": [("loan", "in", 500, "bank")],
    "Bán lô đất tại Điện Bàn được 1,2 tỷ, vay ngân hàng BIDV chi nhánh Quảng Nam 500 triệu": [
        ("asset_sale", "in", 1200, "unknown"),
        ("loan", "in", 500, "bank"),
    ],
    "Ban nha o Tam Ky duoc 1 ty 200 trieu dong, vay them em trai 300 trieu": [
        ("asset_sale", "in", 1200, "unknown"),
        ("loan", "in", 300, "relative"),
    ],
    "Mua đất giá 1,5 tỷ từ tiền tích lũy 700 triệu, vay ngân hàng 500 triệu, bố mẹ vợ cho 300 triệu": [
        ("other", "out", 1500, "unknown"),
        ("savings", "in", 700, "unknown"),
        ("loan", "in", 500, "bank"),
        ("gift", "in", 300, "relative"),
    ],
    "Bố mẹ đẻ cho 300.000.000 đồng": [("gift", "in", 300, "relative")],
    "Anh ruột ở Mỹ gửi cho 20.000 USD (tương đương 500 triệu đồng)": [("gift", "in", 500, "relative")],
    "Thanh lý hợp đồng góp vốn, nhận lại 300 triệu": [("asset_sale", "in", 300, "unknown")],
    "bo me cho 300 trieu, vay agribank 200 trieu": [("gift", "in", 300, "relative"), ("loan", "in", 200, "bank")],
    "Được anh chị em ruột hỗ trợ 40tr": [("gift", "in", 40, "relative")],
    "Chuyển nhượng cho ông Nguyễn Văn A ngày 12/03/2023, giá 850.000.000đ": [("asset_sale", "in", 850, "person")],
    "Nhận chuyển nhượng của bà Trần Thị B": [],
    "Được thừa kế từ bố mẹ theo di chúc ngày 01/02/2024": [("inheritance", "in", None, "relative")],
    "Được đền bù thu hồi đất 2 tỷ 3": [("compensation", "in", 2300, "unknown")],
    "Bảo hiểm nhân thọ chi trả 1,5 tỷ đồng": [("insurance", "in", 1500, "unknown")],
    "Trả nợ vay Vietcombank 200 triệu": [("loan", "out", 200, "bank")],
    "Đã trả gốc và lãi vay Agribank 39 triệu": [("loan", "out", 39, "bank")],
    "Bán nhà 2 tỷ trả nợ ngân hàng 500 triệu": [("asset_sale", "in", 2000, "unknown"), ("loan", "out", 500, "bank")],
    "Hoàn trả 22tr đã mượn của Nguyễn Xuân Quân năm 2023": [("loan", "out", 22, "unknown")],
    "Nguyễn Xuân Trung trả nợ 100 triệu": [("savings", "in", 100, "unknown")],
    "Cho em trai vay 150 triệu": [("other", "out", 150, "relative")],
    "Cho Nguyễn Xuân Lâm vay 80tr": [("other", "out", 80, "unknown")],
    "Thu hồi tiền cho Nguyễn Anh Hòa vay 30 triệu": [("savings", "in", 30, "person")],
    "Ngân hàng cho vay 400 triệu": [("loan", "in", 400, "bank")],
    "500 triệu tiền bán xe ô tô, 300 triệu từ bố mẹ cho": [
        ("asset_sale", "in", 500, "unknown"),
        ("gift", "in", 300, "relative"),
    ],
    "vay Agribank 500 triệu, BIDV 300 triệu": [("loan", "in", 500, "bank"), ("loan", "in", 300, "bank")],
    "Vay của Công ty TNHH Hoàng Phát 2 tỷ đồng không lãi suất": [("loan", "in", 2000, "company")],
    # What a firm does stands in its name, and is no building or business of the household.
    "Mua đất giá 400 triệu bằng vay Công ty TNHH Xây dựng Đất Quảng 400 triệu": [
        ("other", "out", 400, "company"),
        ("loan", "in", 400, "company"),
    ],
    "Mở tài khoản và chi học phí cho con du học tại Úc 420 triệu đồng": [("spending", "out", 420, "relative")],
    "Dong vien phi cho me 80 trieu, vay ban be 50 trieu": [
        ("spending", "out", 80, "unknown"),
        ("loan", "in", 50, "person"),
    ],
    "Vay bạn bè": [("loan", "in", None, "person")],
    "Mua xe 1.165.000.000đ, phần còn lại vay Agribank chi nhánh tỉnh 700 triệu": [
        ("other", "out", 1165, "unknown"),
        ("loan", "in", 700, "bank"),
    ],
    "Mua xe bang tien tiet kiem, con lai vay BIDV 300 trieu": [
        ("savings", "in", None, "unknown"),
        ("loan", "in", 300, "bank"),
    ],
    "Tiền tích lũy từ lương và phụ cấp của hai vợ chồng": [("savings", "in", None, "unknown")],
    "Tích lũy từ tiền lương, thưởng nhiều năm 350 triệu": [("savings", "in", 350, "unknown")],
    "Gửi tiết kiệm 500 triệu từ tiền bán đất": [("asset_sale", "in", None, "unknown")],
    "Lương: 250.000.000đ; Lãi tiết kiệm: 12.500.000đ; Cho thuê nhà 60 triệu": [
        ("salary", "in", 250, "unknown"),
        ("interest", "in", 12.5, "unknown"),
        ("rent", "in", 60, "unknown"),
    ],
    "Trợ cấp thôi việc 90 triệu; cổ tức 20tr; hốt hụi 100 triệu": [
        ("other", "in", 90, "unknown"),
        ("other", "in", 20, "unknown"),
        ("other", "in", 100, "unknown"),
    ],
    "Tiền lương của bản thân 18 triệu/tháng": [("salary", "in", None, "unknown")],
    "Bán cà phê 80 triệu": [("farm", "in", 80, "unknown")],
    "Không vay mượn ai": [],
    "Vì vậy tài sản tăng thêm": [],
    "Không có biến động": [],
    "Giá trị dưới 150 triệu đồng, không thuộc diện phải kê khai": [],
    "Bàn ghế gỗ 90 triệu": [],
}


def read(text: str, category: str = "money", change: float = 1.0) -> pd.DataFrame:
    row = {"declaration_id": "d1", "category": category, "value_change_vnd": change, "explanation": text}
    return read_explanations(MOVEMENTS.conform(pd.DataFrame([row])))


def told(found: pd.DataFrame) -> list[tuple[str, str, float | None, str]]:
    return [
        (row.source, row.direction, None if pd.isna(row.amount_vnd) else row.amount_vnd / MILLION, row.counterpart_kind)
        for row in found.itertuples()
    ]


@pytest.mark.parametrize("text", READ)
def test_what_a_sentence_says(text: str) -> None:
    assert sorted(told(read(text)), key=str) == sorted(READ[text], key=str)


@pytest.mark.parametrize(
    ("text", "counterpart", "day"),
    [
        ("Vay ngân hàng Agribank số tiền 500 triệu", "ngân hàng Agribank", None),
        ("Bán đất cho ông Nguyễn Văn A ngày 12/3/2023, giá 850 triệu", "ông Nguyễn Văn A", "2023-03-12"),
        (
            "Vay anh trai ruột Nguyễn Minh Sơn 400 triệu ngày 5 tháng 6 năm 2024",
            "anh trai ruột Nguyễn Minh Sơn",
            "2024-06-05",
        ),
        ("Mẹ đẻ cho 20 triệu tháng 7/2024", "Mẹ đẻ", "2024-07-01"),
        ("Vay quỹ tín dụng nhân dân 80 triệu ngày 5/7/2024", "quỹ tín dụng nhân dân", "2024-07-05"),
        ("Vay Techcombank 20 triệu ngày 31/02/2024", "Techcombank", None),
    ],
)
def test_who_and_when(text: str, counterpart: str, day: str | None) -> None:
    row = read(text).iloc[0]
    assert row.counterpart == counterpart
    assert row.happened_on == pd.Timestamp(day) or (day is None and pd.isna(row.happened_on))


def test_gift_on_a_line_that_goes_down_was_given() -> None:
    text = "Tặng cho con trai 01 thửa đất trị giá 300 triệu"
    assert told(read(text, "land_other", -300.0)) == [("gift", "out", 300, "relative")]
    assert told(read(text, "income", 300.0))[0][:2] == ("gift", "in")


def test_words_without_diacritics_and_shaky_figures_are_less_sure() -> None:
    plain, clear = read("Ban dat duoc 500 trieu").confidence[0], read("Bán đất được 500 triệu").confidence[0]
    assert plain < clear
    assert read("Bán đất được 1.250 tỷ").confidence[0] < clear
    assert read("Bán đất").confidence[0] < clear


def test_each_row_quotes_the_words_that_were_read() -> None:
    found = read("Trong năm có mua đất. Nguồn: bán xe 300 triệu; vay chị gái 200 triệu.")
    assert found.text.tolist() == ["Nguồn: bán xe 300 triệu", "vay chị gái 200 triệu"]


def test_each_line_is_read_for_itself_and_an_unread_one_gives_no_row() -> None:
    lines = pd.DataFrame(
        {
            "declaration_id": ["d2", "d1", "d1", "d3"],
            "category": ["money", "money", "house", "money"],
            "value_change_vnd": [1.0, None, 2.0, 3.0],
            "explanation": ["Vay chị 20 triệu", "Vay chị 30 triệu", "Vay chị 20 triệu", None],
        }
    )
    found = read_explanations(MOVEMENTS.conform(lines))
    assert found.columns.tolist() == EXPLAINED.names
    assert found[["declaration_id", "category", "amount_vnd"]].values.tolist() == [
        ["d1", "house", 20 * MILLION],
        ["d1", "money", 30 * MILLION],
        ["d2", "money", 20 * MILLION],
    ]
    pd.testing.assert_frame_equal(read_explanations(MOVEMENTS.conform(lines.iloc[::-1])), found)


def test_nothing_to_read() -> None:
    pd.testing.assert_frame_equal(read_explanations(MOVEMENTS.empty()), EXPLAINED.empty())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="bánđấtvaytrệỷcho12345.,; +-()/9", max_size=60))
def test_any_text_is_read_without_a_fault_and_quoted_from_itself(text: str) -> None:
    found = read(text)
    assert found.amount_vnd.dropna().gt(0).all()
    assert found.confidence.between(0, 1).all()


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("vay Công ty TNHH MTV Tư vấn tài chính Vạn Phúc 500 triệu", "Công ty TNHH MTV Tư vấn tài chính Vạn Phúc"),
        ("vay Công ty cổ phần Xây dựng và Thương mại Sông Thu, trả trong 2 năm", "Công ty cổ phần Xây dựng và Thương mại Sông Thu"),
        ("Đã tất toán khoản vay Công ty Xây dựng 579", "Công ty Xây dựng 579"),
        ("vay Công ty Xây dựng 579 300 triệu", "Công ty Xây dựng 579"),
        ("Vay cua Cong ty TNHH Tu van Hoang Phat so tien 2 ty dong", "Cong ty TNHH Tu van Hoang Phat"),
        ("vay công ty Bà Nà 300 triệu", "công ty Bà Nà"),
    ],
)  # fmt: skip
def test_the_name_of_a_firm_is_read_to_its_end(text: str, firm: str) -> None:
    row = {"declaration_id": "A", "category": "money", "value_change_vnd": 0.0, "explanation": text}
    read = read_explanations(MOVEMENTS.conform(pd.DataFrame([row])))
    assert read[read.source == "loan"].counterpart.tolist() == [firm]
