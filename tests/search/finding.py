"""How the tests of the search let the worker run, and ask."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from journal.followers import run_follower
from search.models import SearchEntry
from search.queries import Asked, found, shown
from search.tasks import fill_search, search_follows_names, search_follows_rooms

ALL = tuple(SearchEntry.Kind.values)


def followed() -> None:
    """Everything that happened so far can be found, and whom the factories made without a verb."""
    for kind in (SearchEntry.Kind.PERSON, SearchEntry.Kind.ORGANIZATION):
        fill_search([kind], 0)
    for follower in (search_follows_rooms, search_follows_names):
        while run_follower(follower):
            pass


def finds(user: User, q: str = "", kinds: tuple[str, ...] = ALL, **filters: Any) -> list[str]:
    """The excerpts of what a person finds, in order."""
    asked = Asked(q=q, **filters)
    return [facts["excerpt"] for facts in shown(user, found(user, asked, kinds=kinds).entries, q)]
