"""docs/licences.md says what the locks hold; `make audit` finds a stranger, another version and a known advisory."""

import runpy

import pytest

from tests.conftest import PROJECT
from tests.tables import table

LICENCES = runpy.run_path(str(PROJECT / ".ci" / "licences.py"))
AUDIT = runpy.run_path(str(PROJECT / ".ci" / "audit.py"))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (PROJECT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| package")
]


def test_the_page_of_licences_names_every_package_of_the_locks_and_no_other():
    told = {row[0]: (row[1].split(", "), row[4]) for row in ROWS}
    assert told == {name: tuple(of) for name, of in LICENCES["locked"]().items()}, "run make licences"


def test_the_page_says_what_the_installed_packages_say():
    """By family: versions for another Python may name the same licence in other words."""
    told = {row[0]: row[3] for row in ROWS}
    installed = {name: LICENCES["licence"](name) for name in told}
    families = {name: LICENCES["family"](text) for name, text in installed.items() if text}
    assert len(families) > 100
    assert {name: found for name, found in families.items() if told[name] != found} == {}, "run make licences"


def test_every_licence_is_known_and_lets_an_office_use_and_pass_on_the_program():
    permissive = {"Apache-2.0", "BSD", "HPND", "ISC", "MIT", "MPL-2.0", "PSF-2.0", "Unlicense or CC0"}
    others = {row[0]: (row[3], row[4]) for row in ROWS if row[3] not in permissive}
    # Reads numbers aloud in one test; nothing of it is part of the program.
    assert others == {"num2words": ("LGPL", "test")}


@pytest.mark.parametrize(
    "text, family",
    [
        ("Apache-2.0 OR BSD-3-Clause", "Apache-2.0"),
        ("GNU General Public License v3 (GPLv3)", "AGPL or GPL"),
        ("GNU Lesser General Public License v2 (LGPLv2)", "LGPL"),
        ("MIT License", "MIT"),
        ("Ask the author", "other"),
    ],
)
def test_a_licence_belongs_to_a_family(text, family):
    assert LICENCES["family"](text) == family


def test_what_is_installed_beside_the_locks_is_told():
    known = {"pandas": {"3.0.1"}, "numpy": {"2.4.6", "2.5.5"}}
    installed = {"pandas": "3.0.0", "numpy": "2.5.5", "leftpad": "1.0", "pip": "24.0"}
    assert list(AUDIT["strangers"](installed, known)) == [
        "leftpad 1.0: installed, in no lock",
        "pandas 3.0.0: the locks name 3.0.1",
    ]


RANGES = table("""
    case                 | version | introduced | fixed | last_affected | found
    before               | 1.9     | 2.0        | 2.4   |               | no
    the first affected   | 2.0     | 2.0        | 2.4   |               | yes
    the last affected    | 2.3.9   | 2.0        | 2.4   |               | yes
    mended               | 2.4     | 2.0        | 2.4   |               | no
    all versions         | 0.1     | 0          |       |               | yes
    up to a last one     | 2.2     | 0          |       | 2.2           | yes
    after the last one   | 2.2.1   | 0          |       | 2.2           | no
    ten comes after nine | 2.10    | 0          | 2.9   |               | no
""")


@pytest.mark.parametrize("case", RANGES.itertuples(), ids=RANGES.case)
def test_an_advisory_names_versions_by_a_range(case):
    known = {column: str(getattr(case, column)) for column in ("introduced", "fixed", "last_affected")}
    events = [{kind: text} for kind, text in known.items() if text not in ("", "nan", "None", "<NA>")]
    part = {"package": {"ecosystem": "PyPI", "name": "Pack_Age"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    found = list(AUDIT["affected"]({"id": "PYSEC-1", "affected": [part]}, {"pack-age": {str(case.version)}}))
    assert bool(found) == (case.found == "yes")


def test_an_advisory_names_versions_one_by_one_and_may_be_withdrawn():
    part = {"package": {"ecosystem": "PyPI", "name": "lxml"}, "versions": ["6.0.0"]}
    advisory = {"id": "PYSEC-2", "summary": "Reads too much.", "affected": [part]}
    assert list(AUDIT["affected"](advisory, {"lxml": {"6.0.0"}})) == ["lxml 6.0.0: PYSEC-2 Reads too much."]
    assert list(AUDIT["affected"](advisory, {"lxml": {"6.0.1"}})) == []
    assert list(AUDIT["affected"](advisory | {"withdrawn": "2026-01-01T00:00:00Z"}, {"lxml": {"6.0.0"}})) == []
