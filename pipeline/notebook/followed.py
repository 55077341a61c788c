"""What changed, item by item: states, causes, how sure the links are, the largest movements."""

import pandas as pd

from pipeline.notebook.book import Book

MOVED = ["category", "state", "cause", "name", "value_before_vnd", "value_after_vnd", "value_change_vnd", "explanation"]


def by_unit(book: Book) -> pd.DataFrame:
    """The item changes with the unit of their declaration, which the picture by unit is made of."""
    units = book.table("positions")[["declaration_id", "unit_code"]].drop_duplicates("declaration_id")
    return book.table("item_changes").merge(units, on="declaration_id", how="left", validate="many_to_one")


def causes(book: Book) -> pd.DataFrame:
    """One row a state and cause of items that moved: items, and the sum of their absolute changes."""
    moved = _moved(book)
    moved = moved.assign(size_vnd=moved["value_change_vnd"].abs())
    grouped = moved.groupby(["state", "cause"], dropna=False)
    counted = grouped.agg(items=("category", "size"), size_vnd=("size_vnd", "sum")).reset_index()
    return counted.sort_values(["size_vnd", "state", "cause"], ascending=[False, True, True])


def largest(book: Book, count: int = 15) -> pd.DataFrame:
    """The items that moved most, in đồng."""
    moved = _moved(book)
    keys = ["declaration_id", "category", "previous_item_no", "item_no"]
    ordered = moved.assign(size=moved["value_change_vnd"].abs()).sort_values(
        ["size", *keys], ascending=[False] + 4 * [True]
    )
    return ordered.head(count)[MOVED]


def spoken_of(book: Book) -> pd.DataFrame:
    """One row a category: items that moved, and the share of which section III speaks."""
    moved = _moved(book)
    grouped = moved.assign(stated=moved["movement_stated"].fillna(False)).groupby("category")["stated"]
    return grouped.agg(items="size", stated_share="mean").reset_index()


def ways_of_linking(book: Book) -> pd.DataFrame:
    """One row a way in which two items were recognised as one: items, and the mean confidence."""
    linked = book.table("item_changes").dropna(subset=["link_reason"])
    grouped = linked.groupby("link_reason")["link_confidence"]
    counted = grouped.agg(items="size", confidence="mean").reset_index()
    return counted.sort_values(["items", "link_reason"], ascending=[False, True])


def _moved(book: Book) -> pd.DataFrame:
    items = book.table("item_changes")
    return items[items["state"] != "kept"]
