"""Named things of a report, their states, honours and the lists that name them.

Three signs show a name: it stands in a list that a count closes (长江东路、梦想路等14条道路), it ends like a
name of its class (…产业园, …医院), or it stands in quotation marks before a word such as 活动. What the signs
miss or mistake is for the review layer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.ingestion.labels import split_list
from kgqa.ingestion.model import Entity, Enumeration, Honour, Observation, State
from kgqa.ingestion.observations import DEADLINE
from kgqa.text.segmentation import Document, Heading, Span, clauses

_NOT_IN_NAME = re.compile(r"[，。；：、“”\d]|等$")
_QUOTED = re.compile(r"“([^“”]{2,24})”([\u4e00-\u9fff]{0,8})")
_LIST = re.compile(r"(?P<names>[^，。；：]+?(?:、[^，。；：、]+)+)等(?P<head>[\u4e00-\u9fff]{2,12})")
_LONGEST_NAME = 16


YearKind = dict[str, tuple[int, str]]  # by section number


@dataclass(frozen=True)
class Names:
    """What the reader of names found."""

    entities: tuple[Entity, ...]
    states: tuple[State, ...]
    honours: tuple[Honour, ...]
    enumerations: tuple[Enumeration, ...]


class NameReader:
    """Reads names, states, honours and lists of a document."""

    def __init__(
        self, grammar: ReadingGrammar, statuses: dict[str, str], levels: dict[str, str], document: Document
    ) -> None:
        self.grammar = grammar
        self.statuses = dict(sorted(statuses.items(), key=lambda item: (-len(item[0]), item[0])))
        self.levels = levels
        self.document = document
        self.endings = dict(
            sorted(grammar.signals("NameEnding").items(), key=lambda item: (-len(item[0]), item[0]))
        )

    def read(self, observations: list[Observation], about_of: dict[Span, str], year_kind: YearKind) -> Names:
        """Names in text order, each once; ``about_of`` gives the place a heading speaks of."""
        entities: dict[str, Entity] = {}
        states: list[State] = []
        honours: list[Honour] = []
        lists: list[Enumeration] = []
        counted = {o.span: o for o in observations if o.members and o.kind != "context"}
        for sentence in self.document.body:
            year, kind = year_kind[sentence.section]
            holder = about_of.get(sentence.heading.span, "") if sentence.heading else ""
            for clause in clauses(self.document.text, sentence.span):
                words = clause.of(self.document.text)
                found = self._entities(clause, counted.get(clause), holder)
                for entity in found:
                    entities.setdefault(entity.name, entity)
                status, phrase = self._status(words)
                if status:
                    states += [State(e.name, phrase, status, year, kind, clause) for e in found]
                honours += self._honours(words, clause, year, [e.name for e in found])
                match = _LIST.search(words)
                if match and clause not in counted:
                    names = tuple(split_list(self._bare(match["names"])))
                    lists.append(Enumeration(match["head"], names, None, False, year, kind, clause))
        return Names(tuple(entities.values()), tuple(states), tuple(honours), tuple(lists))

    def places_of_headings(self) -> dict[Span, str]:
        """Headings that name a place, so that their paragraphs speak of it."""
        return {h.span: name for h in self.document.headings if (name := self._place_in(h))}

    def _place_in(self, heading: Heading) -> str:
        areas = [e for e, c in self.endings.items() if c == "Area"]
        for ending in areas:
            index = heading.title.find(ending)
            if index > 0:
                return self._bare(heading.title[: index + len(ending)])
        return ""

    def _entities(self, clause: Span, counted: Observation | None, holder: str) -> list[Entity]:
        words = clause.of(self.document.text)
        part_of = (holder,) if holder else ()
        names: dict[str, str] = {}
        if counted:
            category = self._category_of_noun(counted.indicator)
            names.update({self._unquoted(m): self._category(m) or category for m in counted.members})
        for match in _QUOTED.finditer(words):
            follows = self.grammar.longest_prefix("NameEnding", match[2])
            if follows and self.endings[follows] == "Programme":
                names.setdefault(match[1], "Programme")
        for piece in re.split(r"[、，“”（）]|等|(?<=[\u4e00-\u9fff])和", words):
            name = self._bare(self._before_status(piece))
            category = self._category(name)
            if (
                category
                and 3 <= len(name) <= _LONGEST_NAME
                and category != "Programme"
                and not _NOT_IN_NAME.search(name)
            ):
                names.setdefault(name, category)
        return [Entity(n, c or "NamedThing", clause, (), part_of) for n, c in names.items() if n]

    def _category(self, name: str) -> str:
        return next(
            (c for ending, c in self.endings.items() if name.endswith(ending) and len(name) > len(ending)), ""
        )

    def _category_of_noun(self, label: str) -> str:
        return next(
            (
                c
                for ending, c in self.endings.items()
                if ending in label or (label.endswith("道路") and c == "Road")
            ),
            "",
        )

    def _bare(self, words: str) -> str:
        """A piece without the modal words, deadlines and verbs in front."""
        changed = True
        while changed:
            changed = False
            for kind in ("LeadWord", "ReportVerb", "HonourVerb", "GoalLead"):
                word = self.grammar.longest_prefix(kind, words)
                if len(word) > 1 and len(word) < len(words):
                    words, changed = words[len(word) :], True
            if deadline := DEADLINE.match(words):
                words, changed = words[deadline.end() :], True
        return words

    def _before_status(self, piece: str) -> str:
        """What a piece says before a state: 塔湾古街 in 塔湾古街主体封顶."""
        _, phrase = self._status(piece)
        return piece.partition(phrase)[0] if phrase and not piece.startswith(phrase) else piece

    @staticmethod
    def _unquoted(name: str) -> str:
        return name.strip("“”")

    def _status(self, words: str) -> tuple[str, str]:
        return next(((code, word) for word, code in self.statuses.items() if word in words), ("", ""))

    def _honours(self, words: str, clause: Span, year: int, names: list[str]) -> list[Honour]:
        for verb, signal in sorted(
            self.grammar.signals("HonourVerb").items(), key=lambda v: (-len(v[0]), v[0])
        ):
            before, found, title = words.partition(verb)
            if not found or not 4 <= len(title) <= 30 or not self._titled(title):
                continue
            level = next(
                (
                    code
                    for word, code in sorted(self.levels.items(), key=lambda v: -len(v[0]))
                    if word in title
                ),
                "",
            )
            recipients = [n for n in names if n in before] or [""]
            return [Honour(r, self._unquoted(title), level, year, signal, clause) for r in recipients]
        return []

    def _titled(self, title: str) -> bool:
        return any(word in title for word in self.grammar.words("HonourWord"))
