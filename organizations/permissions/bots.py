"""For whom the accounts of programs speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from organizations.models import Bot, Organization

if TYPE_CHECKING:
    from accounts.models import User

RUNNING_BOT = Q(closed_at__isnull=True) & (
    Q(organization__isnull=True)
    | Q(organization__status=Organization.Status.VERIFIED, organization__closed_at__isnull=True)
)


def bot_of(account: User) -> Bot | None:
    """The running bot whose account this is, with its organisation."""
    running = Bot.objects.filter(RUNNING_BOT, account=account.pk)
    return running.select_related("account", "organization__governorate").first()
