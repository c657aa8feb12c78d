"""Where other programs post: Slack's incoming webhook, as they know it already, with Slack's answers."""

from __future__ import annotations

import json
import uuid

from allauth.account.adapter import get_adapter
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import digest_of
from bots import actions
from bots.models import IncomingWebhook
from bots.queries import webhook_of
from bots.rates import seconds_to_wait
from bots.slack import PayloadError, body_of
from chat.actions import post_message
from journal.actors import Actor
from journal.refusals import Conflict, Refused

LARGEST = 64 * 1024
GUESS_PAUSE, GUESSES = 10.0, 20  # of one network address: unknown secrets
PAUSE, BURST = 1.0, 10  # of one webhook
KEYS = uuid.UUID("7c1e9a3e-6b63-4f0e-9a43-6d1b3f6f2f5b")  # namespace of callers' own keys


def said(words: str, status: int = 200, *, wait: int = 0) -> HttpResponse:
    headers = {"Retry-After": str(wait)} if wait else None
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=headers)


@csrf_exempt
@require_POST
def hook(request: HttpRequest, secret: str) -> HttpResponse:
    """Say in the room what a program posted. Answers: `ok`; 400 invalid_payload, no_text …; 404 no_service; 410
    channel_is_archived; 413 too_large; 429 rate_limited with Retry-After.
    """
    webhook = webhook_of(digest_of(secret))
    if webhook is None or not webhook.bot.is_running:
        guesser = f"guess.{get_adapter().get_client_ip(request)}"
        wait = seconds_to_wait(guesser, pause=GUESS_PAUSE, burst=GUESSES)
        return said("rate_limited", 429, wait=wait) if wait else said("no_service", 404)
    if wait := seconds_to_wait(f"hook.{webhook.pk}", pause=PAUSE, burst=BURST):
        return said("rate_limited", 429, wait=wait)
    try:
        payload = payload_of(request)
        return post(webhook, body_of(payload), key_of(request, payload))
    except PayloadError as error:
        return said(error.code, 413 if error.code == "too_large" else 400)


def post(webhook: IncomingWebhook, body: str, key: str) -> HttpResponse:
    bot = webhook.bot
    client_id = uuid.uuid5(KEYS, f"{webhook.pk}.{key}") if key else uuid.uuid4()
    actor = Actor(bot.account, bot.organization)
    try:
        with translation.override("ar"):
            post_message(actor=actor, room=webhook.room, body=body, client_id=client_id)
    except Refused:
        return said("channel_is_archived", 410) if webhook.room.closed_at else said("no_service", 404)
    except ValidationError:
        return said("no_text", 400)
    except Conflict:
        return said("key_reused", 409)
    if webhook.is_use_to_be_noted:  # asked here, so that a burst of posts begins no transactions only to find it noted
        actions.use_incoming_webhook(actor=Actor.clock(), webhook=webhook)
    return said("ok")


def payload_of(request: HttpRequest) -> object:
    """JSON, or a form whose field `payload` holds it; PayloadError `too_large` or `invalid_payload`."""
    is_form = request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise PayloadError("too_large")
        text = request.POST.get("payload", "") if is_form else request.body
    except (RequestDataTooBig, ValueError) as error:
        raise PayloadError("too_large") from error
    if len(text) > LARGEST:
        raise PayloadError("too_large")
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise PayloadError("invalid_payload") from error
    return found


def key_of(request: HttpRequest, payload: object) -> str:
    """What the caller says this post is known by, so that posting it again says nothing twice."""
    given = request.headers.get("Idempotency-Key") or request.GET.get("key")
    if not given and isinstance(payload, dict) and isinstance(payload.get("client_msg_id"), str):
        given = payload["client_msg_id"]
    return (given or "")[:200]
