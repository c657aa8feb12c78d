"""Proxies: given by a signatory, never passed on, taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from meetings.actions import create_ballot, end_proxy, give_proxy, open_ballot
from meetings.models import Session, Voice
from meetings.permissions import grant, proxies_for
from organizations.models import Organization, Role
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, make_person
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def third(session: Session, name: str = "جمعية البر") -> Organization:
    """One more organisation with a voice."""
    organization = make_organization(name)
    grant(session.body, organization)
    Voice.objects.create(body=session.body, organization=organization)
    return organization


def test_give_proxy_and_end_proxy_tell_both(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    with entries_left() as left:
        proxy = give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other, reason="انقطاع الطريق")
        assert give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other) == proxy
        end_proxy(actor=cast.actor("basel"), proxy=proxy)
        end_proxy(actor=cast.actor("basel"), proxy=proxy)
    told = [(each.event, each.stream) for each in left]
    streams = (f"org.{cast.other.pk}", session.stream)
    assert sorted(told) == sorted((event, name) for event in ("proxy_given", "proxy_ended") for name in streams)


def test_give_proxy_is_for_signatories_and_heads(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    for name in ("hala", "rania", "gharib", "salma"):
        with pytest.raises(Refused):
            give_proxy(actor=cast.actor(name), session=session, holder=cast.other)
    assert give_proxy(actor=cast.actor("omar"), session=session, holder=cast.association)


def test_nobody_passes_on_what_was_passed_to_them(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    another = third(session)
    give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other)
    with pytest.raises(Conflict) as refused:
        give_proxy(actor=cast.actor("omar"), session=session, holder=another)
    assert refused.value.code == "proxy_of_a_proxy"
    signatory = make_membership(make_person(), another, Role.SIGNATORY).person
    with pytest.raises(Conflict) as second:
        give_proxy(actor=type(cast.actor("omar"))(signatory, another), session=session, holder=cast.association)
    assert second.value.code == "proxy_of_a_proxy"


def test_give_proxy_refuses_itself_strangers_and_too_many(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    for holder in (cast.association, make_organization("بلا صوت")):
        with pytest.raises(ValidationError):
            give_proxy(actor=cast.actor("basel"), session=session, holder=holder)
    for name in ("أولى", "ثانية"):
        organization = third(session, name)
        signatory = make_membership(make_person(), organization, Role.SIGNATORY).person
        give_proxy(actor=type(cast.actor("omar"))(signatory, organization), session=session, holder=cast.other)
    with pytest.raises(Conflict) as many:
        give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other)
    assert many.value.code == "carries_enough"


def test_proxies_stand_still_while_a_vote_is_open(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    come_in(cast, session, "omar")
    proxy = give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other)
    ballot = create_ballot(actor=chair_of(cast), session=session, client_id=uuid4(), question="نعم؟")
    open_ballot(actor=chair_of(cast), ballot=ballot)
    with pytest.raises(Conflict) as refused:
        end_proxy(actor=cast.actor("basel"), proxy=proxy)
    assert refused.value.code == "vote_open"


def test_end_proxy_is_for_its_giver_and_the_chair(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast, visibility="public"))
    proxy = give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other)
    seers = [
        name
        for name in ["salma", "basel", "hala", "omar", "rania", "gharib"]
        if proxy in proxies_for(getattr(cast, name))
    ]
    assert seers == ["salma", "basel", "hala", "omar"]
    for name in ("hala", "omar", "gharib"):
        with pytest.raises(Refused):
            end_proxy(actor=cast.actor(name), proxy=proxy)
    end_proxy(actor=chair_of(cast), proxy=proxy)
