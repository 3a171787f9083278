"""Formats and the choice between them by the header Accept (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A way to write results: its short name, its media types, the usual one first, and other names."""

    name: str
    media_types: tuple[str, ...]
    aliases: tuple[str, ...] = ()


ROW_FORMATS = (
    Format("json", ("application/sparql-results+json", "application/json"), ("srj",)),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("srx",)),
    Format("csv", ("text/csv",)),
    Format("tsv", ("text/tab-separated-values",)),
)
GRAPH_FORMATS = (
    Format("turtle", ("text/turtle", "application/x-turtle"), ("ttl", "n3")),
    Format("nt", ("application/n-triples", "text/plain"), ("ntriples", "n-triples")),
    Format("nquads", ("application/n-quads",), ("nq", "n-quads")),
    Format("trig", ("application/trig", "application/x-trig")),
    Format("jsonld", ("application/ld+json", "application/json"), ("json-ld", "json")),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), ("rdf+xml", "rdf", "xml")),
)
HTML = Format("html", ("text/html",))
JSON = Format("json", ("application/json",))


@dataclass(frozen=True)
class Choice:
    """A format and the media type under which it was asked for."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The header Content-Type; text is always UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def choose(accept: str, formats: Sequence[Format]) -> Choice | None:
    """The format that a header Accept prefers; on a tie the earlier one; None when it accepts none.

    An empty header accepts everything.
    """
    offers = [
        (place, rank, form, media)
        for place, form in enumerate(formats)
        for rank, media in enumerate(form.media_types)
    ]
    ranges = _ranges(accept) if accept.strip() else {"*/*": 1.0}
    weighed = [(_weight(media, ranges), rank, place, form, media) for place, rank, form, media in offers]
    accepted = [row for row in weighed if row[0] > 0]
    if not accepted:
        return None
    _, _, _, form, media = min(accepted, key=lambda row: (-row[0], row[1], row[2]))
    return Choice(form, media)


def named(name: str, formats: Iterable[Format]) -> Choice | None:
    """The format that is called by its short name, another name or a media type, in any case.

    A plus sign that an address holds as it is stands for a blank; no name has one.
    """
    name = name.strip().lower().replace(" ", "+")
    for form in formats:
        if name in form.media_types:
            return Choice(form, name)
        if name == form.name or name in form.aliases:
            return Choice(form, form.media_types[0])
    return None


def languages(header: str, known: Sequence[str]) -> str:
    """The language of ``known`` that a header Accept-Language prefers; the first one otherwise."""
    weights: dict[str, float] = {}
    for tag, weight in _ranges(header).items():
        language = tag.split("-")[0]
        if language in known:
            weights[language] = max(weight, weights.get(language, 0.0))
    return min(known, key=lambda language: (-weights.get(language, 0.0), known.index(language)))


def zips(accept_encoding: str) -> bool:
    """Whether a client that sends a header Accept-Encoding reads what gzip has compressed."""
    ranges = _ranges(accept_encoding)
    return ranges.get("gzip", ranges.get("*", 0.0)) > 0


def _ranges(header: str) -> dict[str, float]:
    """The ranges of a header with their weights; what is no weight counts as 0."""
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
            found[name] = _number(weight)
    return found


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0.0 <= number <= 1.0 else 0.0


def _weight(media_type: str, ranges: Mapping[str, float]) -> float:
    """The weight of the most specific range that holds a media type."""
    kind = media_type.split("/")[0]
    for name in (media_type, f"{kind}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
