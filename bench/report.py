"""docs/benchmarks.md, between its two marks: the tables of one run."""

from __future__ import annotations

import math
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.measures import Delivery, Sending

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
STACKS = {
    "bare": "bare broadcast, no application",
    "embedded": "one process, SQLite, layer in memory",
    "services": "two processes, PostgreSQL, Redis",
}


@dataclass
class Run:
    """Everything one run found. `idle` is KiB of memory for each signed-in socket; `searches` are milliseconds, median
    and worst, of each question among 100,000 messages; `boards` the same of pages among 20,000 needs, `projects`
    of pages of a project of 2,000 tasks, `follow_up` of pages among 5,000 recommendations, `legislation` of pages of a
    round of 300 proposals; `sheets` are the seconds of a table of 5,000 rows, `votes` the figures of a vote of 300 in
    twenty seconds.
    """

    deliveries: list[Delivery] = field(default_factory=list)
    sendings: list[Sending] = field(default_factory=list)
    idle: dict[str, float] = field(default_factory=dict)
    searches: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    boards: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    projects: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    follow_up: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    legislation: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    sheets: dict[str, dict[str, float]] = field(default_factory=dict)
    votes: dict[str, dict[str, Any]] = field(default_factory=dict)


def number(measured: float, digits: int = 0) -> str:
    return "–" if math.isnan(measured) else f"{measured:,.{digits}f}"


def delivery_lines(rows: list[Delivery]) -> list[str]:
    lines = [
        "| Server | Sockets in the room | Load | CPU ms per 1,000 | Deliveries/s | p50 ms | p99 ms | Lost | Doubled |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        figures = [number(row.cpu, 1), number(row.per_second), number(row.p50), number(row.p99)]
        cells = [STACKS[row.stack], number(row.sockets), row.load, *figures, str(row.lost), str(row.doubled)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def sending_lines(rows: list[Sending], idle: dict[str, float]) -> list[str]:
    lines = ["| Server | What | A second | p99 ms | CPU ms each |", "|---|---|---|---|---|"]
    for row in rows:
        cells = [STACKS[row.stack], row.what, number(row.per_second), number(row.p99), number(row.cpu_ms, 2)]
        lines.append(f"| {' | '.join(cells)} |")
    kept = [f"An idle signed-in socket: {size:.1f} KiB ({STACKS[name]})." for name, size in idle.items()]
    return [*lines, "", *kept]


def timed_lines(what: str, timed: dict[str, dict[str, list[float]]]) -> list[str]:
    """A line for each thing asked of each server: its median and its worst milliseconds."""
    lines = [f"| Server | {what} | median ms | worst ms |", "|---|---|---|---|"]
    for name, questions in timed.items():
        lines += [
            f"| {STACKS[name]} | {words} | {number(took[0])} | {number(took[1])} |" for words, took in questions.items()
        ]
    return lines


def sheet_lines(timed: dict[str, dict[str, float]]) -> list[str]:
    lines = ["| Server | A table of 5,000 rows | s |", "|---|---|---|"]
    for name, steps in timed.items():
        lines += [f"| {STACKS[name]} | {words} | {number(took, 1)} |" for words, took in steps.items()]
    return lines


def vote_lines(timed: dict[str, dict[str, Any]]) -> list[str]:
    lines = ["| Server | A vote of 300 in 20 s | |", "|---|---|---|"]
    for name, figures in timed.items():
        lines += [f"| {STACKS[name]} | {words} | {found} |" for words, found in figures.items()]
    return lines


def tables(run: Run) -> str:
    load = os.getloadavg()[0]
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    when = f"{datetime.now(UTC):%Y-%m-%d}"
    lines = [f"Measured {when}: {where}; load average at the end {load:.1f}.", ""]
    return "\n".join(
        [
            *lines,
            *delivery_lines(run.deliveries),
            "",
            *sending_lines(run.sendings, run.idle),
            "",
            *timed_lines("A page of hits among 100,000 messages", run.searches),
            "",
            *timed_lines("A page among 20,000 needs with 100,000 pledges", run.boards),
            "",
            *timed_lines("A page of a project of 2,000 tasks with 1,500 dependencies", run.projects),
            "",
            *timed_lines("A page among 5,000 recommendations of 50 forums with 50,000 reports", run.follow_up),
            "",
            *timed_lines("A page of a round of 300 proposals with 1,000 changes", run.legislation),
            "",
            *sheet_lines(run.sheets),
            "",
            *vote_lines(run.votes),
        ]
    )


def write(run: Run) -> None:
    put(tables(run), BEGIN, END)


def put(text: str, begin: str, end: str) -> None:
    """Put a text into the document between two marks; what is written around them stays."""
    before, _, rest = DOCUMENT.read_text().partition(begin)
    after = rest.partition(end)[2]
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}")
