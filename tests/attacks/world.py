"""A world full of private things, each marked, and every address of the site filled in with their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import get_resolver
from django.utils import timezone

from accounts.models import ApiToken, User, digest_of
from archives.models import Archive
from bots.actions import (
    create_bot,
    create_bot_token,
    create_incoming_webhook,
    create_outgoing_webhook,
    take_in_bot,
)
from bots.models import Delivery
from chat.actions import create_poll, create_room, open_direct, post_message, title_thread
from chat.models import Attachment, HistoryImport, Message, Report, Room, RoomMembership, Thread, ThreadFollow
from chat.tasks import own_room
from files.models import StoredFile
from needs.models import Delivery as Load
from needs.models import DeliveryFile, Pledge, SavedFilter, SheetImport
from organizations.models import Application, FactorRemoval, Invitation, Membership, Organization, ResetLink, Role
from tests.attacks.answered import answered_ids
from tests.attacks.deliberated import deliberated_ids
from tests.attacks.gathered import gathered_ids
from tests.attacks.joint import project_ids
from tests.attacks.proposed import proposed_ids
from tests.chat.rooms import said, sector_room
from tests.factories import Cast, make_affiliation, make_membership, make_organization, make_person, make_place
from tests.needs.board import draft_need, make_item, standing_need, standing_offer
from tests.needs.difficulties import standing_challenge
from tests.needs.relief import running_operation
from tests.needs.sheets.made import as_csv, brought, row

MARK = "zqxhidden"  # in every text that is not public; longer than what a random token may hold by chance
PHONE = "0999777555"
SCAN = b"%PDF-1.4 zqxhidden"


class World:
    """`ids` are the values to put behind a word of an address: {"rooms": [1, 2], …}."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.mark_people()
        self.hidden = make_organization(f"جمعية {MARK}", status=Organization.Status.UNVERIFIED)
        make_membership(cast.omar, self.hidden, Role.SIGNATORY)
        self.rooms = self.make_rooms()
        self.messages = [said(cast, "basel", room, f"قافلة {MARK}") for room in self.rooms[:3]]
        self.need = standing_need(cast, title=f"بطانيات {MARK}", contact=PHONE)
        self.draft = draft_need(cast, title=f"مسودة {MARK}", visibility="public")
        self.filter = SavedFilter.objects.create(person=cast.basel, name=MARK, query="q=x")
        self.pledge = Pledge.objects.create(
            code="P-ZQ", need=self.need, organization=cast.other, author=cast.omar, client_id=uuid4(), contact=PHONE
        )
        self.beside = make_load(self.pledge)
        self.make_programs()
        self.make_told()
        for message in self.messages[:2]:
            self.make_thread(message)
        self.ids = self.make_ids() | self.relief_ids() | project_ids(self.cast, MARK) | gathered_ids(self.cast, MARK)
        self.ids |= {word: [*self.ids.get(word, []), *some] for word, some in deliberated_ids(cast, MARK).items()}
        self.ids |= {word: [*self.ids.get(word, []), *some] for word, some in answered_ids(cast, MARK).items()}
        self.ids["files"] += self.ids["task-files"]
        for word, ids in proposed_ids(self.cast, MARK).items():
            self.ids[word] = [*ids, *self.ids.get(word, [])]

    def mark_people(self) -> None:
        for name in ("salma", "basel", "hala", "omar"):
            person = getattr(self.cast, name)
            person.display_name, person.phone, person.email = f"{MARK} {name}", PHONE, f"{name}@{MARK}.example"
            person.avatar.save(f"{name}.webp", ContentFile(MARK.encode()), save=False)
            person.save()

    def make_rooms(self) -> list[Room]:
        cast = self.cast
        channel = sector_room(cast, "basel", "omar")
        Room.objects.filter(pk=channel.pk).update(name=f"قناة {MARK}", about=MARK)
        basel = cast.actor("basel")
        group = create_room(actor=basel, kind="group", name=f"فريق {MARK}", people=[cast.hala, cast.omar])
        direct = open_direct(actor=basel, person=cast.hala)
        own = own_room(self.hidden)
        Room.objects.filter(pk=own.pk).update(about=MARK)
        return [channel, group, direct, own]

    def make_thread(self, root: Message) -> None:
        basel = self.cast.actor("basel")
        post_message(actor=basel, room=root.room, body=f"رد {MARK}", client_id=uuid4(), thread=root)
        title_thread(actor=basel, thread=Thread.objects.get(pk=root.pk), title=f"موضوع {MARK}")

    def make_ids(self) -> dict[str, list[Any]]:
        cast = self.cast
        people = [cast.basel.pk, cast.salma.pk]
        attachments = [make_attachment(each, cast.basel).pk for each in self.messages]
        room, organizations = [row.pk for row in self.rooms], [self.hidden.pk, cast.association.pk]
        return {
            **dict.fromkeys(("people", "direct", "members"), people),
            "rooms": room,
            **{key: [row.pk for row in self.messages] for key in ("messages", "m", "threads", "from")},
            "organizations": organizations,
            "memberships": pks(Membership),
            "affiliations": [make_affiliation(self.hidden, make_organization("اتحاد", kind="union")).pk],
            "invitations": [make_invitation(self.hidden, cast.omar).pk],
            "applications": [make_application().pk],
            "factor-removals": [FactorRemoval.objects.create(person=cast.basel, asked_by=cast.salma, reason=MARK).pk],
            "reports": [make_report(self.messages[0], cast.omar).pk],
            "tokens": [make_token(cast.basel).pk, self.bot_token.pk],
            **{key: [self.bot.pk, self.webhook.bot.pk] for key in ("bots", "programs")},
            "incoming-webhooks": [self.webhook.pk],
            "archives": [Archive.objects.create(maker=cast.basel, room=self.rooms[1]).pk],
            "webhooks": [self.told.pk],
            "deliveries": [self.delivery.pk, self.beside.delivery_id],
            "imports": [make_import(self.rooms[1], cast.basel).pk],
            **{key: [1, 2] for key in ("sessions", "keys")},
            **{key: ["MQ-wrong-secret"] for key in ("join", "reset", "confirm-email", "key", "unsubscribe", "hooks")},
            "reactions": ["👍"],
            "needs": [self.need.pk, self.draft.pk],
            **{key: [self.need.pk] for key in ("merge", "different")},
            "sheets": [make_sheet(cast).pk],
            "offers": [standing_offer(cast, title=MARK, contact=PHONE, visibility="own").pk],
            "catalogue": [make_item("x-walk", MARK, is_reviewed=False, proposed_by=self.hidden).pk],
            "items": ["x-walk"],
            **{key: [self.filter.pk] for key in ("filters", "saved-filters")},
            **{key: [self.pledge.pk] for key in ("pledges", "together")},
            "polls": [make_poll(cast, self.rooms[1]).pk],
            "uploads": [make_upload(cast.basel).pk],
            **{key: [*attachments, self.beside.pk] for key in ("files", "attachments", "delivery-files")},
            "places": ["SY01"],
            "sectors": ["HEA"],
        }

    def relief_ids(self) -> dict[str, list[Any]]:
        """What is hard, and a relief operation."""
        challenge = standing_challenge(self.cast, title=f"صعوبة {MARK}")
        return {
            "challenges": [challenge.pk],
            "operations": [running_operation(self.cast, title=f"حملة {MARK}").pk],
        }

    def make_programs(self) -> None:
        """A bot in the group, with a token; an address that leads there."""
        salma, basel, group = self.cast.actor("salma"), self.cast.actor("basel"), self.rooms[1]
        self.bot = create_bot(actor=basel, organization=self.cast.association, name=MARK, about=MARK, client_id=uuid4())
        take_in_bot(actor=basel, room=group, bot=self.bot)
        self.bot_token, _token_secret = create_bot_token(actor=basel, bot=self.bot, name=MARK, days=1, rooms=[group])
        self.webhook, _address = create_incoming_webhook(actor=salma, room=self.rooms[0], name=MARK, client_id=uuid4())

    def make_told(self) -> None:
        """An address that is told of the channel, and one entry on its way there."""
        self.told, _secret = create_outgoing_webhook(
            actor=self.cast.actor("salma"),
            room=self.rooms[0],
            url=f"https://{MARK}.example/",
            events=["message_posted"],
            client_id=uuid4(),
        )
        self.delivery = Delivery.objects.create(webhook=self.told, number=1, event="message_posted", answer=MARK)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """(route, address) of every pattern of the site, with each combination of the ids behind its words."""
        for route in routes():
            for values in product(*(self.ids[word] for word in words_of(route))):
                yield route, filled(route, values)


def make_sheet(cast: Cast) -> SheetImport:
    return brought(cast.actor("basel"), as_csv(row(title=MARK)))


def pks(model: type[Model]) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def make_invitation(organization: Organization, maker: User) -> Invitation:
    ends = timezone.now() + timedelta(days=1)
    return Invitation.objects.create(
        organization=organization, display_name=MARK, digest=digest_of("unknown"), made_by=maker, expires_at=ends
    )


def make_application() -> Application:
    row = Application(code="A-ZQX234", name_ar=f"جمعية {MARK} الجديدة", licence_number=MARK, governorate=make_place())
    row.contact_name, row.contact_phone = f"{MARK} وسيط", PHONE
    row.scan.save("A-ZQX234.pdf", ContentFile(SCAN), save=False)
    row.save()
    return row


def make_poll(cast: Cast, room: Room) -> Any:
    asked = {"question": f"سؤال {MARK}؟", "options": [f"نعم {MARK}", "لا"], "client_id": uuid4()}
    return create_poll(actor=cast.actor("basel"), room=room, **asked).message.poll  # type: ignore[arg-type]


def make_import(room: Room, maker: User) -> HistoryImport:
    row = HistoryImport(room=room, made_by=maker, filename=f"{MARK}.txt", total=1)
    row.source.save("zqx.export", ContentFile(b"1/1/24, 10:00 - zqxhidden: zqxhidden\n"), save=False)
    row.save()
    return row


def make_report(message: Message, reporter: User) -> Report:
    told = {"message": message, "room": message.room, "reporter": reporter, "reason": "other"}
    return Report.objects.create(**told, words=MARK, body=message.body)


def make_upload(person: User) -> StoredFile:
    row = StoredFile(owner=person, client_id=uuid4(), name=f"{MARK}.pdf", length=len(SCAN), received=len(SCAN))
    row.content.save("zqx", ContentFile(SCAN), save=False)
    row.save()
    return row


def make_attachment(message: Message, person: User) -> Attachment:
    row = make_upload(person)
    row.type, row.kind, row.size, row.uses, row.finished_at = (
        "application/pdf",
        "document",
        len(SCAN),
        1,
        timezone.now(),
    )
    row.preview.save("zqx.webp", ContentFile(MARK.encode()), save=False)
    row.save()
    Message.objects.filter(pk=message.pk).update(files_count=1)
    return Attachment.objects.create(message=message, file=row, order=0)


def make_load(pledge: Pledge) -> DeliveryFile:
    """A load with its papers, its words and a photo."""
    Pledge.objects.filter(pk=pledge.pk).update(note=MARK, reason=MARK)
    told = {"waybill": MARK, "carrier": MARK, "note": MARK, "receipt_note": MARK, "dispute_reason": MARK}
    load = Load.objects.create(
        code="D-ZQ", pledge=pledge, client_id=uuid4(), sent_on=timezone.localdate(), sent_by=pledge.author, **told
    )
    return DeliveryFile.objects.create(delivery=load, file=make_upload(pledge.author))


def make_token(person: User) -> ApiToken:
    ends = timezone.now() + timedelta(days=1)
    return ApiToken.objects.create(user=person, name=MARK, digest=digest_of(MARK), expires_at=ends)


def make_reset_link(person: User, maker: User, secret: str) -> ResetLink:
    ends = timezone.now() + timedelta(hours=1)
    return ResetLink.objects.create(person=person, digest=digest_of(secret), made_by=maker, expires_at=ends)


# Addresses ------------------------------------------------------------------------------------------------------------
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
EXPRESSION = re.compile(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)")


def routes(patterns: Any = None, before: str = "") -> list[str]:
    """Every route as it is written in urls.py; the admin's are in admin_routes."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if here.startswith("admin/"):
            continue
        found += routes(pattern.url_patterns, here) if hasattr(pattern, "url_patterns") else [plain(here)]
    return sorted(set(found))


def plain(route: str) -> str:
    """A regular expression as an address with words for what varies: `api/sectors/<code>/`."""
    route = EXPRESSION.sub(r"\1", route).replace("^", "").replace("\\.", ".")
    return route.replace("<form>", "csv").replace("<uidb36>-", "")


def words_of(route: str) -> list[str]:
    """The word before each parameter of a route."""
    return [route[: found.start()].rstrip("/").rsplit("/", 1)[-1] for found in PARAMETER.finditer(route)]


def filled(route: str, values: tuple[Any, ...]) -> str:
    given = iter(values)
    return "/" + PARAMETER.sub(lambda _found: str(next(given)), route)


def everything_kept() -> dict[str, list[Any]]:
    """What an attacker must not have changed."""
    return {
        "messages": list(Message.objects.order_by("pk").values_list("pk", "body", "deleted_at", "edited_at")),
        "rooms": list(Room.objects.order_by("pk").values_list("pk", "name", "about", "closed_at")),
        "seats": list(RoomMembership.objects.order_by("pk").values_list("room", "person", "level", "read_seq")),
        "threads": list(Thread.objects.order_by("pk").values_list("pk", "title", "seq", "replies")),
        "follows": list(ThreadFollow.objects.order_by("pk").values_list("person", "is_following", "read_seq")),
        "organizations": list(Organization.objects.order_by("pk").values_list("pk", "name_ar", "status", "closed_at")),
        "memberships": list(Membership.objects.order_by("pk").values_list("pk", "role", "ended_at")),
        "invitations": list(Invitation.objects.order_by("pk").values_list("pk", "revoked_at", "used_at")),
        "applications": list(Application.objects.order_by("pk").values_list("pk", "state")),
        "tokens": list(ApiToken.objects.order_by("pk").values_list("pk", "revoked_at")),
        "accounts": list(User.objects.order_by("pk").values_list("pk", "is_active", "is_secretariat", "password")),
        "links": pks(ResetLink),
        "files": list(StoredFile.objects.order_by("pk").values_list("pk", "name", "received", "uses")),
    }


def outsider(name: str, status: str) -> User:
    """Somebody whose only organisation has this standing."""
    person = make_person(name)
    make_membership(person, make_organization(f"جمعية {name}", status=status), Role.SIGNATORY)
    return person
