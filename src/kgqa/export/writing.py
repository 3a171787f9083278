"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from kgqa.errors import UsageError


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; what was there stays until then.

    Raises:
        UsageError: the path cannot be written.
    """
    draft = path.parent / f".kgqa-{uuid4().hex}.part"  # no longer than the name of a file may be
    try:
        try:
            draft.write_bytes(content)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}; name another file") from error
