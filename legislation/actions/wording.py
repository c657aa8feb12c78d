"""How the texts of a provision follow each other: what verbs of texts and of imports share. One text has no end; what
comes ends it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from arabic.normalise import normalise
from journal.actors import Actor
from journal.refusals import Conflict, invalid
from legislation.models import Instrument, InstrumentLink, Provision, ProvisionText

Words = tuple[str, str]  # heading, text


@dataclass(frozen=True)
class Cause:
    """From when on, and by which instrument."""

    valid_from: date | None
    changed_by: Instrument | None = None
    note: str = ""


def hash_of(words: Words) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def stored_text(provision: Provision, words: Words, change: str, cause: Cause, **made_by: Any) -> ProvisionText:
    """A text that is not saved yet."""
    return ProvisionText(
        provision=provision,
        heading=words[0],
        text=words[1],
        change=change,
        valid_from=cause.valid_from,
        changed_by=cause.changed_by,
        note=cause.note,
        sha256=hash_of(words),
        search_text=normalise(" ".join((provision.label, *words))),
        **made_by,
    )


def demand_later(provisions: Sequence[int], day: date) -> None:
    """ValidationError `too_early` where one of them has a text of that day or later: what came later is not undone."""
    later = ProvisionText.objects.filter(provision__in=provisions, valid_to=None, valid_from__gte=day)
    newest = later.order_by("-valid_from").values_list("valid_from", flat=True).first()
    if newest is not None:
        words = _("A text stands from %(day)s on already: choose a later day.") % {"day": newest.isoformat()}
        raise invalid(words, code="too_early", field="valid_from")


def new_text(provision: Provision, words: Words, change: str, cause: Cause, **made_by: Any) -> ProvisionText:
    """The text from a day on; the one before ends there. `made_by` is who wrote it by hand, and the form's id. Conflict
    `stale` for whoever comes second.
    """
    assert cause.valid_from is not None
    before = provision.texts.filter(Q(valid_from=None) | Q(valid_from__lt=cause.valid_from), valid_to=None)
    if not before.update(valid_to=cause.valid_from):
        raise Conflict(_("Somebody changed this text meanwhile. Look at it once more."), code="stale")
    text = stored_text(provision, words, change, cause, **made_by)
    text.save()
    return text


def end_text(provision: Provision, cause: Cause) -> ProvisionText:
    """It is repealed from a day on: a text without words."""
    return new_text(provision, ("", ""), ProvisionText.Change.REPEAL, cause)


def correct(text: ProvisionText, words: Words, note: str) -> ProvisionText:
    """Our copy was wrong: the law said this all along."""
    text.heading, text.text = words
    text.sha256 = hash_of(words)
    text.search_text = normalise(" ".join((text.provision.label, *words)))
    text.note = note or text.note
    if text.change == ProvisionText.Change.ORIGINAL:
        text.change = ProvisionText.Change.CORRECT
    text.save(update_fields=["heading", "text", "sha256", "search_text", "note", "change"])
    return text


def mark_amended(actor: Actor, law: Instrument, changed_by: Instrument | None) -> None:
    """The law says that it was amended, and by what."""
    status = Instrument.Status
    Instrument.objects.filter(pk=law.pk, status=status.IN_FORCE).update(status=status.AMENDED)
    if changed_by is not None:
        InstrumentLink.objects.get_or_create(
            source=changed_by, target=law, kind=InstrumentLink.Kind.AMENDS, defaults={"person": actor.user}
        )
