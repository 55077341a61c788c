"""The words by which section III names a source or a use of funds, as people write them."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from pipeline.money_text import bare

IN, OUT = "in", "out"

# Source and direction: phrases. `*` after a phrase: without diacritics it means too many other things to be
# believed (`bán` sell, `bàn` table, `bạn` friend). Purchases and money put on deposit are read only so that
# their amounts are not taken for a source; they become no source of funds.
PHRASES = """
asset_sale in: bán* | bán đất | bán nhà | bán xe | bán ô tô | bán căn hộ | bán chung cư | bán lô | bán thửa |
    bán mảnh | bán miếng | bán vàng | bán cổ phiếu | bán trái phiếu | bán chứng khoán | bán tài sản | bán lại |
    bán được | bán quyền | bán 01 | bán 1 | chuyển nhượng | sang nhượng | nhượng lại | thanh lý | nhượng bán |
    thanh lí | bán bớt | thanh lý hợp đồng góp vốn | thanh lý góp vốn
gift in: tặng* | biếu* | tặng cho | cho tặng | được tặng | được cho | được biếu | quà tặng | cho tiền |
    mừng cưới | tiền mừng | quà cưới | quà mừng | cho không | được gia đình hỗ trợ | gia đình hỗ trợ |
    gia đình cho | hai bên hỗ trợ | bố mẹ hỗ trợ | cha mẹ hỗ trợ | ba mẹ hỗ trợ | gia đình giúp | bố mẹ giúp |
    hồi môn
gift given: cho* | hỗ trợ | giúp* | giúp đỡ | hỗ trợ thêm | gửi cho | gửi về | gửi về cho
inheritance in: thừa kế | thừa hưởng | kế thừa | di chúc | di sản | để lại* | chia gia tài
loan in: vay* | vay mượn | vay vốn | vay ngân hàng | vay của | vay thêm | vay tiền | tiền vay | khoản vay |
    vay tín chấp | vay thế chấp | vay bạn bè | vay anh | vay bố mẹ | mượn* | mượn tiền | mượn của | tín dụng |
    trả góp | vay nợ | nợ lại* | còn lại vay | còn lại vay mượn | còn lại vay của | còn lại mượn
loan out: trả nợ | trả hết nợ | trả bớt nợ | trả tiền vay | trả khoản vay | trả gốc | trả vay | trả lại tiền vay |
    tất toán khoản vay | tất toán nợ | tất toán tiền vay | tất toán vay | thanh toán nợ | thanh toán khoản vay |
    hoàn trả | trả ngân hàng | trả lại tiền mượn | trả nợ vay | trả nợ ngân hàng | trả lãi | trả nợ gốc |
    trả dần | trả gốc và lãi | trả gốc và lãi vay | trả gốc lãi | lãi vay | trả cả gốc và lãi | trả gốc + lãi
lent out: cho vay | cho mượn | cho anh vay | cho em vay | cho bạn vay | cho vay lại
savings in: tích lũy | tích góp | tiết kiệm | dành dụm | để dành | dư tiền | tiền tích cóp | tích cóp |
    rút tiết kiệm | rút tiền gửi | rút tiền tiết kiệm | rút sổ tiết kiệm | tất toán sổ tiết kiệm |
    tất toán tiền gửi | tiền gửi đến hạn | thu hồi nợ | thu hồi tiền cho vay | thu nợ | đáo hạn tiền gửi |
    tất toán sổ | tiền tiết kiệm | sổ tiết kiệm | gom góp | vốn tự có | tiền tự có | thu hồi tiền |
    thu hồi khoản
savings out: gửi tiết kiệm | gửi ngân hàng | gửi tiền | gửi vào | gửi thêm | gửi góp | gửi tại | gửi có kỳ hạn |
    mở sổ tiết kiệm | tiền gửi* | nộp tiền vào | góp hụi | đóng hụi | góp họ*
salary in: lương* | tiền lương | lương và phụ cấp | lương và thưởng | lương thưởng | phụ cấp | tiền thưởng |
    thưởng* | thù lao | tiền công | lương hàng tháng | thu nhập tăng thêm | lương tháng | lương hưu | làm thêm |
    giảng dạy | dạy thêm | công tác phí
interest in: tiền lãi | lãi tiết kiệm | lãi tiền gửi | lãi ngân hàng | lãi tiền gửi tiết kiệm | lãi gửi |
    lãi suất tiết kiệm | lãi từ tiền gửi | lãi gửi tiết kiệm | lãi*
rent in: cho thuê | tiền thuê nhà | tiền thuê | cho thuê nhà | cho thuê đất | cho thuê mặt bằng | tiền trọ |
    cho thuê trọ
business in: kinh doanh | buôn bán | mua bán nhỏ | cửa hàng | bán hàng | tạp hóa | làm ăn | mở quán |
    bán hàng online | sản xuất kinh doanh | dịch vụ* | chạy xe
farm in: chăn nuôi | trồng trọt | nông nghiệp | làm nông | làm vườn | làm rẫy | cà phê | hồ tiêu | cao su |
    nuôi tôm | nuôi cá | bán lúa | bán lợn | bán heo | bán bò | bán keo | bán gỗ keo | bán cà phê | bán sâm |
    bán cây | thu hoạch | nông sản | bán nông sản | khai thác keo | trồng rừng | làm ruộng
compensation in: đền bù | bồi thường | thu hồi đất | giải phóng mặt bằng | gpmb | giải tỏa | hỗ trợ tái định cư |
    hỗ trợ thu hồi đất | bồi thường hỗ trợ | tiền đền bù | tiền bồi thường | bồi thường thu hồi đất
insurance in: bảo hiểm | bảo hiểm nhân thọ | tiền bảo hiểm | đáo hạn bảo hiểm | bảo hiểm chi trả |
    bảo hiểm xã hội một lần | bhxh một lần | bồi thường bảo hiểm | bảo hiểm bồi thường
other in: cổ tức | trợ cấp | trợ cấp thôi việc | trợ cấp nghỉ hưu | nghỉ hưu | chế độ nghỉ | hụi | chơi hụi |
    nhận tiền góp hụi | nhận hụi | hốt hụi | họ* | trúng thưởng | trúng số | xổ số | tiền thưởng nóng |
    chia lợi nhuận | lợi nhuận được chia | hoàn thuế | học bổng | ly hôn chia | góp chung | thu nhập khác |
    thu khác | rút vốn | rút vốn góp | thu hồi vốn
bought out: mua* | mua đất | mua nhà | mua xe | mua lại | mua thêm | mua vàng | mua cổ phiếu | mua căn hộ |
    mua chung cư | nhận chuyển nhượng | nhận sang nhượng | xây nhà | xây dựng | xây mới | xây* | sửa chữa |
    sửa nhà | góp vốn | đầu tư | đặt cọc | nộp thuế | đóng bảo hiểm | mua bảo hiểm | chi tiêu | chi phí |
    sinh hoạt | cải tạo | nâng cấp
spending out: học phí | đóng học phí | chi học phí | nộp học phí | chi phí học tập | chi phí du học | tiền học |
    viện phí | chi phí chữa bệnh | chi phí điều trị | tiền chữa bệnh | tổ chức đám cưới |
    chi đám cưới | chi phí đám cưới
"""
# Words that make what follows not so: `không vay`, `chưa bán`, `dự kiến bán`.
NEGATIONS = re.compile(r"(?:khong|chua|khong co|khong phai|du kien|se|dang)\s+(?:phai |co |duoc |dang )?$")


class Keyword(NamedTuple):
    """A source or use of funds named in a text, and how sure its words are (0 to 1)."""

    start: int
    end: int
    source: str
    direction: str
    confidence: float


class Entry(NamedTuple):
    """One phrase of the lexicon."""

    source: str
    direction: str
    written: tuple[str, ...]
    needs_marks: bool


def _marks(word: str) -> str:
    """A word with its diacritics, wherever they stand: `hoà` and `hòa` are one."""
    letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d\u0335"))
    return "".join(sorted(letters))


def _entries() -> dict[str, Entry]:
    """Bare phrase: what it means."""
    table: dict[str, Entry] = {}
    for source, direction, phrases in re.findall(r"^(\w+) (\w+):((?:.|\n    )+)$", PHRASES, re.MULTILINE):
        for phrase in (" ".join(part.split()) for part in phrases.split("|")):
            words = phrase.rstrip("*")
            written = tuple(_marks(word) for word in words.split())
            table[bare(words)] = Entry(source, direction, written, phrase.endswith("*"))
    return table


ENTRIES = _entries()
_PATTERN = re.compile(
    r"(?<![a-z0-9])(?:"
    + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(ENTRIES, key=len, reverse=True))
    + r")(?![a-z0-9])"
)


def keywords(text: str, plain: str) -> list[Keyword]:
    """The sources and uses that a text names, in order; `plain` is its bare form.

    Where the diacritics forbid a long phrase, a shorter one may still stand there.
    """
    accented = text.lower() != plain
    found, place = [], 0
    while match := _PATTERN.search(plain, place):
        start, end = match.span()
        fits, exact = _understood(match[0], text[start:end])
        if fits and not NEGATIONS.search(plain, max(0, start - 24), start):
            entry = ENTRIES[" ".join(match[0].split())]
            found.append(Keyword(start, end, entry.source, entry.direction, 1.0 if exact and accented else 0.85))
        place = end if fits else start + len(match[0].split()[0])
    return found


@lru_cache(maxsize=10_000)
def _understood(phrase: str, written: str) -> tuple[bool, bool]:
    """Whether words may mean a phrase of the lexicon by their diacritics, and whether they have all of them."""
    entry = ENTRIES[" ".join(phrase.split())]
    words = list(zip(written.lower().split(), entry.written, strict=True))
    exact = all(_marks(word) == own for word, own in words)
    bare_or_own = all(_marks(word) == own or word == bare(word) for word, own in words)
    return bare_or_own and (exact or not entry.needs_marks), exact
