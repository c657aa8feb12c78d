"""Addresses of other programs that are told what happens, and what is on its way to them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bots import permissions
from bots.models import Delivery, OutgoingWebhook
from bots.signing import new_signing_secret
from chat.models import Room
from journal.actors import Actor
from journal.due import schedule
from journal.models import Entry
from journal.posting import PostingError, parsed
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from organizations.models import Organization

ROOM_EVENTS = ("message_posted", "message_edited", "message_deleted", "member_joined", "member_left", "room_updated")
# How needs and offers stand changed; and pledges, which are told to the two organisations only.
NEED_EVENTS = ("opened", "edited", "confirmed", "covered", "uncovered", "fulfilled", "closed", "reopened", "cancelled")
OFFER_EVENTS = ("opened", "edited", "confirmed", "taken", "freed", "closed", "reopened", "withdrawn", "expired")
BOARD_EVENTS = (
    *(f"need_{event}" for event in (*NEED_EVENTS, "expired", "merged")),
    *(f"offer_{event}" for event in OFFER_EVENTS),
)
PLEDGE_EVENTS = (
    *(f"pledge_{event}" for event in ("proposed", "edited", "accepted", "declined", "withdrawn", "lapsed")),
    *("delivery_dispatched", "delivery_arrived", "receipt_confirmed", "delivery_disputed", "pledge_closed_short"),
)
# What an organisation answers for: its own part in a recommendation, the recommendation's states, its reports.
FOLLOW_UP_EVENTS = (
    *(f"responsibility_{event}" for event in ("asked", "withdrawn", "accepted", "declined", "ended")),
    *(f"recommendation_{event}" for event in ("begun", "blocked", "resumed", "reported", "verified", "reopened")),
    *("recommendation_superseded", "recommendation_dropped"),
    *(f"update_{event}" for event in ("submitted", "confirmed", "returned")),
    "plan_status_changed",
)
# An organisation's own part in forums, and how those that it convenes are answered.
FORUM_EVENTS = tuple(f"delegation_{event}" for event in ("asked", "changed", "accepted", "declined", "withdrawn"))
ORGANIZATION_EVENTS = (
    *("membership_started", "membership_ended", "organization_updated", "bot_created", "bot_closed"),
    *BOARD_EVENTS,
    *PLEDGE_EVENTS,
    *FOLLOW_UP_EVENTS,
    *FORUM_EVENTS,
)
WEBHOOKS_AT_ONCE = 10  # of one room or organisation
OLD_SECRET_HOLDS = timedelta(days=1)
# After each failed try; the last one fails about a day after the first (Standard Webhooks' schedule).
PAUSES = tuple(timedelta(seconds=each) for each in (5, 60, 300, 1800, 7200, 18_000, 28_800, 36_000))
CLAIM = timedelta(minutes=1)
KEPT_DAYS, KEPT_AT_ONCE = 14, 100
REASONS = {
    "bad_address": gettext_lazy("Write the whole address, beginning with https://."),
    "inside": gettext_lazy("This address lies inside a private network: nothing is sent there."),
}
GONE = 410


@verb
def create_outgoing_webhook(
    *,
    actor: Actor,
    url: str,
    events: Sequence[str],
    client_id: uuid.UUID,
    room: Room | None = None,
    organization: Organization | None = None,
    board: str = "",
) -> tuple[OutgoingWebhook, str | None]:
    """Tell another program what happens in a room, to an organisation, or on a `board` that it sees, from now on.

    The signing secret is returned here and never again (None where the same request had made it before).
    ValidationError `bad_address`, `inside`, `events_required`, `invalid_board`; Conflict `too_many_webhooks`,
    `client_id_reused`.
    """
    require(permissions.can_create_outgoing_webhook(actor, room, organization))
    check_board(board, organization)
    url, events = checked_url(url), checked_events(events, known_events(room, board))
    if first := OutgoingWebhook.objects.filter(made_by=actor.user, client_id=client_id).first():
        demand_repeat((first.url, first.room_id, first.board) == (url, room.pk if room else None, board))
        return first, None
    beside = OutgoingWebhook.objects.filter(room=room, organization=organization, closed_at__isnull=True)
    if beside.count() >= WEBHOOKS_AT_ONCE:
        raise Conflict(_("10 addresses are told already. Close one first."), code="too_many_webhooks")
    secret = new_signing_secret()
    of = {"room": room, "organization": organization, "board": board}
    made = OutgoingWebhook.objects.create(
        url=url, events=events, secret=secret, made_by=actor.user, client_id=client_id, **of
    )
    return made, secret


def checked_url(url: str) -> str:
    url = url.strip()
    try:
        parsed(url, inside=settings.WEBHOOKS_INSIDE)
    except PostingError as error:
        raise invalid(str(REASONS[error.code]), code=error.code, field="url") from error
    if len(url) > 500:
        raise invalid(str(REASONS["bad_address"]), code="bad_address", field="url")
    return url


def known_events(room: Room | None, board: str) -> tuple[str, ...]:
    if room is not None:
        return ROOM_EVENTS
    return BOARD_EVENTS if board else ORGANIZATION_EVENTS


def check_board(board: str, organization: Organization | None) -> None:
    """What is for people of verified organisations is not for a public body."""
    if board and not permissions.may_hear_board(organization, board):
        raise invalid(_("This board is not shown to the organisation."), code="invalid_board", field="board")


def checked_events(events: Iterable[str], known: Iterable[str]) -> list[str]:
    chosen = [event for event in known if event in set(events)]
    if not chosen:
        raise invalid(_("Choose what is to be told."), code="events_required", field="events")
    return chosen


@verb
def update_outgoing_webhook(
    *, actor: Actor, webhook: OutgoingWebhook, url: str, events: Sequence[str]
) -> OutgoingWebhook:
    """Tell another address, or of other things. What waits goes there too, and to another address at once."""
    require(permissions.can_update_outgoing_webhook(actor, webhook))
    is_elsewhere = url != webhook.url
    webhook.url, webhook.events = checked_url(url), checked_events(events, known_events(webhook.room, webhook.board))
    webhook.save(update_fields=["url", "events"])
    if is_elsewhere:
        hurry(webhook)
    return webhook


@verb
def rotate_webhook_secret(*, actor: Actor, webhook: OutgoingWebhook) -> str:
    """Sign with another secret, returned here and never again; for a day the old one signs beside it."""
    require(permissions.can_rotate_webhook_secret(actor, webhook))
    fresh = new_signing_secret()
    webhook.old_secret, webhook.old_until = webhook.secret, timezone.now() + OLD_SECRET_HOLDS
    webhook.secret = fresh
    webhook.save(update_fields=["secret", "old_secret", "old_until"])
    return fresh


@verb
def close_outgoing_webhook(*, actor: Actor, webhook: OutgoingWebhook) -> None:
    """Tell this address nothing more, not even what waits. Twice changes nothing."""
    require(permissions.can_close_outgoing_webhook(actor, webhook))
    OutgoingWebhook.objects.filter(pk=webhook.pk, closed_at__isnull=True).update(closed_at=timezone.now())


@verb
def disable_webhook(*, actor: Actor, webhook: OutgoingWebhook) -> None:
    """Give an address up after a day of failures, and tell who made it. What waits stays until it is resumed."""
    require(permissions.can_disable_webhook(actor))
    running = OutgoingWebhook.objects.filter(pk=webhook.pk, disabled_at__isnull=True, closed_at__isnull=True)
    if running.update(disabled_at=timezone.now()):
        stream = f"user.{webhook.made_by_id}"
        record("webhook_disabled", stream=stream, actor=actor, subject=webhook, kind="outgoing_webhook")


@verb
def resume_webhook(*, actor: Actor, webhook: OutgoingWebhook) -> None:
    """Tell an address again that was given up, beginning with what it missed meanwhile. Else nothing happens."""
    require(permissions.can_resume_webhook(actor, webhook))
    if OutgoingWebhook.objects.filter(pk=webhook.pk, disabled_at__isnull=False).update(disabled_at=None):
        waiting = Q(state=Delivery.State.WAITING) | Q(state=Delivery.State.GIVEN_UP)
        again = {"state": Delivery.State.WAITING, "attempts": 0, "next_at": timezone.now()}
        webhook.deliveries.filter(waiting).update(**again)
        send_soon(webhook)


@verb
def repeat_delivery(*, actor: Actor, delivery: Delivery) -> None:
    """Send once more what was sent or given up, under the same id. Conflict `webhook_disabled`."""
    require(permissions.can_repeat_delivery(actor, delivery.webhook))
    if delivery.webhook.disabled_at is not None:
        raise Conflict(_("This address was given up. Resume it first."), code="webhook_disabled")
    again = {"state": Delivery.State.WAITING, "attempts": 0, "next_at": timezone.now()}
    Delivery.objects.filter(pk=delivery.pk).update(**again)
    hurry(delivery.webhook)


@verb
def queue_deliveries(*, actor: Actor, webhook: OutgoingWebhook, entries: Sequence[Entry]) -> None:
    """Put entries on their way to an address, each once; what was settled two weeks ago is forgotten."""
    require(permissions.can_queue_deliveries(actor))
    rows = [Delivery(webhook=webhook, number=entry.number, event=entry.event) for entry in entries]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    old = webhook.deliveries.filter(settled_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:KEPT_AT_ONCE])).delete()
    send_soon(webhook)


def hurry(webhook: OutgoingWebhook) -> None:
    """End the pause of what failed last: everything later waits behind it."""
    webhook.deliveries.filter(state=Delivery.State.WAITING).update(next_at=timezone.now())
    send_soon(webhook)


def send_soon(webhook: OutgoingWebhook) -> None:
    schedule("send_webhook", key=f"webhook.{webhook.pk}", webhook_id=webhook.pk)


@verb
def claim_webhook(*, actor: Actor, webhook: OutgoingWebhook, held: datetime | None = None) -> datetime | None:
    """Take an address for a minute, or go on holding it (`held` until when), so that one sender keeps its order. Until
    when; None where another sender has it, or nobody is told there any more.
    """
    require(permissions.can_claim_webhook(actor))
    now = timezone.now()
    mine = Q(claimed_until=held) if held else Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    running = OutgoingWebhook.objects.filter(mine, pk=webhook.pk, closed_at__isnull=True, disabled_at__isnull=True)
    until = now + CLAIM
    return until if running.update(claimed_until=until) else None


@verb
def leave_webhook(*, actor: Actor, webhook: OutgoingWebhook, held: datetime) -> None:
    """Let an address go that one holds; one that is another sender's by now stays theirs."""
    require(permissions.can_leave_webhook(actor))
    OutgoingWebhook.objects.filter(pk=webhook.pk, claimed_until=held).update(claimed_until=None)


@verb
def settle_delivery(*, actor: Actor, delivery: Delivery, status: int | None, answer: str) -> bool:
    """Write down how a try ended: well, to be tried again after a pause, or given up with its address. Was it well?"""
    require(permissions.can_settle_delivery(actor))
    now, attempts = timezone.now(), delivery.attempts + 1
    columns: dict[str, object] = {"attempts": attempts, "status": status, "answer": answer[:200]}
    is_well = status is not None and 200 <= status < 300
    is_over = status == GONE or attempts > len(PAUSES)
    if is_well or is_over:
        columns |= {"state": Delivery.State.DELIVERED if is_well else Delivery.State.GIVEN_UP, "settled_at": now}
    else:
        columns["next_at"] = now + PAUSES[attempts - 1]
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(**columns)
    if is_over and not is_well:
        disable_webhook(actor=actor, webhook=delivery.webhook)
    return is_well
