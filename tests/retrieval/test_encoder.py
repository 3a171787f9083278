"""Which encoder is used, and that its vectors are kept."""

from pathlib import Path

import numpy as np
import pytest

from kgqa.errors import GraphError
from kgqa.resources import encoder_dir
from kgqa.retrieval.cache import cached_vectors
from kgqa.retrieval.encoder import Matrix, StaticEncoder, TransformerEncoder, load_encoder
from kgqa.retrieval.index import PassageIndex
from kgqa.retrieval.passages import Passage


def test_the_shipped_encoder_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by its folder it is the same, with the same digest."""
    monkeypatch.delenv("KGQA_ENCODER", raising=False)
    shipped = load_encoder()
    monkeypatch.setenv("KGQA_ENCODER", str(encoder_dir()))
    named = load_encoder()
    assert shipped
    assert named
    assert isinstance(shipped[0], StaticEncoder)
    assert isinstance(named[0], StaticEncoder)
    assert shipped[1] == named[1]
    monkeypatch.setenv("KGQA_ENCODER", "none")
    assert load_encoder() is None


def test_a_model_that_is_none_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, named in the message."""
    monkeypatch.setenv("KGQA_ENCODER", str(tmp_path))
    with pytest.raises(GraphError, match=f"KGQA_ENCODER={tmp_path}: no model could be loaded") as caught:
        load_encoder()
    assert "\n" not in str(caught.value)


def test_a_transformer_is_an_encoder_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Any model of sentence-transformers; its index is made once and kept apart from that of others."""
    save_transformer(tmp_path / "model")
    monkeypatch.setenv("KGQA_CACHE", str(tmp_path))
    monkeypatch.setenv("KGQA_ENCODER", str(tmp_path / "model"))
    loaded = load_encoder()
    assert loaded
    encoder, digest = loaded
    assert isinstance(encoder, TransformerEncoder)
    texts = ("新建道路25条", "引进省外资金119.7亿元")
    passages = tuple(Passage(f"e:{n}", "d", "1", n, n + 1, text, {}, {}) for n, text in enumerate(texts))
    for _ in range(2):
        index = PassageIndex(passages, encoder, {}, digest)
        assert index.search("新建道路25条", 1, by="meaning")[0].passage == passages[0]
    assert len(list((tmp_path / "kgqa").iterdir())) == 1


def save_transformer(folder: Path) -> None:
    """A transformer of one small layer, with the words of the shipped model, as a folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = PreTrainedTokenizerFast.from_pretrained(str(encoder_dir()), pad_token="[PAD]")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        pad_token_id=words.pad_token_id,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder / "base")
    words.save_pretrained(folder / "base")
    layers = [Transformer(str(folder / "base"), max_seq_length=64), Pooling(32, "mean")]
    SentenceTransformer(modules=layers, device="cpu").save(str(folder))


def test_vectors_are_computed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another key, another size or a broken file computes them again."""
    monkeypatch.setenv("KGQA_CACHE", str(tmp_path))
    calls: list[int] = []

    def compute() -> Matrix:
        calls.append(1)
        return np.ones((2, 3), dtype=np.float32)

    for key, size in (("a", 2), ("a", 2), ("b", 2), ("a", 2)):
        assert cached_vectors(key, size, compute).shape == (2, 3)
    assert len(calls) == 2
    for path in (tmp_path / "kgqa").iterdir():
        path.write_bytes(b"broken")
    cached_vectors("a", 2, compute)
    assert len(calls) == 3
    assert sorted(p.suffix for p in (tmp_path / "kgqa").iterdir()) == [".npy", ".npy"]


def test_a_cache_that_cannot_be_written_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The vectors are there all the same."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KGQA_CACHE", str(tmp_path / "file"))
    assert cached_vectors("a", 1, lambda: np.ones((1, 2), dtype=np.float32)).shape == (1, 2)
