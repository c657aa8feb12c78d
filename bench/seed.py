"""Fills an empty database for the bench: `python -m bench.seed PEOPLE FILE` writes tokens and rooms to FILE as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.utils import timezone  # noqa: E402

from accounts.models import ApiToken, User, digest_of  # noqa: E402
from chat.models import Room, RoomMembership  # noqa: E402
from organizations.models import Membership, Organization  # noqa: E402

ROOMS = (50, 200, 1000)


def seed(people: int) -> dict[str, object]:
    """People of one organisation with a token each, and rooms that hold the first 50, 200 and 1,000 of them."""
    call_command("migrate", verbosity=0)
    organization = Organization.objects.create(name_ar="جمعية القياس", status=Organization.Status.VERIFIED)
    users = User.objects.bulk_create(
        User(username=f"bench{number}", display_name=f"عضو {number}") for number in range(people)
    )
    Membership.objects.bulk_create(Membership(person=user, organization=organization) for user in users)
    end = timezone.now() + timedelta(days=1)
    ApiToken.objects.bulk_create(
        ApiToken(user=user, name="bench", digest=digest_of(secret_of(user)), expires_at=end) for user in users
    )
    rooms = {str(size): make_room(users[:size]) for size in ROOMS}
    return {"tokens": [secret_of(user) for user in users], "rooms": rooms, "people": [user.pk for user in users]}


def secret_of(user: User) -> str:
    return f"bench-secret-{user.pk}"


def make_room(people: list[User]) -> int:
    room = Room.objects.create(kind=Room.Kind.GROUP, name=f"غرفة {len(people)}", created_by=people[0])
    RoomMembership.objects.bulk_create(RoomMembership(room=room, person=person) for person in people)
    return room.pk


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(seed(int(sys.argv[1]))))
