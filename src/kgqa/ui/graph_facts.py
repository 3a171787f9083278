"""What describes a node of the graph, as labels and values for people."""

from __future__ import annotations

import pyoxigraph as ox

from kgqa.export.terms import name
from kgqa.graph.store import Term
from kgqa.graph.vocabulary import DCT, DP, QB, RDF, SKOS
from kgqa.ui.graph_view import Walkable
from kgqa.ui.texts import Texts

_NAMES = frozenset(f"{SKOS}{p}" for p in ("prefLabel", "altLabel", "hiddenLabel")) | {f"{DCT}title"}
# How the graph was made, and what the label of a node says already.
_NOT_SAID = frozenset(
    f"{DP}{p}"
    for p in (
        *("textDigest", "textLength", "order", "origin", "statedIn"),
        *("value", "baseValue", "valueText", "unit", "unitText"),
    )
) | {f"{RDF}type", f"{QB}dataSet"}


def facts_of(node: str, graph: Walkable, texts: Texts) -> list[tuple[str, str]]:
    """Label and value of what is said of a node itself: other names, literals, codes; no links to nodes."""
    terms = graph.extract.terms
    say = terms.zh if texts.language == "zh" else terms.en
    found: dict[str, dict[str, None]] = {}
    for predicate, value in graph.described.get(node, ()):
        is_node = not isinstance(value, ox.Literal) and name(value) in graph.network
        if predicate in _NAMES or predicate in _NOT_SAID or is_node:
            continue
        words = _said(value, texts) if isinstance(value, ox.Literal) else say(name(value))
        found.setdefault(say(predicate), {})[words] = None
    facts = [(label, "、".join(values)) for label, values in sorted(found.items())]
    return [*_other_names(node, graph, texts), *facts]


def _other_names(node: str, graph: Walkable, texts: Texts) -> list[tuple[str, str]]:
    terms, own = graph.extract.terms, graph.label(node, texts.language)
    preferred = sorted(terms.preferred.get(node, ()))
    names = [n for n in dict.fromkeys((*preferred, *sorted(terms.others.get(node, ())))) if n != own]
    return [(texts.say("graph.other_names"), "、".join(names))] if names else []


def _said(value: Term, texts: Texts) -> str:
    words = name(value)
    return texts.say(f"graph.{words}") if words in ("true", "false") else words
