"""Drafts of questions in words: frames, names, years and their spellings. The words are data."""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kgqa.answering.answer import Item
from kgqa.engine import Engine
from kgqa.errors import GraphError
from kgqa.graph.vocabulary import CODE
from kgqa.linking.facts import Fact
from kgqa.query.forms import Form

_ALIASES, _POLITE, _TYPOS = 0.4, 0.15, 0.06  # shares of what is said with an alias, a courtesy, a slip
_SHORTEST_SLIP = 4  # letters of an English word that two of them may change places in
_LONGEST_TITLE = 24  # characters of a name that anyone would type
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTERS = re.compile(r"[A-Za-z]{7,}")


@dataclass(frozen=True)
class Draft:
    """A meaning that is to be asked for, and what its frame speaks of.

    ``facts`` are the values in the order of ``{a}``, ``{b}``; ``names`` maps gaps to IRIs, ``words`` to what
    stands there as it is; ``relation`` is a sign.
    """

    kind: str
    form: Form
    facts: tuple[Fact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    relation: str = ""
    number: Item | None = None


@dataclass(frozen=True)
class Spoken:
    """A draft in words; ``slip`` says that a letter is wrong."""

    draft: Draft
    language: str
    frame: str
    question: str
    slip: bool = False


def load_frames(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Read the frames of both languages.

    Raises:
        GraphError: the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; the ontology folder is not complete") from error
    except tomllib.TOMLDecodeError as error:
        raise GraphError(f"{path} is not valid TOML: {error}") from error


class Speaker:
    """Says drafts in one language."""

    def __init__(self, engine: Engine, frames: Mapping[str, Any], language: str, rng: random.Random) -> None:
        self._engine = engine
        self._frames = frames
        self._language = language
        self._rng = rng
        self._own = _names_of_one(engine, language)

    def can_say(self, draft: Draft) -> bool:
        """Whether everything that a draft speaks of has a name that nothing else has."""
        things = (*(f.one("indicator") for f in draft.facts), *draft.names.values())
        return all(self._own.get(thing, True) for thing in things)

    def say(self, draft: Draft) -> Spoken:
        """A draft in the words of one of the frames of its kind."""
        frame = self._rng.choice(self._frames["frames"][draft.kind])
        gaps = {**draft.words, **self._values(draft), **self._years(draft.year), **self._contrast(draft)}
        gaps |= {gap: self.name(iri) for gap, iri in draft.names.items()}
        if draft.relation:
            gaps["relation"] = self._rng.choice(self._frames["relation"][draft.relation])
        if draft.number:
            gaps["number"] = self._engine.wordings[self._language].quantity(draft.number)
        words = " ".join(frame.format_map(_Gaps(gaps, self, draft)).split())
        spoken = Spoken(draft, self._language, frame, self._capital(words))
        return self._varied(spoken)

    # ---------- names ----------

    def name(self, iri: str) -> str:
        """A name of a thing, mostly the preferred one."""
        preferred = self._engine.name(iri, self._language)
        own = () if iri.startswith(CODE) else self._own.get(iri, ())
        if own and (preferred not in own or self._rng.random() < _ALIASES):
            return self._rng.choice(own)
        return preferred

    def _values(self, draft: Draft) -> dict[str, str]:
        """Each value in words; those after the first without what they share with it, now and then."""
        said: list[str] = []
        for fact in draft.facts:
            bare = bool(said) and _alike(fact, draft.facts[0]) and self._rng.random() < 0.7
            said.append(self._value(fact, bare))
        gaps = dict(zip("abcd", said, strict=False))
        if len(said) > 1:
            gaps["values"] = self._row(said)
        return gaps

    def _value(self, fact: Fact, bare: bool) -> str:
        kind = "bare" if bare else fact.kind if fact.kind in ("actual", "target") else "context"
        label, about = self.name(fact.one("indicator")), fact.one("about")
        own = about == self._engine.knowledge.district
        words = self._rng.choice(self._frames["about"]["own" if own else "other"])
        gaps = {"label": label, "about": words.format(name=self.name(about)), **self._years(fact.year)}
        return str(self._rng.choice(self._frames["phrase"][kind])).format(**gaps)

    def _row(self, said: Sequence[str]) -> str:
        mark, last = self._frames["list_mark"], self._frames["last_mark"]
        return f"{mark.join(said[:-1])}{last}{said[-1]}"

    def _years(self, year: int | None) -> dict[str, str]:
        document = self._engine.knowledge.document
        if year is None or document is None:
            return {"year": "", "in_year": "", "digits": ""}
        key = "plan" if year == document.plans_for else "report"
        said = self._rng.choice(self._frames["year"][key]).format(year=year)
        return {"year": said, "in_year": f"in {said}" if said.isdigit() else said, "digits": str(year)}

    def _contrast(self, draft: Draft) -> Mapping[str, str]:
        """The words for more and most that go with what is measured: higher rates, larger amounts."""
        if not draft.facts:
            return {}
        level = draft.facts[0].one("unitText").endswith("%")
        return dict(self._frames["words"]["level" if level else "amount"])

    # ---------- spellings ----------

    def _capital(self, words: str) -> str:
        return words[:1].upper() + words[1:] if self._language == "en" else words

    def _varied(self, spoken: Spoken) -> Spoken:
        question, slip = spoken.question, False
        if self._rng.random() < _TYPOS:
            slipped = self._slip(question, spoken)
            question, slip = slipped, slipped != question
        if self._rng.random() < _POLITE:
            before = self._rng.choice(self._frames["polite_before"])
            question = before + (question[:1].lower() + question[1:] if self._language == "en" else question)
        elif self._rng.random() < _POLITE / 3 and question.endswith(("?", "？")):
            question += self._rng.choice(self._frames["polite_after"])
        return Spoken(spoken.draft, spoken.language, spoken.frame, question, slip)

    def _slip(self, question: str, spoken: Spoken) -> str:
        """A question with one character that sounds the same, or two letters in the wrong order."""
        if self._language == "en":
            words = list(_LETTERS.finditer(question))
            if not words:
                return question
            at = self._rng.choice(words).start() + self._rng.randrange(1, _SHORTEST_SLIP)
            return question[:at] + question[at + 1] + question[at] + question[at + 2 :]
        named = [n for f in spoken.draft.facts for n in f.names if n in question]
        places = [question.index(n) + i for n in named for i, c in enumerate(n) if _HAN.match(c)]
        if not places:
            return question
        at = self._rng.choice(places)
        others = sorted(set(self._by_sound.get(_sound(question[at]), "")) - {question[at]})
        return question[:at] + self._rng.choice(others) + question[at + 1 :] if others else question

    @cached_property
    def _by_sound(self) -> Mapping[str, str]:
        """The characters of the report by their sound."""
        found: dict[str, str] = defaultdict(str)
        for character in sorted({c for text in self._engine.facts.joined for c in text if _HAN.match(c)}):
            found[_sound(character)] += character
        return found

    # ---------- the engine's own words ----------

    def restated(self, draft: Draft) -> str:
        """The value as an answer restates it."""
        said = self._engine.saying(draft.form, self._language)
        return said.restated if said else ""

    def suggestion(self, draft: Draft) -> str:
        """The value as the engine proposes to ask for it."""
        fact = draft.facts[0]
        about = fact.one("about")
        own = about == self._engine.knowledge.district
        return self._engine.wordings[self._language].say(
            f"suggestion.{'target' if fact.kind == 'target' else 'actual'}",
            year=fact.year,
            about="" if own else self._engine.name(about, self._language),
            label=self._engine.name(fact.one("indicator"), self._language),
        )


class _Gaps(dict[str, str]):
    """Gaps of a frame; those that the engine words itself are worded only when a frame has them."""

    def __init__(self, gaps: Mapping[str, str], speaker: Speaker, draft: Draft) -> None:
        super().__init__(gaps)
        self._speaker = speaker
        self._draft = draft

    def __missing__(self, gap: str) -> str:
        return str(getattr(self._speaker, gap)(self._draft))


def _alike(fact: Fact, other: Fact) -> bool:
    return (fact.year, fact.kind, fact.one("about")) == (other.year, other.kind, other.one("about"))


def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0])


def _names_of_one(engine: Engine, language: str) -> Mapping[str, tuple[str, ...]]:
    """Names of things that no other thing has, by thing."""
    found: dict[str, tuple[str, ...]] = {}
    owners: Counter[str] = Counter()
    for thing, labels in engine.facts.labels.items():
        own: Iterable[str] = labels.english_forms if language == "en" else (labels.zh, *labels.forms)
        found[thing] = tuple(
            dict.fromkeys(n for n in own if n and len(n) <= _LONGEST_TITLE * _scale(language))
        )
        owners.update({n.lower() for n in found[thing]})
    return {thing: tuple(n for n in own if owners[n.lower()] == 1) for thing, own in found.items()}


def _scale(language: str) -> int:
    return 4 if language == "en" else 1
