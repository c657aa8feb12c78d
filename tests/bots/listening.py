"""A program on this machine that is told things, and answers as it was told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Listener:
    """`heard` are the requests as (headers, body); `answer` is one of ok, fails, gone, slow, drips, endless, leads."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.answer = "ok"
        self.url = ""

    @property
    def events(self) -> list[tuple[str, int]]:
        return [(entry["event"], entry["number"]) for entry in self.entries]

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.heard]


PIECES = {"endless": ([b"x" * 65_536] * 160, 0.0), "drips": ([b"x"] * 30, 0.1)}
STATUS = {"fails": 500, "gone": 410, "leads": 302}


@contextmanager
def listening() -> Iterator[Listener]:
    listener, ended = Listener(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if listener.answer == "slow":
                ended.wait(3)
            self.send_response(STATUS.get(listener.answer, 200))
            if listener.answer == "leads":
                self.send_header("Location", listener.url + "elsewhere/")
            self.end_headers()
            self.write_on()

        def write_on(self) -> None:
            pieces, pause = PIECES.get(listener.answer, ([b"heard"], 0.0))
            with suppress(OSError):
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(pause)

        def log_message(self, *_given: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    listener.url = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield listener
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
