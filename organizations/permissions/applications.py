"""The open door: who may apply, and who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from accounts.permissions import is_secretariat
from journal.actors import Actor
from organizations.models import Application
from organizations.permissions.roles import WEIGHTY, is_convening
from organizations.permissions.seen import conveners_of

if TYPE_CHECKING:
    from accounts.models import User


def can_apply(actor: Actor) -> bool:
    """Anybody who is not the clock."""
    return not actor.is_clock


def can_decide(user: User | AnonymousUser) -> bool:
    """Is there a queue that is this person's to look after?"""
    return is_secretariat(user) or conveners_of(user).exists()


def can_accept_application(actor: Actor, application: Application) -> bool:
    """The secretariat, or the union or network that the application names, save for the weighty kinds."""
    is_theirs = application.kind not in WEIGHTY and is_convening(actor, application.convener)
    return is_secretariat(actor) or is_theirs


def can_refuse_application(actor: Actor, application: Application) -> bool:
    return is_secretariat(actor) or is_convening(actor, application.convener)
