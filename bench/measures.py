"""What is measured. Every number comes from the whole path: HTTP in, the database, frames out."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.clients import Reader, Sender, Tally, acknowledge_all
from bench.stacks import Stack

WARM_UP = 20  # messages
SECONDS_TO_ARRIVE = 60.0


@dataclass
class Delivery:
    """One row of the table. CPU in milliseconds per 1,000 deliveries, times in milliseconds."""

    stack: str
    load: str
    sockets: int
    cpu: float
    per_second: float
    p50: float
    p99: float
    lost: int
    doubled: int
    heads: int


@dataclass
class Sending:
    """Messages accepted a second, and how long one waits for its answer (milliseconds)."""

    stack: str
    what: str
    per_second: float
    p99: float
    cpu_ms: float


def quantile(times: array[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


@asynccontextmanager
async def readers(stack: Stack, sockets: int, tally: Tally) -> AsyncIterator[list[Reader]]:
    """So many sockets in one room, spread over the servers, all greeted."""
    loop = asyncio.get_running_loop()
    opened: list[Reader] = []
    for start in range(0, sockets, 50):
        tokens = stack.tokens[start : min(start + 50, sockets)]
        batch = [Reader(token, stack.room(sockets), tally) for token in tokens]
        for number, reader in enumerate(batch):
            await loop.create_connection(partial(itself, reader), "127.0.0.1", stack.ports[number % len(stack.ports)])
        await asyncio.gather(*(reader.ready for reader in batch))
        opened += batch
    acknowledging = asyncio.ensure_future(acknowledge_all(opened))
    try:
        yield opened
    finally:
        acknowledging.cancel()
        for reader in opened:
            reader.transport.abort()


def itself(reader: Reader) -> Reader:
    return reader


def senders(stack: Stack, room: int, count: int) -> list[Sender]:
    tokens = stack.tokens[:count]
    return [Sender(stack.ports[number % len(stack.ports)], token, room) for number, token in enumerate(tokens)]


async def arrived(opened: list[Reader], head: int) -> None:
    """Wait until everybody has the entry `head`, or long enough."""
    end = time.monotonic() + SECONDS_TO_ARRIVE
    while time.monotonic() < end and any(reader.number < head for reader in opened):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def steady(stack: Stack, sockets: int, per_second: float, seconds: float) -> Delivery:
    """Messages at a fixed rate, whatever the answers take."""
    tally = Tally()
    async with readers(stack, sockets, tally) as opened:
        posting = senders(stack, stack.room(sockets), min(20, sockets))
        await arrived(opened, max([await sender.post() or 0 for sender in posting]))
        tally.fresh()
        begun_at = min(reader.number for reader in opened)
        count = int(per_second * seconds)
        cpu, began = stack.cpu_ms(), time.monotonic()
        turns = [asyncio.Lock() for _ in posting]
        tasks = []
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
            place = number % len(posting)
            tasks.append(asyncio.ensure_future(in_turn(posting[place], turns[place])))
        heads = await asyncio.gather(*tasks)
        await arrived(opened, max(heads))
        elapsed, used = time.monotonic() - began, stack.cpu_ms() - cpu
    return row(stack, f"{per_second:g}/s", opened, tally, used, elapsed, begun_at + count)


async def in_turn(sender: Sender, turn: asyncio.Lock) -> int:
    """One connection carries one request at a time."""
    async with turn:
        return await sender.post() or 0


async def pressed(stack: Stack, sockets: int, messages: int, senders_count: int, name: str) -> Delivery:
    """As fast as the senders get answers."""
    tally = Tally()
    async with readers(stack, sockets, tally) as opened:
        posting = senders(stack, stack.room(sockets), senders_count)
        await arrived(opened, max([await sender.post() or 0 for sender in posting]))
        tally.fresh()
        begun_at = min(reader.number for reader in opened)
        cpu, began = stack.cpu_ms(), time.monotonic()
        heads = await asyncio.gather(*(some(sender, messages // senders_count) for sender in posting))
        await arrived(opened, max(heads))
        elapsed, used = time.monotonic() - began, stack.cpu_ms() - cpu
        refused = [words for sender in posting for words in sender.refused]
        if refused:
            print("refused:", len(refused), refused[0])
    sent = messages // senders_count * senders_count - len(refused)
    return row(stack, name, opened, tally, used, elapsed, begun_at + sent)


async def some(sender: Sender, count: int) -> int:
    reached = 0
    for _ in range(count):
        reached = max(reached, await sender.post() or 0)
    return reached


def row(
    stack: Stack, load: str, opened: list[Reader], tally: Tally, used: float, elapsed: float, head: int
) -> Delivery:
    """`lost` are entries that neither came nor were announced by a later head (those a client fetches)."""
    lost = sum(max(0, head - reader.number) for reader in opened)
    return Delivery(
        stack.name,
        load,
        len(opened),
        cpu=used / max(tally.delivered, 1) * 1000,
        per_second=tally.delivered / elapsed,
        p50=quantile(tally.latencies, 0.5),
        p99=quantile(tally.latencies, 0.99),
        lost=lost + (0 if tally.heads else tally.skipped),
        doubled=tally.doubled,
        heads=tally.heads,
    )


async def listened(yardstick: Stack, sockets: int, messages: int, load: str) -> Delivery:
    """What the bare broadcast costs; it begins by itself when all sockets are there."""
    tally = Tally()
    async with readers(yardstick, sockets, tally) as opened:
        cpu, began = yardstick.cpu_ms(), time.monotonic()
        await arrived(opened, messages)
        elapsed, used = time.monotonic() - began, yardstick.cpu_ms() - cpu
    return row(yardstick, load, opened, tally, used, elapsed, messages)


async def idle(stack: Stack, sockets: int) -> float:
    """KiB of server memory for each further socket, above the first fifty, in a server that did nothing else."""
    async with readers(stack, 50, Tally()):
        await asyncio.sleep(1)
        before = stack.resident_kib()
        async with readers(stack, sockets, Tally()):
            await asyncio.sleep(2)
            return (stack.resident_kib() - before) / sockets


async def sending(stack: Stack, seconds: float, count: int = 50) -> Sending:
    """Durable messages a second over HTTP, nobody watching."""
    posting = senders(stack, stack.room(50), count)
    await asyncio.gather(*(sender.post() for sender in posting))
    for sender in posting:
        del sender.times[:]
    cpu, began = stack.cpu_ms(), time.monotonic()
    end = began + seconds

    async def go_on(sender: Sender) -> None:
        while time.monotonic() < end:
            await sender.post()

    await asyncio.gather(*(go_on(sender) for sender in posting))
    return summed(stack, f"messages over HTTP, {count} senders", posting, began, cpu)


async def empty_view(stack: Stack, seconds: float, count: int = 50) -> Sending:
    posting = senders(stack, stack.room(50), count)
    cpu, began = stack.cpu_ms(), time.monotonic()
    end = began + seconds

    async def go_on(sender: Sender) -> None:
        while time.monotonic() < end:
            asked = time.monotonic_ns()
            await sender.get("/healthz")
            sender.times.append((time.monotonic_ns() - asked) / 1e6)

    await asyncio.gather(*(go_on(sender) for sender in posting))
    return summed(stack, f"an empty view, {count} callers", posting, began, cpu)


def summed(stack: Stack, what: str, posting: list[Sender], began: float, cpu: float) -> Sending:
    elapsed, used = time.monotonic() - began, stack.cpu_ms() - cpu
    times = array("d", (each for sender in posting for each in sender.times))
    for sender in posting:
        sender.close()
    return Sending(stack.name, what, len(times) / elapsed, quantile(times, 0.99), used / max(1, len(times)))


def verb_alone(stack: Stack, seconds: float) -> Sending:
    command = [sys.executable, "-m", "bench.verbs", str(stack.room(50)), str(seconds)]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found = json.loads(said)
    return Sending(stack.name, "the verb without HTTP, one thread", found["per_second"], float("nan"), found["cpu_ms"])


def boards(stack: Stack) -> dict[str, list[float]]:
    """{page: [median, worst] milliseconds} among 20,000 needs with 100,000 pledges, which stay in the database."""
    command = [sys.executable, "-m", "bench.boards"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[float]] = json.loads(said)
    return found


def projects(stack: Stack) -> dict[str, list[float]]:
    """{page: [median, worst] milliseconds} of a project of 2,000 tasks, which stays in the database."""
    command = [sys.executable, "-m", "bench.projects"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[float]] = json.loads(said)
    return found


def follow_up(stack: Stack) -> dict[str, list[float]]:
    """{page: [median, worst] milliseconds} among 5,000 recommendations of 50 forums, which stay in the database."""
    command = [sys.executable, "-m", "bench.follow_up"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[float]] = json.loads(said)
    return found


def legislation(stack: Stack) -> dict[str, list[float]]:
    """{page: [median, worst] milliseconds} of a round of 300 proposals with 1,000 changes, which stays there."""
    command = [sys.executable, "-m", "bench.legislation"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[float]] = json.loads(said)
    return found


def votes(stack: Stack) -> dict[str, Any]:
    """What a vote of 300 takes (bench/votes.py); its hall stays in the database."""
    command = [sys.executable, "-m", "bench.votes"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def sheets(stack: Stack) -> dict[str, float]:
    """{step: seconds} of a table of 5,000 rows, whose needs stay in the database."""
    command = [sys.executable, "-m", "bench.sheets"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(said)
    return found


def searches(stack: Stack) -> dict[str, list[float]]:
    """{question: [median, worst] milliseconds} among 100,000 messages, which stay in the database: this comes last."""
    command = [sys.executable, "-m", "bench.search"]
    said = subprocess.run(command, env=stack.environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[float]] = json.loads(said)
    return found
