"""Runs queries from ordinary code: the pool of workers behind a function that waits.

The pool lives on an event loop in a thread of its own, so that scripts without a loop, such as a page of the
app, run queries under the limits of the endpoint.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

from kgqa.server.jobs import Job, Reply
from kgqa.server.pool import Busy, Died, Pool, TooSlow
from kgqa.server.settings import Settings


class Runner:
    """A pool over the files of a graph; started with the first query, ended with the process."""

    def __init__(self, files: Sequence[Path], settings: Settings) -> None:
        self._pool = Pool(files, settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kgqa-queries", daemon=True)
        self._starting = threading.Lock()
        self._is_started = False

    def run(self, job: Job) -> Reply:
        """The reply to a job; one that was too much is a reply of the kind ``slow``, ``memory`` or ``busy``.

        Raises:
            GraphError: a file of the graph cannot be read.
        """
        self.start()
        try:
            return asyncio.run_coroutine_threadsafe(self._pool.run(job), self._loop).result()
        except TooSlow:
            return Reply("slow")
        except Died:
            return Reply("memory")
        except Busy:
            return Reply("busy")

    def close(self) -> None:
        """End the workers."""
        if self._is_started:
            asyncio.run_coroutine_threadsafe(self._pool.stop(), self._loop).result()
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def start(self) -> None:
        """Start the workers, unless they are there.

        Raises:
            GraphError: a file of the graph cannot be read.
        """
        with self._starting:
            if self._is_started:
                return
            if not self._thread.is_alive():
                self._thread.start()
            asyncio.run_coroutine_threadsafe(self._pool.start(), self._loop).result()
            self._is_started = True
