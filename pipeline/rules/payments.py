"""Incomes, gifts and prices that a party paid whose matters the official's unit handles."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.rules.join import looked_up, overlap, unknown
from pipeline.text import firm_key, folded

Frames = Mapping[str, pd.DataFrame]
# The tax code of a firm is its business code: ten figures, thirteen for a branch.
TAX_CODE = r"(?<!\d)(\d{10}(?:-\d{3})?)(?!\d)"


def parties(own: pd.DataFrame, supervised: pd.DataFrame, companies: pd.DataFrame | None) -> pd.DataFrame:
    """One row a declaration and a party whose matters the official's unit handles, with the party's name as a key."""
    columns = ["declaration_id", "declarant_id", "declared_on", "unit_code"]
    found = own[columns].drop_duplicates().merge(supervised[["unit_code", "party_id", "matter"]], on="unit_code")
    found = found.sort_values(["declaration_id", "party_id", "unit_code"]).drop_duplicates(
        ["declaration_id", "party_id"]
    )
    if companies is None or companies.empty:
        return found.assign(party_key=unknown(found.index), firm_key=unknown(found.index))
    keys = companies.assign(party_key=folded(companies["name"]), firm_key=_one_firm(companies))
    keys = keys.drop_duplicates("company_id")[["company_id", "party_key", "firm_key"]]
    return found.merge(keys, how="left", left_on="party_id", right_on="company_id").drop(columns="company_id")


def _one_firm(companies: pd.DataFrame) -> pd.Series:
    """The key of a firm's name without its legal form, unknown where two firms of the register share it."""
    keys = firm_key(companies["name"])
    firms = companies["company_id"].groupby(keys).transform("nunique")
    return keys.where((firms == 1) & keys.str.contains(" ", na=False))


def with_party(rows: pd.DataFrame, name: str, known: pd.DataFrame) -> pd.DataFrame:
    """Rows of declarations with the party that `name` writes: by its id, also as a tax code within the text (grade
    id), else by the firm's name, with or without its legal form (strong).
    """
    codes = rows[name].str.extract(TAX_CODE)[0]
    by_id = _party(rows, rows[name], known, "party_id").fillna(_party(rows, codes, known, "party_id"))
    by_name = _party(rows, folded(rows[name]), known, "party_key")
    by_firm = _party(rows, firm_key(rows[name]), known, "firm_key")
    party = by_id.fillna(by_name).fillna(by_firm)
    grade = pd.Series(np.where(by_id.notna(), "id", "strong"), index=rows.index, dtype="str").where(party.notna())
    matter = known.drop_duplicates(["declaration_id", "party_id"]).set_index(["declaration_id", "party_id"])["matter"]
    found = matter.reindex(pd.MultiIndex.from_arrays([rows["declaration_id"], party])).to_numpy()
    return rows.assign(party_id=party, matter=pd.Series(found, index=rows.index, dtype="str"), grade=grade)


def _party(rows: pd.DataFrame, written: pd.Series, known: pd.DataFrame, key: str) -> pd.Series:
    """The party of each row's declaration whose key is what is written; unknown where there is none."""
    keyed = known.dropna(subset=[key]).drop_duplicates(["declaration_id", key])
    parties = pd.Series(keyed["party_id"].array, index=pd.MultiIndex.from_frame(keyed[["declaration_id", key]]))
    found = parties.reindex(pd.MultiIndex.from_arrays([rows["declaration_id"], written])).to_numpy()
    return pd.Series(found, index=rows.index, dtype="str")


def paid_incomes(incomes: pd.DataFrame, known: pd.DataFrame | None, companies: pd.DataFrame | None) -> pd.DataFrame:
    """One row an income whose payer is named and is not the employer, with the party and the firm's field."""
    paid = incomes[incomes["payer"].notna() & ~incomes["payer_is_unit"].fillna(False).astype(bool)]
    paid = (
        paid.assign(party_id=unknown(paid.index), matter=unknown(paid.index), grade="strong")
        if known is None
        else with_party(paid, "payer", known)
    )
    return paid.assign(company_field=_field(paid["payer"], companies), grade=paid["grade"].fillna("strong"))


def _field(payer: pd.Series, companies: pd.DataFrame | None) -> pd.Series:
    """The field of the firm that a payer's name is, by the whole name, else without the legal form."""
    if companies is None or companies.empty:
        return unknown(payer.index)
    whole = companies.assign(key=folded(companies["name"])).dropna(subset=["key"]).drop_duplicates("key")
    bare = companies.assign(key=_one_firm(companies)).dropna(subset=["key"]).drop_duplicates("key")
    by_name = looked_up(folded(payer), whole.set_index("key")["field"])
    return by_name.fillna(looked_up(firm_key(payer), bare.set_index("key")["field"])).astype("str")


def gift_ties(held: pd.DataFrame, frames: Frames, explained: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """One row a gift of an official, reported or told in section III, with the party that gave it if it is one."""
    stated = explained[explained["source"].eq("gift") & explained["counterpart"].notna()]
    stated = stated.rename(columns={"counterpart": "giver", "amount_vnd": "value_vnd", "happened_on": "received_on"})
    stated = stated[["declaration_id", "declarant_id", "declared_on", "giver", "value_vnd", "received_on"]].assign(
        is_reported=False
    )
    columns = [*stated.columns, "giver_id", "handed_in_on"]
    rows = [stated]
    if "gifts" in frames and len(frames["gifts"]):
        gifts = held.merge(frames["gifts"].rename(columns={"person_id": "declarant_id"}), on="declarant_id")
        inside = overlap(gifts["received_on"], gifts["received_on"], gifts["window_from"], gifts["window_to"])
        rows.append(gifts[inside].assign(is_reported=True))
    both = (
        pd.concat(rows, ignore_index=True)
        .reindex(columns=columns)
        .astype({"is_reported": "boolean", "giver_id": "str"})
    )
    both = both.assign(who=both["giver_id"].fillna(both["giver"]).astype("str"), kept_working_days=_kept(both))
    both = both.assign(party_id=unknown(both.index), grade="strong") if known is None else _party_of_gift(both, known)
    return both.sort_values(["declaration_id", "received_on", "who"], ignore_index=True)


def _party_of_gift(gifts: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    by_id, by_name = with_party(gifts, "who", known), with_party(gifts, "giver", known)
    return by_id.assign(
        party_id=by_id["party_id"].fillna(by_name["party_id"]), grade=by_id["grade"].fillna(by_name["grade"])
    )


def _kept(gifts: pd.DataFrame) -> pd.Series:
    """Working days from receipt to handing in, else to the declaration; unknown if that is earlier."""
    until = pd.to_datetime(gifts["handed_in_on"]).fillna(gifts["declared_on"])
    known = until.notna() & gifts["received_on"].notna() & (until >= gifts["received_on"])
    days = pd.Series(np.nan, index=gifts.index)
    first, last = gifts.loc[known, "received_on"], until[known]
    days[known] = np.busday_count(first.to_numpy("datetime64[D]"), last.to_numpy("datetime64[D]")).astype("float64")
    return days
