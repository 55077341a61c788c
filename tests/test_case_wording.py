"""What a case says of itself: the strongest finding first, none told twice, amounts that can be read at a glance."""

import pandas as pd
import pytest

from pipeline.cases.wording import once_told, reasons, shortened
from pipeline.model import FLAGS, POSITIONS, SCORES
from pipeline.texts import catalogue
from tests.tables import table

VI, EN = catalogue("vi"), catalogue("en")
FOUND = FLAGS.conform(
    table(
        """
        indicator | severity | judgement  | amount_vnd | observed   | reason
        UW01      | 3        | enrichment | 1819300000 | 1819300000 | Chưa rõ nguồn 1.819.300.000 ₫ (ngưỡng 300.000.000 ₫).
        UW02      | 2        | enrichment | 1819300000 | 3.2        | Bằng 320% thu nhập.
        AR07      | 2        | enrichment |            | -1819300000 | Còn lại để sinh hoạt -1.819.300.000 ₫.
        UW06      | 2        | enrichment | 2349000000 | 0.3        | Giải trình được 30%.
        PR02      | 1        | enrichment | 2349000000 | 4.1        | Tăng 4,1 lần thu nhập.
        CI02      | 3        | interest   |            | 2          | Góp vốn trong lĩnh vực quản lý.
        LQ01      | 1        | enrichment |            | 2          | Tiền mặt nhiều.
        DQ01      | 4        | error      | 99000000   | 1000       | Lệch đơn vị.
        """
    )
).assign(declaration_id="K1")
SCORE = SCORES.conform(pd.DataFrame([{"anomaly_score": 0.2, "unexplained_low_vnd": 1.8e9}])).iloc[0]
POSITION = POSITIONS.conform(pd.DataFrame([{"declaration_id": "K1"}])).iloc[0]


def test_the_strongest_comes_first_and_nothing_is_told_twice():
    told = reasons(SCORE, FOUND, POSITION, VI)
    assert told.split(" • ") == [
        "Chưa rõ nguồn 1,82 tỷ ₫ (ngưỡng 300 triệu ₫).",
        "Góp vốn trong lĩnh vực quản lý.",
        "Giải trình được 30%.",
        "Tiền mặt nhiều.",
    ]


def test_two_sentences_keep_their_exact_amounts():
    told = reasons(SCORE, FOUND[FOUND.indicator.isin(["UW01", "UW02", "CI02"])], POSITION, VI)
    assert told == "Chưa rõ nguồn 1.819.300.000 ₫ (ngưỡng 300.000.000 ₫). Góp vốn trong lĩnh vực quản lý."


def test_ratios_and_counts_that_are_the_same_number_are_not_the_same_finding():
    assert {"CI02", "LQ01"} <= set(once_told(FOUND).indicator)


@pytest.mark.parametrize(
    ("say", "sentence", "short"),
    [
        (VI, "từ 83.000.000 ₫ lên 1.000.000.000 ₫", "từ 83 triệu ₫ lên 1 tỷ ₫"),
        (VI, "-75.999.925.000.000 ₫", "-76.000 tỷ ₫"),
        (VI, "diện tích 1.234.567 m2, 950.000 ₫", "diện tích 1.234.567 m2, 950.000 ₫"),
        (VI, "999.600.000 ₫", "1 tỷ ₫"),
        (EN, "1,819,300,000 ₫ against 12,340,000 ₫", "1.82 billion ₫ against 12.3 million ₫"),
    ],
)
def test_amounts_in_three_figures(say, sentence, short):
    assert shortened(sentence, say) == short
