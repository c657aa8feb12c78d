"""Two needs that look alike: one is merged into the other, or somebody says why they are not the same."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from needs import permissions
from needs.actions.needs import BINDING, as_it_stands
from needs.actions.postings import demand, tell
from needs.models import Distinction, Need


@verb
def merge_need(*, actor: Actor, need: Need, into: Need) -> Need:
    """Take a need off the board because another one says the same; whoever opens it is led there.

    Its own organisation decides that; what was merged into it follows. Repeating it changes nothing. Refused where the
    other is not on the board or not to be seen; ValidationError `same_need`; Conflict `pledges_stand`, `wrong_status`.
    """
    # Both are held, in their order: two that are merged into each other at once do not end up leading nowhere.
    held = {row.pk: as_it_stands(row) for row in sorted((need, into), key=lambda row: row.pk)}
    need, into = held[need.pk], held[into.pk]
    require(permissions.can_merge_into(actor, into))
    demand(permissions.may_speak(actor, need.organization), permissions.can_merge_need(actor, need), need)
    if need.status == Need.Status.MERGED and need.merged_into_id == into.pk:
        return need
    if into.pk == need.pk:
        raise invalid(_("Choose another need."), code="same_need", field="into")
    if need.pledges.filter(status__in=BINDING).exists():
        words = _("There are pledges that nobody has answered, or whose goods are on their way. Settle them first.")
        raise Conflict(words, code="pledges_stand")
    need.status, need.merged_into, need.closed_at = Need.Status.MERGED, into, timezone.now()
    need.save(update_fields=["status", "merged_into", "closed_at"])
    Need.objects.filter(merged_into=need).update(merged_into=into)  # nobody is led twice
    tell("need_merged", need, actor, into=into.pk)
    return need


@verb
def distinguish_needs(*, actor: Actor, need: Need, other: Need, reason: str) -> Distinction:
    """Say that two needs are not the same, and why: nobody is warned of the pair again. Saying it again changes the
    reason. ValidationError `reason_required`, `same_need`.
    """
    require(permissions.can_distinguish_needs(actor, need, other))
    if need.pk == other.pk:
        raise invalid(_("Choose another need."), code="same_need", field="other")
    first, second = sorted((need, other), key=lambda row: row.pk)
    told = {"reason": checked_reason(reason), "person": actor.user, "organization": actor.organization}
    distinction, _is_new = Distinction.objects.update_or_create(need=first, other=second, defaults=told)
    tell("needs_distinguished", need, actor, other=other.pk)
    return distinction
