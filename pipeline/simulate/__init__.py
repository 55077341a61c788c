"""The synthetic province: honest households, guilty ones, their innocent twins, and the truth about all of them."""

from pipeline.simulate.packs import write_pack
from pipeline.simulate.province import province
from pipeline.simulate.world import SAMPLE, Province, World

__all__ = ["SAMPLE", "Province", "World", "province", "write_pack"]
