"""What belongs into a picture: nodes of the network in the order in which they deserve room.

``levels`` sorts the nodes of a view into columns; without it the picture is a map, laid out by forces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import networkx as nx

from kgqa.errors import GraphError, UsageError
from kgqa.export.extract import Extract
from kgqa.export.focus import find, nearest, steps_from
from kgqa.export.network import Network
from kgqa.export.picture.words import LANGUAGES, Words, load_words
from kgqa.export.terms import Terms, name
from kgqa.export.wording import ENDS
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import DCT, DP, RDF

PURSUES, IMPLEMENTS, QUANTIFIED = f"{DP}pursues", f"{DP}implements", f"{DP}quantifiedBy"
_PART_OF, _MENTIONS = f"{DP}partOf", f"{DP}mentions"
_STATEMENT = f"{DP}Statement"
_FRAME = ("PlanDocument", "Section", "Heading")
_SUBJECTS = ("about", "of", "recipient", "relativeTo", "underHeading")
_GOAL, _MEASURE, _PROJECT, _TARGET = range(4)
_BRANCHES = 3
FACTS = 1
"""The column in which the facts behind an answer stand, between whom they are about and what they name."""


@dataclass(frozen=True)
class Answered:
    """A question with its answer, the spans of its evidence, the items of the answer and its query."""

    question: str
    text: str
    spans: frozenset[str]
    items: frozenset[str]
    query: str


@dataclass(frozen=True)
class Part:
    """The part of the graph that is asked for; the whole when nothing is given, one thing otherwise.

    ``focus`` with ``depth`` is a neighbourhood; with ``tree`` the tree keeps to what lies around it.
    """

    focus: str | None = None
    depth: int = 1
    category: str | None = None
    place: str | None = None
    tree: bool = False
    answered: Answered | None = None


@dataclass(frozen=True)
class View:
    """Nodes of a picture, best first.

    ``graph`` holds their links; only those whose property is one of ``relations`` are drawn, all when None.
    With ``folded`` a statement is no node: it is a link between the nodes that it names. Links that are
    ``implied`` by others are not drawn.
    """

    kind: str
    title: str
    graph: Network
    ranked: tuple[str, ...]
    subtitle: str = ""
    levels: Mapping[str, int] | None = None
    relations: frozenset[str] | None = None
    quoted: bool = False
    implied: frozenset[tuple[str, str]] = frozenset()
    folded: tuple[str, ...] = field(default=(), repr=False)


def view(whole: Extract, part: Part, words: Words) -> View:
    """What a part of the graph shows.

    Raises:
        UsageError: a name or class is unknown, or two parts are asked for at once.
        GraphError: nothing is left to draw.
    """
    if part.focus is not None:
        steps_from(part.focus, part.depth)
    chosen = [c for c, given in _ways(part) if given]
    if len(chosen) > 1:
        raise UsageError("give only one of focus, class, place, tree and question")
    make = chosen[0] if chosen else _whole
    found = make(whole, part, words)
    if not found.ranked:
        raise GraphError("nothing is left in that part; ask for another part, or build the graph first")
    return found if part.answered else replace(found, title=found.title[:1].upper() + found.title[1:])


def taken(whole: Extract, part: Part) -> Extract:
    """The data of a part: all that a picture of it would choose from, and what its statements name.

    Raises:
        UsageError: a name or class is unknown, or two parts are asked for at once.
        GraphError: nothing is left.
    """
    kept = set(view(whole, part, load_words(LANGUAGES[0], whole.terms)).ranked)
    links = whole.network.out_edges(kept, data=True)
    return whole.among(kept | {end for _, end, data in links if data["property"] in ENDS})


def _ways(part: Part) -> list[tuple[Callable[[Extract, Part, Words], View], bool]]:
    return [
        (_neighbourhood, part.focus is not None and not part.tree),
        (_class, part.category is not None),
        (_place, part.place is not None),
        (_tree, part.tree),
        (_answer, part.answered is not None),
    ]


def _whole(whole: Extract, part: Part, words: Words) -> View:
    """The things that most links and statements meet in; what only frames the text is folded too."""
    graph, terms = whole.network, whole.terms
    folded = [
        n
        for n, d in graph.nodes(data=True)
        if d["class"] in _FRAME or _STATEMENT in terms.lineage(terms.classes[n])
    ]
    ranked = sorted(set(graph) - set(folded), key=lambda n: (-graph.degree(n), n))
    title = words.say("whole", name=_subject(whole, words))
    return View("whole", title, graph, tuple(ranked), folded=tuple(folded))


def _subject(whole: Extract, words: Words) -> str:
    """The place that a single report is about; the number of several; a word for the graph without one."""
    graph = whole.network
    reports = [n for n, d in graph.nodes(data=True) if d["class"] == "PlanDocument"]
    places = [
        t for n in reports for _, t, d in graph.out_edges(n, data=True) if d["property"] == f"{DCT}spatial"
    ]
    if len(reports) == 1 and places:
        return words.of(graph.nodes[places[0]])
    return words.say("several_reports", count=len(reports)) if reports else words.say("no_report")


def _neighbourhood(whole: Extract, part: Part, words: Words) -> View:
    """What lies within some steps of a name; nearer things go first, then those with more links."""
    graph = whole.network
    centres = find(part.focus or "", graph, whole.terms)
    steps = _steps(graph, centres, part.depth)
    ranked = sorted(steps, key=lambda n: (steps[n], -graph.degree(n), n))
    title = words.say("focus", name=words.of(graph.nodes[centres[0]]))
    return View("focus", title, graph, tuple(ranked), _reach(part.depth, words))


def _reach(depth: int, words: Words) -> str:
    return words.say("step") if depth == 1 else words.say("steps", depth=depth)


def _steps(graph: Network, centres: Iterable[str], depth: int) -> dict[str, int]:
    """Distance of the nodes near some centres."""
    undirected = graph.to_undirected(as_view=True)
    steps: dict[str, int] = {}
    for centre in centres:
        for node, far in nx.single_source_shortest_path_length(undirected, centre, cutoff=depth).items():
            steps[node] = min(far, steps.get(node, far))
    return steps


def _class(whole: Extract, part: Part, words: Words) -> View:
    """The things of a class and of those below it, then what ties most of them together."""
    graph, terms = whole.network, whole.terms
    category = _category(part.category or "", terms)
    members = [n for n in graph if category in terms.lineage(terms.classes[n])]
    if not members:
        raise GraphError(f"the graph holds nothing of the class {part.category!r}; ask for another class")
    own = set(members)
    ties: dict[str, int] = defaultdict(int)
    for member in members:
        for other in set(graph.successors(member)) | set(graph.predecessors(member)):
            ties[other] += other not in own
    around = sorted((n for n, count in ties.items() if count > 1), key=lambda n: (-ties[n], n))
    ranked = sorted(members, key=lambda n: (-graph.degree(n), n))
    return View("class", words.say("class", name=words.label(category)), graph, (*ranked, *around))


def _category(wanted: str, terms: Terms) -> str:
    """The class with a label or local name."""
    names: dict[str, str] = {}
    for category in sorted(set(terms.parents) | set(terms.classes.values())):
        if category.startswith(DP):
            for known in (local_name(category), terms.zh(category), terms.en(category)):
                names.setdefault(known.casefold(), category)
    found = names.get(wanted.strip().casefold())
    if found is None:
        near = nearest(wanted.casefold(), names)
        hint = f"the nearest are {'、'.join(near)}" if near else "take one of the ontology"
        raise UsageError(f"no class is named {wanted!r}; {hint}")
    return found


def _place(whole: Extract, part: Part, words: Words) -> View:
    """A thing, its parts and theirs, and what is stated of each; parts stand in columns by their depth.

    That a part of a part lies in the whole too is not drawn again.
    """
    graph, terms = whole.network, whole.terms
    roots = find(part.place or "", graph, terms)
    inside = _parts(graph, roots)
    levels = {n: depth for depth, row in enumerate(nx.topological_generations(inside)) for n in row}
    order = sorted(levels, key=lambda n: (levels[n], -graph.degree(n), n))
    told = [sorted(_sources(graph, n, ENDS), key=lambda s: _text_order(graph, s)) for n in order]
    for node, statements in zip(order, told, strict=True):
        for statement in statements:
            levels.setdefault(statement, levels[node] + 1)
    ranked = dict.fromkeys(chain(order, _by_turns(told)))
    said = set(nx.transitive_reduction(inside).edges)
    implied = frozenset((part_, holder) for holder, part_ in inside.edges if (holder, part_) not in said)
    title = words.say("place", name=words.of(graph.nodes[roots[0]]))
    return View("place", title, graph, tuple(ranked), "", levels, ENDS | {_PART_OF}, implied=implied)


def _parts(graph: Network, roots: Sequence[str]) -> nx.DiGraph[str]:
    """What lies in some things, each holder linked to its parts; none holds, in turn, its own holder."""
    inside: nx.DiGraph[str] = nx.DiGraph()
    inside.add_nodes_from(roots)
    order = list(roots)
    for holder in order:
        for one in _sources(graph, holder, {_PART_OF}):
            if one not in inside:
                order.append(one)
            if one not in inside or not nx.has_path(inside, one, holder):
                inside.add_edge(holder, one)
    return inside


def _by_turns(groups: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first of each group, then the second of each."""
    for turn in range(max(map(len, groups), default=0)):
        yield from (group[turn] for group in groups if len(group) > turn)


def _tree(whole: Extract, part: Part, words: Words) -> View:
    """Goals, the measures that pursue them, what implements these, and the figures that say how much."""
    graph = whole.network
    centres = find(part.focus, graph, whole.terms) if part.focus is not None else []
    around = set(_steps(graph, centres, part.depth)) if centres else None
    goals = {v for _, v, d in graph.edges(data=True) if d["property"] == PURSUES}
    chains = sorted(
        (_Chain.of(graph, g, around) for g in goals), key=lambda c: (-c.worth, _text_order(graph, c.goal))
    )
    chains = [c for c in chains if c.measures]
    levels: dict[str, int] = {}
    for one in chains:
        for node, level in one.levels():
            levels.setdefault(node, level)
    first = chain.from_iterable(c.nodes(_BRANCHES) for c in chains)
    rest = chain.from_iterable(c.nodes(None) for c in chains)
    if part.focus is not None and not chains:
        raise GraphError(
            f"no goal, measure or project lies {steps_from(part.focus, part.depth)}; try a greater depth"
        )
    title = words.say("tree")
    if centres:
        title = words.say("tree_around", name=words.of(graph.nodes[centres[0]]), tree=title)
    ranked = tuple(dict.fromkeys(chain(first, rest)))
    return View("tree", title, graph, ranked, "", levels, frozenset({PURSUES, IMPLEMENTS, QUANTIFIED}))


@dataclass(frozen=True)
class _Chain:
    """A goal with its measures, each with what implements it and its figures, and the goal's own figures."""

    goal: str
    measures: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    figures: tuple[str, ...]

    @classmethod
    def of(cls, graph: Network, goal: str, around: set[str] | None) -> _Chain:
        pursuing = sorted(_sources(graph, goal, {PURSUES}), key=lambda n: _text_order(graph, n))
        measures = tuple(
            (m, tuple(sorted(_sources(graph, m, {IMPLEMENTS}))), tuple(_targets(graph, m))) for m in pursuing
        )
        kept = [m for m in measures if around is None or goal in around or {m[0], *m[1]} & around]
        kept.sort(key=lambda m: -(2 * bool(m[1]) + bool(m[2])))
        return cls(goal, tuple(kept), tuple(_targets(graph, goal)))

    @property
    def worth(self) -> int:
        """How much of the chain is there: projects and figures, and some breadth."""
        projects, figures = (any(m[k] for m in self.measures) for k in (1, 2))
        return 10 * projects + 10 * (figures or bool(self.figures)) + min(len(self.measures), _BRANCHES)

    def levels(self) -> Iterator[tuple[str, int]]:
        yield self.goal, _GOAL
        for measure, projects, figures in self.measures:
            yield measure, _MEASURE
            yield from ((p, _PROJECT) for p in projects)
            yield from ((f, _TARGET) for f in figures)
        yield from ((f, _TARGET) for f in self.figures)

    def nodes(self, most: int | None) -> Iterator[str]:
        """The nodes, at most so many of each kind at each parent."""
        yield self.goal
        for measure, projects, figures in self.measures[:most]:
            yield from (measure, *projects[:most], *figures[:most])
        yield from self.figures[:most]


def _answer(whole: Extract, part: Part, words: Words) -> View:
    """The facts behind an answer between whom they are about and what they name; each with its words.

    What was answered stands on the right.
    """
    asked = part.answered
    assert asked is not None  # the way was chosen by it
    graph = whole.network
    facts = _facts(whole, asked)
    levels = {n: FACTS if _is_statement(n, whole) else _side(n, asked, "") for n in facts}
    for fact in [n for n in facts if levels[n] == FACTS]:
        for _, end, data in sorted(graph.out_edges(fact, data=True), key=lambda e: (e[1], e[2]["property"])):
            relation = local_name(data["property"])
            if data["property"] != _MENTIONS and (relation != "member" or _asked(fact, end, asked)):
                levels.setdefault(end, _side(end, asked, relation))
    relations = frozenset(d["property"] for *_, d in graph.edges(data=True)) - {_MENTIONS}
    return View("answer", asked.question, graph, tuple(levels), asked.text, levels, relations, quoted=True)


def _side(thing: str, asked: Answered, relation: str) -> int:
    return FACTS + 1 if thing in asked.items or (relation and relation not in _SUBJECTS) else FACTS - 1


def _asked(fact: str, member: str, asked: Answered) -> bool:
    return member in asked.items or fact in asked.items or not asked.items


def _facts(whole: Extract, asked: Answered) -> list[str]:
    """What the evidence states that is an item of the answer, stands in its query or links to an item.

    A plain edge whose words are evidence gives its two ends.
    """
    graph = whole.network
    stated = [
        name(q.subject) for q in whole.whole if _states(q.predicate.value) and name(q.object) in asked.spans
    ]
    pairs: dict[str, list[str]] = defaultdict(list)
    for quad in whole.whole:
        if quad.predicate.value in (f"{RDF}subject", f"{RDF}object"):
            pairs[name(quad.subject)].append(name(quad.object))
    found = dict.fromkeys(n for fact in stated for n in pairs.get(fact, [fact]) if n in graph)
    used = [n for n in found if n in asked.items or f"<{n}>" in asked.query]
    linked = [
        n
        for n in found
        if any(t in asked.items for _, t, d in graph.out_edges(n, data=True) if d["property"] != _MENTIONS)
    ]
    chosen = used if any(_is_statement(n, whole) for n in used) else [*used, *linked]
    return sorted(dict.fromkeys(chosen or found), key=lambda n: _text_order(graph, n))


def _is_statement(node: str, whole: Extract) -> bool:
    return _STATEMENT in whole.terms.lineage(whole.terms.classes[node])


def _states(predicate: str) -> bool:
    return predicate == f"{DP}statedIn"


def _sources(graph: Network, node: str, relations: Iterable[str]) -> list[str]:
    wanted = set(relations)
    return sorted({s for s, _, d in graph.in_edges(node, data=True) if d["property"] in wanted})


def _targets(graph: Network, node: str) -> list[str]:
    return sorted({t for _, t, d in graph.out_edges(node, data=True) if d["property"] == QUANTIFIED})


def _text_order(graph: Network, node: str) -> tuple[int, str]:
    return int(graph.nodes[node].get("quote_start", 0)), node
