"""What several officials have in common, out of small columns of every partition; memory holds what is shared alone."""

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.engine import Engine
from pipeline.model import DECLARED, FOLLOWED
from pipeline.rules.gather import combine, gather
from pipeline.stages.features import followed, scored
from pipeline.stages.partitions import accepted, parts
from pipeline.stages.run_context import Part, Run
from pipeline.store.frames import read_frame, write_frame
from pipeline.store.tables import read_table

Hashes = npt.NDArray[np.uint64]
GATHERED = ("keys", "who", "prices", "loans", "growth")


def write_shared(run: Run, engine: Engine) -> None:
    """The frames of `combine`, for all partitions to read."""
    for name in ("shared", *GATHERED):
        run.directory.clear("scored", name)
    hashes = engine.map(write_gathered, parts(run), "shared")
    gathered = {name: _stacked(run, name) for name in ("prices", "loans", "growth")}
    keys = shared_keys(run, held_by_several(hashes))
    people = set(keys["declarant_id"]) if len(keys) else set()
    persons = [_persons(path, people) for path in run.directory.parts("scored", "keys")]
    gathered["keys"] = pd.concat([keys, *persons], ignore_index=True).drop_duplicates(ignore_index=True)
    gathered["who"] = who(run, people, gathered["loans"])
    for name, frame in combine([gathered], run.parameters).items():
        write_frame(run.directory.work("scored", "shared", f"{name}.parquet"), frame)


def write_gathered(part: Part) -> Hashes:
    """The gathered columns of one partition; the keys of its officials as hashes, each once an official."""
    gathered = gather(tables_of(part))
    keys = gathered["keys"]
    gathered["keys"] = keys.assign(hash=hashed(keys["what"] + "\0" + keys["key"]))
    for name, frame in gathered.items():
        write_frame(scored(part, name), frame)
    once = gathered["keys"].drop_duplicates(["hash", "declarant_id"])
    return once["hash"].to_numpy(dtype="uint64")


def hashed(texts: pd.Series) -> Hashes:
    return np.asarray(pd.util.hash_array(texts.to_numpy(dtype=object), categorize=False), dtype=np.uint64)


def held_by_several(hashes: list[Hashes]) -> Hashes:
    """The hashes that two or more officials have; all years of an official are in one partition."""
    ordered = np.sort(np.concatenate(hashes)) if hashes else np.zeros(0, dtype=np.uint64)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def shared_keys(run: Run, several: Hashes) -> pd.DataFrame:
    """The rows of the keys that several officials have."""
    held = []
    for path in run.directory.parts("scored", "keys"):
        keys = read_frame(path)
        held.append(keys[_among(keys["hash"].to_numpy(dtype="uint64"), several)].drop(columns="hash"))
    return pd.concat(held, ignore_index=True)


def _among(hashes: Hashes, several: Hashes) -> npt.NDArray[np.bool_]:
    place = np.searchsorted(several, hashes)
    return (
        np.asarray(np.isin(several[np.minimum(place, len(several) - 1)] == hashes, True))
        if len(several)
        else (np.zeros(len(hashes), dtype=bool))
    )


def _persons(path: Any, people: Collection[str]) -> pd.DataFrame:
    """The relatives' numbers of the officials who share something: who of them live together."""
    keys = read_frame(path)
    return keys[keys["what"].eq("person") & keys["declarant_id"].isin(people)].drop(columns="hash")


def who(run: Run, people: Collection[str], loans: pd.DataFrame) -> pd.DataFrame:
    """Declarations of those who share something, lend or borrow, or bear the name of one; and the last of all."""
    names, filed = set(loans["other_key"]), set(loans["declaration_id"])
    held = []
    for path in run.directory.parts("scored", "who"):
        rows = read_frame(path)
        named = set(rows.loc[rows["name_key"].isin(names), "declarant_id"])
        wanted = rows["declarant_id"].isin(named) | rows["declarant_id"].isin(people)
        wanted |= rows["declaration_id"].isin(filed) | rows["declared_on"].eq(rows["declared_on"].max())
        held.append(rows[wanted])
    return pd.concat(held, ignore_index=True)


def _stacked(run: Run, name: str) -> pd.DataFrame:
    return pd.concat([read_frame(path) for path in run.directory.parts("scored", name)], ignore_index=True)


def tables_of(part: Part) -> dict[str, pd.DataFrame]:
    """The accepted and followed tables of one partition, by name."""
    tables = {table.name: accepted(part, table) for table in DECLARED}
    return tables | {table.name: read_table(followed(part, table.name), table) for table in FOLLOWED}
