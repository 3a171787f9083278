"""The sentence encoder of search: the shipped static model, or any other that the user names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kgqa.errors import GraphError
from kgqa.resources import encoder_dir

Matrix = NDArray[np.float32]
VARIABLE = "KGQA_ENCODER"
_NONE = "none"  # the variable's value that switches search by meaning off


@dataclass(frozen=True, eq=False)
class Tokens:
    """Tokens of texts: for each text the places of its tokens in a table of vectors."""

    ids: tuple[NDArray[np.intp], ...]
    table: Matrix


class Encoder(Protocol):
    """Turns texts of any language into vectors that are close when the texts mean the same."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row for each text, of the same width for all calls; rows need not have unit length."""

    def tokens(self, texts: Sequence[str]) -> Tokens | None:
        """The tokens of each text, or None when they have no vectors of their own."""


class StaticEncoder:
    """A static model: the mean of one vector for each token.

    It reads the files of model2vec itself, with numpy: that library first loads a client of a model hub,
    which takes longer than a search.

    Raises:
        OSError, KeyError, ValueError: the folder holds no such model.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._vectors = load_file(folder / "model.safetensors")["embeddings"].astype(np.float32)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row for each text; a text without any token has the zero vector."""
        rows = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                rows[row] = self._vectors[encoding.ids].mean(axis=0)
        return rows

    def tokens(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text; none for a text of blanks and marks."""
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return Tokens(tuple(np.array(e.ids, dtype=np.intp) for e in found), self._vectors)

    def words(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the tokens of two characters and more stand: words common enough to have been learnt."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return tuple((start, end) for start, end in found.offsets if end - start > 1)


class TransformerEncoder:
    """Any model of sentence-transformers, on the GPU where there is one."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(name)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row for each text."""
        return np.asarray(self._model.encode(list(texts), show_progress_bar=False), dtype=np.float32)

    def tokens(self, texts: Sequence[str]) -> None:
        """None: what a token means depends on its text."""


def load_encoder() -> tuple[Encoder, str] | None:
    """The encoder that ``KGQA_ENCODER`` names, the shipped one otherwise, and a text that tells models apart.

    None when the variable says ``none``.

    Raises:
        GraphError: the model cannot be loaded, or there is none in the checkout or the package.
    """
    name = os.environ.get(VARIABLE, "")
    if name == _NONE:
        return None
    if not name:
        folder = encoder_dir()
        return StaticEncoder(folder), _digest(folder)
    folder = Path(name)
    try:
        if _is_static(folder):
            return StaticEncoder(folder), _digest(folder)
        return TransformerEncoder(name), _digest(folder) if folder.is_dir() else name
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise GraphError(f"{VARIABLE}={name}: no model could be loaded from it ({error})") from error


def _is_static(folder: Path) -> bool:
    return (folder / "model.safetensors").is_file() and '"StaticModel"' in _text(folder / "config.json")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _digest(folder: Path) -> str:
    """Names and sizes of a model's files with the digest of its weights."""
    told = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".safetensors", ".json")):
        told.update(path.name.encode())
        told.update(path.read_bytes())
    return told.hexdigest()
