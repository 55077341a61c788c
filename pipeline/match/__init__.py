"""The same item in two declarations."""

from pipeline.match.matching import match_items

__all__ = ["match_items"]
