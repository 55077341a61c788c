"""What was wrong with a run of a pack: an empty list where nothing was."""

import json
import re
from collections import Counter

import pandas as pd
import pyarrow.parquet as pq

from tests.fuzzing.watching import MEMORY_BYTES, SECONDS

LONGEST_LINE = 1_500
# What a stage that was finished took.
COST = re.compile(r" (MiB|không thay đổi|unchanged)$")


def faults(seen, out, sent, before, after, last):
    """Every fault of a run; `sent` rows that are certain, `before` and `after` what lies around OUT."""
    found = [f"forbidden: {line}" for line in seen.forbidden]
    if "Traceback" in seen.err or seen.status not in (0, 2, 3):
        last = [line for line in seen.err.splitlines() if line.strip()][-1:]
        found.append(f"exit {seen.status} after {seen.seconds:.0f} of {SECONDS} seconds: {''.join(last)[:300]}")
    if seen.peak_bytes > MEMORY_BYTES:
        found.append(f"{seen.peak_bytes >> 20} MiB")
    if before != after:
        found.append(f"changed outside of OUT: {sorted(set(before.items()) ^ set(after.items()))[:3]}")
    if seen.status in (2, 3):
        found += unclear(seen.err)
    if seen.status in (0, 3):
        found += lost_rows(out, sent, last, seen.status)
    return found


def unclear(err):
    """A refusal is one line that a reader can act on."""
    lines = [line for line in err.splitlines() if line.strip()]
    told = [line for line in lines if not COST.search(line)]
    if len(told) != 1:
        return [f"{len(told)} lines where one is promised: {told[:3]}"]
    return [f"a line of {len(told[0])} characters"] if len(told[0]) > LONGEST_LINE else []


def lost_rows(out, sent, last, status):
    """Rows read are rows accepted and quarantined, in the manifest, in the files, and beside what was sent."""
    record = out / "work" / "stages" / "ingest.json" if last == "ingest" else out / "manifest.json"
    if not record.exists():
        return ["no record of what was read"]
    if last == "ingest":
        rows = json.loads(record.read_text("utf-8"))["rows_read"]
        read = {table: {"read": number} for table, number in rows.items()}
        return unlike_files(read, out, "ingested", "work/quarantine/ingest") + unlike_sent(read, sent)
    rows = json.loads(record.read_text("utf-8"))["rows"]
    found = [
        f"{table}: {count}"
        for table, count in rows.items()
        if not isinstance(count, dict) or count["read"] != count["accepted"] + count["quarantined"]
    ]
    if found or status:
        return found
    return unlike_files(rows, out, "accepted", "quarantine.parquet") + unlike_sent(rows, sent)


def unlike_files(rows, out, accepted, quarantine):
    """Tables of which the files hold other numbers of rows than those told."""
    held: Counter[str] = Counter()
    for path in (out / "work" / accepted).rglob("*.parquet"):
        held[path.parent.name] += pq.read_metadata(path).num_rows
    aside: Counter[str] = Counter()
    where = out / quarantine
    for path in [where] if where.is_file() else sorted(where.glob("*.parquet")):
        aside.update(pd.read_parquet(path, columns=["table"])["table"])
    return [
        f"{table}: told {count}, held {held[table]} and {aside[table]} aside"
        for table, count in rows.items()
        if (count["read"] != held[table] + aside[table] or count.get("quarantined", aside[table]) != aside[table])
    ]


def unlike_sent(rows, sent):
    return [
        f"{table}: {number} rows sent, {rows.get(table)}"
        for table, number in sent.items()
        if rows.get(table, {"read": 0})["read"] != number
    ]
