"""What happens to needs while somebody looks at the board (Site.happen)."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from accounts.models import User
from journal.actors import Actor
from needs.actions import create_need, open_need
from needs.actions.pledges import propose_pledge
from needs.actions.promising import Share
from needs.models import Need
from organizations.models import Organization
from tests.needs.board import asked, given


def opened(words: str, visibility: str = "public") -> None:
    """Omar's association misses 100 blankets in a town of Aleppo, for 40 households."""
    omar = User.objects.get(username="omar")
    actor = Actor(omar, Organization.objects.get(memberships__person=omar))
    details = given(title=words, visibility=visibility, households=40, urgency=1, lines=[asked("100")])
    open_need(actor=actor, need=create_need(actor=actor, **details))


def promised(words: str) -> None:
    """Basel's association promises half of it."""
    basel = User.objects.get(username="basel")
    actor = Actor(basel, Organization.objects.get(memberships__person=basel))
    need = Need.objects.get(title=words)
    shares = [Share(need.lines.get().pk, Decimal(50))]
    propose_pledge(actor=actor, need=need, shares=shares, client_id=uuid4())
