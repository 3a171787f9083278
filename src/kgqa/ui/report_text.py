"""The text of a report as HTML: outline, paragraphs with their facts marked, and the facts beside them.

A stretch of text that facts are stated in carries their spans in ``data-s``, the narrowest first; so does
each fact beside it. The script of the page lights both up by these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from kgqa.ui.escape import escape_html
from kgqa.ui.links import graph_address, link
from kgqa.ui.report import Block, Reports
from kgqa.ui.statements import Statement, by_category
from kgqa.ui.texts import Texts

Span: TypeAlias = tuple[int, int]
_STATES, _CLAUSES = (
    frozenset({"State", "Honour"}),
    frozenset({"Measure", "Outcome", "Goal", "Issue", "Requirement"}),
)
_PLAIN = frozenset({"Enumeration", "Relation"})
# Of the facts of one stretch, the first of these says how it is marked.
_STRONGEST = ("value", "state", "name", "clause")
_ORDER = ("value", "state", "clause", "")


def report_html(
    reports: Reports, document: str, statements: Sequence[Statement], texts: Texts, asked: Span | None
) -> str:
    """The whole report; ``asked`` is the span that is shown."""
    blocks = reports.blocks(document, texts.language)
    held = _held(blocks, statements)
    body = "".join(
        _block(block, held.get(block.start, ()), reports, document, texts, asked) for block in blocks
    )
    return f'<div class="kg-report">{_outline(blocks, reports, document, texts)}<div>{body}</div></div>'


def _held(blocks: Sequence[Block], statements: Iterable[Statement]) -> Mapping[int, list[Statement]]:
    """The facts of each block, by its start; a fact stands where its words begin."""
    found: dict[int, list[Statement]] = {block.start: [] for block in blocks}
    for statement in statements:
        block = next((b for b in blocks if b.start <= statement.start < b.end), None)
        if block:
            found[block.start].append(statement)
    return found


def _outline(blocks: Sequence[Block], reports: Reports, document: str, texts: Texts) -> str:
    items = []
    for block in blocks:
        if block.opens:
            title = reports.section_title(document, block.opens, texts.language)
            kind = ' class="kg-sub"' if not block.opens.endswith(".0") and "." in block.opens else ""
            words = escape_html(f"{block.opens} {title}")
            items.append(f'<li{kind}><a href="#{_anchor(block.opens)}">{words}</a></li>')
    head = escape_html(texts.say("report.outline"))
    listed = f"<summary>{head}</summary><ol>{''.join(items)}</ol>"
    return f'<nav class="kg-outline"><details open>{listed}</details></nav>'


def _anchor(number: str) -> str:
    return f"section-{number.replace('.', '-')}"


def _block(
    block: Block,
    statements: Sequence[Statement],
    reports: Reports,
    document: str,
    texts: Texts,
    asked: Span | None,
) -> str:
    words = "".join(_pieces(block, statements, asked))
    shown = asked if asked and block.start <= asked[0] < block.end else None
    beside = _beside(statements, texts, shown)
    if block.opens:
        zh, own = (reports.section_title(document, block.opens, lang) for lang in ("zh", texts.language))
        small = f"<small>{escape_html(own)}</small>" if own != zh else ""
        number = f"<i>{escape_html(block.opens)}</i>"
        text = f'<h2 id="{_anchor(block.opens)}" lang="zh">{number} {words}{small}</h2>'
    else:
        above = (
            f'<span class="kg-translated">{escape_html(block.translated)}</span>' if block.translated else ""
        )
        text = f'<p class="kg-text" lang="zh">{above}{words}</p>'
    return f'<section class="kg-block">{text}{beside}</section>'


def _pieces(block: Block, statements: Sequence[Statement], asked: Span | None) -> Iterable[str]:
    """The text cut wherever a fact, the run-in heading or the span that is shown begins or ends."""
    spans = sorted({(s.start, s.end) for s in statements}, key=lambda span: (span[1] - span[0], span))
    kinds = {(s.start, s.end): _mark(s) for s in statements if _mark(s)}
    for statement in statements:  # the strongest mark of all facts of a span
        span, mark = (statement.start, statement.end), _mark(statement)
        if mark and _STRONGEST.index(mark) < _STRONGEST.index(kinds[span]):
            kinds[span] = mark
    inner = [edge for span in (*spans, asked or (0, 0)) for edge in span if block.start < edge < block.end]
    cuts = sorted({block.start, block.end, block.start + len(block.heading), *inner})
    for start, end in pairwise(cuts):
        words = escape_html(block.text[start - block.start : end - block.start])
        if start < block.start + len(block.heading):
            words = f"<b>{words}</b>"
        over = [span for span in spans if span[0] <= start and end <= span[1]]
        here = asked is not None and asked[0] <= start and end <= asked[1]
        yield _piece(words, over, [kinds[span] for span in over if span in kinds], here)


def _piece(words: str, over: Sequence[Span], marks: Sequence[str], here: bool) -> str:
    kind = " kg-here" if here else ""
    if not over:
        return f'<span class="{kind.strip()}">{words}</span>' if here else words
    # A value is told by its words alone; a clause around a name does not hide the name.
    mark = f" kg-f-{min(marks[:2], key=_STRONGEST.index)}" if marks else ""
    spans = " ".join(f"{a}-{b}" for a, b in over)
    return f'<span class="kg-f{mark}{kind}" data-s="{spans}">{words}</span>'


def _mark(statement: Statement) -> str:
    """How the words of a fact are marked; a listing or a relation adds no mark of its own."""
    if statement.category == "Observation":
        return "value"
    if statement.category in _STATES:
        return "state"
    if statement.category in _CLAUSES:
        return "clause"
    return "" if statement.category in _PLAIN else "name"


def _beside(statements: Sequence[Statement], texts: Texts, asked: Span | None) -> str:
    """The facts of a block by class, names last and in a row; open where the span that is shown stands."""
    if not statements:
        return ""
    names = [s for s in statements if _mark(s) == "name"]
    others = sorted((s for s in statements if _mark(s) != "name"), key=lambda s: _ORDER.index(_mark(s)))
    groups = [_group(kind, found, asked, "") for kind, found in by_category(others).items()]
    if names:
        groups.append(_group(texts.say("report.names"), names, asked, ' class="kg-inline"'))
    head = escape_html(texts.say("report.facts", count=len(statements)))
    state = " open" if asked else ""
    return (
        f'<details class="kg-beside"{state}><summary>{head}</summary><div>{"".join(groups)}</div></details>'
    )


def _group(title: str, statements: Sequence[Statement], asked: Span | None, kind: str) -> str:
    items = "".join(
        f'<li data-s="{s.start}-{s.end}"{_lit(s, asked)}>{link(graph_address(s.subject), s.words)}</li>'
        for s in statements
    )
    return f"<h3>{escape_html(title)}</h3><ul{kind}>{items}</ul>"


def _lit(statement: Statement, asked: Span | None) -> str:
    inside = asked is not None and asked[0] <= statement.start and statement.end <= asked[1]
    return ' class="kg-lit"' if inside else ""
