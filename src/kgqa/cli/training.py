"""``kgqa train``: the sentence encoder that search uses, from corpora, the graph and the lexicon."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from kgqa.cli.session import Session
from kgqa.cli.terminal import say
from kgqa.resources import ontology_dir

_WORD_LISTS = ("cc_cedict", "chinese_open_wordnet_synsets")


def train(
    context: typer.Context,
    corpora: Annotated[
        Path, typer.Argument(metavar="CORPORA", help="The folder with the corpora (.tsv.gz).")
    ],
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the model is written.")
    ] = Path("encoder"),
    epochs: Annotated[float, typer.Option(metavar="N", help="How often the pairs are seen.")] = 4.0,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same model.")] = 7,
) -> None:
    """Train the encoder of search; a run that was broken off goes on from its last checkpoint.

    Needs the packages of the extra "train": pip install 'kgqa[train]'.
    """
    from kgqa.linking.lexicon import load_lexicon
    from kgqa.training.corpus import read_corpus
    from kgqa.training.encoder import Settings
    from kgqa.training.encoder import train as learn
    from kgqa.training.everyday import everyday_pairs, load_everyday
    from kgqa.training.graph_pairs import graph_pairs
    from kgqa.training.tokens import train_tokenizer

    session: Session = context.obj
    settings = Settings(epochs=epochs, seed=seed)
    corpus = read_corpus(corpora)
    templates = tomllib.loads((ontology_dir() / "training.toml").read_text(encoding="utf-8"))["questions"]
    lexicon = load_lexicon([ontology_dir() / "lexicon.ttl"])
    terms = load_everyday(ontology_dir() / "everyday.jsonl")
    own = graph_pairs(session.copy(), lexicon, terms, templates, seed)
    own["everyday"] = everyday_pairs(terms, corpus.sentences, seed)
    say(
        f"{sum(map(len, corpus.pairs.values()))} pairs of corpora, {sum(map(len, own.values()))} of the graph"
    )
    texts = [
        t for name in corpus.pairs if name not in _WORD_LISTS for pair in corpus.pairs[name] for t in pair
    ]
    texts += [text for pairs in own.values() for pair in pairs for text in pair]
    say("training the tokenizer")
    tokenizer = train_tokenizer(texts, settings.vocabulary, seed)
    learn({**corpus.pairs, **own}, tokenizer, folder, settings, say)
    say(f"wrote {folder}")
