"""What happens to needs while somebody looks at the board: `python -m tests.browser.needing open|promise WORDS` in the
environment of a site, as its worker or another person would do it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from accounts.models import User  # noqa: E402  all of these need Django's apps
from journal.actors import Actor  # noqa: E402
from needs.actions import create_need, open_need  # noqa: E402
from needs.actions.pledges import propose_pledge  # noqa: E402
from needs.actions.promising import Share  # noqa: E402
from needs.models import Need  # noqa: E402
from organizations.models import Organization  # noqa: E402
from tests.needs.board import asked, given  # noqa: E402


def opened(words: str, visibility: str = "public") -> Need:
    """Omar's association misses 100 blankets in a town of Aleppo, for 40 households."""
    omar = User.objects.get(username="omar")
    actor = Actor(omar, Organization.objects.get(memberships__person=omar))
    details = given(title=words, visibility=visibility, households=40, urgency=1, lines=[asked("100")])
    return open_need(actor=actor, need=create_need(actor=actor, **details))


def promised(words: str) -> None:
    """Basel's association promises half of it."""
    basel = User.objects.get(username="basel")
    actor = Actor(basel, Organization.objects.get(memberships__person=basel))
    need = Need.objects.get(title=words)
    shares = [Share(need.lines.get().pk, Decimal(50))]
    propose_pledge(actor=actor, need=need, shares=shares, client_id=uuid4())


if __name__ == "__main__":
    happens: dict[str, Callable[..., object]] = {"open": opened, "promise": promised}
    happens[sys.argv[1]](*sys.argv[2:])
