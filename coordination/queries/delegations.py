"""Delegations and delegates as pages, programs and the journal read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from arabic.normalise import normalise
from coordination.models import Delegation, Forum
from coordination.permissions import delegates_for, delegations_for, own_delegations_for
from journal.ids import id_of
from journal.stamps import stamp
from meetings.models import Participant
from organizations.models import Affiliation, Organization
from organizations.queries import active_in, organization_mark

Facts = dict[str, Any]
Status, Role = Delegation.Status, Participant.Role
RUNNING = (Status.INVITED, Status.ACCEPTED)
RANK = {Role.HEAD: 0, Role.DELEGATE: 1, Role.OBSERVER: 2, Role.ALTERNATE: 3}
WORDS_LIMIT = 8


@dataclass
class Counts:
    """How a forum's invitations stand, and how many are named and have arrived."""

    invited: int = 0
    accepted: int = 0
    declined: int = 0
    withdrawn: int = 0
    voices: int = 0  # of those that take part
    named: int = 0
    arrived: int = 0

    @property
    def asked(self) -> int:
        return self.invited + self.accepted + self.declined


@dataclass
class Sent:
    """A delegation with whom it sends: the head first, alternates last; and who was named before."""

    delegation: Delegation
    delegates: list[Participant] = field(default_factory=list)
    before: list[Participant] = field(default_factory=list)

    @property
    def places(self) -> int:
        """How many it may still name, alternates aside."""
        taken = sum(each.role != Role.ALTERNATE for each in self.delegates)
        return max(0, self.delegation.quota - taken)

    @property
    def arrived(self) -> int:
        return sum(each.arrived_at is not None for each in self.delegates)


# Delegations ----------------------------------------------------------------------------------------------------------
def with_forum(rows: QuerySet[Delegation]) -> QuerySet[Delegation]:
    return rows.select_related(
        "organization__governorate",
        "forum__body__organization",
        "forum__place",
        "inviting",
        "invited_by",
        "answered_by",
    )


def seen_delegation(user: Any, pk: int) -> Delegation | None:
    return with_forum(delegations_for(user)).filter(pk=pk).first()


def own_delegations(user: Any, status: str = "") -> QuerySet[Delegation]:
    """What one's own organisations were asked, the newest first."""
    rows = with_forum(own_delegations_for(user))
    return (rows.filter(status=status) if status else rows).order_by("-pk")


def waiting_delegations(user: Any) -> list[Delegation]:
    """What one's organisations were asked and have not answered, where there is still something to answer."""
    answering = (Forum.Status.CONVENED, Forum.Status.OPEN)
    return list(own_delegations(user, Status.INVITED).filter(forum__status__in=answering)[:20])


def delegation_by_letter(user: Any, code: str) -> Delegation | None:
    """Of one's own organisations, the one whose letter bears this code."""
    return own_delegations(user).filter(letter_code=code).first() if code else None


def delegations_of(forum: Forum, user: Any, text: str = "", status: str = "") -> QuerySet[Delegation]:
    """Those the person sees, by the names of the organisations; what was withdrawn only where it is asked for."""
    rows = with_forum(delegations_for(user).filter(forum=forum))
    rows = rows.filter(status=status) if status else rows.exclude(status=Status.WITHDRAWN)
    for word in normalise(text).split()[:WORDS_LIMIT]:
        rows = rows.filter(organization__search_text__contains=word)
    return rows.order_by("organization__name_ar", "-pk")


def with_delegates(rows: Iterable[Delegation]) -> list[Sent]:
    """One query more, whatever their number. Of an organisation asked twice the newest row, which comes first, has the
    names.
    """
    sent = [Sent(row) for row in rows]
    newest = {(each.delegation.forum.body_id, each.delegation.organization_id): each for each in reversed(sent)}
    of_these = Participant.objects.filter(
        body__in={body for body, _organization in newest}, organization__in={pk for _body, pk in newest}
    )
    for each in sorted(of_these.select_related("person"), key=lambda each: (RANK[Role(each.role)], each.pk)):
        if one := newest.get((each.body_id, each.organization_id)):
            (one.delegates if each.is_standing else one.before).append(each)
    return sent


def counts_of(forum: Forum) -> Counts:
    """Two queries."""
    by_status = counted_delegations(forum)
    named = forum.body.participants.filter(ended_at=None)
    people = named.aggregate(named=Count("pk"), arrived=Count("pk", filter=Q(arrived_at__isnull=False)))
    return Counts(**by_status, **people)


def counted_delegations(forum: Forum) -> dict[str, int]:
    counted = {name: Count("pk", filter=Q(status=name)) for name in Status.values}
    voices = Count("pk", filter=Q(status=Status.ACCEPTED, has_voice=True))
    return forum.delegations.aggregate(**counted, voices=voices)


def shown_delegations(forum: Forum) -> QuerySet[Delegation]:
    """The organisations that take part, for the page that everybody may read; no names of people."""
    rows = forum.delegations.filter(status=Status.ACCEPTED).select_related("organization__governorate")
    return rows.order_by("organization__name_ar", "pk")


def badge_people(forum: Forum, delegation: str = "") -> list[Participant]:
    """Everybody who comes, by the names of their organisations, the head first; of one delegation where it is asked."""
    rows = forum.body.participants.filter(ended_at=None).select_related("organization")
    if (pk := id_of(delegation)) is not None:
        rows = rows.filter(organization__in=forum.delegations.filter(pk=pk).values("organization"))
    order = lambda each: (each.organization.name_ar, each.organization_id, RANK[Role(each.role)], each.pk)
    return sorted(rows, key=order)


# Whom to invite -------------------------------------------------------------------------------------------------------
def organizations_to_invite(forum: Forum) -> QuerySet[Organization]:
    """Verified ones that are neither asked nor in."""
    known = forum.delegations.filter(status__in=RUNNING).values("organization")
    open_ones = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)
    return open_ones.exclude(pk__in=known).select_related("governorate").order_by("name_ar", "pk")


def chosen_to_invite(forum: Forum, *, union: int | None, sector: str, governorate: str) -> QuerySet[Organization]:
    """Of those, the members of a union or network, of a sector, at work in a governorate: what is asked, all of it."""
    rows = organizations_to_invite(forum)
    if union:
        members = Affiliation.objects.filter(convener=union, ended_at__isnull=True)
        rows = rows.filter(pk__in=members.values("member"))
    if sector:
        rows = rows.filter(sectors__code=sector)
    if governorate:
        rows = rows.filter(pk__in=active_in(governorate))
    return rows


# For programs and the journal -----------------------------------------------------------------------------------------
def delegations(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: delegation_facts(row) for row in with_forum(Delegation.objects.filter(pk__in=ids))}


def delegation_facts(row: Delegation) -> Facts:
    """For those who take part in the forum, and for the organisation itself."""
    return {
        "id": row.pk,
        "forum": row.forum_id,
        "organization": organization_mark(row.organization),
        "status": row.status,
        "quota": row.quota,
        "has_voice": row.has_voice,
        "invited_at": stamp(row.invited_at),
        "answered_at": stamp(row.answered_at),
        "is_late": row.is_late,
    }


def seen_delegate(user: Any, pk: int) -> Participant | None:
    return delegates_for(user).filter(pk=pk).select_related("body", "organization", "person").first()
