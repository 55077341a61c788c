"""ENGINE=dask on a scheduler that is not there."""

import subprocess
import sys

import pytest

from pipeline.simulate import World, province, write_pack
from tests.conftest import PROJECT


def command(*words: str, **options: object) -> list[str]:
    return [sys.executable, "-m", "pipeline", *words, *(f"--{name}={value}" for name, value in options.items())]


def ran(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words, **options), cwd=PROJECT, capture_output=True, text=True, timeout=500)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    for name, content in write_pack(province(World(declarants=40, years=2, seed=5, guilty_share=0.0, units=4))).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_a_scheduler_that_is_not_there_is_one_line(pack, tmp_path) -> None:
    done = ran("run", data=pack, out=tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:9")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "127.0.0.1:9" in done.stderr
