"""How long a reader of the app waits: a cold page, warm questions in a browser, several readers at once.

.venv/bin/python benchmarks/app.py
.venv/bin/python benchmarks/app.py --users 10 --questions 20 --repeat 2

The first two are taken in Chromium, from the key that sends a question to the last element of its answer.
Readers at once speak the protocol of Streamlit over websockets, one session each; what they see is compared
with what they asked, so that a mixed history would be found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

CHECKOUT = Path(__file__).resolve().parent.parent
QUESTIONS = CHECKOUT / "benchmarks" / "questions" / "dev.jsonl"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WAITS = 120.0
_INPUT = "chat_input"
_ASKED = re.compile(r'<div class="kg-question"><h2>(.*?)</h2>', re.DOTALL)
_SAID = re.compile(r'<p class="kg-answer[^"]*">(.*?)</p>', re.DOTALL)
# Sends what stands in the box and resolves with the milliseconds to the sentence and to the whole answer.
SEND = """(number) => new Promise((done) => {
  const box = document.querySelector('[data-testid="stChatInputTextArea"]');
  const app = document.querySelector('[data-testid="stApp"]');
  const start = performance.now();
  let said = null;
  const look = () => {
    const card = document.querySelector(`.st-key-answer-${number}`);
    if (said === null && card?.querySelector(".kg-answer")) said = performance.now() - start;
    const rests = app.dataset.testScriptState === "notRunning";
    const tools = document.querySelector(".st-key-conversation-tools button");
    if (said !== null && rests && tools && !app.querySelector('[data-stale="true"]'))
      done([said, performance.now() - start]);
    else requestAnimationFrame(look);
  };
  const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true };
  box.dispatchEvent(new KeyboardEvent("keydown", enter));
  look();
})"""


@dataclass
class Reader:
    """A session of the app without a browser: it asks, and notes what stands on its page afterwards.

    ``asked`` and ``said`` are the questions and the sentences of the page after the last run.
    """

    connection: ClientConnection
    box: str = ""
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Iterator[Reader]:
        """A reader who opens the start page of the app at an address."""
        stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        with connect(
            stream,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=WAITS,
            origin=Origin(address),
        ) as connection:
            reader = cls(connection)
            reader._run(BackMsg(rerun_script=ClientState()))
            yield reader

    def ask(self, question: str) -> float:
        """Send a question; the seconds until its page is drawn.

        Raises:
            RuntimeError: the page shows an exception or an error.
        """
        message = BackMsg(rerun_script=ClientState())
        message.rerun_script.widget_states.widgets.add(id=self.box).chat_input_value.data = question
        started = time.perf_counter()
        self._run(message)
        return time.perf_counter() - started

    def _run(self, message: BackMsg) -> None:
        self.asked, self.said = [], []
        self.connection.send(message.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(self.connection.recv(timeout=WAITS, decode=False))
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._note(told)
            elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    def _note(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == _INPUT:
            self.box = element.chat_input.id
        elif kind == "html":
            self.asked += [unescape(words) for words in _ASKED.findall(element.html.body)]
            self.said += [unescape(words) for words in _SAID.findall(element.html.body)]
        elif kind in ("exception", "alert"):
            raise RuntimeError(str(getattr(element, kind)))


def read_alone(address: str, questions: Sequence[str]) -> list[float]:
    """Seconds of each question of a reader, whose page has to hold these questions and no others."""
    times = []
    with Reader.at(address) as reader:
        for number, question in enumerate(questions, start=1):
            times.append(reader.ask(question))
            if reader.asked != list(questions[:number]) or len(reader.said) != number:
                raise RuntimeError(f"asked {questions[:number]}, shown {reader.asked}")
    return times


def read_together(address: str, questions: Sequence[str], users: int) -> list[float]:
    """Seconds of every question of several readers at once, each of whom begins with another one."""
    turned = [[*questions[u % len(questions) :], *questions[: u % len(questions)]] for u in range(users)]
    with ThreadPoolExecutor(users) as pool:
        return [t for times in pool.map(lambda asked: read_alone(address, asked), turned) for t in times]


# ---------- the app and its browser ----------


@contextmanager
def app(*, whole: bool) -> Iterator[str]:
    """The app on a free port, by ``streamlit run`` or, where ``whole``, by ``kgqa serve``; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m"]
    if whole:
        command += ["kgqa", "serve", "--port", port]
    else:
        command += ["streamlit", "run", "app.py", "--server.port", port, "--server.address", "127.0.0.1"]
    environment = {**os.environ, "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=quiet, stderr=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(address: str) -> None:
    until = time.monotonic() + WAITS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app did not start")


def cold_page(browser: Browser, question: str, *, whole: bool) -> float:
    """Seconds from the address of an answer to its sentence, in the first page after the server is up."""
    with app(whole=whole) as address:
        page = browser.new_page(locale="zh-CN")
        started = time.perf_counter()
        page.goto(f"{address}/?{urlencode({'q': question})}")
        page.locator(".kg-answer").wait_for(timeout=WAITS * 1000)
        seconds = time.perf_counter() - started
        page.close()
    return seconds


def warm_answers(page: Page, address: str, questions: Sequence[str]) -> list[tuple[float, float]]:
    """Seconds from the key to the sentence, and to the whole answer, of questions in one conversation."""
    page.goto(address)
    page.locator(".kg-source").wait_for(timeout=WAITS * 1000)
    times = []
    for number, question in enumerate(questions):
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        page.get_by_test_id("stChatInputTextArea").fill(question)
        said, whole = page.evaluate(SEND, number)
        times.append((said / 1000, whole / 1000))
    return times


def row(name: str, times: Sequence[float]) -> str:
    """One line of the table."""
    slow = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return f"{name:<52}{len(times):>6}{statistics.median(times):>9.2f}{slow:>9.2f}{max(times):>9.2f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time that readers of the app wait, in seconds.")
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS, help="JSON lines with question")
    parser.add_argument("--users", type=int, default=10, help="readers at once (10)")
    parser.add_argument("--questions", type=int, default=20, help="questions of each reader (20)")
    parser.add_argument("--repeat", type=int, default=3, help="fresh servers for the cold page (3)")
    parser.add_argument("--alone", action="store_true", help="the app by streamlit run, not by kgqa serve")
    args = parser.parse_args()
    lines = map(json.loads, filter(None, args.file.read_text(encoding="utf-8").splitlines()))
    questions = [r["question"] for r in lines if not r.get("context")][: args.questions]
    print(f"{'seconds':<52}{'runs':>6}{'median':>9}{'p95':>9}{'max':>9}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        cold = [cold_page(browser, questions[0], whole=not args.alone) for _ in range(args.repeat)]
        print(row("cold page to its first answer", cold))
        with app(whole=not args.alone) as address:
            page = browser.new_page(locale="zh-CN")
            warm_answers(page, address, questions[:2])
            page.close()
            page = browser.new_page(locale="zh-CN")
            times = warm_answers(page, address, questions)
            print(row("warm question to its sentence", [said for said, _ in times]))
            print(row("warm question to the whole answer", [whole for _, whole in times]))
            page.close()
            together = read_together(address, questions, args.users)
            print(row(f"{args.users} readers at once, a question to its page", together))
        browser.close()


if __name__ == "__main__":
    main()
