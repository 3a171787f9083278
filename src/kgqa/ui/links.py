"""Addresses of the app's pages, relative to any of them, and links to them as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from kgqa.graph.vocabulary import BASE
from kgqa.ui.escape import escape_html


def report_address(start: int, end: int, document: str = "") -> str:
    """The page of the report at a span: characters ``start`` to ``end`` of the normalised text.

    >>> report_address(537, 556)
    'report?span=537-556'
    """
    return _address("report", {"span": f"{start}-{end}", "document": document})


def graph_address(iri: str) -> str:
    """The page of the graph with a thing in its middle, named by the path of its IRI.

    >>> graph_address("https://w3id.org/district-plan/indicator/rd-intensity")
    'graph?focus=indicator%2Frd-intensity'
    """
    return _address("graph", {"focus": iri.removeprefix(BASE)})


def query_address(sparql: str) -> str:
    """The page of queries with a query in its editor.

    >>> query_address("ASK {}")
    'query?query=ASK+%7B%7D'
    """
    return _address("query", {"query": sparql})


def answer_address(question: str, before: Sequence[str], language: str) -> str:
    """The start page with the answer to a question that was asked after others, oldest first.

    >>> answer_address("A?", ["B"], "en")
    '?q=A%3F&after=B&lang=en'
    """
    return f"?{urlencode([('q', question), *(('after', one) for one in before), ('lang', language)])}"


def here() -> str:
    """The address of the page that is open, without its parameters."""
    return (st.context.url or "").split("?", 1)[0].rstrip("/") + "/"


def link(address: str, words: str, kind: str = "") -> str:
    """A link to a page of the app; it keeps the session, and opens a new tab when the reader asks for one."""
    cls = f' class="{kind}"' if kind else ""
    return f'<a href="{escape_html(address)}" data-page{cls}>{escape_html(words)}</a>'


def _address(page: str, parameters: dict[str, str]) -> str:
    given = {name: value for name, value in parameters.items() if value}
    return f"{page}?{urlencode(given)}" if given else page
