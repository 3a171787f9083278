"""Trains the static encoder that ships with the project and writes it in the form that two libraries read.

Each token has one vector and a text has their mean; Wieting et al. (2016) show how far that carries for
paraphrases. The vectors are learnt by in-batch contrast (multiple negatives ranking, Henderson et al. 2017),
in both directions, at several widths at once (Matryoshka, Kusupati et al. 2022).
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgqa.training.corpus import Pair

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Progress = Callable[[str], None]
# How often the pairs of a table are seen in an epoch; 1 where nothing is said.
_WEIGHTS = {
    "cc_cedict": 0.5,
    "chinese_open_wordnet_synsets": 0.5,
    "names": 2.0,
    "lexicon": 3.0,
    "facts": 3.0,
    "everyday": 3.0,
    "gwr_zh_en_2008_2022": 3.0,
    "gwr_zh_en_2024_2026": 3.0,
    "cmrc2018_trial_dev": 2.0,
    "xquad_zh_en": 2.0,
}
# These tables go as one: in-batch contrast needs a batch of different texts, and a small table has too few.
_GRAPH = frozenset({"names", "lexicon", "facts", "everyday"})

_WRITTEN_LAST = "trainer_state.json"  # of the files of a checkpoint


@dataclass(frozen=True)
class Settings:
    """What shapes a training run; the defaults are those of the shipped model."""

    vocabulary: int = 32_000
    width: int = 256
    widths: tuple[int, ...] = (256, 128, 64)
    epochs: float = 4.0
    batch: int = 1024
    learning_rate: float = 0.05
    scale: float = 20.0
    seed: int = 7
    checkpoint: int = 500  # steps from one checkpoint to the next


def train(
    pairs: Mapping[str, tuple[Pair, ...]],
    tokenizer: Tokenizer,
    folder: Path,
    settings: Settings,
    progress: Progress = lambda _: None,
) -> None:
    """Train on pairs and write the model to a folder; a run that was broken off goes on where it stood.

    Args:
        pairs: texts that mean the same, by table.
        folder: gets ``model.safetensors``, ``tokenizer.json`` and the files that name them; checkpoints lie
            in ``folder/checkpoints`` until the run is done.
    """
    import torch
    from datasets import Dataset
    from sentence_transformers import (
        SentenceTransformer,
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )
    from sentence_transformers.base.sampler import BatchSamplers
    from sentence_transformers.sentence_transformer.losses import (
        MatryoshkaLoss,
        MultipleNegativesRankingLoss,
    )
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(settings.seed)
    static = StaticEmbedding(tokenizer, embedding_dim=settings.width)
    with torch.no_grad():
        static.embedding.weight.normal_(std=settings.width**-0.5)
    model = SentenceTransformer(modules=[static], device="cpu")
    chance = random.Random(settings.seed)
    tables = {
        name: Dataset.from_dict(dict(zip(("anchor", "positive"), zip(*own, strict=True), strict=True)))
        for name, own in _tables(pairs, chance).items()
    }
    progress(f"{sum(map(len, tables.values()))} pairs an epoch from {len(tables)} tables")
    loss = MatryoshkaLoss(
        model,
        MultipleNegativesRankingLoss(
            model,
            scale=settings.scale,
            directions=("query_to_doc", "doc_to_query"),
            partition_mode="per_direction",
        ),
        matryoshka_dims=list(settings.widths),
    )
    checkpoints = folder / "checkpoints"
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(checkpoints),
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=settings.batch,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="linear",
        warmup_steps=100,
        weight_decay=0.0,
        seed=settings.seed,
        data_seed=settings.seed,
        save_steps=settings.checkpoint,
        save_total_limit=1,
        logging_steps=100,
        report_to="none",
        use_cpu=True,
        dataloader_drop_last=True,
        batch_sampler=BatchSamplers.NO_DUPLICATES,
    )
    trainer = SentenceTransformerTrainer(model=model, args=arguments, train_dataset=tables, loss=loss)
    last = _last(checkpoints)
    if last:
        progress(f"goes on from step {last.name.removeprefix('checkpoint-')}")
    trainer.train(resume_from_checkpoint=str(last) if last else None)
    save(static.embedding.weight.detach().numpy(), tokenizer, folder)
    shutil.rmtree(checkpoints, ignore_errors=True)


def save(vectors: Any, tokenizer: Tokenizer, folder: Path) -> None:
    """Write vectors, one row a token, and tokenizer as model2vec and sentence-transformers read them."""
    import numpy as np
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": np.ascontiguousarray(vectors.astype(np.float16))}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    width = int(vectors.shape[1])
    files = {
        "config.json": {
            "model_type": "model2vec",
            "architectures": ["StaticModel"],
            "hidden_dim": width,
            "normalize": True,
            "embedding_dtype": "float16",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"},
            {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "config_sentence_transformers.json": {"similarity_fn_name": "cosine"},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8", newline="\n")


def _last(checkpoints: Path) -> Path | None:
    """The newest checkpoint that was written to its end; a run can be broken off while it writes one."""
    whole = (p.parent for p in checkpoints.glob(f"checkpoint-*/{_WRITTEN_LAST}"))
    return max(whole, key=lambda p: int(p.name.removeprefix("checkpoint-")), default=None)


def _tables(pairs: Mapping[str, tuple[Pair, ...]], chance: random.Random) -> dict[str, list[Pair]]:
    """The pairs of one epoch by table; a batch is drawn from one of them."""
    found: dict[str, list[Pair]] = {}
    for name, own in pairs.items():
        seen = _seen(own, _WEIGHTS.get(name, 1.0), chance)
        if seen:
            found.setdefault("graph" if name in _GRAPH else name, []).extend(seen)
    return found


def _seen(pairs: tuple[Pair, ...], weight: float, chance: random.Random) -> list[Pair]:
    """The pairs of one epoch: all of them as often as their weight says, the rest by chance."""
    whole, rest = divmod(weight, 1)
    return [*list(pairs) * int(whole), *chance.sample(pairs, int(len(pairs) * rest))]
