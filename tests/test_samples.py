"""The sample pack that is committed is the one that the simulator makes."""

import gzip

from pipeline.simulate import SAMPLE, province, write_pack
from tests.conftest import PROJECT


def test_the_committed_sample_is_made_again_byte_for_byte():
    made = write_pack(province(SAMPLE))
    folder = PROJECT / "data_samples" / "province"
    unpacked = {name: _plain(name, content) for name, content in made.items()}
    committed = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert set(made) == set(committed)
    assert [name for name in made if unpacked[name] != _plain(name, committed[name])] == [], "run make samples"


def _plain(name, content):
    """What a packed file holds: its packed bytes depend on the version of the library that packs."""
    return gzip.decompress(content) if name.endswith(".gz") else content
