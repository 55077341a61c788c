"""quarantine.csv: the rows set aside, for programs and for a look in a spreadsheet."""

import pandas as pd

from pipeline.exports.safe import formula_safe_frame


def quarantine_list(quarantine: pd.DataFrame) -> dict[str, bytes]:
    """The quarantine as CSV, with no cell that a spreadsheet would take for a formula."""
    whole = formula_safe_frame(quarantine).assign(source_row=quarantine.source_row.astype("Int64"))
    return {"quarantine.csv": whole.to_csv(index=False, lineterminator="\n").encode()}
