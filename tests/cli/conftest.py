"""One session for all tests of commands: the graph is opened once."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kgqa.cli import run
from kgqa.cli.session import Session


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture(scope="session")
def session() -> Session:
    """The project's graph, opened when a test first needs it."""
    return Session()


@pytest.fixture
def kgqa(session: Session, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command with its arguments."""

    def command(*arguments: str) -> Done:
        status = run(arguments, session)
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return command
