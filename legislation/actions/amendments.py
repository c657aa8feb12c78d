"""The verbs of the changes in a proposal: each bound to a provision, and to the very words it was written against."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from legislation import permissions
from legislation.actions.proposals import as_it_stands, demand_fresh, demand_written, keep_wording, reworded
from legislation.labels import read_label
from legislation.models import Amendment, Kind, Proposal, Provision, ProvisionText
from legislation.queries.base import base_text, term_hits
from legislation.queries.wordings import WORDS, wording
from legislation.structure import WIDE, may_contain
from organizations.columns import check_columns, set_columns

DETAILS = frozenset(WORDS)
PARAGRAPHS = frozenset({"new_text"})
MOST = 100  # of a proposal
STEP = 16  # between two neighbours
What = Amendment.Kind
INSERTING = (What.INSERT_BEFORE, What.INSERT_AFTER)
SAID_BY: dict[str, frozenset[str]] = {  # which columns a kind has; the others stay empty
    What.REPLACE: frozenset({"new_text"}),
    What.INSERT_BEFORE: frozenset({"new_kind", "new_label", "new_heading", "new_text"}),
    What.INSERT_AFTER: frozenset({"new_kind", "new_label", "new_heading", "new_text"}),
    What.REPEAL: frozenset(),
    What.RENUMBER: frozenset({"new_label"}),
    What.HEADING: frozenset({"new_heading"}),
    What.TERM: frozenset({"term", "new_term"}),
}


@verb
def add_amendment(
    *,
    actor: Actor,
    proposal: Proposal,
    client_id: UUID,
    kind: str,
    provision: Provision | None = None,
    base_sha256: str = "",
    **details: Any,
) -> Amendment:
    """Propose one change to one provision (none for a term replaced throughout). `base_sha256` is of the text that was
    read; `details` are columns of DETAILS, of which SAID_BY says what each kind has.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`. ValidationError by field, among others
    `nothing_changed`, `no_words`, `no_hits`; Conflict `wrong_status`, `texts_fixed`, `too_many`, `repealed`,
    `base_changed` with both texts, `twice` where another change of the same proposal says something else of it.
    """
    require(permissions.can_add_amendment(actor, proposal))
    if first := Amendment.objects.filter(person=actor.user, client_id=client_id).select_related("proposal").first():
        named = provision.pk if provision else None
        if (first.proposal_id, first.kind, first.provision_id) != (proposal.pk, kind, named):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    proposal = as_it_stands(proposal)
    demand_written(proposal)
    demand_room(proposal)
    before = wording(proposal)
    row = Amendment(proposal=proposal, kind=kind, person=actor.user, client_id=client_id)
    row.position = (proposal.amendments.aggregate(last=Max("position"))["last"] or 0) + STEP
    bind(row, provision, base_sha256)
    fill(row, details)
    demand_once(row)
    row.save()
    keep_wording(actor, proposal, before)
    reworded("amendment_added", actor, proposal, amendment=row.pk)
    return row


@verb
def edit_amendment(
    *, actor: Actor, amendment: Amendment, version: int, base_sha256: str = "", **details: Any
) -> Amendment:
    """Say a change anew. `version` is the one that was read: Conflict `stale` where another writer changed it since.
    A `base_sha256` of the text as it stands now binds the change to that text. Changing nothing leaves no entry.

    ValidationError and Conflict as `add_amendment`.
    """
    amendment = amendment_as_it_stands(amendment)
    require(permissions.can_edit_amendment(actor, amendment))
    proposal = amendment.proposal
    demand_written(proposal)
    before, bound = wording(proposal), amendment.base_sha256
    bind(amendment, amendment.provision, base_sha256 or bound)
    changed = fill(amendment, details)
    if not changed and amendment.base_sha256 == bound:
        return amendment
    demand_fresh(amendment, version)
    demand_once(amendment)
    amendment.version += 1
    amendment.edited_at = timezone.now()
    amendment.save()
    keep_wording(actor, proposal, before)
    reworded("amendment_edited", actor, proposal, amendment=amendment.pk)
    return amendment


@verb
def remove_amendment(*, actor: Actor, amendment: Amendment) -> None:
    """Take a change out of the proposal; earlier wordings keep it. Conflict `wrong_status`, `texts_fixed`."""
    amendment = amendment_as_it_stands(amendment)
    require(permissions.can_remove_amendment(actor, amendment))
    proposal, pk = amendment.proposal, amendment.pk
    demand_written(proposal)
    before = wording(proposal)
    amendment.delete()
    keep_wording(actor, proposal, before)
    reworded("amendment_removed", actor, proposal, amendment=pk)


@verb
def place_amendment(*, actor: Actor, amendment: Amendment, place: int) -> None:
    """Put a change at this place among those of its proposal, from 1: two insertions at one place stand in this order.
    Where it stands already nothing is told. Conflict `wrong_status`, `texts_fixed`.
    """
    amendment = amendment_as_it_stands(amendment)
    require(permissions.can_place_amendment(actor, amendment))
    proposal = amendment.proposal
    demand_written(proposal)
    rows = list(proposal.amendments.order_by("position", "pk"))
    order = [row for row in rows if row.pk != amendment.pk]
    order.insert(max(0, min(place - 1, len(order))), amendment)
    if [row.pk for row in order] == [row.pk for row in rows]:
        return
    before = wording(proposal)
    for number, row in enumerate(order, start=1):
        Amendment.objects.filter(pk=row.pk).update(position=number * STEP)
    keep_wording(actor, proposal, before)
    reworded("amendment_placed", actor, proposal, amendment=amendment.pk)


# What they share ------------------------------------------------------------------------------------------------------
def amendment_as_it_stands(amendment: Amendment) -> Amendment:
    """Read again with its proposal held. Conflict `removed`."""
    proposal = as_it_stands(amendment.proposal)
    row = Amendment.objects.select_related("provision", "base").filter(pk=amendment.pk).first()
    if row is None:
        raise Conflict(_("This change was taken out of the proposal meanwhile."), code="removed")
    row.proposal = proposal
    return row


def demand_room(proposal: Proposal) -> None:
    if proposal.amendments.count() >= MOST:
        words = _("A proposal holds at most %(count)s changes: make a second proposal.") % {"count": MOST}
        raise Conflict(words, code="too_many")


def bind(row: Amendment, provision: Provision | None, base_sha256: str) -> None:
    """To the words of the provision on the day of the round. ValidationError `invalid_choice`, `required`; Conflict
    `repealed`, `base_changed`.
    """
    if row.kind not in What.values:
        raise invalid(_("Choose what is to change."), code="invalid_choice", field="kind")
    if row.kind == What.TERM:
        return
    text = base_text(row.proposal.round, provision) if provision else None
    if text is None:
        raise invalid(_("Choose a provision of the law of this round."), code="required", field="provision")
    if text.change == ProvisionText.Change.REPEAL:
        words = _("%(label)s is repealed: it has no text to change.") % {"label": text.provision}
        raise Conflict(words, code="repealed")
    if base_sha256 and base_sha256 != text.sha256:
        raise base_changed(text, base_sha256)
    row.provision, row.base, row.base_sha256 = text.provision, text, text.sha256


def base_changed(text: ProvisionText, sha256: str) -> Conflict:
    """With both texts: the one that was read, where we have it, and the one that stands."""
    read = ProvisionText.objects.filter(provision=text.provision, sha256=sha256).first()
    words = _("The text of %(label)s changed since this was written. Compare both, then write on the new text.")
    return Conflict(
        words % {"label": text.provision},
        code="base_changed",
        provision=text.provision_id,
        written_against={"sha256": sha256, "text": read.text if read else None},
        current={"sha256": text.sha256, "text": text.text},
    )


def fill(row: Amendment, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked, and what its kind demands; the names of those that changed."""
    said = SAID_BY[row.kind] | {"note"}
    changed = set_columns(row, {name: details[name] for name in details if name in said}, DETAILS, PARAGRAPHS)
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    check_columns(row, said)
    CHECKS[row.kind](row)
    return changed


def check_text(row: Amendment) -> None:
    base = based(row)
    if row.provision and row.provision.kind in WIDE:
        raise invalid(_("It has a heading and no words of its own."), code="no_words", field="kind")
    if not row.new_text:
        words = _("Write the proposed text. To do away with it, choose “Repeal”.")
        raise invalid(words, code="required", field="new_text")
    if row.new_text == base.text:
        raise invalid(_("This is the text as it stands: nothing changes."), code="nothing_changed", field="new_text")


def check_insertion(row: Amendment) -> None:
    assert row.provision is not None
    row.new_kind = row.new_kind or row.provision.kind
    outer = row.provision.parent.kind if row.provision.parent else None
    if row.new_kind not in Kind.values or not may_contain(outer, row.new_kind):
        words = _("This cannot stand here: choose what stands beside %(label)s.") % {"label": row.provision}
        raise invalid(words, code="cannot_contain", field="new_kind")
    if row.new_kind in WIDE:
        row.new_text = ""
        if not row.new_heading:
            raise invalid(_("Write its heading."), code="required", field="new_heading")
    elif not row.new_text:
        raise invalid(_("Write the proposed text."), code="required", field="new_text")
    if row.new_label:
        check_label(row)


def check_label(row: Amendment) -> None:
    assert row.provision is not None
    if read_label(row.new_label) is None:
        words = _("Write a label such as “مادة 12 مكرر”, with a number or a letter.")
        raise invalid(words, code="invalid_label", field="new_label")
    if row.kind == What.RENUMBER and defuse_name(row.new_label) == row.provision.label:
        raise invalid(_("This is its label already: nothing changes."), code="nothing_changed", field="new_label")


def check_heading(row: Amendment) -> None:
    if row.new_heading == based(row).heading:
        words = _("This is the heading as it stands: nothing changes.")
        raise invalid(words, code="nothing_changed", field="new_heading")


def check_term(row: Amendment) -> None:
    if len(row.term) < 2:
        raise invalid(_("Write the term that is to be replaced: a word or more."), code="required", field="term")
    if not row.new_term:
        raise invalid(_("Write what takes its place."), code="required", field="new_term")
    if row.term == row.new_term:
        raise invalid(_("These are the same words: nothing changes."), code="nothing_changed", field="new_term")
    if not term_hits(row.proposal.round, row.term):
        raise invalid(_("This term stands nowhere in the law."), code="no_hits", field="term")


def based(row: Amendment) -> ProvisionText:
    assert row.base is not None
    return row.base


CHECKS: dict[str, Callable[[Amendment], None]] = {
    What.REPLACE: check_text,
    What.INSERT_BEFORE: check_insertion,
    What.INSERT_AFTER: check_insertion,
    What.REPEAL: lambda row: None,
    What.RENUMBER: check_label,
    What.HEADING: check_heading,
    What.TERM: check_term,
}


def demand_once(row: Amendment) -> None:
    """One proposal says one thing of one provision; insertions beside it are ordered. Conflict `twice`."""
    others = row.proposal.amendments.exclude(pk=row.pk)
    if row.kind == What.TERM:
        clashing = others.filter(kind=What.TERM, term=row.term)
    elif row.kind in INSERTING:
        return
    elif row.kind == What.REPEAL:
        clashing = others.filter(provision=row.provision).exclude(kind__in=INSERTING)
    else:
        clashing = others.filter(provision=row.provision, kind__in=(row.kind, What.REPEAL))
    if clashing.exists():
        words = _("This proposal changes this place already: change what stands there.")
        raise Conflict(words, code="twice")
