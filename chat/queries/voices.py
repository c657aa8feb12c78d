"""Who said something, and for whom: as JSON objects."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from chat.models import Message
from chat.whatsapp import mask_phone
from chat.whatsapp.people import is_phone
from organizations.models import Organization

Facts = dict[str, Any]


def person_facts(person: User | None) -> Facts | None:
    if person is None:
        return None
    shown = {"id": person.pk, "name": str(person), "mark": person.mark}
    return {**shown, "bot": True} if person.is_bot else shown


def sender_facts(message: Message) -> Facts | None:
    """Who wrote an imported message: the person they were found to be, else the name in the export."""
    if message.sender is None:
        return None
    if message.sender.person is not None:
        return {"id": message.sender.pk, "name": str(message.sender.person), "person": message.sender.person_id}
    return {"id": message.sender.pk, "name": shown_sender(message.sender.name), "person": None}


def shown_sender(name: str) -> str:
    """A placeholder's name; of a phone number its last two digits only, in no language, and from left to right."""
    return f"\u200e+…{mask_phone(name)}" if is_phone(name) else name


def organization_facts(organization: Organization | None) -> Facts | None:
    if organization is None:
        return None
    return {
        "id": organization.pk,
        "name": organization.name_ar or organization.name_en,
        "name_en": organization.name_en,
        "mark": organization.mark,
        "tint": organization.tint,
        "place": organization.governorate.name_ar if organization.governorate else "",
        "place_en": organization.governorate.name_en if organization.governorate else "",
    }


def name_of_author(message: Message) -> str:
    """Empty where the platform itself speaks."""
    return str(message.author) if message.author else (sender_facts(message) or {"name": ""})["name"]
