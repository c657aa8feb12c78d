"""Read shapes of notifications. What one says is made from its object as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from chat.markdown import excerpt
from chat.models import Message, Room, RoomMembership, ThreadFollow
from chat.permissions import rooms_for
from chat.queries.rooms import names_of_others
from journal.models import Entry
from journal.prepared import Prepared
from journal.queries import heads
from journal.stamps import stamp
from notifications.kinds import GATHERED, KINDS, MESSAGES, PERSONAL, SAYING, THREAD
from notifications.models import Notification, Preferences
from notifications.permissions import notifications_for
from notifications.wording import Told, words_of
from organizations.models import Organization

Facts = dict[str, Any]
OF_ORGANIZATIONS = frozenset(  # kinds of the journal
    {
        *("pledge", "delivery", "operation", "item", "period", "project", "partner", "organization"),
        *("forum", "delegation", "session", "committee", "recommendation", "plan"),
        *("round", "proposal", "dossier"),
        "remark",
        *("proposal", "remark"),
        *("round",),
    }
)
MAILED = 200  # notifications that one mail can be made of


UNREAD: Prepared[tuple[int]] = Prepared(  # of every page
    lambda person: (
        Notification.objects.filter(person=person, read_at__isnull=True)
        .order_by()
        .values("person")
        .annotate(unread=Count("pk"))
        .values_list("unread")
    )
)


def unread_count(user: User) -> int:
    return (UNREAD.first(user.pk) or (0,))[0]


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: what a person's screens are told of it}: where it stands, and how many are unread by now."""
    if kind != "notification":
        return {pk: {"id": pk} for pk in ids}
    rows = {row.pk: row for row in Notification.objects.filter(pk__in=ids)}
    unread = unread_counts(row.person_id for row in rows.values())
    return {
        pk: {"id": pk, "kind": row.kind, "room": row.room_id, "unread": unread.get(row.person_id, 0)}
        for pk, row in rows.items()
    }


def preferences_of(person: User) -> Preferences:
    return Preferences.objects.filter(person=person).first() or Preferences(person=person)


def paused_until(person: User) -> datetime | None:
    until = preferences_of(person).paused_until
    return until if until is not None and until > timezone.now() else None


def mail_address(person: User) -> str:
    """Where mail may go: the address the person has confirmed, else empty."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True, email__iexact=person.email)
    return person.email if person.email and confirmed.exists() else ""


def mailable(people: Iterable[int]) -> set[int]:
    """Of these people, those with a confirmed address."""
    confirmed = EmailAddress.objects.filter(user__in=set(people), verified=True, user__is_active=True)
    return set(confirmed.values_list("user_id", flat=True))


def unmailed(person: User, wish: Preferences) -> list[Notification]:
    """What a person has not read and was not mailed: everything, or only what is meant for them."""
    rows = notifications_for(person).filter(read_at__isnull=True, pk__gt=wish.mailed).order_by("-pk")
    if wish.mail == Preferences.Mail.MENTIONS:
        rows = rows.filter(Q(kind__in=PERSONAL) | Q(room__kind=Room.Kind.DIRECT))
    return list(rows[:MAILED])


def rooms_with_levels(person: User) -> list[Facts]:
    """The rooms one is in, each with what one chose to hear of it; three queries for any number of rooms."""
    places = RoomMembership.objects.filter(person=person, room__in=rooms_for(person), room__closed_at__isnull=True)
    found = list(places.select_related("room").order_by("room__kind", "room__name"))
    others = names_of_others(person, [each.room for each in found if each.room.kind == Room.Kind.DIRECT])
    return [{**room_shown(each.room, others), "row": each.room, "level": each.level} for each in found]


def wishes_of(people: Iterable[int]) -> dict[int, Preferences]:
    """{person: how they want to be told}, of many in one query."""
    known = Preferences.objects.in_bulk(set(people))
    return {person: known.get(person) or Preferences(person_id=person) for person in people}


def unread_counts(people: Iterable[int]) -> dict[int, int]:
    unread = Notification.objects.filter(person__in=set(people), read_at__isnull=True)
    return dict(unread.values_list("person").annotate(number=Count("pk")))


def rooms_of(entries: Iterable[Entry]) -> dict[int, Room]:
    """{number: the room an entry is about}, of entries of one stream."""
    gathered = list(entries)
    said = [entry.object_id for entry in gathered if entry.kind == "message"]
    room_of_message = dict(Message.objects.filter(pk__in=said).values_list("pk", "room_id"))
    known = {entry.number: room_id_of(entry, room_of_message) for entry in gathered}
    rooms = Room.objects.in_bulk([pk for pk in known.values() if pk is not None])
    return {number: rooms[pk] for number, pk in known.items() if pk in rooms}


def room_id_of(entry: Entry, room_of_message: Mapping[int, int]) -> int | None:
    if entry.kind == "message":
        return room_of_message.get(entry.object_id)
    return entry.object_id if entry.kind == "room" else entry.facts.get("room")


def told_of(rows: Iterable[Notification]) -> dict[int, Told]:
    """{id: what there is to tell} for notifications of any people, in four queries; what is gone is absent."""
    gathered = list(rows)
    ids = {row.object_id for row in gathered if row.subject == "message"}
    messages = {
        message.pk: message
        for message in Message.objects.filter(pk__in=ids, deleted_at__isnull=True).select_related("author")
    }
    rooms = Room.objects.in_bulk({row.room_id for row in gathered if row.room_id})
    own = [row for row in gathered if row.kind not in SAYING]
    at = Q()
    for row in own:
        at |= Q(stream__name=row.stream, number=row.number)
    found = Entry.objects.filter(at).select_related("stream", "person") if own else ()
    entries = {(entry.stream.name, entry.number): entry for entry in found}
    told = {}
    for row in gathered:
        message, entry = messages.get(row.object_id), entries.get((row.stream, row.number))
        has_more = row.kind == "message_removed" or (row.kind in GATHERED and row.newest > row.number)
        is_gone = row.subject == "message" and message is None and not has_more
        if row.kind in KINDS and not is_gone:
            told[row.pk] = told_about(row, message if row.subject == "message" else None, rooms, entry)
    return with_organizations(told, {row.pk: entries.get((row.stream, row.number)) for row in own})


def with_organizations(told: dict[int, Told], entries: Mapping[int, Entry | None]) -> dict[int, Told]:
    """What organisations do to each other is told with the name of the one that did it; a query where there is any."""
    by = {pk: entry.organization_id for pk, entry in entries.items() if entry and entry.kind in OF_ORGANIZATIONS}
    names = Organization.objects.in_bulk({each for each in by.values() if each}) if by else {}
    named = {pk: str(names[each]) for pk, each in by.items() if each in names and pk in told}
    return {**told, **{pk: replace(told[pk], organization=name) for pk, name in named.items()}}


def told_about(row: Notification, message: Message | None, rooms: Mapping[int, Room], entry: Entry | None) -> Told:
    person = message.author if message and row.kind in SAYING else entry and entry.person
    room = rooms.get(row.room_id or 0)
    return Told(
        kind=row.kind,
        name=str(person or ""),
        room=room.name if room else "",
        is_direct=room is not None and room.kind == Room.Kind.DIRECT,
        excerpt=excerpt(message.body) if message else "",
        is_gone=row.subject == "message" and message is None,
        facts=entry.facts if entry else {},
    )


def listed(user: User, rows: Iterable[Notification]) -> list[Facts]:
    """Notifications as their person sees them, in the order given; those of what is gone are left out."""
    gathered = list(rows)
    told = told_of(gathered)
    rooms = Room.objects.filter(pk__in={row.room_id for row in gathered if row.room_id})
    shown = {room.pk: room for room in rooms}
    others = names_of_others(user, [room for room in shown.values() if room.kind == Room.Kind.DIRECT])
    news = news_of(user, gathered)
    return [
        {
            "id": row.pk,
            "kind": row.kind,
            "icon": KINDS[row.kind].icon,
            "room": room_shown(shown[row.room_id], others) if row.room_id in shown else None,
            "text": words_of(told[row.pk], news.get(row.pk, 0)),
            "href": address_of(row),
            "at": stamp(row.at),
            "moment": row.at,
            "read_at": stamp(row.read_at),
        }
        for row in gathered
        if row.pk in told
    ]


def room_shown(room: Room, others: Mapping[int, Facts]) -> Facts:
    named = {"id": room.pk, "name": room.name, "mark": room.mark, "tint": room.tint, "kind": room.kind}
    return {**named, **{key: value for key, value in others.get(room.pk, {}).items() if key in named}}


def news_of(user: User, rows: Iterable[Notification]) -> dict[int, int]:
    """{notification: how many messages it stands for}, of unread ones that stand for many."""
    unread = [row for row in rows if row.read_at is None and row.kind in GATHERED]
    rooms = news_in(user, {row.room_id for row in unread if row.kind == MESSAGES and row.room_id})
    threads = news_in_threads(user, {row.thread for row in unread if row.thread})
    counts = {row.pk: rooms.get(row.room_id or 0, 0) for row in unread if row.kind == MESSAGES}
    return counts | {row.pk: threads.get(row.thread, 0) for row in unread if row.thread}


def news_in_threads(user: User, threads: Iterable[int]) -> dict[int, int]:
    """{thread: how many replies a person has not read in it}; asks nothing for none."""
    wanted = set(threads)
    follows = ThreadFollow.objects.filter(person=user, thread__in=wanted) if wanted else ThreadFollow.objects.none()
    return {pk: max(0, seq - mark) for pk, seq, mark in follows.values_list("thread", "thread__seq", "read_seq")}


def news_in(user: User, rooms: Iterable[int]) -> dict[int, int]:
    """{room: how many messages a person has not read in it}."""
    marks = dict(RoomMembership.objects.filter(person=user, room__in=rooms).values_list("room_id", "read_seq"))
    streams = heads(f"room.{pk}" for pk in marks)
    return {pk: max(0, streams[f"room.{pk}"].seq - mark) for pk, mark in marks.items() if f"room.{pk}" in streams}


PAGES = {  # of what is in no room
    "archive": "/archives/{}/",
    "outgoing_webhook": "/webhooks/{}/",
    "need": "/needs/{}/",
    "pledge": "/pledges/{}/",
    "delivery": "/deliveries/{}/",
    "operation": "/operations/{}/",
    "item": "/needs/catalogue/{}/",
    "period": "/periods/{}/",
    "project": "/projects/{}/",
    "task": "/tasks/{}/",
    "partner": "/partnerships/{}/",
    "recommendation": "/recommendations/{}/",
    "forum": "/forums/{}/",
    "committee": "/committees/{}/",
    "plan": "/plans/{}/",
    "delegation": "/delegations/{}/",
    "session": "/sessions/{}/",
    "decision": "/decisions/{}/",
    "outcome": "/outcomes/{}/document.pdf",
    "organization": "/organizations/{}/",
    "dossier": "/dossiers/{}/",
    "remark": "/remarks/{}/",
    "proposal": "/proposals/{}/",
    "round": "/rounds/{}/",
    "instrument": "/laws/{}/",
}
OF_KIND = {
    "decisions_gathered": "/sessions/{}/minutes/#results-title",
    "minutes_put_to_review": "/sessions/{}/minutes/",
    "objection_raised": "/sessions/{}/minutes/",
    "objection_answered": "/sessions/{}/minutes/",
}
ELSEWHERE = {  # whatever they are about
    "guest_taken_out": "/projects/",  # of what one does not see any more
    "message_reported": "/reports/",
    "seat_ended": "/committees/",  # whose people may not see it any more
    "holder_ended": "/committees/",
    "responsibility_withdrawn": "/obligations/",
    "liaison_granted": "/my-dossiers/",
    "liaison_revoked": "/my-dossiers/",
}


def address_of(row: Notification) -> str:
    if row.kind in ELSEWHERE:
        return ELSEWHERE[row.kind]
    if page := OF_KIND.get(row.kind) or PAGES.get(row.subject):
        return page.format(row.object_id)
    if row.room_id is None:
        return "/"
    if row.kind == THREAD and row.thread and row.newest > row.number:
        return f"/rooms/{row.room_id}/threads/{row.thread}/"
    if row.kind == MESSAGES or row.subject != "message":
        return f"/rooms/{row.room_id}/"
    return f"/rooms/{row.room_id}/m/{row.object_id}/"


def newest(user: User, limit: int = 50, before: int | None = None) -> list[Notification]:
    """One's notifications, newest first."""
    rows = notifications_for(user).order_by("-pk")
    return list((rows.filter(pk__lt=before) if before is not None else rows)[:limit])
