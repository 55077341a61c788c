"""The words of the office as they are typed: a year from the draw to the report, and what is refused in one line."""

import csv
import io
import json

import openpyxl
import pyrage
import pytest
from pyrage import x25519

from pipeline.__main__ import main
from pipeline.model import CASES, DECLARATIONS
from pipeline.stages.register_file import registered
from pipeline.store.access_log import NAME, verify
from pipeline.store.run_directory import RunDirectory
from pipeline.store.writing import write_table
from tests import export_samples as samples
from tests.tables import table
from tests.test_draw_protocol import write_pack

AT = "2026-06-20T10:00:00+07:00"


@pytest.fixture
def office(tmp_path, capsys):
    """A function that runs a word on one run directory; it gives exit status, what was said, and the directory."""
    pack, out = write_pack(tmp_path / "pack"), tmp_path / "run"

    def run(word, **options):
        texts = {"data": pack, "out": out, "at": AT, "who": "hoa", **options}
        given = [part for name, text in texts.items() for part in (f"--{name.replace('_', '-')}", str(text))]
        status = main([word, *given])
        said = capsys.readouterr()
        return status, said.out + said.err, RunDirectory(out)

    return run


def drawn(office):
    status, _, directory = office("draw", seed_text="Hội nghị", drawn_on="2026-02-05", why="Kế hoạch 01")
    assert status == 0
    return directory, list(csv.DictReader(io.StringIO(directory.file("draw", "drawn.csv").read_text("utf-8-sig"))))


def fill(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def register_of(directory):
    return registered(directory.file("register", "register.sqlite"))["register"]


def log(directory):
    return [json.loads(line)["what"] for line in directory.file(NAME).read_text("utf-8").splitlines()]


def test_a_year_of_the_lottery(office, tmp_path):
    """Draw, fill in, import twice, correct one, look at its history, report, hand over, forget: all in the log."""
    directory, rows = drawn(office)
    first = rows[0]["case_id"]
    for row in rows:
        row |= {"outcome": "Đã xác minh: trung thực", "outcome_on": "20/05/2026", "officer": "Minh"}
    filled = fill(tmp_path / "drawn.csv", rows)
    assert f"ghi thêm {len(rows)} phiên bản" in office("outcome", file=filled)[1]
    assert "ghi thêm 0 phiên bản" in office("outcome", file=filled)[1]
    office("outcome", case=first, outcome="verified_untruthful", measure="Cảnh cáo", outcome_on="2026-06-10")
    assert list(register_of(directory).outcome).count("verified_untruthful") == 1
    history = office("outcome", case=first)[1].splitlines()
    assert [line.split(" · ")[1] for line in history] == ["phiên bản 1", "phiên bản 2"]
    assert "Minh" in history[1], "what the command does not tell stays as it was"

    declarations = table(
        "declaration_id | declarant_id | kind | declared_on | unit_code\nK1 | D1 | ANNUAL | 2025-12-31 | A00"
    )
    write_table(
        directory.work("accepted", "declarations", "a.parquet"), DECLARATIONS.conform(declarations), DECLARATIONS
    )
    assert office("report", period="2026-H1")[0] == 0
    book = openpyxl.load_workbook(directory.file("reports", "2026-H1.xlsx"))
    shown = {row[3]: row[1] for row in book.worksheets[0].iter_rows(min_row=5, values_only=True)}
    assert (shown["verified_persons"], shown["verified_untruthful"], shown["disciplined_warned"]) == (len(rows), 1, 1)

    key = x25519.Identity.generate()
    report = directory.file("reports", "2026-H1.xlsx")
    assert office("handover", to=key.to_public(), file=report, why="gửi Thanh tra Chính phủ")[0] == 0
    sent = directory.file("handover", "2026-H1.xlsx.age").read_bytes()
    assert pyrage.decrypt(sent, [key]) == report.read_bytes()

    assert "0 hồ sơ" in office("forget", before="2026-05-20")[1]
    assert f"{len(rows) - 1} hồ sơ" in office("forget", before="2026-06-01")[1], "the corrected one was closed later"
    assert verify(directory.file(NAME)) is None
    assert [entry.split(":")[0] for entry in log(directory)] == ["draw", "report", "handover", *["forget"] * 4]


def test_the_list_of_the_run_is_taken_where_it_lies(office):
    directory, _ = drawn(office)
    cases = samples.cases(3)
    write_table(directory.file("cases", "flagged_cases.parquet"), CASES.conform(cases), CASES)
    directory.write_record("cases", {"run_id": "0" * 12, "listed_on": "2026-01-15"})
    case = cases.case_id.iloc[0]
    status, said, _ = office("outcome", case=case, outcome="data_error", outcome_on="2026-02-01")
    assert status == 0
    held = registered(directory.file("register", "register.sqlite"))
    assert len(held["listings"]) == 3
    assert held["register"].declarant_id.iloc[0] == cases.declarant_id.iloc[0]
    assert "Tỷ lệ lỗi nhập liệu trong các hồ sơ đã kết thúc: 100%" in said
    assert directory.file("register", "measures.csv").exists()


def test_nothing_is_recorded_where_one_row_is_wrong(office, tmp_path):
    directory, rows = drawn(office)
    for row in rows:
        row["outcome"] = "explained"
    rows[1]["outcome_on"] = "ngày mai"
    status, said, _ = office("outcome", file=fill(tmp_path / "drawn.csv", rows))
    assert status == 2
    assert "drawn.csv:3" in said
    assert register_of(directory).empty


@pytest.mark.parametrize(
    ("word", "options", "said"),
    [
        ("outcome", {"case": "C404", "outcome": "explained"}, "C404"),
        ("outcome", {}, "FILE"),
        ("outcome", {"file": "nowhere.xlsx"}, "nowhere.xlsx"),
        ("outcome", {"case": "C1", "outcome_on": "mai"}, "OUTCOME_ON=mai"),
        ("draw", {"seed_text": "x"}, "DRAWN_ON"),
        ("draw", {"seed_text": "x", "drawn_on": "2026-13-01"}, "DRAWN_ON=2026-13-01"),
        ("draw", {"drawn_on": "2026-02-05"}, "SEED_TEXT"),
        ("forget", {"before": "soon"}, "BEFORE=soon"),
        ("forget", {"before": "2999-01-01"}, "BEFORE=2999-01-01"),
        ("handover", {"to": "age1abc", "file": __file__}, "TO=age1abc"),
        ("handover", {"to": "age1abc", "file": "nowhere"}, "nowhere"),
        ("report", {"period": "2026-Q9"}, "PERIOD=2026-Q9"),
        ("report", {"period": "2026-Q3"}, "make validate"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(office, word, options, said):
    status, told, directory = office(word, **options)
    assert status == 2
    assert len(told.strip().splitlines()) == 1
    assert said in told
    entries = log(directory) if directory.file(NAME).exists() else []
    assert entries == [], "what was not exported is not logged as exported"


def test_an_unknown_outcome_names_the_choices(office):
    _, rows = drawn(office)
    status, said, _ = office("outcome", case=rows[0]["case_id"], outcome="guilty")
    assert status == 2
    assert "verified_truthful" in said


def test_several_run_directories_share_a_register(office, tmp_path):
    shared = tmp_path / "shared" / "register.sqlite"
    office("draw", seed_text="x", drawn_on="2026-02-05", register=shared)
    assert len(registered(shared)["lottery"])
    assert not (tmp_path / "run" / "register").exists()


def test_the_day_of_an_earlier_outcome_is_not_that_of_a_new_one(office):
    directory, rows = drawn(office)
    case = rows[0]["case_id"]
    office("outcome", case=case, outcome="verification_proposed", outcome_on="2026-03-01", officer="Minh")
    office("outcome", case=case, note="đã gửi quyết định")
    office("outcome", case=case, outcome="verified_truthful")
    held = register_of(directory)
    assert list(held.outcome_on.dt.strftime("%Y-%m-%d").fillna("")) == ["2026-03-01", "2026-03-01", ""]
    assert set(held.officer) == {"Minh"}
