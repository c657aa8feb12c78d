"""Challenges for tests, made by the verb."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from needs.actions import create_challenge
from needs.models import Challenge
from tests.factories import Cast, make_sector
from tests.needs.board import make_town


def hard(**more: Any) -> dict[str, Any]:
    """What a challenge says at least."""
    details = {"title": "الترخيص يستغرق سنة", "sector": make_sector(), "place": make_town(), **more}
    return {"client_id": uuid4(), **details}


def standing_challenge(cast: Cast, name: str = "basel", **more: Any) -> Challenge:
    return create_challenge(actor=cast.actor(name), **hard(**more))
