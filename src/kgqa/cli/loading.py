"""``kgqa load``: the graph and its vocabulary into a store, on a SPARQL server or on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.terminal import output, progress, say
from kgqa.errors import GraphError, UsageError

if TYPE_CHECKING:
    from kgqa.graph.store import Store


def load(
    graph: Annotated[
        Path | None,
        typer.Argument(
            metavar="GRAPH",
            help="A graph file, a folder of them, or the id of a report; all of the graph folder otherwise.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="URL|FOLDER",
            help="The SPARQL server's address, or the folder of a store on disk; KGQA_STORE otherwise.",
        ),
    ] = None,
    graph_store: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The address of the server's Graph Store, where it differs from that of --to."
        ),
    ] = None,
) -> None:
    """Put the graph and its vocabulary into a store: on a SPARQL server, or in a folder.

    On a server each graph of the files is replaced by one request (Graph Store Protocol); other graphs stay.
    A folder's store is written beside it and then takes its place. KGQA_STORE_USER and KGQA_STORE_PASSWORD
    sign in. With KGQA_STORE set to the same address or folder, all commands work on it.
    """
    from kgqa.graph.opening import all_files, is_address, store_name
    from kgqa.graph.store import Store

    target = to or store_name()
    if not target:
        raise UsageError("name a server or a folder: --to URL, or --to FOLDER")
    if graph_store and not is_address(target):
        raise UsageError("--graph-store goes with the address of a server, not with a folder")
    store = Store.load(all_files(graph))
    if is_address(target):
        _to_server(store, target, graph_store or target)
    else:
        _to_folder(store, Path(target))


def _to_server(store: Store, address: str, graph_store: str) -> None:
    """Replace the graphs one by one, and see that the server holds what it was sent.

    Raises:
        GraphError: it does not answer, does not take a graph, or holds another number of triples than sent.
    """
    from kgqa.graph.remote import GraphStore, RemoteStore, named_graphs

    server, writer = RemoteStore(address), GraphStore(graph_store)
    graphs = named_graphs(store)
    for name, triples in progress(list(graphs.items()), "graphs put there"):
        writer.put(name, triples)
        held = server.count(name)
        if held != len(triples):
            raise GraphError(f"{server.url} holds {held} of the {len(triples)} triples of {name}; load again")
        say(f"{name}: {held} triples")
    output().print(server.url)


def _to_folder(store: Store, folder: Path) -> None:
    from kgqa.graph.disk import write_store

    say(f"writing {len(store)} triples")
    write_store(folder, store.quads())
    output().print(str(folder))
