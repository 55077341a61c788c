"""The same official across years, and which declaration precedes which."""

from pipeline.link.lists import whole_lists
from pipeline.link.order import pairs
from pipeline.link.people import as_one_person, link_people

__all__ = ["as_one_person", "link_people", "pairs", "whole_lists"]
