"""Workers are replaced when a query is too much for them, and made anew when their maker dies."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kgqa.errors import GraphError
from kgqa.server.jobs import Job
from kgqa.server.pool import Busy, Died, Pool, TooSlow
from kgqa.server.settings import Settings
from tests.server.running import GRAPHS

CHEAP = Job("ASK { ?s ?p ?o }", rows="json")
PRODUCT = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12))
SLOW = Job(f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}", rows="json")
DEEP = Job(f"SELECT * {{ FILTER({'!' * 90_000}1) }}", rows="json")
FEW = Settings(workers=1, seconds=0.4, memory_mb=300, patience=5.0)


def with_pool(act: Callable[[Pool], Awaitable[None]], settings: Settings = FEW) -> None:
    """Do something with a pool that is stopped afterwards."""

    async def run() -> None:
        pool = Pool(GRAPHS, settings)
        await pool.start()
        try:
            await act(pool)
        finally:
            await pool.stop()

    asyncio.run(run())


def makers() -> set[int]:
    """The processes that this one has started to make workers."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, stat = (folder / "cmdline").read_bytes(), (folder / "stat").read_text("utf-8")
        except OSError:
            continue
        if b"kgqa.server.worker" in command and int(stat.rsplit(")", 1)[1].split()[1]) == os.getpid():
            found.add(int(folder.name))
    return found


def test_a_worker_that_is_too_slow_or_dies_is_replaced_at_once() -> None:
    """The one worker is there again for the next query."""

    async def act(pool: Pool) -> None:
        for _ in range(3):
            with pytest.raises(TooSlow):
                await pool.run(SLOW)
            with pytest.raises(Died):
                await pool.run(DEEP)
            started = time.perf_counter()
            assert (await pool.run(CHEAP)).kind == "boolean"
            assert time.perf_counter() - started < 2

    with_pool(act)


def test_a_query_waits_for_a_worker_no_longer_than_it_should() -> None:
    """Then the pool is busy."""

    async def act(pool: Pool) -> None:
        slow = asyncio.create_task(pool.run(SLOW))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await pool.run(CHEAP)
        with pytest.raises(TooSlow):
            await slow

    with_pool(act, Settings(workers=1, seconds=2.0, memory_mb=300, patience=0.1))


def test_a_query_that_nobody_waits_for_is_ended() -> None:
    """Its worker is replaced, so that no half reply is read by the next."""

    async def act(pool: Pool) -> None:
        slow = asyncio.create_task(pool.run(SLOW))
        await asyncio.sleep(0.1)
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        assert (await pool.run(CHEAP)).kind == "boolean"

    with_pool(act)


def test_workers_are_made_again_when_their_maker_dies() -> None:
    """Killed, as a system without memory does."""

    others = makers()

    async def act(pool: Pool) -> None:
        (maker,) = makers() - others
        os.kill(maker, signal.SIGKILL)
        with pytest.raises(Died):
            await pool.run(DEEP)
        assert (await pool.run(CHEAP)).kind == "boolean"
        assert makers() - others - {maker}

    with_pool(act, Settings(workers=1, memory_mb=300))


def test_nothing_is_left_behind() -> None:
    """No process and no file."""
    others, folders = makers(), set(Path(tempfile.gettempdir()).glob("kgqa-*"))

    async def act(pool: Pool) -> None:
        await pool.run(CHEAP)
        made.update(set(Path(tempfile.gettempdir()).glob("kgqa-*")) - folders)

    made: set[Path] = set()
    with_pool(act)
    assert makers() == others
    assert made and not all(folder.exists() for folder in made)


def test_a_graph_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Before any worker is made."""
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no Turtle", encoding="utf-8")

    async def run() -> None:
        with pytest.raises(GraphError, match="cannot be read"):
            await Pool([broken], FEW).start()

    asyncio.run(run())
