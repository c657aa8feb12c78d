"""The search among many messages: `python -m bench.search [MESSAGES]` fills a database and asks it; prints
for each question the milliseconds, the median and the worst of some tries, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from arabic.terms import searched  # noqa: E402
from chat.models import Message, Room, RoomMembership  # noqa: E402
from organizations.models import Membership, Organization  # noqa: E402
from search.models import SearchEntry  # noqa: E402
from search.queries import Asked, found, shown  # noqa: E402

ROOMS, TRIES, BATCH = 40, 7, 5000
# Every message has some of the common words, one in a hundred each of the rare ones.
COMMON = """نحتاج وصلت القافلة إلى مستودع في من على اليوم غداً سلة غذائية أسرة مخيم فريق توزيع تقرير اجتماع دواء
ماء""".split()  # noqa: SIM905  nobody reads twenty quoted words
RARE = [
    f"{first}{last}"
    for first in ("كفر", "تل ", "عين ", "دير ", "خان ")
    for last in ("حلب", "شيخون", "الزور", "عرب", "رفعت")
]
QUESTIONS = {
    "a word of half of them": Asked(q="القافلة"),
    "a word of one in a hundred": Asked(q="شيخون"),
    "a word of none": Asked(q="زلزال"),
    "three words": Asked(q="سلة غذائية شيخون"),
    "a quoted phrase": Asked(q='"سلة غذائية"'),
    "two letters": Asked(q="حم"),
    "two letters of none": Asked(q="ظظ"),
    "a word in one room": Asked(q="دواء", room=1),
    "a word of one person": Asked(q="دواء", person=1),
}


def seed(count: int) -> User:
    """A person who sees half of the rooms, among so many messages."""
    call_command("migrate", verbosity=0)
    organization = Organization.objects.create(name_ar="جمعية البحث", status=Organization.Status.VERIFIED)
    people = User.objects.bulk_create(
        User(username=f"find{number}", display_name=f"باحث {number}") for number in range(50)
    )
    Membership.objects.bulk_create(Membership(person=person, organization=organization) for person in people)
    rooms = Room.objects.bulk_create(Room(kind=Room.Kind.GROUP, name=f"غرفة {number}") for number in range(ROOMS))
    RoomMembership.objects.bulk_create(RoomMembership(room=room, person=people[0]) for room in rooms[::2])
    rows = messages(count, rooms, people)
    while batch := [row for _, row in zip(range(BATCH), rows, strict=False)]:
        SearchEntry.objects.bulk_create(map(entry, Message.objects.bulk_create(batch)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people[0]


def messages(count: int, rooms: list[Room], people: list[User]) -> Iterator[Message]:
    dice, now = random.Random(7), timezone.now()
    for number in range(count):
        words = dice.choices(COMMON, k=dice.randint(4, 24)) + dice.choices(RARE, k=dice.random() < 0.25)
        at = now - timedelta(minutes=count - number)
        body = " ".join(words)
        yield Message(
            room=rooms[number % ROOMS],
            seq=number + 1,
            author=people[number % len(people)],
            client_id=UUID(int=number),
            body=body,
            html=body,
            written_at=at,
            created_at=at,
        )


def entry(row: Message) -> SearchEntry:
    return SearchEntry(
        kind=SearchEntry.Kind.MESSAGE,
        object_id=row.pk,
        room_id=row.room_id,
        message_id=row.pk,
        person_id=row.author_id,
        at=row.written_at,
        text=searched(row.body),
    )


def measure(user: User) -> dict[str, list[float]]:
    """{question: [median, worst]}, of answering a page of 20 with its excerpts."""
    room, person = Room.objects.order_by("-pk")[1].pk, User.objects.order_by("-pk")[0].pk
    took: dict[str, list[float]] = {}
    for words, asked in QUESTIONS.items():
        narrowed = Asked(q=asked.q, room=room if asked.room else None, person=person if asked.person else None)
        times = [answered(user, narrowed) for _ in range(TRIES)]
        took[words] = [round(median(times), 1), round(max(times), 1)]
    return took


def answered(user: User, asked: Asked) -> float:
    began = time.perf_counter()
    shown(user, found(user, asked, limit=20).entries, asked.q)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    print(json.dumps(measure(seed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)), ensure_ascii=False))
