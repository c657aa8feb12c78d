"""What needs and offers have in common: their columns, checked; whom they name; the point on the map; what is found."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import is_secretariat
from arabic.direction import defuse_name
from arabic.normalise import normalise
from journal.actors import Actor
from journal.records import NARROWED, forget, record
from journal.refusals import demand_repeat, invalid, require
from journal.states import demand_possible
from needs.models import Challenge, Item, Need, Offer, Posting, Said, Visibility
from needs.permissions import BOARDS, streams_of
from organizations.columns import check_columns, set_columns
from organizations.models import Organization, Place

PARAGRAPHS = frozenset({"description"})
MOST_NAMED = 40
FURTHEST = timedelta(days=366)
COUNTRY = ((32.0, 37.5), (35.4, 42.7))  # degrees north and east that a point of ours can have


def fill(posting: Said, details: dict[str, Any], known: frozenset[str]) -> list[str]:
    """Set columns, cleaned and checked; the names of those that changed. ValidationError by field; TypeError for what
    is no column.
    """
    changed = set_columns(posting, details, known, PARAGRAPHS)
    check_columns(posting, [*details, "title"])
    if isinstance(posting, Posting):
        check_point(posting)
    return changed


def check_point(posting: Posting) -> None:
    point = (posting.latitude, posting.longitude)
    if point == (None, None):
        return
    for value, (least, most) in zip(point, COUNTRY, strict=True):
        if value is None or not math.isfinite(value) or not least <= value <= most:
            words = _("Give a latitude and a longitude inside the country, or neither.")
            raise invalid(words, code="invalid_point", field="latitude")


def check_dates(first: tuple[str, date | None], last: tuple[str, date | None], changed: Iterable[str]) -> None:
    """Of two days, by name, the second does not come before the first; a day that is given anew has not passed."""
    today = timezone.localdate()
    for name, day in (first, last):
        if day is not None and name in changed and not today <= day <= today + FURTHEST:
            raise invalid(_("Choose a day from today on, within a year."), code="invalid_day", field=name)
    if first[1] and last[1] and last[1] < first[1]:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field=last[0])


def checked_named(posting: Said, named: Iterable[Organization]) -> list[Organization]:
    """The organisations it is shown to; ValidationError `invalid_organization`, `too_many`."""
    rows = [row for row in {row.pk: row for row in named}.values() if row.pk != posting.organization_id]
    if len(rows) > MOST_NAMED:
        raise invalid(
            _("Name at most %(count)s organisations.") % {"count": MOST_NAMED}, code="too_many", field="named"
        )
    if not all(row.is_verified for row in rows):
        raise invalid(_("Name verified organisations only."), code="invalid_organization", field="named")
    return rows


def demand_named(posting: Said) -> None:
    if posting.visibility == Visibility.NAMED and not posting.named.exists():
        raise invalid(_("Name the organisations that are to see it."), code="nobody_named", field="named")


def organization_of(actor: Actor, organization: Organization | None, *, may: bool) -> Organization:
    """For whom somebody writes: the organisation they speak for, or (the secretariat) the one they name."""
    wanted = organization or actor.organization
    is_own = wanted is not None and wanted.pk == actor.organization_id
    require(may and (is_own or is_secretariat(actor)))
    if wanted is None or not wanted.is_verified:
        raise invalid(_("Choose a verified organisation."), code="invalid_organization", field="organization")
    return wanted


def repeated(first: Said, title: str, organization: Organization | None) -> None:
    """Conflict unless the same request came a second time."""
    is_same = first.title == defuse_name(title) and (organization is None or first.organization_id == organization.pk)
    demand_repeat(is_same)


def demand(may: bool, is_possible: bool, posting: Said) -> None:
    """Refused to whom it is not theirs to say; to the others Conflict `wrong_status` where it no longer fits."""
    require(may)
    demand_possible(is_possible, posting)


def tell(event: str, posting: Said, actor: Actor, *, also: Iterable[str] = (), **facts: Any) -> None:
    """Write down what happened wherever it is to be heard; `also` where it was seen until now."""
    streams = streams_of(posting) | set(also)
    record(event, stream=sorted(streams), actor=actor, subject=posting, status=posting.status, **facts)


def tell_edited(event: str, posting: Said, actor: Actor, seen_on: Iterable[str], fields: Iterable[str]) -> None:
    """Write down a change, also where it was seen until now. Where that was for more people, whoever watches it is
    asked anew whether they may, and a board that others read forgets what it told: how much was promised is for those
    who see the need.
    """
    tell(event, posting, actor, also=seen_on, fields=sorted(fields))
    lost = set(seen_on) - streams_of(posting)
    if lost and posting.visibility != Visibility.PUBLIC:
        tell_narrowed(posting, actor)
        forget(*(lost & set(BOARDS.values())))


def tell_narrowed(posting: Said, actor: Actor) -> None:
    """Somebody may see it no longer: from here on their sockets hear no more of it."""
    record(NARROWED, stream=posting.stream, actor=actor, subject=posting)


def end_of(day: date) -> datetime:
    """The moment at which a day has passed, here."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def words_of(posting: Need | Offer | Challenge, items: Iterable[Item] = ()) -> str:
    """What the board searches: everything by which somebody would look for it."""
    names = [posting.code, posting.title, posting.description, posting.organization.name_ar]
    names += [posting.organization.name_en, *place_names(posting.place), str(posting.sector.name_ar)]
    for item in items:
        names += [item.name_ar, item.name_en, *item.synonyms]
    return normalise(" ".join(names))


def place_names(place: Place | None) -> list[str]:
    """Its own and those of what it lies in."""
    names: list[str] = []
    here = place
    while here is not None:
        names += [here.name_ar, here.name_en]
        here = here.parent
    return names


def known_by(model: Any, actor: Actor, client_id: UUID) -> Any:
    """What this person made with the same `client_id`."""
    if not actor.is_person:
        return None
    return model.objects.filter(author=actor.user, client_id=client_id).first()
