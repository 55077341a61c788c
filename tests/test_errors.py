"""What stops a command: one place, both languages, a remedy in each, one line and never a traceback."""

import ast
import pickle
import re

import pytest

from pipeline.__main__ import main
from pipeline.errors import InputError
from pipeline.exports.error_catalogue import error_catalogue, stopping
from pipeline.texts import ToldError, catalogue
from tests.conftest import PROJECT

KINDS = {"InputError", "ToldError", "UnreadableError"}
# What passes on a sentence that another error or a list of problems already holds.
PASSED_ON = {"InputError(first)"}
REMEDY = {
    "vi": re.compile(r"hãy|xin |chỉ nhận|chọn|ghi |dùng|viết|đưa|sửa|xem|kiểm tra|cần|phải", re.IGNORECASE),
    "en": re.compile(
        r"\b(give|choose|name|use|save|write|copy|open|look|take|keep|add|compare|run|wait|restore|check|ask|make|fill|export|"
        r"unpack|delete|nothing was exported|put|correct|needs?|must|draw|see|set|is one of|SCHEDULER)\b",
        re.IGNORECASE,
    ),
}


def raised():
    """(place, call) of every such error that the code makes."""
    for path in sorted((PROJECT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
                yield f"{path.relative_to(PROJECT)}:{node.lineno}", node


def named(call):
    texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {text for text in texts if re.fullmatch(r"[a-z]+\.\w+", text)}


def test_every_error_is_a_sentence_of_the_catalogue():
    page = set(stopping())
    loose = [place for place, call in raised() if not named(call) and ast.unparse(call) not in PASSED_ON]
    assert loose == []
    assert {name for _, call in raised() for name in named(call)} - page == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_error_says_what_to_do(language):
    told = catalogue(language).messages
    assert [
        told[name] for name in stopping() if name.startswith("error.") and not REMEDY[language].search(told[name])
    ] == []


def test_every_error_is_on_the_page_in_both_languages():
    page = error_catalogue()
    assert [name for name in stopping() if f"`{name}`" not in page] == []


def test_an_error_crosses_from_a_worker_unchanged():
    error = ToldError("error.no_file", file="danh_sach.xlsx")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.said("vi")) == (str(error), error.said("vi"))
    assert isinstance(again, InputError)


def test_line_breaks_in_a_name_do_not_make_two_lines():
    assert len(ToldError("error.no_file", file="a\nb").said("vi").splitlines()) == 1


WRONG = {
    "no folder": ["run", "--data", "nowhere"],
    "language": ["run", "--lang-ui", "fr"],
    "capacity": ["run", "--capacity", "0"],
    "day": ["run", "--as-of", "2026-31-01"],
    "engine": ["run", "--engine", "spark"],
    "profile": ["run", "--profile", "boss"],
    "map": ["run", "--data", "data_samples/training", "--map", "nowhere"],
    "thresholds": ["run", "--thresholds", "nowhere.yaml"],
    "stage before": ["score"],
    "no run": ["notebooks"],
    "no filled list": ["outcome", "--file", "nowhere.xlsx"],
    "no day of the draw": ["draw"],
    "no such day": ["draw", "--seed-text", "loi chung kien", "--drawn-on", "hôm nay"],
    "no key": ["handover", "--to", "somebody", "--file", "README.md"],
    "retention": ["forget", "--before", "2999-01-01"],
    "period": ["report", "--period", "2026-Q9"],
    "quarantine": ["quarantine"],
    "form": ["form", "--out", "form.pdf"],
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_call_is_one_line_with_status_2(wrong, language, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(PROJECT)
    words = list(WRONG[wrong])
    if words[0] != "form":
        words += ["--out", str(tmp_path / "out")]
        words += [] if wrong == "language" else ["--lang-ui", language]
    assert main(words) == 2
    told = capsys.readouterr().err
    assert len(told.strip().splitlines()) == 1
    assert "Traceback" not in told
    vietnamese = re.search(r"[à-ỹđ]", told.replace("hôm nay", "").lower())
    assert bool(vietnamese) == (language == "vi" or wrong in ("language", "form"))
