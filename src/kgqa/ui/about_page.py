"""The page about the app: what it is, how answers are made, what it covers, versions, licence, keys."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import version

import streamlit as st

from kgqa import __version__
from kgqa.feedback.ledger import is_kept
from kgqa.graph.profile import PlanDocument
from kgqa.graph.vocabulary import DP
from kgqa.ui.escape import escape_html
from kgqa.ui.links import link
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_LIBRARIES = ("streamlit", "pyoxigraph", "altair", "networkx")
_KEYS = ("tab", "enter", "space", "find", "print")
_COUNTED = ("Observation", "State", "Honour", "Measure", "Outcome", "Goal", "Issue")


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the page."""
    parts = [
        f'<h1 class="kg-title">{escape_html(texts.say("about.title"))}</h1>',
        _paragraph(texts, "what"),
        _section(texts, "made"),
        _steps(texts),
        _section(texts, "refused"),
        _paragraph(texts, "refused_text"),
        _reasons(texts),
        _section(texts, "kept"),
        _kept(texts),
        _section(texts, "covers"),
        *(_document(document, workspace, texts) for document in workspace.profile.documents),
        _section(texts, "versions"),
        _versions(workspace, texts),
        _section(texts, "licence"),
        _paragraph(texts, "licence_text"),
        _section(texts, "keys"),
        _listed((texts.say(f"about.key.{key}.keys"), texts.say(f"about.key.{key}.does")) for key in _KEYS),
    ]
    st.html(f'<div class="kg-about">{"".join(parts)}</div>')


def _section(texts: Texts, key: str) -> str:
    return f"<h2>{escape_html(texts.say(f'about.{key}'))}</h2>"


def _paragraph(texts: Texts, key: str) -> str:
    return f"<p>{escape_html(texts.say(f'about.{key}'))}</p>"


def _kept(texts: Texts) -> str:
    """What of a visit is recorded, and the page that shows it."""
    words = texts.say("feedback.ledger_on" if is_kept() else "feedback.ledger_off")
    more = link("feedback", texts.say("page.feedback"))
    return f"<p>{escape_html(words)} {escape_html(texts.say('about.kept_text'))} {more}</p>"


def _steps(texts: Texts) -> str:
    steps = "".join(f"<li>{escape_html(words)}</li>" for words in texts.words["about"]["steps"])
    return f"<ol>{steps}</ol>"


def _reasons(texts: Texts) -> str:
    return _listed((words, texts.say(f"about.when.{key}")) for key, words in texts.words["reason"].items())


def _document(document: PlanDocument, workspace: Workspace, texts: Texts) -> str:
    title = workspace.reports.title(document.id, texts.language)
    years = texts.say("about.years", past=document.reports_on, next=document.plans_for)
    draft = texts.say("about.draft") if document.draft else ""
    counts = workspace.profile.counts
    labels = workspace.profile.class_labels
    held = " · ".join(
        f"{labels[DP + c].get(texts.language, c)} {counts[DP + c]}" for c in _COUNTED if counts.get(DP + c)
    )
    read = link("report", texts.say("about.read"))
    return (
        f"<p><b>{escape_html(title)}</b><br>{escape_html(years)} {escape_html(draft)} {read}</p>"
        f"<p>{escape_html(held)}</p>"
    )


def _versions(workspace: Workspace, texts: Texts) -> str:
    rows = [("kgqa", __version__), ("Python", platform.python_version())]
    rows += [(library, version(library)) for library in _LIBRARIES]
    rows += [
        (texts.say("about.digest", document=document.id), document.digest)
        for document in workspace.profile.documents
    ]
    more = f"<p>{escape_html(texts.say('about.hash'))} {link('downloads', texts.say('page.downloads'))}</p>"
    return _listed(rows) + more


def _listed(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<div><dt>{escape_html(a)}</dt><dd>{escape_html(b)}</dd></div>" for a, b in rows)
    return f'<dl class="kg-pairs">{cells}</dl>'
