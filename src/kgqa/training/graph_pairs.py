"""Pairs from the graph and the lexicon: names against names, questions against clauses that answer them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kgqa.graph.store import Store
from kgqa.linking.lexicon import Lexicon
from kgqa.training.corpus import Pair
from kgqa.training.everyday import Everyday

Names = Mapping[str, Mapping[str, Sequence[str]]]

_WORD_KINDS = ("SynonymSet", "ClassWord", "StatusCue")
_LABELS = """SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {
  VALUES ?property { skos:prefLabel dct:title skos:altLabel } ?thing ?property ?label }
  ORDER BY (?property = skos:altLabel) ?label"""
_STATED = """SELECT DISTINCT ?fact ?thing ?quote ?year ?heading WHERE {
  VALUES ?property { dp:indicator dp:about dp:of dp:recipient dp:honourTitle dp:member dp:mentions }
  ?fact dp:statedIn/dp:quote ?quote ; dp:year ?year ; ?property ?thing
  OPTIONAL { ?fact dp:underHeading/dct:title ?heading FILTER(LANG(?heading) = "zh") } }
  ORDER BY ?fact ?thing ?quote"""
_LONGEST_CLAUSE = 160
_NAMES_PER_FACT = 4


def graph_pairs(
    store: Store,
    lexicon: Lexicon,
    everyday: Sequence[Everyday],
    templates: Mapping[str, Sequence[str]],
    seed: int,
) -> dict[str, tuple[Pair, ...]]:
    """Pairs by what they teach: ``names``, ``lexicon``, ``facts``.

    ``templates`` are questions by language, with the gaps ``{name}`` and ``{year}``; things are asked for by
    their names and by the ``everyday`` words for them.
    """
    names = _names(store, everyday)
    return {
        "names": tuple(dict.fromkeys(_alike(names))),
        "lexicon": tuple(dict.fromkeys(_synonyms(lexicon))),
        "facts": tuple(dict.fromkeys(_asked(store, names, templates, random.Random(seed)))),
    }


def _names(store: Store, everyday: Sequence[Everyday]) -> Names:
    said = {term.name: term for term in everyday}
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.select(_LABELS):
        own = found[row["thing"]]["en" if row["language"] == "en" else "zh"]
        if row["label"] not in own:
            own.append(row["label"])
    for own_names in found.values():
        for label in tuple(own_names["zh"]):
            if label in said:
                own_names["zh"] += said[label].zh
                own_names["en"] += said[label].en
    return found


def _alike(names: Names) -> list[Pair]:
    pairs: list[Pair] = []
    for thing in sorted(names):
        zh, en = names[thing].get("zh", []), names[thing].get("en", [])
        pairs += [(zh[0], other) for other in zh[1:]]
        pairs += [(zh[0], other) for other in en if zh]
        pairs += [(other, en[0]) for other in zh[1:4] if en]
    return pairs


def _synonyms(lexicon: Lexicon) -> list[Pair]:
    pairs: list[Pair] = []
    for entry in lexicon.entries:
        if entry.kind in _WORD_KINDS and entry.zh:
            pairs += [(entry.zh[0], other) for other in (*entry.zh[1:], *entry.en)]
    return pairs


def _asked(
    store: Store, names: Names, templates: Mapping[str, Sequence[str]], chance: random.Random
) -> list[Pair]:
    pairs: list[Pair] = []
    for row in store.select(_STATED):
        if len(row["quote"]) > _LONGEST_CLAUSE:
            continue
        answer = f"{row.get('heading', '')} {row['quote']}".strip()
        for language, questions in sorted(templates.items()):
            own = names.get(row["thing"], {}).get(language, [])
            for name in chance.sample(list(own), min(_NAMES_PER_FACT, len(own))):
                pairs.append((chance.choice(list(questions)).format(name=name, year=row["year"]), answer))
    return pairs
