"""Moments as the wire writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


@overload
def stamp(moment: datetime) -> str: ...


@overload
def stamp(moment: None) -> None: ...


@overload
def stamp(moment: datetime | None) -> str | None: ...


def stamp(moment: datetime | None) -> str | None:
    """UTC, milliseconds, Z; of no moment nothing."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
