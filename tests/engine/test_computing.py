"""What is computed is computed from the values that are meant: of the place, year and kind asked for."""

from kgqa.engine import Engine


def test_a_verdict_is_about_the_thing_told_before(engine: Engine) -> None:
    """That other projects are completed says nothing of the hospital."""
    answer = engine.ask("那家大肠肛门病医院我老去打听。2023年就全部完工了吗？")
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [False], answer.text
