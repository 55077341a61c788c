"""What comes from others: declared, used, locked by hash; nothing that runs code while it is read."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from functools import cache

import pytest

from tests.conftest import PROJECT

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {path.name: path.read_text(encoding="utf-8") for path in sorted((PROJECT / ".locks").glob("*.txt"))}
# Not imported by name: ipykernel is what papermill starts, of axe-core only the script is read.
WITHOUT_IMPORT = {"axe-playwright-python", "ipykernel"}
PROGRAMS = {"ruff", "mypy", "import-linter", "pytest-xdist"}
# Notebooks are made with the locked tools of the tests (`make notebooks` calls setup-test).
OF_THE_TESTS = {"papermill", "mistune", "traitlets"}
PICKLES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements):
    return {normal(re.match(r"[\w.-]+", text)[0]) for text in requirements}


RUN = names(DECLARED["project"]["dependencies"])
TEST = names(DECLARED["dependency-groups"]["test"])
PEERS = names(DECLARED["dependency-groups"]["peers"])


@cache
def trees(folder):
    paths = sorted((PROJECT / folder).rglob("*.py"))
    return [(path.relative_to(PROJECT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


@cache
def imported(folder):
    """Packages, as they are installed, that modules of a folder import."""
    tops = set()
    for _, tree in trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                tops |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                tops.add(node.module.split(".")[0])
    owners = importlib.metadata.packages_distributions()
    foreign = tops - set(sys.stdlib_module_names) - {"pipeline", "tests", "benchmarks"}
    return {normal(owner) for top in foreign for owner in owners.get(top, [top])}


def test_what_the_program_imports_is_declared():
    assert imported("pipeline") - RUN - OF_THE_TESTS == set()
    assert OF_THE_TESTS <= TEST


def test_what_the_tests_import_is_declared():
    assert imported("tests") - RUN - TEST == set()


def test_what_is_declared_is_used():
    assert RUN - imported("pipeline") - WITHOUT_IMPORT == set()
    used = imported("tests") | imported("pipeline") | imported("benchmarks") | WITHOUT_IMPORT | PROGRAMS
    assert {name for name in TEST - used if not name.startswith("types-") and not name.endswith("-stubs")} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_is_pinned_with_hashes_and_without_a_host(lock):
    lines = [line for line in LOCKS[lock].replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    pinned = re.compile(r"[\w.\[\],-]+==\S+( ; .+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*(#.*)?")
    assert [line[:80] for line in lines if not pinned.fullmatch(line.strip())] == []
    assert "://" not in LOCKS[lock]


@pytest.mark.parametrize(("lock", "needed"), [("run.txt", RUN), ("test.txt", RUN | TEST), ("peers.txt", PEERS)])
def test_everything_declared_is_locked(lock, needed):
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==", LOCKS[lock], re.MULTILINE)}
    assert needed - locked == set()


def pinned_files(lock):
    """A package, its version and the hashes of its files, for each entry of a lock; on which system it is said there."""
    entries = re.split(r"\n(?=\w)", LOCKS[lock].strip())
    return {(entry.split()[0], *sorted(re.findall(r"sha256:\w+", entry))) for entry in entries}


def test_a_run_is_given_the_very_files_that_the_tests_were_run_with():
    assert {files[0] for files in pinned_files("run.txt") - pinned_files("test.txt")} == set()


def test_no_pickle_is_read():
    found = [
        (name, ast.unparse(node))
        for name, tree in trees("pipeline")
        for node in ast.walk(tree)
        if imports_pickles(node) or reads_pickles(node)
    ]
    assert found == []


def imports_pickles(node):
    modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return any(module.split(".")[0] in PICKLES for module in modules)


def reads_pickles(node):
    """A call that unpickles: by name, or an array file without the word that forbids objects."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr in {"read_pickle", "to_pickle"}:
        return True
    of_numpy = ast.unparse(node.func) in {"np.load", "numpy.load"}
    return of_numpy and not any(word.arg == "allow_pickle" and word.value.value is False for word in node.keywords)


@pytest.mark.parametrize("code", ["import pickle", "from joblib import load", "pd.read_pickle(a)", "np.load(a)"])
def test_the_search_for_pickles_finds_them(code):
    assert any(imports_pickles(node) or reads_pickles(node) for node in ast.walk(ast.parse(code)))


# What a run works with and the help does not need.
HEAVY = {
    "pandas",
    "numpy",
    "pyarrow",
    "matplotlib",
    "sklearn",
    "scipy",
    "dask",
    "great_expectations",
    "openpyxl",
    "docx",
}


@pytest.mark.parametrize("words", [[], ["run"], ["draw"]], ids=" ".join)
def test_the_help_loads_no_heavy_package(words):
    """Python itself lists what it imports."""
    asked = [sys.executable, "-X", "importtime", "-m", "pipeline", *words, "--help"]
    done = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "usage" in done.stdout
    assert {"argparse", "pipeline"} <= loaded
    assert loaded & HEAVY == set()
