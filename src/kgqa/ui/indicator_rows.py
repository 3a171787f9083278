"""The table of indicators as HTML: numbers aligned at their decimal point, every row opens its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kgqa.ui.escape import escape_html
from kgqa.ui.indicators import Comparison, Row, Value
from kgqa.ui.links import graph_address, link, report_address
from kgqa.ui.report import cut
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_NUMBER = re.compile(r"([+−-]?[\d,]+)(.*)", re.DOTALL)
_LIMITS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}
_GAP = "\0"


def table_html(
    groups: Mapping[str, Sequence[Row]], workspace: Workspace, texts: Texts, years: Mapping[str, str]
) -> str:
    """Groups of rows under their titles, with one head for all."""
    heads = ("indicator", "actual", "target", "difference", "judgement")
    head = "".join(
        f"<span>{escape_html(texts.say(f'indicators.head.{key}', **years))}</span>" for key in heads
    )
    parts = [f'<div class="kg-row kg-row-head" aria-hidden="true">{head}</div>']
    for title, rows in groups.items():
        parts.append(f'<h2 class="kg-group">{escape_html(title)} <small>{len(rows)}</small></h2>')
        parts += [_row(row, workspace, texts, years) for row in rows]
    return f'<div class="kg-table" lang="{texts.language}">{"".join(parts)}</div>'


def value_html(value: Value, workspace: Workspace, texts: Texts) -> str:
    """A value in two pieces that meet at the decimal point: 超过|26亿元, 19|.2%."""
    if not value.is_number:
        return f'<span class="kg-words">{escape_html(value_words(value, workspace, texts))}</span>'
    amount = workspace.amount(value.value, value.unit, texts.language)
    before, _, after = texts.say(f"bound.{value.bound}", value=_GAP).partition(_GAP)
    return _aligned(before, amount, after)


def value_words(value: Value, workspace: Workspace, texts: Texts) -> str:
    """A value with unit and the word of its bound: 9.5%以上."""
    if value.relative:
        return texts.say("indicators.in_step", name=workspace.name(value.relative, texts.language))
    if not value.is_number:
        return value.value
    amount = workspace.amount(value.value, value.unit, texts.language)
    return texts.say(f"bound.{value.bound}", value=amount)


def difference_words(compared: Comparison, workspace: Workspace, texts: Texts) -> str:
    """The difference with its sign and unit; of rates in percentage points."""
    unit = texts.say("indicators.point") if compared.unit == "%" else compared.unit
    amount = workspace.amount(compared.difference.lstrip("-"), unit, texts.language)
    if compared.difference.startswith("-"):
        return f"−{amount}"
    return amount if compared.difference == "0" else f"+{amount}"


def _aligned(before: str, amount: str, after: str) -> str:
    found = _NUMBER.fullmatch(amount)
    whole, rest = (found[1], found[2]) if found else (amount, "")
    return (
        f'<span class="kg-num"><span><small>{escape_html(before)}</small>{escape_html(whole)}</span>'
        f"<span>{escape_html(rest)}<small>{escape_html(after)}</small></span></span>"
    )


def _row(row: Row, workspace: Workspace, texts: Texts, years: Mapping[str, str]) -> str:
    cells = []
    for side, value in (("actual", row.actual), ("target", row.target)):
        words = value_html(value, workspace, texts) if value else '<span class="kg-none">—</span>'
        cells.append((side, words))
    cells.append(("difference", _difference(row.comparison, workspace, texts)))
    heads = {key: escape_html(texts.say(f"indicators.head.{key}", **years)) for key, _ in cells}
    labelled = "".join(
        f'<span class="kg-{key}"><em class="kg-label">{heads[key]}</em>{words}</span>' for key, words in cells
    )
    name, claims = _name(row, workspace, texts), _claims(row.comparison, texts)
    return (
        f'<details><summary class="kg-row">{name}{labelled}<span class="kg-claims">{claims}</span></summary>'
        f"{_body(row, workspace, texts)}</details>"
    )


def _name(row: Row, workspace: Workspace, texts: Texts) -> str:
    first = row.values[0]
    notes = []
    if first.about not in {d.place for d in workspace.profile.documents}:
        notes.append(workspace.name(first.about, texts.language))
    if row.actual and row.target and row.actual.indicator != row.target.indicator:
        other = workspace.name(row.target.indicator, texts.language)
        notes.append(texts.say("indicators.other", name=other))
    for value in row.values:
        if value.condition and value.is_number:
            notes.append(texts.say(f"indicators.scope_{value.kind}", scope=value.condition))
    small = "".join(f"<small>{escape_html(note)}</small>" for note in notes)
    return (
        f'<span class="kg-name">{escape_html(workspace.name(first.indicator, texts.language))}{small}</span>'
    )


def _difference(compared: Comparison | None, workspace: Workspace, texts: Texts) -> str:
    if compared is None or not compared.difference:
        return '<span class="kg-none">—</span>'
    before = _LIMITS.get(compared.sign, "") if compared.sign else texts.say("indicators.of_limits")
    words = difference_words(compared, workspace, texts)
    return _aligned(before, words, "")


def _claims(compared: Comparison | None, texts: Texts) -> str:
    if compared is None:
        return ""
    if not compared.alike or not compared.same:
        return _chip("other" if compared.alike else "unlike", texts)
    chips = [f"met_{compared.claims['met']}"] if "met" in compared.claims else []
    chips.append(_change(compared.claims))
    return "".join(_chip(chip, texts) for chip in chips)


def _change(claims: Mapping[str, str]) -> str:
    """Whether the target is higher or lower, as far as the bounds tell."""
    raised, lowered = claims.get("raised", "possible"), claims.get("lowered", "possible")
    for claim, outcome, other in (("raised", raised, lowered), ("lowered", lowered, raised)):
        if outcome == "certain" or (outcome == "possible" and other == "no"):
            return f"{claim}_{outcome}"
    return "level" if raised == lowered == "no" else "open"


def _chip(key: str, texts: Texts) -> str:
    return f'<span class="kg-chip kg-chip-{key}">{escape_html(texts.say(f"indicators.chip.{key}"))}</span>'


def _body(row: Row, workspace: Workspace, texts: Texts) -> str:
    parts = []
    compared = row.comparison
    if compared:
        parts += [
            f'<p class="kg-note">{escape_html(note)}</p>' for note in _notes(row, compared, workspace, texts)
        ]
    parts += [_evidence(value, workspace, texts) for value in row.values]
    return f'<div class="kg-row-body">{"".join(parts)}</div>'


def _notes(row: Row, compared: Comparison, workspace: Workspace, texts: Texts) -> list[str]:
    notes = []
    if not compared.alike:
        notes.append(texts.say("indicators.unlike"))
    elif compared.sign != "=":
        words = difference_words(compared, workspace, texts)
        notes.append(texts.say(f"indicators.limit.{compared.sign or 'open'}", value=words))
    if note := compared.note.get(texts.language):
        notes.append(texts.say("indicators.caveat", note=note))
    return notes


def _evidence(value: Value, workspace: Workspace, texts: Texts) -> str:
    marked = "".join(
        f"<mark>{escape_html(p.text)}</mark>" if p.marked else escape_html(p.text)
        for p in cut(value.sentence, value.sentence_start, [(value.start, value.end)])
    )
    said = [
        texts.say(f"badge.{value.kind}"),
        texts.say("badge.provisional") if value.provisional else "",
        texts.either(f"badge.{value.basis}", ""),
        texts.say("section", number=value.section),
        workspace.reports.section_title(value.document, value.section, texts.language),
        value.deadline,
        texts.say("badge.reviewed" if value.reviewed else "badge.unreviewed"),
    ]
    place = " · ".join(words for words in said if words)
    several = value.document if len(workspace.reports.documents) > 1 else ""
    links = (
        link(report_address(value.start, value.end, several), texts.say("in_report"))
        + " "
        + link(graph_address(value.iri), texts.say("in_graph"))
    )
    return (
        f'<div class="kg-evidence"><p class="kg-place">{escape_html(place)}</p><p lang="zh">{marked}</p>'
        f'<p class="kg-links">{links}</p></div>'
    )
