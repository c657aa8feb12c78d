"""What seats give, and take back: sight and one voice to the organisation, a place and the rights of a post to the
people, the committee's room. It follows from the rows of seats and holders, so that it may be reckoned again at any
time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from chat.actions import enter_talk, leave_talk, set_talk_role
from chat.models import RoomMembership
from coordination.actions.telling import people_of
from coordination.codes import long_code
from coordination.models import Committee, Seat, SeatHolder
from journal.actors import Actor
from journal.records import record
from meetings.models import BodyUserPermission, Participant, Voice
from meetings.permissions import grant, grant_person, insiders_among, revoke, revoke_person
from organizations.models import Organization

RIGHTS = {Seat.Post.CHAIR: ["chair_body", "minute_body"], Seat.Post.RAPPORTEUR: ["minute_body"]}
RANKED = {SeatHolder.Rank.MAIN: Participant.Role.DELEGATE, SeatHolder.Rank.ALTERNATE: Participant.Role.ALTERNATE}


def running_seats(committee: Committee) -> QuerySet[Seat]:
    """Those that stand today, of the term that runs."""
    today = timezone.localdate()
    rows = Seat.objects.filter(term__committee=committee, until=None)
    return rows.filter(term__starts_on__lte=today, term__ends_on__gte=today)


def running_holders(committee: Committee) -> QuerySet[SeatHolder]:
    return SeatHolder.objects.filter(seat__in=running_seats(committee).values("pk"), until=None)


def settle(actor: Actor, committee: Committee, organizations: Iterable[Organization], people: Iterable[User]) -> bool:
    """Give and take back what follows for these organisations and people; whether anything changed."""
    changed = [settle_organization(committee, each) for each in organizations]
    changed += [settle_person(committee, each) for each in people]
    return any(changed)


def settle_organization(committee: Committee, organization: Organization) -> bool:
    body = committee.body
    voices = Voice.objects.filter(body=body, organization=organization, until=None)
    sits, speaks = running_seats(committee).filter(organization=organization).exists(), voices.exists()
    if sits == speaks:
        return False
    if organization.pk != body.organization_id:  # who convenes it sees it anyhow
        (grant if sits else revoke)(body, organization)
    if sits:
        Voice.objects.create(body=body, organization=organization)
    else:
        voices.update(until=timezone.now())
    return True


def settle_person(committee: Committee, person: User) -> bool:
    """A place among those who come to the sessions, and the rights of the post to its main holder."""
    body = committee.body
    holder = running_holders(committee).filter(person=person).select_related("seat__organization").first()
    standing = Participant.objects.filter(body=body, person=person, ended_at=None).first()
    if standing is not None and (holder is None or standing.organization_id != holder.seat.organization_id):
        standing.ended_at = timezone.now()
        standing.save(update_fields=["ended_at"])
        standing = None
    if holder is not None:
        place(holder, standing)
    return settle_rights(committee, person, holder)


def place(holder: SeatHolder, standing: Participant | None) -> None:
    role = RANKED[SeatHolder.Rank(holder.rank)]
    if standing is None:
        standing = Participant.objects.create(
            body=holder.seat.term.committee.body,
            organization=holder.seat.organization,
            person=holder.person,
            name=holder.person.display_name,
            role=role,
            code=long_code("D"),
            named_by=holder.named_by,
            client_id=uuid4(),
        )
    elif standing.role != role:
        standing.role = role
        standing.save(update_fields=["role"])
    if holder.participant_id != standing.pk:
        holder.participant = standing
        holder.save(update_fields=["participant"])


def settle_rights(committee: Committee, person: User, holder: SeatHolder | None) -> bool:
    wanted: set[str] = set()
    if holder is not None and is_in_post(holder):
        wanted = {"see_body", *RIGHTS[Seat.Post(holder.seat.post)]}
    held = BodyUserPermission.objects.filter(content_object=committee.body, user=person)
    if set(held.values_list("permission__codename", flat=True)) == wanted:
        return False
    revoke_person(committee.body, person)
    if wanted:
        grant_person(committee.body, person, wanted)
    return True


def is_in_post(holder: SeatHolder) -> bool:
    """The main holder, as long as their organisation is trusted."""
    is_main = holder.rank == SeatHolder.Rank.MAIN and holder.seat.post in RIGHTS
    return is_main and holder.seat.organization.is_verified


# Ending ---------------------------------------------------------------------------------------------------------------
def finish_holders(holders: QuerySet[SeatHolder], reason: str, until: date | None = None) -> list[User]:
    """End them; who they were."""
    ended = list(holders.filter(until=None).select_related("person").order_by("person"))
    holders.filter(until=None).update(until=until or timezone.localdate(), reason=reason)
    return [each.person for each in ended]


def end_running_seats(
    actor: Actor, committee: Committee, seats: QuerySet[Seat], reason: str, until: date | None = None
) -> set[int]:
    """End these seats with who sits in them, and take back what they gave; the ids of those who see it no more, whom
    the entry that follows names as `lost`.
    """
    rows = list(seats.filter(until=None).select_related("organization").order_by("pk"))
    last = until or timezone.localdate()
    people = finish_holders(SeatHolder.objects.filter(seat__in=[each.pk for each in rows]), reason, last)
    Seat.objects.filter(pk__in=[each.pk for each in rows]).update(until=last, reason=reason)
    organizations = [each.organization for each in rows]
    settle(actor, committee, organizations, people)
    reached = {pk for each in organizations for pk in people_of(each)} | {each.pk for each in people}
    return let_out(actor, committee, reached)


# The room and the stream ----------------------------------------------------------------------------------------------
def let_out(actor: Actor, committee: Committee, people: set[int]) -> set[int]:
    """Of these people, those who do not take part (any more): out of the room, and off the committee's stream."""
    lost = people - insiders_among(committee.body, people)
    take_from_room(actor, committee, lost)
    for person in User.objects.filter(pk__in=lost).order_by("pk"):
        record("access_changed", stream=f"user.{person.pk}", actor=actor, subject=person, kind="user")
    return lost


def take_from_room(actor: Actor, committee: Committee, people: set[int]) -> set[int]:
    room = committee.body.room
    if room is None:
        return set()
    places = RoomMembership.objects.filter(room=room, person__in=people, person__is_bot=False)
    found = list(places.select_related("person").order_by("person"))
    for each in found:
        leave_talk(actor=actor, room=room, person=each.person)
    return {each.person_id for each in found}


def bring_in(actor: Actor, committee: Committee, people: Iterable[int] | None = None) -> None:
    """Who sits there comes into its room, and whoever runs it looks after it."""
    room = committee.body.room
    if room is None:
        return
    rows = running_holders(committee).select_related("person", "seat").order_by("person")
    rows = rows if people is None else rows.filter(person__in=set(people))
    seeing = insiders_among(committee.body, [each.person_id for each in rows])
    for each in rows:
        if each.person_id in seeing:
            moderates = each.rank == SeatHolder.Rank.MAIN and each.seat.post == Seat.Post.CHAIR
            if not enter_talk(actor=actor, room=room, person=each.person, moderates=moderates):
                set_talk_role(actor=actor, room=room, person=each.person, moderates=moderates)
