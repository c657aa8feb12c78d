"""Votes and proxies that two give at the same moment: each counts once, and none after the end."""

from __future__ import annotations

from functools import partial

import pytest

from journal.actors import Actor
from meetings.actions import cast_vote, close_ballot, give_proxy, open_ballot
from meetings.models import Ballot, Proxy, Session
from organizations.models import Role
from tests.factories import Cast, make_cast, make_membership, make_person
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, open_session, standing_body
from tests.meetings.test_ballots import choice, hall, opened, put
from tests.meetings.test_proxies import third
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.mark.parametrize("method", ["named", "secret"])
def test_a_voice_that_meets_the_closing_is_counted_or_refused(cast: Cast, method: str) -> None:
    """What the result says is what was cast: nobody votes after the reckoning, none is lost before it."""
    ballot = opened(cast, hall(cast), method=method)
    yes = choice(ballot, "yes")
    at_once(
        lambda: cast_vote(actor=cast.actor("basel"), ballot=ballot, choice=yes),
        lambda: close_ballot(actor=chair_of(cast), ballot=ballot),
        lambda: cast_vote(actor=cast.actor("omar"), ballot=ballot, choice=yes),
    )
    row = Ballot.objects.get()
    votes = row.choices.get(kind="yes").votes
    assert row.status == "closed"
    assert votes == row.electors.filter(has_voted=True).count()
    assert row.is_passed == (votes > 0)
    assert row.votes.count() == (votes if method == "named" else 0)


def test_two_of_one_organisation_cast_one_voice(cast: Cast) -> None:
    ballot = opened(cast, hall(cast), method="secret")
    at_once(
        lambda: cast_vote(actor=cast.actor("basel"), ballot=ballot, choice=choice(ballot, "yes")),
        lambda: cast_vote(actor=cast.actor("hala"), ballot=ballot, choice=choice(ballot, "no")),
    )
    assert sum(each.votes for each in ballot.choices.all()) == 1


def test_of_two_proxies_of_one_organisation_one_stands(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    another = third(session)
    at_once(
        lambda: give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other),
        lambda: give_proxy(actor=second_signatory(cast), session=session, holder=another),
    )
    assert Proxy.objects.get().organization == cast.association


def test_two_who_give_each_other_their_voices_leave_no_chain(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    at_once(
        lambda: give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other),
        lambda: give_proxy(actor=cast.actor("omar"), session=session, holder=cast.association),
    )
    assert Proxy.objects.count() == 1


def test_nobody_comes_to_carry_more_than_two(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    givers = [signatory_of(session, name) for name in ("أولى", "ثانية", "ثالثة")]
    at_once(*(partial(give_proxy, actor=each, session=session, holder=cast.other) for each in givers))
    assert Proxy.objects.filter(holder=cast.other).count() == 2


def test_a_proxy_that_meets_the_opening_is_in_the_list_or_refused(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    come_in(cast, session, "omar")
    ballot = put(cast, session)
    at_once(
        lambda: open_ballot(actor=chair_of(cast), ballot=ballot),
        lambda: give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other),
    )
    ballot.refresh_from_db()
    assert ballot.status == "open"
    carrier = ballot.electors.get(organization=cast.association).carrier
    assert carrier == (cast.other if Proxy.objects.exists() else cast.association)


def second_signatory(cast: Cast) -> Actor:
    return Actor(make_membership(make_person("ثانٍ"), cast.association, Role.SIGNATORY).person, cast.association)


def signatory_of(session: Session, name: str) -> Actor:
    """Of one more organisation with a voice."""
    organization = third(session, name)
    return Actor(make_membership(make_person(), organization, Role.SIGNATORY).person, organization)
