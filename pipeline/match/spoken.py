"""What section III says between two lists: signs, amounts and words, line by line."""

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from pipeline.match.codes import text_codes
from pipeline.match.lines import number_in
from pipeline.model.vocabulary import MOVEMENT_CATEGORIES
from pipeline.text import arrow_text, folded, nfc

# Row 3.1 of section III speaks of perennial trees and production forest together.
TOPIC = {name: name for name in MOVEMENT_CATEGORIES} | {"production_forest": "perennial_trees"}
TOPICS = tuple(dict.fromkeys(TOPIC.values()))
# Words of an explanation, with and without diacritics. `cho`, `tang` and `ban` alone are too many words without them.
WORDS = {
    "sale": (
        r"\bbán\b|chuyển nhượng|thanh lý|đáo hạn|chi trả quyền lợi|tất toán|nhà nước thu hồi|giải tỏa",
        r"\b(?:da|so|tien|hop dong) ban\b"
        r"|\bban (?:[0-9]|dat|nha|xe|lai|bot|thua|lo|vang|o to|het|cho|mot)"
        r"|^ban |chuyen nhuong|thanh ly|dao han|chi tra quyen loi|tat toan|nha nuoc thu hoi|giai toa",
    ),
    "gift": (
        r"\btặng\b|\bbiếu\b|được cho\b|(?:bố|cha|mẹ) cho\b|\bcho (?:con|em|anh|chị|cháu|người thân)\b"
        r"|mừng cưới|quà cưới",
        r"tang cho|cho tang|duoc tang|duoc cho\b|(?:cha|bo|me) cho\b|cho nguoi than|mung cuoi|qua cuoi",
    ),
    "inheritance": (r"thừa kế|thừa hưởng|di chúc|di sản", r"thua ke|thua huong|di chuc|di san"),
    "purchase": (
        r"\bmua\b|nhận chuyển nhượng|xây dựng|xây mới|xây nhà",
        r"\bmua\b|nhan chuyen nhuong|xay dung|xay moi|xay nha",
    ),
    "threshold": (
        r"không thuộc diện|(?:dưới|không đạt) (?:mức|ngưỡng|[0-9]+ triệu)",
        r"khong thuoc dien|duoi (?:muc|nguong|[0-9]+ trieu)",
    ),
    "revaluation": (
        r"giá (?:vàng|đất|thị trường|cổ phiếu) tăng|theo giá thị trường|bảng giá đất|điều chỉnh giá|định giá lại",
        r"gia (?:vang|dat|thi truong|co phieu) tang|theo gia thi truong|bang gia dat|dieu chinh gia|dinh gia lai",
    ),
    # What was thrown away brought nothing, whatever word was used for it.
    "scrap": (r"không còn (?:sử dụng|dùng)|hư hỏng|đã hỏng", r"khong con (?:su dung|dung)|hu hong|da hong"),
}  # fmt: skip
# What other readers of the explanations found, as a line with a sign: a gift comes, what was sold leaves.
SIGN_OF_SOURCE = {"asset_sale": -1.0, "gift": 1.0, "inheritance": 1.0}
CAUSE_OF_SOURCE = {"asset_sale": "sale", "gift": "gift", "inheritance": "inheritance"}


def spoken(
    pairs: pd.DataFrame, compared: pd.DataFrame, movements: pd.DataFrame, explained: pd.DataFrame, wanted: np.ndarray
) -> pd.DataFrame:
    """One row a line of section III on a wanted pair and topic: key, amount (signed), sign, explanation, says_<cause>.

    All declarations after the list before, up to the one with the list after, are heard: a supplement without a list
    says what changed, and the yearly declaration after it has the result. A line said twice counts once. `own` is
    False for what was read out of the words of such a line.
    """
    lines = _lines(movements, pairs, compared, wanted)
    own = lines.assign(**_said(lines.explanation), own=True)
    return pd.concat([own, _read(explained, pairs, compared, wanted)], ignore_index=True)


def by_topic(lines: pd.DataFrame) -> pd.DataFrame:
    """One row a key: plus, minus, unsigned (there is such a line), movement_vnd (sum of the amounts), explanation."""
    own = lines[lines.own.astype(bool)]
    signs = own[["key"]].assign(plus=own.sign > 0, minus=own.sign < 0, unsigned=own.sign == 0)
    topics_ = signs.groupby("key").max()
    topics_["movement_vnd"] = own.groupby("key").amount.sum(min_count=1)
    topics_["explanation"] = _joined_words(own)
    return topics_.reset_index()


def keys(pair: np.ndarray, topic: np.ndarray) -> np.ndarray:
    """One number for a pair and a topic."""
    return np.asarray(pair * len(TOPICS) + topic)


def topics(categories: pd.Series) -> np.ndarray:
    """The topic of section III for each category, as a position in TOPICS."""
    codes, names = text_codes(categories)
    numbers = np.array([TOPICS.index(TOPIC[name]) for name in names], dtype="int64")
    return np.asarray(numbers[codes])


def _pair_numbers(declaration_id: pd.Series, pairs: pd.DataFrame, compared: pd.DataFrame) -> np.ndarray:
    """The pair that a declaration speaks about: the one from the list before it to the next list."""
    baseline = number_in(arrow_text(pairs.baseline_declaration_id), compared.baseline_declaration_id)
    place = number_in(arrow_text(declaration_id), pairs.declaration_id)
    return np.asarray(np.where(place >= 0, baseline[place], -1))


def _lines(movements: pd.DataFrame, pairs: pd.DataFrame, compared: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
    key = keys(_pair_numbers(movements.declaration_id, pairs, compared), topics(movements.category))
    lines = movements[["quantity_change", "value_change_vnd", "explanation"]].assign(key=key)
    lines = lines[np.isin(key, wanted)].rename(columns={"value_change_vnd": "amount"})
    lines = lines.sort_values(["key", "amount", "quantity_change", "explanation"], ignore_index=True)
    lines = lines.drop_duplicates(["key", "amount", "quantity_change", "explanation"])
    amount = lines.amount.fillna(0.0)
    return lines.assign(sign=np.sign(amount.where(amount != 0, lines.quantity_change).fillna(0.0)))


def _read(explained: pd.DataFrame, pairs: pd.DataFrame, compared: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
    """What was read out of the words elsewhere, as lines."""
    rows = explained[explained.category.notna() & explained.source.isin(list(SIGN_OF_SOURCE))]
    key = keys(_pair_numbers(rows.declaration_id, pairs, compared), topics(rows.category))
    sign = rows.source.map(SIGN_OF_SOURCE).astype("float64")
    said = {f"says_{cause}": rows.source.map(CAUSE_OF_SOURCE) == cause for cause in WORDS}
    lines = pd.DataFrame({"key": key, "amount": sign * rows.amount_vnd, "sign": sign, "own": False, **said})
    return lines.assign(explanation=rows.text)[np.isin(key, wanted)].drop_duplicates()


def _said(explanation: pd.Series) -> dict[str, np.ndarray]:
    """Whether the words name a cause; words without diacritics are read in their own spelling."""
    codes, distinct = text_codes(explanation)
    texts = pd.Series(distinct, dtype="str")
    written = arrow_text(nfc(texts).str.lower())
    bare = arrow_text(folded(texts))
    plain = pc.equal(bare, pc.utf8_trim_whitespace(pc.replace_substring_regex(written, r"[^\p{L}\p{N}]+", " ")))
    said = {}
    for cause, (marked, unmarked) in WORDS.items():
        without = pc.and_(plain, pc.match_substring_regex(bare, unmarked))
        named = pc.fill_null(pc.or_kleene(pc.match_substring_regex(written, marked), without), False)
        said[f"says_{cause}"] = np.append(named.to_numpy(zero_copy_only=False), False)[codes]
    return said


def _joined_words(lines: pd.DataFrame) -> pd.Series:
    """The words on each topic, joined where there are several lines."""
    told = lines[lines.explanation.notna()].drop_duplicates(["key", "explanation"])
    words: dict[int, str] = {}
    for key, text in zip(told.key.to_numpy(), told.explanation.to_numpy(dtype=object), strict=True):
        words[key] = f"{words[key]}; {text}" if key in words else text
    return pd.Series(words, dtype="str")
