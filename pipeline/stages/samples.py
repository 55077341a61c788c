"""The synthetic sample pack under data_samples/: the very same bytes each time."""

from pathlib import Path

from pipeline.simulate import SAMPLE, province, write_pack
from pipeline.store.writing import clear_folder, write_shared_files


def samples(folder: Path) -> None:
    """The pack of the sample province in `folder`, which is made anew."""
    clear_folder(folder)
    write_shared_files(folder, write_pack(province(SAMPLE)))
