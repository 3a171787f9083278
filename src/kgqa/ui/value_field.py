"""The field in which a value of a fact is corrected: a list where there are only some, else free words."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kgqa.feedback.corrections import CONFIRMED, LONGEST_VALUE, Correctable
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import BOUND_CODES, CODE, DP
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_KINDS = ("actual", "target", "context")


def field_words(field: str, texts: Texts) -> str:
    """What a field is called: 数值, Value."""
    return texts.say(f"reactions.fields.{field}")


def value_field(fact: Correctable, field: str, key: str, texts: Texts, workspace: Workspace) -> None:
    """Draw the field with what the graph says now; what is given stands in the session under ``key``.

    A fact that is confirmed as it is takes no value.
    """
    if field == CONFIRMED:
        return
    now, label = fact.values[field], texts.say("reactions.value")
    options = value_words(
        field, fact.values.get("number", "") + fact.values.get("unit", ""), texts, workspace
    )
    if options:
        names = list(options)
        index = names.index(now) if now in names else None
        st.selectbox(label, names, index, format_func=lambda value: options.get(value, value), key=key)
    else:
        st.text_input(label, now, max_chars=LONGEST_VALUE, key=key)


def value_words(field: str, amount: str, texts: Texts, workspace: Workspace) -> Mapping[str, str]:
    """The values that a field may have, with their names; empty where any words will do.

    Args:
        amount: the printed value with its unit, to name bounds by: 9.5%以上.
    """
    if field == "bound":
        signs = (sign for sign in BOUND_CODES if sign in texts.words["bound"])
        return {sign: texts.say(f"bound.{sign}", value=amount) for sign in signs}
    if field == "kind":
        return {kind: workspace.name(f"{CODE}{kind}", texts.language) for kind in _KINDS}
    if field == "class":
        labels = workspace.profile.class_labels
        below = workspace.profile.subclasses.get(f"{DP}NamedThing", frozenset())
        own = (iri for iri in below if iri.startswith(DP))
        named = {local_name(iri): labels.get(iri, {}).get(texts.language, local_name(iri)) for iri in own}
        return dict(sorted(named.items(), key=lambda pair: (pair[1], pair[0])))
    return {}
