"""Who sees programs' accounts and connections, and who looks after them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import ApiToken
from accounts.permissions import is_secretariat
from bots.models import IncomingWebhook, OutgoingWebhook
from chat.models import Room, RoomMembership
from chat.permissions import rooms_for
from chat.standing import Standing
from journal.actors import Actor
from organizations.models import Bot, Organization
from organizations.permissions import RUNNING_BOT, is_managing, is_verified_person, managed_by


# What may be seen ----------------------------------------------------------------------------------------------------
def bots_for(user: Any) -> QuerySet[Bot]:
    """Bots of the rooms one sees and those one looks after; for people of verified organisations all that run for one,
    as they see each other's people; for the secretariat all.

    One is found by `account__pk`: asked by `pk`, a foreign key here, a number too large reaches the database.
    """
    if not (user.is_authenticated and user.is_active):
        return Bot.objects.none()
    if is_secretariat(user):
        return with_people(Bot.objects.all())
    there = RoomMembership.objects.filter(room__in=rooms_for(user), person__is_bot=True).values("person")
    seen = Q(account__in=there) | Q(pk__in=managed_bots(user).values("pk"))
    if is_verified_person(user):
        seen |= RUNNING_BOT & Q(organization__isnull=False)
    return with_people(Bot.objects.filter(seen))


def managed_bots(user: Any) -> QuerySet[Bot]:
    """The running bots one looks after: of organisations one manages; the secretariat those of the secretariat."""
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Bot.objects.none()
    mine = Q(organization__in=managed_by(user))
    if is_secretariat(user):
        mine |= Q(organization__isnull=True)
    return with_people(Bot.objects.filter(mine, closed_at__isnull=True)).order_by("-pk")


def with_people(bots: QuerySet[Bot]) -> QuerySet[Bot]:
    return bots.select_related("account", "organization__governorate", "made_by")


def bot_tokens_for(user: Any) -> QuerySet[ApiToken]:
    """The tokens of the bots one looks after that are not revoked, newest first."""
    accounts = managed_bots(user).values("account")
    return ApiToken.objects.filter(user__in=accounts, revoked_at__isnull=True).select_related("user").order_by("-pk")


def incoming_webhooks_for(user: Any) -> QuerySet[IncomingWebhook]:
    """Those of the rooms one sees; what may be done to them is asked of each."""
    open_ones = IncomingWebhook.objects.filter(closed_at__isnull=True, room__in=rooms_for(user))
    return open_ones.select_related("room", "made_by", "bot__account", "bot__organization").order_by("-pk")


def outgoing_webhooks_for(user: Any) -> QuerySet[OutgoingWebhook]:
    """Those of the rooms one sees and of the organisations one manages; who may look at each is asked of each."""
    if not (user.is_authenticated and user.is_active):
        return OutgoingWebhook.objects.none()
    mine = Q(room__in=rooms_for(user)) | Q(organization__in=managed_by(user))
    found = OutgoingWebhook.objects.filter(mine, closed_at__isnull=True)
    return found.select_related("room", "organization", "made_by").order_by("-pk")


# What may be done ----------------------------------------------------------------------------------------------------
def can_create_bot(actor: Actor, organization: Organization | None) -> bool:
    """A verified organisation's managers make its bots, the secretariat its own."""
    if organization is None:
        return is_secretariat(actor)
    return organization.is_verified and is_managing(actor, organization)


def can_update_bot(actor: Actor, bot: Bot) -> bool:
    """Whoever looks after it: the organisation's managers, or the secretariat."""
    if bot.closed_at is not None:
        return False
    return is_secretariat(actor) if bot.organization is None else is_managing(actor, bot.organization)


def can_close_bot(actor: Actor, bot: Bot) -> bool:
    """Whoever looks after it, and the secretariat any: a bot that runs wild must be stopped by somebody."""
    return can_update_bot(actor, bot) or is_secretariat(actor)


def can_create_bot_token(actor: Actor, bot: Bot) -> bool:
    return can_update_bot(actor, bot)


def can_revoke_bot_token(actor: Actor, bot: Bot) -> bool:
    return can_close_bot(actor, bot)


def can_take_in_bot(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """The room's moderators; in conversations of two there is nobody to decide it."""
    return room.closed_at is None and room.kind != Room.Kind.DIRECT and (known or Standing(actor, room)).moderates


def can_put_out_bot(actor: Actor, room: Room) -> bool:
    return Standing(actor, room).moderates


def can_create_incoming_webhook(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """The room's moderators, for the verified organisation they speak for; the secretariat also for itself."""
    speaks = actor.organization.is_verified if actor.organization else is_secretariat(actor)
    return bool(speaks) and can_take_in_bot(actor, room, known)


def can_close_incoming_webhook(actor: Actor, webhook: IncomingWebhook) -> bool:
    """The room's moderators, and whoever looks after the bot."""
    return Standing(actor, webhook.room).moderates or can_close_bot(actor, webhook.bot)


def can_use_incoming_webhook(actor: Actor) -> bool:
    """Whoever knows the address: the view asked for its secret and acts as the clock."""
    return actor.is_clock


def can_create_outgoing_webhook(actor: Actor, room: Room | None, organization: Organization | None) -> bool:
    """A room's moderators, an organisation's managers."""
    if room is not None:
        return can_take_in_bot(actor, room)
    return organization is not None and organization.is_verified and is_managing(actor, organization)


def still_heard() -> Q:
    """Of addresses that are told of rooms, those that may be told now. What happens in the room of a thing is told no
    address whose maker has lost the thing: the room's other people never chose to tell theirs.
    """
    there = RoomMembership.objects.filter(room=OuterRef("room"), person=OuterRef("made_by"), person__is_active=True)
    return Q(room=None) | Q(room__is_guarded=False) | Q(Exists(there))


def may_hear_board(organization: Organization | None, board: str) -> bool:
    """Which of the boards of needs and offers an organisation's people see (needs.permissions.Standpoint)."""
    if organization is None or not organization.is_verified:
        return False
    is_member = organization.kind != Organization.Kind.PUBLIC_BODY
    return board == OutgoingWebhook.Board.PUBLIC or (board == OutgoingWebhook.Board.MEMBERS and is_member)


def can_update_outgoing_webhook(actor: Actor, webhook: OutgoingWebhook) -> bool:
    """Also what was sent, and what was answered, is theirs to see."""
    if webhook.closed_at is not None:
        return False
    if webhook.room is not None:
        return Standing(actor, webhook.room).moderates
    return webhook.organization is not None and is_managing(actor, webhook.organization)


def can_rotate_webhook_secret(actor: Actor, webhook: OutgoingWebhook) -> bool:
    return can_update_outgoing_webhook(actor, webhook)


def can_resume_webhook(actor: Actor, webhook: OutgoingWebhook) -> bool:
    return can_update_outgoing_webhook(actor, webhook)


def can_close_outgoing_webhook(actor: Actor, webhook: OutgoingWebhook) -> bool:
    return can_update_outgoing_webhook(actor, webhook) or is_secretariat(actor)


def can_repeat_delivery(actor: Actor, webhook: OutgoingWebhook) -> bool:
    return can_update_outgoing_webhook(actor, webhook)


def can_queue_deliveries(actor: Actor) -> bool:
    return actor.is_clock


def can_claim_webhook(actor: Actor) -> bool:
    return actor.is_clock


def can_leave_webhook(actor: Actor) -> bool:
    return actor.is_clock


def can_settle_delivery(actor: Actor) -> bool:
    return actor.is_clock


def can_disable_webhook(actor: Actor) -> bool:
    return actor.is_clock
