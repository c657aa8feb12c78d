"""A room's past on another messenger, brought along as a member would: upload, say who is who, the worker writes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from chat.actions import import_history, start_history
from chat.models import Room
from chat.queries.exports import opened, preview
from demo.calendar import local
from demo.organizations import settle_followers
from demo.people import Colleague

SOURCE = Path(__file__).parent / "history.txt"
LINE = re.compile(r"(\d+) (\d\d:\d\d) (.+?): (.*)")
FILENAME = "دردشة واتساب مع قافلة الخريف.txt"


def export_before(moment: datetime) -> str:
    """The history as a phone would export it, its days counted back from `moment`."""
    lines = []
    for days, hour, sender, text in LINE.findall(SOURCE.read_text(encoding="utf-8")):
        day = (local(moment) - timedelta(days=int(days))).strftime("%d/%m/%Y")
        lines.append(f"{day}, {hour} - {sender}: {text}".replace("\\", "\n"))
    return "\n".join(lines) + "\n"


def bring_history(room: Room, maker: Colleague, known: list[Colleague], moment: datetime) -> None:
    source = export_before(moment).encode()
    export = opened(source, FILENAME)
    history = import_history(
        actor=maker.actor(), room=room, source=source, filename=FILENAME, preview=preview(export, room)
    )
    here = {each.user.display_name: each.user for each in known}
    people = {message.sender: here.get(message.sender) for message in export.messages}
    start_history(actor=maker.actor(), history=history, people=people)
    settle_followers()
