"""What the journal and the clock wake: entries are put on their way to other programs, and sent."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bots.actions import claim_webhook, queue_deliveries
from bots.models import Delivery, OutgoingWebhook
from bots.permissions import may_hear_board, still_heard
from bots.sending import begin, send_all
from journal.actors import Actor
from journal.due import schedule
from journal.followers import Follower
from journal.models import Entry

LOOK_AGAIN = timedelta(seconds=20)


def follow_for_webhooks(entries: list[Entry]) -> None:
    """Queue a stream's new entries for the addresses that asked for such events since before they happened."""
    listening = listening_to(entries[0].stream.name)
    for webhook in listening:
        wanted = [each for each in entries if each.event in webhook.events and each.at >= webhook.created_at]
        if wanted:
            queue_deliveries(actor=Actor.clock(), webhook=webhook, entries=wanted)


def listening_to(stream: str) -> list[OutgoingWebhook]:
    """The addresses that are told of a stream; of a board only while it is shown to their organisation."""
    kind, _, key = stream.partition(".")
    running = OutgoingWebhook.objects.filter(still_heard(), closed_at=None)
    if kind == "board":
        found = running.filter(board=stream).select_related("organization")
        return [each for each in found if may_hear_board(each.organization, stream)]
    column = {"room": "room_id", "org": "organization_id"}[kind]
    return list(running.filter(**{column: key, "board": ""}))


def send_webhook(webhook_id: int) -> None:
    """Hand what waits for an address to a thread, and look again until nothing waits: a killed thread is no loss."""
    webhook = OutgoingWebhook.objects.filter(still_heard(), pk=webhook_id, closed_at=None, disabled_at=None).first()
    first = first_waiting(webhook_id) if webhook is not None else None
    if webhook is None or first is None:
        return
    now = timezone.now()
    if first.next_at <= now and (held := claim_webhook(actor=Actor.clock(), webhook=webhook)):
        begin(lambda: send_all(webhook, held))
        first = first_waiting(webhook_id)
    if first is not None:
        at = max(first.next_at, now + LOOK_AGAIN) if first.next_at <= now else first.next_at
        schedule("send_webhook", key=f"webhook.{webhook_id}", at=at, webhook_id=webhook_id)


def first_waiting(webhook_id: int) -> Delivery | None:
    waiting = Delivery.objects.filter(webhook=webhook_id, state=Delivery.State.WAITING)
    return waiting.order_by("number").first()


webhooks_follow = Follower("webhooks", ("room", "org", "board"), follow_for_webhooks)
