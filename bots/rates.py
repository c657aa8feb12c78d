"""How often something may happen: a steady pace, and a handful at once. Kept in the cache, whose absence lets pass."""

from __future__ import annotations

import math
import time

from django.core.cache import cache


def seconds_to_wait(key: str, *, pause: float, burst: int) -> int:
    """0 where it may happen now, and then it is counted; else after how many whole seconds it may.

    One every `pause` seconds over time, `burst` at once (the generic cell rate algorithm: one number is kept).
    """
    now = time.time()
    free_at = max(cache.get(f"rate.{key}") or 0.0, now) + pause
    if (late := free_at - now - burst * pause) > 1e-6:
        return math.ceil(late)
    cache.set(f"rate.{key}", free_at, timeout=math.ceil(burst * pause) + 1)
    return 0
