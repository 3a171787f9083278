"""A small model is trained, written, and read alike by two libraries; the shipped one is what search uses."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from kgqa.resources import encoder_dir
from kgqa.retrieval.dense import encode_unit
from kgqa.retrieval.encoder import StaticEncoder
from kgqa.training.encoder import Settings, train
from kgqa.training.tokens import train_tokenizer

ZH = ("道路", "公园", "学校", "医院", "河流", "桥梁", "工厂", "市场")
EN = ("road", "park", "school", "hospital", "river", "bridge", "factory", "market")
TEXTS = ("新建道路25条", "What was the growth of retail sales?", "  ", "，。", "PM2.5下降2.3%", "🙂漢字")

PAIRS = tuple(zip(ZH, EN, strict=True))
SETTINGS = Settings(width=32, widths=(32, 16), epochs=60, batch=8, learning_rate=0.05, seed=1, checkpoint=20)
BROKEN_OFF = """
import os, sys
from pathlib import Path
from tokenizers import Tokenizer
from kgqa.training.encoder import train
from tests.training.test_encoder import PAIRS, SETTINGS

def stop(event, arguments):
    if event == "os.mkdir" and "checkpoint-40" in str(arguments[0]):
        os._exit(9)

sys.addaudithook(stop)
train({"words": PAIRS}, Tokenizer.from_file(sys.argv[2]), Path(sys.argv[1]), SETTINGS)
"""


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """A tokenizer of the words below."""
    return train_tokenizer([*ZH, *EN] * 4, 400, seed=1)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer) -> Path:
    """A model that has seen eight pairs many times."""
    folder = tmp_path_factory.mktemp("encoder")
    train({"words": PAIRS}, tokenizer, folder, SETTINGS)
    return folder


def test_what_was_seen_together_is_near(trained: Path) -> None:
    """Each Chinese word finds its English one."""
    model = StaticEncoder(trained)
    near = encode_unit(model, ZH) @ encode_unit(model, EN).T
    assert list(near.argmax(axis=1)) == list(range(len(ZH)))
    assert sorted(p.name for p in trained.iterdir()) == [
        "config.json",
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    ]


def test_a_broken_run_goes_on_where_it_stood(tmp_path: Path, tokenizer: Tokenizer, trained: Path) -> None:
    """The process dies when it begins its second checkpoint; the next one starts from the first."""
    told: list[str] = []
    folder, words = tmp_path / "encoder", tmp_path / "tokenizer.json"
    tokenizer.save(str(words))
    command = [sys.executable, "-c", BROKEN_OFF, str(folder), str(words)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 9
    assert not (folder / "model.safetensors").exists()
    train({"words": PAIRS}, tokenizer, folder, SETTINGS, told.append)
    assert any("goes on from step 20" in line for line in told)
    own, whole = (encode_unit(StaticEncoder(path), ZH) for path in (folder, trained))
    assert np.allclose(own, whole, atol=1e-2)


def test_no_character_is_unknown(tokenizer: Tokenizer) -> None:
    """Bytes stand for what was never seen; nothing but blanks and marks has no token."""
    assert [bool(tokenizer.encode(text).ids) for text in TEXTS] == [True, True, False, False, True, True]


def test_two_libraries_read_equal_vectors_from_the_shipped_model() -> None:
    """model2vec and sentence-transformers give what search uses, but for the rounding of half floats."""
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

    texts = [text for text in TEXTS if text.strip(" ，。")]
    own = encode_unit(StaticEncoder(encoder_dir()), texts)
    model2vec = StaticModel.from_pretrained(encoder_dir()).encode(texts, max_length=None)
    transformers = SentenceTransformer(str(encoder_dir()), device="cpu").encode(texts)
    for other in (model2vec, transformers):
        assert np.allclose(own, np.asarray(other, dtype=np.float32), atol=2e-3)


def test_the_shipped_model_is_small_and_has_a_card() -> None:
    """At most 30 MB; the card names data, licences and how to train it again."""
    folder = encoder_dir()
    assert sum(p.stat().st_size for p in folder.iterdir()) < 30_000_000
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("CC BY-SA 4.0", "kgqa train", "license:"))
