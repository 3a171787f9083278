"""A store on disk (Oxigraph over RocksDB): opened without reading it whole, by many processes at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kgqa.errors import GraphError, UsageError
from kgqa.graph.store import Store

_MARK = "CURRENT"  # the file that every RocksDB folder has


class DiskStore(Store):
    """A folder that :func:`write_store` wrote; opened to be read only, so other processes may have it too."""

    def __init__(self, folder: Path) -> None:
        if not holds_store(folder):
            raise GraphError(f"{folder} holds no store; build it with: kgqa load --to {folder}")
        try:
            self._store = ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            raise GraphError(
                f"the store in {folder} cannot be opened: {' '.join(str(error).split())}; "
                f"build it again with: kgqa load --to {folder}"
            ) from error


def holds_store(folder: Path) -> bool:
    """Whether a folder is one that :func:`write_store` wrote."""
    return (folder / _MARK).is_file()


def write_store(folder: Path, quads: Iterable[ox.Quad]) -> None:
    """Write a store beside the folder and put it in its place, where an earlier store may lie.

    Processes that have the earlier one open keep it until they end.

    Raises:
        UsageError: the folder holds something else, or cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and not holds_store(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} holds something else than a store; name another folder")
    draft, earlier = (folder.parent / f".{folder.name}.{os.getpid()}.{part}" for part in ("part", "old"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            _fill(draft, quads)
            if folder.exists():
                folder.rename(earlier)
            draft.rename(folder)
        finally:
            if earlier.exists() and not folder.exists():
                earlier.rename(folder)
            shutil.rmtree(draft, ignore_errors=True)
            shutil.rmtree(earlier, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}; name another folder") from error


def _fill(folder: Path, quads: Iterable[ox.Quad]) -> None:
    """The store is closed when this returns: only then may its folder be moved."""
    store = ox.Store(str(folder))
    store.bulk_extend(quads)
    store.flush()
    store.optimize()
