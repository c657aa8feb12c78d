"""The verbs of a forum as a whole: prepare one, say what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from arabic.normalise import normalise
from coordination import permissions
from coordination.models import Convener, Forum
from journal.actors import Actor
from journal.records import record
from journal.refusals import demand_repeat, invalid, require
from journal.verbs import verb
from meetings.actions import create_body
from meetings.models import Body
from needs.actions.postings import place_names
from needs.codes import new_code
from organizations.columns import check_columns
from organizations.models import Sector

DETAILS = frozenset(
    {
        "about",
        "place",
        "venue",
        "starts_on",
        "ends_on",
        "edition",
        "previous",
        "quota",
        "answer_by",
        "letter",
        "shows_programme",
        "shows_delegations",
    }
)
OF_THE_BODY = frozenset({"title", "visibility", "quorum"})
PARAGRAPHS = frozenset({"about", "letter"})
FURTHEST = timedelta(days=5 * 366)
LONGEST = timedelta(days=31)


@verb
def create_forum(*, actor: Actor, client_id: UUID, title: str, starts_on: date, ends_on: date, **details: Any) -> Forum:
    """Prepare an edition of a coordination forum; the actor's union or network convenes it, and so far only its people
    see it. `details` are other columns of DETAILS and OF_THE_BODY, and `sectors` as a whole list.

    A repeated `client_id` gives the same forum, or Conflict `client_id_reused`. ValidationError by field.
    """
    require(permissions.can_create_forum(actor))
    if first := Forum.objects.filter(author=actor.user, client_id=client_id).select_related("body").first():
        demand_repeat(first.body.title == defuse_name(title))
        return first
    sectors = details.pop("sectors", [])
    of_the_body = {name: details.pop(name) for name in ("visibility", "quorum") if name in details}
    forum = Forum(code=new_code("F"), author=actor.user, client_id=client_id)
    fill(forum, {"starts_on": starts_on, "ends_on": ends_on, **details})
    forum.body = create_body(actor=actor, kind=Body.Kind.FORUM, title=title, **of_the_body)
    forum.save()
    set_sectors(forum, sectors)
    Convener.objects.create(forum=forum, organization=forum.body.organization)
    index(forum)
    record("forum_created", stream=forum.stream, actor=actor, subject=forum)
    return forum


@verb
def edit_forum(*, actor: Actor, forum: Forum, **details: Any) -> Forum:
    """Say anew what it is: columns of DETAILS and OF_THE_BODY, `sectors` as a whole list. ValidationError by field."""
    require(permissions.can_edit_forum(actor, forum))
    forum = as_it_stands(forum)
    sectors = details.pop("sectors", None)
    of_the_body = {name: details.pop(name) for name in OF_THE_BODY if name in details}
    changed = fill(forum, details)
    forum.save()
    if sectors is not None:
        set_sectors(forum, sectors)
    edit_body(forum.body, of_the_body)
    index(forum)
    record("forum_edited", stream=forum.stream, actor=actor, subject=forum, fields=sorted([*changed, *of_the_body]))
    return forum


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(forum: Forum) -> Forum:
    return Forum.objects.select_for_update(of=("self",)).select_related("body__organization").get(pk=forum.pk)


def fill(forum: Forum, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field; TypeError
    for what is no column.
    """
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    before = {name: getattr(forum, name) for name in details}
    for name, value in details.items():
        setattr(forum, name, cleaned(name, value))
    check_columns(forum, details)
    check_days(forum)
    return [name for name in details if getattr(forum, name) != before[name]]


def cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return defuse(value).strip() if name in PARAGRAPHS else defuse_name(value)


def check_days(forum: Forum) -> None:
    """ValidationError `invalid_day`, `dates_reversed`, `too_long`, `too_late`."""
    if abs(forum.starts_on - timezone.localdate()) > FURTHEST:
        raise invalid(_("Choose a day within five years."), code="invalid_day", field="starts_on")
    if forum.ends_on < forum.starts_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="ends_on")
    if forum.ends_on - forum.starts_on > LONGEST:
        raise invalid(_("A forum lasts a month at most."), code="too_long", field="ends_on")
    if forum.answer_by and forum.answer_by > forum.ends_on:
        raise invalid(_("Answers are due before it ends."), code="too_late", field="answer_by")


def edit_body(body: Body, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(body, name, defuse_name(value) if name == "title" else value)
    check_columns(body, columns)
    body.save(update_fields=list(columns))


def set_sectors(forum: Forum, sectors: Iterable[Sector]) -> None:
    forum.sectors.set({row.pk for row in sectors})


def index(forum: Forum) -> None:
    """What is searched: everything by which somebody would look for it."""
    names = [forum.code, forum.body.title, forum.about, forum.venue, *place_names(forum.place)]
    for convener in forum.conveners.select_related("organization"):
        names += [convener.organization.name_ar, convener.organization.name_en]
    forum.search_text = normalise(" ".join(names))
    forum.save(update_fields=["search_text"])
