"""The verbs of a project as a whole: propose one, say what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arabic.direction import defuse_name
from arabic.normalise import normalise
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import demand_repeat, invalid, require
from journal.verbs import verb
from needs.actions.postings import place_names
from needs.codes import new_code
from organizations.columns import check_columns, set_columns
from projects import permissions
from projects.actions.room import bring_in, make_room
from projects.actions.spans import demand_project_holds
from projects.models import Column, Partner, Project

DETAILS = frozenset({"title", "aim", "starts_on", "ends_on", "currency"})
LISTS = ("sectors", "places", "target_groups")
MOST_ROWS = 60  # sectors, places or target groups of a project
FURTHEST = timedelta(days=20 * 366)
STEP = 65_536  # between two neighbours in an order
# With these a board begins.
COLUMNS = (
    (gettext_lazy("To do"), Column.Kind.TODO, None),
    (gettext_lazy("Under way"), Column.Kind.DOING, None),
    (gettext_lazy("Waiting for others"), Column.Kind.WAITING, None),
    (gettext_lazy("Done"), Column.Kind.DONE, None),
)


@verb
def create_project(*, actor: Actor, client_id: UUID, title: str, **details: Any) -> Project:
    """Propose a joint project; the actor's organisation is its first partner, and leads it.

    `details` are other columns of DETAILS and whole lists of LISTS. A repeated `client_id` gives the same project, or
    Conflict `client_id_reused`. ValidationError by field.
    """
    require(permissions.can_create_project(actor))
    if first := Project.objects.filter(author=actor.user, client_id=client_id).first():
        return repeated_project(first, actor, title)
    lists = {name: details.pop(name) for name in LISTS if name in details}
    project = Project(code=new_code("J"), author=actor.user, client_id=client_id)
    fill(project, {"title": title, **details})
    project.save()
    set_lists(project, lists)
    make_room(actor, project)
    add_lead(project, actor)
    make_columns(project)
    index(project)
    record("project_created", stream=project.stream, actor=actor, subject=project)
    record("project_joined", stream=f"org.{actor.organization_id}", actor=actor, subject=project.partners.get())
    return project


@verb
def edit_project(*, actor: Actor, project: Project, **details: Any) -> Project:
    """Say anew what it is: columns of DETAILS, whole lists of LISTS. ValidationError by field."""
    require(permissions.can_edit_project(actor, project))
    project = as_it_stands(project)
    lists = {name: details.pop(name) for name in LISTS if name in details}
    changed = fill(project, details)
    demand_project_holds(project, changed)
    project.save()
    set_lists(project, lists)
    index(project)
    record("project_edited", stream=project.stream, actor=actor, subject=project, fields=sorted([*changed, *lists]))
    return project


# What they share ------------------------------------------------------------------------------------------------------
def repeated_project(first: Project, actor: Actor, title: str) -> Project:
    """Whoever made it and whose organisation has left since does not see it again by asking twice."""
    demand_repeat(first.title == defuse_name(title) and permissions.can_see(actor, first))
    return first


def as_it_stands(project: Project) -> Project:
    return held(project)


def fill(project: Project, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field; TypeError
    for what is no column.
    """
    changed = set_columns(project, details, DETAILS, {"aim"})
    check_columns(project, [*details, "title"])
    check_days(project.starts_on, project.ends_on)
    return changed


def check_days(starts_on: date | None, ends_on: date | None, names: tuple[str, str] = ("starts_on", "ends_on")) -> None:
    """ValidationError `invalid_day`, `dates_reversed`."""
    today = timezone.localdate()
    for name, day in zip(names, (starts_on, ends_on), strict=True):
        if day is not None and abs(day - today) > FURTHEST:
            raise invalid(_("Choose a day within twenty years."), code="invalid_day", field=name)
    if starts_on and ends_on and ends_on < starts_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field=names[1])


def set_lists(project: Project, lists: dict[str, Iterable[Any]]) -> None:
    for name, rows in lists.items():
        found = list({row.pk: row for row in rows}.values())
        if len(found) > MOST_ROWS:
            raise invalid(_("Choose at most %(count)s.") % {"count": MOST_ROWS}, code="too_many", field=name)
        getattr(project, name).set(found)


def add_lead(project: Project, actor: Actor) -> None:
    assert actor.organization is not None  # as can_create_project demands
    partner = Partner.objects.create(
        project=project,
        organization=actor.organization,
        role=Partner.Role.LEAD,
        status=Partner.Status.ACCEPTED,
        invited_by=actor.user,
        inviting=actor.organization,
        answered_by=actor.user,
        answered_at=timezone.now(),
    )
    permissions.grant(partner)
    bring_in(actor, partner)


def make_columns(project: Project) -> None:
    """The board begins with four columns; in the language of whoever proposes it."""
    rows = [
        Column(project=project, title=str(title), kind=kind, limit=limit, position=(at + 1) * STEP)
        for at, (title, kind, limit) in enumerate(COLUMNS)
    ]
    Column.objects.bulk_create(rows)


def index(project: Project) -> None:
    """What is searched: everything by which somebody would look for it."""
    names = [project.code, project.title, project.aim]
    for partner in project.partners.filter(status=Partner.Status.ACCEPTED).select_related("organization"):
        names += [partner.organization.name_ar, partner.organization.name_en]
    for place in project.places.select_related("parent__parent"):
        names += place_names(place)
    project.search_text = normalise(" ".join(names))
    project.save(update_fields=["search_text"])
