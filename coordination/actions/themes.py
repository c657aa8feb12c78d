"""The verb of themes: what the recommendations of a body are about, in its own words."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from arabic.normalise import normalise
from coordination import permissions
from coordination.actions.telling import stream_of
from coordination.models import Theme
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from meetings.models import Body

MOST = 200  # of one body
LONGEST = 120


@verb
def create_theme(*, actor: Actor, body: Body, name: str) -> Theme:
    """A theme of a body; one of this name, of its own or for all, is answered with. ValidationError `required`,
    `too_long`; Conflict `too_many`.
    """
    require(permissions.can_create_theme(actor, body))
    name = defuse_name(name)
    if not name:
        raise invalid(_("Give it a name."), code="required", field="name")
    if len(name) > LONGEST:
        raise invalid(_("At most 120 characters."), code="too_long", field="name")
    if (known := themes_of(body).get(normalise(name))) is not None:
        return known
    count = Theme.objects.filter(body=body).count()
    if count >= MOST:
        raise Conflict(_("A body has at most two hundred themes."), code="too_many")
    theme, is_new = Theme.objects.get_or_create(body=body, name=name, defaults={"position": count + 1})
    if is_new:
        record("theme_created", stream=stream_of(body), actor=actor, subject=theme)
    return theme


def themes_of(body: Body) -> dict[str, Theme]:
    """{name in the search form: theme} of those that a body chooses from."""
    rows = Theme.objects.filter(Q(body=None) | Q(body=body))
    return {normalise(row.name): row for row in rows}
