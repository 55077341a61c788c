"""Isolation forests of other libraries: how each is fitted and how it scores; what is not installed is left out."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.forest.growing import grow, sample_size, tree_depth
from pipeline.forest.model import Forest
from pipeline.forest.scoring import score_samples
from pipeline.forest.tables import flattened

Matrix = npt.NDArray[np.float64]
SAMPLE_ROWS = 256


@dataclass(frozen=True)
class Peer:
    """A library: what has to be installed, how it fits (matrix, trees, seed, threads) and how the fitted one scores."""

    name: str
    package: str
    fit: Callable[[Matrix, int, int, int], Any]
    score: Callable[[Any, Matrix, int], npt.NDArray]
    threads: int = 1


def ours(matrix: Matrix, trees: int, seed: int, _threads: int = 1) -> Forest:
    depth = tree_depth(sample_size(len(matrix), SAMPLE_ROWS))
    columns = tuple(str(column) for column in range(matrix.shape[1]))
    return Forest(columns, flattened(grow(matrix, trees, SAMPLE_ROWS, seed), depth), seed, SAMPLE_ROWS, len(matrix))


def scikit(matrix: Matrix, trees: int, seed: int, threads: int) -> Any:
    from sklearn.ensemble import IsolationForest

    return IsolationForest(n_estimators=trees, max_samples=SAMPLE_ROWS, random_state=seed, n_jobs=threads).fit(matrix)


def scikit_score(model: Any, matrix: Matrix, threads: int) -> npt.NDArray:
    if threads == 1:
        return np.asarray(model.score_samples(matrix))
    from joblib import parallel_backend

    with parallel_backend("threading", n_jobs=threads):
        return np.asarray(model.score_samples(matrix))


def isotree(matrix: Matrix, trees: int, seed: int, threads: int) -> Any:
    from isotree import IsolationForest

    model = IsolationForest(ndim=1, ntrees=trees, sample_size=SAMPLE_ROWS, random_seed=seed, nthreads=threads)
    return model.fit(matrix)


def coniferest(matrix: Matrix, trees: int, seed: int, threads: int) -> Any:
    from coniferest.isoforest import IsolationForest

    return IsolationForest(n_trees=trees, n_subsamples=SAMPLE_ROWS, random_seed=seed, n_jobs=threads).fit(matrix)


def pyod(matrix: Matrix, trees: int, seed: int, threads: int) -> Any:
    from pyod.models.iforest import IForest

    return IForest(n_estimators=trees, max_samples=SAMPLE_ROWS, random_state=seed, n_jobs=threads).fit(matrix)


def onnx(matrix: Matrix, trees: int, seed: int, threads: int) -> Any:
    """scikit-learn's forest, converted for ONNX Runtime."""
    import onnxruntime
    from skl2onnx import to_onnx

    forest = scikit(matrix, trees, seed, 1)
    converted = to_onnx(forest, matrix[:1].astype(np.float32), target_opset={"": 15, "ai.onnx.ml": 3})
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(
        converted.SerializeToString(), sess_options=options, providers=["CPUExecutionProvider"]
    )


def onnx_score(model: Any, matrix: Matrix, _threads: int) -> npt.NDArray:
    name = model.get_inputs()[0].name
    parts = np.array_split(matrix, max(len(matrix) // 100_000, 1))
    return np.concatenate([model.run(None, {name: part.astype(np.float32)})[1].ravel() for part in parts])


def peers(threads: int) -> list[Peer]:
    """Those that are installed, scikit-learn first, then ours; with one thread and, if more are wanted, with those."""
    found = []
    for count in sorted({1, threads}):
        found += [
            Peer("scikit-learn", "sklearn", scikit, scikit_score, count),
            Peer("this forest", "sklearn", ours, lambda model, rows, jobs: score_samples(rows, model, jobs), count),
            Peer("isotree", "isotree", isotree, lambda model, rows, _: -model.predict(rows), count),
            Peer("coniferest", "coniferest", coniferest, lambda model, rows, _: model.score_samples(rows), count),
        ]
    found += [
        Peer("PyOD", "pyod", pyod, lambda model, rows, _: -model.decision_function(rows)),
        Peer("ONNX Runtime", "skl2onnx", onnx, onnx_score),
    ]
    return [peer for peer in found if find_spec(peer.package)]
