"""The verbs by which the lead of a project is handed over: offered by a signatory, taken by another's."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import RoomMembership
from journal.actors import Actor
from journal.records import record, tell_people
from journal.refusals import Conflict, require
from journal.states import demand_status
from journal.verbs import verb
from needs.actions.telling import speakers
from projects import permissions
from projects.actions.projects import as_it_stands
from projects.actions.room import bring_in, settle_places
from projects.actions.telling import people_of, standing, tell_partner, tell_speakers
from projects.models import Partner


@verb
def offer_lead(*, actor: Actor, partner: Partner) -> Partner:
    """Ask another partner to lead from now on. Twice changes nothing; Conflict `wrong_status`, `lead_offered` when it
    was offered to a third one that has not answered.
    """
    require(permissions.can_offer_lead(actor, partner))
    held = held_partner(partner)
    demand_status(held, Partner.Status.ACCEPTED)
    if held.project.partners.filter(lead_offered_at__isnull=False).exclude(pk=held.pk).exists():
        raise Conflict(_("The lead is offered to another partner: take that back first."), code="lead_offered")
    if held.lead_offered_at is None:
        move_offer(held, is_offered=True)
        tell_partner("lead_offered", actor, held)
        tell_speakers("lead_offered", actor, held, [held.organization_id], code=held.project.code)
    return held


@verb
def withdraw_lead_offer(*, actor: Actor, partner: Partner) -> Partner:
    """Keep the lead after all. Twice changes nothing."""
    require(permissions.can_withdraw_lead_offer(actor, partner))
    return end_offer(actor, partner, "lead_offer_withdrawn", hears={partner.organization_id})


@verb
def decline_lead(*, actor: Actor, partner: Partner) -> Partner:
    """Say no to leading it. Twice changes nothing."""
    require(permissions.can_decline_lead(actor, partner))
    return end_offer(actor, partner, "lead_declined", hears=standing(partner.project))


@verb
def accept_lead(*, actor: Actor, partner: Partner) -> Partner:
    """Lead from now on; who led before takes part as an implementer. Rights change hands in the same moment.

    Accepting what one leads already changes nothing; Conflict `lead_not_offered`, also to whoever accepts second.
    """
    require(permissions.can_accept_lead(actor, partner))
    held = held_partner(partner)
    if held.role == Partner.Role.LEAD and held.is_standing:
        return held
    if held.lead_offered_at is None:
        raise Conflict(_("The lead is not offered to your organisation."), code="lead_not_offered")
    change_hands(actor, held)
    tell_partner("lead_handed_over", actor, held)
    tell_speakers("lead_handed_over", actor, held, standing(held.project), code=held.project.code)
    return held


@verb
def take_lead(*, actor: Actor, partner: Partner) -> Partner:
    """Lead from now on in place of an organisation that is suspended or closed; it stays a partner. What was offered to
    others is withdrawn.

    Taking what one leads already changes nothing; Conflict `lead_stands` where the lead is not vacant, also to whoever
    takes it second.
    """
    require(permissions.can_take_lead(actor, partner))
    held = held_partner(partner)
    demand_status(held, Partner.Status.ACCEPTED)
    if held.role == Partner.Role.LEAD:
        return held
    if not permissions.is_lead_vacant(held.project):
        raise Conflict(_("The organisation that leads can do so: ask it for the lead."), code="lead_stands")
    held.project.partners.filter(lead_offered_at__isnull=False).exclude(pk=held.pk).update(lead_offered_at=None)
    before = change_hands(actor, held)
    tell_partner("lead_taken_over", actor, held)
    tell_speakers("lead_taken_over", actor, held, standing(held.project), code=held.project.code)
    led = before.organization  # its people do not see the project: they are told beside their own organisation
    tell_people("lead_taken_over", actor, led, speakers({led.pk}), code=held.project.code)
    return held


@verb
def declare_lead_vacant(*, actor: Actor, partner: Partner) -> bool:
    """Tell those who speak for the others that the organisation which leads was suspended or closed, and that one of
    them may take the lead. False where it leads no more, or can. For the clock.
    """
    require(permissions.can_declare_lead_vacant(actor))
    held = held_partner(partner)
    if held.role != Partner.Role.LEAD or not held.is_standing or not permissions.is_lead_vacant(held.project):
        return False
    others = standing(held.project) - {held.organization_id}
    record("lead_declared_vacant", stream=held.project.stream, actor=actor, subject=held)
    tell_speakers("lead_declared_vacant", actor, held, others, code=held.project.code)
    return True


def change_hands(actor: Actor, now: Partner) -> Partner:
    """Who led before takes part as an implementer; returned."""
    before = now.project.partners.select_related("organization").get(
        role=Partner.Role.LEAD, status=Partner.Status.ACCEPTED
    )
    before.role = Partner.Role.IMPLEMENTER
    before.save(update_fields=["role"])  # first, as there is one lead at any moment
    now.role, now.lead_offered_at = Partner.Role.LEAD, None
    now.save(update_fields=["role", "lead_offered_at"])
    for each in (before, now):
        permissions.grant(each)
    change_room(actor, before, now)
    return before


def change_room(actor: Actor, before: Partner, now: Partner) -> None:
    """Those who lead now look after the room, those who led do no more."""
    bring_in(actor, now)
    people = people_of(before.organization) | people_of(now.organization)
    here = RoomMembership.objects.filter(room=now.project.room_id, person__in=people)
    settle_places(actor, now.project, set(here.values_list("person", flat=True)))


def held_partner(partner: Partner) -> Partner:
    """As it stands, with the project held: the lead and the offers of it change one after another."""
    project = as_it_stands(partner.project)
    held = project.partners.select_related("organization", "project__room").get(pk=partner.pk)
    held.project = project
    return held


def move_offer(partner: Partner, *, is_offered: bool) -> None:
    partner.lead_offered_at = timezone.now() if is_offered else None
    partner.save(update_fields=["lead_offered_at"])


def end_offer(actor: Actor, partner: Partner, event: str, hears: set[int]) -> Partner:
    held = held_partner(partner)
    if held.lead_offered_at is not None:
        move_offer(held, is_offered=False)
        tell_partner(event, actor, held)
        tell_speakers(event, actor, held, hears, code=held.project.code)
    return held
