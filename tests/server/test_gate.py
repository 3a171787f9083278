"""One address cannot take everything."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request

from kgqa.server.gate import Gate
from kgqa.server.problems import Problem


def visitor(address: str) -> Request:
    """A request from an address."""
    return Request({"type": "http", "client": (address, 1), "headers": []})


def test_an_address_waits_for_its_turn_and_others_do_not() -> None:
    """The first of two is inside; the second waits; another address passes."""

    async def act() -> list[str]:
        gate, order, leave = Gate(1, 1, 5.0), [], asyncio.Event()

        async def first() -> None:
            async with gate.turn(visitor("192.0.2.1")):
                order.append("first in")
                await leave.wait()
            order.append("first out")

        async def second() -> None:
            async with gate.turn(visitor("192.0.2.1")):
                order.append("second in")

        tasks = [asyncio.create_task(first()), asyncio.create_task(second())]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        async with gate.turn(visitor("192.0.2.2")):
            order.append("another in")
        leave.set()
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(act()) == ["first in", "another in", "first out", "second in"]


@pytest.mark.parametrize(("waiting", "status"), [(0, 429), (1, 503)])
def test_too_many_are_refused(waiting: int, status: int) -> None:
    """429 where none may wait any more, 503 where the turn does not come; both say when to try again."""

    async def act() -> Problem:
        gate = Gate(1, waiting, 0.05)
        async with gate.turn(visitor("192.0.2.1")):
            with pytest.raises(Problem) as refused:
                async with gate.turn(visitor("192.0.2.1")):
                    raise AssertionError("the second got in")
        async with gate.turn(visitor("192.0.2.1")):
            return refused.value

    problem = asyncio.run(act())
    assert (problem.status, problem.headers) == (status, {"Retry-After": "2"})
