"""Nothing that a person passes on holds a secret of its input: every output of a run is searched for every one of them."""

import html
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from pyrage import x25519

from tests.commands import PROJECT, command, pack_in

# What stays in the office by its nature, as docs/privacy.md says: rows as they were read, and items as they were followed.
INTERNAL = ("work/", "register/", "quarantine.", "letters/", "item_changes.parquet", "flags.parquet")
NUMBERS = ("personal_id", "certificate_no", "registration_no")


EXPECTED = """
    index.html comparisons.html scores.parquet manifest.json access_log.jsonl validation.json data_docs/index.html
    cases/flagged_cases.csv cases/flagged_cases.xlsx cases/flagged_cases.parquet
    draw/bien_ban_boc_tham.docx draw/bien_ban_boc_tham.html draw/drawn.csv draw/tickets.csv draw/units.csv
    reports/2024-Y.docx reports/2024-Y.xlsx handover/item_changes.parquet.age
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A province in which every explanation names a child and an account."""
    folder = pack_in(tmp_path_factory.mktemp("pack"), declarants=40, years=2, seed=5, units=4)
    for path in sorted(folder.glob("20*/movements.csv")):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        family = pd.read_csv(path.with_name("family.csv"), dtype=str)
        child = family[family.relation == "minor_child"].drop_duplicates("declaration_id").set_index("declaration_id")
        names = rows.declaration_id.map(child.full_name).fillna("Đỗ Quyên")
        accounts = [f"19{3700000 + number * 7919:09d}7" for number in rows.index]
        rows["explanation"] = [
            f"{text} Gửi cháu {name}, STK {account}."
            for text, name, account in zip(rows.explanation, names, accounts, strict=True)
        ]
        rows.to_csv(path, index=False)
    return folder


@pytest.fixture(scope="module", params=["analyst", "summary"])
def masked_run(request, pack, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / request.param
    choices = {"data": pack, "out": out, "workers": 1, "capacity": 10, "profile": request.param}
    key = str(x25519.Identity.generate().to_public())
    for word, asked in {
        "run": {},
        "draw": {"seed_text": "tám hai bảy", "drawn_on": "2024-02-01"},
        "report": {"period": "2024-Y"},
        "handover": {"to": key, "file": out / "item_changes.parquet"},
    }.items():
        done = command(word, **choices, **asked)
        assert done.returncode == 0, done.stderr
    return out


def rows_of(pack, table):
    return pd.concat([pd.read_csv(path, dtype=str) for path in sorted(pack.glob(f"20*/{table}.csv"))])


def secrets(pack):
    """Every text of the input that must not be passed on whole, with what it is."""
    found = {}
    for table in ("declarations", "family", "assets"):
        rows = rows_of(pack, table)
        for column in (name for name in NUMBERS if name in rows):
            found |= {text: column for text in rows[column].dropna() if sum(map(str.isdigit, text)) >= 5}
    written = " ".join(
        rows_of(pack, table).fillna("").agg(" ".join, axis=1).str.cat(sep=" ") for table in ("assets", "movements")
    )
    found |= dict.fromkeys(re.findall(r"(?:tài khoản|TK|STK)\D{0,12}(\d{9,16})", written), "account")
    found |= dict.fromkeys(rows_of(pack, "declarations")["full_name"].dropna(), "name of an official")
    family = rows_of(pack, "family")
    children = family[family["relation"] == "minor_child"]
    found |= dict.fromkeys(children["full_name"].dropna(), "name of a child")
    found |= dict.fromkeys(children["birth_date"].dropna(), "birth date of a child")
    days = pd.to_datetime(children["birth_date"].dropna(), errors="coerce").dropna()
    return found | dict.fromkeys(days.dt.strftime("%d/%m/%Y"), "birth date of a child")


def text_of(path):
    """All text of a file as a reader or a program finds it: markup without its escapes, archives and tables unpacked."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path).astype("object").fillna("").astype("str").to_csv(index=False)
    if path.suffix == ".age":
        return path.read_bytes().decode("utf-8", "replace")
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as archive:
            return html.unescape(" ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist()))
    return html.unescape(path.read_text(encoding="utf-8"))


def passed_on(out):
    """Every file of a run directory by its name, whatever it is, but those that stay in the office."""
    names = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
    return {name: path for name, path in names.items() if not name.startswith(INTERNAL)}


def leaks(text, hidden):
    """The secrets that stand in the text as wholes."""
    return sorted(f"{what}: {secret}" for secret, what in hidden.items() if stands_in(secret, text))


def stands_in(secret, text):
    return secret in text and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None


def test_the_input_holds_secrets_of_every_kind(pack):
    assert {*NUMBERS, "account", "name of a child", "birth date of a child"} <= set(secrets(pack).values())


def test_nothing_passed_on_holds_a_secret(masked_run, pack):
    hidden = secrets(pack)
    files = passed_on(masked_run)
    assert set(EXPECTED.split()) <= set(files)
    assert sum(name.startswith("cases/dossiers/") for name in files) >= 10
    found = {name: leaks(text_of(path), hidden) for name, path in files.items()}
    assert {name: seen for name, seen in found.items() if seen} == {}


def test_what_stays_in_the_office_is_told(masked_run):
    """The tables that hold items and findings as they are need no mask, for the page on privacy says who has them."""
    told = (PROJECT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert {name for name in INTERNAL if f"`{name.rstrip('/.')}" not in told} == set()
    assert {path.name for path in masked_run.glob("*.parquet") if f"`{path.name}`" in told} >= {
        "quarantine.parquet",
        "item_changes.parquet",
        "flags.parquet",
    }


def test_the_search_finds_every_secret_that_stands_in_a_text(pack):
    """The search itself can fail."""
    hidden = secrets(pack)
    assert len(leaks(f"<td>{'</td><td>'.join(hidden)}</td>", hidden)) == len(hidden)


def test_all_that_is_written_is_the_owners_alone(masked_run):
    written = [masked_run, *masked_run.rglob("*")]
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in written if not closed(path)} == {}


def closed(path: Path):
    return path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
