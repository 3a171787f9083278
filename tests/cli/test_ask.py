"""``kgqa ask`` answers, refuses, and takes any text without falling over."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

KEYS = {
    *("question", "lang", "status", "reason", "path", "text", "answers", "evidence", "sparql", "restated"),
    *("confidence", "unused", "carried", "readings", "suggestions", "elapsed_ms"),
}
GROWTH = "2023年地区生产总值增长多少？"


def test_the_answer_states_value_and_sentence(kgqa: Command) -> None:
    """A person sees the answer, then the report's words with their place."""
    done = kgqa("ask", GROWTH)
    assert (done.status, done.err) == (0, "")
    assert "6.9%" in done.out.splitlines()[0]
    assert "“2023年地区生产总值同比增长6.9%” [guancheng-2024 §1.0" in done.out


def test_json_holds_the_keys_of_the_contract(kgqa: Command) -> None:
    """One line with one answer object."""
    done = kgqa("ask", GROWTH, "--json")
    answer = json.loads(done.out)
    assert done.out.count("\n") == 1
    assert answer.keys() == KEYS | {"related"}
    assert (answer["status"], answer["answers"][0]["value"], answer["answers"][0]["unit"]) == (
        "answered",
        "6.9",
        "%",
    )
    assert answer["evidence"][0].keys() == {"quote", "section", "start", "end", "document", "iri"}


def test_a_refusal_is_an_answer(kgqa: Command) -> None:
    """A year that the report does not speak of is refused with exit status 0."""
    done = kgqa("ask", "2022年GDP增速是多少？", "--json")
    answer = json.loads(done.out)
    assert (done.status, answer["status"], answer["reason"]) == (0, "refused", "outside_period")


def test_the_query_of_an_answer_can_be_run_again(kgqa: Command) -> None:
    """``kgqa sparql`` gives the rows behind the answer."""
    answer = json.loads(kgqa("ask", GROWTH, "--json").out)
    rows = json.loads(kgqa("sparql", answer["sparql"], "--format", "json").out)["results"]["bindings"]
    assert [row["value"]["value"] for row in rows] == [answer["answers"][0]["value"]]


def test_context_is_carried(kgqa: Command) -> None:
    """A question before lends its subject."""
    done = kgqa("ask", "那2024年呢？", "--context", GROWTH, "--json")
    answer = json.loads(done.out)
    assert (answer["status"], answer["answers"][0]["value"], answer["answers"][0]["bound"]) == (
        "answered",
        "7",
        ">=",
    )


def test_lang_sets_the_language_of_the_answer(kgqa: Command) -> None:
    """A Chinese question answered in English, and the next one in Chinese again."""
    assert "growth" in kgqa("ask", GROWTH, "--lang", "en").out
    assert "增速" in kgqa("ask", GROWTH).out


def test_trace_shows_every_step(kgqa: Command) -> None:
    """From the clauses to the rows, before the answer."""
    done = kgqa("ask", GROWTH, "--trace")
    titles = ["Clauses", "Scope", "Mentions", "Candidates (", "Chosen form (", "SPARQL", "Rows (1)", "Answer"]
    places = [done.out.index(title) for title in titles]
    assert places == sorted(places)


def test_trace_of_a_refusal_names_the_reason(kgqa: Command) -> None:
    """What stands in place of a form."""
    assert "Refused: outside_period" in kgqa("ask", "2022年GDP增速是多少？", "--trace").out


def test_a_batch_keeps_its_order_and_ids(kgqa: Command, tmp_path: Path) -> None:
    """Answers on standard output, one a line; progress on standard error."""
    questions = [
        {"id": "b", "question": "2022年GDP增速是多少？"},
        {"id": "a", "question": GROWTH},
        {"id": 3, "question": "那2024年呢？", "context": [GROWTH]},
        {"question": ""},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n\n".join(map(json.dumps, questions)), encoding="utf-8")
    done = kgqa("ask", "--batch", str(file))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [a.get("id") for a in answers] == ["b", "a", 3, None]
    assert [a["status"] for a in answers] == ["refused", "answered", "answered", "refused"]
    assert "4 of 4 questions answered" in done.err


@pytest.mark.parametrize(
    "question",
    [
        "",
        " \u3000",
        "？？？",
        "🙂🚇🏗️",
        "\x00\x1b[31m\u202e\x07",
        "\ud800",
        "Какой был рост ВВП в 2023 году?",
        'GDP" . } UNION { ?s ?p ?o } } LIMIT 100000 # ; DROP ALL',
    ],
)
def test_what_is_no_question_is_refused(kgqa: Command, question: str) -> None:
    """Nothing is answered, nothing breaks, and no character that steers a terminal comes back."""
    done = kgqa("ask", question, "--json")
    assert (done.status, done.err, json.loads(done.out)["status"]) == (0, "", "refused")
    plain = kgqa("ask", question)
    assert (plain.status, plain.err) == (0, "")
    assert not set(plain.out) & {"\x00", "\x1b", "\x07"}


@pytest.mark.parametrize(
    "question", ["这份报告的内容很丰富，" * 1_000, "SELECT * WHERE { ?s ?p ?o }", "<script>"]
)
def test_odd_text_breaks_nothing(kgqa: Command, question: str) -> None:
    """Whatever is said to it, it is an answer object with the text as it came."""
    done = kgqa("ask", question, "--json")
    assert (done.status, done.err, json.loads(done.out)["question"]) == (0, "", question)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 2, "give one question"),
        (["a", "b"], 2, "unexpected extra argument"),
        (["a", "--batch", "b"], 2, "give one question"),
        (["a", "--trace", "--json"], 2, "--trace is for reading"),
        (["a", "--lang", "fr"], 2, "zh or en"),
        (["--batch", "b", "--context", "c"], 2, '"context"'),
        (["--nonsense"], 2, "No such option"),
        (["--batch", "/nowhere.jsonl"], 1, "/nowhere.jsonl"),
        (["a", "--graph", "/nowhere.trig"], 1, "/nowhere.trig"),
        (["a", "--graph", "/nowhere.doc"], 1, "no graph file"),
    ],
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str], status: int, words: str) -> None:
    """On standard error, with the contract's exit status."""
    done = kgqa("ask", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (status, "", 1)
    assert done.err.startswith("error: ")
    assert words in done.err


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1',
        "[]",
        "{}",
        '{"question": 5}',
        '{"question": "a", "context": "b"}',
        "[" * 100_000,
        '{"a": ' * 100_000,
    ],
)
def test_a_broken_batch_answers_nothing(kgqa: Command, tmp_path: Path, line: str) -> None:
    """All lines are read first; the one line of the error names the file."""
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"question": "{GROWTH}"}}\n{line}\n', encoding="utf-8")
    done = kgqa("ask", "--batch", str(file))
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert str(file) in done.err


def test_a_batch_that_is_no_utf8_is_refused(kgqa: Command, tmp_path: Path) -> None:
    """The error says what to do."""
    file = tmp_path / "questions.jsonl"
    file.write_bytes('{"question": "增长"}'.encode("gb18030"))
    done = kgqa("ask", "--batch", str(file))
    assert (done.status, done.out) == (1, "")
    assert "save it as UTF-8" in done.err


def test_a_graph_without_facts_is_told(kgqa: Command, tmp_path: Path) -> None:
    """An empty file is a graph, and answers nothing."""
    (tmp_path / "empty.trig").touch()
    done = kgqa("ask", GROWTH, "--graph", str(tmp_path))
    assert (done.status, done.out) == (1, "")
    assert "holds no facts" in done.err and len(done.err.splitlines()) == 1
