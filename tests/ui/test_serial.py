"""Caches tell stores apart by numbers that are given once."""

from kgqa.graph.store import Store
from kgqa.ui.indicators_page import shared_rows
from kgqa.ui.serial import serial
from tests.engine.engines import library, shipped


def test_an_object_keeps_its_number() -> None:
    """Two stores that hold the same are two."""
    one, other = Store([]), Store([])
    assert serial(one) == serial(one) != serial(other)


def test_a_number_is_not_given_again_when_its_object_is_gone() -> None:
    """As an address would be."""
    assert len({serial(Store([])) for _ in range(50)}) == 50


def test_a_page_shows_the_store_that_it_is_given() -> None:
    """Not the one before it."""
    ours, theirs = shared_rows(shipped().copy), shared_rows(library().copy)
    assert ours != theirs
    assert shared_rows(shipped().copy) == ours
