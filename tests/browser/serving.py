"""A whole site of its own: a data folder, a server and a worker, started and stopped as an operator would."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tools.processes import child

PATIENCE = 30.0  # seconds
TEST_SETTINGS = "tests.browser.settings"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


def chromium_program() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def free_port() -> int:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        return port


def environment_of(folder: Path, settings: str) -> dict[str, str]:
    """What the processes of a site see: their own data folder, on the embedded default."""
    passed_on = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {
        **passed_on,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": "only-for-tests",
    }


def seed(folder: Path, migrated: Path | None = None) -> None:
    """Lay into the folder what the tests' site begins with, in a copy of `migrated` or from nothing."""
    if migrated is not None:
        shutil.copyfile(migrated, folder / "multaqa.sqlite3")
    environment = environment_of(folder, TEST_SETTINGS)
    subprocess.run([sys.executable, "-m", "tests.browser.seed"], env=environment, check=True)


class Site:
    """A server and a worker on the data that lie in the folder; they may be stopped and started again, on the same
    port and data.
    """

    def __init__(self, folder: Path, settings: str = TEST_SETTINGS) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment_of(folder, settings)
        self.running: ExitStack | None = None
        self.processes: list[subprocess.Popen[bytes]] = []
        self.hand: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.running = ExitStack()
        commands = (["worker"], ["serve", "--port", str(self.port)])
        ready = [child([sys.executable, "manage.py", *each], environment=self.environment) for each in commands]
        self.processes = [self.running.enter_context(each) for each in ready]
        give_up = time.monotonic() + PATIENCE
        while not self.answers():
            time.sleep(0.1)
            if time.monotonic() > give_up:
                self.stop()
                raise TimeoutError("the server did not answer")

    def answers(self) -> bool:
        line = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    def happen(self, module: str, name: str, *given: object) -> Any:
        """The result of a function of tests/browser/`module`.py, called in the site's environment."""
        if self.hand is None:
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.hand = subprocess.Popen([sys.executable, "-m", "tests.browser.hand"], env=self.environment, **pipes)
        assert self.hand.stdin
        assert self.hand.stdout
        self.hand.stdin.write(json.dumps([module, name, *given]) + "\n")
        self.hand.stdin.flush()
        answer = json.loads(self.hand.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["result"]

    def stop(self) -> None:
        if self.hand is not None:
            self.hand.communicate()
        self.hand = None
        if self.running is not None:
            self.running.close()
        self.running = None

    def abandon(self) -> None:
        """Nobody asks for its data any more: to end politely would cost a second of computing for each process."""
        for process in self.processes:
            process.kill()
        if self.hand is not None:
            self.hand.kill()
        self.stop()
