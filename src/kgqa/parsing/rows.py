"""A row of the report that a question calls by the report's own name for it: “三大工程”是哪三样."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgqa.linking.facts import HEADING, SECTION, SENTENCE, Fact
from kgqa.linking.lexicon import fold
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, STATUS, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.naming import AS_ASKED, named_degree, states
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Named

# Between which and what it asks for: a counter, or nothing; and between a name and which.
_COUNTER = re.compile(r"(?:[一两二三四五六七八九十几]{0,2}[个大项条家类种样处座所])?的?")
_LINKS = re.compile(r"[,，的是有都分别具体各指包括含了哪里头中：:“”\"\s]*")
_HALF = 2  # characters of the words that a short compound is made of: 城建 and 任务
_NUMERAL = re.compile(r"[两二三四五六七八九十]")
_JOINS = re.compile(r"(?:和|及|与|以及|跟|、)")
_OTHERWISE = frozenset(
    {
        "max",
        "min",
        "rank",
        "negation",
        "aside",
        "others",
        "source",
        "count",
        "difference",
        "compare",
        "within",
    }
    | {"greater", "less", "higher", "lower", "inName", "grade", "each", "pronoun", "followUp"}
)


def row_called(context: Context) -> Reading | None:
    """The row, or the two joined by 和, whose very name stands where what is asked for is named.

    Every other word must be said of all of the row, and none may pick some of its things.
    """
    question = context.question
    if question.asked - {"entity", "place", "person"} or question.cues & _OTHERWISE or context.followed:
        return None
    if not question.asked and "list" not in question.cues:
        return None
    found = next(filter(None, (_named(context, c) for c in _asking(context))), ())
    rows = [row for row, _ in found]
    if not rows or not all(_is_meant(context, row, [n for _, n in found]) for row in rows):
        return None
    if not all(_asks_the_same(c, [n for _, n in found]) for c in question.clauses if c.asks):
        return None
    things = frozenset(thing for row in rows for thing in row.all("member"))
    out = frozenset[str]().union(*(context.standing_elsewhere(row, things) for row in rows))
    counted = any(_NUMERAL.match(name) for _, name in found)  # 六大片区有哪些: those that are named
    if (question.expected not in (None, len(things - out)) and not counted) or out == things:
        return None
    if any(map(context.names, things)):
        return None
    form = Named(tuple(row.iri for row in rows), "member", tuple(sorted(out)), picked=bool(out))
    return Reading(form, t.WHOLE, tuple(rows), (), "names", settled=True)


def _asks_the_same(clause: Clause, names: Sequence[str]) -> bool:
    """Whether a clause that asks which asks for what a row is called by: 瞄准哪些产业, for 主导产业."""
    at = next((n for n, m in enumerate(clause.mentions) if "entity" in m.meanings("QuestionWord")), None)
    noun = next((m for m in clause.mentions[at + 1 :] if m.content), None) if at is not None else None
    if at is None or (noun is None and not clause.names_something):
        return True
    said = noun.form if noun else clause.text[: clause.mentions[at].start]
    text = _as_read(clause)
    return any(said in name or name in said or name in text for name in names)


def _asking(context: Context) -> Iterator[Clause]:
    """The clauses that ask, each with the one before it where it names nothing: “三大工程”,具体是哪三样."""
    clauses = context.question.clauses
    for before, clause in zip((None, *clauses), clauses, strict=False):
        if before and clause.asks and not clause.names_something and not before.asks:
            text = before.text + clause.text
            shift = len(before.text)
            moved = (replace(m, start=m.start + shift, end=m.end + shift) for m in clause.mentions)
            yield Clause(text, (*before.mentions, *moved), True)
        elif clause.asks or "list" in {cue for m in clause.mentions for cue in m.meanings("Cue")}:
            yield clause


def _named(context: Context, clause: Clause) -> Sequence[tuple[Fact, str]]:
    """The rows that a clause calls by their names beside its question word, the longest name first."""
    text = _as_read(clause)
    said = [(row, name, at) for name, row in _rows(context, text) for at in _places(text, name)]
    for row, name, at in said:
        after = text[at + len(name) :]
        joint = _JOINS.match(after)
        for other, second, start in said if joint else ():
            if start == at + len(name) + (joint.end() if joint else 0) and other is not row:
                return (row, name), (other, second)
    for row, name, at in said:
        if any(_is_asked(clause, word, name, at) for word in clause.mentions):
            return ((row, name),)
    return ()


def _rows(context: Context, text: str) -> Iterator[tuple[str, Fact]]:
    """Names in a text with the only row that has them in the years asked about, the longest first."""
    for name, rows in context.knowledge.rows_by_name:
        if name not in text:
            continue
        own = [row for row in rows if context.scope.admits(row) and context.stands_as_asked(row)]
        if len(own) == 1:
            yield name, own[0]


def _as_read(clause: Clause) -> str:
    """The text of a clause with slips mended: 旅游动现 for 旅游动线."""
    text = clause.text
    for m in clause.mentions:
        if LABEL in m.kinds and len(m.form) == m.end - m.start:
            text = text[: m.start] + m.form + text[m.end :]
    return text


def _places(text: str, name: str) -> list[int]:
    return [m.start() for m in re.finditer(re.escape(name), text)]


def _is_asked(clause: Clause, word: Mention, name: str, at: int) -> bool:
    """Whether a question word stands right before a name, or right after it."""
    if "entity" not in word.meanings("QuestionWord"):
        return False
    before, after = clause.text[word.end : at], clause.text[at + len(name) : word.start]
    if word.end <= at:
        return _COUNTER.fullmatch(before) is not None
    return at + len(name) <= word.start and _LINKS.fullmatch(after) is not None


def _is_meant(context: Context, row: Fact, names: Sequence[str]) -> bool:
    """Whether all that the question says besides is said of the whole row."""
    question = context.question
    numbers = (*question.numbers, *question.told_numbers)
    if not all(states(row, n) or n.value == len(row.all("member")) for n in numbers):
        return False
    frames = {id(m) for c in question.clauses if c.frames and not c.asks for m in c.mentions}
    words = (w for w in context.weighed if w.required or (w.covered and UNKNOWN not in w.mention.kinds))
    return all(_is_told(context, row, w, names) for w in words if id(w.mention) not in frames)


def _is_told(context: Context, row: Fact, weighed: Weighed, names: Sequence[str]) -> bool:
    """Whether a word is said of all of a row: by its name, its title, or where each of its things is told."""
    known, word = context.knowledge, weighed.mention
    if any(word.form in name for name in names) or named_degree(row, word) == AS_ASKED:
        return True
    if LABEL not in word.kinds and STATUS not in word.kinds and word.kinds & {CUE, FUNCTION, QUESTION}:
        return True
    if known.proper_named(word) in known.everywhere or word in context.titled.words:
        return True
    forms = [f for f in (word.form, *word.alternatives) if not f.isascii()]
    titles = "\n".join((row.tiers[HEADING], row.tiers[SECTION], *map(fold, known.titles_above(row.span))))
    pieces = (word.form[:_HALF], word.form[_HALF:]) if len(word.form) == 2 * _HALF else word.parts
    if word.form in titles or (pieces and all(piece in titles for piece in pieces)):
        return True
    spans = (s for s in dict.fromkeys(row.all("statedIn")) if s in known.facts.quotes)
    quotes = {known.facts.folded_quote(s) for s in spans}
    if quotes and all(any(form in quote for form in forms) for quote in quotes):
        return True
    if len(quotes) > 1 or CLASS in word.kinds or _picks(context, row, word):
        return False
    return weighed.covered.get(context.index_of(row), 0.0) >= t.COVERED or word.form in row.tiers[SENTENCE]


def _picks(context: Context, row: Fact, word: Mention) -> bool:
    """Whether a word picks some of the things of a row: by their names, or as a state that some are in."""
    known, members = context.knowledge, set(row.all("member"))
    if STATUS in word.kinds and any(not members.isdisjoint(f.all("of")) for f in known.facts.of("State")):
        return True
    labels = known.facts.labels
    named = {x for x in members if x in labels and any(word.form in own for own in labels[x].forms)}
    return bool(named) and named != members
