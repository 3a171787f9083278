"""What passes between the server and a worker: jobs and replies, each a line of JSON before its bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, replace

_LENGTH = struct.Struct(">I")
LENGTH_SIZE = _LENGTH.size


@dataclass(frozen=True)
class Job:
    """A query to run.

    ``rows`` and ``graph`` name the formats for rows and for graphs; empty where the client accepts none.
    ``whole`` leaves the answer uncut, for a graph that is fetched as a file.
    """

    query: str
    rows: str = ""
    graph: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Reply:
    """What became of a job.

    ``kind`` is ``rows``, ``boolean`` or ``graph`` with a body, else ``invalid``, ``refused``,
    ``unacceptable``, ``unwritable`` or ``memory``, with ``detail`` saying why. ``cut`` names the limit that
    cut the body.
    """

    kind: str
    detail: str = ""
    count: int = 0
    cut: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Start:
    """What workers are started with: the graph's files, the address of the socket that they report to, and
    limits in rows, bytes, seconds and megabytes.
    """

    files: tuple[str, ...]
    address: str
    rows: int
    size: int
    seconds: float
    memory_mb: int


def pack_job(job: Job) -> bytes:
    """A job as its length and JSON."""
    body = json.dumps(asdict(job)).encode()
    return _LENGTH.pack(len(body)) + body


def unpack_job(body: bytes) -> Job:
    """The job of a JSON."""
    told = json.loads(body)
    default, named = tuple(told.pop("default_graphs")), tuple(told.pop("named_graphs"))
    return Job(**told, default_graphs=default, named_graphs=named)


def pack_reply(reply: Reply) -> bytes:
    """A reply as the length of its head, the head as JSON with the length of the body, and the body."""
    told = asdict(replace(reply, body=b"")) | {"body": len(reply.body)}
    head = json.dumps(told).encode()
    return b"".join((_LENGTH.pack(len(head)), head, reply.body))


def unpack_reply(head: bytes) -> tuple[Reply, int]:
    """The reply of a head, without its body, and the body's length."""
    told = json.loads(head)
    length = told.pop("body")
    return Reply(**told), length


def length_of(prefix: bytes) -> int:
    """The length that stands before a part."""
    return int(_LENGTH.unpack(prefix)[0])
