"""Notebooks: short, without outputs or functions, in both languages, executed on a small run and on a thin one."""

import ast
import json
import re
import stat

import pytest

from pipeline.__main__ import main
from pipeline.notebook import case, open_run, training
from tests.commands import pack_in
from tests.conftest import PROJECT

PATHS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PATHS}
MOST_CELLS = 15


def cells(notebook, kind):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def run_on(pack, out):
    assert main(["run", "--data", str(pack), "--out", str(out), "--workers", "1", "--capacity", "5"]) == 0
    return out


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return pack_in(tmp_path_factory.mktemp("pack"), declarants=30, years=2, seed=7, guilty_share=0.1, units=3)


@pytest.fixture(scope="module")
def run(pack, tmp_path_factory):
    return run_on(pack, tmp_path_factory.mktemp("runs") / "small")


@pytest.fixture(scope="module")
def thin_run(pack, tmp_path_factory):
    """One year, no registers: nothing can be compared with anything."""
    first_year = min(path for path in pack.iterdir() if path.name.isdecimal())
    return run_on(first_year, tmp_path_factory.mktemp("runs") / "thin")


def test_all_seven_are_there():
    assert [name[:2] for name in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06", "07"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_short_and_holds_no_output_and_no_function(name):
    notebook = NOTEBOOKS[name]
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(code) <= MOST_CELLS
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    defining = (ast.FunctionDef, ast.ClassDef, ast.Lambda)
    assert [
        n for source in cells(notebook, "code") for n in ast.walk(ast.parse(source)) if isinstance(n, defining)
    ] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_vietnamese_stands_with_english_beside_it(name):
    for text in cells(NOTEBOOKS[name], "markdown"):
        assert re.search(r"[à-ỹđ]", text.lower()), text
        assert re.search(r"(?<!\*)\*[^*]+\*(?!\*)", text, re.DOTALL), text


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_run_directory_is_a_parameter(name):
    tagged = [cell for cell in NOTEBOOKS[name]["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert "run_directory = " in "".join(tagged[0]["source"])


def test_make_notebooks_writes_pages_that_load_nothing(run, capsys):
    assert main(["notebooks", "--out", str(run), "--lang-ui", "en"]) == 0
    pages = sorted((run / "notebooks").glob("*.html"))
    assert [page.stem for page in pages] == list(NOTEBOOKS)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r'(?:src|href)="(?!#)[^"]*"|@import|<script|url\((?!#)', text) == [], page.name
        assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE((run / "notebooks").stat().st_mode) == 0o700
    assert "7 notebooks" in capsys.readouterr().out


def executed(notebook, run_directory):
    """What each code cell gives, run in this process on a run directory."""
    names, given = {}, []
    for source in cells(notebook, "code"):
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if source.startswith("run_directory"):
            names["run_directory"] = str(run_directory)
        if last:
            given.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    return [shown._repr_html_() for shown in given]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_works_where_there_is_nothing_to_compare(name, thin_run):
    shown = executed(NOTEBOOKS[name], thin_run)
    assert shown
    assert all(html.startswith("<") for html in shown)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_nobody_is_named_in_what_is_shown(name, run, pack):
    shown = re.sub(r"<[^>]+>", " ", " ".join(executed(NOTEBOOKS[name], run)))
    book = open_run(str(run))
    people = book.table("declarations")
    named = [value for value in [*people["declarant_id"], *people["personal_id"].dropna()] if value in shown]
    assert named == []


def test_a_folder_without_a_run_is_one_line(tmp_path, capsys):
    assert main(["notebooks", "--out", str(tmp_path)]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1
    assert "make run" in told[0]


def test_a_case_that_is_not_on_the_list_is_said_so(run):
    book = open_run(str(run))
    assert case.chosen(book, "nobody") is None
    assert case.told(book, None) == book.tell("notebook.no_case")


@pytest.fixture(scope="module")
def ten(run):
    return training.lessons(open_run(str(run)))


def test_of_ten_training_cases_five_are_innocent(ten):
    assert len(ten.innocent) == 10
    assert ten.innocent.sum() == 5


def test_no_innocent_case_leaves_an_amount_without_source(ten):
    later = ten.tables["positions"].dropna(subset=["previous_declaration_id"]).set_index("declarant_id")
    assert (later.loc[ten.innocent[ten.innocent].index, "unexplained_low_vnd"] == 0).all()


@pytest.mark.parametrize(
    ("declarant", "cause"),
    [
        ("T01", "threshold_raised"),
        ("T03", "inheritance"),
        ("T05", "sale"),
        ("T07", "unit_slip"),
        ("T09", "child_turned_18"),
    ],
)
def test_the_innocent_ones_show_the_cause_that_the_answer_names(declarant, cause, ten):
    items = ten.tables["item_changes"]
    assert cause in set(items.loc[items["declarant_id"] == declarant, "cause"].dropna())


def test_the_answer_comes_folded_after_the_question(run, ten):
    html = training.case(open_run(str(run)), ten, 1).html
    assert html.index("Hãy ghi lại") < html.index("<details>") < html.index("Có cách giải thích bình thường")
