"""Question answering over a Chinese district government plan report.

The report becomes a knowledge graph; a question becomes one SPARQL query over it; the answer comes with the
sentences it rests on, or a reason why there is none.

    import kgqa

    plan = kgqa.open()
    print(plan.ask("Which parks opened in 2023?").text)

:func:`open` gives a :class:`Plan`, which answers, searches, runs queries, gives tables and networks, and
draws. What stands in ``__all__`` is the interface for programs; all else may change. ``docs/python.md``
shows it in use, ``kgqa.cli`` holds the commands.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kgqa.errors import GraphError, InputError, KgqaError, UsageError

if TYPE_CHECKING:
    from os import PathLike

    from kgqa.access.figure import Figure
    from kgqa.access.passages import FoundPassage
    from kgqa.access.plan import Plan
    from kgqa.access.result import Result
    from kgqa.answering.answer import Answer, Evidence, Item, OtherReading

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Evidence",
    "Figure",
    "FoundPassage",
    "GraphError",
    "InputError",
    "Item",
    "KgqaError",
    "OtherReading",
    "Plan",
    "Result",
    "UsageError",
    "open",
]

_HOMES = {
    **dict.fromkeys(("Answer", "Evidence", "Item", "OtherReading"), "kgqa.answering.answer"),
    "Figure": "kgqa.access.figure",
    "FoundPassage": "kgqa.access.passages",
    "Plan": "kgqa.access.plan",
    "Result": "kgqa.access.result",
}


def open(graph: str | PathLike[str] | None = None) -> Plan:
    """Open a graph, to ask it questions.

    Args:
        graph: a graph file, a folder of them, or the id of a report; the address of a SPARQL server, or the
            folder of a store, which ``kgqa load`` filled. By default the store that ``KGQA_STORE`` names, or
            else the graph that comes with kgqa.

    Raises:
        GraphError: there is no such graph, it cannot be read, or it holds no report.
        UsageError: the address is none.
    """
    from kgqa.access.plan import open_plan

    return open_plan(graph)


if not TYPE_CHECKING:  # a type checker would take it to say that every name is there

    def __getattr__(name: str) -> object:
        """The classes, imported when first used: ``import kgqa`` alone takes hundredths of a second."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)

    def __dir__() -> list[str]:
        """What completion offers: the classes too, though they are not imported yet."""
        return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
