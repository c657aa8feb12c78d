"""How often something may happen: a steady pace, and a handful at once. Kept in the cache, whose absence lets pass."""

from __future__ import annotations

import math
import time

from django.core.cache import cache


def seconds_to_wait(key: str, *, pause: float, burst: int) -> int:
    """0 where it may happen now, and then it is counted; else after how many whole seconds it may.

    One every `pause` seconds over time, `burst` at once: time is cut into places of `pause` seconds, each taken once,
    and nobody takes one further ahead than `burst`. A place is taken by the cache's own `add`, so that of two who come
    at the same moment each has another one.
    """
    now = time.time()
    here = int(now / pause)
    for place in range(here, here + burst):
        if cache.add(f"rate.{key}.{place}", True, timeout=math.ceil((burst + 1) * pause)):
            return 0
    return max(1, math.ceil((here + 1) * pause - now))
