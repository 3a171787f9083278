"""Who read each fact of an answer: the machine, or a person who confirmed, corrected or added it."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.feedback.corrections import Correctable, correctable
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import CODE
from kgqa.ui.contract import Answer
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_MOST_CORRECTABLE = 30
_FACTS = """SELECT ?fact ?origin (MIN(?quote) AS ?words) WHERE {{ VALUES ?fact {{ {facts} }}
  ?fact dp:origin ?origin OPTIONAL {{ ?fact dp:statedIn/dp:quote ?quote }} }}
GROUP BY ?fact ?origin ORDER BY ?fact ?origin"""


@dataclass(frozen=True)
class Told:
    """A fact of an answer: its words in the report or its name, and who read it, in the reader's language.

    ``correctable`` is None for what only the review layer itself can mend, and in long answers.
    """

    words: str
    origin: str
    reviewed: bool
    correctable: Correctable | None


def told_facts(answer: Answer, workspace: Workspace, texts: Texts) -> list[Told]:
    """The facts that an answer uses and the things it names, in the order of the answer."""
    used, linked = workspace.facts.used(answer)
    items = {i["iri"]: i.get("label", "") for i in answer["answers"] if i.get("iri")}
    iris = [iri for iri in dict.fromkeys((*items, *used, *(() if used else linked))) if _is_safe(iri)]
    rows = workspace.store.select(_FACTS.format(facts=" ".join(f"<{iri}>" for iri in iris))) if iris else ()
    found = {row["fact"]: row for row in rows}
    told = []
    for iri in (one for one in iris if one in found):
        row = found[iri]
        can = correctable(iri, workspace.store) if len(told) < _MOST_CORRECTABLE else None
        is_thing = can is not None and can.record == "entity"
        words = items.get(iri, "") if is_thing else row.get("words", "") or items.get(iri, "")
        code = local_name(row["origin"])
        origin = workspace.name(f"{CODE}{code}", texts.language)
        told.append(Told(words, origin, code != "machine", can))
    return told


def _is_safe(iri: str) -> bool:
    return bool(iri) and not set(iri) & set('<>"{}|\\^` ')
