"""The verbs of the catalogue: who misses a thing proposes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse_name
from arabic.normalise import normalise
from journal.actors import Actor
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb
from needs import permissions
from needs.codes import new_code
from needs.models import Item, ItemUnit
from needs.queries import item_named
from organizations.models import Sector

LONGEST_NAME = 80
DESK = "desk.secretariat"


@verb
def propose_item(*, actor: Actor, name: str, kind: str, sector: Sector, unit: ItemUnit) -> Item:
    """Add a thing that the catalogue does not know; it may be used at once, and the secretariat reviews it later.

    `unit` is one of another item, whose name the new one's base unit bears. What the name names already is answered as
    it is. ValidationError `invalid_name`, `invalid_kind`, by field.
    """
    require(permissions.can_propose_item(actor))
    cleaned = defuse_name(name)
    if not 2 <= len(cleaned) <= LONGEST_NAME:
        raise invalid(_("Write its name in 2 to 80 letters."), code="invalid_name", field="name")
    if kind not in Item.Kind.values:
        raise invalid(_("Choose what it is."), code="invalid_kind", field="kind")
    if known := item_named(cleaned):
        return known
    item = Item.objects.create(
        code=new_code("X").lower(),
        kind=kind,
        sector=sector,
        name_ar=cleaned,
        search_text=normalise(cleaned),
        is_reviewed=False,
        proposed_by=actor.organization,
    )
    ItemUnit.objects.create(item=item, code=unit.code, name_ar=unit.name_ar, name_en=unit.name_en)
    keepers = User.objects.filter(is_secretariat=True, is_active=True).exclude(pk=actor.user.pk)
    own = sorted(f"user.{pk}" for pk in keepers.values_list("pk", flat=True))
    record("item_proposed", stream=[DESK, *own], actor=actor, subject=item)
    return item
