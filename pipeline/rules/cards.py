"""Cards of the rules, a page a family: what it is, method, worked example, why, exclusions, ground, limit, needs."""

import inspect
import textwrap
from collections.abc import Mapping

import pandas as pd

from pipeline.params import Parameters
from pipeline.rules import RULES
from pipeline.rules.evaluate import evaluate
from pipeline.rules.examples import judged_frame
from pipeline.rules.not_built import CATALOGUE, NOT_BUILT, OURS
from pipeline.rules.rule import Rule
from pipeline.texts import Catalogue, catalogue

Cases = Mapping[str, pd.DataFrame]
# Fictional officials of the worked examples.
PARTIES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em", "Võ Thị Giang")
NOT_TOLD = ("case", "outcome", "declared_on")


def rule_cards(cases: Cases, parameters: Parameters) -> dict[str, bytes]:
    """The pages by their path below docs/: `rules/<language>/<family>.md` and an index for each language."""
    pages: dict[str, str] = {}
    for language in ("vi", "en"):
        say = catalogue(language)
        for family in dict.fromkeys(rule_id[:2] for rule_id in sorted(RULES)):
            rules = [rule for rule_id, rule in sorted(RULES.items()) if rule_id[:2] == family]
            cards = [_card(rule, cases[rule.id], parameters, say) for rule in rules]
            head = f"# {say('card.title', family=family)}\n\n{say('card.generated')}\n"
            pages[f"rules/{language}/{family}.md"] = "\n".join([head, *cards])
        pages[f"rules/{language}/README.md"] = _index(say)
    return {path: page.encode() for path, page in pages.items()}


def _index(say: Catalogue) -> str:
    """The catalogue in its order: built with a link, ours, and not built with the reason."""
    built = [rule_id for rule_id in CATALOGUE if rule_id in RULES]
    lines = [f"# {say('card.index')}", "", say("card.generated"), ""]
    lines += [say("card.index_line", built=len(built), missing=len(NOT_BUILT)), ""]
    lines += [
        f"- [{rule_id}]({rule_id[:2]}.md) {say(f'rule.{rule_id}.name')}" for rule_id in CATALOGUE if rule_id in RULES
    ]
    lines += [f"- [{rule_id}]({rule_id[:2]}.md) {say(f'rule.{rule_id}.name')} ({say('card.ours')})" for rule_id in OURS]
    lines += ["", f"## {say('card.not_built')}", ""]
    lines += [f"- {rule_id}: {say(f'rules.not_built.{reason}')}" for rule_id, reason in NOT_BUILT.items()]
    return "\n".join(lines) + "\n"


def _card(rule: Rule, cases: pd.DataFrame, parameters: Parameters, say: Catalogue) -> str:
    parts = {
        "what": _what(rule, say),
        "method": f"```python\n{_body(rule)}\n```",
        "example": _example(rule, cases, parameters, say),
        "cases": cases.drop(columns=[name for name in cases if cases[name].eq("").all()]).pipe(_markdown),
        "why": say(f"rule.{rule.id}.why"),
        "innocent": _innocent(rule, say),
        "ground": "; ".join(say(f"ground.{ground}") for ground in rule.grounds),
        "limit": "\n".join(_limit(name, parameters, say) for name in rule.parameters) or "–",
        "needs": _needs(rule, say),
    }
    told = [f"**{say(f'card.{part}')}**\n\n{content}\n" for part, content in parts.items()]
    return "\n".join([f"## {rule.id} {say(f'rule.{rule.id}.name')}\n", *told])


def _what(rule: Rule, say: Catalogue) -> str:
    among = "; ".join(f"{name} = {_words(values)}" for name, values in rule.among.items()) or say("card.everything")
    title = (rule.test.__doc__ or "").strip() if say.language == "en" else say(f"rule.{rule.id}.name")
    judgement = say(f"judgement.{rule.judgement}")
    about = say("card.about", title=title.rstrip("."), severity=rule.severity, judgement=judgement, over=rule.over)
    return about + "\n" + say("card.population", among=among)


def _words(values: tuple[object, ...]) -> str:
    return " / ".join("–" if value is None or value != value else str(value) for value in values)


def _body(rule: Rule) -> str:
    """The test as it is executed, without record and docstring."""
    source = textwrap.dedent(inspect.getsource(rule.test))
    return source[source.index('"""', source.index('"""') + 3) + 3 :].strip("\n")


def _example(rule: Rule, cases: pd.DataFrame, parameters: Parameters, say: Catalogue) -> str:
    """The case `above`, told of a fictional party, with the sentence that the rule really says of it."""
    one = cases[cases["case"] == "above"].reset_index(drop=True)
    registers = dict.fromkeys(rule.registers, pd.DataFrame({"at_hand": [1]}))
    frame = judged_frame(rule, one, say)
    flags, _ = evaluate(
        rule, {**registers, rule.over: frame, "declarations": frame[["declaration_id"]]}, parameters, say
    )
    told = [f"`{name}` = {value}" for name, value in one.iloc[0].items() if name not in NOT_TOLD and value]
    party = PARTIES[sum(map(ord, rule.id)) % len(PARTIES)]
    line = say("card.example_line", party=party, day=one["declared_on"].iloc[0], figures=", ".join(told))
    return line + "\n\n" + say("card.finding", finding=flags["reason"].iloc[0])


def _markdown(cases: pd.DataFrame) -> str:
    ends = ["case", *(str(name) for name in cases if name not in ("case", "outcome")), "outcome"]
    rows = [" | ".join(map(str, row)) for row in cases[ends].itertuples(index=False)]
    return "\n".join(["| " + " | ".join(ends) + " |", "|" + " --- |" * len(ends), *(f"| {row} |" for row in rows)])


def _innocent(rule: Rule, say: Catalogue) -> str:
    told = [f"- {say(f'reason.{name}.name')}: {say(f'reason.{name}.document')}" for name in rule.reasons]
    return "\n".join([say(f"rule.{rule.id}.innocent"), "", *told])


def _limit(name: str, parameters: Parameters, say: Catalogue) -> str:
    """A parameter with every dated value and what it rests on."""
    held = parameters[name]
    dated = [
        say(
            "card.limit_line",
            day=value.since.isoformat(),
            value=f"{value.value:,}" if not isinstance(value.value, str) else value.value,
            source=value.source or held.rationale,
        )
        for value in held.values
    ]
    return f"- `{name}`: {held.about} " + "; ".join(dated)


def _needs(rule: Rule, say: Catalogue) -> str:
    columns = ", ".join(f"`{name}`" for name in rule.needs) or "–"
    return columns + ("\n" + say("card.registers", registers=", ".join(rule.registers)) if rule.registers else "")
