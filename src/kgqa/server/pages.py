"""The pages that the server makes of the graph, as HTML without scripts and without requests elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from kgqa.graph.vocabulary import BASE, DP, RDF, RDFS, SKOS
from kgqa.server.examples import Example
from kgqa.server.markup import Markup, joined, tag
from kgqa.server.negotiation import GRAPH_FORMATS
from kgqa.server.things import MOST_INCOMING, Sentence, Thing, Things, Value, short
from kgqa.server.words import LANGUAGES, Words

_STYLE = Path(__file__).with_name("page.css")
_HIDDEN = frozenset({f"{DP}statedIn", f"{SKOS}altLabel", f"{RDF}type"})
_NAMES = f"{SKOS}altLabel"
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
}


class Pages:
    """Draws pages in the language of ``words``; ``path`` is the address of the page itself."""

    def __init__(self, things: Things, words: Mapping[str, Words], language: str, path: str) -> None:
        self._things, self._all, self._words, self._path = things, words, words[language], path
        self.language = language
        self._style = Markup(_STYLE.read_text(encoding="utf-8"))

    def thing(self, thing: Thing) -> str:
        """A thing: names, sentences, facts, and what points to it."""
        name = self._name(thing.iri)
        kinds = "、" if self.language == "zh" else ", "
        classes = {label.lower(): label for label in map(self._name, thing.classes)}
        others = [value.text for value in thing.outgoing.get(_NAMES, ()) if value.language == self.language]
        return self._page(
            name,
            tag("h1", name),
            tag("p", kinds.join(classes.values()), class_="quiet"),
            tag("p", f"{self._say('names')}：{kinds.join(others)}", class_="quiet") if others else "",
            tag("p", thing.iri, class_="iri quiet"),
            self._sentences(thing.sentences),
            self._facts(thing.outgoing),
            self._incoming(thing.incoming),
        )

    def missing(self, name: str, near: Sequence[str]) -> str:
        """Nothing is called so; what comes near."""
        text = self._say("missing_text" if near else "nothing_near", name=name)
        items = [tag("li", self._link(iri)) for iri in near]
        return self._page(
            self._say("missing"), tag("h1", self._say("missing")), tag("p", text), tag("ul", *items)
        )

    def ontology(self, groups: Mapping[str, Sequence[Thing]], counts: Mapping[str, int]) -> str:
        """The terms of the ontology by group, each with what it means and how often the graph has it."""
        contents = [tag("a", self._say(group), href=f"#{group}") for group in groups]
        parts: list[str] = []
        for group, things in groups.items():
            parts.append(tag("h2", f"{self._say(group)} ({len(things)})", id=group))
            parts += [self._term(thing, counts.get(thing.iri, 0), group) for thing in things]
        return self._page(
            self._say("ontology"),
            tag("h1", self._say("ontology")),
            tag("p", self._say("ontology_text")),
            tag("nav", *_parted(contents)),
            *parts,
        )

    def examples(self, examples: Sequence[Example]) -> str:
        """Questions with their queries."""
        parts = [
            tag(
                "section",
                tag("h3", example.labels.get(self.language, example.name)),
                tag("pre", example.select),
                tag("p", tag("a", self._say("run"), href=f"/sparql?query={quote(example.query, safe='')}")),
                id=example.name,
                class_="term",
            )
            for example in examples
        ]
        title = self._say("examples")
        return self._page(title, tag("h1", title), tag("p", self._say("examples_text")), *parts)

    # ---------- parts ----------

    def _page(self, title: str, *body: str) -> str:
        links = [("query", "/query"), ("ontology", "/ontology"), ("examples", "/examples")]
        header = tag(
            "header",
            tag("a", self._say("home"), href="/", class_="home"),
            *(tag("a", self._say(key), href=href) for key, href in links),
            *(
                tag("a", self._all[other].say("language"), href=f"{self._path}?lang={other}", lang=other)
                for other in LANGUAGES
                if other != self.language
            ),
        )
        formats = [
            tag("a", form.media_types[0], href=f"{self._path}?format={form.name}") for form in GRAPH_FORMATS
        ]
        footer = tag("footer", self._say("formats"), *formats)
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", f"{title} · {self._say('title')}"),
            tag("link", rel="icon", href="data:,"),
            tag("style", self._style),
        )
        document = tag("html", head, tag("body", header, tag("main", *body), footer), lang=self.language)
        return f"<!doctype html>\n{document}\n"

    def _sentences(self, sentences: Sequence[Sentence]) -> str:
        if not sentences:
            return ""
        return joined([tag("h2", self._say("sentences")), *map(self._sentence, sentences)])

    def _sentence(self, sentence: Sentence) -> Markup:
        place = [self._say("place", start=sentence.start, end=sentence.end)]
        if sentence.section:
            place.insert(0, self._say("section", number=sentence.section))
        words = tag("p", sentence.before, tag("mark", sentence.quote), sentence.after, lang="zh")
        where = tag("p", tag("a", " · ".join(place), href=address_of(sentence.span)), class_="quiet")
        return tag("blockquote", words, where)

    def _facts(self, outgoing: Mapping[str, Sequence[Value]]) -> str:
        rows = [
            self._row(property, [self._value(value) for value in values])
            for property, values in outgoing.items()
            if property not in _HIDDEN
        ]
        return joined([tag("h2", self._say("facts")), tag("table", tag("tbody", *rows))]) if rows else ""

    def _incoming(self, incoming: Mapping[str, Sequence[str]]) -> str:
        if not incoming:
            return ""
        rows = []
        for property, things in incoming.items():
            cells: list[str] = [self._link(iri) for iri in things[:MOST_INCOMING]]
            if len(things) > MOST_INCOMING:
                cells.append(self._say("more", count=len(things) - MOST_INCOMING))
            rows.append(self._row(property, cells))
        return joined([tag("h2", self._say("incoming")), tag("table", tag("tbody", *rows))])

    def _row(self, property: str, cells: Iterable[str]) -> Markup:
        items = tag("ul", *(tag("li", cell) for cell in cells))
        return tag("tr", tag("th", self._link(property), scope="row"), tag("td", items))

    def _value(self, value: Value) -> str:
        if value.is_iri:
            return self._link(value.text)
        if value.text in ("true", "false"):
            return self._say("yes" if value.text == "true" else "no")
        return tag("span", value.text, lang=value.language) if value.language else value.text

    def _link(self, iri: str) -> Markup:
        return tag("a", self._name(iri), href=address_of(iri), title=short(iri))

    def _term(self, thing: Thing, count: int, group: str) -> Markup:
        told = [
            (self._say(key), [value.text for value in thing.outgoing.get(property, ()) if value.is_iri])
            for key, property in (
                ("parent", f"{RDFS}subClassOf"),
                ("parent", f"{RDFS}subPropertyOf"),
                ("domain", f"{RDFS}domain"),
                ("range", f"{RDFS}range"),
            )
        ]
        lines = [
            tag("p", f"{words}: ", *_parted([self._link(iri) for iri in iris]), class_="quiet")
            for words, iris in told
            if iris
        ]
        comments = [
            value.text
            for property in (f"{RDFS}comment", f"{SKOS}definition")
            for value in thing.outgoing.get(property, ())
            if value.language == self.language
        ]
        uses = self._say("uses" if group == "properties" else "count", count=count)
        return tag(
            "section",
            tag(
                "h3",
                self._name(thing.iri),
                " ",
                tag("span", short(thing.iri), class_="iri"),
            ),
            *(tag("p", comment) for comment in comments),
            *lines,
            tag("p", uses, class_="quiet") if count else "",
            id=thing.iri.removeprefix(DP).removeprefix(BASE),
            class_="term",
        )

    def _name(self, iri: str) -> str:
        return self._things.label(iri, self.language)

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(key, **values)


def address_of(iri: str) -> str:
    """Where an IRI is shown: terms of the ontology on its page, the graph's own here, others elsewhere."""
    if iri.startswith(DP):
        return f"/ontology#{iri.removeprefix(DP)}"
    return f"/{quote(iri.removeprefix(BASE), safe='/')}" if iri.startswith(BASE) else _outside(iri)


def _outside(iri: str) -> str:
    """An address elsewhere; only those of the web are followed."""
    return iri if iri.startswith(("http://", "https://")) else "#"


def _parted(links: Sequence[str]) -> list[str]:
    return [part for link in links for part in (link, " · ")][:-1]
