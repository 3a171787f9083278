"""Workers that run queries: as many at once as there are workers, each ended when its time is over.

The library that runs queries cannot be interrupted from Python, so a worker that takes too long is killed and
replaced; the others go on meanwhile. Workers are started as programs of their own, not by multiprocessing:
their pipes are then awaited without threads, and nothing of the server is imported or inherited.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.server.jobs import LENGTH_SIZE, Job, Reply, Start, length_of, pack_job, unpack_reply
from kgqa.server.settings import Settings

_LOG = logging.getLogger("kgqa.server")
_START_SECONDS = 120.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


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
        self._start = Start(
            tuple(map(str, files)),
            settings.rows,
            settings.result_bytes,
            settings.seconds,
            settings.memory_mb,
        )
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self.triples = 0

    async def start(self) -> None:
        """Start all workers and wait for the first.

        Raises:
            GraphError: a file of the graph cannot be read.
        """
        first = await self._open()
        self._free.put_nowait(first)
        for _ in range(self._settings.workers - 1):
            self._replace()

    async def stop(self) -> None:
        """End all workers."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in tuple(self._workers)))
        self._workers.clear()

    @property
    def alive(self) -> int:
        """How many workers there are, busy or free."""
        return len(self._workers)

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
            await self._drop(worker)
            raise TooSlow from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self._drop(worker)
            raise Died from error
        except BaseException:  # the client is gone and the reply half read
            await self._drop(worker)
            raise
        if reply.kind == "memory":
            await self._drop(worker)
        else:
            self._free.put_nowait(worker)
        return reply

    async def _next(self) -> _Worker:
        try:
            return await asyncio.wait_for(self._free.get(), self._settings.patience)
        except TimeoutError as error:
            raise Busy from error

    async def _drop(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        self._replace()
        await worker.end()

    def _replace(self) -> None:
        task = asyncio.create_task(self._add())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        """Open a worker, again after a pause where that fails."""
        pause = _FIRST_PAUSE
        while True:
            try:
                self._free.put_nowait(await self._open())
                return
            except (GraphError, OSError) as error:
                _LOG.error("a worker did not start: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _open(self) -> _Worker:
        worker = await self._started()
        try:
            reply = await asyncio.wait_for(worker.reply(), _START_SECONDS)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            await worker.end()
            raise GraphError("a worker of the server ended before it had read the graph") from error
        except BaseException:
            await worker.end()
            raise
        if reply.kind != "ready":
            await worker.end()
            raise GraphError(reply.detail)
        self.triples = reply.count
        self._workers.add(worker)
        return worker

    async def _started(self) -> _Worker:
        """A worker whose process runs; one that nobody waits for any more is ended, not lost."""
        making = asyncio.ensure_future(_Worker.open(self._start))
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:
            await (await making).end()
            raise


class _Worker:
    """One process and its pipes."""

    def __init__(self, process: Process) -> None:
        assert process.stdin and process.stdout
        self._process, self._send, self._receive = process, process.stdin, process.stdout

    @classmethod
    async def open(cls, start: Start) -> _Worker:
        """Start a process; its first reply says that the graph is read."""
        command = (sys.executable, "-m", "kgqa.server.worker", json.dumps(asdict(start)))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=environment))

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

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._send.close()
        await self._process.wait()
