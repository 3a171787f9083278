"""Workers that run queries: as many at once as there are workers, each ended when its time is over.

The library that runs queries cannot be interrupted from Python, so a worker that takes too long is killed and
replaced; the others go on meanwhile. Workers are made by a program of its own, not by multiprocessing: they
share the memory of one graph, are replaced in milliseconds, are awaited without threads, and inherit nothing
of the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from asyncio import FIRST_COMPLETED
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from kgqa.errors import GraphError
from kgqa.server.jobs import LENGTH_SIZE, Job, Reply, Start, length_of, pack_job, unpack_reply
from kgqa.server.settings import Settings

_LOG = logging.getLogger("kgqa.server")
_READING_SECONDS, _FORKING_SECONDS, _STOPPING_SECONDS = 120.0, 20.0, 5.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 30.0


class TooSlow(Exception):
    """A query took longer than it may."""


class Died(Exception):
    """A query brought its worker down."""


class Busy(Exception):
    """No worker became free in time."""


class Pool:
    """Runs jobs on workers that hold the graph of ``files``."""

    def __init__(self, files: Sequence[Path], settings: Settings) -> None:
        self._settings = settings
        self._nursery = _Nursery(tuple(map(str, files)), settings)
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start all workers and wait for the first.

        Raises:
            GraphError: a file of the graph cannot be read.
        """
        await self._nursery.open()
        for _ in range(self._settings.workers):
            self._replace()
        self._free.put_nowait(await self._free.get())

    async def stop(self) -> None:
        """End all workers."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._workers:
            worker.close()
        self._workers.clear()
        await self._nursery.close()

    @property
    def alive(self) -> int:
        """How many workers there are, busy or free."""
        return len(self._workers)

    @property
    def is_well(self) -> bool:
        """Whether workers can be made; there may be none for a moment, while they are replaced."""
        return self._nursery.is_alive

    @property
    def triples(self) -> int:
        """How many triples each of them holds."""
        return self._nursery.triples

    async def run(self, job: Job) -> Reply:
        """Run a job.

        Raises:
            Busy: no worker became free.
            TooSlow: the time was over; the worker is replaced.
            Died: the worker ended in the middle; it is replaced.
        """
        worker = await self._next()
        try:
            reply = await asyncio.wait_for(worker.ask(job), self._settings.seconds)
        except TimeoutError as error:
            self._drop(worker)
            raise TooSlow from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self._drop(worker)
            raise Died from error
        except BaseException:  # the client is gone and the reply half read
            self._drop(worker)
            raise
        if reply.kind == "memory":
            self._drop(worker)
        else:
            self._free.put_nowait(worker)
        return reply

    async def _next(self) -> _Worker:
        try:
            return await asyncio.wait_for(self._free.get(), self._settings.patience)
        except TimeoutError as error:
            raise Busy from error

    def _drop(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        self._nursery.forget(worker)
        worker.close()
        self._nursery.kill(worker.pid)
        self._replace()

    def _replace(self) -> None:
        task = asyncio.create_task(self._add())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        """Add a worker, from another nursery and after a pause where that fails."""
        pause = _FIRST_PAUSE
        while True:
            try:
                worker = await self._nursery.fork()
            except (GraphError, OSError, TimeoutError) as error:
                _LOG.error("a worker did not start: %s", str(error) or type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self._workers.add(worker)
                self._free.put_nowait(worker)
                return


def check_system() -> None:
    """Raise GraphError where workers cannot be started: Windows has no sockets for them and cannot fork."""
    if not hasattr(asyncio, "start_unix_server"):
        raise GraphError(
            "this system cannot start the processes that answer queries; use Linux, macOS or WSL, or start "
            "the app alone as docs/offline-install.md says"
        )


class _Nursery:
    """The process that reads the graph and makes workers, which then report to a socket."""

    def __init__(self, files: tuple[str, ...], settings: Settings) -> None:
        self._files, self._settings = files, settings
        self._process: Process | None = None
        self._one_at_a_time = asyncio.Lock()
        self._arrived: asyncio.Queue[_Worker] = asyncio.Queue()
        self._connected: set[_Worker] = set()
        self.triples = 0

    async def open(self) -> None:
        """Start the process and wait until it has read the graph.

        Raises:
            GraphError: it cannot be read, or the system has no such processes.
        """
        check_system()
        # Only this user may enter it; gone with the process even where nobody closes the pool.
        self._folder = TemporaryDirectory(prefix="kgqa-", ignore_cleanup_errors=True)
        self._server = await asyncio.start_unix_server(self._arrive, f"{self._folder.name}/workers")
        try:
            await self._launch()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End the process and with it all workers."""
        if self._process is not None:
            await _finish(self._process)
        self._server.close()
        for worker in self._connected:  # also those that nobody waited for any more
            await worker.hang_up()
        self._connected.clear()
        self._folder.cleanup()

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.returncode is None

    async def fork(self) -> _Worker:
        """A new worker; a process that is gone is started again before."""
        async with self._one_at_a_time:
            if not self.is_alive:
                await self._launch()
            self._order("fork")
            return await self._arrival()

    async def _arrival(self) -> _Worker:
        """The worker that reports next.

        Raises:
            GraphError: the process ended, or none came in time.
        """
        assert self._process
        arrived = asyncio.create_task(self._arrived.get())
        ended = asyncio.create_task(self._process.wait())
        try:
            await asyncio.wait({arrived, ended}, timeout=_FORKING_SECONDS, return_when=FIRST_COMPLETED)
            if arrived.done():
                return arrived.result()
            raise GraphError("the process that makes workers has ended")
        finally:
            arrived.cancel()
            ended.cancel()

    def forget(self, worker: _Worker) -> None:
        """Leave a worker that ended to the one who had it."""
        self._connected.discard(worker)

    def kill(self, pid: str) -> None:
        """End a worker, dead or alive."""
        with contextlib.suppress(ConnectionError):
            self._order(f"kill {pid}")

    def _order(self, words: str) -> None:
        assert self._process and self._process.stdin
        self._process.stdin.write(f"{words}\n".encode())

    async def _launch(self) -> None:
        settings = self._settings
        start = Start(
            self._files,
            f"{self._folder.name}/workers",
            settings.rows,
            settings.result_bytes,
            settings.seconds,
            settings.memory_mb,
        )
        command = (sys.executable, "-m", "kgqa.server.worker", json.dumps(asdict(start)))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, env=environment
        )
        assert self._process.stdout
        line = await asyncio.wait_for(self._process.stdout.readline(), _READING_SECONDS)
        told = json.loads(line or b'{"error": "the workers\' process ended before it had read the graph"}')
        if "error" in told:
            raise GraphError(told["error"])
        self.triples = told["triples"]

    async def _arrive(self, receive: asyncio.StreamReader, send: asyncio.StreamWriter) -> None:
        worker = _Worker(receive, send)
        self._connected.add(worker)
        try:
            worker.pid = (await worker.reply()).detail
        except (asyncio.IncompleteReadError, ConnectionError):
            return  # it ended before it said who it is, or the pool did
        self._arrived.put_nowait(worker)


class _Worker:
    """The connection to one worker."""

    def __init__(self, receive: asyncio.StreamReader, send: asyncio.StreamWriter) -> None:
        self._receive, self._send = receive, send
        self.pid = ""

    async def ask(self, job: Job) -> Reply:
        """The reply to a job."""
        self._send.write(pack_job(job))
        await self._send.drain()
        return await self.reply()

    async def reply(self) -> Reply:
        """The next reply."""
        head = await self._receive.readexactly(length_of(await self._receive.readexactly(LENGTH_SIZE)))
        told, length = unpack_reply(head)
        body = await self._receive.readexactly(length)
        return Reply(told.kind, told.detail, told.count, told.cut, body)

    def close(self) -> None:
        """Hang up; a worker that is not busy ends itself."""
        self._send.close()

    async def hang_up(self) -> None:
        """Hang up, and wait until the connection is gone."""
        self.close()
        with contextlib.suppress(ConnectionError):
            await self._send.wait_closed()


async def _finish(process: Process) -> None:
    """Close what a process reads, and kill it if it does not end then."""
    assert process.stdin
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), _STOPPING_SECONDS)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
