"""Questions made from the grammar over the graph, each with its form: does the engine find its way back?

What they show is robustness (no error, no wrong link, aliases, spellings), not understanding: whoever makes
them has the same words as the engine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from kgqa.engine import Engine
from kgqa.evaluation.generated.drawing import WEIGHTS, Drawer
from kgqa.evaluation.generated.outcome import CAUSES, VERDICTS, Asker, Outcome, Tally, tallies
from kgqa.evaluation.generated.speaking import Draft, Speaker, Spoken, load_frames
from kgqa.resources import ontology_dir

__all__ = [
    "CAUSES",
    "VERDICTS",
    "WEIGHTS",
    "Asker",
    "Draft",
    "Outcome",
    "Spoken",
    "Tally",
    "generate",
    "tallies",
]

_LANGUAGES = ("zh", "zh", "en")  # Chinese twice as often


def generate(
    engine: Engine, number: int, seed: int = 0, kinds: Sequence[str] = tuple(WEIGHTS)
) -> Iterator[Spoken]:
    """Distinct questions, the same for the same seed and graph."""
    rng = random.Random(seed)
    drawer = Drawer(engine, rng)
    frames = load_frames(ontology_dir() / "frames.toml")
    speakers = {lang: Speaker(engine, frames[lang], lang, rng) for lang in dict.fromkeys(_LANGUAGES)}
    asked: set[str] = set()
    weights = [WEIGHTS[k] for k in kinds]
    for _ in range(number * 20):
        if len(asked) == number:
            return
        draft = drawer.draw(rng.choices(kinds, weights)[0])
        speaker = speakers[rng.choice(_LANGUAGES)]
        if draft is None or not speaker.can_say(draft):
            continue
        spoken = speaker.say(draft)
        if spoken.question not in asked:
            asked.add(spoken.question)
            yield spoken
