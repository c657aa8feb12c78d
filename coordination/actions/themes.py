"""The verbs of themes: what the recommendations of a body are about, in its own words."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from arabic.normalise import normalise
from coordination import permissions
from coordination.actions.moves import as_it_stands, tell
from coordination.actions.recommendations import index
from coordination.models import Committee, Forum, Recommendation, Theme
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from meetings.models import Body

LONGEST, MOST = 120, 200


@verb
def create_theme(*, actor: Actor, body: Body, name: str) -> Theme:
    """Make a theme of a body, the last in its list. One of that name, of its own or for all, is the same one.
    ValidationError `required`, `too_long`; Conflict `too_many`.
    """
    require(permissions.can_create_theme(actor, body))
    words = checked_name(name)
    if (known := themes_of(body).get(normalise(words))) is not None:
        return known
    count = body.themes.count()
    if count >= MOST:
        raise Conflict(_("Two hundred themes are too many to read: merge some first."), code="too_many")
    row, is_new = Theme.objects.get_or_create(body=body, name=words, defaults={"position": count})
    if is_new:
        tell_body("theme_created", actor, row)
    return row


@verb
def edit_theme(*, actor: Actor, theme: Theme, name: str, position: int | None = None) -> Theme:
    """Call it otherwise, or give it another place in the list. ValidationError `required`, `too_long`; Conflict
    `theme_exists` where another one is called so: those are merged.
    """
    require(permissions.can_edit_theme(actor, theme))
    row, words = held(theme), checked_name(name)
    if Theme.objects.filter(body=row.body, name=words).exclude(pk=row.pk).exists():
        raise Conflict(_("Another theme is called so: merge the two."), code="theme_exists")
    before = (row.name, row.position)
    row.name, row.position = words, row.position if position is None else min(position, MOST)
    if (row.name, row.position) == before:
        return row
    row.save(update_fields=["name", "position"])
    if row.name != before[0]:
        for each in row.recommendations.select_related("theme"):
            index(each)
    tell_body("theme_edited", actor, row)
    return row


@verb
def merge_theme(*, actor: Actor, theme: Theme, into: Theme) -> Theme:
    """What is about one theme is about the other one from now on, and the first is gone. ValidationError `same_theme`,
    `other_theme` for one of another body.
    """
    require(permissions.can_merge_theme(actor, theme))
    if theme.pk == into.pk:
        raise invalid(_("Choose another theme."), code="same_theme", field="into")
    if into.body_id not in {None, theme.body_id}:
        raise invalid(_("This theme is of another body."), code="other_theme", field="into")
    Theme.objects.select_for_update(of=("self",)).filter(pk__in=[theme.pk, into.pk]).order_by("pk").count()
    row = held(theme)
    for pk in list(row.recommendations.order_by("pk").values_list("pk", flat=True)):
        Recommendation.objects.filter(pk=pk).update(theme=into, version=F("version") + 1)
        each = as_it_stands(Recommendation(pk=pk))
        index(each)
        tell("recommendation_edited", actor, each, fields=["theme"])
    tell_body("theme_merged", actor, row, into=into.pk)
    row.delete()
    return into


@verb
def delete_theme(*, actor: Actor, theme: Theme) -> None:
    """Take away a theme of which nothing is. Twice changes nothing. Conflict `theme_in_use`."""
    require(permissions.can_delete_theme(actor, theme))
    row = Theme.objects.select_for_update(of=("self",)).select_related("body").filter(pk=theme.pk).first()
    if row is None:
        return
    if row.recommendations.exists():
        raise Conflict(_("Recommendations are about this theme: merge it with another one."), code="theme_in_use")
    tell_body("theme_deleted", actor, row)
    row.delete()


# What they share ------------------------------------------------------------------------------------------------------
def held(theme: Theme) -> Theme:
    return Theme.objects.select_for_update(of=("self",)).select_related("body").get(pk=theme.pk)


def themes_of(body: Body) -> dict[str, Theme]:
    """{name in the search form: theme} of those that a body chooses from."""
    rows = Theme.objects.filter(Q(body=None) | Q(body=body))
    return {normalise(row.name): row for row in rows}


def checked_name(name: str) -> str:
    words = defuse_name(name).strip()
    if not words:
        raise invalid(_("Give it a name."), code="required", field="name")
    if len(words) > LONGEST:
        raise invalid(_("At most 120 letters."), code="too_long", field="name")
    return words


def tell_body(event: str, actor: Actor, theme: Theme, **facts: Any) -> None:
    """On the stream of the forum or the committee whose theme it is."""
    owner = Forum.objects.filter(body=theme.body).first() or Committee.objects.get(body=theme.body)
    record(event, stream=owner.stream, actor=actor, subject=owner, theme=theme.pk, **facts)
