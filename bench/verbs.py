"""The send path without HTTP: `python -m bench.verbs ROOM SECONDS` posts with the verb itself, in one thread."""

from __future__ import annotations

import json
import os
import sys
import time
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from chat.actions import post_message  # noqa: E402  Django's apps must be loaded first
from chat.models import Room  # noqa: E402
from journal.actors import Actor  # noqa: E402
from organizations.models import Organization  # noqa: E402


def measure(room_id: int, seconds: float) -> dict[str, float]:
    """Messages a second and CPU milliseconds a message."""
    room = Room.objects.get(pk=room_id)
    assert room.created_by
    actor = Actor(room.created_by, Organization.objects.get())
    count, began, cpu = 0, time.monotonic(), time.process_time()
    while time.monotonic() < began + seconds:
        post_message(actor=actor, room=room, body="سلام عليكم " * 10, client_id=uuid4())
        count += 1
    return {
        "per_second": count / (time.monotonic() - began),
        "cpu_ms": 1000 * (time.process_time() - cpu) / count,
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), float(sys.argv[2]))))
