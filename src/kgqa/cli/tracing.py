"""``kgqa ask --trace``: every step from the question to the answer, for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from kgqa.cli.terminal import table
from kgqa.engine import Engine, Step, Trace
from kgqa.linking.facts import FactBase
from kgqa.linking.matching import Weighed
from kgqa.parsing.readings import Reading

_MOST = 5
_LONGEST = 60


def print_trace(out: Console, trace: Trace, engine: Engine) -> None:
    """Print the steps of a trace, one for each question that was asked at once."""
    for number, step in enumerate(trace.steps, start=1):
        _title(
            out, f"Question {number} of {len(trace.steps)}: {step.question.text} ({step.question.language})"
        )
        _print_question(out, step)
        _print_mentions(out, step.interpretation.weighed, engine.facts)
        _print_readings(out, step.interpretation.readings)
        _print_choice(out, step, engine)
    _title(out, "Answer")


def _title(out: Console, words: str) -> None:
    out.print(f"\n{words}", style="bold")


def _print_question(out: Console, step: Step) -> None:
    question, scope = step.question, step.interpretation.scope
    _title(out, "Clauses")
    for clause in question.clauses:
        out.print(f"  {'asks ' if clause.asks else 'tells'}  {clause.text}")
    for clause in question.background:
        out.print(f"  aside  {clause.text}")
    found = {
        "asked for": ", ".join(sorted(question.asked)),
        "cues": ", ".join(sorted(question.cues)),
        "unit": question.unit,
        "numbers": ", ".join(n.text for n in question.numbers),
        "years": ", ".join(map(str, scope.years)) or "any",
        "kinds": ", ".join(sorted(scope.kinds)) or "any",
        "carried": ", ".join(f"{k} {v}" for k, v in step.interpretation.carried.items()),
    }
    _title(out, "Scope")
    out.print(table(["", ""], [(name, words) for name, words in found.items() if words]))


def _print_mentions(out: Console, weighed: Sequence[Weighed], facts: FactBase) -> None:
    _title(out, "Mentions")
    headings = ["mention", "stands for", "kinds", "weight", "required", "facts covered", "for example"]
    rows = [
        (
            item.mention.text,
            item.mention.form if item.mention.form != item.mention.text else "",
            ", ".join(sorted(item.mention.kinds)),
            f"{item.weight:.2f}",
            "yes" if item.required else "",
            str(len(item.covered)) if item.covered else "none",
            _examples(item, facts),
        )
        for item in weighed
    ]
    out.print(table(headings, rows, right=(3, 5)))


def _examples(item: Weighed, facts: FactBase) -> str:
    best = sorted(item.covered, key=lambda i: (-item.covered[i], i))[:3]
    return "；".join(f"{_name(i, facts)} {item.covered[i]:.2f}" for i in best)


def _name(index: int, facts: FactBase) -> str:
    fact = facts.facts[index]
    return _short(fact.names[0] if fact.names else facts.quotes[fact.span][0], 20)


def _print_readings(out: Console, readings: Sequence[Reading]) -> None:
    _title(out, f"Candidates ({len(readings)}, best first)")
    rows = [
        (f"{r.score:.3f}", r.generator, type(r.form).__name__, _facts(r), "、".join(r.unused))
        for r in readings[:_MOST]
    ]
    out.print(table(["score", "generator", "form", "facts", "unused"], rows, right=(0,)))


def _facts(reading: Reading) -> str:
    named = [
        _short(f"{f.year or ''} {f.names[0] if f.names else f.iri}".strip(), 24) for f in reading.facts[:3]
    ]
    return "；".join(named) + (f" … {len(reading.facts)} in all" if len(reading.facts) > 3 else "")


def _print_choice(out: Console, step: Step, engine: Engine) -> None:
    if step.chosen is None or step.sparql is None:
        refusal = step.interpretation.refusal
        reason = refusal.reason if refusal else "not_stated: no candidate has an answer in the graph"
        _title(out, f"Refused: {reason}")
        if refusal and refusal.unknown:
            out.print(f"  unknown words: {'、'.join(refusal.unknown)}")
        return
    _title(out, f"Chosen form ({step.chosen.generator}, {step.chosen.score:.3f})")
    out.print(f"  {step.chosen.form}")
    _title(out, "SPARQL")
    out.print(step.sparql)
    rows = engine.store.select(step.sparql)
    _title(out, f"Rows ({len(rows)})")
    cells = [[_short(value or "", _LONGEST) for value in row] for row in rows.values[: _MOST * 2]]
    out.print(table(rows.variables, cells))


def _short(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"
