"""Who sees needs and offers, who hears of them, and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from journal.actors import Actor
from needs.actions import cancel_need, create_need, edit_need
from needs.models import Need, Offer, Visibility
from needs.permissions import (
    can_cancel_need,
    can_close_need,
    can_close_offer,
    can_confirm_need,
    can_confirm_offer,
    can_create_need,
    can_create_offer,
    can_edit_need,
    can_edit_offer,
    can_expire_need,
    can_expire_offer,
    can_open_need,
    can_open_offer,
    can_reopen_need,
    can_reopen_offer,
    can_withdraw_offer,
    needs_for,
    offers_for,
    sees_exactly,
    streams_for,
)
from organizations.actions import suspend_organization
from organizations.models import Organization
from tests.entries import entries_left
from tests.factories import Cast
from tests.needs.board import draft_need, draft_offer, given, standing_need, standing_offer

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib", "")


def reader(cast: Cast, name: str) -> Any:
    return getattr(cast, name) if name else AnonymousUser()


def seers(cast: Cast, posting: Need | Offer) -> str:
    """The names of those who see it; "stranger" is nobody who signed in."""
    seen = needs_for if isinstance(posting, Need) else offers_for
    rows = [name for name in NAMES if seen(reader(cast, name)).filter(pk=posting.pk).exists()]
    return " ".join(name or "stranger" for name in rows)


@pytest.mark.parametrize("make", [standing_need, standing_offer])
@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.PUBLIC, "salma basel hala omar rania gharib stranger"),
        (Visibility.MEMBERS, "salma basel hala omar"),
        (Visibility.OWN, "basel hala"),
    ],
)
def test_who_sees_what(cast: Cast, make: Callable[..., Any], visibility: str, who: str) -> None:
    assert seers(cast, make(cast, visibility=visibility)) == who


@pytest.mark.parametrize("make", [standing_need, standing_offer])
def test_named_ones_are_seen_by_those_named_also_officials(cast: Cast, make: Callable[..., Any]) -> None:
    posting = make(cast, visibility=Visibility.NAMED, named=[cast.ministry])
    assert seers(cast, posting) == "basel hala rania"


@pytest.mark.parametrize("make", [draft_need, draft_offer])
def test_drafts_are_their_own_organisations(cast: Cast, make: Callable[..., Any]) -> None:
    assert seers(cast, make(cast, visibility=Visibility.PUBLIC)) == "basel hala"


def test_a_draft_thrown_away_is_seen_by_nobody_else_either(cast: Cast) -> None:
    need = cancel_need(actor=cast.actor("basel"), need=draft_need(cast, visibility=Visibility.PUBLIC))
    assert seers(cast, need) == "basel hala"


def test_the_secretariat_sees_the_drafts_it_wrote_for_others(cast: Cast) -> None:
    need = create_need(actor=cast.actor("salma"), **given(organization=cast.association))
    assert seers(cast, need) == "salma basel hala"


def test_what_a_suspended_organisation_posted_is_seen_by_its_own_people_only(cast: Cast) -> None:
    need = standing_need(cast, visibility=Visibility.PUBLIC)
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="تحقيق")
    assert seers(cast, need) == "basel hala"


@pytest.mark.parametrize(
    ("visibility", "who"),
    [(Visibility.PUBLIC, "salma basel hala omar rania gharib"), (Visibility.MEMBERS, "salma basel hala omar")],
)
def test_whoever_sees_a_need_may_watch_its_stream(cast: Cast, visibility: str, who: str) -> None:
    need, offer = standing_need(cast, visibility=visibility), standing_offer(cast, visibility=visibility)
    names = {need.stream, offer.stream, "need.9999999", f"need.{'9' * 30}", "offer.x", "need."}
    watching = [name for name in NAMES if streams_for(reader(cast, name), names) == {need.stream, offer.stream}]
    assert " ".join(watching) == who


def test_boards_are_watched_by_whom_they_are_for(cast: Cast) -> None:
    names = {"board.public", "board.members", "board.other"}
    heard = {name: streams_for(reader(cast, name), names) for name in NAMES}
    both = {"board.public", "board.members"}
    assert [name for name in NAMES if heard[name] == both] == ["salma", "basel", "hala", "omar"]
    assert heard["rania"] == heard["gharib"] == {"board.public"}
    assert heard[""] == set()


def test_contact_and_exact_point_are_for_ones_own_people(cast: Cast) -> None:
    for posting in (standing_need(cast), standing_offer(cast)):
        assert [name for name in NAMES if sees_exactly(reader(cast, name), posting)] == ["basel", "hala"]


def table(cast: Cast, may: Callable[[Actor], bool]) -> str:
    return " ".join(name for name in NAMES if name and may(cast.actor(name)))


def test_who_may_do_what_to_needs(cast: Cast) -> None:
    draft, need = draft_need(cast), standing_need(cast)
    for may in (can_edit_need, can_cancel_need):
        assert table(cast, lambda actor, may=may: may(actor, draft)) == "salma basel hala"  # type: ignore[misc]
    assert table(cast, lambda actor: can_confirm_need(actor, need)) == "salma basel hala"
    for may in (can_edit_need, can_open_need, can_cancel_need, can_close_need, can_reopen_need):
        assert table(cast, lambda actor, may=may: may(actor, need)) == "salma basel"  # type: ignore[misc]
    assert table(cast, can_create_need) == "salma basel hala omar rania"
    assert table(cast, can_expire_need) == ""
    assert can_expire_need(Actor.clock())


def test_who_may_do_what_to_offers(cast: Cast) -> None:
    draft, offer = draft_offer(cast), standing_offer(cast)
    for may in (can_edit_offer, can_withdraw_offer):
        assert table(cast, lambda actor, may=may: may(actor, draft)) == "salma basel hala"  # type: ignore[misc]
    assert table(cast, lambda actor: can_confirm_offer(actor, offer)) == "salma basel hala"
    for may in (can_edit_offer, can_open_offer, can_withdraw_offer, can_close_offer, can_reopen_offer):
        assert table(cast, lambda actor, may=may: may(actor, offer)) == "salma basel"  # type: ignore[misc]
    assert table(cast, can_create_offer) == "salma basel hala omar rania"
    assert table(cast, can_expire_offer) == ""


def test_a_person_speaks_for_the_organisation_they_chose_only(cast: Cast) -> None:
    need = standing_need(cast)
    assert not can_edit_need(Actor(cast.basel, cast.other), need)


def test_an_unverified_organisation_asks_for_nothing(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.association.pk).update(status=Organization.Status.UNVERIFIED)
    cast.association.refresh_from_db()
    assert not can_create_need(cast.actor("basel"))


def test_whoever_sees_it_no_longer_is_told_where_they_saw_it(cast: Cast) -> None:
    need = standing_need(cast, visibility=Visibility.PUBLIC)
    with entries_left() as left:
        edit_need(actor=cast.actor("basel"), need=need, visibility=Visibility.OWN)
    facts = {"status": "open", "fields": ["visibility"]}
    streams = sorted(["board.public", need.stream, f"org.{cast.association.pk}"])
    assert [each for each in left if each.event == "need_edited"] == [
        (stream, "need_edited", need.pk, facts) for stream in streams
    ]
    assert [(each.stream, each.event) for each in left][-1] == (need.stream, "audience_narrowed")
    assert seers(cast, need) == "basel hala"
