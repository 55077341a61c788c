"""Fixtures that many tests share."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from pipeline import params

# How long an example takes says nothing of whether the property holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

PROJECT = Path(__file__).resolve().parent.parent
# Real public declarations lie beside the project and are not part of it.
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def parameters() -> params.Parameters:
    """The parameters that ship with the project."""
    documents: dict[str, object] = {}
    for path in sorted((PROJECT / "pipeline" / "parameters").glob("*.yaml")):
        documents |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return params.parse(documents)


@pytest.fixture
def today() -> dt.date:
    return dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run directory of the sample province, made once for all tests that only read it."""
    from pipeline.__main__ import main

    out = tmp_path_factory.mktemp("sample") / "run"
    sample = str(PROJECT / "data_samples" / "province")
    assert main(["run", "--data", sample, "--out", str(out), "--workers", "1"]) == 0
    return out
