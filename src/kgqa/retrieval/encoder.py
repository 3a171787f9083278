"""What the index asks of a sentence encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts of any language into vectors that are close when the texts mean the same."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row for each text, of the same width for all calls; rows need not have unit length."""
