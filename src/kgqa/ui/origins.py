"""Who read each fact of an answer: the machine, or a person who confirmed, corrected or added it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import CODE
from kgqa.ui.contract import Answer
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_FACTS = """SELECT ?fact ?origin ?value ?thing (MIN(?quote) AS ?words) WHERE {{ VALUES ?fact {{ {facts} }}
  ?fact dp:origin ?origin OPTIONAL {{ ?fact dp:statedIn/dp:quote ?quote }}
  BIND(EXISTS {{ ?fact a dp:Observation ; dp:value ?number }} AS ?value)
  BIND(EXISTS {{ ?fact a/rdfs:subClassOf* dp:NamedThing }} AS ?thing) }}
GROUP BY ?fact ?origin ?value ?thing ORDER BY ?fact ?origin"""


@dataclass(frozen=True)
class Told:
    """A fact of an answer: its words in the report or its name, and who read it, in the reader's language.

    Only values and named things can be corrected in the app; all else is mended in the review layer.
    """

    iri: str
    words: str
    origin: str
    is_reviewed: bool
    is_correctable: bool


def told_facts(answer: Answer, workspace: Workspace, texts: Texts) -> list[Told]:
    """The facts that an answer uses and the things it names, in the order of the answer."""
    used, linked = workspace.facts.used(answer)
    items = {i["iri"]: i.get("label", "") for i in answer["answers"] if i.get("iri")}
    iris = [iri for iri in dict.fromkeys((*items, *used, *(() if used else linked))) if _is_safe(iri)]
    rows = workspace.store.select(_FACTS.format(facts=" ".join(f"<{iri}>" for iri in iris))) if iris else ()
    found = {row["fact"]: row for row in rows}
    return [_told(found[iri], items.get(iri, ""), workspace, texts) for iri in iris if iri in found]


def _told(row: Mapping[str, str], label: str, workspace: Workspace, texts: Texts) -> Told:
    code, is_thing = local_name(row["origin"]), row["thing"] == "true"
    return Told(
        iri=row["fact"],
        words=(label if is_thing else "") or row.get("words", "") or label,
        origin=workspace.name(f"{CODE}{code}", texts.language),
        is_reviewed=code != "machine",
        is_correctable=is_thing or row["value"] == "true",
    )


def _is_safe(iri: str) -> bool:
    return not set(iri) & set('<>"{}|\\^` ')
