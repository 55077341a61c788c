"""Speed and memory of the forest beside scikit-learn, isotree, coniferest, PyOD and ONNX Runtime, in one run.

    python -m benchmarks.forest --rows 1000000 --trees 300 --rounds 3 --threads 2

Rounds are interleaved: in each, every library fits and scores the same matrix, and is divided by scikit-learn of that
round; the table holds medians. `cpu` is the same ratio of CPU seconds, which neighbours on the machine do not disturb.
"""

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks import forest_parts
from benchmarks.forest_peers import Peer, peers
from pipeline.forest.scoring import kernels
from pipeline.store.resources import load_parameters


@dataclass(frozen=True)
class Measured:
    """Seconds of one library in one round, by the clock and of the processor."""

    fit: float
    score: float
    fit_cpu: float
    score_cpu: float
    scores: npt.NDArray


def measured(peer: Peer, matrix: npt.NDArray[np.float64], trees: int) -> Measured:
    clock, cpu = time.perf_counter(), time.process_time()
    model = peer.fit(matrix, trees, 7, peer.threads)
    fit, fit_cpu = time.perf_counter() - clock, time.process_time() - cpu
    clock, cpu = time.perf_counter(), time.process_time()
    scores = peer.score(model, matrix, peer.threads)
    return Measured(fit, time.perf_counter() - clock, fit_cpu, time.process_time() - cpu, scores)


def speed(rows: int, columns: int, trees: int, rounds: int, threads: int) -> None:
    """The table of ratios: how many times as fast as scikit-learn on one core."""
    matrix = forest_parts.matrix(rows, columns)
    kernels()
    for peer in peers(threads):
        measured(peer, matrix[:1000], 2)  # what is loaded and compiled once is no part of the rounds
    ratios: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    differences: dict[str, float] = {}
    for _ in range(rounds):
        base: Measured | None = None
        for peer in peers(threads):
            held = measured(peer, matrix, trees)
            base = base or held
            name = f"{peer.name}, {peer.threads} thread{'s' * (peer.threads > 1)}"
            ratios[name].append(_ratios(base, held) + (held.score_cpu / rows / trees * 1e9,))
            differences[name] = float(np.abs(held.scores - base.scores).max())
    heading = f"{'times as fast as scikit-learn':32}" + "".join(f"{name:>10}" for name in NAMES)
    print(f"{rows:,} rows x {columns} columns x {trees} trees, {rounds} rounds\n{heading}{'difference':>12}")
    for name, found in ratios.items():
        cells = "".join(f"{value:10.2f}" for value in np.median(found, axis=0))
        print(f"{name:32}{cells}{differences[name]:12.1e}")


NAMES = ("fit", "score", "both", "fit cpu", "score cpu", "both cpu", "ns/row/tree")


def _ratios(base: Measured, held: Measured) -> tuple[float, ...]:
    return (
        base.fit / held.fit,
        base.score / held.score,
        (base.fit + base.score) / (held.fit + held.score),
        base.fit_cpu / held.fit_cpu,
        base.score_cpu / held.score_cpu,
        (base.fit_cpu + base.score_cpu) / (held.fit_cpu + held.score_cpu),
    )


def rest(rows: int, columns: int, trees: int) -> None:
    """Memory, cold start, two stages, explanations."""
    for library in ("scikit", "ours"):
        fit, score = forest_parts.memory_above_input(rows, columns, min(trees, 100), library)
        print(f"memory above the matrix, {library}: fit {fit:.0f} MB, score {score:.0f} MB")
    for state, (wall, cpu) in forest_parts.cold_start().items():
        print(f"kernels loaded with {state} cache: {wall:.2f} s by the clock, {cpu:.2f} s of the processor")
    matrix = forest_parts.matrix(min(rows, 100_000), columns)
    staged = forest_parts.two_stages(np.log1p(np.abs(matrix)), load_parameters())
    print(f"two stages: {staged['cpu_ratio']:.2f} x the CPU of 300 trees; agreement {staged['jaccard']:.3f}")
    explained = forest_parts.explanations(np.log1p(np.abs(matrix)), trees, 400)
    print("explanation: " + ", ".join(f"{name} {value:.3g}" for name, value in explained.items()))
    if "shap_seconds" in explained:
        print(f"explanation: {explained['shap_seconds'] / explained['seconds']:.0f} times as fast as shap")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=40)
    parser.add_argument("--trees", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    speed(chosen.rows, chosen.columns, chosen.trees, chosen.rounds, chosen.threads)
    rest(chosen.rows, chosen.columns, chosen.trees)


if __name__ == "__main__":
    main()
