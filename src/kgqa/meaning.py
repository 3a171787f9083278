"""What the meaning of a question decides, and what it does not.

It never proposes an answer from the graph: two sentences of one matter are near each other, also where one
asks for what the other leaves out. It sets the reason of a refusal right, quotes a passage that answers an
open question, and finds what is shown beside a refusal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kgqa.linking.facts import Fact
from kgqa.parsing import thresholds as t
from kgqa.parsing.bounds import of_a_known_thing
from kgqa.parsing.interpretation import Interpretation
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Refusal
from kgqa.retrieval.index import ScoredPassage
from kgqa.search import Nearby

# Refusals of questions that the report may touch, those that words alone give, and cues of other questions.
_ON_THE_MATTER = frozenset({"unknown_name", "not_modelled", "not_stated", "not_understood"})
_BY_WORDS_ALONE = frozenset({"out_of_scope", "not_stated"})
_NOT_ABOUT_THE_REPORT = frozenset({"instruction", "personal", "opinion"})
_OPEN = frozenset({"description", "manner"})


@dataclass(frozen=True)
class Meaning:
    """The meaning of questions against what a report says."""

    nearby: Nearby
    knowledge: Knowledge

    def reason(self, question: Question, refusal: Refusal, interpretation: Interpretation) -> Refusal:
        """The refusal, its reason set right: out of scope is what neither names nor means anything told."""
        if question.cues & _NOT_ABOUT_THE_REPORT or refusal.reason not in _BY_WORDS_ALONE:
            return refusal
        known = self.knowledge
        told = [w for w in interpretation.weighed if w.covered and not w.aside]
        named = {known.entities[w.mention.form] for w in told if w.mention.form in known.entities}
        pointed = "pronoun" in question.cues  # at what a clause before tells of
        things = {thing for m in question.mentions if pointed and (thing := known.proper_named(m))}
        if refusal.reason == "out_of_scope" and (named | things) - known.above:
            of_one = things - {known.district} - known.above or of_a_known_thing(interpretation.context)
            return replace(refusal, reason="not_stated" if of_one else "not_modelled")
        touched = self.nearby.touches(question.original)
        if refusal.reason == "out_of_scope":
            if self._could_be_told(question, interpretation):
                return replace(refusal, reason="not_modelled")
            return replace(refusal, reason="not_stated") if touched else refusal
        worded = any(w.required and known.entities.get(w.mention.form) not in known.above for w in told)
        followed = interpretation.context.earlier is not None  # on the matter that was spoken of
        return refusal if touched or worded or followed else Refusal("out_of_scope", (), refusal.unknown)

    def _could_be_told(self, question: Question, interpretation: Interpretation) -> bool:
        """Whether a number of the district or of a year of the report is asked for, as such reports give."""
        own = self.knowledge.own_place | self.knowledge.district_forms
        words = {w for m in question.mentions for w in (m.text, m.text.rsplit(" ")[-1], *m.alternatives)}
        dated = not set(self.knowledge.profile.years).isdisjoint(interpretation.scope.years)
        return "number" in question.asked and (dated or bool(words & own))

    def is_of_the_report(self, question: Question, refusal: Refusal) -> bool:
        """Whether the report may speak of the matter, though it gives no answer."""
        if refusal.reason not in _ON_THE_MATTER or question.cues & _NOT_ABOUT_THE_REPORT:
            return False
        return refusal.reason != "not_understood" or self.nearby.touches(question.original)

    def told(
        self, question: Question, refusal: Refusal, interpretation: Interpretation
    ) -> ScoredPassage | None:
        """The passage that answers an open question in the report's words.

        It must come near enough and clearly nearer than others, and speak of every word of the question; what
        the question denies is never told.
        """
        is_open = bool(question.asked & _OPEN) and not question.asked - _OPEN
        if not is_open or refusal.unknown or "negation" in question.cues:
            return None
        passages = self.related(question, interpretation)
        if not passages:
            return None
        best, *others = (p.dense or 0.0 for p in passages)
        near = best >= t.TOLD and all(best - other >= t.TOLD_APART for other in others)
        return passages[0] if near and self._covers(passages[0], interpretation) else None

    def _covers(self, told: ScoredPassage, interpretation: Interpretation) -> bool:
        start, end = told.passage.start, told.passage.end
        facts = {i for i, f in enumerate(self.knowledge.facts.facts) if start <= f.start < end}
        return all(not facts.isdisjoint(w.covered) for w in interpretation.weighed if w.required)

    def near(self, question: Question, refusal: Refusal, interpretation: Interpretation) -> tuple[Fact, ...]:
        """Values to be shown beside a refusal: those that the question names, then those it comes near to."""
        meant = self.nearby.facts(question.original)
        if meant is None or refusal.reason == "not_understood":
            return refusal.near
        named = {m.fact.iri for m in interpretation.matches if m.score >= t.NAMED}
        facts = {f.iri: f for f in (*(f for f in refusal.near if f.iri in named), *meant)}
        return tuple(facts.values())[: t.MOST_NEAR]

    def related(self, question: Question, interpretation: Interpretation) -> tuple[ScoredPassage, ...]:
        """Passages of the year asked for that come near the question, best first."""
        return self.nearby.passages(question.original, interpretation.scope.only_year)
