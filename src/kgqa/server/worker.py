"""Workers: processes that hold the store and run one query after another. Started by the pool.

One process, the nursery, reads the graph and then makes a worker whenever the pool asks for one, by forking:
a worker is there in milliseconds and shares the memory of the graph with the others. Each asks the system for
three walls before it hears its first query: no new file or socket can be opened, so that no query calls out
even if the guard errs; memory is limited; and an alarm ends a query that the server did not end.
"""

from __future__ import annotations

import gc
import json
import math
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NoReturn

import pyoxigraph as ox

from kgqa.errors import KgqaError, UsageError
from kgqa.graph.store import Dataset, Store
from kgqa.server.guard import RefusedQuery, check, is_update, names_graphs
from kgqa.server.jobs import LENGTH_SIZE, Job, Reply, Start, length_of, pack_reply, unpack_job
from kgqa.server.results import Limits, Unwritable, Written, write_boolean, write_graph, write_rows

_GRACE = 2  # seconds after which the alarm goes off where the server should have ended the worker
_MEGABYTE = 1 << 20
_UNLIMITED = Limits(sys.maxsize, sys.maxsize)
_SIZE = Path("/proc/self/statm")
_READ_ONLY = "nothing can be changed here, the graph is read-only; updates are not taken"
_WARMING = "SELECT * FROM <urn:x> { FILTER EXISTS { SERVICE <urn:x> { ?s ?p ?o } } }"


def main() -> None:
    """Read the graph, say so on standard output, and follow the orders that come on standard input."""
    start = Start(**json.loads(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C stops the server, which stops its workers
    try:
        store = Store.load(map(Path, start.files))
    except KgqaError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    _warm()
    gc.freeze()  # what all workers share is not touched by the collection of garbage
    print(json.dumps({"triples": len(store)}), flush=True)
    children: set[int] = set()
    try:
        for line in sys.stdin:
            order, _, pid = line.strip().partition(" ")
            if order == "fork":
                child = os.fork()
                if not child:
                    _work(store, start)
                children.add(child)
            elif int(pid) in children:
                _end(int(pid))
                children.remove(int(pid))
    finally:
        for child in children:
            _end(child)


def _end(child: int) -> None:
    """Kill a worker, unless it is dead already, and take note of its death."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _work(store: Store, start: Start) -> NoReturn:
    """Run jobs until the pool closes the connection; never comes back to the nursery's loop."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(start.address)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)  # orders are for the nursery alone
            os.dup2(2, 1)
            receive, send = connection.makefile("rb"), connection.makefile("wb")
            _limit_memory(start.memory_mb)
            _forbid_files()
            _answer(send, Reply("ready", str(os.getpid())))
            _serve(store, receive, send, start)
    finally:
        os._exit(0)


def _serve(store: Store, receive: BinaryIO, send: BinaryIO, start: Start) -> None:
    limits = Limits(start.rows, start.size)
    while job := _next(receive):
        signal.alarm(math.ceil(start.seconds) + _GRACE)
        reply = run(store, job, limits)
        signal.alarm(0)
        _answer(send, reply)
        if reply.kind == "memory":
            return


def run(store: Store, job: Job, limits: Limits, guard: Callable[[str], None] = check) -> Reply:
    """Run a job; whatever is wrong with it is told in the reply."""
    try:
        guard(job.query)
        results = store.results(job.query, _dataset(job))
        return _written(results, job, _UNLIMITED if job.whole else limits)
    except RefusedQuery as error:
        return Reply("refused", str(error))
    except Unwritable as error:
        return Reply("unwritable", str(error))
    except UsageError as error:
        return Reply("invalid", _READ_ONLY if is_update(job.query) else str(error))
    except (OSError, RuntimeError, ValueError) as error:
        return Reply("invalid", f"the query cannot be run: {error}")
    except (MemoryError, RecursionError):
        return Reply("memory", "the query needs too much memory")


def _dataset(job: Job) -> Dataset | None:
    """The graphs of the request; those of the query if it names any; else the union of all."""
    if job.default_graphs or job.named_graphs:
        return Dataset(job.default_graphs, job.named_graphs)
    return Dataset() if names_graphs(job.query) else None


def _written(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Job, limits: Limits
) -> Reply:
    if isinstance(results, ox.QueryTriples):
        if not job.graph:
            return Reply("unacceptable", "graph")
        return _reply("graph", write_graph(job.graph, results, limits))
    if not job.rows:
        return Reply("unacceptable", "rows")
    if isinstance(results, ox.QueryBoolean):
        return _reply("boolean", write_boolean(job.rows, bool(results)))
    names = [variable.value for variable in results.variables]
    rows = ([solution[name] for name in names] for solution in results)
    return _reply("rows", write_rows(job.rows, names, rows, limits))


def _reply(kind: str, written: Written) -> Reply:
    return Reply(kind, count=written.count, cut=written.cut, body=written.body)


def _next(receive: BinaryIO) -> Job | None:
    prefix = receive.read(LENGTH_SIZE)
    return unpack_job(receive.read(length_of(prefix))) if len(prefix) == LENGTH_SIZE else None


def _answer(send: BinaryIO, reply: Reply) -> None:
    send.write(pack_reply(reply))
    send.flush()


def _warm() -> None:
    """Load what the guard's second parser needs, as no file can be opened later."""
    names_graphs(_WARMING)
    write_graph("jsonld", [], Limits(1, 1))


def _forbid_files() -> None:
    """Leave no number free for another file, so that no socket can be made either."""
    highest = max(number for number in map(int, os.listdir("/dev/fd")) if _is_open(number))
    while (spare := os.open(os.devnull, os.O_RDONLY)) < highest:
        pass
    resource.setrlimit(resource.RLIMIT_NOFILE, (spare + 1, spare + 1))


def _is_open(number: int) -> bool:
    """Whether a number still stands for a file; that of the listing itself does not."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _limit_memory(megabytes: int) -> None:
    """Limit what may be taken beyond what the store takes; only where the system tells the present size."""
    if not _SIZE.exists():
        return
    taken = int(_SIZE.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limit = taken + megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
