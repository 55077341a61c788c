"""The frames of conflicts of interest and kinship that the registers at hand allow."""

from collections.abc import Mapping

import pandas as pd

from pipeline.model.registers import COMMUNE_CHANGES
from pipeline.rules.acquisitions import land_ahead, trades
from pipeline.rules.firms import firms, relative_parties, suppliers, tenders
from pipeline.rules.join import beside
from pipeline.rules.payments import gift_ties, paid_incomes, parties, with_party
from pipeline.rules.ties import (
    complaint_ties,
    has,
    kinship,
    own_posts,
    relative_heads,
    relative_posts,
    shared_numbers,
    shared_persons,
    windows,
)

Frames = Mapping[str, pd.DataFrame]


def interest_frames(frames: Frames) -> dict[str, pd.DataFrame]:
    """By name; a frame whose registers are missing is left out, and its rules are not testable."""
    held = windows(frames["positions"])
    own = own_posts(held, frames.get("posts"), frames.get("units"))
    kin = kinship(frames["relations"], held["declarant_id"]) if has(frames, "relations") else None
    known = parties(own, frames["supervised"], frames.get("companies")) if has(frames, "supervised") else None
    return {
        **_of_kin(frames, own, kin),
        **_of_firms(frames, held, own, kin),
        **_of_payments(frames, held, known),
        **_of_others(frames, held),
    }


def _of_kin(frames: Frames, own: pd.DataFrame, kin: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    if kin is None:
        return {}
    found = {}
    if has(frames, "posts"):
        found["relative_posts"] = relative_posts(own, kin, frames["posts"])
        found["relative_heads"] = relative_heads(own, kin, frames["posts"], frames.get("units"))
    if has(frames, "supervised"):
        found["relative_parties"] = relative_parties(own, kin, frames)
    return found


def _of_firms(
    frames: Frames, held: pd.DataFrame, own: pd.DataFrame, kin: pd.DataFrame | None
) -> dict[str, pd.DataFrame]:
    found = {}
    if has(frames, "company_roles"):
        found["firms"] = firms(held, kin, frames["company_roles"], frames.get("companies"))
    changes = frames.get("commune_changes", COMMUNE_CHANGES.empty())
    land = land_ahead(frames["item_changes"], frames["projects"], changes) if has(frames, "projects") else None
    if land is not None:
        found["land_ahead"] = land
    if land is not None or has(frames, "contracts"):
        found["trades"] = trades(frames["item_changes"], own, frames, land)
    if has(frames, "company_roles") and has(frames, "contracts") and kin is not None:
        found["tenders"] = tenders(own, kin, frames)
        found["suppliers"] = suppliers(found["tenders"], frames["contracts"])
    return found


def _of_payments(frames: Frames, held: pd.DataFrame, known: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    found = {
        "paid_incomes": paid_incomes(frames["incomes"], known, frames.get("companies")),
        "gift_ties": gift_ties(held, frames, frames["explained"], known),
    }
    if known is not None:
        found["explained_parties"] = with_party(frames["explained"], "counterpart", known)
    return found


def _of_others(frames: Frames, held: pd.DataFrame) -> dict[str, pd.DataFrame]:
    found = {}
    if has(frames, "complaints"):
        found["complaint_ties"] = complaint_ties(held, frames["complaints"])
    if has(frames, "shared"):
        shared, positions = frames["shared"], frames["positions"]
        found["shared_persons"] = shared_persons(shared, frames.get("relations"), positions)
        found["shared_numbers"] = shared_numbers(shared, frames.get("relations"), positions)
    if has(frames, "loans"):
        loans = beside(frames["loans"], frames["positions"], ["declarant_id", "declared_on"])
        found["loans"] = loans.dropna(subset=["declared_on"]).reset_index(drop=True)
    return found
