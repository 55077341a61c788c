"""The documentation: links that lead somewhere, commands that run, figures that are not stale, pages that search offline."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from pyrage import x25519

from pipeline.__main__ import main, parser
from pipeline.exports.handbook import handbook, search_index, slug
from pipeline.options import options
from pipeline.run import with_run
from pipeline.stages.readme import FIGURES, readmes, sample_figures, sample_pictures
from tests.conftest import PROJECT

PAGES = {
    path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*PROJECT.glob("README*.md"), *(PROJECT / "docs").rglob("*.md")])
}
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"^([A-Z_]+) \?=", MAKEFILE, re.MULTILINE)) | set(
    re.search(r"^export (CASE .*)$", MAKEFILE, re.MULTILINE)[1].split()
)
# Commands that act on a finished run, and those that need none; the rest is executed by the tests named here.
ON_A_RUN = {"quarantine", "draw", "report", "outcome", "forget", "handover"}
ALONE = {"form", "law", "docs", "site", "samples", "province"}
# In test_run, test_notebooks, test_evaluate_detection, test_dask, test_supply_chain and the suite itself; readme and help below.
ELSEWHERE = {"run", "notebooks", "evaluate", "cluster", "audit", "licences", "test", "readme", "help"}
A_KEY = str(x25519.Identity.generate().to_public())
# What a page leaves open, or asks for in a size that a test has no time for.
FILLED_IN = {"YYYY-MM-DD": "2021-12-31", "age1...": A_KEY, "100000": "300"}


def links(text):
    return re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def headings(text):
    return {slug(re.sub(r"[`*]", "", found)) for found in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    broken = []
    for link in links(PAGES[name]):
        if re.match(r"https?:|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        aim = (PROJECT / name).parent / path if path else PROJECT / name
        known = not anchor or anchor in headings(aim.read_text(encoding="utf-8"))
        if not aim.exists() or not known:
            broken.append(link)
    assert broken == []


def commands():
    """(page, command) of every make and python call in blocks and in code within a line."""
    for name, text in PAGES.items():
        if name == "docs/decisions.md":  # tells of what was and of what is still to come
            continue
        blocks = "\n".join(re.findall(r"^```sh[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
        lines = [*blocks.splitlines(), *re.findall(r"`(make [^`]+)`", text)]
        for line in lines:
            command = re.sub(r"\s+#.*$", "", line).strip()
            if re.match(r"(make|python -m pipeline)\b", command):
                yield name, command


COMMANDS = sorted(set(commands()))


def variables(command):
    words = shlex.split(command)[1:]
    return [word for word in words if "=" not in word], dict(word.split("=", 1) for word in words if "=" in word)


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=lambda value: value[:60])
def test_every_command_is_one_that_there_is(page, command):
    if command.startswith("python"):
        assert parser().parse_args(shlex.split(command)[3:]).word
        return
    targets, given = variables(command)
    assert targets, command
    assert set(targets) <= TARGETS
    assert set(given) <= VARIABLES


@pytest.fixture(scope="module")
def finished(sample_run, tmp_path_factory):
    """A copy of the sample's run, to act on."""
    copy = tmp_path_factory.mktemp("docs") / "run"
    shutil.copytree(sample_run, copy)
    return copy


def told_with_values(words):
    """The commands of the targets among `words`; a word alone within a sentence only names a command on a run."""
    for command in sorted({command for _, command in COMMANDS}):
        targets, given = variables(command) if command.startswith("make") else ([], {})
        if targets and targets[0] in words and (given or targets[0] not in ON_A_RUN - {"quarantine"}):
            yield command


def arguments(given, known):
    """The options of the command line that make would pass, with what the page leaves open filled in."""
    for name, value in given.items():
        for told, meant in known.items():
            value = value.replace(told, meant)
        yield from (f"--{name.lower().replace('_', '-')}", value)


@pytest.mark.parametrize("command", list(told_with_values(ON_A_RUN)))
def test_commands_on_a_run_do_what_the_page_says(command, finished, capsys):
    (word,), given = variables(command)
    given.pop("OUT", "")
    cases = (finished / "cases" / "flagged_cases.csv").read_text(encoding="utf-8-sig").splitlines()
    a_case = next(value for value in cases[1].split(",") if re.fullmatch(r"C[0-9A-F]{10}", value))
    known = FILLED_IN | {"C00000000": a_case, "runs/tinh": str(finished)}
    if given.get("FILE") == "...":
        given["FILE"] = str(finished / "cases" / "flagged_cases.xlsx")
    assert main([word, "--out", str(finished), *arguments(given, known)]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("command", list(told_with_values(ALONE)))
def test_commands_that_need_no_run_do_what_the_page_says(command, tmp_path, capsys):
    (word,), given = variables(command)
    where = [] if word == "law" else ["--out", str(tmp_path / Path(given.pop("OUT", "made")).name)]
    assert main([word, *where, *arguments(given, FILLED_IN)]) == 0, capsys.readouterr().err
    assert [*tmp_path.iterdir()] or capsys.readouterr().out


def test_help_names_every_target():
    told = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[0] for line in told.splitlines() if line.startswith("  ")} >= TARGETS - {"setup-test"}


def test_a_command_that_is_new_in_the_pages_asks_for_a_test():
    said = {target for _, command in COMMANDS if command.startswith("make") for target in variables(command)[0]}
    assert said - ON_A_RUN - ALONE == ELSEWHERE


def test_the_sample_is_made_again_to_the_byte(tmp_path):
    assert main(["samples", "--out", str(tmp_path)]) == 0
    shipped = PROJECT / "data_samples" / "province"
    names = sorted(path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [name for name in names if (shipped / name).read_bytes() != (tmp_path / name).read_bytes()] == []


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readme_tells_the_figures_that_docs_hold(name):
    assert PAGES[name] == readmes()[name], "run make readme"
    assert len(PAGES[name].splitlines()) <= 80, "two screens"


def test_the_figures_and_pictures_are_those_of_the_sample(sample_run):
    chosen = options({"out": str(sample_run)})
    figures, pictures = with_run(chosen, lambda run: (sample_figures(run), sample_pictures(run)))
    assert json.loads((PROJECT / "docs" / FIGURES).read_text(encoding="utf-8")) == figures, "run make readme"
    for name, picture in pictures.items():
        assert (PROJECT / "docs" / name).read_text(encoding="utf-8") == picture, f"{name}: run make readme"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    assert main(["site", "--out", str(folder)]) == 0
    return folder


def test_every_page_of_the_site_leads_to_pages_that_are_there(site):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        aims = [link.partition("#")[0] for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', text)]
        outside = [aim for aim in aims if not re.match(r"https?:", aim) and not (page.parent / aim).exists()]
        assert outside == [], page.name


def test_the_site_loads_nothing_from_elsewhere(site):
    for page in site.rglob("*.html"):
        assert re.findall(r'<(?:script|img|link|iframe)[^>]*(?:src|href)="https?:', page.read_text("utf-8")) == []


def test_the_index_finds_words_without_diacritics():
    index = search_index({"a.md": "# Bắt đầu\n\nTừ tệp Excel\n\n## Dòng giữ lại\n\nđơn vị sửa"})
    assert [(entry["heading"], entry["anchor"]) for entry in index] == [
        ("Bắt đầu", "bat-dau"),
        ("Dòng giữ lại", "dong-giu-lai"),
    ]
    assert "don vi sua" in index[1]["words"]


def test_markup_in_a_page_stays_text():
    pages = handbook({"README.md": "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>"}, {})
    assert b"<script>alert" not in pages["README.html"]
    assert b"<img" not in pages["README.html"]


def test_a_link_out_of_the_site_becomes_text_and_one_within_a_page():
    pages = {
        "method.md": "# M\n\n[code](../pipeline/run.py) [cards](rules/vi/)",
        "rules/vi/README.md": "# R\n\n[m](../../method.md)",
    }
    made = handbook(pages, {})
    assert b'href="rules/vi/README.html"' in made["method.html"]
    assert b"run.py" not in made["method.html"]
    assert b'href="../../method.html"' in made["rules/vi/README.html"]
