"""How often: a handful at once, then a steady pace; also for many who come at the same moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from bots.rates import seconds_to_wait

pytestmark = pytest.mark.both


def test_a_handful_at_once_and_then_one_every_pause() -> None:
    key = uuid4().hex
    with time_machine.travel(timezone.now().replace(second=0, microsecond=0), tick=False) as clock:
        assert [seconds_to_wait(key, pause=10, burst=3) for _ in range(4)] == [0, 0, 0, 10]
        clock.shift(timedelta(seconds=4))
        assert seconds_to_wait(key, pause=10, burst=3) == 6
        clock.shift(timedelta(seconds=6))
        assert [seconds_to_wait(key, pause=10, burst=3) for _ in range(2)] == [0, 10]
        assert seconds_to_wait(uuid4().hex, pause=10, burst=3) == 0


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that give way to each other between any two steps."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-7)
    yield
    sys.setswitchinterval(usual)


def test_of_many_who_come_at_once_no_more_pass_than_may(hasty_threads: None) -> None:
    keys, together = [uuid4().hex for _ in range(40)], threading.Barrier(16)

    def come(_number: int) -> list[int]:
        return [seconds_to_wait(key, pause=10**8, burst=7) for key in keys if together.wait() >= 0]

    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(come, range(16)))
    assert [[each[number] for each in waits].count(0) for number in range(40)] == [7] * 40
