"""The same item in two declarations."""

from pipeline.match.hindsight import with_hindsight
from pipeline.match.matching import match_items

__all__ = ["match_items", "with_hindsight"]
