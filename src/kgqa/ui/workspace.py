"""What a page works with: the engine behind one function, the reports and the facts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import cast

from kgqa.engine import shared_engine
from kgqa.graph.opening import store_name
from kgqa.graph.profile import Profile
from kgqa.graph.store import Store
from kgqa.packs.pack import Provenance, make_pack, provenance
from kgqa.resources import graph_dir, ontology_dir
from kgqa.ui.contract import Answer
from kgqa.ui.facts import Facts
from kgqa.ui.report import Reports, open_reports
from kgqa.ui.texts import Texts, load_texts

_KEPT_ANSWERS = 2000  # the same question has the same answer as long as the graph is the same
Ask = Callable[[str, Sequence[str]], Answer]
Namer = Callable[[str, str], str]
Amount = Callable[[str, str, str], str]
Pack = Callable[[Answer, Sequence[str]], bytes]


@dataclass(frozen=True)
class Workspace:
    """The engine as functions, and what it works with.

    ``ask`` takes a question and the ones before it, oldest first; ``name`` an IRI and a language; ``amount``
    a number and a unit as printed, and a language; ``pack`` an answer and the questions before it; ``knows``
    words of a question, and tells whether they have a meaning already.
    """

    ask: Ask
    reports: Reports
    facts: Facts
    store: Store
    profile: Profile
    name: Namer
    amount: Amount
    pack: Pack
    knows: Callable[[str], bool]


def open_workspace() -> Workspace:
    """The workspace over the project's graph.

    Raises:
        GraphError: there is no graph, or a file of it cannot be read.
    """
    engine = shared_engine()

    @lru_cache(maxsize=_KEPT_ANSWERS)
    def answer(question: str, context: tuple[str, ...]) -> Answer:
        return cast(Answer, engine.ask(question, context).as_dict())

    def ask(question: str, context: Sequence[str]) -> Answer:
        return answer(question, tuple(context))

    @cache
    def source() -> Provenance:  # the whole graph is hashed, once, when the first pack is made
        return provenance(engine.copy, engine.profile)

    def pack(answer: Answer, context: Sequence[str]) -> bytes:
        return make_pack(answer, context, engine.store, source(), datetime.now(UTC))

    def amount(value: str, unit: str, language: str) -> str:
        return engine.wordings[language].amount(value, unit)

    opened = Workspace(
        ask=ask,
        reports=open_reports(graph_dir(), engine.copy, lenient=bool(store_name())),
        facts=Facts(engine.copy, engine.facts.name, amount),
        store=engine.copy,
        profile=engine.profile,
        name=engine.name,
        amount=amount,
        pack=pack,
        knows=engine.knows,
    )
    # Streamlit collects garbage after every run; what lives as long as the graph need not be looked through.
    gc.unfreeze()  # of a graph before this one
    gc.collect()
    gc.freeze()
    return opened


def open_texts() -> Mapping[str, Texts]:
    """The words of the interface by language."""
    return load_texts(ontology_dir() / "interface.toml")
