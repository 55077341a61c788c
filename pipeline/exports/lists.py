"""The list of cases as files: CSV and Parquet for machines, a workbook for staff."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import privacy
from pipeline.exports.list_content import ListContent
from pipeline.exports.safe import formula_safe_frame
from pipeline.exports.workbook import workbook
from pipeline.model import CASES
from pipeline.texts import Catalogue


def case_list(content: ListContent, say: Catalogue, profile: str = "analyst") -> dict[str, bytes]:
    """flagged_cases.csv, .parquet (exactly the columns of CASES) and .xlsx, by file name."""
    shown = privacy.mask(CASES.conform(content.cases), profile, content.names)
    return {
        "flagged_cases.csv": csv(shown),
        "flagged_cases.parquet": parquet(shown),
        "flagged_cases.xlsx": workbook(content, say, profile),
    }


def csv(cases: pd.DataFrame) -> bytes:
    """UTF-8 without a mark at the start, one line a case in the order of the list; no cell is a formula."""
    ordered = formula_safe_frame(CASES.conform(cases)).sort_values(["rank", "case_id"])
    ordered = ordered.replace(r"\r\n?", "\n", regex=True)
    whole = {name: ordered[name].round().astype("Int64") for name in _whole_columns()}
    buffer = io.StringIO()
    ordered.assign(**whole).to_csv(buffer, index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return buffer.getvalue().encode("utf-8")


def parquet(cases: pd.DataFrame) -> bytes:
    """The same rows with the types of CASES."""
    ordered = CASES.conform(cases).sort_values(["rank", "case_id"])
    whole = {name: ordered[name].round().astype("Int64") for name in _whole_columns()}
    table = pa.Table.from_pandas(ordered.assign(**whole), schema=CASES.schema(), preserve_index=False)
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(None), buffer, compression="zstd")
    return buffer.getvalue()


def _whole_columns() -> list[str]:
    return [column.name for column in CASES if column.type in ("integer", "money")]
