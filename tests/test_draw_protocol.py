"""The protocol of the lottery: from its printed files anybody draws again; what stops a draw is one line."""

import csv
import dataclasses
import hashlib
import io
from datetime import date

import docx
import pandas as pd
import pytest

from pipeline import draw as lottery
from pipeline.errors import InputError
from pipeline.exports.draw_protocol import Protocol, draw_protocol, without_leader
from pipeline.options import Options
from pipeline.stages.draw import draw, drawn_cases
from pipeline.stages.draw_lists import annual_declarants, leaders, lists_of, today
from pipeline.stages.register_file import registered
from pipeline.stages.run_context import Run
from pipeline.store import run_directory
from pipeline.store.filled_sheets import filled_sheets
from pipeline.texts import catalogue
from tests.tables import table

SAY = catalogue("vi")
DAY = date(2026, 2, 5)
SEED = "Hội nghị ngày 05/02/2026, 'số' 17|38"


def write_pack(folder, units=6, size=12):
    """obliged, posts, units, verifications and exclusions: units A00, A01, ... of twelve, two leaders in each."""
    codes = [f"A{unit:02d}" for unit in range(units)]
    people = [(f"{code}-{n:02d}", code, n) for code in codes for n in range(size)]
    obliged = [(person, 2025, code, "ANNUAL") for person, code, _ in people]
    obliged += [("A00-F1", 2025, "A00", "FIRST"), ("A00-old", 2024, "A00", "ANNUAL")]
    write(folder / "obliged.csv", ["declarant_id", "year", "unit_code", "kind"], obliged)
    posts = [(person, code, "head" if n == 0 else "deputy", "2020-01-01", "") for person, code, n in people if n < 2]
    write(folder / "posts.csv", ["person_id", "unit_code", "role", "from_date", "to_date"], posts)
    write(
        folder / "units.csv",
        ["unit_code", "unit_name", "valid_from"],
        [(code, f"Sở {code}", "2000-01-01") for code in codes],
    )
    write(
        folder / "verifications.csv", ["declarant_id", "decided_on"], [(f"{code}-05", "2024-05-01") for code in codes]
    )
    write(
        folder / "exclusions.csv",
        ["declarant_id", "reason", "note"],
        [("A00-06", "seriously_ill", "bệnh viện X"), ("A01-06", "abroad", ""), ("A02-06", "under_investigation", "")],
    )
    return folder


def write(path, heads, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "pack")


def made(pack, out, parameters, seed=SEED, language="vi"):
    with run_directory.opened(out) as directory:
        run = Run(Options(data=pack, out=out, lang_ui=language), directory, parameters, "hash")
        return draw(run, out / "register" / "register.sqlite", seed, DAY)


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_anybody_draws_again_from_the_printed_files(pack, tmp_path, parameters):
    """With hashlib and the published list alone: units, then leaders, then the others."""
    found = made(pack, tmp_path / "run", parameters)
    folder = tmp_path / "run" / "draw"
    listed = folder.joinpath("list.txt").read_text("utf-8")
    mark = sha256(listed)
    people = [line.split("|") for line in listed.split("\n")]
    unit_ticket = {unit: sha256(f"{SEED}|{mark}|unit|{unit}") for unit, _, _, why in people if not why}
    units = sorted(unit_ticket, key=unit_ticket.get)[: -(-len({p[0] for p in people}) * 20 // 100)]
    drawn = set()
    for unit in units:
        members = [p for p in people if p[0] == unit]
        order = sorted((sha256(f"{SEED}|{mark}|person|{p[1]}"), p) for p in members if not p[3])
        forced = [p for _, p in order if p[2] == "1"][:1]
        rest = [p for _, p in order if p not in forced]
        drawn |= {p[1] for p in (forced + rest)[: -(-len(members) * 10 // 100)]}
    assert found.fingerprint == mark
    assert drawn == {row["declarant_id"] for row in rows_of(folder / "tickets.csv") if row["drawn"] == "1"}
    assert units == [row["unit_code"] for row in rows_of(folder / "units.csv") if row["drawn"] == "1"]


def test_the_example_of_the_instructions_is_true(pack, tmp_path, parameters):
    found = made(pack, tmp_path / "run", parameters)
    told = (tmp_path / "run" / "draw" / "replay.txt").read_text("utf-8")
    first = found.units.unit_code.iloc[0]
    assert sha256(f"{SEED}|{found.fingerprint}|unit|{first}") in told
    assert found.fingerprint in told
    assert "'\\''" in told, "a quote in the seed text does not end the shell's word"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_protocol_says_what_was_drawn_and_how(pack, tmp_path, parameters, language):
    found = made(pack, tmp_path / "run", parameters, language=language)
    folder = tmp_path / "run" / "draw"
    page = folder.joinpath("bien_ban_boc_tham.html").read_text("utf-8")
    document = docx.Document(folder / "bien_ban_boc_tham.docx")
    words = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    for told in (page.replace("&#39;", "'"), words):
        assert SEED in told
        assert found.fingerprint in told
        assert set(found.persons.declarant_id[found.persons.drawn]) <= set(
            told.replace("<", " ").replace(">", " ").split()
        )
    assert catalogue(language)("draw.excluded.seriously_ill", count=1) in words
    assert "http" not in page.replace("http-equiv", "")


def test_who_is_ill_is_counted_but_not_named(pack, tmp_path, parameters):
    made(pack, tmp_path / "run", parameters)
    folder = tmp_path / "run" / "draw"
    for name in ("tickets.csv", "list.txt", "units.csv", "bien_ban_boc_tham.html"):
        assert "seriously_ill" not in folder.joinpath(name).read_text("utf-8")
    aside = {row["declarant_id"]: row["excluded"] for row in rows_of(folder / "tickets.csv") if row["excluded"]}
    assert aside["A00-06"] == aside["A01-06"] == "excluded"
    assert aside["A03-05"] == "verified_recently"


def test_the_same_draw_gives_the_same_bytes_and_is_registered_once(pack, tmp_path, parameters):
    made(pack, tmp_path / "run", parameters)
    first = {path.name: path.read_bytes() for path in (tmp_path / "run" / "draw").iterdir()}
    found = made(pack, tmp_path / "run", parameters)
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "run" / "draw").iterdir()}
    held = registered(tmp_path / "run" / "register" / "register.sqlite")["lottery"]
    assert sorted(held.declarant_id) == sorted(found.persons.declarant_id[found.persons.drawn])
    assert held.chance.between(0, 1).all()


def test_another_seed_draws_others(pack, tmp_path, parameters):
    draws = [set(made(pack, tmp_path / "run", parameters, seed=str(n)).drawn.declarant_id) for n in range(4)]
    assert len(set(map(frozenset, draws))) > 1


def test_those_drawn_have_ids_under_which_outcomes_come_back(pack, tmp_path, parameters):
    found = made(pack, tmp_path / "run", parameters)
    sheet = filled_sheets(tmp_path / "run" / "draw" / "drawn.csv")[""]
    assert sheet[0][:2] == ["case_id", "declarant_id"]
    assert {row[0] for row in sheet[1:]} == set(found.drawn.case_id)
    assert all(case.startswith("L") for case in found.drawn.case_id)


def test_only_annual_declarants_of_the_latest_year_stand_in_the_list(pack, parameters):
    annual, year = annual_declarants(lists_of(pack, parameters, SAY), DAY)
    assert (len(annual), year) == (72, 2025)
    assert annual.is_leader.sum() == 12


POSTS = table("""
    person_id | unit_code | role   | from_date  | to_date
    now       | A         | head   | 2020-01-01 |
    until     | A         | deputy |            | 2026-02-05
    gone      | A         | head   | 2010-01-01 | 2026-02-04
    coming    | A         | deputy | 2026-02-06 |
    clerk     | A         | member | 2020-01-01 |
""")


def test_a_leader_is_whoever_leads_on_the_day():
    units = table("unit_code | valid_to | successor_code\nA | 2030-01-01 |")
    assert set(leaders(POSTS, units, DAY).declarant_id) == {"now", "until"}


def test_a_unit_that_was_merged_stands_under_its_successor():
    units = table("""
        unit_code | valid_to   | successor_code
        A         | 2025-06-30 | B
        B         | 2025-12-31 | C
        C         |            |
        D         | 2027-01-01 | C
    """)
    assert list(today(pd.Series(["A", "B", "C", "D", "E"]), units, DAY)) == ["C", "C", "C", "D", "E"]


def test_units_that_follow_each_other_in_a_circle_end():
    units = table("unit_code | valid_to | successor_code\nA | 2020-01-01 | B\nB | 2020-01-01 | A")
    assert set(today(pd.Series(["A"]), units, DAY)) <= {"A", "B"}


def test_a_list_that_names_the_unit_after_a_merger_to_come_still_knows_its_head():
    units = table("unit_code | valid_to | successor_code\nOLD | 2026-06-30 | NEW\nNEW | |")
    lists = {
        "obliged": table("declarant_id | year | unit_code | kind\nd1 | 2026 | NEW | ANNUAL\nd2 | 2026 | NEW | ANNUAL"),
        "posts": table("person_id | unit_code | role | from_date | to_date\nd1 | OLD | head | 2020-01-01 | 2026-06-30"),
        "units": units,
    }
    annual, year = annual_declarants(lists, date(2026, 3, 10))
    assert year == 2026 and dict(zip(annual.declarant_id, annual.is_leader, strict=True)) == {"d1": True, "d2": False}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("exclusions.csv", "declarant_id,reason\nA00-01,chán\n", "exclusions.csv, dòng 2"),
        ("exclusions.csv", "declarant_id,why\nA00-01,abroad\n", "declarant_id và reason"),
        ("obliged.csv", "declarant_id,year,unit_code,kind\nA,hai nghìn,U,ANNUAL\n", "obliged.csv, dòng 2"),
        ("obliged.csv", "declarant_id,year,unit_code,kind\nA,2025,U,ANNUAL\nA,2025,V,ANNUAL\n", "A stands twice"),
        ("obliged.csv", "declarant_id,year,unit_code,kind\nA,2027,U,ANNUAL\n", "không có người kê khai hằng năm nào"),
    ],
)
def test_what_stops_a_draw_is_one_line(pack, tmp_path, parameters, file, text, said):
    (pack / file).write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        made(pack, tmp_path / "run", parameters)
    assert not (tmp_path / "run" / "draw").exists(), "no half protocol"


def test_without_a_seed_or_a_list_nothing_is_drawn(pack, tmp_path, parameters):
    with pytest.raises(InputError, match="SEED_TEXT"):
        made(pack, tmp_path / "run", parameters, seed=" ")
    (pack / "obliged.csv").unlink()
    with pytest.raises(InputError, match="obliged"):
        made(pack, tmp_path / "run", parameters)


def test_a_score_beside_the_lists_changes_nothing(pack, tmp_path, parameters):
    before = made(pack, tmp_path / "run", parameters)
    write(pack / "scores.csv", ["declarant_id", "priority"], [("A00-01", 1)])
    text = (pack / "obliged.csv").read_text("utf-8").splitlines()
    scored = [f"{line},{'priority' if n == 0 else n}" for n, line in enumerate(text)]
    (pack / "obliged.csv").write_text("\n".join(scored), "utf-8")
    after = made(pack, tmp_path / "other", parameters)
    pd.testing.assert_frame_equal(before.persons, after.persons)


def test_the_files_are_those_promised(parameters):
    annual = pd.DataFrame({"declarant_id": ["=cmd"], "unit_code": ["U"], "is_leader": [False]})
    nobody = table("declarant_id | decided_on | reason\nX | 2020-01-01 | abroad").iloc[:0]
    found = lottery.draw(annual, nobody, nobody, "s", DAY, parameters)
    limits = {"plan_units_share": 0.2, "plan_persons_share": 0.1, "plan_leaders_per_unit": 1, "plan_rest_years": 4}
    units = found.units.assign(unit_name=pd.Series([None], dtype="str"))
    protocol = Protocol("s", DAY, found.fingerprint, 2025, units, found.persons, drawn_cases(found), {}, limits)
    files = draw_protocol(protocol, SAY)
    assert set(files) == {
        *("bien_ban_boc_tham.html", "bien_ban_boc_tham.docx", "list.txt"),
        *("tickets.csv", "units.csv", "drawn.csv", "replay.txt"),
    }
    assert b",'=cmd," in files["tickets.csv"], "no cell is a formula"
    assert b"|=cmd|" in files["list.txt"], "but the list that is hashed stays as it is"


def test_a_drawn_unit_without_a_leader_to_draw_is_named(pack, tmp_path, parameters):
    """The decree asks for one head or deputy in each: where none is eligible, whoever presides has to decide."""
    found = made(pack, tmp_path / "first", parameters)
    assert without_leader(found, SAY) == []
    unit = found.units.unit_code[found.units.drawn].iloc[0]
    again = dataclasses.replace(
        found,
        units=found.units.assign(eligible_leaders=found.units.eligible_leaders.where(found.units.unit_code != unit, 0)),
    )
    assert f"Sở {unit}" in without_leader(again, SAY)[0]
    assert not any(f"Sở {other}" in without_leader(again, SAY)[0] for other in set(found.units.unit_code) - {unit})
