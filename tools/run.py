"""`make run`: prepare the data, then one server and one worker that start and end together."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

from tools.demo_marker import is_demo_finished
from tools.processes import child, end_on_signals

CAST = "salma basel hala omar rania gharib"
START_PATIENCE = 60.0  # seconds


def is_listening(port: int) -> bool:
    """Whether anything accepts connections on 127.0.0.1:port."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def prepare() -> None:
    """Migrate, and make the demo in an empty database; ends the program when that fails."""
    with child([sys.executable, "-m", "tools.prepare_data"]) as preparing:
        if status := preparing.wait():
            sys.exit(f"The data could not be prepared (status {status}); what went wrong stands above.")


def welcome(port: int) -> None:
    """Tell where to go and who can sign in."""
    print(f"\nMultaqa is at http://localhost:{port}", flush=True)
    if is_demo_finished():
        password = os.environ.get("DEMO_PASSWORD", "multaqa-demo")
        print(f"Demo accounts: {CAST}\nPassword: {password}", flush=True)
    print("Ctrl-C stops it.\n", flush=True)


def first_to_end(children: list["subprocess.Popen[bytes]"], port: int) -> "subprocess.Popen[bytes]":
    """Wait until a child has ended by itself; on the way, tell when the server answers, or end when it never does."""
    give_up, has_answered = time.monotonic() + START_PATIENCE, False
    while all(started.poll() is None for started in children):
        if not has_answered and is_listening(port):
            has_answered = True
            welcome(port)
        if not has_answered and time.monotonic() > give_up:
            sys.exit(f"The server did not answer within {START_PATIENCE:.0f} seconds.")
        time.sleep(0.5 if has_answered else 0.05)
    return next(started for started in children if started.poll() is not None)


def main(port: int) -> None:
    """Run until Ctrl-C (status 0) or until the server or the worker ends by itself (status 1)."""
    end_on_signals(0)
    if is_listening(port):
        sys.exit(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
    prepare()
    manage = [sys.executable, "manage.py"]
    with ExitStack() as stack:
        commands = ([*manage, "worker"], [*manage, "serve", "--port", str(port)])
        children = [stack.enter_context(child(command)) for command in commands]
        ended = first_to_end(children, port)
        sys.exit(f"{ended.args!r} ended by itself (status {ended.returncode}); what went wrong stands above.")


if __name__ == "__main__":
    main(int(os.environ.get("PORT", "8000")))
