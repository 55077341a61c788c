"""The dossier of a case: one page with the figures, the pictures, the evidence for and against, and what to ask."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from pipeline import privacy
from pipeline.exports import dossier_words as words
from pipeline.exports.dossier_context import DossierContext, masked
from pipeline.exports.dossier_findings import flag_rows, hypothesis_rows
from pipeline.exports.dossier_items import item_table
from pipeline.exports.drawing import inline
from pipeline.exports.figures_case import balance_over_years, peer_strip, sources_and_uses
from pipeline.exports.page import drawn, page
from pipeline.exports.words import holds, readable, term
from pipeline.model.vocabulary import SECTIONS
from pipeline.texts import Catalogue, catalogue


def dossier(case: pd.Series, context: DossierContext, language: str, profile: str = "analyst") -> bytes:
    """The page of one case (a row of CASES), self-contained; names and numbers as the profile shows them."""
    say = catalogue(language)
    names = privacy.household_names(context.family, context.declarations)
    case = privacy.mask(case.to_frame().T, profile, names).iloc[0]
    held = masked(context, profile)
    own = {name: _of_declaration(getattr(held, name), case) for name in OF_THE_DECLARATION}
    position, score = _first(own["positions"]), _first(own["scores"])
    return page(
        "dossier.html",
        say=say,
        language=language,
        profile=profile,
        case=case,
        facts_of_run=held.facts,
        headline=words.headline(position, own["flags"], say),
        facts=words.facts(case, position, _name(own["declarations"]), score, say),
        pictures=_pictures(position, held, say),
        items=_items(position, held, say),
        no_asset_list=_lists_nothing(position),
        totals=_totals(position, say),
        flags=flag_rows(own["flags"], say),
        drivers=words.drivers(score, say),
        unusual=own["unusual"]["sentence"].tolist(),
        section_three=_section_three(own["movements"], own["explained"], say),
        no_change_stated=position is not None and holds(position["no_change_stated"]),
        hypotheses=hypothesis_rows(own["hypotheses"], say),
        questions=words.questions(position, own["item_changes"], own["explained"], say),
        documents=_documents(case, own["hypotheses"]),
        places=_places(position, say),
        history=[*_verifications(held.verifications, say), *_outcomes(held.register, say)],
        day=say.day(held.facts.data_cut_off),
    )


OF_THE_DECLARATION = (
    "positions",
    "scores",
    "flags",
    "hypotheses",
    "explained",
    "movements",
    "item_changes",
    "declarations",
    "unusual",
)


def _of_declaration(frame: pd.DataFrame, case: pd.Series) -> pd.DataFrame:
    own: pd.DataFrame = frame[frame["declaration_id"] == case["declaration_id"]]
    return own


def _lists_nothing(position: pd.Series | None) -> bool:
    """True for a filing that is known to have no section II."""
    return position is not None and pd.notna(position["has_asset_list"]) and not position["has_asset_list"]


def _first(frame: pd.DataFrame) -> pd.Series | None:
    return None if frame.empty else frame.iloc[0]


def _name(declarations: pd.DataFrame) -> str:
    first = _first(declarations)
    return "" if first is None or pd.isna(first["full_name"]) else str(first["full_name"])


def _pictures(position: pd.Series | None, context: DossierContext, say: Catalogue) -> dict[str, Markup]:
    """The pictures by name, those for which there is something to draw."""
    if position is None:
        return {}
    made = {
        "money": sources_and_uses(position, say),
        "years": balance_over_years(context.positions, say),
        "peers": peer_strip(context.peers["value"], position["balance_low_vnd"], say),
    }
    return {name: drawn(inline(svg, name, say(f"dossier.section.{name}"))) for name, svg in made.items()}


def _items(position: pd.Series | None, context: DossierContext, say: Catalogue) -> dict[str, Any]:
    if position is None:
        return {"heads": [], "rows": [], "kept_left_out": 0}
    before = context.positions["declared_on"] < position["baseline_declared_on"]
    listed = context.positions[before & context.positions["has_asset_list"].fillna(True)]
    days = listed["declared_on"].sort_values(ascending=False).tolist()
    return item_table(context.item_changes, position, days, say)


def _totals(position: pd.Series | None, say: Catalogue) -> dict[str, str]:
    if position is None:
        return {}
    before, after = position["assets_before_vnd"], position["assets_after_vnd"]
    unknown = {when: position[f"unknown_values_{when}"] for when in ("before", "after")}
    counts = {when: say.number(count if pd.notna(count) else 0) for when, count in unknown.items()}
    note = say("dossier.total_note", **counts) if any(count > 0 for count in unknown.values()) else ""
    return {
        "before": say.number(before),
        "after": say.number(after),
        "change": say.number(after - before),
        "note": note,
    }


def _section_three(movements: pd.DataFrame, explained: pd.DataFrame, say: Catalogue) -> list[dict[str, Any]]:
    """Each line of section III as written, its value, and what was read out of the words on its category."""
    return [
        {
            "category": term(say, "category", line["category"]),
            "value": say.money(line["value_change_vnd"]),
            "words": "" if pd.isna(line["explanation"]) else line["explanation"],
            "place": "" if pd.isna(line["source_place"]) else line["source_place"],
            "read": _read(explained[explained["category"] == line["category"]], say),
        }
        for _, line in _as_on_the_form(movements).iterrows()
    ]


def _as_on_the_form(movements: pd.DataFrame) -> pd.DataFrame:
    place = movements["category"].map({name: place for place, name in enumerate(SECTIONS)})
    ordered = movements.assign(place=place).sort_values(["place", "source_row", "value_change_vnd", "explanation"])
    return ordered.drop(columns="place")


def _read(explained: pd.DataFrame, say: Catalogue) -> list[str]:
    explained = explained.sort_values(["amount_vnd", "source", "text"], ascending=[False, True, True])
    return [
        say("dossier.read_as_use", amount=readable(row["amount_vnd"], say))
        if row["direction"] == "out"
        else say("dossier.read_as", source=term(say, "source", row["source"]), amount=readable(row["amount_vnd"], say))
        for _, row in explained.iterrows()
    ]


def _documents(case: pd.Series, hypotheses: pd.DataFrame) -> list[str]:
    """The documents of the case and those that would settle a reason, each once."""
    asked = [] if pd.isna(case["documents_to_request"]) else str(case["documents_to_request"]).split(";")
    settling = sorted(hypotheses.loc[hypotheses["verdict"] != "against", "document"].dropna())
    return list(dict.fromkeys(name.strip() for name in [*asked, *settling] if name.strip()))


def _places(position: pd.Series | None, say: Catalogue) -> list[dict[str, str]]:
    """Where in the form each figure of the balance comes from."""
    if position is None:
        return []
    last = list(SECTIONS.values())[-1]
    rows = {
        "assets": (position["assets_after_vnd"], f"II.1 – {last}"),
        "income": (position["income_vnd"], "II.10"),
        "explained": (position["explained_vnd"], "III"),
    }
    told = [
        {
            "figure": say(f"dossier.place.{name}"),
            "amount": say.money(amount),
            "place": say("dossier.place.section", section=section),
        }
        for name, (amount, section) in rows.items()
    ]
    living = position["living_central_vnd"]
    return [
        *told,
        {"figure": say("dossier.place.living"), "amount": say.money(living), "place": say("dossier.place.derived")},
    ]


def _verifications(verifications: pd.DataFrame, say: Catalogue) -> list[str]:
    ordered = verifications.sort_values("decided_on", ascending=False)
    return [
        ", ".join(
            [say.day(row["decided_on"]), *(str(row[name]) for name in ("ground", "outcome") if pd.notna(row[name]))]
        )
        for _, row in ordered.iterrows()
    ]


def _outcomes(register: pd.DataFrame, say: Catalogue) -> list[str]:
    """What the office noted on this person before, every version, the latest first."""
    ordered = register.sort_values(["case_id", "version"], ascending=[True, False])
    return [
        say(
            "dossier.noted",
            case=row["case_id"],
            day=say.day(row["outcome_on"]) if pd.notna(row["outcome_on"]) else row["recorded_at"][:10],
            words=", ".join(
                [
                    term(say, "case_outcome", row["outcome"]),
                    *([term(say, "measure", row["measure"])] if pd.notna(row["measure"]) else []),
                    *(str(row[name]) for name in ("decision_no", "officer", "note") if pd.notna(row[name])),
                ]
            ),
        )
        for _, row in ordered.iterrows()
    ]
