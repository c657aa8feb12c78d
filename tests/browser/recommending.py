"""A forum, what it recommended and a session that votes (Site.happen): a union of its own convenes it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from coordination.actions import (
    accept_delegation,
    accept_responsibility,
    add_evidence,
    add_milestone,
    adopt_recommendation,
    ask_responsibility,
    create_recommendation,
    create_update,
    invite_delegations,
    name_delegate,
    submit_update,
)
from coordination.models import Decision, Forum, ProgressUpdate
from journal.actors import Actor
from meetings.actions import add_agenda_item, create_ballot, enter_session, plan_session, set_session_status
from meetings.models import Participant, Session
from organizations.models import Organization
from tests.browser.gathering import convened
from tests.browser.planning import actor

TEXT = "تشكيل لجنة تنسيقية تتابع تنفيذ المقترحات، وتضم ممثلين عن الاتحادات والشبكات في المحافظات كافة."
ITEMS = ("اعتماد جدول الأعمال", "لجنة تنسيقية دائمة", "مقر الأمانة الفنية")


def looked_at(title: str) -> dict[str, str]:
    """{address: who looks at it}."""
    keeper, forum = begun(title)
    desk, basel, omar = keeper.user.username, actor("basel"), actor("omar")
    theirs, waiting = comes(keeper, forum, basel), asked(keeper, forum, omar)
    session = sitting(keeper, forum)
    create = {"method": "secret", "majority": "simple"}
    ballot = create_ballot(actor=keeper, session=session, client_id=uuid4(), question="مقر الأمانة الفنية", **create)
    update = reported(keeper, forum, basel)
    row = update.recommendation_id
    return {
        f"/forums/{forum.pk}/": "basel",
        f"/forums/{forum.pk}/programme/": "basel",
        f"/forums/{forum.pk}/delegations/": desk,
        f"/forums/{forum.pk}/desk/": desk,
        f"/delegations/{theirs}/": "basel",
        f"/delegations/{theirs}/delegates/new/": "basel",
        f"/delegations/{waiting}/": "omar",
        f"/forums/{forum.pk}/recommendations/": "basel",
        "/recommendations/": "basel",
        f"/recommendations/{row}/": "basel",
        f"/recommendations/{row}/report/": "basel",
        f"/updates/{update.pk}/": desk,
        "/obligations/": "basel",
        f"/sessions/{session.pk}/": "basel",
        f"/sessions/{session.pk}/agenda/": desk,
        f"/sessions/{session.pk}/attendance/": desk,
        f"/sessions/{session.pk}/speakers/": "basel",
        f"/sessions/{session.pk}/ballots/": "basel",
        f"/sessions/{session.pk}/ballots/new/": desk,
        f"/ballots/{ballot.pk}/": desk,
    }


def voting(title: str) -> dict[str, object]:
    """An open session in which Basel and Omar are: {who runs it, the session, the vote that is prepared}."""
    keeper, forum = begun(title)
    for each in (actor("basel"), actor("omar")):
        comes(keeper, forum, each)
    session = sitting(keeper, forum)
    rules = {"method": "secret", "majority": "simple"}
    ballot = create_ballot(actor=keeper, session=session, client_id=uuid4(), question="رئاسة اللجنة", **rules)
    return {"username": keeper.user.username, "session": session.pk, "ballot": ballot.pk}


# Its parts ------------------------------------------------------------------------------------------------------------
def begun(title: str) -> tuple[Actor, Forum]:
    made = convened(title, ["ضيف من الاتحاد"])
    person = User.objects.get(username=str(made["username"]))
    keeper = Actor(person, Organization.objects.get(memberships__person=person))
    return keeper, Forum.objects.select_related("body").latest("pk")


def asked(keeper: Actor, forum: Forum, who: Actor) -> int:
    assert who.organization is not None
    (row,) = invite_delegations(actor=keeper, forum=forum, organizations=[who.organization])
    return row.pk


def comes(keeper: Actor, forum: Forum, who: Actor) -> int:
    """Invited, accepted, and its signatory is the head of its delegation."""
    row = forum.delegations.select_related("forum__body", "organization").get(pk=asked(keeper, forum, who))
    accept_delegation(actor=who, delegation=row)
    name_delegate(actor=who, delegation=row, client_id=uuid4(), person=who.user, role="head")
    return row.pk


def sitting(keeper: Actor, forum: Forum) -> Session:
    """Open since a while, with three items; whoever comes is in."""
    now = timezone.now()
    session = plan_session(
        actor=keeper,
        body=forum.body,
        client_id=uuid4(),
        title="الجلسة العامة الأولى",
        starts_at=now - timedelta(minutes=10),
        ends_at=now + timedelta(hours=2),
    )
    for item in ITEMS:
        add_agenda_item(actor=keeper, session=session, client_id=uuid4(), title=item)
    for status in ("convened", "open"):
        session = set_session_status(actor=keeper, session=session, status=status)
    for participant in Participant.objects.filter(body=forum.body, ended_at=None):
        enter_session(actor=keeper, session=session, participant=participant, client_id=uuid4())
    return session


def reported(keeper: Actor, forum: Forum, who: Actor) -> ProgressUpdate:
    """Adopted, accepted by `who` with two steps, and reported with a link that proves it."""
    assert who.organization is not None
    row = create_recommendation(actor=keeper, body=forum.body, client_id=uuid4(), text=TEXT)
    said = {"title": "إقرار التوصيات", "text": "أُقرت التوصيات.", "number": 1}
    decision = Decision.objects.create(body=forum.body, person=keeper.user, client_id=uuid4(), **said)
    row = adopt_recommendation(actor=keeper, recommendation=row, decision=decision)
    responsibility = ask_responsibility(actor=keeper, recommendation=row, organization=who.organization)
    accept_responsibility(actor=who, responsibility=responsibility)
    for step in ("تسمية الممثلين", "الاجتماع الأول"):
        add_milestone(actor=who, recommendation=row, client_id=uuid4(), title=step, weight=1)
    row.refresh_from_db()
    words = "وافقت إحدى عشرة محافظة على أسماء ممثليها."
    update = create_update(actor=who, recommendation=row, client_id=uuid4(), narrative=words, percent=40)
    add_evidence(actor=who, update=update, client_id=uuid4(), url="https://example.org/minutes", title="محضر الاجتماع")
    return submit_update(actor=who, update=update)
