"""``kgqa mcp``: tools by which an assistant quotes the graph instead of guessing (Model Context Protocol)."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from kgqa import __version__
from kgqa.errors import KgqaError
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import PREFIXES
from kgqa.server.api import Search, Services
from kgqa.server.jobs import Job
from kgqa.server.pool import Busy, Died, Pool, TooSlow
from kgqa.server.settings import Settings
from kgqa.server.things import MOST_INCOMING, Thing, Things, short

_INSTRUCTIONS = """Facts of a Chinese district's plan report, each with the sentence that states it.
Use ask for questions (Chinese or English) and quote the evidence it gives; a refusal means that the report
does not say it: say so and do not guess. Use search for passages, describe for all that is known of one
thing, and sparql for lists and counts that ask does not give. Quote numbers as printed, with their year."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False, idempotent_hint=True)
_TOLD = re.compile(r"<([^<>]*)>\Z")  # as facts and rows write an IRI, with or without its name before it
_ROWS = 500
_BYTES = 100_000  # what an assistant can take in at once
_TOO_MUCH = {
    TooSlow: "the query took too long; ask for less",
    Died: "the query took too much memory, or nests too deep; ask for less",
    Busy: "another query is still running; try again",
}

Question = Annotated[str, Field(description="The question, in Chinese or English, in words of its own.")]
Earlier = Annotated[
    list[str] | None, Field(description="Questions asked before that it refers to, oldest first.")
]
Language = Annotated[
    Literal["zh", "en"] | None, Field(description="Language of the answer; that of the question otherwise.")
]
Words = Annotated[str, Field(description="What to look for, in Chinese or English.")]
Most = Annotated[int, Field(description="How many passages at most.", ge=1, le=50)]
Query = Annotated[
    str,
    Field(
        description="A SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE. These prefixes are declared: "
        "dp: (ontology), c: (codes), u: (units), ind: (indicators), skos:, rdfs:, dct:, owl:, xsd:, qb:. "
        "Observations: ?o a dp:Observation ; dp:indicator ?i ; dp:about ?who ; dp:year 2023 ; "
        "dp:kind c:actual ; dp:valueText ?v ; dp:unitText ?u ; dp:statedIn/dp:quote ?quote. "
        "Names: skos:prefLabel, @zh and @en."
    ),
]
Name = Annotated[
    str,
    Field(description="A name in the report or of the ontology, or an IRI: in full, or as ind:rd-intensity."),
]


class Tools:
    """The four tools; each returns what the contract's JSON has."""

    def __init__(self, pool: Pool, store: Store, services: Services, settings: Settings) -> None:
        self._pool, self._services, self._settings = pool, services, settings
        self._things = Things(store)

    async def ask(
        self, question: Question, context: Earlier = None, language: Language = None
    ) -> dict[str, Any]:
        """Answer a question from the report, with the sentences that state it, or say why there is none."""
        texts = [self._short(text) for text in (question, *(context or []))]
        answer = await asyncio.to_thread(self._services.ask, texts[0], texts[1:], language or "")
        return dict(answer)

    async def search(self, words: Words, k: Most = 5) -> dict[str, Any]:
        """Find passages of the report, best first, each with its place in the text."""
        search = Search(self._short(words), k)
        return {"passages": [dict(p) for p in await asyncio.to_thread(self._services.search, search)]}

    async def sparql(self, query: Query) -> str:
        """Run a read-only query over the graph; rows come as CSV, graphs as Turtle, ASK as true or false."""
        if not query.strip():
            raise ToolError("give a query: SELECT, ASK, CONSTRUCT or DESCRIBE")
        if len(query.encode("utf-8", "replace")) > self._settings.query_bytes:
            raise ToolError("the query is too long; send a shorter one")
        try:
            reply = await self._pool.run(Job(query, rows="csv", graph="turtle"))
        except (TooSlow, Died, Busy) as error:
            raise ToolError(_TOO_MUCH[type(error)]) from error
        if reply.kind not in ("rows", "boolean", "graph"):
            raise ToolError(reply.detail)
        cut = f"\n(cut after {reply.count}; add LIMIT and OFFSET, or count)" if reply.cut else ""
        return reply.body.decode() + cut

    async def describe(self, name: Name) -> dict[str, Any]:
        """Tell what the graph holds about one thing: its facts, its sentences, and what points to it."""
        name = self._short(name).strip()
        forms = (name, *_iris(name))
        iris = [iri for iri in forms if self._things.exists(iri)] or self._things.named(name)
        if not iris:
            near = [self._things.label(iri, "zh") for iri in self._things.near(name)]
            raise ToolError(f"nothing is called {name!r}; near it: {', '.join(near) or 'nothing'}")
        return {"things": [self._told(self._things.look(iri)) for iri in iris[:3]]}

    def _told(self, thing: Thing) -> dict[str, Any]:
        """A thing as JSON; properties with the project's prefixes, other things by name and IRI."""
        return {
            "iri": thing.iri,
            "label": self._things.label(thing.iri, "zh"),
            "facts": {
                short(name): [self._named(v.text) if v.is_iri else v.text for v in values]
                for name, values in thing.outgoing.items()
            },
            "sentences": [
                {
                    "quote": s.quote,
                    "sentence": f"{s.before}{s.quote}{s.after}",
                    "section": s.section,
                    "start": s.start,
                    "end": s.end,
                }
                for s in thing.sentences
            ],
            "pointed_to_by": {
                short(name): [self._named(iri) for iri in iris[:MOST_INCOMING]]
                for name, iris in thing.incoming.items()
            },
        }

    def _named(self, iri: str) -> str:
        return f"{self._things.label(iri, 'zh')} <{iri}>"

    def _short(self, text: str) -> str:
        if not text.strip() or len(text) > self._settings.characters:
            raise ToolError(f"give a text of 1 to {self._settings.characters} characters")
        return text


def build(files: Sequence[Path], settings: Settings, store: Store, services: Services) -> MCPServer[None]:
    """The server of the tools; its one worker runs while it does."""
    few = replace(settings, workers=1, rows=min(settings.rows, _ROWS), result_bytes=_BYTES)
    pool = Pool(files, few)

    @asynccontextmanager
    async def lifespan(_: MCPServer[None]) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    server: MCPServer[None] = MCPServer(
        "kgqa", instructions=_INSTRUCTIONS, version=__version__, lifespan=lifespan, log_level="ERROR"
    )
    tools = Tools(pool, store, services, few)
    for tool in (tools.ask, tools.search, tools.sparql, tools.describe):
        server.add_tool(_said(tool), annotations=_READS)
    return server


def run(files: Sequence[Path], settings: Settings, store: Store, services: Services) -> None:
    """Serve over standard input and output until the assistant closes them."""
    server = build(files, settings, store, services)
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # the SDK lets every library speak
    server.run("stdio")


def _iris(name: str) -> tuple[str, ...]:
    """The IRIs that a name may stand for that is written with angle brackets or a prefix of the project.

    >>> _iris("dp:Goal"), _iris("目标 <urn:x>")
    (('https://w3id.org/district-plan/ns#Goal',), ('urn:x',))
    """
    told = _TOLD.search(name)
    prefix, _, rest = name.partition(":")
    return (told[1],) if told else (f"{PREFIXES[prefix]}{rest}",) if prefix in PREFIXES else ()


def _said(tool: Any) -> Any:
    """The tool, with what goes wrong in it said in one line."""

    @wraps(tool)
    async def told(*arguments: Any, **named: Any) -> Any:
        try:
            return await tool(*arguments, **named)
        except KgqaError as error:
            raise ToolError(str(error)) from error

    return told
