"""Numbers by which caches tell objects apart.

The address of an object (``id``) is given to another one once the first is gone, as the store of the graph is
when the graph was built anew; a cache that goes by it would then show what the old one held.
"""

from __future__ import annotations

import itertools
import threading
from weakref import WeakKeyDictionary

_NEXT = itertools.count()
_NUMBERS: WeakKeyDictionary[object, int] = WeakKeyDictionary()
_NUMBERING = threading.Lock()


def serial(thing: object) -> int:
    """The number of an object, which no other object of the process ever has."""
    with _NUMBERING:
        if thing not in _NUMBERS:
            _NUMBERS[thing] = next(_NEXT)
        return _NUMBERS[thing]
