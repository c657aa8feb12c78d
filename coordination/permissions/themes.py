"""Who sees the themes of a body, and who makes them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from coordination.models import Theme
from coordination.permissions.seen import Reader
from journal.actors import Actor
from meetings.models import Body
from meetings.permissions import bodies_for, can_chair, can_lead


def themes_for(user: Reader) -> QuerySet[Theme]:
    """Of the bodies one sees, and those that are for all."""
    return Theme.objects.filter(Q(body=None) | Q(body__in=bodies_for(user).values("pk")))


def can_create_theme(actor: Actor, body: Body) -> bool:
    """Those who run or convene the body: everybody who writes its recommendations chooses from its themes."""
    return can_chair(actor, body) or can_lead(actor, body)


def can_edit_theme(actor: Actor, theme: Theme) -> bool:
    """A theme that is for all belongs to no body, and to nobody here."""
    return theme.body is not None and can_lead(actor, theme.body)


def can_merge_theme(actor: Actor, theme: Theme) -> bool:
    return can_edit_theme(actor, theme)


def can_delete_theme(actor: Actor, theme: Theme) -> bool:
    return can_edit_theme(actor, theme)
