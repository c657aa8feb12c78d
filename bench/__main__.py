"""`python -m bench`: measures everything and writes docs/benchmarks.md; some ten minutes.

Between two changes look at a part: `python -m bench --stack embedded --sockets 50 --seconds 5 --no-report`.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from bench import measures, report
from bench.measures import Delivery, Sending
from bench.stacks import Stack, bare, stack
from tools.processes import end_on_signals

ROOMS = (50, 200, 1000)
DELIVERIES = 4000  # a second, at the steady load
BURST = 2500
Found = TypeVar("Found", Delivery, Sending, float)


def found(measuring: Coroutine[None, None, Found]) -> Found:
    row = asyncio.run(measuring)
    print(row, flush=True)
    return row


def measure_bare(run: report.Run, rooms: list[int], seconds: float) -> None:
    for sockets in rooms:
        rate = DELIVERIES / sockets
        with bare(sockets, int(rate * seconds), rate) as yardstick:
            run.deliveries.append(found(measures.listened(yardstick, sockets, int(rate * seconds), f"{rate:g}/s")))


def measure_stack(run: report.Run, running: Stack, rooms: list[int], seconds: float) -> None:
    """The idle sockets first: memory that a burst once took is never given back."""
    run.idle[running.name] = found(measures.idle(running, 1000))
    for sockets in rooms:
        run.deliveries.append(found(measures.steady(running, sockets, DELIVERIES / sockets, seconds)))
        messages = int(seconds * min(40, 20_000 / sockets))
        run.deliveries.append(found(measures.pressed(running, sockets, messages, 10, "10 senders")))
    run.deliveries.append(found(measures.pressed(running, rooms[0], BURST, 50, "burst of 2,500")))
    run.sendings += [
        found(measures.sending(running, seconds)),
        measures.verb_alone(running, seconds / 2),
        found(measures.empty_view(running, seconds / 2)),
    ]
    run.searches[running.name] = measures.searches(running)
    run.boards[running.name] = measures.boards(running)
    run.projects[running.name] = measures.projects(running)
    run.follow_up[running.name] = measures.follow_up(running)
    run.legislation[running.name] = measures.legislation(running)
    run.votes[running.name] = measures.votes(running)
    run.sheets[running.name] = measures.sheets(running)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", choices=["embedded", "services"], action="append")
    parser.add_argument("--sockets", type=int, choices=ROOMS, action="append")
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--no-report", action="store_true", help="print only")
    asked = parser.parse_args()
    end_on_signals(130)
    run, rooms = report.Run(), asked.sockets or list(ROOMS)
    measure_bare(run, rooms, asked.seconds)
    for name in asked.stack or ["embedded", "services"]:
        with stack(name) as running:
            measure_stack(run, running, rooms, asked.seconds)
    print(report.tables(run))
    if not asked.no_report:
        report.write(run)


if __name__ == "__main__":
    main()
