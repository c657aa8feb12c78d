"""Child processes that end with us, however we are asked to end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

ASKED_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 15.0  # seconds a child may take to say goodbye


def end_on_signals(status: int) -> None:
    """From now on Ctrl-C, SIGTERM and a closed terminal unwind the program like sys.exit(status)."""

    def unwind(_number: int, _frame: FrameType | None) -> None:
        for asked in ASKED_TO_END:  # a second Ctrl-C must not interrupt the tidying up
            signal.signal(asked, signal.SIG_IGN)
        sys.exit(status)

    for asked in ASKED_TO_END:
        signal.signal(asked, unwind)


def end(started: "subprocess.Popen[bytes]", asking: signal.Signals = signal.SIGTERM) -> None:
    """Ask a child to end, insist after GRACE seconds, and leave nothing of its process group behind."""
    if started.poll() is None:
        started.send_signal(asking)
    with suppress(subprocess.TimeoutExpired):
        started.wait(GRACE)
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


@contextmanager
def child(
    command: list[str],
    *,
    environment: Mapping[str, str] | None = None,
    stdout: int | None = None,
    asking: signal.Signals = signal.SIGTERM,
) -> Iterator["subprocess.Popen[bytes]"]:
    """A child for as long as the block runs. Its own session keeps the terminal's Ctrl-C for the parent alone."""
    started = subprocess.Popen(
        command, env=environment, stdout=stdout, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield started
    finally:
        end(started, asking)
