"""What happens to a session while somebody looks at it (Site.happen)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from coordination.models import Forum
from journal.actors import Actor
from meetings.actions import add_agenda_item, enter_session, plan_session, set_session_status
from meetings.models import Body, Participant, Voice
from meetings.permissions import grant
from tests.browser.planning import actor

ITEMS = ("الافتتاح", "اللجنة التنسيقية", "خطط العمل الموحّدة")


def opened(title: str) -> int:
    """An open session of three items that Basel's association runs and to which Omar comes; its number."""
    basel, omar, now = actor("basel"), actor("omar"), timezone.now()
    assert basel.organization is not None
    body = Body.objects.create(
        kind="forum", title=title, organization=basel.organization, author=basel.user, announced_at=now
    )
    day = timezone.localdate()
    Forum.objects.create(
        body=body, code=f"F-{body.pk:05d}", edition=1, starts_on=day, ends_on=day, author=basel.user, client_id=uuid4()
    )
    for each, convenes in ((basel, True), (omar, False)):
        assert each.organization is not None
        grant(body, each.organization, convenes=convenes)
        Voice.objects.create(body=body, organization=each.organization)
        seat(body, each)
    session = plan_session(
        actor=basel,
        body=body,
        client_id=uuid4(),
        title="الجلسة العامة الثانية",
        starts_at=now - timedelta(minutes=20),
        ends_at=now + timedelta(hours=2),
    )
    for item in ITEMS:
        add_agenda_item(actor=basel, session=session, client_id=uuid4(), title=item)
    for status in ("convened", "open"):
        session = set_session_status(actor=basel, session=session, status=status)
    head = Participant.objects.get(body=body, person=basel.user)
    enter_session(actor=basel, session=session, participant=head, client_id=uuid4())
    return session.pk


def seat(body: Body, each: Actor) -> None:
    assert each.organization is not None
    Participant.objects.create(
        body=body,
        organization=each.organization,
        person=each.user,
        name=each.user.display_name,
        role="head",
        code=f"K{uuid4().hex[:9].upper()}",
        named_by=each.user,
        client_id=uuid4(),
    )
