"""`make test`: every part, each in its own process, and one line about each at the end.

Tests marked serial or faults measure time and kill servers: they run alone. Those that drive Chromium run two files
at a time, each file with a site of its own (docs/decisions/0062). The few tests of a part that fail are asked once
more, alone, and the summary names them (docs/decisions/0119). The migrations run once on each database, at the
beginning; whoever needs a database then takes a copy (tests/migrated.py).
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tools.need import chromium_program, ensure
from tools.processes import child, end_on_signals
from tools.throwaway import postgresql, redis, temporary_folder

ALONE = "(serial or browser or faults)"
PYTEST = [sys.executable, "-m", "pytest"]
SHARED = [
    "-n",
    "2",
    "--dist",
    "loadgroup",
    "--no-loadscope-reorder",
]  # tests/browser/conftest.py says how
MIGRATE = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
NOT_PASSED_ON = ("DATABASE_URL", "REDIS_URL", "DATA_DIR")
ASKED_AGAIN = 3  # more failures than these are no accident
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$")
COUNTED = re.compile(r"\b(\d+) (?:failed|errors?)\b")
TESTS_FAILED = 1  # pytest's status when it ran to its end; 2 and more are no accident
VERDICT = re.compile(r"\b(\d+ (passed|failed|errors?|deselected)|no tests ran)\b")


class Part(NamedTuple):
    """One command of the test run; `on_services` gives it PostgreSQL and Redis instead of the embedded default."""

    name: str
    command: list[str]
    on_services: bool = False


class Outcome(NamedTuple):
    """How a part ended: its exit status, the seconds, the line with its count of tests, which of them failed."""

    status: int
    seconds: float
    verdict: str
    failed: tuple[str, ...] = ()


def parts(npm: str) -> list[Part]:
    """All parts, the quick ones first."""
    return [
        Part("front end", [npm, "test"]),
        Part("SQLite", [*PYTEST, "-n", "2", "-m", f"not {ALONE}"]),
        Part("PostgreSQL, Redis", [*PYTEST, "-n", "2", "-m", f"both and not {ALONE}"], on_services=True),
        Part("browser", [*PYTEST, *SHARED, "--durations", "12", "-m", "browser"]),
        Part("SQLite, one by one", [*PYTEST, "-m", f"{ALONE} and not browser"]),
        Part("PostgreSQL, Redis, one by one", [*PYTEST, "-m", f"both and {ALONE} and not browser"], on_services=True),
    ]


class Migrated(NamedTuple):
    """Databases in today's shape with nothing in them: a file of SQLite, and the address of one of PostgreSQL."""

    file: Path
    address: str


@contextmanager
def migrated() -> Iterator[Migrated]:
    """Both at once, one on each core."""
    print("\n== migrations", flush=True)
    with temporary_folder() as folder, postgresql() as address:
        mine = {**own_environment(), "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings_test"}
        environments = (mine, {**mine, "DATABASE_URL": address})
        with ExitStack() as running:
            makers = [running.enter_context(child(MIGRATE, environment=each)) for each in environments]
            if any(maker.wait() for maker in makers):
                sys.exit("The migrations failed; what went wrong stands above.")
        yield Migrated(folder / "multaqa.sqlite3", address)


def own_environment() -> dict[str, str]:
    """A developer's own database and Redis never take part."""
    return {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}


def run(part: Part, environment: Mapping[str, str]) -> Outcome:
    """Run one part, showing its words as they come."""
    print(f"\n== {part.name}", flush=True)
    began, verdict, failed = time.monotonic(), "It ended before it counted any test.", []
    # SIGINT lets pytest tear its fixtures down: browsers, servers, databases.
    with child(part.command, environment=environment, stdout=subprocess.PIPE, asking=signal.SIGINT) as process:
        assert process.stdout is not None
        with process.stdout as told:
            for line in told:
                sys.stdout.buffer.write(line)
                sys.stdout.flush()
                text = line.decode(errors="replace").strip()
                verdict = text if VERDICT.search(text) else verdict
                failed += FAILED.findall(text)
        return Outcome(process.wait(), time.monotonic() - began, verdict, tuple(failed))


def to_ask_again(first: Outcome) -> tuple[str, ...]:
    """The few tests that failed; none where there are more, or where something failed that has no name: whatever went
    wrong then would not be asked, and be green.
    """
    counted = sum(map(int, COUNTED.findall(first.verdict)))
    tests = tuple(dict.fromkeys(first.failed))
    is_few = first.status == TESTS_FAILED and counted == len(first.failed) and len(tests) <= ASKED_AGAIN
    return tests if is_few else ()


def asked_again(part: Part, first: Outcome, environment: Mapping[str, str]) -> Outcome:
    """The same outcome, or that of the few tests that failed, run alone on the quiet machine."""
    if not (tests := to_ask_again(first)):
        return first
    again = run(Part(f"{part.name}, once more", [*PYTEST, *tests]), environment)
    verdict = f"{first.verdict}\nAsked once more, alone: {', '.join(tests)}\n{again.verdict}"
    return Outcome(again.status, first.seconds + again.seconds, verdict)


@contextmanager
def surroundings(part: Part, ready: Migrated) -> Iterator[dict[str, str]]:
    """The environment of a part while its services run."""
    mine = own_environment()
    with ExitStack() as services:
        mine |= {"CHROMIUM": chromium_program() or "", "DATA_DIR": str(services.enter_context(temporary_folder()))}
        if part.on_services:
            mine |= {"DATABASE_URL": ready.address, "REDIS_URL": services.enter_context(redis())}
            mine |= {"MIGRATED_DATABASE": ready.address.rpartition("/")[2]}
        else:
            mine |= {"MIGRATED_FILE": str(ready.file)}
        yield mine


def summary(outcomes: dict[str, Outcome]) -> None:
    """Two lines for each part: how it ended, and the tool's own closing line."""
    print("\n== make test", flush=True)
    for name, outcome in outcomes.items():
        verdict = "passed" if outcome.status == 0 else f"FAILED with status {outcome.status}"
        print(f"{name}: {verdict} in {outcome.seconds:.0f} s\n{outcome.verdict}", flush=True)


def main(npm: str) -> int:
    """Run all parts, also after one failed; 0 when every part passed."""
    end_on_signals(130)
    ensure(["postgresql", "redis", "chromium"])
    outcomes = {}
    with migrated() as ready:
        for part in parts(npm):
            with surroundings(part, ready) as environment:
                outcomes[part.name] = asked_again(part, run(part, environment), environment)
    summary(outcomes)
    return int(any(outcome.status for outcome in outcomes.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", default="npm", help="the npm to run the front end's tests with")
    sys.exit(main(parser.parse_args().npm))
