"""The cache folder: what can be computed again from the graph and the model, kept between runs.

It is ``KGQA_CACHE``, or ``kgqa`` below ``XDG_CACHE_HOME`` or ``~/.cache``. Files are named by a digest of
what they depend on, so nothing in it is ever out of date; a folder that cannot be written keeps nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def cached_vectors(key: str, size: int, compute: Callable[[], Matrix]) -> Matrix:
    """Vectors from the cache folder, or computed and put there.

    Args:
        key: what they depend on, the texts and the model.
        size: how many rows there must be.
    """
    path = _path(key, ".npy")
    try:
        found = np.load(path, allow_pickle=False)
        if found.ndim == 2 and len(found) == size:
            return np.asarray(found, dtype=np.float32)
    except (OSError, ValueError):
        pass
    rows = compute()
    written = io.BytesIO()
    np.save(written, rows, allow_pickle=False)
    _keep(path, written.getvalue())
    return rows


def cached_json(key: str) -> Any:
    """The value that was kept under a key, None when there is none that can be read."""
    try:
        return json.loads(_path(key, ".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep_json(key: str, value: Any) -> None:
    """Keep a value for :func:`cached_json`."""
    _keep(_path(key, ".json"), json.dumps(value, ensure_ascii=False).encode("utf-8"))


def _path(key: str, ending: str) -> Path:
    folder = os.environ.get("KGQA_CACHE") or os.environ.get("XDG_CACHE_HOME")
    base = Path(folder) / "kgqa" if folder else Path.home() / ".cache" / "kgqa"
    return base / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}{ending}"


def _keep(path: Path, content: bytes) -> None:
    """Write a file at once and whole; a folder that cannot be written is none of the caller's business."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=path.suffix, delete=False) as file:
            file.write(content)
        os.replace(file.name, path)
    except OSError:
        pass
