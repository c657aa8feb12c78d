"""The verb by which an organisation signs a unified plan."""

from __future__ import annotations

from django.utils.translation import gettext as _

from coordination import permissions
from coordination.actions.plans import as_it_stands, organizations_of, standing_lines, status_changed, tell
from coordination.models import PlanSignature, UnifiedPlan
from coordination.plan_states import SIGNED, SIGNING
from coordination.plan_words import fingerprint
from journal.actors import Actor
from journal.refusals import Conflict, require
from journal.states import demand_status, move
from journal.verbs import verb


@verb
def sign_plan(*, actor: Actor, plan: UnifiedPlan, version: int) -> PlanSignature:
    """Sign this wording for the organisation one speaks for. The last of the organisations that have a line makes the
    plan signed. `version` is the wording that was read.

    Signing it twice gives the first signature. Conflict `stale` where it was written anew since, `wrong_status`.
    """
    plan = as_it_stands(plan)
    require(permissions.can_sign_plan(actor, plan))
    given = plan.signatures.filter(organization=actor.organization_id, version=version)
    if version == plan.version and (first := given.first()):
        return first
    demand_status(plan, SIGNING)
    if version != plan.version:
        words = _("The plan was written anew since you read it. Read it again before you sign.")
        raise Conflict(words, code="stale", current=plan.version)
    assert actor.organization is not None  # as can_sign_plan demands
    signature = PlanSignature.objects.create(
        plan=plan,
        organization=actor.organization,
        version=plan.version,
        sha256=fingerprint(plan, standing_lines(plan)),
        person=actor.user,
    )
    tell("plan_signed", actor, plan, organization=actor.organization_id, sha256=signature.sha256)
    if has_all(plan) and move(plan, SIGNED, SIGNING):
        status_changed(actor, plan, SIGNING)
    return signature


def has_all(plan: UnifiedPlan) -> bool:
    """Did every organisation with a line sign this wording?"""
    signed = plan.signatures.filter(version=plan.version).values_list("organization", flat=True)
    return organizations_of(plan) <= set(signed)
