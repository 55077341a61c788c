"""What is planted in small packs comes out of the whole run, beside an innocent twin that does not."""

from pathlib import Path

import pandas as pd
import pytest

from tests.planted import blocks, pack
from tests.test_run import command

SITUATIONS = (Path(__file__).parent / "planted_situations.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of the pack, and the run directory of the whole chain on it."""
    folder, out = tmp_path_factory.mktemp("planted"), tmp_path_factory.mktemp("runs") / "out"
    for name, content in pack(SITUATIONS).items():
        (folder / name).write_bytes(content)
    done = command("run", data=folder, out=out, workers=1)
    assert done.returncode == 0, done.stderr
    return folder, out


@pytest.fixture(scope="module")
def found(planted: tuple[Path, Path]) -> pd.Series:
    """The indicators of each official."""
    flags = pd.read_parquet(planted[1] / "flags.parquet")
    return flags.groupby("declarant_id")["indicator"].agg(set)


@pytest.mark.parametrize("block", blocks(SITUATIONS))
def test_what_is_planted_is_found_and_its_twin_is_not(block: str, found: pd.Series) -> None:
    assert block in found.get(f"{block}X", set())
    assert block not in found.get(f"{block}T", set())


def test_a_household_that_puts_a_little_aside_has_no_finding(found: pd.Series) -> None:
    assert [person for person in found.index if person.startswith("Q")] == []


def test_late_and_missing_declarations_are_counted_by_unit(planted: tuple[Path, Path]) -> None:
    units = pd.read_parquet(planted[1] / "filing_by_unit.parquet").set_index(["unit_code", "year"])
    assert units.loc[("U1", 2023), ["obliged", "declared", "missing", "late"]].tolist() == [2, 1, 1, 0]
    assert units.loc[("U1", 2024), ["obliged", "declared", "missing", "late"]].tolist() == [1, 1, 0, 1]
    missing = pd.read_parquet(planted[1] / "filing_missing.parquet")
    assert missing[["declarant_id", "year"]].to_numpy().tolist() == [["PB02X", 2023]]
    assert "Kê khai chậm và chưa kê khai theo đơn vị" in (planted[1] / "index.html").read_text(encoding="utf-8")


def test_a_mistake_of_a_whole_unit_speaks_for_its_form(planted: tuple[Path, Path]) -> None:
    reasons = pd.read_parquet(planted[1] / "work" / "scored" / "hypotheses.parquet").query("reason_id == 'template'")
    assert set(reasons[reasons.declarant_id == "PR08X"].query("indicator == 'DQ11'").verdict) == {"supports"}
    alone = reasons[reasons.declarant_id == "DQ11X"].query("indicator == 'DQ11'")
    assert "supports" not in set(alone.verdict)
    clusters = pd.read_parquet(planted[1] / "unit_clusters.parquet").set_index(["unit_code", "judgement"])
    assert clusters.loc[("UPR08", "error"), ["flagged", "declarations"]].tolist() == [24, 24]


def test_a_stage_made_again_leaves_the_health_that_it_left(planted: tuple[Path, Path]) -> None:
    folder, out = planted
    first = (out / "rule_health.parquet").read_bytes()
    assert pd.read_parquet(out / "rule_health.parquet").drift_share.isna().all()
    assert command("score", data=folder, out=out, workers=1).returncode == 0
    assert (out / "rule_health.parquet").read_bytes() == first


def test_a_match_is_told_with_its_grade_and_a_grade_is_no_pay_grade(planted: tuple[Path, Path]) -> None:
    flags = pd.read_parquet(planted[1] / "flags.parquet")
    assert set(flags.grade.dropna()) <= {"id", "strong", "weak"}
    matched = flags[flags.grade.notna()]
    assert set(matched.indicator.str[:2]) <= {"CI", "KN", "GI", "IN", "RE", "LN", "SH"}
    assert flags[flags.indicator.str[:2].isin(["CI", "KN"]) & flags.grade.isna()].indicator.isin(["CI14"]).all()
