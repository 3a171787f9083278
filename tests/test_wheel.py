"""The wheel holds what an installed kgqa needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def test_the_ontology_and_the_graph_travel_in_the_wheel(tmp_path: Path) -> None:
    """Every file of ontology/ and graph/ is in the wheel, beside the code, type marker and bundles."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    expected = {
        f"kgqa/data/{path.relative_to(CHECKOUT)}"
        for folder in ("ontology", "graph")
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file()
    }
    expected |= {f"kgqa/ui/bundles/{name}" for name in ("graph.js", "editor.js", "LICENSES.txt")}
    expected |= {
        "kgqa/pyproject.toml",
        "kgqa/data/app.py",
        "kgqa/server/openapi.json",
        "kgqa/server/page.css",
    }
    with zipfile.ZipFile(wheel) as archive:
        assert expected | {"kgqa/py.typed", "kgqa/resources.py"} <= set(archive.namelist())
