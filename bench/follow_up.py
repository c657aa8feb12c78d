"""Recommendations among many: `python -m bench.follow_up [RECOMMENDATIONS]` fills a database with 50 forums, their
recommendations and ten reports on each, and asks for the dashboard and the lists as a member does; prints for each page
the milliseconds of the server, the median and the worst of some tries, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.boards import answered, stored  # noqa: E402
from coordination.models import (  # noqa: E402
    Committee,
    Convener,
    Decision,
    Evidence,
    Forum,
    ProgressUpdate,
    Recommendation,
    Responsibility,
    Theme,
)
from journal.models import Entry, Stream  # noqa: E402
from meetings.models import Body  # noqa: E402
from meetings.permissions import grant  # noqa: E402
from organizations.models import Membership, Organization, Place, Role  # noqa: E402
from organizations.permissions import move_to_group  # noqa: E402

TRIES, FORUMS, COMMITTEES, ORGANIZATIONS, THEMES, REPORTS = 7, 50, 20, 90, 14, 10
STATES = ["adopted"] * 2 + ["assigned"] + ["in_progress"] * 4 + ["blocked", "reported_done"] + ["verified"] * 3
STATES += ["dropped"]
PAGES = {
    "the dashboard": "/follow-up/",
    "the dashboard, by organisation": "/follow-up/?by=organization",
    "the dashboard, by governorate": "/follow-up/?by=place",
    "the dashboard, by lateness": "/follow-up/?by=late",
    "the dashboard of a forum, late": "/follow-up/?forum={forum}&late=overdue",
    "the dashboard, by words and backwards": "/follow-up/?q=تنسيق&sort=-percent",
    "the dashboard for programs": "/api/follow-up/?by=theme",
    "the dashboard for everybody": "/public-follow-up/",
    "since the last forum": "/forums/{forum}/since/",
    "the list of recommendations": "/recommendations/",
    "the list of recommendations, late": "/recommendations/?late=overdue",
    "what an organisation answers for": "/obligations/",
}


def seed(number: int) -> tuple[User, Forum]:
    """A signatory of one of the organisations, in half of the forums; the newest forum."""
    call_command("migrate", verbosity=0)
    mark = uuid4().hex[:6]
    person = User.objects.create(username=f"follower-{mark}", display_name="متابِعة")
    organizations = Organization.objects.bulk_create(
        Organization(name_ar=f"جمعية المتابعة {at} {mark}", status=Organization.Status.VERIFIED)
        for at in range(ORGANIZATIONS)
    )
    move_to_group(Membership.objects.create(person=person, organization=organizations[0], role=Role.SIGNATORY))
    forums = make_forums(person, organizations[1], mark)
    for forum in forums[::2]:
        grant(forum.body, organizations[0])
    committees = make_committees(person, organizations[1], mark)
    themes = Theme.objects.bulk_create(Theme(name=f"محور {at} {mark}") for at in range(THEMES))
    decisions = {row.body_id: row for row in make_decisions(person, forums)}
    stored(recommended(number, person, forums, committees, themes, decisions))
    rows = list(Recommendation.objects.filter(person=person).order_by("pk"))
    follow(rows, person, organizations)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person, forums[-1]


def make_bodies(count: int, kind: str, person: User, organization: Organization) -> list[Body]:
    now = timezone.now()
    return Body.objects.bulk_create(
        Body(
            kind=kind,
            title=f"الملتقى التنسيقي {at + 1}",
            visibility="public" if at % 3 == 0 else "members",
            organization=organization,
            author=person,
            announced_at=now,
        )
        for at in range(count)
    )


def make_forums(person: User, organization: Organization, mark: str) -> list[Forum]:
    made: list[Forum] = []
    today = timezone.localdate()
    for at, body in enumerate(make_bodies(FORUMS, "forum", person, organization)):
        day = today - timedelta(days=60 * (FORUMS - at))
        row = Forum(code=f"F-{mark[:4]}{at:02}", body=body, edition=at + 1, author=person, client_id=UUID(int=at))
        row.starts_on, row.ends_on, row.status = day, day + timedelta(days=1), Forum.Status.PUBLISHED
        row.previous = made[-1] if made else None
        row.save()
        made.append(row)
    stored(Convener(forum=forum, organization=organization) for forum in made)
    return made


def make_committees(person: User, organization: Organization, mark: str) -> list[Committee]:
    return Committee.objects.bulk_create(
        Committee(code=f"C-{mark[:4]}{at:02}", body=body, mandate="متابعة", author=person, client_id=UUID(int=at))
        for at, body in enumerate(make_bodies(COMMITTEES, "committee", person, organization))
    )


def make_decisions(person: User, forums: list[Forum]) -> list[Decision]:
    return Decision.objects.bulk_create(
        Decision(body=forum.body, number=1, title="قرار", text="أُقرّت.", person=person, client_id=UUID(int=at))
        for at, forum in enumerate(forums)
    )


def recommended(
    number: int,
    person: User,
    forums: list[Forum],
    committees: list[Committee],
    themes: list[Theme],
    decisions: dict[int, Decision],
) -> Iterator[Recommendation]:
    dice, today = random.Random(7), timezone.localdate()
    for at in range(number):
        forum, status = forums[at % len(forums)], dice.choice(STATES)
        text = f"{dice.choice(['تشكيل لجنة تنسيق', 'إعداد دليل', 'تدريب الفرق', 'تبادل البيانات'])} رقم {at}"
        row = Recommendation(code=f"R-{forum.edition}-{at:05}", body=forum.body, forum=forum, text=text, title=text)
        row.status, row.search_text, row.decision = status, text, decisions[forum.body_id]
        row.ending = row.decision if status == "dropped" else None
        row.committee, row.theme = dice.choice([None, *committees]), dice.choice([None, *themes])
        row.visibility = dice.choice(["public", "members", "members", "body"])
        row.adopted_on, row.due_on = forum.ends_on, today + timedelta(days=dice.randint(-200, 300))
        row.report_due_on = today + timedelta(days=dice.randint(-30, 30))
        row.percent = 100 if status == "verified" else dice.randint(0, 90)
        row.reported_at = timezone.now() - timedelta(days=dice.randint(1, 90))
        row.person, row.client_id = person, UUID(int=at)
        yield row


def follow(rows: list[Recommendation], person: User, organizations: list[Organization]) -> None:
    """Who answers for each, where, ten reports on each with evidence on every other, and what the journal tells."""
    dice = random.Random(8)
    leads = {row.pk: dice.choice(organizations) for row in rows}
    stored(
        Responsibility(
            recommendation=row,
            organization=leads[row.pk],
            status="asked" if row.status == "adopted" else "accepted",
            asked_by=person,
        )
        for row in rows
        if row.status != "dropped"
    )
    places, through = list(Place.objects.filter(level=1)), Recommendation.places.through
    stored(
        through(recommendation=row, place=place)
        for row in rows
        for place in dice.sample(places, dice.choice([0, 1, 1, 2]))
    )
    stored(reported(rows, leads, person, organizations[1]))
    updates = ProgressUpdate.objects.filter(person=person).order_by("pk")
    stored(
        Evidence(update_id=pk, kind="link", title="محضر", url="https://example.org/", person=person, client_id=uuid4())
        for pk in updates.values_list("pk", flat=True)[::2]
    )
    tell(rows)


def reported(
    rows: list[Recommendation], leads: dict[int, Organization], person: User, verifying: Organization
) -> Iterator[ProgressUpdate]:
    now, at = timezone.now(), 0
    for row in rows:
        for step in range(REPORTS):
            at += 1
            given: dict[str, Any] = {"recommendation": row, "organization": leads[row.pk], "person": person}
            made = ProgressUpdate(**given, narrative="تقدّم العمل.", percent=step * 9, client_id=UUID(int=at))
            made.is_public, made.status = step % 3 == 0, "confirmed"
            made.answering = verifying if leads[row.pk] != verifying else None
            made.submitted_at = made.answered_at = now - timedelta(days=10 * (REPORTS - step))
            yield made


def tell(rows: list[Recommendation]) -> None:
    """Each was adopted, and came to its state: as the verbs write it down."""
    streams = Stream.objects.bulk_create(
        Stream(name=row.stream, kind="recommendation", head=2, seq=0) for row in rows if not is_told(row)
    )
    by_name = {stream.name: stream for stream in streams}
    stored(
        Entry(
            stream=by_name[row.stream],
            number=number,
            event="recommendation_adopted" if number == 1 else "recommendation_edited",
            kind="recommendation",
            object_id=row.pk,
            facts={"status": "adopted" if number == 1 else row.status, "code": row.code},
            at=moment_of(row.adopted_on, 30 * (number - 1)),
        )
        for row in rows
        if row.stream in by_name
        for number in (1, 2)
    )


def is_told(row: Recommendation) -> bool:
    return Stream.objects.filter(name=row.stream).exists()


def moment_of(day: date | None, later: int) -> datetime:
    at = datetime.combine(day or timezone.localdate(), datetime.min.time(), timezone.get_current_timezone())
    return at + timedelta(days=later, hours=12)


def measure(person: User, forum: Forum) -> dict[str, list[float]]:
    """{page: [median, worst]} in milliseconds, with everything around it: session, rights, template."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    took: dict[str, list[float]] = {}
    for words, address in PAGES.items():
        times = [answered(client, address.format(forum=forum.pk)) for _ in range(TRIES)]
        took[words] = [round(median(times), 1), round(max(times), 1)]
    return took


if __name__ == "__main__":
    print(json.dumps(measure(*seed(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)), ensure_ascii=False))
