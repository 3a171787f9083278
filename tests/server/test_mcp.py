"""``kgqa mcp`` over standard input and output, by the client of the official SDK."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client


def text_of(result: Any) -> str:
    """The text of a tool's result."""
    return str(result.content[0].text)


async def talk() -> dict[str, Any]:
    """One conversation with the server: what each tool gave."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "kgqa", "mcp"], env=dict(os.environ))
    async with Client(stdio_client(server)) as client:
        return {
            "tools": await client.list_tools(),
            "instructions": client.instructions,
            "ask": await client.call_tool("ask", {"question": "2023年GDP增长多少？"}),
            "refused": await client.call_tool("ask", {"question": "How much did GDP grow in 2022?"}),
            "search": await client.call_tool("search", {"words": "养老服务", "k": 2}),
            "sparql": await client.call_tool(
                "sparql", {"query": "SELECT ?v { ?o dp:indicator ind:rd-intensity ; dp:valueText ?v }"}
            ),
            "cut": await client.call_tool("sparql", {"query": "SELECT ?s { ?s ?p ?o }"}),
            "service": await client.call_tool(
                "sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}
            ),
            "wrong": await client.call_tool("sparql", {"query": "SELECT"}),
            "describe": await client.call_tool("describe", {"name": "金岱科创城"}),
            "update": await client.call_tool("sparql", {"query": "DROP ALL"}),
            "empty": await client.call_tool("sparql", {"query": " "}),
            "prefixed": await client.call_tool("describe", {"name": "ind:rd-intensity"}),
            "bracketed": await client.call_tool(
                "describe", {"name": "研发 <https://w3id.org/district-plan/indicator/rd-intensity>"}
            ),
            "endless": await client.call_tool("describe", {"name": "x" * 50_000}),
            "unknown": await client.call_tool("describe", {"name": "金岱科创成"}),
        }


@pytest.fixture(scope="module")
def talked() -> dict[str, Any]:
    """One conversation for all tests."""
    return anyio.run(talk)


def test_the_tools_say_what_they_are_for(talked: dict[str, Any]) -> None:
    """Four tools, all of which only read."""
    tools = {tool.name: tool for tool in talked["tools"].tools}
    assert tools.keys() == {"ask", "search", "sparql", "describe"}
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())
    assert "do not guess" in talked["instructions"]


def test_ask_gives_the_answer_object(talked: dict[str, Any]) -> None:
    """With evidence; a refusal is a result, not an error."""
    answer = json.loads(text_of(talked["ask"]))
    assert (answer["status"], answer["answers"][0]["value"]) == ("answered", "6.9")
    assert answer["evidence"][0]["quote"]
    refused = json.loads(text_of(talked["refused"]))
    assert (talked["refused"].is_error, refused["reason"]) == (False, "outside_period")


def test_search_gives_passages(talked: dict[str, Any]) -> None:
    """As many as were asked for."""
    assert len(json.loads(text_of(talked["search"]))["passages"]) == 2


def test_sparql_gives_rows_or_says_what_is_wrong(talked: dict[str, Any]) -> None:
    """CSV; cut rows are announced; no other server is asked."""
    assert text_of(talked["sparql"]).split() == ["v", "2.58"]
    assert "cut after 500" in text_of(talked["cut"])
    assert talked["service"].is_error and "SERVICE is refused" in text_of(talked["service"])
    assert talked["update"].is_error and "read-only" in text_of(talked["update"])
    assert talked["empty"].is_error and "give a query" in text_of(talked["empty"])
    assert talked["wrong"].is_error and "1:" in text_of(talked["wrong"])


def test_describe_gives_facts_and_sentences(talked: dict[str, Any]) -> None:
    """By name; a name that is not there is answered by those near it."""
    (thing, *_) = json.loads(text_of(talked["describe"]))["things"]
    assert thing["label"] == "金岱科创城"
    assert thing["sentences"] and thing["pointed_to_by"]
    for told in ("prefixed", "bracketed"):
        (thing,) = json.loads(text_of(talked[told]))["things"]
        assert thing["iri"].endswith("/indicator/rd-intensity")
    assert talked["endless"].is_error and len(text_of(talked["endless"])) < 200
    assert talked["unknown"].is_error and "金岱科创城" in text_of(talked["unknown"])
