"""Build hook: ontology, graph, encoder and the app's script travel in the wheel as ``kgqa/data/``.

An editable install gets no copy. It reads the folders of the checkout, and a copy would soon be stale;
a plain ``force-include`` table in pyproject.toml would make one.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = {
    "ontology": "kgqa/data/ontology",
    "graph": "kgqa/data/graph",
    "encoder": "kgqa/data/encoder",
    "app.py": "kgqa/data/app.py",
}


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``DATA`` to the files of a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update(DATA)
