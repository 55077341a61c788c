"""The site of a run: static pages that open from a folder, without a network."""

import pandas as pd
from markupsafe import Markup

from pipeline.exports import figures
from pipeline.exports.drawing import inline
from pipeline.exports.page import drawn, page
from pipeline.exports.sheets import untested
from pipeline.exports.site_context import SiteContext
from pipeline.exports.site_register import open_table, outcome_table
from pipeline.exports.site_tables import case_table, comparison_table, filing_table, input_table, rule_table, unit_table
from pipeline.exports.words import amounts
from pipeline.exports.workbook_method import HOW_TO_READ
from pipeline.texts import Catalogue, catalogue

SCRIPT = "list.js"
PAGES = {
    "index.html": "site.nav.overview",
    "comparisons.html": "site.nav.comparisons",
    "follow_up.html": "site.nav.follow_up",
    "rules.html": "site.nav.rules",
    "data_docs/index.html": "site.nav.quality",
    "methods.html": "site.nav.methods",
}
# Rules that could not be tested are named on the first page as far as these rows reach; all are on the rules' page.
UNTESTED_SHOWN = 12


def site(context: SiteContext, language: str, profile: str = "analyst") -> dict[str, bytes]:
    """Pages by file name: overview with the list, all comparisons, what became of the list, rules, methods."""
    say = catalogue(language)
    return {
        "index.html": overview(context, say, profile),
        "comparisons.html": _page("comparisons.html", say, context, table=comparison_table(context, say)),
        "follow_up.html": _page(
            "follow_up.html",
            say,
            context,
            as_of=say.day(context.follow_up.as_of),
            said=context.follow_up.said,
            still_open=open_table(context.follow_up, say),
            outcomes=outcome_table(context.follow_up, say),
        ),
        "rules.html": _page(
            "rules.html",
            say,
            context,
            table=rule_table(context.rule_outcomes, context.flags, context.rule_health, say),
            untested=_untested(context, say),
            overlap=_picture("overlap", figures.rule_overlap(context.flags, say), say("figure.overlap.title")),
        ),
        "methods.html": _page(
            "methods.html",
            say,
            context,
            sentences=[say(f"list.method.{name}") for name in HOW_TO_READ],
            profile=profile,
        ),
    }


def overview(context: SiteContext, say: Catalogue, profile: str) -> bytes:
    """The first page: figures, what could not be tested, the list, units."""
    missing = _untested(context, say)
    return _page(
        "overview.html",
        say,
        context,
        cards=cards(context, say),
        cases=case_table(context, say, profile),
        input=input_table(context.rows, say),
        units=unit_table(context, say),
        filing=filing_table(context, say),
        untested=missing[:UNTESTED_SHOWN],
        untested_more=len(missing) - UNTESTED_SHOWN,
        pictures=pictures(context, say),
    )


def cards(context: SiteContext, say: Catalogue) -> list[tuple[str, str]]:
    """The figures that one looks for first: number and what it counts."""
    counted = {
        "declarations": len(context.scores),
        "cases": len(context.cases),
        "returns": len(context.returns),
        "quarantined": int(context.rows["quarantined"].sum()),
    }
    return [(say.number(count), say(f"site.card.{name}")) for name, count in counted.items()]


def pictures(context: SiteContext, say: Catalogue) -> dict[str, Markup]:
    """Pictures of the run by name."""
    priority = context.scores["priority"]
    cut = float(context.cases["priority"].min()) if len(context.cases) else float("nan")
    made = {
        "families": (figures.flags_by_family(context.flags, say), say("figure.families.title")),
        "scores": (figures.score_distribution(priority, cut, say), say("figure.scores.priority")),
        "matrix": (figures.movement_matrix(context.item_changes, say), say("figure.matrix.title")),
        "quarantine": (figures.quarantine_map(context.quarantine, say), say("figure.quarantine.title")),
    }
    return {name: _picture(name, svg, words) for name, (svg, words) in made.items()}


def _picture(name: str, svg: bytes, words: str) -> Markup:
    return drawn(inline(svg, name, words))


def _page(template: str, say: Catalogue, context: SiteContext, **values: object) -> bytes:
    name = "index.html" if template == "overview.html" else template
    return page(
        template,
        script=SCRIPT,
        say=say,
        language=say.language,
        facts=context.facts,
        day=say.day(context.facts.data_cut_off),
        pages={path: say(title) for path, title in PAGES.items()},
        current=name,
        **values,
    )


def _untested(context: SiteContext, say: Catalogue) -> list[tuple[str, str, str]]:
    """Rule, why it could not be tested, and how many declarations that concerns; the most first."""
    rows: pd.DataFrame = untested(context.rule_outcomes, say).sort_values(
        ["declarations", "indicator", "why"], ascending=[False, True, True]
    )
    counts = amounts(rows["declarations"], say)
    return list(zip(rows["indicator"], rows["why"], counts, strict=True))
