"""The secretariat looks through what was added to the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb
from needs import permissions
from needs.catalogue import search_text
from needs.models import Item, NeedLine, OfferLine
from organizations.models import Sector

LONGEST_NAME, LONGEST_SYNONYM, MOST_SYNONYMS = 80, 60, 30
DESK = "desk.secretariat"


@verb
def review_item(
    *,
    actor: Actor,
    item: Item,
    name_ar: str,
    sector: Sector,
    kind: str,
    name_en: str = "",
    synonyms: Iterable[str] = (),
    family: Item | None = None,
) -> Item:
    """Say what a thing of the catalogue is called and where it belongs; from then on it counts as reviewed.

    ValidationError `invalid_name`, `invalid_kind`, `invalid_family`, `too_many`, by field.
    """
    require(permissions.can_review_item(actor, item))
    item.name_ar, item.name_en = checked_name("name_ar", name_ar), defuse_name(name_en)[:LONGEST_NAME]
    item.synonyms = checked_synonyms(synonyms)
    if kind not in Item.Kind.values:
        raise invalid(_("Choose what it is."), code="invalid_kind", field="kind")
    if family is not None and (family.family_id is not None or family.pk == item.pk or item.members.exists()):
        raise invalid(_("Choose a family, which has none itself."), code="invalid_family", field="family")
    item.sector, item.kind, item.family = sector, kind, family
    item.is_reviewed, item.reviewed_at = True, timezone.now()
    item.search_text = search_text(item.name_ar, item.name_en, item.synonyms)
    item.save()
    record("item_reviewed", stream=DESK, actor=actor, subject=item)
    return item


@verb
def merge_item(*, actor: Actor, item: Item, into: Item) -> Item:
    """Say that a thing is in the catalogue already under another name, which it becomes a synonym of.

    Lines that count in a unit which the other has too are its lines from now on; the others keep their name until
    somebody edits them. ValidationError `invalid_item`, by field `into`.
    """
    held = Item.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    rows = {row.pk: row for row in held.filter(pk__in=[item.pk, into.pk])}
    item, into = rows[item.pk], rows[into.pk]
    require(permissions.can_merge_item(actor, item))
    if into.pk == item.pk or into.merged_into_id is not None or item.members.exists():
        raise invalid(_("Choose another thing of the catalogue."), code="invalid_item", field="into")
    item.merged_into, item.is_reviewed = into, True
    item.save(update_fields=["merged_into", "is_reviewed"])
    Item.objects.filter(merged_into=item).update(merged_into=into)  # what became it before: one step, no chain
    into.synonyms = distinct_synonyms([*into.synonyms, item.name_ar, *item.synonyms])[:MOST_SYNONYMS]
    into.search_text = search_text(into.name_ar, into.name_en, into.synonyms)
    into.reviewed_at = timezone.now()  # or the next release would forget what it is called too
    into.save(update_fields=["synonyms", "search_text", "reviewed_at"])
    move_lines(item, into)
    record("item_merged", stream=DESK, actor=actor, subject=item, into=into.pk)
    return item


def checked_name(field: str, name: str) -> str:
    cleaned = defuse_name(name)
    if not 2 <= len(cleaned) <= LONGEST_NAME:
        raise invalid(_("Write its name in 2 to 80 letters."), code="invalid_name", field=field)
    return cleaned


def checked_synonyms(synonyms: Iterable[str]) -> list[str]:
    cleaned = distinct_synonyms(synonyms)
    if len(cleaned) > MOST_SYNONYMS:
        words = _("At most %(count)s other names.") % {"count": MOST_SYNONYMS}
        raise invalid(words, code="too_many", field="synonyms")
    return cleaned


def distinct_synonyms(synonyms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for word in synonyms if (name := defuse_name(word)[:LONGEST_SYNONYM])))


def move_lines(item: Item, into: Item) -> None:
    """Only where a unit of the same name holds as much: a carton of 12 is no carton of 24."""
    for unit in item.units.all():
        same = into.units.filter(code=unit.code, factor=unit.factor).first()
        if same is None:
            continue
        for lines in (NeedLine, OfferLine):
            lines._default_manager.filter(item=item, unit=unit).update(item=into, unit=same)
