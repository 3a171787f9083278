"""One HTML file around the SVG: it zooms, finds, filters and tells what stands behind a card, all offline.

The page may run only its own script and style, which it names by their digests, and may load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from kgqa.export.extract import Extract
from kgqa.export.picture import svg
from kgqa.export.picture.fonts import Typeface
from kgqa.export.picture.scene import Scene
from kgqa.export.picture.text import plain
from kgqa.export.picture.words import Words
from kgqa.export.wording import Description, first, first_span
from kgqa.graph.store import Term
from kgqa.graph.vocabulary import DP

_HIDDEN = (
    "label",
    "label_en",
    "class",
    "class_label",
    "color",
    "quote",
    "quote_start",
    "quote_end",
    "section",
)
_SAID = ("find", "nothing_found", "nearer", "farther", "reset", "close", "links", "help")


def document(scene: Scene, face: Typeface, whole: Extract, words: Words) -> str:
    """The picture as a page; every card tells its facts and the words of the report that state them."""
    drawn = svg.document(scene, face, embedded=False)
    script, style = _own("page.js"), f"{svg.font_face(scene, face)}\n{_own('page.css')}"
    data = json.dumps(_data(scene, whole, words), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    say = {key: escape(words.say(key)) for key in _SAID}
    own = f"script-src '{_digest(script)}'; style-src '{_digest(style)}'"
    policy = f"default-src 'none'; font-src data:; img-src data:; {own}"
    return f"""<!doctype html>
<html lang="{scene.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(scene.title)}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header>
<input id="find" type="search" placeholder="{say["find"]}" aria-label="{say["find"]}">
<output id="found" data-none="{say["nothing_found"]}"></output>
<button id="nearer" type="button" aria-label="{say["nearer"]}" title="{say["nearer"]}">+</button>
<button id="farther" type="button" aria-label="{say["farther"]}" title="{say["farther"]}">−</button>
<button id="reset" type="button">{say["reset"]}</button>
<p>{say["help"]}</p>
</header>
<main>
{drawn}</main>
<aside id="facts" aria-live="polite" data-links="{say["links"]}" hidden>
<button id="close" type="button" aria-label="{say["close"]}">×</button>
<div id="told"></div>
</aside>
<script id="data" type="application/json">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def _own(file: str) -> str:
    return (files(__package__) / file).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _data(scene: Scene, whole: Extract, words: Words) -> dict[str, Any]:
    """What is told of each card: its label, class, attributes in words, and words of the report."""
    graph = whole.network
    return {
        card.id: {
            "label": plain(words.of(graph.nodes[card.id])),
            "class": words.label(words.terms.classes[card.id]),
            "facts": _facts(graph.nodes[card.id], whole.described.get(card.id, {}), words),
            "quote": plain(str(graph.nodes[card.id].get("quote", ""))),
            "section": plain(_section(card.id, whole, words)),
        }
        for card in scene.cards
        if card.id in graph
    }


def _facts(attributes: dict[str, Any], own: Description, words: Words) -> list[list[str]]:
    """Pairs of a property's label and its value; what the ontology does not name is left out."""
    return [
        [words.label(f"{DP}{key}"), plain(_said(value, own.get(f"{DP}{key}", ()), words))]
        for key, value in attributes.items()
        if key not in _HIDDEN and f"{DP}{key}" in words.terms.labels and not isinstance(value, bool)
    ]


def _said(value: object, objects: Sequence[Term], words: Words) -> str:
    """A value as text; codes and units by their labels in the language of the picture."""
    named = [words.label(o.value) for o in objects if isinstance(o, ox.NamedNode)]
    return words.say("list").join(named) if named and len(named) == len(objects) else str(value)


def _section(node: str, whole: Extract, words: Words) -> str:
    """Title of the section that states a node; empty for what stands in none."""
    own = whole.described.get(node, {})
    span = whole.described.get(first_span(own, whole.described), {})
    section = first(own, f"{DP}inSection") or first(span, f"{DP}inSection")
    return words.label(section) if section else ""
