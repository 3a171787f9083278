"""The wheel holds what an installed kgqa needs, does what the documents say, and needs no network."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.examples import code_of

CHECKOUT = Path(__file__).resolve().parent.parent
NOTEBOOK = CHECKOUT / "docs" / "research.ipynb"
WHERE = (
    "import kgqa, kgqa.resources as r; print(kgqa.__file__, r.graph_dir(), r.ontology_dir(), r.encoder_dir())"
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once by whichever process of the tests comes first."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    with FileLock(folder / "wheel.lock"):
        if not list(folder.glob("wheel/*.whl")):
            command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "part")]
            subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
            (folder / "part").rename(folder / "wheel")
    (found,) = folder.glob("wheel/*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose Python finds the package of the wheel, and not that of the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KGQA_")}
    environment = {**plain, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    places = run(["-c", WHERE], environment, folder).split()
    assert all(Path(place).is_relative_to(folder / "kgqa") for place in places)
    return environment


def run(arguments: list[str], environment: dict[str, str], folder: Path) -> str:
    """What Python prints in a folder of its own; its errors too when it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outputs(notebook: Path) -> list[dict[str, Any]]:
    """What the cells of a notebook gave."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_the_ontology_and_the_graph_travel_in_the_wheel(wheel: Path) -> None:
    """Every file of ontology/ and graph/ is in the wheel, beside the code, type marker and bundles."""
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
        "kgqa/data/.streamlit/config.toml",
        "kgqa/server/openapi.json",
        "kgqa/server/page.css",
    }
    with zipfile.ZipFile(wheel) as archive:
        assert expected | {"kgqa/py.typed", "kgqa/resources.py"} <= set(archive.namelist())


def test_the_examples_of_the_documents_give_what_stands_below_them(
    installed: dict[str, str], tmp_path: Path
) -> None:
    """Those of docs/python.md, run by the package of the wheel."""
    run([str(CHECKOUT / "tests" / "examples.py"), str(CHECKOUT / "docs" / "python.md")], installed, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"place.svg", "tree.svg"}


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_example_of_a_readme_is_the_first_of_the_document(readme: str) -> None:
    """So that what is run above is also what it gives."""
    own, first = (
        code_of((CHECKOUT / name).read_text("utf-8")).strip() for name in (readme, "docs/python.md")
    )
    assert own.startswith(">>> import kgqa\n")
    assert first.startswith(f"{own}\n\n")


def test_an_example_that_prints_something_else_is_found(tmp_path: Path) -> None:
    """As is a document without any example."""
    for name, text in (
        ("wrong.md", "```pycon\n>>> 1 + 1\n3\n\n```\n"),
        ("empty.md", "```\n>>> 1 + 1\n3\n```\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(CHECKOUT / "tests" / "examples.py"), str(tmp_path / name)],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1


def test_the_notebook_runs_from_top_to_bottom(installed: dict[str, str], tmp_path: Path) -> None:
    """It gives tables, a chart and a picture; no cell fails, and none warns."""
    shutil.copy(NOTEBOOK, tmp_path)
    run(["-m", "jupyter", "execute", "--inplace", NOTEBOOK.name], installed, tmp_path)
    found = outputs(tmp_path / NOTEBOOK.name)
    assert [o for o in found if o["output_type"] == "error" or o.get("name") == "stderr"] == []
    kinds = [kind for o in found for kind in o.get("data", {})]
    assert {kind: kinds.count(kind) for kind in ("text/html", "image/png", "image/svg+xml")} == {
        "text/html": 4,
        "image/png": 1,
        "image/svg+xml": 1,
    }
    written = json.dumps(found, ensure_ascii=False)
    for words in ("GDP growth", "≥ +0.1", "金岱科创城", "2023年地区生产总值同比增长6.9%"):
        assert words in written


def test_the_notebook_is_kept_without_outputs() -> None:
    """A picture differs with the font of the machine; what is not kept cannot grow stale."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert outputs(NOTEBOOK) == []
    assert {cell["execution_count"] for cell in cells if cell["cell_type"] == "code"} == {None}


@pytest.fixture(scope="session")
def office(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment into which pip put the wheel from its folder and from nowhere else.

    What kgqa depends on is taken from the environment of the tests, without their checkout of kgqa.
    """
    folder = tmp_path_factory.mktemp("office")
    venv.create(folder, symlinks=True)
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", str(wheel.parent)]
    options = ["--no-deps", "--target", str(libraries), "--disable-pip-version-check", "kgqa"]
    subprocess.run([*command, *options], check=True, capture_output=True)
    (libraries / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def at_the_office(office: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the installed program, run in the office's folder without variables of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KGQA_", "PYTHON"))}
    command = [str(office / "bin" / "python"), *arguments]
    return subprocess.run(command, cwd=office, env=kept, capture_output=True, text=True, check=False)


def test_the_installed_program_is_that_of_the_wheel(office: Path) -> None:
    """Code and data lie in the environment, not in the checkout."""
    code = "import kgqa.resources as r; print(r.__file__, r.graph_dir(), r.ontology_dir(), r.app_script())"
    done = at_the_office(office, "-c", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(Path(path).is_relative_to(office) for path in done.stdout.split())


def test_the_installed_program_answers_and_exports(office: Path) -> None:
    """Each with its data out of the wheel."""
    asked = at_the_office(office, "-m", "kgqa", "ask", "2023年GDP增长多少？", "--json")
    answer = json.loads(asked.stdout)
    assert (answer["status"], answer["answers"][0]["value"]) == ("answered", "6.9")
    exported = at_the_office(
        office, "-m", "kgqa", "export", "nodes", "-o", "nodes.csv", "--focus", "金岱科创城"
    )
    assert (exported.returncode, exported.stderr) == (0, "wrote nodes.csv\n")
    with (office / "nodes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "金岱科创城" in {row["Label"] for row in csv.DictReader(file)}


def test_a_graph_of_the_offices_own_is_found_by_its_variable(office: Path) -> None:
    """KGQA_GRAPH names the folder; a folder without a graph is told in one line."""
    code = "import os, runpy, sys; os.environ['KGQA_GRAPH'] = '.'; sys.argv = ['kgqa', 'validate'];"
    done = at_the_office(office, "-c", f"{code} runpy.run_module('kgqa', run_name='__main__')")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no graph in ." in done.stderr
