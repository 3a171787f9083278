"""The program as the shell sees it: start, help, streams."""

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import Command

COMMANDS = [
    "ask",
    "search",
    "sparql",
    "serve",
    "mcp",
    "build",
    "validate",
    "review",
    "verify",
    "export",
    "diff",
    "load",
    "corpus",
    "evaluate",
    "train",
    "calibrate",
    "ledger",
]
HEAVY = ("torch", "streamlit", "pyshacl", "sentence_transformers", "rdflib", "transformers", "scipy")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(kgqa: Command, command: str) -> None:
    """--help prints usage and every option with words."""
    done = kgqa(command, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Usage: kgqa {command} ")


def test_the_program_lists_its_commands(kgqa: Command) -> None:
    """In the order of use."""
    listed = kgqa("--help").out.split("Commands:")[1]
    assert [line.split()[0] for line in listed.strip().splitlines()] == COMMANDS


def test_a_question_loads_nothing_heavy() -> None:
    """One answer on the command line waits for none of the big libraries."""
    code = (
        "import sys; from kgqa.cli import run; from kgqa.cli.session import Session\n"
        "run(['ask', '2023年地区生产总值增长多少？'], Session())\n"
        f"print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert "6.9%" in done.stdout


def test_output_is_utf8_in_any_locale() -> None:
    """The program writes UTF-8 even where the shell says ASCII."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from kgqa.cli import main; main()",
            "sparql",
            "SELECT ('增长' AS ?x) {}",
            "--format",
            "json",
        ],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )
    rows = json.loads(done.stdout.decode("utf-8"))["results"]["bindings"]
    assert (done.returncode, rows[0]["x"]["value"], done.stderr) == (0, "增长", b"")


def test_a_reader_that_goes_away_is_no_error() -> None:
    """``kgqa sparql … | head -1`` ends quietly."""
    program = f"{sys.executable} -c 'from kgqa.cli import main; main()'"
    command = f"{program} sparql --format nt 'CONSTRUCT WHERE {{ ?s ?p ?o }}'"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -n 1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


def test_a_system_without_the_processes_of_the_endpoint_says_so_in_one_line() -> None:
    """As Windows, whose Python has no Unix sockets: the app alone can be started there."""
    code = (
        "import asyncio, sys; del asyncio.start_unix_server; sys.argv = ['kgqa', 'serve', '--port', '0'];"
        "from kgqa.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "use Linux, macOS or WSL" in done.stderr
