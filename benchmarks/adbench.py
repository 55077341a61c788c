"""The isolation-forest figures of the ADBench paper on its classical sets, with our scorer beside scikit-learn's.

    python -m benchmarks.adbench --sets FOLDER [--seeds 3]

FOLDER holds the sets as `.npz` with X and y (1 is an anomaly). Two protocols:

paper   70/30 stratified split, sets below 1,000 rows resampled up to 1,000 and above 10,000 down to 10,000, columns
        scaled to 0..1 by the training part, 100 trees; AUROC of the held-out part
whole   no split: at most 10,000 rows, 300 trees, AUROC and average precision of the rows themselves

For each set: mean and spread over the seeds, and whether our scores equal scikit-learn's to the last bit.
"""

import argparse
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

from benchmarks.forest_peers import SAMPLE_ROWS, ours
from pipeline.forest.scoring import score_samples

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
MOST_ROWS, FEWEST_ROWS = 10_000, 1_000


def read(path: Path) -> tuple[Matrix, Labels]:
    with np.load(path, allow_pickle=False) as arrays:
        return arrays["X"].astype(np.float64), arrays["y"].astype(np.int64)


def scored(train: Matrix, test: Matrix, trees: int, seed: int) -> tuple[Matrix, bool]:
    """Scores of the test rows, higher is stranger; and whether scikit-learn gives the very same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # sets with fewer rows than a tree draws
        reference = IsolationForest(n_estimators=trees, max_samples=SAMPLE_ROWS, random_state=seed).fit(train)
    scores = score_samples(test, ours(train, trees, seed, 1))
    return -scores, np.array_equal(scores, reference.score_samples(test))


def paper(matrix: Matrix, labels: Labels, seed: int) -> tuple[float, float, bool]:
    """AUROC and average precision of the held-out part, and equality."""
    random = np.random.RandomState(seed)
    if len(matrix) < FEWEST_ROWS:
        rows = random.choice(len(matrix), FEWEST_ROWS, replace=True)
    elif len(matrix) > MOST_ROWS:
        rows = random.choice(len(matrix), MOST_ROWS, replace=False)
    else:
        rows = np.arange(len(matrix))
    train, test, _, truth = train_test_split(
        matrix[rows], labels[rows], test_size=0.3, stratify=labels[rows], random_state=seed
    )
    low, width = train.min(axis=0), np.ptp(train, axis=0)
    width[width == 0] = 1.0
    scores, equal = scored((train - low) / width, (test - low) / width, 100, seed)
    return float(roc_auc_score(truth, scores)), float(average_precision_score(truth, scores)), equal


def whole(matrix: Matrix, labels: Labels, seed: int) -> tuple[float, float, bool]:
    """AUROC and average precision of the rows that the forest was grown on, and equality."""
    if len(matrix) > MOST_ROWS:
        matrix, _, labels, _ = train_test_split(
            matrix, labels, train_size=MOST_ROWS, stratify=labels, random_state=seed
        )
    scores, equal = scored(matrix, matrix, 300, seed)
    return float(roc_auc_score(labels, scores)), float(average_precision_score(labels, scores)), equal


def table(folder: Path, seeds: int) -> None:
    """One row a set, and the means."""
    print(f"{'set':20}{'paper AUROC':>14}{'+-':>7}{'AP':>8}{'whole AUROC':>14}{'+-':>7}{'AP':>8}  equal")
    rows = []
    for path in sorted(folder.glob("*.npz")):
        matrix, labels = read(path)
        found = [[protocol(matrix, labels, seed) for seed in range(1, seeds + 1)] for protocol in (paper, whole)]
        auroc, precision = (np.array([[run[part] for run in runs] for runs in found]) for part in (0, 1))
        cells = np.column_stack([auroc.mean(axis=1), auroc.std(axis=1), precision.mean(axis=1)]).ravel()
        equal = all(run[2] for runs in found for run in runs)
        rows.append(cells)
        print(_line(path.stem, cells) + ("  yes" if equal else "  NO"))
    print(_line(f"mean of {len(rows)}", np.mean(rows, axis=0)))


def _line(name: str, cells: npt.NDArray[np.float64]) -> str:
    widths = (14, 7, 8, 14, 7, 8)
    return f"{name:20}" + "".join(f"{cell:{width}.3f}" for cell, width in zip(cells, widths, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    chosen = parser.parse_args()
    table(chosen.sets, chosen.seeds)


if __name__ == "__main__":
    main()
