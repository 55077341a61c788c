"""By what an item was recognised, and how sure that makes the link."""

import numpy as np
import pandas as pd

from pipeline.match.likeness import NEAR, SAME
from pipeline.model.vocabulary import CATEGORIES

REASONS = (
    "identical", "certificate", "account", "registration", "place_and_area", "name", "value", "likeness",
    "area_sum", "sum",
)  # fmt: skip
MONEY = CATEGORIES.index("money")
ACCOUNTS = (MONEY, CATEGORIES.index("foreign_account"))


def reasons(edges: pd.DataFrame, category: np.ndarray) -> np.ndarray:
    """By what a link was recognised first, as a position in REASONS."""
    account = np.isin(category, ACCOUNTS)
    somewhere = (edges.commune == SAME) | edges.address.between(SAME, NEAR)
    sized = edges.area.between(SAME, NEAR) | edges.floor.between(SAME, NEAR)
    tests = {
        "account": (edges.certificate == SAME) & account,
        "certificate": edges.certificate == SAME,
        "registration": edges.registration == SAME,
        "place_and_area": somewhere & sized,
        "name": (edges["name"] == SAME) | (edges.issuer == SAME),
        "value": edges.value == SAME,
    }
    numbers = [REASONS.index(reason) for reason in tests]
    return np.select([test.to_numpy() for test in tests.values()], numbers, REASONS.index("likeness"))


def confidence(logit: pd.Series) -> np.ndarray:
    """The probability that the log-odds stand for."""
    return np.asarray(1.0 / (1.0 + np.exp(-logit.to_numpy())))
