"""What became of the list, on a page that a person reads."""

import dataclasses
import html
import re
from datetime import date

import pytest

from pipeline.exports.site import site
from pipeline.exports.site_context import FollowUp, SiteContext
from pipeline.model.registered import LISTINGS, LOTTERY, REGISTER
from pipeline.register.follow_up import measured, open_cases, outcomes_held
from pipeline.store.resources import load_parameters
from pipeline.texts import catalogue
from tests.tables import table

HELD = {
    "register": REGISTER.conform(
        table(
            """
            case_id | version | unit_code | outcome               | measure   | outcome_on | officer | recorded_at
            C1      | 1       | H1        | verification_proposed |           | 2026-03-01 | Minh    | 2026-03-02T08:00:00+07:00
            C1      | 2       | H1        | verified_untruthful   | warned    | 2026-05-01 | Minh    | 2026-05-02T08:00:00+07:00
            C2      | 1       | H2        | more_requested        |           | 2026-04-01 | Lan     | 2026-04-02T08:00:00+07:00
            C3      | 1       | H2        | explained             | supervise | 2026-04-20 | Lan     | 2026-04-21T08:00:00+07:00
            """
        )
    ),
    "listings": LISTINGS.conform(
        table(
            """
            case_id | run_id | rank | unit_code | listed_on
            C1      | a      | 1    | H1        | 2026-01-15
            C2      | a      | 2    | H2        | 2026-01-15
            C3      | a      | 3    | H2        | 2026-01-15
            C4      | b      | 1    | H3        | 2026-06-01
            """
        )
    ),
    "lottery": LOTTERY.empty(),
}
DAY = date(2026, 6, 11)


def test_open_cases_are_the_oldest_first_with_what_was_noted():
    rows = open_cases(HELD, DAY)
    assert list(rows.case_id) == ["C2", "C4"]
    assert list(rows.days_open) == [147, 10]
    assert rows.officer[0] == "Lan"


def test_outcomes_show_what_holds_and_how_often_it_was_noted():
    rows = outcomes_held(HELD).set_index("case_id")
    assert list(rows.index) == ["C1", "C3", "C2"]
    assert rows.version["C1"] == 2
    assert rows.measure["C3"] == "supervise"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", ["Danh sách đã đúng đến đâu", "11/06/2026", "quá ít để kết luận", "Cảnh cáo", "Giám sát", "147"]),
        ("en", ["How right the list was", "too few", "C4"]),
    ],
)
def test_the_page_says_it_all(language, said):
    lines = measured(HELD, DAY, load_parameters(), catalogue(language)).said
    follow_up = FollowUp(DAY, tuple(lines), open_cases(HELD, DAY), outcomes_held(HELD))
    page = site(dataclasses.replace(SiteContext(), follow_up=follow_up), language)["follow_up.html"].decode()
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
    assert [text for text in said if text not in words] == []
