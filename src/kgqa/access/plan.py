"""A graph that was opened, and all that can be asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from kgqa.access import arguments
from kgqa.access.result import Result
from kgqa.errors import GraphError, UsageError
from kgqa.graph.disk import holds_store
from kgqa.graph.opening import all_files, in_memory, is_address, open_named, store_name
from kgqa.graph.profile import PlanDocument, documents
from kgqa.graph.store import Store, TripleStore
from kgqa.resources import ontology_dir

if TYPE_CHECKING:
    import pandas as pd
    from rdflib import Dataset

    from kgqa.access.figure import Figure
    from kgqa.access.passages import FoundPassage
    from kgqa.answering.answer import Answer
    from kgqa.engine import Engine
    from kgqa.export.network import Network
    from kgqa.export.picture import Atlas
    from kgqa.retrieval.index import PassageIndex

_LANGUAGES = ("zh", "en")
_ANY_REPORT = "SELECT ?report WHERE { ?report a dp:PlanDocument } LIMIT 1"


class Plan:
    """One or several plan reports as a graph. Made by :func:`kgqa.open`; nothing changes the graph.

    What takes long is made when it is first needed and kept: the engine for :meth:`ask` and :meth:`draw` with
    a question, an index for :meth:`search`, the network for :meth:`network`, :meth:`observations` and
    :meth:`draw`. A store on a server is copied into memory for all of these.

    All methods raise :class:`~kgqa.errors.UsageError` when they are called with what is no good, and
    :class:`~kgqa.errors.GraphError` when the graph cannot be read or a server does not answer; both are
    :class:`~kgqa.errors.KgqaError`. The message is one line that says what to do.
    """

    def __init__(self, store: TripleStore, files: Sequence[Path] = ()) -> None:
        self._store = store
        self._files = tuple(files)

    def __repr__(self) -> str:
        return f"<kgqa.Plan {', '.join(d.id for d in self.documents)}>"

    @cached_property
    def documents(self) -> tuple[PlanDocument, ...]:
        """The reports of the graph: IRI, id, title, place, years, whether it is a draft.

        ``digest`` is the SHA-256 of the normalised text, to which all offsets refer.
        """
        return documents(self._store)

    @property
    def digest(self) -> str:
        """SHA-256 of the graph as ``kgqa export nquads`` writes it, in hexadecimal: 64 digits.

        Pictures show its beginning. It tells which graph a figure was taken from.
        """
        return self._atlas.digest

    def ask(self, question: str, context: Sequence[str] = (), lang: str | None = None) -> Answer:
        """The answer to a question in Chinese or English, with the sentences that state it.

        A refusal is an answer: its ``status`` is ``refused`` and its ``reason`` says why; of ``clarify`` the
        ``readings`` are the meanings to choose from.

        Args:
            context: the questions before this one, oldest first; their answers are found again.
            lang: the language of the answer, ``zh`` or ``en``; by default that of the question.

        Raises:
            UsageError: there is no such language, or the context is one text and no list of them.
        """
        asked, before = arguments.text(question, "the question"), arguments.texts(context, "context")
        if lang not in (None, *_LANGUAGES):
            raise UsageError(f"the language is {' or '.join(_LANGUAGES)}, not {lang!r}")
        engine = self._engine
        if lang is not None:
            from kgqa.access.speaking import speaking

            engine = speaking(engine, lang)
        return engine.ask(asked, before)

    def search(
        self, text: str, k: int = 5, *, year: int | None = None, place: str | None = None, section: str = ""
    ) -> tuple[FoundPassage, ...]:
        """The ``k`` sentences of the reports that come nearest by words and meaning, best first, or fewer.

        Args:
            text: what is looked for, in Chinese or English.
            year: only sentences about this year.
            place: only those that speak of the thing with this name or of a part of it.
            section: only this section and those below it: ``1.2``, or ``3``.

        Raises:
            UsageError: ``k`` is below 1, nothing bears the name, or there is no such year or section.
        """
        from kgqa.access.passages import passage_filter, search

        words, most = arguments.text(text, "what is looked for"), arguments.number(k, "k")
        wanted = None if year is None else arguments.number(year, "the year")
        among = passage_filter(self._index, lambda: self._copy, wanted, place, section)
        return search(self._index, words, most, among)

    def sparql(self, query: str) -> Result:
        """What a SPARQL 1.1 query finds: rows of a SELECT, the answer of an ASK, triples of a CONSTRUCT.

        The project's prefixes are declared. The query sees the reports and the vocabulary, unless it names
        graphs by ``FROM``. It is not run if it asks another server by ``SERVICE``.

        Raises:
            UsageError: the query is not valid, or asks another server.
        """
        from kgqa.access.queries import run

        return Result.of(run(self._store, arguments.text(query, "the query")))

    def graph(self) -> Dataset:
        """The reports, each in its named graph, and the vocabulary in the default graph, for rdflib.

        Its queries see all graphs at once. It is a copy: what is added there is not asked about here. With
        60,000 triples it takes seconds to make, and queries run faster by :meth:`sparql`.
        """
        from kgqa.access.rdf import dataset_of

        return dataset_of(self._copy.quads())

    def network(self, focus: str | None = None, depth: int = 1) -> Network:
        """The reports as a directed multigraph of networkx, the same as ``kgqa export graphml`` writes.

        Nodes are IRIs: named things, indicators, statements, headings, sections, reports. Their attributes
        are ``label`` and ``label_en``, ``class`` (its name in the ontology) and ``class_label``, ``color``,
        where the words stand (``quote``, ``quote_start``, ``quote_end``, ``section``), and what else is said
        of them, such as ``value`` and ``year``. Edges have ``label``, ``label_en``, ``property`` and, where a
        sentence states just that edge, ``quote``. The network is a copy of its own.

        Args:
            focus: a label or other name; only what lies around it is kept.
            depth: with a focus, how many steps around it.

        Raises:
            UsageError: nothing bears the name, or the depth is negative.
        """
        from kgqa.export.extract import neighbourhood

        steps = _steps(depth, focus)
        graph = self._atlas.whole.network.copy()
        if focus is not None:
            part = neighbourhood(self._atlas.whole, focus, steps)
            graph.remove_nodes_from([node for node in graph if not part.holds(node)])
        return graph

    def observations(self, exact: bool = False) -> pd.DataFrame:
        """All observations, one row each, as ``kgqa export observations`` writes them, in the text's order.

        ``value`` is the number as printed, in ``unit`` (``%``, ``亿元``, …); ``base_value`` the same without
        万 and 亿. ``bound`` says how it limits what is meant: of ``>=`` it is the least. ``kind`` is
        ``actual``, ``target`` or ``context``; ``year``, ``start`` and ``end`` are whole numbers,
        ``provisional`` and ``reviewed`` truth values. What the report does not say is missing.

        Args:
            exact: leave ``value`` and ``base_value`` as ``Decimal`` with the digits of the report.

        Raises:
            UsageError: pandas is not installed.
        """
        from kgqa.access.table import observed

        return observed(self._atlas.whole, exact)

    def draw(
        self,
        *,
        focus: str | None = None,
        depth: int = 1,
        class_: str | None = None,
        place: str | None = None,
        tree: bool = False,
        question: str | None = None,
        lang: str | None = None,
        width: int = 1600,
        height: int = 900,
        dpi: int = 192,
        most: int = 60,
        title: str = "",
        font: str | PathLike[str] | None = None,
    ) -> Figure:
        """A picture of the graph, or of the one part that is asked for; a notebook shows it.

        Args:
            focus: what lies around the thing with this name, ``depth`` steps far.
            class_: the things of a class, by its name or label, and what ties them.
            place: a place, all that lies in it, and what is said of that.
            tree: goals, their measures, projects and figures; with ``focus`` those around a name.
            question: the facts behind the answer to a question.
            lang: language of labels, ``zh`` or ``en``; by default that of the question, or Chinese.
            width: in pixels, 96 to the inch, as is ``height``.
            dpi: pixels of a PNG to the inch.
            most: at most so many cards; fewer where they could not be read. The rest is summed up.
            title: another title.
            font: a font file with Chinese characters; by default the first known one of the machine.

        Raises:
            UsageError: a name, class, size or font is no good, or two parts are asked for at once.
            GraphError: nothing is left to draw, as when the question is refused.
        """
        from kgqa.access.facts import answered
        from kgqa.access.figure import Figure
        from kgqa.export.picture import Part, Style, picture

        file = Path(fspath(font)) if font is not None else None
        style = Style(
            language=lang or _LANGUAGES[0],
            width=arguments.number(width, "width"),
            height=arguments.number(height, "height"),
            dpi=arguments.number(dpi, "dpi"),
            most=arguments.number(most, "most"),
            title=arguments.text(title, "the title"),
            font=file,
        )
        style.check()
        shown = None
        if question is not None:
            asked = arguments.text(question, "the question")
            shown, spoken = answered(self._engine, asked, lang)
            style = replace(style, language=spoken)
        drawn = picture(self._atlas, Part(focus, _steps(depth, focus), class_, place, tree, shown), style)
        return Figure(drawn.drawing.title, style.width, style.height, drawn, self._atlas, style)

    @cached_property
    def _copy(self) -> Store:
        return in_memory(self._store)

    @cached_property
    def _atlas(self) -> Atlas:
        from kgqa.export.picture import Atlas

        return Atlas(self._copy)

    @cached_property
    def _engine(self) -> Engine:
        from kgqa.engine import open_engine

        return open_engine(store=self._store)

    @cached_property
    def _index(self) -> PassageIndex:
        from kgqa.linking.lexicon import load_lexicon
        from kgqa.retrieval.encoder import load_encoder
        from kgqa.search import open_index, open_kept_index

        lexicon = ontology_dir() / "lexicon.ttl"
        if self._files:
            return open_kept_index(self._files, lexicon, load_encoder(), lambda: self._copy)
        return open_index(self._copy, load_lexicon([lexicon]), load_encoder())


def _steps(depth: int, focus: str | None) -> int:
    """The number of steps around a focus.

    Raises:
        UsageError: it is none, or there is nothing to go around.
    """
    steps = arguments.number(depth, "the depth")
    if focus is None and steps != 1:
        raise UsageError("a depth counts steps around a thing; name it by focus")
    return steps


def open_plan(graph: str | PathLike[str] | None = None) -> Plan:
    """Open a graph; what :func:`kgqa.open` does.

    Raises:
        GraphError: there is no graph of that name, or it holds no report.
        UsageError: the address is none.
    """
    try:
        name = store_name() if graph is None else fspath(graph)
    except TypeError as error:
        raise UsageError(f"a graph is named by text or a path, not by {graph!r:.40}") from error
    if (graph is None and name) or is_address(name) or (name and holds_store(Path(name))):
        plan = Plan(open_named(name))
    else:
        files = all_files(None if graph is None else Path(name))
        plan = Plan(Store.load(files), files)
    if not plan.sparql(_ANY_REPORT):
        raise GraphError(
            f"{name or 'the graph'} holds no report; build one with: kgqa build REPORT.txt -o FOLDER"
        )
    return plan
