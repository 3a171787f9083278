"""``kgqa calibrate``: the model that ranks readings, learnt from golden questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.cli.options import GraphOption
from kgqa.cli.terminal import progress, say
from kgqa.resources import ontology_dir


def calibrate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE.jsonl...", help="Golden questions; two files or more.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="By default ranking.json of the ontology."),
    ] = None,
    graph: GraphOption = None,
) -> None:
    """Learn how readings are ranked, and from which probability on one is an answer.

    Each file is held out once: the limits are chosen, and the figures told, on questions that the weights
    have not seen. Learns one model for search by meaning and one for words alone.
    """
    from kgqa.engine import open_engine
    from kgqa.evaluation import load_golden
    from kgqa.graph.opening import graph_files
    from kgqa.ranking.model import FILE, WITH_ENCODER, WITHOUT_ENCODER
    from kgqa.retrieval.encoder import load_encoder
    from kgqa.training.ranking import calibrate as learn
    from kgqa.training.ranking import collect, write

    questions = {file.stem: load_golden(file) for file in files}
    models = {}
    for name, encoder in ((WITH_ENCODER, load_encoder), (WITHOUT_ENCODER, lambda: None)):
        say(name)
        engine = open_engine(graph_files(graph), encoder=encoder)
        examples = [
            example
            for file, asked in questions.items()
            for example in collect(engine, file, progress(asked, f"questions of {file} read"))
        ]
        models[name] = learn(examples, say)
    path = output or ontology_dir() / FILE
    write(models, path)
    say(f"wrote {path}")
