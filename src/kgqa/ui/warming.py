"""What is done before the first reader comes, so that nobody waits for it."""

from __future__ import annotations

import inspect
from importlib import import_module

from kgqa.ui.workspace import open_texts, open_workspace

# Streamlit imports these in the first session.
_LIBRARIES = ("pandas", "streamlit.emojis", "streamlit.delta_generator")
_PAGES = (
    "chat",
    "indicators_page",
    "graph_page",
    "report_page",
    "query_page",
    "downloads_page",
    "about_page",
    "add_page",
)


def warm_up() -> None:
    """Import the pages with the libraries that they draw with, and ask what the empty page proposes first.

    Raises:
        GraphError: there is no graph, or a file of it cannot be read.
    """
    for library in _LIBRARIES:
        import_module(library)
    for page in _PAGES:
        import_module(f"kgqa.ui.{page}")
    inspect.stack()  # Streamlit asks where it runs: the first answer takes a second or two, and is kept
    workspace = open_workspace()
    for texts in open_texts().values():
        workspace.ask(texts.suggestions[0].question, ())
