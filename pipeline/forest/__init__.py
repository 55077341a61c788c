"""Isolation forests over year-on-year movements: grown, scored, explained and stored.

Importing this package is cheap; scikit-learn and the compiler are loaded when something is scored.
"""

from pipeline.forest import explaining, storing
from pipeline.forest.counterfactual import counterfactuals
from pipeline.forest.judging import score

__all__ = ["counterfactuals", "explaining", "score", "storing"]
