"""The tokenizer of the encoder: byte-level, so that no character is unknown.

Byte pair encoding (Sennrich, Haddow and Birch 2016) over lower-cased words, numbers and Chinese runs; a token
has at most twelve bytes, four Chinese characters, so that long phrases share their parts with short ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

_LONGEST_TOKEN = 12  # bytes
_LEAST_FREQUENT = 3
_SAMPLE = 80_000


def train_tokenizer(texts: Iterable[str], size: int, seed: int) -> Tokenizer:
    """A tokenizer with ``size`` tokens, made from a sample of texts."""
    sample = sorted(set(texts))
    random.Random(seed).shuffle(sample)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\s+"), "removed"),
            pre_tokenizers.Split(Regex(r"[\p{P}\p{S}]"), "removed"),
            pre_tokenizers.Split(Regex(r"\d+"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=_LEAST_FREQUENT,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=_LONGEST_TOKEN,
        show_progress=False,
    )
    tokenizer.train_from_iterator(sample[:_SAMPLE], trainer)
    return tokenizer
