"""``import kgqa`` costs nothing; ``kgqa.open`` opens whatever holds a graph, or says in one line why not."""

import subprocess
import sys
from pathlib import Path

import pytest

import kgqa
from kgqa.graph.disk import write_store
from kgqa.graph.opening import all_files
from kgqa.graph.store import Store
from kgqa.resources import graph_dir, ontology_dir
from kgqa.server.routes import open_server
from kgqa.server.settings import Settings
from tests.access.conftest import LIBRARY
from tests.server.running import running

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?o a dp:Observation }"
TITLES = "CONSTRUCT { ?s dct:title ?t } WHERE { ?s dct:title ?t }"
OTHERS = ("numpy", "networkx", "pyoxigraph", "rdflib", "pandas", "torch", "httpx", "typer", "rich")


def run(code: str) -> str:
    """What a new Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_import_kgqa_loads_no_library() -> None:
    """Of the package itself only the errors; everything else comes when it is used."""
    seen = run(
        "import sys, kgqa; kgqa.UsageError\n"
        f"print([n for n in sys.modules if n.startswith('kgqa') or n in {OTHERS}])"
    )
    assert sorted(eval(seen)) == ["kgqa", "kgqa.errors"]


def test_opening_a_graph_and_running_a_query_load_nothing_heavy() -> None:
    """No torch, no pandas, no app."""
    heavy = ("torch", "sentence_transformers", "streamlit", "pandas", "pyshacl", "matplotlib")
    seen = run(
        f"import sys, kgqa; kgqa.open({str(LIBRARY)!r}).sparql('ASK {{ ?s ?p ?o }}')\n"
        f"print([n for n in {heavy} if n in sys.modules])"
    )
    assert seen == "[]\n"


def test_every_public_name_is_there() -> None:
    """And no other one is."""
    assert all(getattr(kgqa, name) for name in kgqa.__all__)
    assert {name for name in dir(kgqa) if not name.startswith("_")} == set(kgqa.__all__)
    with pytest.raises(AttributeError, match="module 'kgqa' has no attribute 'Engine'"):
        _ = kgqa.Engine  # type: ignore[attr-defined]


def test_the_shipped_graph_comes_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its document tells what it is."""
    monkeypatch.delenv("KGQA_STORE", raising=False)
    (document,) = kgqa.open().documents
    assert (document.id, document.reports_on, document.plans_for) == ("guancheng-2024", 2023, 2024)


@pytest.mark.parametrize("named", [LIBRARY, str(LIBRARY)], ids=["path", "text"])
def test_a_file_is_named_as_path_or_text(named: str | Path) -> None:
    """Both give the graph of the libraries."""
    assert [d.id for d in kgqa.open(named).documents] == ["library-2031"]


def test_a_report_is_named_by_its_id() -> None:
    """As for ``--graph`` of the commands."""
    assert repr(kgqa.open("guancheng-2024")) == "<kgqa.Plan guancheng-2024>"


def test_a_folder_of_graphs_and_a_store_on_disk(tmp_path: Path) -> None:
    """A folder is looked into: files, or a store."""
    (tmp_path / "graphs").mkdir()
    (tmp_path / "graphs" / "a.trig").write_bytes(LIBRARY.read_bytes())
    write_store(tmp_path / "store", Store.load(all_files(LIBRARY)).quads())
    plans = [kgqa.open(tmp_path / name) for name in ("graphs", "store")]
    assert plans[0].sparql(COUNT)[0]["n"] == plans[1].sparql(COUNT)[0]["n"]
    assert plans[0].digest == plans[1].digest


def test_a_server_by_its_address_and_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own endpoint; what needs all of the graph works on a copy of it."""
    files = all_files(LIBRARY)
    local = kgqa.open(LIBRARY)
    with running(open_server(files, Settings(workers=1), Store.load(files))) as address:
        remote = kgqa.open(f"{address}/sparql")
        monkeypatch.setenv("KGQA_STORE", f"{address}/sparql")
        assert kgqa.open().sparql(COUNT) == remote.sparql(COUNT) == local.sparql(COUNT)
        assert remote.documents == local.documents
        assert set(remote.sparql(TITLES).graph) == set(local.sparql(TITLES).graph) != set()
        assert not remote.sparql("ASK { ?s a dp:Nothing }")


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("/nowhere/graph.trig", "/nowhere/graph.trig is missing"),
        ("nonsense", "no graph 'nonsense': no file, no folder, and no report, which are guancheng-2024"),
        ("", "no graph in ."),
        (str(ontology_dir()), "no graph in"),
        (str(ontology_dir() / "codes.ttl"), "codes.ttl holds no report"),
        (str(graph_dir() / "guancheng-2024.txt"), "is no graph file"),
        ("http://127.0.0.1:9/sparql", "127.0.0.1:9"),
    ],
    ids=str,
)
def test_what_holds_no_graph_is_an_error_of_one_line(named: str, message: str) -> None:
    """Said when it is opened, not when it is first asked."""
    with pytest.raises(kgqa.GraphError) as caught:
        kgqa.open(named)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
