"""A forum to register people at (Site.happen): Basel signs for a union of its own, which convenes it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from coordination.actions import accept_delegation, create_forum, invite_delegations, name_delegate, set_forum_status
from journal.actors import Actor
from meetings.models import Participant
from organizations.models import Role
from tests.browser.people import PASSWORD
from tests.factories import make_membership, make_organization, make_person


def convened(title: str, names: list[str]) -> dict[str, object]:
    """{the forum, its code for each name, who sits at the desk}: whoever convenes belongs to nothing else."""
    keeper = make_person(f"مكتب {title}", username=f"desk{uuid4().hex[:8]}")
    keeper.set_password(PASSWORD)
    keeper.save()
    union = make_organization(f"اتحاد {title}", kind="union")
    make_membership(keeper, union, Role.SIGNATORY)
    actor, day = Actor(keeper, union), timezone.localdate() + timedelta(days=3)
    forum = create_forum(actor=actor, client_id=uuid4(), title=title, starts_on=day, ends_on=day, quota=20)
    (row,) = invite_delegations(actor=actor, forum=forum, organizations=[union])
    set_forum_status(actor=actor, forum=forum, status="convened")
    row.refresh_from_db()
    accept_delegation(actor=actor, delegation=row)
    for name in names:
        name_delegate(actor=actor, delegation=row, client_id=uuid4(), name=name)
    codes = dict(Participant.objects.filter(body=forum.body).values_list("name", "code"))
    return {"forum": forum.pk, "codes": codes, "username": keeper.username}


def arrived(forum: int) -> list[str]:
    rows = Participant.objects.filter(body__forum=forum, arrived_at__isnull=False)
    return sorted(rows.values_list("name", flat=True))
