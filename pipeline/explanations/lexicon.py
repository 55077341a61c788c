"""The words by which section III names a source or a use of funds, as people write them."""

import re
import unicodedata
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
    thanh lí | bán bớt
gift in: tặng* | biếu* | tặng cho | cho tặng | được tặng | được cho | được biếu | quà tặng | cho tiền |
    mừng cưới | tiền mừng | quà cưới | quà mừng | cho không | được gia đình hỗ trợ | gia đình hỗ trợ |
    gia đình cho | hai bên hỗ trợ | bố mẹ hỗ trợ | cha mẹ hỗ trợ | ba mẹ hỗ trợ | gia đình giúp | bố mẹ giúp |
    hồi môn
gift given: cho* | hỗ trợ | giúp* | giúp đỡ | hỗ trợ thêm
inheritance in: thừa kế | thừa hưởng | kế thừa | di chúc | di sản | để lại* | chia gia tài
loan in: vay* | vay mượn | vay vốn | vay ngân hàng | vay của | vay thêm | vay tiền | tiền vay | khoản vay |
    vay tín chấp | vay thế chấp | vay bạn bè | vay anh | vay bố mẹ | mượn* | mượn tiền | mượn của | tín dụng |
    trả góp | vay nợ | nợ lại*
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
    hốt hụi | họ* | trúng thưởng | trúng số | xổ số | tiền thưởng nóng | chia lợi nhuận | lợi nhuận được chia |
    hoàn thuế | học bổng | ly hôn chia | góp chung | thu nhập khác | thu khác | rút vốn | rút vốn góp |
    thu hồi vốn
bought out: mua* | mua đất | mua nhà | mua xe | mua lại | mua thêm | mua vàng | mua cổ phiếu | mua căn hộ |
    mua chung cư | nhận chuyển nhượng | nhận sang nhượng | xây nhà | xây dựng | xây mới | xây* | sửa chữa |
    sửa nhà | góp vốn | đầu tư | đặt cọc | nộp thuế | đóng bảo hiểm | mua bảo hiểm | chi tiêu | chi phí |
    sinh hoạt | đóng học phí | cải tạo | nâng cấp
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
    """The sources and uses that a text names, in order; `plain` is its bare form."""
    accented = text.lower() != plain
    found = (_keyword(match, text, accented) for match in _hits(plain, text))
    return [
        keyword
        for keyword in found
        if keyword and not NEGATIONS.search(plain[max(0, keyword.start - 24) : keyword.start])
    ]


def _hits(plain: str, text: str) -> list[re.Match[str]]:
    """Matches that the diacritics allow; where they forbid a long phrase, a shorter one may still stand there."""
    hits, place = [], 0
    while match := _PATTERN.search(plain, place):
        fits = _fits(ENTRIES[" ".join(match[0].split())], text[match.start() : match.end()])
        if fits:
            hits.append(match)
        place = match.end() if fits else match.start() + len(match[0].split()[0])
    return hits


def _fits(entry: Entry, written: str) -> bool:
    words = written.lower().split()
    return all(_marks(word) == own or word == bare(word) for word, own in zip(words, entry.written, strict=True))


def _keyword(match: re.Match[str], text: str, accented: bool) -> Keyword | None:
    entry = ENTRIES[" ".join(match[0].split())]
    words = text[match.start() : match.end()].lower().split()
    exact = all(_marks(word) == own for word, own in zip(words, entry.written, strict=True))
    if entry.needs_marks and not exact:
        return None
    sure = 1.0 if exact and accented else 0.85
    return Keyword(match.start(), match.end(), entry.source, entry.direction, sure)
