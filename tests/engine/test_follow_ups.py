"""What a follow-up leans on: the value beside the one before, the thing of a pronoun, another place."""

import pytest

from kgqa.answering.answer import Answer
from kgqa.engine import Engine

OF_THE_THING = [
    ("福耀2024年有什么安排？", "它的营收有多少？"),
    ("建中集团2024年的信用评级要提升到多少？", "它的营收有多少？"),
    ("What rating is Jianzhong Group to reach in 2024?", "And what is its revenue?"),
    ("Did the Dongchengyuan Site Museum open in 2023?", "Which architect designed it?"),
    ("2023年哪些学校基本完工？", "在哪个片区？"),
]


def told(answer: Answer) -> list[str]:
    return [i.value for i in answer.answers if i.role == "answer" and isinstance(i.value, str)]


@pytest.mark.parametrize(("before", "question"), OF_THE_THING)
def test_a_pronoun_keeps_to_its_thing(before: str, question: str, engine: Engine) -> None:
    assert engine.ask(question, (before,)).status == "refused"
