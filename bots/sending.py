"""From a queued delivery to an address: a few threads of the worker, so that a slow one keeps nothing else waiting."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils import timezone

from arabic.direction import defuse
from bots.actions import claim_webhook, leave_webhook, settle_delivery
from bots.models import Delivery, OutgoingWebhook
from bots.signing import signed_headers
from journal.actors import Actor
from journal.models import Entry
from journal.posting import PostingError, post
from journal.queries import shown

AT_ONCE = 50  # deliveries to one address before others have their turn
log = logging.getLogger(__name__)


@cache
def threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(settings.WEBHOOK_THREADS, thread_name_prefix="webhooks")


def begin(act: Callable[[], None]) -> None:
    """Do it in one of the threads, or at once where there are none (WEBHOOK_THREADS=0)."""
    if settings.WEBHOOK_THREADS:
        threads().submit(in_thread, act)
    else:
        act()


def in_thread(act: Callable[[], None]) -> None:
    try:
        act()
    except Exception:
        log.exception("a webhook could not be told")
    finally:
        connection.close()


def send_all(webhook: OutgoingWebhook, held: datetime) -> None:
    """Tell an address, held by the caller until then, what waits for it, in order, up to the first that fails."""
    clock = Actor.clock()
    for _ in range(AT_ONCE):
        delivery = next_delivery(webhook)
        if delivery is None:
            break
        kept = claim_webhook(actor=clock, webhook=webhook, held=held)
        if kept is None:
            return
        held = kept
        status, answer = tried(delivery)
        if not settle_delivery(actor=clock, delivery=delivery, status=status, answer=answer):
            break
    leave_webhook(actor=clock, webhook=webhook, held=held)


def next_delivery(webhook: OutgoingWebhook) -> Delivery | None:
    """The first that waits, if its pause is over: what came after it waits behind it."""
    waiting = webhook.deliveries.filter(state=Delivery.State.WAITING).select_related("webhook").order_by("number")
    first = waiting.first()
    return first if first is not None and first.next_at <= timezone.now() else None


def tried(delivery: Delivery) -> tuple[int | None, str]:
    """One try: the status and the beginning of the answer, or None and why nothing was answered."""
    webhook = delivery.webhook
    body = payload(delivery)
    if body is None:  # purged meanwhile: there is nothing to tell
        return 204, ""
    headers = signed_headers(secrets_of(webhook), f"msg_{webhook.pk}_{delivery.number}", int(time.time()), body)
    headers |= {"Content-Type": "application/json", "User-Agent": f"Multaqa/{settings.VERSION}"}
    try:
        answer = post(webhook.url, body, headers, inside=settings.WEBHOOKS_INSIDE)
    except PostingError as error:
        return None, error.code
    return answer.status, defuse(answer.text)


def payload(delivery: Delivery) -> bytes | None:
    """The entry as PROTOCOL 1 writes it, with its object as it stands now."""
    entries = Entry.objects.filter(stream__name=delivery.webhook.stream, number=delivery.number)
    found = shown(entries.select_related("stream"))
    return json.dumps(found[0], ensure_ascii=False, separators=(",", ":")).encode() if found else None


def secrets_of(webhook: OutgoingWebhook) -> list[str]:
    is_old_good = bool(webhook.old_secret) and webhook.old_until is not None and webhook.old_until > timezone.now()
    return [webhook.secret, webhook.old_secret] if is_old_good else [webhook.secret]
