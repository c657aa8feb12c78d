"""The verbs of proxies: an organisation that is away lets another one cast its voice in a session."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.models import Ballot, Proxy, Session
from organizations.models import Organization

MOST_CARRIED = 2  # voices beside its own


@verb
def give_proxy(*, actor: Actor, session: Session, holder: Organization, reason: str = "") -> Proxy:
    """The actor's organisation lets `holder` cast its voice in this session, where it is away. Given already to the
    same one: the same row.

    Conflict `vote_open`, `proxy_of_a_proxy`, `already_given`, `carries_enough`; ValidationError `no_voice`, `itself`.
    """
    organization = actor.organization
    require(organization is not None and permissions.can_give_proxy(actor, session, organization))
    assert organization is not None
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    require(permissions.can_give_proxy(actor, row, organization))  # it may be over by now
    standing = row.proxies.filter(ended_at=None)
    if mine := standing.filter(organization=organization).first():
        if mine.holder_id == holder.pk:
            return mine
        raise Conflict(_("Your voice was given to another organisation: take it back first."), code="already_given")
    demand_holder(row, organization, holder)
    demand_no_open_vote(row)
    proxy = Proxy(session=row, organization=organization, holder=holder, signed_by=actor.user)
    proxy.reason = defuse_name(reason)[:300]
    proxy.participant = permissions.participant_of(actor, row.body)
    proxy.save()
    record("proxy_given", stream=[row.stream, f"org.{holder.pk}"], actor=actor, subject=proxy)
    return proxy


@verb
def end_proxy(*, actor: Actor, proxy: Proxy) -> None:
    """The voice goes back to its organisation. Conflict `vote_open`."""
    require(permissions.can_end_proxy(actor, proxy))
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=proxy.session_id)
    proxy.session = row
    require(permissions.can_end_proxy(actor, proxy))  # once it is over it is for who runs it
    demand_no_open_vote(row)
    if Proxy.objects.filter(pk=proxy.pk, ended_at=None).update(ended_at=timezone.now()):
        record("proxy_ended", stream=[row.stream, f"org.{proxy.holder_id}"], actor=actor, subject=proxy)


def demand_holder(row: Session, organization: Organization, holder: Organization) -> None:
    """Nobody passes on what was passed to them, and nobody carries many."""
    if holder == organization:
        raise invalid(_("Choose another organisation."), code="itself", field="holder")
    if not row.body.voices.filter(organization=holder, until=None).exists():
        raise invalid(_("This organisation has no voice here."), code="no_voice", field="holder")
    standing = row.proxies.filter(ended_at=None)
    if standing.filter(holder=organization).exists() or standing.filter(organization=holder).exists():
        words = _("Nobody passes on a voice that was passed to them.")
        raise Conflict(words, code="proxy_of_a_proxy")
    if standing.filter(holder=holder).count() >= MOST_CARRIED:
        words = _("This organisation carries %(number)s voices already.") % {"number": MOST_CARRIED}
        raise Conflict(words, code="carries_enough")


def demand_no_open_vote(row: Session) -> None:
    if row.ballots.filter(status=Ballot.Status.OPEN).exists():
        raise Conflict(_("A vote is open: wait until it is closed."), code="vote_open")
