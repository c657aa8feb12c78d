"""What the shell offers: the main places, what is open to whom, and what a message can become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from config.words import (
    desk_words,
    gantt_words,
    kanban_words,
    meeting_words,
    needs_words,
    note_page_words,
    page_words,
    words,
)
from journal.queries import epoch
from notifications.queries import unread_count
from organizations.actors import RUNNING_OF, actor_of
from organizations.permissions import MANAGING
from organizations.queries import organization_mark


@dataclass(frozen=True)
class Place:
    """One of the main places: its words, its drawing (a symbol of icons/sprite.svg), the URL name of its page, and
    whether it stands on a phone's bar, which holds five; the others are behind «More» there. Below `others` one is
    still in it.
    """

    words: Any
    icon: str
    url_name: str
    on_bar: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class MessageAct:
    """What a message can become in another app. `{message}` and `{room}` in the address are filled in by the page."""

    words: Any
    icon: str
    address: str
    sheet: bool = False  # asks one question: shown above the room
    made: str = ""  # answers what was made of a room's messages, as [{message, title, address}], for a mark at each


BESIDE_COORDINATION = (
    *("/committees/", "/recommendations/", "/sessions/", "/bodies/", "/plans/"),
    *("/follow-up/", "/public-follow-up/", "/themes/", "/obligations/", "/updates/"),
    *("/follow-up/", "/obligations/", "/updates/", "/terms/", "/seats/", "/seat-holders/", "/referrals/"),
)
BESIDE_PROJECTS = ("/tasks/", "/partnerships/", "/documents/", "/folders/", "/notes/")
BESIDE_NEEDS = ("/offers/", "/pledges/", "/deliveries/", "/challenges/", "/operations/", "/sheets/")
BESIDE_LAWS = (
    *("/provisions/", "/topics/", "/law-links/", "/rounds/", "/proposals/", "/amendments/", "/dossiers/"),
    *("/text-imports/", "/imported-rows/", "/import-doubts/", "/provision-texts/", "/my-dossiers/", "/answers/"),
    *("/public-rounds/", "/remarks/", "/opinions/", "/rival-votes/", "/sponsors/"),
)
PLACES = (
    Place(gettext_lazy("Home"), "home", "home", True),
    Place(gettext_lazy("Rooms"), "rooms", "chat:rooms", True),
    Place(gettext_lazy("Needs"), "heart", "needs:board", True, BESIDE_NEEDS),
    Place(gettext_lazy("Projects"), "board", "projects:projects", True, BESIDE_PROJECTS),
    Place(gettext_lazy("Coordination"), "decision", "coordination:forums", others=BESIDE_COORDINATION),
    Place(gettext_lazy("Laws"), "scales", "legislation:instruments", others=BESIDE_LAWS),
    Place(gettext_lazy("Search"), "search", "search:search"),
    Place(gettext_lazy("Directory"), "organizations", "organizations:directory"),
    Place(gettext_lazy("Notifications"), "bell", "notifications:notifications", True),
    Place(gettext_lazy("Settings"), "settings", "accounts:settings"),
)
MESSAGE_ACTS: tuple[MessageAct, ...] = (
    MessageAct(gettext_lazy("Make a need of it"), "heart", "/needs/from/{message}/"),
    MessageAct(gettext_lazy("Make a task of it"), "board", "/tasks/from/{message}/", True, "/api/rooms/{room}/tasks/"),
    MessageAct(
        gettext_lazy("Make a recommendation of it"),
        "decision",
        "/recommendations/of/?message={message}",
        made="/api/rooms/{room}/recommendations/",
    ),
)


@cache
def carded_pages() -> list[str]:
    """The pages that have a card, as `/rooms/#/m/#/`: every address for which `<address>card/` is known too."""
    names = [name for name in pattern_routes(get_resolver()) if name.endswith("/card/")]
    return sorted("/" + re.sub(r"<int:\w+>", "#", name).removesuffix("card/") for name in names)


def pattern_routes(resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from (f"{entry.pattern}{inner}" for inner in pattern_routes(entry))
        else:
            yield str(entry.pattern)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html. What costs a query is a function: a page that does not ask for it does not pay."""
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User)
    return {
        "places": cache(lambda: places(request)) if signed_in else [],
        "message_acts": cache(lambda: [told(act) for act in MESSAGE_ACTS]),
        # What asks one question is also shown in a sheet above a room (frontend/sheet.ts).
        "layout": "sheet.html" if request.headers.get("X-Sheet") else "base.html",
        "carded_pages": carded_pages,
        "words": words,
        "page_words": page_words,
        "needs_words": needs_words,
        "gantt_words": gantt_words,
        "kanban_words": kanban_words,
        "meeting_words": meeting_words,
        "desk_words": desk_words,
        "note_words": note_page_words,
        "me": cache(lambda: me(request)) if signed_in else None,
        "unread_notices": cache(lambda: unread_count(user)) if isinstance(user, User) else 0,
        "theme": user.theme if isinstance(user, User) else "auto",
        "is_signed_in": signed_in,
        "notices": get_messages(request),
    }


def told(act: MessageAct) -> dict[str, Any]:
    """What is not said is not sent: every page carries this."""
    facts = {"words": str(act.words), "icon": act.icon, "address": act.address, "sheet": act.sheet, "made": act.made}
    return {name: value for name, value in facts.items() if value}


def places(request: HttpRequest) -> list[dict[str, Any]]:
    """The places whose pages exist, each with whether the reader is in it."""
    known = [(place, address(place.url_name)) for place in PLACES]
    return [
        {
            "words": place.words,
            "icon": place.icon,
            "href": href,
            "on_bar": place.on_bar,
            "is_here": is_in(place, href, request.path),
        }
        for place, href in known
        if href is not None
    ]


def address(url_name: str) -> str | None:
    return address_in(settings.ROOT_URLCONF, url_name)


@cache
def address_in(urls: str, url_name: str) -> str | None:
    try:
        return reverse(url_name, urls)
    except NoReverseMatch:
        return None


def is_in(place: Place, href: str, path: str) -> bool:
    return any(is_within(path, each) for each in (href, *place.others))


def is_within(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)


def me(request: HttpRequest) -> dict[str, Any]:
    """The signed-in person as the browser's side needs them."""
    user: User = request.user  # type: ignore[assignment]
    chosen = actor_of(request).organization
    return {
        "id": user.pk,
        "name": str(user),
        "mark": user.mark,
        "language": user.language,
        "digits": user.digits,
        "data_saver": user.data_saver,
        "theme": user.theme,
        "organizations": [
            {**organization_mark(membership.organization), "manages": membership.role in MANAGING}
            for membership in RUNNING_OF(user.pk)
        ],
        "organization": chosen.pk if chosen else None,
        "epoch": epoch(),
    }
