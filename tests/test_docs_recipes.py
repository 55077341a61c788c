"""How to add a source, a rule, a feature, an export: the page followed to the letter in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "adding.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+) ?(?:(new|append|in)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("pipeline", "tests", "expectations", "data_samples/training", "docs", "pyproject.toml", "Makefile")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """A copy of the project with every block applied in order; what each command printed, by command."""
    copy = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source = PROJECT / name
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, copy / name, ignore=unwanted) if source.is_dir() else shutil.copy(source, copy / name)
    printed = {}
    for language, what, path, content in BLOCK.findall(PAGE):
        if language == "sh":
            printed |= {line: call(line, copy) for line in content.splitlines()}
        else:
            apply(what, copy / path, content)
    return copy, printed


def apply(what, path, content):
    if what == "new":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    elif what == "append":
        path.write_text(path.read_text(encoding="utf-8") + content, encoding="utf-8")
    else:
        before, after = content.split("# becomes\n")
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{path}: the lines to replace stand there {text.count(before)} times"
        path.write_text(text.replace(before, after), encoding="utf-8")


def call(line, folder):
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"}
    command = f'"{sys.executable}"{line.removeprefix("python")}'
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def printed_by(followed, part):
    return next(text for line, text in followed[1].items() if part in line)


def test_the_source_is_read_and_compared(followed):
    assert re.search(r"\[530000000(\.0)?\]", printed_by(followed, "runs/abroad/out/scores"))


def test_the_rule_passes_its_cases(followed):
    assert "passed" in printed_by(followed, "LQ99")
    health = pd.read_parquet(followed[0] / "runs" / "recipes" / "rule_health.parquet")
    assert "LQ99" in set(health.indicator)


def test_the_feature_is_seen_by_the_forest(followed):
    assert "True" in printed_by(followed, "words_per_dong")
    features = next(Path(followed[0], "runs", "recipes", "work", "scored", "features").glob("*.parquet"))
    assert b"words_per_dong" in features.read_bytes()


def test_the_export_lies_beside_the_list(followed):
    assert printed_by(followed, "units.csv").splitlines()[0] == "unit_code,comparisons,cases"
