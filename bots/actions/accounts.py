"""Bots, their tokens, and the addresses they post to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import LONGEST_TOKEN, TOKENS_AT_ONCE
from accounts.models import ApiToken, User, digest_of, new_secret
from accounts.names import clean_name
from arabic.direction import defuse
from arabic.normalise import normalise
from bots import permissions
from bots.models import IncomingWebhook
from chat.actions import put_in, take_out
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from organizations.models import Bot, Organization

BOTS_AT_ONCE = 30  # that one organisation runs
WEBHOOKS_AT_ONCE = 20  # that lead into one room


# Bots ----------------------------------------------------------------------------------------------------------------
@verb
def create_bot(
    *, actor: Actor, name: str, client_id: uuid.UUID, about: str = "", organization: Organization | None = None
) -> Bot:
    """Make an account for a program: of an organisation, or (none) of the secretariat. It can never sign in.

    ValidationError `name_required`; Conflict `too_many_bots`, `client_id_reused`.
    """
    require(permissions.can_create_bot(actor, organization))
    name = checked_name(name)
    if first := Bot.objects.filter(made_by=actor.user, client_id=client_id).select_related("account").first():
        demand_repeat(str(first.account) == name and first.organization == organization)
        return first
    return make_bot(actor, name, client_id, about, organization)


def make_bot(actor: Actor, name: str, client_id: uuid.UUID, about: str, organization: Organization | None) -> Bot:
    if Bot.objects.filter(organization=organization, closed_at__isnull=True).count() >= BOTS_AT_ONCE:
        raise Conflict(_("There are 30 bots already. Close one first."), code="too_many_bots")
    account = User(username=f"bot-{uuid.uuid4().hex[:16]}", display_name=name, search_text=normalise(name), is_bot=True)
    account.set_unusable_password()
    account.save()
    bot = Bot.objects.create(
        account=account,
        organization=organization,
        about=checked_about(about),
        made_by=actor.user,
        client_id=client_id,
    )
    record_about("bot_created", actor, bot)
    return bot


@verb
def update_bot(*, actor: Actor, bot: Bot, name: str, about: str) -> Bot:
    """Call a bot something else, or say anew what it does. ValidationError `name_required`."""
    require(permissions.can_update_bot(actor, bot))
    bot.account.display_name, bot.about = checked_name(name), checked_about(about)
    bot.account.search_text = normalise(bot.account.display_name)
    bot.account.save(update_fields=["display_name", "search_text"])
    bot.save(update_fields=["about"])
    record_about("bot_updated", actor, bot)
    return bot


@verb
def close_bot(*, actor: Actor, bot: Bot) -> None:
    """End a bot for good: its tokens and addresses end, its sockets close; what it said stays."""
    require(permissions.can_close_bot(actor, bot))
    if not Bot.objects.filter(pk=bot.pk, closed_at__isnull=True).update(closed_at=timezone.now()):
        return
    User.objects.filter(pk=bot.account_id).update(is_active=False)
    bot.incoming_webhooks.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    ApiToken.objects.filter(user=bot.account_id, revoked_at__isnull=True).update(revoked_at=timezone.now())
    record_about("bot_closed", actor, bot)
    record("session_ended", stream=f"user.{bot.account_id}", actor=actor, subject=bot.account, kind="user", all=True)


def record_about(event: str, actor: Actor, bot: Bot, **facts: Any) -> None:
    """To the people of its organisation, else to the secretariat's desk."""
    stream = f"org.{bot.organization_id}" if bot.organization_id else "desk.secretariat"
    record(event, stream=stream, actor=actor, subject=bot, **facts)


def checked_name(text: str) -> str:
    name = clean_name(text)
    if not 2 <= len(name) <= 60:
        raise invalid(_("A name has 2 to 60 letters."), code="name_required", field="name")
    return name


def checked_about(text: str) -> str:
    return " ".join(defuse(text).split())[:300]


# Where a bot is ------------------------------------------------------------------------------------------------------
@verb
def take_in_bot(*, actor: Actor, room: Room, bot: Bot) -> bool:
    """Let a bot into a room, to read and to write there; False if it was in it. ValidationError `unknown_bot`."""
    require(permissions.can_take_in_bot(actor, room))
    if not bot.is_running or not permissions.bots_for(actor.user).filter(pk=bot.pk).exists():
        raise invalid(_("There is no such bot."), code="unknown_bot", field="bot")
    return put_in(actor=actor, room=room, account=bot.account)


@verb
def put_out_bot(*, actor: Actor, room: Room, bot: Bot) -> None:
    """Take a bot out of a room, with the addresses that lead there. Nothing happens if it is not in it."""
    require(permissions.can_put_out_bot(actor, room))
    bot.incoming_webhooks.filter(room=room, closed_at__isnull=True).update(closed_at=timezone.now())
    take_out(actor=actor, room=room, account=bot.account)


# Tokens --------------------------------------------------------------------------------------------------------------
@verb
def create_bot_token(*, actor: Actor, bot: Bot, name: str, days: int, rooms: Sequence[Room]) -> tuple[ApiToken, str]:
    """A key for a program that opens these rooms and nothing else; the secret is returned here and never again.

    ValidationError: name_required, days_out_of_range, rooms_required, not_in_room. Conflict: too_many_tokens.
    """
    require(permissions.can_create_bot_token(actor, bot))
    name = clean_name(name)[:60]
    if not name:
        raise invalid(_("Give it a name by which you will know it."), code="name_required", field="name")
    if not 1 <= days <= LONGEST_TOKEN:
        raise invalid(_("A token lasts between a day and a year."), code="days_out_of_range", field="days")
    demand_rooms(bot, rooms)
    if ApiToken.objects.filter(user=bot.account, revoked_at__isnull=True).count() >= TOKENS_AT_ONCE:
        raise Conflict(_("There are many tokens already. Revoke one first."), code="too_many_tokens")
    secret, ends = new_secret(), timezone.now() + timedelta(days=days)
    opens = sorted(room.stream for room in rooms)
    token = ApiToken.objects.create(user=bot.account, name=name, digest=digest_of(secret), expires_at=ends, opens=opens)
    record_about("bot_token_created", actor, bot, token=token.pk, rooms=[room.pk for room in rooms])
    return token, secret


def demand_rooms(bot: Bot, rooms: Sequence[Room]) -> None:
    if not rooms:
        raise invalid(_("Choose at least one room."), code="rooms_required", field="rooms")
    here = set(RoomMembership.objects.filter(person=bot.account).values_list("room_id", flat=True))
    if any(room.pk not in here for room in rooms):
        raise invalid(_("The bot is not in this room: its moderators let it in."), code="not_in_room", field="rooms")


@verb
def revoke_bot_token(*, actor: Actor, bot: Bot, token: ApiToken) -> None:
    """Make a bot's token worthless at once; its open sockets close."""
    require(permissions.can_revoke_bot_token(actor, bot) and token.user_id == bot.account_id)
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    stream = f"user.{bot.account_id}"
    record("session_ended", stream=stream, actor=actor, subject=bot.account, kind="user", tokens=[token.pk])


# Incoming webhooks ---------------------------------------------------------------------------------------------------
@verb
def create_incoming_webhook(
    *, actor: Actor, room: Room, name: str, client_id: uuid.UUID
) -> tuple[IncomingWebhook, str | None]:
    """A secret address under which other programs speak in a room, by a bot of this name made with it.

    The secret is returned here and never again (None where the same request had made it before).
    ValidationError `name_required`; Conflict `too_many_webhooks`, `client_id_reused`.
    """
    require(permissions.can_create_incoming_webhook(actor, room))
    name = checked_name(name)
    made = IncomingWebhook.objects.filter(made_by=actor.user, client_id=client_id).select_related("bot__account")
    if first := made.first():
        demand_repeat(first.room_id == room.pk and str(first.bot.account) == name)
        return first, None
    if room.incoming_webhooks.filter(closed_at__isnull=True).count() >= WEBHOOKS_AT_ONCE:
        raise Conflict(_("20 addresses lead into this room already. Close one first."), code="too_many_webhooks")
    bot = make_bot(actor, name, client_id, "", actor.organization)
    put_in(actor=actor, room=room, account=bot.account)
    secret = new_secret()
    webhook = IncomingWebhook.objects.create(
        room=room, bot=bot, digest=digest_of(secret), made_by=actor.user, client_id=client_id
    )
    return webhook, secret


@verb
def close_incoming_webhook(*, actor: Actor, webhook: IncomingWebhook) -> None:
    """End an address: what is posted to it finds nothing. Its bot leaves with the last one. Twice changes nothing."""
    require(permissions.can_close_incoming_webhook(actor, webhook))
    IncomingWebhook.objects.filter(pk=webhook.pk, closed_at__isnull=True).update(closed_at=timezone.now())
    if not webhook.bot.incoming_webhooks.filter(room=webhook.room, closed_at__isnull=True).exists():
        take_out(actor=actor, room=webhook.room, account=webhook.bot.account)


@verb
def use_incoming_webhook(*, actor: Actor, webhook: IncomingWebhook) -> None:
    """Remember that an address is in use (`is_use_to_be_noted`)."""
    require(permissions.can_use_incoming_webhook(actor))
    IncomingWebhook.objects.filter(pk=webhook.pk).update(last_used_at=timezone.now())
