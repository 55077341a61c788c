"""A file that was read before as it is now is not read again, and what it gave is the same to the byte."""

import json
import shutil

import pytest

from pipeline import run
from pipeline.options import options
from pipeline.simulate import World, province
from pipeline.stages import ingest as stage
from pipeline.stages.forms import forms_of
from pipeline.store.writing import write_files
from tests.commands import pack_in


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A pack of two years as files."""
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=12, years=2, seed=5, units=2)


@pytest.fixture
def pack(whole, tmp_path):
    """The pack without its last year."""
    shutil.copytree(whole, tmp_path / "pack")
    shutil.rmtree(tmp_path / "pack" / last_year(whole))
    return tmp_path / "pack"


def last_year(pack):
    return max(path.name for path in pack.iterdir() if path.name.isdecimal())


def read(data, out, **choices):
    """The names of the files that `make ingest` opened for their rows."""
    run.one_stage(options({"data": str(data), "out": str(out), "workers": "1", **choices}), "ingest")
    return json.loads((out / "work" / "stages" / "ingest.json").read_text())["read"]


def handed_on(out):
    folders = (out / "work" / "ingested", out / "work" / "quarantine")
    return {
        path.relative_to(out).as_posix(): path.read_bytes() for folder in folders for path in folder.rglob("*.parquet")
    }


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.csv*"))


def test_a_year_that_comes_in_is_read_alone(whole, pack, tmp_path):
    year, out = last_year(whole), tmp_path / "out"
    before = read(pack, out)
    assert set(before) <= set(files(pack)) and any(name.endswith("assets.csv") for name in before)
    assert read(pack, out) == []
    shutil.copytree(whole / year, pack / year)
    added = read(pack, out)
    assert added and {name.partition("/")[0] for name in added} == {year}
    anew = tmp_path / "anew"
    assert set(read(pack, anew)) == {*before, *added}
    assert handed_on(out) == handed_on(anew)


def test_a_file_that_changed_is_read_again_alone(pack, tmp_path):
    read(pack, tmp_path / "out")
    changed = next(pack.glob("*/incomes.csv"))
    changed.write_text(changed.read_text().rstrip("\n").rpartition("\n")[0] + "\n")
    assert read(pack, tmp_path / "out") == [changed.relative_to(pack).as_posix()]
    read(pack, tmp_path / "anew")
    assert handed_on(tmp_path / "out") == handed_on(tmp_path / "anew")


@pytest.mark.parametrize("choice", [{"region": "bac_bo"}, {"lang_ui": "en"}])
def test_what_reading_depends_on_reads_everything_again(choice, pack, tmp_path):
    everything = read(pack, tmp_path / "out")
    assert read(pack, tmp_path / "out", capacity="7") == []
    assert read(pack, tmp_path / "out", **choice) == everything
    assert read(pack, tmp_path / "out") == everything


def test_a_correction_concerns_its_file(pack, tmp_path):
    read(pack, tmp_path / "out")
    incomes = next(pack.glob("*/incomes.csv")).relative_to(pack).as_posix()
    heading, first, *_ = (pack / incomes).read_text().splitlines()
    row = dict(zip(heading.split(","), first.split(","), strict=False))
    column = "declaration_id"
    correction = f"{incomes},2,{column},{row[column]},{row[column]},reason,author,2099-01-01"
    (pack / "corrections.csv").write_text(f"file,row,column,was,becomes,reason,author,expires_on\n{correction}\n")
    assert read(pack, tmp_path / "out") == [incomes]


def test_what_was_left_half_read_is_read_again(pack, tmp_path):
    everything = read(pack, tmp_path / "out")
    for record in (tmp_path / "out" / "work" / "read").glob("*/record.json"):
        record.unlink()
    assert read(pack, tmp_path / "out") == everything


def test_nothing_is_kept_of_a_file_that_is_gone(whole, pack, tmp_path):
    shutil.copytree(whole / last_year(whole), pack / last_year(whole))
    read(pack, tmp_path / "out")
    held = len(list((tmp_path / "out" / "work" / "read").iterdir()))
    next(pack.glob("*/incomes.csv")).unlink()
    assert read(pack, tmp_path / "out") == []
    assert len(list((tmp_path / "out" / "work" / "read").iterdir())) == held - 1


def test_forms_of_another_year_are_left_as_they_were_read(tmp_path, monkeypatch):
    monkeypatch.setattr(stage, "FORMS_TO_PART", 2)
    forms = forms_of(province(World(declarants=8, years=2, seed=5, units=2)), 10, seed=1)
    years = sorted({name.partition("/")[0] for name in forms})
    assert len(years) == 2
    of_year = {year: {name: form for name, form in forms.items() if name.startswith(year)} for year in years}
    write_files(tmp_path / "forms", of_year[years[0]])
    assert read(tmp_path / "forms", tmp_path / "out") == sorted(of_year[years[0]])
    write_files(tmp_path / "forms", of_year[years[1]])
    assert read(tmp_path / "forms", tmp_path / "out") == sorted(of_year[years[1]])
    read(tmp_path / "forms", tmp_path / "anew")
    assert handed_on(tmp_path / "out") == handed_on(tmp_path / "anew")
