"""Run as a process of its own: writes one sheet of a workbook to standard output as CSV, within limits.

A sheet whose cells lie far apart makes a fast reader ask for more memory than there is, and end the process;
so the process that ends is this one. Exit
status UNREADABLE: the sheet cannot be read; OUT_OF_MEMORY or ended by a signal: over the limits.
Dates are written in ISO form; a number with exactly three decimals gets a fourth, so that it is not taken
for a number of thousands.
"""

import csv
import datetime
import resource
import sys
from itertools import islice
from typing import Any

import python_calamine

UNREADABLE = 3
OUT_OF_MEMORY = 4
ROWS_AT_ONCE = 1000


def cell_text(value: Any) -> str:
    """A cell as a person would type it; empty for nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    written = repr(value)
    decimals = written.partition(".")[2]
    return written + "0" if len(decimals) == 3 and decimals.isdigit() else written


def _hold(kind: int, most: int) -> None:
    """At most so much, and never more than the office's own limits allow."""
    allowed = resource.getrlimit(kind)[1]
    held = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (held, held))


def main(path: str, sheet: str, memory_bytes: int, seconds: int) -> int:
    for kind, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _hold(kind, most)
    try:
        content = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet)
        # The reader leaves out empty columns at the left, but not empty rows at the top.
        left = [""] * (content.start[1] if content.start else 0)
        rows, writer = content.iter_rows(), csv.writer(sys.stdout)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            writer.writerows([*left, *map(cell_text, row)] for row in some)
    except BrokenPipeError:
        return 0
    except MemoryError:
        return OUT_OF_MEMORY
    except (python_calamine.CalamineError, OSError, ValueError):
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
