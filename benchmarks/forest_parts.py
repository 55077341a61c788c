"""Single measurements of the forest: memory, cold start, two stages, explanations."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.forest_peers import ours, scikit
from pipeline.forest.explaining import shapley
from pipeline.forest.scoring import kernels, score_samples
from pipeline.forest.two_stages import mean_paths
from pipeline.params import Parameters

Matrix = npt.NDArray[np.float64]


def matrix(rows: int, columns: int, seed: int = 1) -> Matrix:
    """Log-normal money on a common factor, money that is mostly 0, heavy-tailed ratios, counts, and noise."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows, columns))
    wealth = random.normal(size=rows)
    for column in range(columns):
        if column % 5 == 0:
            values[:, column] = np.exp(0.8 * wealth + 0.6 * values[:, column] + 18)
        elif column % 5 == 1:
            values[:, column] = np.exp(values[:, column] + 17) * (random.random(rows) < 0.3)
        elif column % 5 == 2:
            values[:, column] = random.standard_t(3, rows)
        elif column % 5 == 3:
            values[:, column] = random.poisson(3, rows)
    return values


def cpu_seconds(function: object, *arguments: object) -> float:
    started = time.process_time()
    function(*arguments)  # type: ignore[operator]
    return time.process_time() - started


def memory_above_input(rows: int, columns: int, trees: int, library: str) -> tuple[float, float]:
    """Peak megabytes of fit and of score above what was held before, each measured in a process of its own."""
    code = f"from benchmarks.forest_parts import peaks; print(*peaks({rows}, {columns}, {trees}, {library!r}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    fit, score = said.split()[-2:]
    return float(fit), float(score)


def peaks(rows: int, columns: int, trees: int, library: str) -> tuple[float, float]:
    values = matrix(rows, columns)
    fit, score = (ours, score_samples) if library == "ours" else (scikit, lambda held, model: model.score_samples(held))
    model = fit(values[:1000], 2, 1, 1)
    score(values[:1000], model)  # what is loaded once is not counted
    started = _reset_peak()
    model = fit(values, trees, 1, 1)
    fitted = _peak() - started
    started = _reset_peak()
    score(values, model)
    return fitted, _peak() - started


def _reset_peak() -> float:
    """Resident megabytes now, from which the peak is counted anew where the system allows it (Linux)."""
    try:
        with Path("/proc/self/clear_refs").open("w") as file:
            file.write("5")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return _peak()


def _peak() -> float:
    try:
        with Path("/proc/self/status").open() as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cold_start() -> dict[str, list[float]]:
    """Seconds (by the clock, of the processor) to load the kernels with an empty cache, and with what that left."""
    code = """if True:
        import time
        import pipeline.forest
        clock, cpu = time.perf_counter(), time.process_time()
        from pipeline.forest import compiled
        print(time.perf_counter() - clock, time.process_time() - cpu)
    """
    with tempfile.TemporaryDirectory() as folder:
        runs = [
            subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_with_cache(folder)
            )
            for _ in range(2)
        ]
    return {
        state: [float(part) for part in run.stdout.split()] for state, run in zip(("empty", "full"), runs, strict=True)
    }


def _with_cache(folder: str) -> dict[str, str]:
    return {**os.environ, "NUMBA_CACHE_DIR": folder}


def two_stages(values: Matrix, parameters: Parameters) -> dict[str, float]:
    """CPU seconds of 200 + 2,000 trees on the best few per cent beside 300 trees on everybody, and the agreement of
    its first hundredth with 2,000 trees on everybody."""
    columns = tuple(str(column) for column in range(values.shape[1]))
    started = time.process_time()
    paths, forest = mean_paths(values, columns, 1, parameters, 30, 1)
    staged = time.process_time() - started
    plain = cpu_seconds(lambda: score_samples(values, ours(values, 300, 1, 1)))
    top = max(len(values) // 100, 1)
    full = np.argsort(score_samples(values, forest))[:top]
    mine = np.argsort(paths.mean)[:top]
    common = len(np.intersect1d(full, mine))
    return {"cpu_ratio": staged / plain, "jaccard": common / (2 * top - common)}


def explanations(values: Matrix, trees: int, rows: int) -> dict[str, float]:
    """CPU seconds per 1,000 rows, how far the values are from adding up, and shap's seconds where it is installed."""
    kernels()
    forest = ours(values, trees, 1, 1)
    chosen = values[np.argsort(score_samples(values, forest))[:rows]] - np.median(values, axis=0)
    seconds = cpu_seconds(shapley, chosen, forest)
    found = {"seconds": seconds / rows * 1000}
    if find_spec("shap"):
        import shap

        explainer = shap.TreeExplainer(scikit(values, trees, 1, 1))
        few = chosen[: max(rows // 20, 10)]
        found["shap_seconds"] = cpu_seconds(explainer.shap_values, few) / len(few) * 1000
        found["shap_difference"] = _difference_from_shap(values, trees, few)
    return found


def _difference_from_shap(values: Matrix, trees: int, rows: Matrix) -> float:
    """Largest difference from shap's interventional values on the same background: one row of zeros."""
    import shap

    background = np.zeros((1, values.shape[1]))
    model = scikit(values, trees, 1, 1)
    theirs = shap.TreeExplainer(model, background, feature_perturbation="interventional").shap_values(rows)
    return float(np.abs(-theirs - shapley(rows, ours(values, trees, 1, 1))).max())
