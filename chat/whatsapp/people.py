"""Who speaks in an export, how a message is known again, and what of a phone number may be shown."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from arabic.numbers import to_latin_digits
from chat.whatsapp.export import Export, ExportedMessage

# Fixed for ever: another namespace would import every chat a second time.
_NAMESPACE = uuid.UUID("6f0e8a52-3d0c-5c5e-9b7e-2f4a6b1d8c30")
_PHONE = re.compile(r"~?\s*\+?[\d\s().\-‐‑]{6,30}")
_MENTIONED_PHONE = re.compile(r"@\+?\d(?:[\s.\-‑()]?\d){6,16}(?!\d)")


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    """A sender as written, how many messages are theirs, and between which times of the exporting phone's clock."""

    name: str
    messages: int
    first: datetime
    last: datetime
    is_phone: bool


def people(export: Export) -> list[ExportedPerson]:
    """Return who speaks in the export, who says most first."""
    times: dict[str, list[datetime]] = {}
    for message in export.messages:
        times.setdefault(message.sender, []).append(message.written_at)
    found = (ExportedPerson(name, len(at), min(at), max(at), is_phone(name)) for name, at in times.items())
    return sorted(found, key=lambda person: (-person.messages, person.first, person.name))


def is_phone(name: str) -> bool:
    """Tell whether a sender is a bare phone number: nobody in the exporting phone's contacts."""
    return bool(_PHONE.fullmatch(name)) and sum(sign.isdigit() for sign in name) >= 6


def mask_phone(name: str) -> str:
    """Return the last two digits of a phone number, all of it that a page may show; empty where there are no digits."""
    return _last_two(name)


def mask_mentions(text: str) -> str:
    """Return the text with each mentioned phone number ("@963944123456") cut to its last two digits ("@…56").

    For showing and storing only: `identity` takes the message as it was read.
    """
    return _MENTIONED_PHONE.sub(lambda found: f"@…{_last_two(found[0])}", text)


def identity(room_id: int, message: ExportedMessage) -> uuid.UUID:
    """Return the id that the message has in every export of its chat into this room.

    It is made of room, sender, minute, text and how many equal ones came before in that minute; never of file, line,
    second or the way the date was written, so another phone's or a later export gives the same.
    """
    minute = f"{message.written_at:%Y-%m-%dT%H:%M}"
    return uuid.uuid5(_NAMESPACE, "\0".join((str(room_id), message.sender, minute, message.text, str(message.count))))


def _last_two(phone: str) -> str:
    digits: Iterable[str] = (sign for sign in to_latin_digits(phone) if sign.isdigit())
    return "".join(digits)[-2:]
