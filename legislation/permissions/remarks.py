"""Who says something on words of a law, asks a sponsor, settles what was said, and talks in the room of an article."""

from __future__ import annotations

from accounts.models import User
from journal.actors import Actor
from legislation.models import Provision, Remark, Round
from legislation.permissions.endorsing import speaks_for_sponsor
from legislation.permissions.seen import judges, leads
from organizations.models import Organization
from organizations.permissions import is_verified_person, role_of


def speaks_as_member(actor: Actor) -> bool:
    """For a verified organisation that is no public body."""
    organization = actor.organization
    if organization is None or not organization.is_verified or organization.kind == Organization.Kind.PUBLIC_BODY:
        return False
    return role_of(actor, organization) is not None


def can_create_remark(actor: Actor, row: Round) -> bool:
    """Whoever sees the round and speaks for a verified organisation, and those who lead or judge."""
    return speaks_as_member(actor) or leads(actor, row) or judges(actor, row)


def can_reply_to_remark(actor: Actor, remark: Remark) -> bool:
    return can_create_remark(actor, remark.round)


def can_edit_remark(actor: Actor, remark: Remark) -> bool:
    return actor.is_person and remark.person_id == actor.person_id


def can_delete_remark(actor: Actor, remark: Remark) -> bool:
    """Their own; and whoever leads the round, what does not belong there."""
    return can_edit_remark(actor, remark) or leads(actor, remark.round)


def can_settle_remark(actor: Actor, remark: Remark) -> bool:
    """What is said of a proposal by its sponsor; everything by who leads or judges. Replies are settled with it."""
    if remark.parent_id is not None:
        return False
    if remark.proposal is not None and speaks_for_sponsor(actor, remark.proposal):
        return True
    return leads(actor, remark.round) or judges(actor, remark.round)


def can_open_article_room(actor: Actor, provision: Provision) -> bool:
    """People of verified organisations, of a law that is published."""
    return provision.instrument.published_at is not None and speaks_as_member(actor)


def can_settle_article_room(actor: Actor) -> bool:
    """The worker, which follows what becomes of organisations and people."""
    return actor.is_clock


def stays_in_article_rooms(person: User) -> bool:
    """While they speak for a verified organisation, whichever it is, and their account is open."""
    return is_verified_person(person)
