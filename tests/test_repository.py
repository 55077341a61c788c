"""What holds for the project itself: sizes, layers, sentences in both languages, documents that are not stale."""

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from pipeline.stages.documents import generated
from pipeline.texts import FOLDER, catalogue
from tests.conftest import PROJECT

MODULES = sorted((PROJECT / "pipeline").rglob("*.py"))
TREES = {path.relative_to(PROJECT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
OPENS_FILES = ("pipeline/store/", "pipeline/texts/__init__.py")


def tracked():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    return [PROJECT / name for name in names.split("\0") if name and (PROJECT / name).is_file()]


def function_lengths():
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield node.end_lineno - node.lineno + 1


def test_functions_are_short():
    lengths = sorted(function_lengths())
    assert statistics.median(lengths) <= 10
    assert lengths[int(0.9 * len(lengths))] <= 25


@pytest.mark.parametrize("name", TREES)
def test_files_have_one_subject(name):
    assert len((PROJECT / name).read_text(encoding="utf-8").splitlines()) <= 300, "two rooms in one?"


def test_no_module_is_a_drawer():
    drawers = {"utils", "helpers", "base", "manager", "common", "misc"}
    assert [name for name in TREES if Path(name).stem in drawers] == []


@pytest.mark.parametrize("name", [name for name in TREES if not name.startswith(OPENS_FILES)])
def test_only_the_store_opens_files(name):
    opening = {"open", "read_csv", "read_parquet", "read_excel", "read_json", "read_text", "read_bytes", "write_text"}
    calls = {node.func for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)} if name in TREES else set()
    called = {getattr(func, "id", getattr(func, "attr", "")) for func in calls}
    assert called & opening == set()


def test_nothing_reaches_for_the_network():
    forbidden = {"socket", "urllib", "requests", "http", "ftplib", "smtplib", "pickle"}
    reached = [
        (name, alias.name)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0] in forbidden
    ]
    assert reached == []


def test_every_module_says_what_it_is():
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []


def messages(path, language):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


@pytest.mark.parametrize("subject", sorted({path.name.split(".")[0] for path in FOLDER.glob("*.po")}))
def test_both_languages_say_the_same_things(subject):
    vietnamese = {m.id: m.string for m in messages(FOLDER / f"{subject}.vi.po", "vi")}
    english = {m.id: m.string for m in messages(FOLDER / f"{subject}.en.po", "en")}
    assert set(vietnamese) == set(english)
    assert [key for key, text in (vietnamese | english).items() if not text] == []
    assert {key: places(text) for key, text in vietnamese.items()} == {
        key: places(text) for key, text in english.items()
    }


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_no_sentence_is_said_twice():
    seen = [m.id for path in sorted(FOLDER.glob("*.vi.po")) for m in messages(path, "vi")]
    assert sorted(key for key in set(seen) if seen.count(key) > 1) == []


def test_nobody_is_accused():
    accusing = re.compile(r"\b(gian dối|gian lận|không trung thực|tham nhũng của|đã vi phạm|kẻ)\b", re.IGNORECASE)
    told = catalogue("vi").messages
    assert [
        key for key, text in told.items() if accusing.search(text) and not key.startswith(("outcome.", "period."))
    ] == []


def test_generated_documents_are_not_stale():
    stale = [name for name, text in generated().items() if (PROJECT / "docs" / name).read_text("utf-8") != text]
    assert stale == [], "run make docs"


def test_nothing_of_this_machine_is_committed():
    text_files = [path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".txt", ".sh", ".yaml", ""}]
    places_of_machines = re.compile(r"(?<![\w.])/(home|root|work|Users)/\w|--(extra-)?index-url|pythonhosted")
    assert [
        p.name for p in text_files if p != Path(__file__) and places_of_machines.search(p.read_text("utf-8", "replace"))
    ] == []


def test_top_level_is_the_agreed_one():
    agreed = {
        *("pipeline", "notebooks", "data_samples", "expectations", "tests", "docs", "benchmarks"),
        *("pyproject.toml", "Makefile", "README.md", "README.vi.md", "CHANGELOG.md"),
    }
    top = {path.relative_to(PROJECT).parts[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} - agreed == set()


def test_commands_of_make_and_console_are_the_same_words():
    targets = set(re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "ingest", "validate", "changes", "score", "cases", "report", "help"} <= targets


def test_import_contracts_hold():
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout
