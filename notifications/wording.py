"""What a notification says, in the language that is in force: made anew whenever it is shown, pushed or mailed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime


@dataclass(frozen=True)
class Told:
    """What there is to tell, whoever hears it. `excerpt` is empty where there is no message or it is gone."""

    kind: str
    name: str
    room: str
    is_direct: bool
    excerpt: str
    is_gone: bool = False  # the newest message was deleted; older ones are still news
    organization: str = ""  # for which that person acted
    facts: dict[str, Any] = field(default_factory=dict)


def words_of(told: Told, number: int = 0) -> str:
    """One plain line, never HTML. `number` is how many unread messages it stands for, where that is known; `when` is
    the time of which its facts tell.
    """
    given = {**vars(told), "number": number, "when": parse_datetime(str(told.facts.get("starts_at", "")))}
    return " ".join(render_to_string(f"notifications/kinds/{told.kind}.txt", given).split())
